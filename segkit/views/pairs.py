"""Which sources reach which targets: the grouping that matrix and diagram share.

A destination belongs to one source, so four sources with Amplitude are four destinations.
For an overview they are one target: the catalog's Amplitude.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.views.modes import WAREHOUSE, Mode, mode_of


@dataclass(frozen=True, slots=True)
class Target:
    """A destination of the catalog, or one warehouse."""

    key: str
    name: str
    warehouse: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """All connections between one source and one target.

    Attributes:
        modes: The modes that occur, enabled connections first.
        enabled: At least one of them is on.
        count: How many destinations stand behind it.
    """

    source: Source
    target: Target
    modes: tuple[Mode, ...]
    enabled: bool
    count: int

    @property
    def words(self) -> str:
        """`Web shop to Amplitude: cloud mode, off`."""
        modes = " and ".join(mode.title.lower() for mode in self.modes)
        state = "" if self.enabled else ", off"
        times = f", {self.count} destinations" if self.count > 1 else ""
        return f"{self.source.name} to {self.target.name}: {modes}{state}{times}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Sources, targets and what lies between them, each in a stable order."""

    sources: tuple[Source, ...]
    targets: tuple[Target, ...]
    pairs: tuple[Pair, ...]


def reach(
    sources: Sequence[Source],
    destinations: Sequence[Destination],
    warehouses: Sequence[Warehouse],
    connections: Sequence[Connection],
) -> Reach:
    """Groups destinations by catalog entry; sources keep their order, targets go by name."""
    by_id = {source.id: source for source in sources}
    modes = {(c.source_id, c.destination_id): c for c in connections}
    targets: dict[str, Target] = {}
    found: dict[tuple[str, str], list[tuple[Mode, bool]]] = {}
    for destination in destinations:
        connection = modes.get((destination.source_id, destination.id))
        if destination.source_id not in by_id or connection is None:
            continue
        target = Target(f"d{destination.catalog.id}", destination.catalog.name or destination.name)
        targets.setdefault(target.key, target)
        where = (destination.source_id, target.key)
        found.setdefault(where, []).append((mode_of(connection), connection.enabled))
    for warehouse in warehouses:
        target = Target(f"w{warehouse.id}", warehouse.name, warehouse=True)
        targets[target.key] = target
        for source_id in warehouse.source_ids or ():
            if source_id in by_id:
                on = warehouse.enabled and by_id[source_id].enabled
                found.setdefault((source_id, target.key), []).append((WAREHOUSE, on))
    ordered = sorted(targets.values(), key=lambda t: (t.warehouse, t.name.casefold(), t.key))
    pairs = tuple(
        _pair(source, target, found[source.id, target.key])
        for source in sources
        for target in ordered
        if (source.id, target.key) in found
    )
    return Reach(tuple(sources), tuple(ordered), pairs)


def _pair(source: Source, target: Target, found: Sequence[tuple[Mode, bool]]) -> Pair:
    ordered = sorted(found, key=lambda one: not one[1])
    return Pair(
        source=source,
        target=target,
        modes=tuple(dict.fromkeys(mode for mode, _ in ordered)),
        enabled=any(on for _, on in found),
        count=len(found),
    )
