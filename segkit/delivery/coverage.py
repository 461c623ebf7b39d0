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

from segkit.advice.case import Case, Pair
from segkit.advice.columns import column_of, stored_fields
from segkit.advice.platforms import kinds_named
from segkit.delivery.directives import Path
from segkit.delivery.receipts import Receipt, Receiving, receipt_at, receiving_of
from segkit.model.plan import CALLS, Field, Rule

_NO_NAME = "\N{NULL}"
"""Stands for every name that no condition mentions."""


@dataclass(frozen=True, slots=True)
class FieldCoverage:
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
        pairs: How each pair receives them, by its place in `Case.pairs`.
        whole: The receipts of those that take everything.
        picky: The places of the others.
        warehouses: Ids of those that store them.
        base: The group whose picky ones are also this one's; None when it has its own.
        at: The receipts of the picky ones, by path, filled as they are asked for.
        known: Each tuple of `at` once, by the identity of what is in it.
    """

    pairs: dict[int, Receiving]
    whole: tuple[Receipt, ...]
    picky: tuple[int, ...]
    warehouses: tuple[str, ...]
    base: _Group | None = None
    at: dict[Path, tuple[Receipt, ...]] = field(default_factory=dict)
    known: dict[tuple[int, ...], tuple[Receipt, ...]] = field(default_factory=dict)

    def receipts_at(self, path: Path) -> tuple[Receipt, ...]:
        """The picky ones that get this field; the same object for the same ones."""
        if path not in self.at:
            found = (receipt_at(self.pairs[place], path) for place in self.picky)
            own = tuple(one for one in found if one is not None)
            if self.base is not None:
                shared = self.base.receipts_at(path)
                own = (*shared, *own) if own else shared
            self.at[path] = self.known.setdefault(tuple(map(id, own)), own)
        return self.at[path]


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
                if planned.path[0] != container:
                    continue
                picky = group.receipts_at(planned.path)
                if id(picky) not in shared:
                    shared[id(picky)] = (*group.whole, *picky)
                column = columns.get(planned.path, "")
                yield FieldCoverage(rule, planned, shared[id(picky)], group.warehouses, column)

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
            if found != group.pairs.get(place):
                changed[place] = found
        if not changed:
            return group
        pairs = {key: one for key, one in group.pairs.items() if key not in changed}
        pairs |= {key: one for key, one in changed.items() if one is not None}
        if set(changed) & set(group.picky):
            return _group(pairs, group.warehouses)
        gone = {id(group.pairs[place].receipt) for place in changed if place in group.pairs}
        new = _group({key: pairs[key] for key in changed if key in pairs}, ())
        kept = tuple(one for one in group.whole if id(one) not in gone) if gone else group.whole
        return _Group(pairs, (*kept, *new.whole), new.picky, group.warehouses, base=group)

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


def _group(pairs: dict[int, Receiving], warehouses: tuple[str, ...]) -> _Group:
    return _Group(
        pairs,
        tuple(one.receipt for one in pairs.values() if one.takes_all),
        tuple(place for place, one in pairs.items() if not one.takes_all),
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
