"""Which sources reach which targets: the grouping that matrix and diagram share.

A destination belongs to one source, so four sources with Amplitude are four destinations.
For an overview they are one target: the catalog's Amplitude.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render.html import plural
from segkit.rows.workspace.modes import OFF, ON, STATES, WAREHOUSE, Mode, State, mode_of, state_of


@dataclass(frozen=True, slots=True)
class Target:
    """A destination of the catalog, or one warehouse.

    Attributes:
        instances: Names of the connected destinations behind it.
    """

    key: str
    name: str
    warehouse: bool = False
    instances: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the customer calls it, or how many there are; empty when that is no news."""
        if len(self.instances) > 1:
            return plural(len(self.instances), "destination")
        return next((name for name in self.instances if name != self.name), "")


@dataclass(frozen=True, slots=True)
class Pair:
    """All connections between one source and one target.

    Attributes:
        modes: The modes that occur, those of connections that deliver first.
        state: The best state among them.
        count: How many destinations stand behind it.
        sending: How many of them are in that state.
    """

    source: Source
    target: Target
    modes: tuple[Mode, ...]
    state: State
    count: int
    sending: int

    @property
    def said(self) -> str:
        """What stands below the mode: `off`, `no mapping on`, `×2`, `1 of 2`; may be empty."""
        if self.sending < self.count:
            return f"{self.sending} of {self.count}" + (f" {self._state}" if self._state else "")
        return self._state or (f"×{self.count}" if self.count > 1 else "")

    @property
    def words(self) -> str:
        """`Web shop to Amplitude: cloud mode, off`."""
        return f"{self.source.name} to {self.target.name}: {self.how}"

    @property
    def how(self) -> str:
        """`cloud mode, off`; of several destinations, how many this is true of."""
        modes = " and ".join(mode.title.lower() for mode in self.modes)
        if self.count == 1:
            return ", ".join(filter(None, (modes, self._state)))
        each = (
            "" if self.sending == self.count else f", {self.sending} of them {self._state or 'on'}"
        )
        every = f", {self._state}" if not each and self._state else ""
        return f"{modes}, {self.count} destinations{each}{every}"

    @property
    def _state(self) -> str:
        # that nothing arrives is said by the mode already
        return "" if self.state.key in {"on", "none"} else self.state.title.lower()


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
    found: dict[tuple[str, str], list[tuple[Mode, State]]] = {}
    for destination in destinations:
        connection = modes.get((destination.source_id, destination.id))
        if destination.source_id not in by_id or connection is None:
            continue
        target = Target(f"d{destination.catalog.id}", destination.catalog.name or destination.name)
        known = targets.setdefault(target.key, target)
        targets[target.key] = replace(known, instances=(*known.instances, destination.name))
        where = (destination.source_id, target.key)
        found.setdefault(where, []).append((mode_of(connection), state_of(connection)))
    for warehouse in warehouses:
        target = Target(f"w{warehouse.id}", warehouse.name, warehouse=True)
        targets[target.key] = target
        for source_id in warehouse.source_ids or ():
            if source_id in by_id:
                on = ON if warehouse.enabled and by_id[source_id].enabled else OFF
                found.setdefault((source_id, target.key), []).append((WAREHOUSE, on))
    ordered = sorted(targets.values(), key=lambda t: (t.warehouse, t.name.casefold(), t.key))
    pairs = tuple(
        _pair(source, target, found[source.id, target.key])
        for source in sources
        for target in ordered
        if (source.id, target.key) in found
    )
    return Reach(tuple(sources), tuple(ordered), pairs)


def _pair(source: Source, target: Target, found: Sequence[tuple[Mode, State]]) -> Pair:
    ordered = sorted(found, key=lambda one: STATES.index(one[1]))
    best = ordered[0][1]
    return Pair(
        source=source,
        target=target,
        modes=tuple(dict.fromkeys(mode for mode, _ in ordered)),
        state=best,
        count=len(found),
        sending=sum(state == best for _, state in found),
    )
