"""Where planned calls and fields go: what coverage answers. Pure data, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from segkit.delivery.receipts import Receipt
from segkit.delivery.unknowns import ASSUMED, KNOWN, NOT_KNOWN
from segkit.model.plan import Field, Rule


class Open(NamedTuple):
    """A destination of which nothing says that it receives something, and nothing rules it out.

    Attributes:
        missing: What would have to be known, in words.
    """

    destination_id: str
    missing: tuple[str, ...]


class CallCoverage(NamedTuple):
    """Where one planned call goes, with its fields or without.

    Attributes:
        receipts: Each destination that receives it.
        warehouses: Ids of the warehouses that keep it.
        unsure: Those of the warehouses of which it is not certain.
        open: The destinations of which it is not known.
    """

    rule: Rule
    receipts: tuple[Receipt, ...]
    warehouses: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    open: tuple[Open, ...] = ()


def open_words(open_: Iterable[Open], names: Mapping[str, str]) -> str:
    """Of which destinations it is not known, and what is missing; empty where there is none."""
    of: dict[tuple[str, ...], list[str]] = {}
    for one in open_:
        of.setdefault(one.missing, []).append(names.get(one.destination_id, one.destination_id))
    said = "; ".join(f"{', '.join(some)} ({' and '.join(words)})" for words, some in of.items())
    return f"not known: {said}" if said else ""


class FieldCoverage(NamedTuple):
    """Where one planned field goes.

    Attributes:
        rule: The planned call that carries it.
        field: The property or trait.
        receipts: Each destination that receives it: first those that get the whole call.
        warehouses: Ids of the warehouses that keep it.
        column: Its column there; empty when it has none of its own, as in files.
        unsure: Those of the warehouses of which it is not certain.
        open: The other destinations, of which it is not known whether they receive it.
    """

    rule: Rule
    field: Field
    receipts: tuple[Receipt, ...]
    warehouses: tuple[str, ...] = ()
    column: str = ""
    unsure: frozenset[str] = frozenset()
    open: tuple[Open, ...] = ()

    @property
    def goes_nowhere(self) -> bool:
        """It is known that no destination and no warehouse receives it."""
        return not self.receipts and not self.warehouses and not self.open

    @property
    def certainty(self) -> str:
        """How certain it is that somebody receives it, or that nobody does."""
        if self.goes_nowhere or not self.unsure.issuperset(self.warehouses):
            return KNOWN
        found = {receipt.certainty for receipt in self.receipts}
        return next((one for one in (KNOWN, ASSUMED) if one in found), NOT_KNOWN)

    def nowhere_words(self, names: Mapping[str, str]) -> str:
        """What is said of a field of which it is not known that anybody receives it."""
        return "goes nowhere" if self.goes_nowhere else open_words(self.lacking, names)

    @property
    def lacking(self) -> tuple[Open, ...]:
        """What would have to be known, and of whom, where it is not known that anybody gets it."""
        if self.certainty != NOT_KNOWN:
            return ()
        unsure = (Open(one, ("whether it keeps this",)) for one in self.warehouses)
        return (
            *(Open(one.destination_id, one.missing) for one in self.receipts),
            *unsure,
            *self.open,
        )
