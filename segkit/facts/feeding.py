"""Which sources a destination or warehouse is connected to."""

from __future__ import annotations

from segkit.facts.known import Facts


def feeding(facts: Facts, id_: str) -> tuple[str, ...]:
    """Ids of the sources whose calls it receives; none where that is not known."""
    found = facts.destinations.get(id_)
    if found is not None:
        return (found.source_id,)
    warehouses = facts.workspace.warehouses if facts.workspace else ()
    return next((one.source_ids or () for one in warehouses if one.id == id_), ())
