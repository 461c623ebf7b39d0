"""Products × environments: one source for each, or what is missing (row S7)."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from segkit.derive.environments import OVERRIDDEN
from segkit.model.derived import ENVIRONMENTS, Placement
from segkit.model.finding import Finding
from segkit.model.workspace import Source
from segkit.render.html import DOCS_BASE, render
from segkit.render.missing import nothing
from segkit.render.view import View
from segkit.rows.findings import findings as findings_view

_TITLES = {
    "prod": "Production",
    "staging": "Staging",
    "dev": "Development",
    "all": "Several at once",
    "": "Unknown",
}
_EXPECTED = ("prod", "dev")


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
    named = _columns(placements)
    products = sorted({place.product for place in placements}, key=str.casefold)
    grid = [
        (product, [_cell(product, key, placements, by_id) for key in named]) for product in products
    ]
    listed = findings_view(findings, docs_base=docs_base).html if findings else ""
    return View(
        html=render(
            "environments",
            titles=[_TITLES.get(key, key) for key in named],
            grid=grid,
            overridden=OVERRIDDEN,
            # a view's own HTML, made by the same templates
            findings=Markup(listed),  # noqa: S704
        ),
        text=_as_text(placements, by_id, findings),
        columns=("Product", "Environment", "Source", "Evidence"),
        rows=tuple(
            (p.product, p.environment, by_id[p.source_id].name, p.evidence)
            for p in placements
            if p.source_id in by_id
        ),
    )


def _columns(placements: Sequence[Placement]) -> list[str]:
    """The expected environments always, others when somebody uses them."""
    used = {place.environment for place in placements} | set(_EXPECTED)
    known = [key for key in ENVIRONMENTS if key in used and key not in {"all", ""}]
    others = sorted(used - set(ENVIRONMENTS))
    return known + others + [key for key in ("all", "") if key in used]


def _cell(
    product: str, environment: str, placements: Sequence[Placement], by_id: dict[str, Source]
) -> dict[str, object]:
    here = [
        (by_id[place.source_id], place.evidence)
        for place in placements
        if (place.product, place.environment) == (product, environment) and place.source_id in by_id
    ]
    own = [p for p in placements if p.product == product and p.source_id in by_id]
    covered = any(place.environment == "all" for place in own)
    # a product whose sources are all switched off is retired: it lacks nothing
    in_use = any(by_id[place.source_id].enabled for place in own)
    missing = not here and environment in _EXPECTED and in_use and not covered
    return {"sources": here, "missing": missing}


def _as_text(
    placements: Sequence[Placement], by_id: dict[str, Source], findings: Sequence[Finding]
) -> str:
    lines = [
        f"{p.product} | {_TITLES.get(p.environment, p.environment)} | {by_id[p.source_id].name}"
        for p in placements
        if p.source_id in by_id
    ]
    return "\n".join(lines + [f"[{f.severity}] {f.message}" for f in findings])
