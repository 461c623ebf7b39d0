"""Products × environments: one source for each, or what is missing (row S7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.derive.environments import OVERRIDDEN
from segkit.model.derived import ENVIRONMENTS, Placement
from segkit.model.finding import Finding
from segkit.model.workspace import Source
from segkit.render import parts
from segkit.render.html import DOCS_BASE
from segkit.render.marks import sa_mark
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, div, span, together
from segkit.render.view import View
from segkit.rows.findings import findings as findings_view
from segkit.rows.placed import ENVIRONMENT_TITLES, instrumented_placements
from segkit.rows.row import WORKSPACE, Showing, row

_EXPECTED = ("prod", "dev")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A source in its place."""

    place: Placement
    source: Source


_DATA = (
    Column[_Placed]("product", "Product", lambda one: one.place.product),
    Column[_Placed]("environment", "Environment", lambda one: one.place.environment),
    Column[_Placed]("source", "Source", lambda one: one.source.name),
    Column[_Placed]("evidence", "Evidence", lambda one: one.place.evidence),
)
"""One row for each source."""


@row(
    "environments",
    title="Environments",
    place=7.1,
    what="Your environments",
    needs=("workspace",),
    without=("sources",),
    more=("labels",),
    origins=(WORKSPACE,),
    readers=("developer",),
)
def _row(showing: Showing) -> View:
    """Which source tracks which product in which environment (S7)."""
    facts = showing.facts
    mine = {source.id for source in showing.edition.sources(facts)}
    return environments(
        [place for place in instrumented_placements(facts) if place.source_id in mine],
        tuple(facts.sources.values()),
        facts.source_findings if not showing.edition.platform else (),
        docs_base=facts.links.docs_base,
    )


def environments(
    placements: Sequence[Placement],
    sources: Sequence[Source],
    findings: Sequence[Finding] = (),
    *,
    docs_base: str = DOCS_BASE,
) -> View:
    """Which source tracks which product in which environment, then what is wrong with it."""
    if not placements:
        return nothing("No source can be placed in an environment: the workspace has none yet.")
    by_id = {source.id: source for source in sources}
    placed = [_Placed(p, by_id[p.source_id]) for p in placements if p.source_id in by_id]
    products: dict[str, list[_Placed]] = {place.product: [] for place in placements}
    for one in placed:
        products[one.place.product].append(one)
    grid = Table(
        (
            Column[str]("product", "Product", str),
            *(_environment(key, products) for key in _columns(placements)),
        ),
        sorted(products, key=str.casefold),
        label="Which source tracks which product in which environment",
        plain=True,
    )
    listed = findings_view(findings, docs_base=docs_base).tree if findings else ()
    return View(div(grid, *listed, cls="sk sk-environments"), data=Table(_DATA, placed))


def _columns(placements: Sequence[Placement]) -> list[str]:
    """The expected environments always, others when somebody uses them."""
    used = {place.environment for place in placements} | set(_EXPECTED)
    known = [key for key in ENVIRONMENTS if key in used and key not in {"all", ""}]
    others = sorted(used - set(ENVIRONMENTS))
    return known + others + [key for key in ("all", "") if key in used]


def _environment(key: str, products: Mapping[str, Sequence[_Placed]]) -> Column[str]:
    def here(product: str) -> list[_Placed]:
        return [one for one in products[product] if one.place.environment == key]

    return Column(
        key,
        ENVIRONMENT_TITLES.get(key, key),
        lambda product: tuple(one.source.name for one in here(product)),
        lambda product: _cell(key, here(product), products[product]),
    )


def _cell(environment: str, here: Sequence[_Placed], own: Sequence[_Placed]) -> Child:
    """The sources in it; that one is missing, when the product is in use and has none at all."""
    covered = any(one.place.environment == "all" for one in own)
    # a product whose sources are all switched off is retired: it lacks nothing
    in_use = any(one.source.enabled for one in own)
    if not here and environment in _EXPECTED and in_use and not covered:
        return parts.badge("open", "Missing")
    return together(*map(_source, here)) if here else parts.NOTHING


def _source(one: _Placed) -> Child:
    off = () if one.source.enabled else (" ", parts.badge("off", "Off"))
    evidence = one.place.evidence
    why: tuple[Child, ...] = (BREAK, span(parts.words(evidence), cls="sk-note"))
    if evidence == OVERRIDDEN:
        why = (sa_mark("Set by the solutions architect"),)
    return div(parts.words(one.source.name), *off, *why, cls="sk-placed")
