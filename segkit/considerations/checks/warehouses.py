"""Checks on warehouses as such: are they fed, and what cannot be kept out of them?"""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW
from segkit.delivery.case import Case
from segkit.knowledge.destinations import S3
from segkit.model.derived import INSTRUMENTED
from segkit.model.workspace import Source, Warehouse

_WAREHOUSES = "/connections/storage/warehouses/faq"


@check(
    "integrations-object-and-warehouses",
    "low",
    says=GOOD_TO_KNOW,
    action='To keep a call out of warehouses, send integrations.Warehouses = {"all": false} as '
    "well, or use Selective Sync.",
    docs="/guides/filtering-data",
)
def integrations_object_and_warehouses(case: Case) -> Iterator[Found]:
    """`All: false` stops destinations, not warehouses."""
    planned = _planned_integrations(case)
    for warehouse, sources in _fed_by_code(case):
        evidence = f"Synced from {listed(s.name for s in sources)}."
        yield Found(
            'A call with integrations = {"All": false} is kept from destinations, but not from '
            "this warehouse.",
            f"{evidence} The plan has {listed(planned)}." if planned else evidence,
            target_id=warehouse.id,
            doubt="" if planned else "Whether your code sets the integrations object is not known.",
        )


@check(
    "disabled-warehouse",
    "high",
    says=GOOD_TO_KNOW,
    action="If it is needed again, switch it on; if it is not, remove it.",
    docs=_WAREHOUSES,
)
def disabled_warehouse(case: Case) -> Iterator[Found]:
    """Nothing is synced into a disabled warehouse."""
    for warehouse in case.workspace.warehouses:
        if not warehouse.enabled:
            yield Found(
                "This warehouse is disabled: nothing is synced into it.",
                f"{warehouse.name} is disabled in the workspace.",
                target_id=warehouse.id,
            )


@check(
    "warehouse-without-source",
    "medium",
    asks="Which sources shall sync into it?",
    action="Connect the sources that should be synced.",
    docs=_WAREHOUSES,
)
def warehouse_without_source(case: Case) -> Iterator[Found]:
    """Known to have no source, which is not the same as unknown."""
    for warehouse in case.workspace.warehouses:
        if warehouse.source_ids == ():
            yield Found(
                "No source is connected to this warehouse, so it stays empty.",
                f"{warehouse.name} has no connected source.",
                target_id=warehouse.id,
            )


def _fed_by_code(case: Case) -> Iterator[tuple[Warehouse, list[Source]]]:
    """Those that honour the `integrations` object, with the sources that may set it."""
    for warehouse in case.workspace.warehouses:
        sources = [
            case.sources[id_]
            for id_ in warehouse.source_ids or ()
            if id_ in case.sources and case.kind(id_) in INSTRUMENTED
        ]
        if sources and warehouse.kind not in S3:
            yield warehouse, sources


def _planned_integrations(case: Case) -> list[str]:
    rules = case.plan.rules if case.plan else ()
    return [f.dotted for r in rules for f in r.fields if f.path[0] == "integrations"]
