"""Everything known about one engagement: what was read, and what follows from it.

Each derived thing is worked out once, when it is first asked for. The guide shows it,
`segkit check` counts what is open, and nothing here draws or writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from segkit.considerations.answers import Question, questions
from segkit.considerations.consideration import Consideration, Considerations
from segkit.considerations.deriving import considerations, quiet
from segkit.considerations.words import consider, quiet_after
from segkit.delivery.case import Case
from segkit.delivery.covered import CallCoverage, FieldCoverage
from segkit.delivery.required import MappingCoverage, mapping_coverage
from segkit.derive.environments import environment_findings, placements
from segkit.derive.identify import IdentifyFacts, identify_facts
from segkit.derive.libraries import library_findings
from segkit.derive.methods import call_scopes, tracking_choice
from segkit.derive.volumes import VolumeFacts, volume_facts
from segkit.engagement.notes import ADDED, WORD, Notes, read_notes
from segkit.engagement.notes.workshop import ACTIONS, REVIEWED, not_ours
from segkit.engagement.placeholders import fill_text
from segkit.engagement.settings import FILE, Engagement, read_engagement
from segkit.engagement.snapshot import Snapshot, read_snapshot
from segkit.engagement.write_keys import read_write_keys
from segkit.errors import UsageError
from segkit.facts.actions import ActionItem, actions
from segkit.facts.lint_files import LintFiles
from segkit.facts.seen import Sightings
from segkit.knowledge.libraries import Library, kind_of, library_of
from segkit.knowledge.links import Links
from segkit.model.derived import INSTRUMENTED, CallScope, Connection, Placement, TrackingChoice
from segkit.model.finding import Finding
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Destination, Source, Workspace
from segkit.routing.modes import connections
from segkit.traffic.results.evidence import read_evidence
from segkit.traffic.verifying import Against

if TYPE_CHECKING:
    from segkit.delivery.outcome import Route
    from segkit.review.baseline import Compared
    from segkit.review.finding import Review, Waiver


_BY_NOTES = ("considered", "identify", "review")
"""What is worked out with what the notes say."""


class Facts:
    """What is known about an engagement.

    Raises `SnapshotError` or `ConfigError` when its files cannot be read.
    """

    def __init__(self, engagement: Engagement, snapshot: Snapshot | None = None) -> None:
        """Read the engagement's notes, and its snapshot unless that is given.

        Nothing else is opened later.
        """
        self.engagement = engagement
        self.snapshot: Snapshot = snapshot or read_snapshot(engagement)
        self.notes: Notes = read_notes(engagement.notes_file)
        self.write_keys = read_write_keys(engagement)
        self.lint_files = LintFiles(engagement)
        self.evidence = read_evidence(engagement)
        self.links = Links(docs_base=engagement.docs_base)

    def now(self) -> Facts:
        """The same with settings and notes as their files say by now.

        What neither of them touches is worked out once for both. Raises `ConfigError`.
        """
        engagement = read_engagement(self.engagement.folder)
        if engagement != self.engagement:
            return Facts(engagement, self.snapshot)
        notes = read_notes(engagement.notes_file)
        if notes == self.notes:
            return self
        _ = self.derived_considerations  # everything dear
        renewed = copy(self)
        renewed.notes = notes
        for name in _BY_NOTES:
            renewed.__dict__.pop(name, None)
        return renewed

    @cached_property
    def plan(self) -> TrackingPlan | None:
        """The tracking plan, with the customer's name in descriptions that left it blank."""
        plan = self.snapshot.plan
        if plan is None:
            return None
        name = self.engagement.customer
        return replace(
            plan,
            description=fill_text(plan.description, name),
            rules=tuple(_named(rule, name) for rule in plan.rules),
        )

    @property
    def workspace(self) -> Workspace | None:
        """The workspace; None when the engagement has none."""
        return self.snapshot.workspace

    @property
    def region(self) -> str:
        """`us` or `eu`: as set by the SA, else as the workspace says."""
        read = (self.workspace.region if self.workspace else "").lower()
        return self.engagement.region or (read if read in {"us", "eu"} else "us")

    @property
    def workspace_slug(self) -> str:
        """As set by the SA, else as the workspace says; empty when neither does."""
        read = self.workspace.slug if self.workspace else ""
        return self.engagement.workspace_slug or read

    @property
    def workspace_base(self) -> str:
        """`https://app.segment.com/<slug>`; empty when the slug is not known."""
        url = self.workspace_url
        return url.removesuffix("/overview")

    @property
    def workspace_url(self) -> str:
        """Where people open the workspace; empty when its slug is not known."""
        return self.links.workspace(self.workspace_slug) if self.workspace_slug else ""

    @property
    def plan_url(self) -> str:
        """Where people open the plan: as set by the SA, as the plan says, or in Segment."""
        read = self.plan.url if self.plan else ""
        return self.engagement.plan_url or read or self._plan_in_segment

    @property
    def _plan_in_segment(self) -> str:
        is_there = self.plan is not None and self.plan.id.startswith("tp_")
        if self.plan is None or not is_there or not self.workspace_slug:
            return ""
        return self.links.tracking_plan(self.workspace_slug, self.plan.id)

    @property
    def identify_url(self) -> str:
        """Where people open the plan's Identify tab: as set, as the sheet says, or the plan."""
        origins = [rule.origin for rule in self.plan.of("identify")] if self.plan else []
        tabs = self.plan.tabs if self.plan else {}
        of_sheet = [
            tabs[title] for origin in origins if (title := origin.rpartition("!")[0]) in tabs
        ]
        return self.engagement.identify_url or next(iter(of_sheet), "") or self.plan_url

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of sources, destinations and warehouses by id."""
        names = {source.id: source.name for source in self.sources.values()}
        names |= {destination.id: destination.name for destination in self.destinations.values()}
        warehouses = self.workspace.warehouses if self.workspace else ()
        return names | {warehouse.id: warehouse.name for warehouse in warehouses}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The workspace's sources by id."""
        return {s.id: s for s in self.workspace.sources} if self.workspace else {}

    @cached_property
    def destinations(self) -> dict[str, Destination]:
        """The workspace's destinations by id."""
        return {d.id: d for d in self.workspace.destinations} if self.workspace else {}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each source (`segkit.model.derived.SOURCE_KINDS`) by its id."""
        return {source.id: kind_of(source) for source in self.sources.values()}

    @cached_property
    def libraries(self) -> dict[str, Library]:
        """The Segment library of each source that has one, by the source's id."""
        found = {source.id: library_of(source) for source in self.sources.values()}
        return {key: library for key, library in found.items() if library is not None}

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Every source and destination that are connected, with the mode."""
        if self.workspace is None:
            return ()
        return connections(self.workspace, self.engagement.modes)

    def route(self, call: object, source: str) -> Route:
        """What becomes of a call that `source` (slug or id) sends.

        Raises `InputFileError` for what is no call, `UsageError` without such a source.
        """
        if self.workspace is None:
            raise UsageError(
                "The workspace was not read, so no call can be followed.",
                f"name its file below [workspace] in {FILE} and run `segkit pull`.",
            )
        from segkit.delivery.route import route

        return route(
            call,
            source,
            self.workspace,
            plan=self.plan,
            modes=self.engagement.modes,
            consent=self.engagement.consent,
        )

    @property
    def against(self) -> Against:
        """What captured traffic is compared with; raises `UsageError` without a plan."""
        if self.plan is None:
            raise UsageError(
                "There is no tracking plan to compare calls with.",
                f"name one below [plan] in {FILE} and run `segkit pull`.",
            )
        placed = {place.source_id: place.environment for place in self.placements}
        return Against(
            self.plan,
            self.workspace,
            self.write_keys,
            {source.slug: placed.get(source.id, "") for source in self.sources.values()},
            self.engagement.folder,
            self.engagement.modes,
            self.engagement.consent,
        )

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """Product and environment of each source."""
        if self.workspace is None:
            return ()
        return placements(self.workspace, self.engagement.environments)

    @cached_property
    def source_findings(self) -> tuple[Finding, ...]:
        """What is amiss with environments and libraries."""
        if self.workspace is None:
            return ()
        return (
            *environment_findings(self.workspace, self.placements),
            *library_findings(self.workspace),
        )

    @cached_property
    def tracking_choice(self) -> TrackingChoice:
        """Client-side, server-side or both."""
        return tracking_choice(self.workspace, self.engagement.tracking_method)

    @cached_property
    def call_scopes(self) -> tuple[CallScope, ...]:
        """Which of the six calls are in scope."""
        return call_scopes(self.plan, self.workspace, self.engagement.calls)

    @cached_property
    def identify(self) -> IdentifyFacts | None:
        """What the plan says about identify, and what was agreed where it says nothing.

        None without a plan.
        """
        if self.plan is None:
            return None
        found = identify_facts(self.plan, self.workspace)
        agreed = self.notes.done
        return replace(
            found,
            user_id=found.user_id or agreed.get("user-id", ""),
            track_calls=found.track_calls or tuple(filter(None, [agreed.get("identify-event")])),
        )

    @property
    def waived(self) -> dict[str, Waiver]:
        """The checks whose findings the room lets stand, each with its word."""
        from segkit.review.finding import Waiver

        words = not_ours(self.notes.of(REVIEWED))
        return {rule: Waiver(one.reason, one.by, one.on) for rule, one in words.items()}

    @cached_property
    def reviewed(self) -> Review | None:
        """Every check put to the plan; None without a plan.

        Raises `ConfigError` or `UsageError` for settings of the review that are not understood.
        """
        return self.lint_files.reviewed(self.plan, self.case) if self.plan is not None else None

    @cached_property
    def review(self) -> Compared | None:
        """The same beside what stands already or was waived; raises what it raises."""
        found = self.reviewed
        return self.lint_files.compared(found, self.waived) if found is not None else None

    @cached_property
    def volumes(self) -> VolumeFacts | None:
        """The plan beside what was received; None when no volumes were pulled."""
        found = self.workspace.extra.get("eventVolumes") if self.workspace else None
        if not isinstance(found, Mapping):
            return None
        instrumented = [s for s in self.sources.values() if self.kinds[s.id] in INSTRUMENTED]
        own = [rule.key for rule in self.plan.of("track") if rule.key] if self.plan else []
        return volume_facts(found, instrumented, self._planned_events, own)

    @cached_property
    def seen(self) -> Sightings | None:
        """Each planned call beside what was seen; None without a plan, or when nothing was kept."""
        if self.plan is None or self.evidence is None:
            return None
        return Sightings(self.evidence, self.plan, self.workspace, self.placements)

    @property
    def _planned_events(self) -> dict[str, list[str]]:
        """Names of the events in each of the workspace's plans, by the plan's id."""
        rules = self.workspace.extra.get("trackingPlanRules") if self.workspace else None
        return {
            plan: [
                rule["key"]
                for rule in some
                if isinstance(rule, Mapping)
                and rule.get("type") == "TRACK"
                and isinstance(rule.get("key"), str)
            ]
            for plan, some in (rules.items() if isinstance(rules, Mapping) else ())
            if isinstance(some, list)
        }

    @cached_property
    def case(self) -> Case | None:
        """What delivery and considerations are asked about; None without a workspace."""
        if self.workspace is None:
            return None
        return Case(
            workspace=self.workspace,
            plan=self.plan,
            connections=self.connections,
            kinds=self.kinds,
            placements=self.placements,
            libraries=self.libraries,
            region=self.region,
            consent=self.engagement.consent,
        )

    @cached_property
    def field_coverage(self) -> tuple[FieldCoverage, ...]:
        """Where each planned property and trait goes; empty without plan or workspace."""
        return () if self.case is None else self.case.coverage.fields

    @cached_property
    def mapping_coverage(self) -> tuple[MappingCoverage, ...]:
        """What feeds the required fields of each mapping, for each planned call."""
        if self.case is None:
            return ()
        return tuple(mapping_coverage(self.case.coverage, self.destinations))

    @cached_property
    def call_coverage(self) -> tuple[CallCoverage, ...]:
        """Where each current planned call goes, with its fields or without."""
        return () if self.case is None else self.case.coverage.calls

    @cached_property
    def derived_considerations(self) -> tuple[Consideration, ...]:
        """What segkit itself has to say about every connected pair."""
        return () if self.case is None else considerations(self.case)

    @cached_property
    def considered(self) -> Considerations:
        """The considerations with the SA's word on each."""
        return self.considered_by(self.notes)

    @property
    def considerations(self) -> tuple[Consideration, ...]:
        """What stands after the SA's word on it: what the customer reads."""
        return self.considered.standing

    def considered_by(self, notes: Notes) -> Considerations:
        """The considerations with the word of these notes; raises `ConfigError`."""
        if self.case is None:
            return Considerations()
        words, added = notes.of(WORD), notes.of(ADDED)
        return consider(self.case, self.derived_considerations, words, added)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The business questions of the plan, each with the ways of its answer."""
        return questions(self.plan, self.case)

    @property
    def actions(self) -> tuple[ActionItem, ...]:
        """What somebody has to do, or has done."""
        return self.actions_by(self.notes)

    def actions_by(self, notes: Notes) -> tuple[ActionItem, ...]:
        """The same with these notes; raises `ConfigError` when one is damaged."""
        considered = self.considered if notes == self.notes else self.considered_by(notes)
        return actions(considered, notes.of(ACTIONS), looked=self.case is not None)

    @property
    def quiet_pairs(self) -> dict[tuple[str, str], str]:
        """For each pair without a consideration, why: what is known, or what was dismissed."""
        return self.quiet_after(self.considered)

    def quiet_after(self, considered: Considerations) -> dict[tuple[str, str], str]:
        """The same with other words on the considerations."""
        return quiet_after(self._quiet, considered)

    @cached_property
    def _quiet(self) -> Mapping[tuple[str, str], str]:
        return {} if self.case is None else quiet(self.case, self.derived_considerations)


def _named(rule: Rule, customer: str) -> Rule:
    return replace(
        rule,
        description=fill_text(rule.description, customer),
        fields=tuple(_named_field(field, customer) for field in rule.fields),
    )


def _named_field(field: Field, customer: str) -> Field:
    filled = fill_text(field.description, customer)
    return field if filled == field.description else replace(field, description=filled)
