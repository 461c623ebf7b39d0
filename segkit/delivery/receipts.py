"""How one destination receives one planned call: whole, or only what its mappings read.

Told by the steps that a call at hand goes through as well, as far as type and name of the
planned call decide them. Protocols' blocking is not among them: a planned call keeps to the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segkit.delivery.case import Case, Pair
from segkit.delivery.directives import Path as Keys
from segkit.delivery.directives import reads
from segkit.delivery.filters import foresee_filters
from segkit.delivery.limits import foresee_limits, leaves_out, limits_for
from segkit.delivery.planned import Change, Planned, places_after
from segkit.delivery.transformations import DESTINATION, SOURCE, foresee_transformations
from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of, is_certain
from segkit.delivery.ways import (
    action_of,
    are_together,
    mappings_on,
    settings_of,
    unsure_action,
    unsure_sdk,
    ways,
)
from segkit.knowledge.destinations import FILES_ONLY
from segkit.knowledge.limits import Limit
from segkit.model.plan import CONTAINERS
from segkit.model.workspace import DestinationMapping
from segkit.routing.calls import accepts


@dataclass(frozen=True, slots=True)
class Receipt:
    """A destination that receives a field.

    Attributes:
        how: In words: the whole call, or through which mappings.
        certain: False when it is not known whether such calls get there at all.
        assumed: Its mappings are not known; the catalog's presets were assumed.
        missing: What would have to be known to be certain, in words.
        depends: What of the call decides whether it gets there, in words; empty when all do.
    """

    destination_id: str
    how: str
    mappings: tuple[str, ...] = ()
    certain: bool = True
    assumed: bool = False
    missing: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What of a call one mapping takes; the whole call of a classic destination.

    Attributes:
        name: The mapping's; empty for the whole call.
        paths: What it reads; an empty path is the whole call.
        depends: What it depends on whether it takes such a call.
        mapping: None for the whole call.
    """

    name: str
    paths: tuple[Keys, ...]
    depends: Unknowns = ()
    mapping: DestinationMapping | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a planned call arrives on one way.

    Attributes:
        changes: What happens to its fields before.
        limits: What the destination leaves out.
        depends: What it depends on whether it arrives at all.
    """

    parts: tuple[Part, ...]
    changes: tuple[Change, ...] = ()
    limits: tuple[Limit, ...] = ()
    depends: Unknowns = ()

    @property
    def keeps_all(self) -> bool:
        """No field is changed or left out."""
        return not self.changes and not self.limits

    def takes(self, mapping: DestinationMapping) -> bool:
        """The call may trigger this mapping."""
        return any(part.mapping is mapping or part.mapping == mapping for part in self.parts)

    def of_field(
        self, path: Keys, types: tuple[str, ...]
    ) -> tuple[tuple[str, ...], Unknowns] | None:
        """Through which parts a field arrives, and what that depends on; None if it does not."""
        left_out = leaves_out(self.limits, path, types)
        if left_out is None:
            return None
        found: dict[str, None] = {}
        ways: list[Unknowns] = []
        for place, depends in places_after(path, self.changes).items():
            for part in self.parts:
                if any(touches(read, place) for read in part.paths):
                    found[part.name] = None
                    ways.append(all_of((depends, part.depends)))
        return (tuple(found), all_of((self.depends, left_out, any_of(ways)))) if found else None


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a destination receives a planned call.

    Attributes:
        receipt: That of the call, and of each field where it takes all.
        arrivals: One for each way; None for a way on which the call does not arrive.
        together: The ways are taken at the same time; else one of them is.
        takes_all: Every property or trait arrives.
    """

    receipt: Receipt
    arrivals: tuple[Arrival | None, ...]
    together: bool = True
    takes_all: bool = False

    @property
    def arrives(self) -> tuple[Arrival, ...]:
        """How the call arrives, on the ways on which it does."""
        return tuple(one for one in self.arrivals if one is not None)


def receipt_at(one: Receiving, path: Keys, types: tuple[str, ...] = ()) -> Receipt | None:
    """The destination's receipt of one field; None when the field does not get there.

    Args:
        one: How it receives the call.
        path: Where the field stands in the call.
        types: JSON types that it may have; empty when that is not known.
    """
    if one.takes_all:
        return one.receipt
    found = [None if arrival is None else arrival.of_field(path, types) for arrival in one.arrivals]
    made = _receipt(one.receipt, found, together=one.together)
    return one.receipt if made == one.receipt else made


def _receipt(
    blank: Receipt,
    found: Sequence[tuple[tuple[str, ...], Unknowns] | None],
    *,
    together: bool,
) -> Receipt | None:
    """What ways come to that are taken at the same time, or of which one is taken."""
    there = [one for one in found if one is not None]
    if not there:
        return None
    depends = (any_of if together else all_of)([depends for _, depends in there])
    if blank.assumed:
        depends = (*depends, Unknown("its mappings"))
    if len(there) < len(found) and not together:
        depends = (*depends, Unknown("which connection mode was chosen"))
    names = tuple(dict.fromkeys(name for names, _ in there for name in names))
    how = blank.how
    if any(names):
        how = f"through the {'presets' if blank.assumed else 'mappings'} {', '.join(names)}"
    return Receipt(
        blank.destination_id,
        how,
        names if any(names) else (),
        certain=is_certain(depends),
        assumed=blank.assumed,
        missing=tuple(one.words for one in depends if not one.of_call),
        depends=tuple(one.words for one in depends if one.of_call),
    )


class Receiver:
    """A destination on its source, asked how it receives planned calls."""

    def __init__(self, case: Case, pair: Pair) -> None:
        self._case = case
        self._pair = pair
        self._ways = () if pair.connection.delivers is False else ways(pair)
        self._together = are_together(pair, len(self._ways))
        self._static = {way: self._always(way) for way in self._ways}
        self._parts = {way: self._parts_on(way) for way in self._ways}
        workspace, catalog = case.workspace, pair.destination.catalog
        self._of_source = workspace.transformations_of(pair.source)
        self._of_destination = workspace.transformations_of(pair.source, catalog.id)
        self._refused = {what: workspace.refused(what) for what in ("transformation", "filter")}
        self._limits: dict[tuple[str, str], list[Limit]] = {}
        assumed = catalog.is_actions and pair.destination.mappings is None
        self._blank = Receipt(pair.destination.id, "as part of the whole call", assumed=assumed)

    def receives(self, call: str, name: str | None) -> Receiving | None:
        """How it receives such calls; None when it does not, or sends nothing at all."""
        arrivals = tuple(self._arrival(way, call, name) for way in self._ways)
        there = [one for one in arrivals if one is not None]
        if not there:
            return None
        container = (CONTAINERS.get(call, ""),)
        whole = [_taking(one, frozenset({(), container})) for one in arrivals]
        takes_all = None not in whole and all(one.keeps_all for one in there)
        found = whole if takes_all else [_taking(one) for one in arrivals]
        receipt = _receipt(self._blank, found, together=self._together) or self._blank
        return Receiving(receipt, arrivals, self._together, takes_all)

    def _arrival(self, way: str, call: str, name: str | None) -> Arrival | None:
        planned = Planned(call, name, CONTAINERS.get(call, ""), way)
        planned.depends_on(*self._static[way])
        if (way, call) not in self._limits:
            self._limits[way, call] = limits_for(self._pair, call, way)
        limits = foresee_limits(planned, self._limits[way, call])
        refused = self._refused["transformation"]
        foresee_transformations(planned, SOURCE, self._of_source, refused=refused)
        foresee_filters(planned, self._pair.destination, refused=self._refused["filter"])
        foresee_transformations(planned, DESTINATION, self._of_destination, refused=refused)
        parts = () if planned.stopped_by else tuple(self._triggered(way, planned))
        if not parts:
            return None
        return Arrival(parts, tuple(planned.changes), tuple(limits), tuple(planned.depends))

    def _triggered(self, way: str, planned: Planned) -> Iterator[Part]:
        """What takes the call: the mappings that it triggers, or the destination as a whole."""
        if not self._pair.destination.catalog.is_actions:
            taken = accepts(self._pair.destination, planned.call).taken
            if taken is not False:
                told = Unknown(f"whether it takes {planned.call} calls")
                yield Part("", ((),), () if taken else (told,))
        elif self._blank.assumed and not self._pair.destination.catalog.presets:
            yield Part("", ((),))
        for part in self._parts[way]:
            taken = planned.takes(part.mapping.trigger) if part.mapping else False
            if taken:
                yield part
            elif taken is None:
                fires = Unknown(f"whether the call triggers {part.name!r}", of_call=True)
                yield replace(part, depends=(*part.depends, fires))

    def _parts_on(self, way: str) -> list[Part]:
        found = []
        for one in mappings_on(self._pair, way):
            action = action_of(self._pair.destination, one.action_id)
            settings, _ = settings_of(one, action)
            read = [reads(value) for value in settings.values()]
            paths = tuple(path for each in read for path in each.paths)
            if not settings and (action is None or not action.fields):
                paths = ((),)  # nothing is known of it, so it may read anything
            elif all(each.known for each in read):
                found.append(Part(one.name, paths, mapping=one))
                continue
            found.append(
                Part(one.name, paths, (Unknown(f"what the mapping {one.name!r} reads"),), one)
            )
        return found

    def _always(self, way: str) -> list[Unknown]:
        """What it depends on whatever the call."""
        pair, workspace = self._pair, self._case.workspace
        found = []
        if not self._case.is_sure_to_send(pair.source.id):
            found.append("what kind of source it is")
        if way == "device":
            found += filter(None, [unsure_action(pair), unsure_sdk(pair)])
        elif pair.destination.catalog.slug not in FILES_ONLY:
            if workspace.insert_functions_of(pair.destination.id):
                found.append("what its insert function does")
            elif workspace.refused("instance") or workspace.refused("insert"):
                found.append("its insert functions")
        return [Unknown(words) for words in found]


def _taking(
    arrival: Arrival | None, everything: frozenset[Keys] = frozenset()
) -> tuple[tuple[str, ...], Unknowns] | None:
    """The parts that take something of the call, or `everything`; None when none does."""
    every = arrival.parts if arrival else ()
    parts = [one for one in every if not everything or everything & {*one.paths}]
    if arrival is None or not parts:
        return None
    depends = all_of([arrival.depends, any_of([part.depends for part in parts])])
    return tuple(dict.fromkeys(part.name for part in parts)), depends


def touches(read: Keys, path: Keys) -> bool:
    """What is read holds the field, or is a part of it."""
    return read[: len(path)] == path[: len(read)]
