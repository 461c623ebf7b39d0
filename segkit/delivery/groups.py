"""Planned calls that nothing tells apart, and who receives them: worked out once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from segkit.delivery.receipts import Receipt, Receiving, receipt_at
from segkit.delivery.storage import Store
from segkit.delivery.unknowns import is_certain
from segkit.mappings.directives import Path

_NESTS = frozenset({"object", "array"})


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """What happens to the rules that nothing tells apart.

    Attributes:
        own: How pairs receive them, by the place in `Case.pairs`; with a base, those that
            differ from it, and None for one that does not receive them.
        whole: The receipts of those that take everything.
        picky: The others, as far as they are not the base's.
        stores: The warehouses that store them.
        retold: Sources change fields on the way to some of these warehouses.
        base: The group whose pairs and picky ones are also this one's.
        at: The receipts of all picky ones, by path and types, filled as they are asked for.
        known: Each tuple of `at` once, by the identity of what is in it.
        kept: The warehouses of fields, filled as they are asked for.
    """

    own: Mapping[int, Receiving | None]
    whole: tuple[Receipt, ...]
    picky: tuple[Receiving, ...]
    stores: tuple[Store, ...]
    retold: bool = False
    base: Group | None = None
    at: dict[tuple[str, ...], tuple[Receipt, ...]] = field(default_factory=dict)
    known: dict[tuple[int, ...], tuple[Receipt, ...]] = field(default_factory=dict)
    kept: dict[object, tuple[tuple[str, ...], frozenset[str]]] = field(default_factory=dict)

    @property
    def pairs(self) -> dict[int, Receiving]:
        """How each pair receives them, by its place in `Case.pairs`."""
        every = {**(self.base.pairs if self.base else {}), **self.own}
        return {place: one for place, one in every.items() if one is not None}

    def receipts_at(self, path: Path, types: tuple[str, ...]) -> tuple[Receipt, ...]:
        """The picky ones that get this field; the same object for the same ones."""
        if self.base and not self.picky:
            return self.base.receipts_at(path, types)
        # of most fields the path says all that matters
        key = path if _NESTS.isdisjoint(types) else (*path, "", *types)
        found = self.at.get(key)
        if found is None:
            shared = self.base.receipts_at(path, types) if self.base else ()
            own = [got for one in self.picky if (got := receipt_at(one, path, types)) is not None]
            every = (*shared, *own) if own else shared
            found = self.known.setdefault(tuple(map(id, every)), every) if own else every
            self.at[key] = found
        return found

    def receipts_of_context(self, path: Path, types: tuple[str, ...]) -> tuple[Receipt, ...]:
        """The receipts of a field beside properties and traits, of which nobody takes all."""
        key = ("", *path, "", *types)
        if key not in self.at:
            found = [receipt_at(one, path, types) for one in self.pairs.values()]
            self.at[key] = tuple(one for one in found if one is not None)
        return self.at[key]

    def warehouses_at(self, path: Path, column: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """The warehouses that keep this field, and those of them that may only; shared as well."""
        key = (path, bool(column)) if self.retold else bool(column)
        if key not in self.kept:
            there = {
                one.id: depends
                for one in self.stores
                if (depends := one.keeps(path, column)) is not None
            }
            self.kept[key] = (
                tuple(there),
                frozenset(one for one in there if not is_certain(there[one])),
            )
        return self.kept[key]


def grouped(pairs: Mapping[int, Receiving | None], kept: tuple[Store, ...]) -> Group:
    """The group of the rules that these pairs receive like this and these warehouses keep."""
    there = [one for one in pairs.values() if one is not None]
    return Group(
        pairs,
        tuple(one.receipt for one in there if one.takes_all),
        tuple(one for one in there if not one.takes_all),
        kept,
        retold=any(one.changes for one in kept),
    )


def keeping(group: Group, kept: tuple[Store, ...]) -> Group:
    """The same group, where other warehouses keep its calls."""
    return replace(group, stores=kept, retold=any(one.changes for one in kept), kept={})
