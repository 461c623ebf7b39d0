"""Which destinations and warehouses receive each planned field, and how.

Worked out once for each group of rules that the same destinations treat alike, so that
thousands of fields share a few answers. Destination filters that allow or drop properties are
followed where type and event alone decide; blocking, transformations and functions are not.

A classic destination receives the whole call; what it makes of each field is its own affair.
An Actions destination receives what an enabled mapping reads. Where its mappings are not
known, the presets of the catalog are assumed, and that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from segkit.delivery.case import Case, Pair
from segkit.delivery.directives import Path
from segkit.delivery.receipts import Receipt, Receiving, receipt_at, receiving_of
from segkit.derive.columns import column_of, stored_fields
from segkit.derive.platforms import kinds_named
from segkit.model.plan import CALLS, Field, Rule

_NO_NAME = "\N{NULL}"
"""Stands for every name that no condition mentions."""


class FieldCoverage(NamedTuple):
    """Where one planned field goes.

    Attributes:
        rule: The planned call that carries it.
        field: The property or trait.
        receipts: Each destination that receives it: first those that get the whole call.
        warehouses: Ids of the warehouses that store the call.
        column: Its column there; empty when it has none of its own.
    """

    rule: Rule
    field: Field
    receipts: tuple[Receipt, ...]
    warehouses: tuple[str, ...] = ()
    column: str = ""

    @property
    def goes_nowhere(self) -> bool:
        """No destination and no warehouse receives it."""
        return not self.receipts and not (self.warehouses and self.column)


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """What happens to the rules that nothing tells apart.

    Attributes:
        own: How pairs receive them, by the place in `Case.pairs`; with a base, those that
            differ from it, and None for one that does not receive them.
        whole: The receipts of those that take everything.
        picky: The others, as far as they are not the base's.
        warehouses: Ids of those that store them.
        base: The group whose pairs and picky ones are also this one's.
        at: The receipts of all picky ones, by path, filled as they are asked for.
        known: Each tuple of `at` once, by the identity of what is in it.
    """

    own: Mapping[int, Receiving | None]
    whole: tuple[Receipt, ...]
    picky: tuple[Receiving, ...]
    warehouses: tuple[str, ...]
    base: _Group | None = None
    at: dict[Path, tuple[Receipt, ...]] = field(default_factory=dict)
    known: dict[tuple[int, ...], tuple[Receipt, ...]] = field(default_factory=dict)

    @property
    def pairs(self) -> dict[int, Receiving]:
        """How each pair receives them, by its place in `Case.pairs`."""
        every = {**(self.base.pairs if self.base else {}), **self.own}
        return {place: one for place, one in every.items() if one is not None}

    def receipts_at(self, path: Path) -> tuple[Receipt, ...]:
        """The picky ones that get this field; the same object for the same ones."""
        if self.base and not self.picky:
            return self.base.receipts_at(path)
        found = self.at.get(path)
        if found is None:
            shared = self.base.receipts_at(path) if self.base else ()
            own = [one for each in self.picky if (one := receipt_at(each, path)) is not None]
            every = (*shared, *own) if own else shared
            found = self.known.setdefault(tuple(map(id, every)), every) if own else every
            self.at[path] = found
        return found


class Coverage:
    """The fields of a plan and the destinations of a workspace, each looked up once."""

    def __init__(self, case: Case) -> None:
        """Nothing is worked out before it is asked for."""
        self._case = case
        self._groups: dict[tuple[str, frozenset[str]], _Group] = {}

    @cached_property
    def fields(self) -> tuple[FieldCoverage, ...]:
        """Every planned property and trait of the current rules, in plan order."""
        return tuple(self._fields())

    def rules(self) -> tuple[Rule, ...]:
        """The current rules that speak of a call with properties or traits."""
        plan = self._case.plan
        return tuple(
            rule
            for rule in (plan.rules if plan else ())
            if rule.call in CALLS and not rule.deprecated
        )

    def receivings(self, rule: Rule) -> tuple[Receiving, ...]:
        """How each destination that gets the planned call receives it."""
        return tuple(self._group_for(rule).pairs.values())

    def _fields(self) -> Iterator[FieldCoverage]:
        for rule in self.rules():
            group = self._group_for(rule)
            columns = (
                {one.path: column_of(one) for one in stored_fields(rule)}
                if group.warehouses
                else {}
            )
            shared: dict[int, tuple[Receipt, ...]] = {}
            container = rule.container
            for planned in rule.fields:
                path = planned.path
                if path[0] != container:
                    continue
                picky = group.receipts_at(path)
                every = shared.get(id(picky))
                if every is None:
                    every = shared[id(picky)] = (*group.whole, *picky)
                yield FieldCoverage(rule, planned, every, group.warehouses, columns.get(path, ""))

    def _group_for(self, rule: Rule) -> _Group:
        """The rule's group, with what its own name changes."""
        key = (rule.call, kinds_named(rule))
        if key not in self._groups:
            self._groups[key] = self._worked_out(rule)
        group = self._groups[key]
        name = rule.key or ""
        changed = [*self._mentions.get(name, ()), *self._patterned] if name else []
        return self._changed(group, rule, sorted(set(changed))) if changed else group

    def _worked_out(self, rule: Rule) -> _Group:
        nameless = replace(rule, key=_NO_NAME) if rule.key else rule
        senders = [one for one in self._case.sources if self._sends(one, rule)]
        stored = dict.fromkeys(
            one for source_id in senders for one in self._warehouses.get(source_id, ())
        )
        sending = set(senders)
        pairs = {
            place: found
            for place, pair in enumerate(self._case.pairs)
            if pair.source.id in sending and (found := receiving_of(pair, nameless)) is not None
        }
        return _group(pairs, tuple(stored))

    def _changed(self, group: _Group, rule: Rule, places: list[int]) -> _Group:
        """The group for a rule whose name some conditions look at."""
        changed: dict[int, Receiving | None] = {}
        for place in places:
            pair = self._case.pairs[place]
            found = receiving_of(pair, rule) if self._sends(pair.source.id, rule) else None
            if found != group.own.get(place):
                changed[place] = found
        if not changed:
            return group
        before = [one for place in changed if (one := group.own.get(place)) is not None]
        if not all(one.takes_all for one in before):
            return _group({**group.own, **changed}, group.warehouses)
        new, old = _group(changed, ()), {one.receipt for one in before}
        whole = group.whole
        if gone := old.difference(new.whole):
            whole = tuple(one for one in whole if one not in gone)
        if added := tuple(one for one in new.whole if one not in old):
            whole = (*whole, *added)
        return _Group(changed, whole, new.picky, group.warehouses, base=group)

    def _sends(self, source_id: str, rule: Rule) -> bool:
        case = self._case
        return (
            case.sources[source_id].enabled
            and case.plan_covers(source_id)
            and rule.call in self._calls[source_id]
            and case.may_send(source_id, rule)
        )

    @cached_property
    def _calls(self) -> dict[str, frozenset[str]]:
        return {source_id: self._case.calls(source_id) for source_id in self._case.sources}

    @cached_property
    def _warehouses(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for source, warehouse in self._case.warehouse_pairs():
            if warehouse.enabled:
                found[source.id].append(warehouse.id)
        return found

    @cached_property
    def _mentions(self) -> Mapping[str, list[int]]:
        """The pairs whose conditions hold a name in quotes, by that name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, pair in enumerate(self._case.pairs):
            quoted: set[str] = set()
            for text in _texts(pair):
                quoted.update(text.split('"')[1::2], text.split("'")[1::2])
            for name in quoted:
                found[name].append(place)
        return found

    @cached_property
    def _patterned(self) -> tuple[int, ...]:
        """The pairs with a pattern that some names may fit: each name has to be tried."""
        return tuple(
            place
            for place, pair in enumerate(self._case.pairs)
            if any(_is_pattern(text) for text in _texts(pair))
        )


def _group(pairs: Mapping[int, Receiving | None], warehouses: tuple[str, ...]) -> _Group:
    there = [one for one in pairs.values() if one is not None]
    return _Group(
        pairs,
        tuple(one.receipt for one in there if one.takes_all),
        tuple(one for one in there if not one.takes_all),
        warehouses,
    )


def _is_pattern(text: str) -> bool:
    """Which names the condition takes cannot be told by the names in its quotes."""
    if "event" not in text and "name" not in text:
        return False
    return any(word in text for word in ("match(", "contains(", "case(")) or (
        '"' not in text and "'" not in text
    )


def _texts(pair: Pair) -> Iterator[str]:
    for mapping in pair.destination.mappings or ():
        if mapping.enabled:
            yield mapping.trigger
    for one in pair.destination.filters or ():
        if one.enabled:
            yield one.condition
    if pair.destination.mappings is None:
        yield from (str(preset.get("trigger", "")) for preset in pair.destination.catalog.presets)


def unused(coverage: Sequence[FieldCoverage]) -> tuple[FieldCoverage, ...]:
    """The planned fields that no destination receives, whatever the warehouses do."""
    return tuple(one for one in coverage if not one.receipts)
