"""The customer's sources by kind, with what each kind is (row S6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from segkit.facts.known import Facts
from segkit.knowledge.libraries import KINDS
from segkit.model.derived import Placement
from segkit.model.workspace import Source
from segkit.render import parts
from segkit.render.html import safe_url
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, code, div, li, own, p, span, ul
from segkit.render.view import View
from segkit.rows.row import WORKSPACE, Showing, row


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
class _Source:
    """A source with its kind and its environment, which may be unknown."""

    kind: str
    source: Source
    environment: str


_COLUMNS = (
    Column[_Source]("kind", "Kind", lambda one: one.kind),
    Column[_Source]("source", "Source", lambda one: one.source.name),
    Column[_Source]("slug", "Slug", lambda one: one.source.slug),
    Column[_Source]("type", "Type", lambda one: one.source.catalog.name),
    Column[_Source]("environment", "Environment", lambda one: one.environment),
    Column[_Source]("state", "State", lambda one: "on" if one.source.enabled else "off"),
)


@row(
    "sources",
    title="Sources",
    place=6.1,
    what="Your sources",
    without=("sources",),
    more=("trackingPlanSources",),
    origins=(WORKSPACE,),
)
def _row(showing: Showing) -> View:
    """Every kind of source, with the customer's own under each (S6)."""
    facts = showing.facts
    return sources_by_kind(
        source_kinds(facts), placements=facts.placements, workspace_url=facts.workspace_base
    )


def source_kinds(facts: Facts) -> list[SourceKind]:
    """Every kind of source with its background and the customer's own."""
    return [
        SourceKind(
            title=kind.title,
            background=kind.background,
            sources=tuple(s for s in facts.sources.values() if facts.kinds[s.id] == name),
        )
        for name, kind in KINDS.items()
        # that a catalog entry tells too little is no kind that one could be without
        if name != "unknown" or name in facts.kinds.values()
    ]


def sources_by_kind(
    kinds: Sequence[SourceKind],
    *,
    placements: Sequence[Placement] = (),
    workspace_url: str = "",
) -> View:
    """Every kind with its background; kinds without a source come last, in a line each.

    `workspace_url` (`https://app.segment.com/<slug>`) makes the names links.
    """
    environments = {place.source_id: place.environment for place in placements}
    present = [kind for kind in kinds if kind.sources]
    absent = [(kind.title, kind.background) for kind in kinds if not kind.sources]
    shown: list[Child] = [_kind(kind, environments, workspace_url) for kind in present]
    if not present:
        shown.append(p("The workspace has no sources yet.", cls="sk-empty"))
    if absent:
        title = p("Kinds of source that are not in use", cls="sk-title")
        shown += [title, parts.facts(absent)]
    listed = [
        _Source(kind.title, source, environments.get(source.id, ""))
        for kind in kinds
        for source in kind.sources
    ]
    return View(div(*shown, cls="sk sk-sources"), data=Table(_COLUMNS, listed))


def _kind(kind: SourceKind, environments: Mapping[str, str], workspace_url: str) -> Child:
    title = p(f"{kind.title} ", span(str(len(kind.sources)), cls="sk-quiet"), cls="sk-title")
    items = (
        li(
            span(
                parts.link(source_url(workspace_url, source), source.name),
                BREAK,
                code(own(source.slug)),
                cls="sk-grow",
            ),
            span(own(source.catalog.name)),
            span(own(environments.get(source.id) or "environment unknown")),
            span(parts.on_or_off(is_on=source.enabled), cls="sk-end"),
        )
        for source in kind.sources
    )
    return div(title, p(kind.background), ul(*items, cls="sk-rows"), cls="sk-kind")


def source_url(workspace_url: str, source: Source) -> str:
    """Where people open this source in Segment; empty without a workspace's address."""
    if not workspace_url or not source.slug:
        return ""
    return safe_url(f"{workspace_url.rstrip('/')}/sources/{quote(source.slug, safe='')}/overview")
