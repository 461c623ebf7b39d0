"""Each planned call beside what was seen: the evidence that was kept, for the plan as it is now.

Nothing here says that a call was not sent: what was not seen was not seen in this window.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from segkit.model.derived import Placement
from segkit.model.plan import CALLS, Rule, TrackingPlan
from segkit.model.workspace import Workspace
from segkit.traffic.results.evidence import Evidence, KeptEvent, rule_mark

VALID, BROKEN, NOT_SEEN, CHANGED = "valid", "broken", "not-seen", "changed"
"""States of a planned call. `changed`: the plan asks for something else than when it was seen."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One planned call, and what was seen of it.

    Attributes:
        state: `valid` when every call that was seen is valid, `broken` when one is not,
            `not-seen`, or `changed`.
        kept: The counts; None when no call was seen.
    """

    call: str
    key: str | None
    state: str
    kept: KeptEvent | None = None

    @property
    def title(self) -> str:
        """The call with its name: `track Order Completed`."""
        return f"{self.call} {self.key}" if self.key else self.call


class Sightings:
    """All planned calls of an engagement beside its evidence.

    Attributes:
        evidence: What was kept.
        all: Every call that is to be sent, in plan order.
    """

    def __init__(
        self,
        evidence: Evidence,
        plan: TrackingPlan,
        workspace: Workspace | None,
        placements: Sequence[Placement],
    ) -> None:
        self.evidence = evidence
        self._kept = {(one.type, one.event): one for one in evidence.events}
        self._places = _environments(workspace, placements)
        wanted = dict.fromkeys((r.call, r.key) for r in plan.rules if _is_current(r))
        self._marks = {name: rule_mark(plan, *name) for name in wanted if name in self._kept}
        self.all = tuple(self._sighting(*name) for name in wanted)
        self._by_name = {(one.call, one.key): one for one in self.all}

    def of(self, rule: Rule) -> Sighting | None:
        """What was seen of the calls of a rule; None for one that is no longer to be sent."""
        return self._by_name.get((rule.call, rule.key))

    def missing_in(self, environment: str) -> Iterator[Sighting]:
        """Planned calls of which no call was seen from this environment, or one that is broken."""
        for one in self.all:
            state = self.state_in(one, environment)
            if state != VALID:
                yield Sighting(one.call, one.key, state, one.kept)

    def state_in(self, sighting: Sighting, environment: str) -> str:
        """The state of a call, as far as sources of this environment sent it."""
        return self.state_from(sighting, [s for s, e in self._places.items() if e == environment])

    def state_from(self, sighting: Sighting, slugs: Collection[str]) -> str:
        """The state of a call, as far as these sources sent it."""
        kept = sighting.kept
        if kept is None or sighting.state == CHANGED:
            return sighting.state
        sent = [slug for slug in kept.sources if slug in slugs]
        if not sent:
            return NOT_SEEN
        is_valid = all(kept.sources[slug] == kept.valid_sources.get(slug) for slug in sent)
        return VALID if is_valid else BROKEN

    def environments_of(self, sighting: Sighting) -> tuple[str, ...]:
        """Environments whose sources sent the call; empty texts where that is not known."""
        slugs = sighting.kept.sources if sighting.kept else ()
        return tuple(sorted({self._places.get(slug, "") for slug in slugs}))

    @property
    def environments(self) -> frozenset[str]:
        """Those that the workspace's sources are in."""
        return frozenset(filter(None, self._places.values()))

    def _sighting(self, call: str, key: str | None) -> Sighting:
        kept = self._kept.get((call, key))
        if kept is None:
            return Sighting(call, key, NOT_SEEN)
        if kept.rule != self._marks[call, key]:
            return Sighting(call, key, CHANGED, kept)
        return Sighting(call, key, VALID if kept.seen == kept.valid else BROKEN, kept)


def _is_current(rule: Rule) -> bool:
    return rule.call in CALLS and not rule.deprecated


def _environments(
    workspace: Workspace | None, placements: Sequence[Placement]
) -> Mapping[str, str]:
    """The environment of each source by its slug."""
    slugs = {source.id: source.slug for source in workspace.sources} if workspace else {}
    return {slugs[one.source_id]: one.environment for one in placements if one.source_id in slugs}
