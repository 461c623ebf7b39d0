"""The customer's sources by kind, with what each kind is (row S6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from segkit.derive.owners import owners_of, workspace_owners
from segkit.facts.known import Facts
from segkit.knowledge.libraries import KINDS
from segkit.model.derived import Placement
from segkit.model.workspace import Source, Workspace
from segkit.render import parts
from segkit.render.days import named_day
from segkit.render.html import safe_url, slug_id
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, code, div, li, own, p, span, ul
from segkit.render.view import View
from segkit.rows.edition import WHOLE, Edition
from segkit.rows.row import WORKSPACE, Showing, row
from segkit.segment_api.objects import objects, text


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source and those that the customer has.

    Attributes:
        title: e.g. `Website`.
        background: What such sources are, for somebody who reads it the first time.
        sources: The customer's own; empty when they have none of this kind.
    """

    title: str
    background: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceNotes:
    """What else is known of a source.

    Attributes:
        owners: Groups and people who may change it; None when that was not asked.
        violations_to: Name of the source that violations are forwarded to; empty when there is
            none, or it is not known.
        blocked_to: Of the one that blocked events are forwarded to, likewise.
        plugin: Of the code that an app loads: `version 3 of 2026-10-05`; empty when there is
            none, None when that was not asked.
    """

    owners: tuple[str, ...] | None = None
    violations_to: str = ""
    blocked_to: str = ""
    plugin: str | None = None

    @property
    def said(self) -> str:
        """All of it in a line; empty when nothing is known."""
        pairs = (
            ("violations go to", self.violations_to),
            ("blocked events go to", self.blocked_to),
            ("live plugin,", self.plugin or ""),
            ("owned by", ", ".join(self.owners or ())),
        )
        line = " · ".join(f"{words} {value}" for words, value in pairs if value)
        return line[:1].upper() + line[1:]


_NO_NOTES = SourceNotes()


@dataclass(frozen=True, slots=True)
class _Source:
    """A source with its kind and its environment, which may be unknown."""

    kind: str
    source: Source
    environment: str
    notes: SourceNotes


_COLUMNS = (
    Column[_Source]("kind", "Kind", lambda one: one.kind),
    Column[_Source]("source", "Source", lambda one: one.source.name),
    Column[_Source]("slug", "Slug", lambda one: one.source.slug),
    Column[_Source]("type", "Type", lambda one: one.source.catalog.name),
    Column[_Source]("environment", "Environment", lambda one: one.environment),
    Column[_Source]("state", "State", lambda one: "on" if one.source.enabled else "off"),
    Column[_Source](
        "owners",
        "Owners",
        lambda one: "not pulled" if one.notes.owners is None else one.notes.owners,
    ),
    Column[_Source]("violations", "Violations go to", lambda one: one.notes.violations_to),
    Column[_Source]("blocked", "Blocked events go to", lambda one: one.notes.blocked_to),
    Column[_Source](
        "plugin",
        "Live plugin",
        lambda one: "not pulled" if one.notes.plugin is None else one.notes.plugin,
    ),
)


@row(
    "sources",
    title="Sources",
    place=6.1,
    what="Your sources",
    without=("sources",),
    more=("trackingPlanSources", "sourceSettings", "livePlugins", "userGroups", "users"),
    origins=(WORKSPACE,),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Every kind of source, with the customer's own under each (S6)."""
    facts = showing.facts
    return sources_by_kind(
        source_kinds(facts, showing.edition),
        placements=facts.placements,
        workspace_url=facts.workspace_base,
        notes=source_notes(facts.workspace) if facts.workspace else {},
        owners=(workspace_owners(facts.workspace) or ()) if facts.workspace else (),
        is_read=facts.workspace is not None,
    )


def source_notes(workspace: Workspace) -> dict[str, SourceNotes]:
    """What else is known of each source, by its id."""
    names = {one.id: one.name for one in workspace.sources}
    pulled = workspace.extra.get("livePlugins")
    plugins = {
        text(one.get("sourceId")): f"version {text(one.get('version'))} of "
        f"{named_day(text(one.get('createdAt'))[:10])}"
        for one in objects(pulled)
    }

    def target(source: Source, key: str) -> str:
        id_ = text(source.schema_settings.get(key))
        return names.get(id_, id_)

    return {
        one.id: SourceNotes(
            owners_of(workspace, one),
            target(one, "forwardingViolationsTo"),
            target(one, "forwardingBlockedEventsTo"),
            None if pulled is None else plugins.get(one.id, ""),
        )
        for one in workspace.sources
    }


def source_kinds(facts: Facts, edition: Edition = WHOLE) -> list[SourceKind]:
    """Every kind of source with its background and the customer's own.

    A copy for one platform has the kinds of that platform only.
    """
    mine = edition.sources(facts)
    return [
        SourceKind(
            title=kind.title,
            background=kind.background,
            sources=tuple(s for s in mine if facts.kinds[s.id] == name),
        )
        for name, kind in KINDS.items()
        # that a catalog entry tells too little is no kind that one could be without
        if name != "unknown" or name in facts.kinds.values()
        if not edition.platform or name in {facts.kinds[s.id] for s in mine}
    ]


def sources_by_kind(  # noqa: PLR0913 - all but the kinds keyword-only
    kinds: Sequence[SourceKind],
    *,
    placements: Sequence[Placement] = (),
    workspace_url: str = "",
    notes: Mapping[str, SourceNotes] | None = None,
    owners: Sequence[str] = (),
    is_read: bool = True,
) -> View:
    """Every kind with its background; kinds without a source come last, in a line each.

    `workspace_url` (`https://app.segment.com/<slug>`) makes the names links; `notes` are by
    the source's id; `owners` may change every source. `is_read` says that there is a workspace.
    """
    notes = notes or {}
    environments = {place.source_id: place.environment for place in placements}
    present = [kind for kind in kinds if kind.sources]
    absent = [(kind.title, kind.background) for kind in kinds if not kind.sources]
    shown: list[Child] = [_kind(kind, environments, workspace_url, notes) for kind in present]
    if not present:
        none = "The workspace has no sources yet." if is_read else "The workspace was not read."
        shown.append(p(none, cls="sk-empty"))
    if absent:
        words = "Kinds of source that are not in use" if is_read else "Kinds of source"
        title = p(words, cls="sk-title")
        shown += [title, parts.facts(absent)]
    if owners:
        shown.append(p("Workspace owners, who may change everything: ", parts.listed(owners)))
    listed = [
        _Source(
            kind.title,
            source,
            environments.get(source.id, ""),
            notes.get(source.id, _NO_NOTES),
        )
        for kind in kinds
        for source in kind.sources
    ]
    return View(div(*shown, cls="sk sk-sources"), data=Table(_COLUMNS, listed))


def _kind(
    kind: SourceKind,
    environments: Mapping[str, str],
    workspace_url: str,
    notes: Mapping[str, SourceNotes],
) -> Child:
    title = p(f"{kind.title} ", span(str(len(kind.sources)), cls="sk-quiet"), cls="sk-title")
    items = (
        li(
            span(
                parts.link(source_url(workspace_url, source), source.name),
                BREAK,
                code(own(source.slug)),
                *_noted(notes.get(source.id, _NO_NOTES)),
                cls="sk-grow",
            ),
            span(own(source.catalog.name)),
            span(own(environments.get(source.id) or "environment unknown")),
            span(parts.on_or_off(is_on=source.enabled), cls="sk-end"),
            id=slug_id("source", source.slug or source.id),
        )
        for source in kind.sources
    )
    return div(title, p(kind.background), ul(*items, cls="sk-rows"), cls="sk-kind")


def _noted(notes: SourceNotes) -> Sequence[Child]:
    return (BREAK, span(own(notes.said), cls="sk-note")) if notes.said else ()


def source_url(workspace_url: str, source: Source) -> str:
    """Where people open this source in Segment; empty without a workspace's address."""
    if not workspace_url or not source.slug:
        return ""
    return safe_url(f"{workspace_url.rstrip('/')}/sources/{quote(source.slug, safe='')}/overview")
