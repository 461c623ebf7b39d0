"""The customer's sources by kind, with what each kind is (row S6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from segkit.model.derived import Placement
from segkit.model.workspace import Source
from segkit.render.html import render, safe_url
from segkit.render.view import View

_COLUMNS = ("Kind", "Source", "Slug", "Type", "Environment", "State")


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
    rows = tuple(
        (kind.title, *_row(source, environments)) for kind in kinds for source in kind.sources
    )
    return View(
        html=render(
            "sources",
            present=[kind for kind in kinds if kind.sources],
            absent=[kind for kind in kinds if not kind.sources],
            environments=environments,
            links={s.id: source_url(workspace_url, s) for kind in kinds for s in kind.sources},
        ),
        text="\n".join(
            f"{kind.title}: {', '.join(s.name for s in kind.sources) or 'none'}" for kind in kinds
        ),
        columns=_COLUMNS,
        rows=rows,
    )


def source_url(workspace_url: str, source: Source) -> str:
    """Where people open this source in Segment; empty without a workspace's address."""
    if not workspace_url or not source.slug:
        return ""
    return safe_url(f"{workspace_url.rstrip('/')}/sources/{quote(source.slug, safe='')}/overview")


def _row(source: Source, environments: Mapping[str, str]) -> tuple[object, ...]:
    state = "on" if source.enabled else "off"
    return (source.name, source.slug, source.catalog.name, environments.get(source.id, ""), state)
