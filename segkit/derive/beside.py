"""What the plan's workbook says beside the plan, as the snapshot keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.model.plan import TrackingPlan


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """Some rows that belong together; the attributes are those of `segkit.plans.beside`."""

    tab: str
    kind: str
    label: str = ""
    said: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    origin: str = ""


def blocks(plan: TrackingPlan | None, *kinds: str) -> tuple[PlanBlock, ...]:
    """Those of these kinds, or all: first whole tabs, then lines around the plan's tables."""
    tabs = list(_tabs(plan))
    found = [
        one
        for whole in (True, False)
        for tab in tabs
        if bool(tab.get("whole")) == whole
        for one in _of(tab)
    ]
    return tuple(one for one in found if not kinds or one.kind in kinds)


def _tabs(plan: TrackingPlan | None) -> Iterator[Mapping[str, object]]:
    listed = plan.extra.get("beside") if plan else None
    for one in listed if isinstance(listed, list | tuple) else ():
        if isinstance(one, Mapping):
            yield one


def _of(tab: Mapping[str, object]) -> Iterator[PlanBlock]:
    listed = tab.get("blocks")
    for one in listed if isinstance(listed, list | tuple) else ():
        if isinstance(one, Mapping):
            rows = one.get("rows")
            yield PlanBlock(
                tab=str(tab.get("tab") or ""),
                kind=str(one.get("kind") or ""),
                label=str(one.get("label") or ""),
                said=str(one.get("said") or ""),
                rows=tuple(
                    tuple(map(str, cells))
                    for cells in (rows if isinstance(rows, list | tuple) else ())
                    if isinstance(cells, list | tuple)
                ),
                origin=str(one.get("origin") or ""),
            )
