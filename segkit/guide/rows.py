"""The rows of the guide, in the order of the document."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from segkit import rows as views
from segkit.engagement.notes import read_notes
from segkit.engagement.settings import Engagement, find_engagement
from segkit.errors import SegkitError
from segkit.facts.known import Facts
from segkit.facts.todos import UNSETTLED, open_todos
from segkit.guide import availability, code, listing
from segkit.guide.kept_filters import keep_filter, kept_filter
from segkit.guide.preparing import PreparingRows
from segkit.guide.workshop import WorkshopRows
from segkit.render.view import View

NOT_READ = {
    "workspace": (
        "The workspace was not read, so this is not known.",
        "name its file below [workspace] in engagement.toml and run `segkit pull`.",
    ),
    "plan": (
        "The tracking plan was not read, so this is not known.",
        "name its file below [plan] in engagement.toml and run `segkit pull`.",
    ),
}
"""Why a row is empty and what to do, by the to-do that stands for it."""


def live_form(
    view: View,
    keep_it: Callable[[views.Narrowing], None] | None = None,
    kept: views.Narrowing | None = None,
) -> object:
    """The widget around a view; widgets are imported when the first one is shown."""
    from segkit.widgets import live

    return live(view, keep=keep_it, kept=kept)


def open_guide(folder: str = ".") -> Guide:
    """The guide of the engagement in `folder`, or in a folder above it.

    Raises `ConfigError` when there is none, `SnapshotError` when nothing was read yet.
    """
    # set while a document is made in a kernel, where widgets would only cost time
    static = os.environ.get("SEGKIT_STATIC", "")
    return Guide(find_engagement(Path(folder)), live=not static, draft=static == "draft")


class Guide(PreparingRows, WorkshopRows):
    """An engagement's guide; each method shows one part of it."""

    def __init__(self, engagement: Engagement, *, live: bool = False, draft: bool = False) -> None:
        """Read the engagement's snapshot.

        `live` gives widgets instead of static views; a `draft` is for the SA, and also shows
        what the customer does not see.
        """
        self.facts = Facts(engagement)
        self._live = live
        self.is_draft = draft

    def _repr_pretty_(self, printer: object, _cycle: bool) -> None:  # noqa: FBT001 (IPython's)
        write = getattr(printer, "text", print)
        write(f"Guide of {self.facts.engagement.customer}, {self.made_from()}")

    def made_from(self) -> str:
        """The snapshot that everything here comes from, in words."""
        return f"the snapshot of {listing.moment(self.facts.snapshot.taken_at)}"

    def _show(self, view: View, row: str = "") -> object:
        """The view, live or static; with what was not available for this `row`.

        The filter of a table that is a row of the guide may be kept for the export.
        """
        if row in availability.ROWS:
            view = availability.shown(self.facts, row, view)
        if not row or view.widget != "table":
            return live_form(view) if self._live else view
        file = self.facts.engagement.notes_file
        kept = kept_filter(read_notes(file), row)
        if not self._live:
            return views.narrowed(view, kept)
        return live_form(view, lambda now: keep_filter(file, row, now), kept)

    def _without(self, what: str, todo: str) -> object:
        """What stands in place of a row without data.

        The reader of a final guide finds what was agreed; how to fill the row in is for
        the SA, as long as it is open.
        """
        agreed = self.facts.notes.done.get(todo, "")
        view = (
            views.nothing(f"{what}: {agreed}") if agreed else views.missing(what, *NOT_READ[todo])
        )
        return self._show(view, "plan" if todo == "plan" and not agreed else "")

    def cover(self) -> object:
        """Who the guide is for, who made it, and the links that matter (S2)."""
        engagement, facts = self.facts.engagement, self.facts
        plan, workspace = facts.plan, facts.workspace
        return self._show(
            views.cover(
                customer=engagement.customer,
                sa=engagement.sa,
                date=engagement.date,
                plan_name=plan.name if plan else "",
                plan_url=facts.plan_url,
                workspace_name=workspace.name if workspace else "",
                workspace_url=facts.workspace_url,
                pulled_at=listing.moment(facts.snapshot.taken_at),
                inputs=[f"{item.name} ({item.role})" for item in facts.snapshot.inputs],
            )
        )

    def todos(self) -> object:
        """What the SA still has to settle (S3); in a notebook, the place to settle it."""
        if not self._live:
            return views.todos(open_todos(self.facts), self.facts.notes.done)
        from segkit.widgets import TodosWidget

        engagement = self.facts.engagement
        return TodosWidget(engagement.notes_file, lambda: open_todos(Facts(engagement)), UNSETTLED)

    def overview(self) -> object:
        """Segment with the customer's own sources and destinations (S5)."""
        workspace = self.facts.workspace
        if workspace is None:
            return self._without("Your own overview", "workspace")
        return self._show(
            views.overview(
                self.facts.engagement.customer,
                workspace.sources,
                self.facts.kinds,
                workspace.destinations,
                workspace.warehouses,
            ),
            "overview",
        )

    def sources(self) -> object:
        """Every kind of source, with the customer's own under each (S6)."""
        return self._show(
            views.sources_by_kind(
                listing.source_kinds(self.facts),
                placements=self.facts.placements,
                workspace_url=self.facts.workspace_base,
            ),
            "sources",
        )

    def environments(self) -> object:
        """Which source tracks which product in which environment (S7)."""
        workspace = self.facts.workspace
        if workspace is None:
            return self._without("Your environments", "workspace")
        return self._show(
            views.environments(
                listing.instrumented_placements(self.facts),
                workspace.sources,
                self.facts.source_findings,
                docs_base=self.facts.links.docs_base,
            ),
            "environments",
        )

    def load_snippet(self) -> object:
        """The line that decides which source an application sends to (S7)."""
        return self._show(code.load_view(self.facts), "load_snippet")

    def quickstarts(self) -> object:
        """How to start in each library that the customer uses (S8)."""
        if self.facts.workspace is None:
            return self._without("Your libraries", "workspace")
        items = code.quickstart_items(self.facts)
        return self._show(
            views.quickstarts(items, docs_base=self.facts.links.docs_base), "quickstarts"
        )

    def tracking_methods(self) -> object:
        """Client-side, server-side or both (S9)."""
        return self._show(
            views.tracking_methods(
                self.facts.tracking_choice,
                customer=self.facts.engagement.customer,
                client_sources=listing.names_of_kinds(self.facts, "web", "mobile"),
                server_sources=listing.names_of_kinds(self.facts, "server", "function"),
            ),
            "tracking_methods",
        )

    def calls_in_scope(self) -> object:
        """Which of the six calls are in scope, and why (S10)."""
        return self._show(views.calls_in_scope(self.facts.call_scopes), "calls_in_scope")

    def identify_tab(self) -> object:
        """Where the identify traits are kept (S11)."""
        plan = self.facts.plan
        if plan is None:
            return self._without("The Identify part of your tracking plan", "plan")
        agreed = self.facts.notes.done.get("plan-link", "")
        if agreed and not self.facts.plan_url:
            return self._show(views.nothing(f"Where the tracking plan is kept: {agreed}"))
        return self._show(
            views.identify_tab(
                url=self.facts.identify_url,
                plan_name=plan.name,
                taken=listing.moment(self.facts.snapshot.taken_at),
                live=self._live,
            )
        )

    def identify_facts(self) -> object:
        """What the plan says about the id and the calls next to it (S12)."""
        found = self.facts.identify
        if found is None:
            return self._without("Your identify call", "plan")
        return self._show(listing.identify_view(self.facts, found))

    def identify(self) -> object:
        """The identify traits (S13): search, filter, sort, choose one for its details."""
        if self.facts.plan is None:
            return self._without("Your identify traits", "plan")
        return self._show(views.identify_traits(listing.trait_rows(self.facts)), "identify")

    def identify_snippets(self) -> object:
        """identify() in the customer's languages, with values that the plan accepts (S13)."""
        if self.facts.plan is None:
            return self._without("Your identify call as code", "plan")
        return self._show(code.identify_view(self.facts))

    def modes(self) -> object:
        """How many connections are in device mode and in cloud mode (S14)."""
        if self.facts.workspace is None:
            return self._without("Your connection modes", "workspace")
        return self._show(views.modes_summary(self.facts.connections), "modes")

    def destinations(self) -> object:
        """The destinations (S15): search, filter, sort, choose one for its details."""
        if self.facts.workspace is None:
            return self._without("Your destinations", "workspace")
        rows = listing.destination_rows(self.facts)
        return self._show(
            views.destinations(rows, docs_base=self.facts.links.docs_base), "destinations"
        )

    def warehouses(self) -> object:
        """The warehouses and what is synced into them (S15)."""
        workspace = self.facts.workspace
        if workspace is None:
            return self._without("Your warehouses", "workspace")
        return self._show(views.warehouses(workspace.warehouses, workspace.sources), "warehouses")

    def matrix(self) -> object:
        """Sources × destinations with the mode of each connection (S15)."""
        workspace = self.facts.workspace
        if workspace is None:
            return self._without("Your matrix", "workspace")
        return self._show(
            views.matrix(
                workspace.sources,
                workspace.destinations,
                workspace.warehouses,
                self.facts.connections,
            ),
            "matrix",
        )

    def flow(self) -> object:
        """The same as a diagram (S15)."""
        workspace = self.facts.workspace
        if workspace is None:
            return self._without("Your diagram", "workspace")
        return self._show(
            views.flow(
                workspace.sources,
                workspace.destinations,
                workspace.warehouses,
                self.facts.connections,
            ),
            "flow",
        )

    def route(self, call: dict[str, object], *, source: str) -> object:
        """What becomes of a call that `source` sends: each destination and warehouse.

        Args:
            call: As it is sent, e.g. `{"type": "track", "event": "Order Completed"}`.
            source: Its slug or id.
        """
        from segkit.rows.route import route

        return self._show(route(self.facts.route(call, source)))

    def coverage(self) -> object:
        """Who receives each planned field, and which required fields of mappings are not fed."""
        return self._covered(views.coverage)

    def gaps(self) -> object:
        """Planned fields that nobody receives, and required fields of mappings that stay empty."""
        return self._covered(views.gaps)

    def _covered(self, view: Callable[..., View]) -> object:
        facts = self.facts
        for role in ("workspace", "plan"):
            if getattr(facts, role) is None:
                return self._without("Who receives the planned fields", role)
        return self._show(view(facts.field_coverage, facts.mapping_coverage, facts.names))

    def considerations(self, *, editable: bool = True) -> object:
        """What to watch out for with each source and destination (S16).

        In a notebook it is the place for the SA's word; with `editable=False` it is the
        customer's table there too.
        """
        if self.facts.workspace is None:
            return self._without("Your special considerations", "workspace")
        if self._live and editable:
            return self._consider()
        return self._show(
            views.considerations(
                self.facts.considerations,
                names=self.facts.names,
                quiet=listing.quiet_pairs(self.facts),
                docs_base=self.facts.links.docs_base,
                judgement=self.facts.judgement if self.is_draft else None,
            ),
            "considerations",
        )

    def _consider(self) -> object:
        from segkit.facts.considering import Considering
        from segkit.widgets import ConsiderationsWidget

        try:
            return ConsiderationsWidget(Considering(self.facts))
        except SegkitError as error:
            return views.missing("Your special considerations", error.problem, error.fix)

    def pages(self) -> object:
        """The planned page and screen calls (S17)."""
        return self._calls("page", "screen")

    def track(self) -> object:
        """The planned events (S17)."""
        return self._calls("track")

    def group(self) -> object:
        """The planned group calls (S17)."""
        return self._calls("group")

    def common(self) -> object:
        """What is planned for every call."""
        return self._calls("common", "alias")

    def _calls(self, *calls: str) -> object:
        if self.facts.plan is None:
            return self._without("Your planned calls", "plan")
        rules = self.facts.plan.of(*calls)
        return self._show(views.planned_calls(rules, call=calls[0]), calls[0])

    def volumes(self) -> object:
        """The plan beside what was received; empty unless a pull was asked to count it."""
        found = self.facts.volumes
        if found is None:
            return self._show(View("", ""), "volumes")
        return self._show(views.volumes(found, self.facts.names), "volumes")

    def findings(self) -> object:
        """What segkit noticed that is shown nowhere else in the guide."""
        return self._show(
            views.findings(
                listing.other_findings(self.facts),
                docs_base=self.facts.links.docs_base,
                none="What segkit noticed is said in the sections that it is about.",
            )
        )

    def changes(self) -> object:
        """What changed since the snapshot before this one."""
        return self._show(listing.changes_view(self.facts))

    def provenance(self) -> object:
        """What everything here was made from, and when."""
        return self._show(listing.provenance_view(self.facts))
