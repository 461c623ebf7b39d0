"""How one destination receives one planned call and its fields: whole, or what mappings read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from segkit.delivery.planned import Change, places_after
from segkit.delivery.steps.limits import leaves_out
from segkit.delivery.unknowns import (
    ASSUMED,
    KNOWN,
    NOT_KNOWN,
    Unknown,
    Unknowns,
    all_of,
    any_of,
    is_certain,
)
from segkit.knowledge.limits import Limit
from segkit.mappings.directives import Part as Read
from segkit.mappings.directives import Path as Keys
from segkit.mappings.directives import Plan, Reads
from segkit.model.workspace import DestinationMapping

CONTEXT = "context"
"""Where a call carries planned fields beside its properties or traits."""

MAPPINGS = "its mappings"
"""What is missing where the catalog's presets stand in for them."""


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

    @property
    def certainty(self) -> str:
        """`known`, `assumed` or `not known`."""
        if self.certain:
            return KNOWN
        return ASSUMED if self.assumed and self.missing == (MAPPINGS,) else NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Part:
    """What of a call one mapping takes; the whole call of a classic destination.

    Attributes:
        name: The mapping's; empty for the whole call.
        reads: What each of its fields is made of.
        depends: What it depends on whether it takes such a call.
        mapping: None for the whole call.
    """

    name: str
    reads: tuple[Reads, ...]
    depends: Unknowns = ()
    mapping: DestinationMapping | None = None

    def under(self, plan: Plan) -> Part:
        """The same, with what is not known of it where this is planned."""
        unknown = dict.fromkeys(why for one in self.reads for why in one.not_known(plan))
        if not unknown:
            return self
        said = (f"what becomes of {why} in the mapping {self.name!r}" for why in unknown)
        return replace(self, depends=(*self.depends, *map(Unknown, said)))

    def of_field(self, path: Keys, types: tuple[str, ...], plan: Plan | None) -> Unknowns | None:
        """What it depends on whether a field shows in what it makes; None if it does not."""
        said = {one: one.shows(path, types, plan) for one in self.reads}
        sure = [one.lacking(path, types, plan) for one, shown in said.items() if shown]
        if sure:
            lacking = min(sure)
            return (Unknown(f"whether {dotted(lacking)} is missing", of_call=True),) * bool(lacking)
        if None not in said.values():
            return None
        # else that is said of the whole mapping
        known = not any(one.not_known(plan) for one in self.reads)
        return (Unknown(f"what the mapping {self.name!r} makes of it"),) * known


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
        self, path: Keys, types: tuple[str, ...], plan: Plan | None = None
    ) -> tuple[tuple[str, ...], Unknowns] | None:
        """Through which parts a field arrives, and what that depends on; None if it does not."""
        # the limits that are known are of properties and traits
        left_out = () if path[0] == CONTEXT else leaves_out(self.limits, path, types)
        if left_out is None:
            return None
        found: dict[str, None] = {}
        ways: list[Unknowns] = []
        for place, depends in places_after(path, self.changes).items():
            for part in self.parts:
                shown = part.of_field(place, types, plan)
                if shown is not None:
                    found[part.name] = None
                    ways.append(all_of((depends, part.depends, shown)))
        return (tuple(found), all_of((self.depends, left_out, any_of(ways)))) if found else None


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a destination receives a planned call.

    Attributes:
        receipt: That of the call, and of each field where it takes all.
        arrivals: One for each way; None for a way on which the call does not arrive.
        together: The ways are taken at the same time; else one of them is.
        takes_all: Every property or trait arrives.
        plan: What calls of this kind are planned to have.
    """

    receipt: Receipt
    arrivals: tuple[Arrival | None, ...]
    together: bool = True
    takes_all: bool = False
    plan: Plan | None = None

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
    if one.takes_all and path[0] != CONTEXT:
        return one.receipt
    found = [
        None if arrival is None else arrival.of_field(path, types, one.plan)
        for arrival in one.arrivals
    ]
    made = receipt_of(one.receipt, found, together=one.together)
    return one.receipt if made == one.receipt else made


def receipt_of(
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
        depends = (*depends, Unknown(MAPPINGS))
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


WHOLE = Reads((Read(()),))
"""The whole call."""


def dotted(path: Keys) -> str:
    """A path for people: `properties.products[].price`."""
    return "".join(one if one == "[]" else f".{one}" for one in path).removeprefix(".")
