"""What the call's own `integrations` object says about each destination and warehouse.

Facts: segment.com/docs/guides/filtering-data and connections/destinations#integrations. Names
are display names or earlier names, and case counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.delivery.walk import Walk
from segkit.knowledge.destinations import S3
from segkit.knowledge.documented import documented_names
from segkit.model.workspace import DestinationCatalog, Warehouse

_STEP = "integrations"
_EVIDENCE = "integrations in the call"
SEGMENT = "Segment.io"
"""The name under which libraries speak of Segment's own servers."""


def names_of(catalog: DestinationCatalog) -> tuple[str, ...]:
    """The names by which calls speak of a destination."""
    return (catalog.name, *catalog.previous_names, *documented_names(catalog.id))


def judge_destination(walk: Walk, catalog: DestinationCatalog, source_kind: str) -> None:
    """Let the call through to a destination, or stop it."""
    said = walk.call.get("integrations")
    if not isinstance(said, Mapping) or not said:
        walk.passes(_STEP, "The call names no destinations, so all of them get it.", _EVIDENCE)
        return
    if walk.mode != "device" and _at_segment(walk, said, source_kind):
        return
    if catalog.slug in S3:
        walk.passes(_STEP, "AWS S3 does not honour the integrations object.", "documentation")
        return
    names = names_of(catalog)
    named = next((name for name in names if name in said), None)
    in_app = source_kind == "mobile"
    if named is not None and said[named] is False and walk.mode == "device" and in_app:
        walk.unknown(
            _STEP,
            f"The call says {named!r}: false. The library of an app writes that itself where the "
            "destination's SDK is packaged, so that Segment's servers do not send the call again.",
            f"whether your code or the library wrote {named!r}: false",
            _EVIDENCE,
        )
    elif named is not None and said[named] is False:
        walk.stops(_STEP, f"The call says {named!r}: false.", _EVIDENCE)
    elif named is not None:
        walk.passes(_STEP, f"The call names {named!r}.", _EVIDENCE)
    elif said.get("All") is False:
        near = _misspelt(said, names)
        hint = f" It says {near!r}, but names are case-sensitive." if near else ""
        words = f"The call says All: false and does not name {catalog.name!r}.{hint}"
        walk.stops(_STEP, words, _EVIDENCE)
    elif near := _misspelt(said, names):
        words = f"The call says {near!r}, which has no effect: the name is {catalog.name!r}."
        walk.passes(_STEP, words, _EVIDENCE)
    else:
        walk.passes(_STEP, f"The call does not name {catalog.name!r}.", _EVIDENCE)


def judge_warehouse(walk: Walk, warehouse: Warehouse, source_kind: str) -> None:
    """The same for a warehouse, which `All: false` does not stop."""
    said = walk.call.get("integrations")
    if not isinstance(said, Mapping) or not said:
        walk.passes(_STEP, "The call names no warehouses, so all of them get it.", _EVIDENCE)
        return
    if _at_segment(walk, said, source_kind):
        return
    if warehouse.kind in S3:
        walk.passes(_STEP, "AWS S3 does not honour the integrations object.", "documentation")
        return
    chosen = said.get("Warehouses")
    if chosen is None:
        words = (
            "All: false does not stop warehouses."
            if said.get("All") is False
            else ("The call says nothing about warehouses.")
        )
        walk.passes(_STEP, words, "documentation")
    elif isinstance(chosen, Mapping):
        _chosen_warehouses(walk, warehouse, chosen)
    elif chosen is False:
        walk.unknown(
            _STEP,
            "The call says Warehouses: false. Documented is Warehouses: {all: false}.",
            "whether Segment takes Warehouses: false for {all: false}",
            _EVIDENCE,
        )
    else:
        walk.passes(_STEP, "The call asks for warehouses.", _EVIDENCE)


def _chosen_warehouses(walk: Walk, warehouse: Warehouse, chosen: Mapping[str, object]) -> None:
    ids = chosen.get("warehouseIds")
    listed = isinstance(ids, list | tuple) and warehouse.id in ids
    if listed:
        walk.passes(_STEP, "The call names this warehouse.", _EVIDENCE)
    elif chosen.get("all") is False or ids:
        walk.stops(_STEP, "The call chooses warehouses, and not this one.", _EVIDENCE)
    else:
        walk.passes(_STEP, "The call asks for all warehouses.", _EVIDENCE)


def _at_segment(walk: Walk, said: Mapping[str, object], source_kind: str) -> bool:
    """Whether the call ends at Segment's own door."""
    if said.get(SEGMENT) is not False:
        return False
    words = f"The call says {SEGMENT!r}: false, so it never reaches Segment's servers."
    if source_kind == "web":
        walk.stops(_STEP, words, _EVIDENCE)
        return True
    walk.unknown(
        _STEP,
        f"The call says {SEGMENT!r}: false. That is documented for Analytics.js only.",
        f"what this source's library makes of {SEGMENT!r}: false",
        _EVIDENCE,
    )
    return False


def _misspelt(said: Mapping[str, object], names: tuple[str, ...]) -> str:
    """A name in the call that is one of the destination's but for its case."""
    wanted = {name.casefold() for name in names}
    return next((key for key in said if key not in names and key.casefold() in wanted), "")
