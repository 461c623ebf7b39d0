"""Which destinations and warehouses receive each planned call and each of its fields, and how.

Worked out once for each group of rules that the same destinations treat alike, so that
thousands of fields share a few answers.

A classic destination receives the whole call; what it makes of each field is its own affair,
but for what its documentation rules out. An Actions destination receives what an enabled mapping
reads. Where its mappings are not known, the presets of the catalog are assumed, and that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from segkit.delivery.case import Case, Pair
from segkit.delivery.directives import Path
from segkit.delivery.groups import Group, grouped, keeping
from segkit.delivery.mentions import Named
from segkit.delivery.receipts import Receipt, Receiving
from segkit.delivery.receiver import Receiver
from segkit.delivery.storage import Store, stores
from segkit.delivery.unknowns import ASSUMED, KNOWN, NOT_KNOWN, is_certain
from segkit.derive.columns import column_of, reserved_columns_of, stored_fields, table_of
from segkit.derive.platforms import kinds_named
from segkit.model.plan import CALLS, Field, Rule

_NO_NAME = "\N{NULL}"
"""Stands for every name that no condition mentions."""


class CallCoverage(NamedTuple):
    """Where one planned call goes, with its fields or without.

    Attributes:
        receipts: Each destination that receives it.
        warehouses: Ids of the warehouses that keep it.
        unsure: Those of the warehouses of which it is not certain.
    """

    rule: Rule
    receipts: tuple[Receipt, ...]
    warehouses: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()


class Open(NamedTuple):
    """A destination of which nothing says that it receives something, and nothing rules it out.

    Attributes:
        missing: What would have to be known, in words.
    """

    destination_id: str
    missing: tuple[str, ...]


class FieldCoverage(NamedTuple):
    """Where one planned field goes.

    Attributes:
        rule: The planned call that carries it.
        field: The property or trait.
        receipts: Each destination that receives it: first those that get the whole call.
        warehouses: Ids of the warehouses that keep it.
        column: Its column there; empty when it has none of its own, as in files.
        unsure: Those of the warehouses of which it is not certain.
        open: Of a field that nobody is said to receive: those of which that is not known.
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
        """What is said of a field that nobody is said to receive."""
        if self.goes_nowhere:
            return "goes nowhere"
        lacking = (
            f"{names.get(one.destination_id, one.destination_id)} ({' and '.join(one.missing)})"
            for one in self.lacking
        )
        return f"not known: {', '.join(lacking)}"

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


class Coverage:
    """The planned calls and the destinations of a workspace, each looked up once."""

    def __init__(self, case: Case) -> None:
        """Nothing is worked out before it is asked for."""
        self._case = case
        self._groups: dict[tuple[str, frozenset[str]], Group] = {}
        self._receivers: dict[int, Receiver] = {}
        self._open: dict[tuple[str, str, frozenset[str]], tuple[Open, ...]] = {}

    @cached_property
    def fields(self) -> tuple[FieldCoverage, ...]:
        """Every planned property and trait of the current rules, in plan order."""
        return tuple(self._fields())

    @cached_property
    def calls(self) -> tuple[CallCoverage, ...]:
        """Every current rule, in plan order."""
        return tuple(
            CallCoverage(
                rule,
                tuple(one.receipt for one in self.receivings(rule).values()),
                tuple(one.id for one in stored),
                frozenset(one.id for one in stored if not is_certain(one.depends)),
            )
            for rule in self.rules()
            for stored in (self._group_for(rule).stores,)
        )

    def rules(self) -> tuple[Rule, ...]:
        """The current rules that speak of a call with properties or traits."""
        plan = self._case.plan
        return tuple(
            rule
            for rule in (plan.rules if plan else ())
            if rule.call in CALLS and not rule.deprecated
        )

    def receivings(self, rule: Rule) -> dict[str, Receiving]:
        """How each destination that gets the planned call receives it, by the destination's id."""
        pairs = self._case.pairs
        return {pairs[at].destination.id: one for at, one in self._group_for(rule).pairs.items()}

    def open(self, rule: Rule) -> tuple[Open, ...]:
        """The destinations of which nothing says that they get the planned call, nor rules it out."""
        key = (rule.call, rule.key or "", kinds_named(rule))
        if key not in self._open:
            sending = set(self.senders(rule))
            self._open[key] = tuple(
                Open(pair.destination.id, tuple(one.words for one in found))
                for place, pair in enumerate(self._case.pairs)
                if pair.source.id in sending
                and (found := self._receiver(place).open(rule.call, rule.key))
            )
        return self._open[key]

    def receiving(self, pair: Pair, call: str, name: str | None) -> Receiving | None:
        """How a destination receives calls of a type and name, planned or not; None for any name."""
        return self._receiver(self._places[pair.destination.id]).receives(call, name)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {pair.destination.id: place for place, pair in enumerate(self._case.pairs)}

    def _receiver(self, place: int) -> Receiver:
        if place not in self._receivers:
            self._receivers[place] = Receiver(self._case, self._case.pairs[place])
        return self._receivers[place]

    def _fields(self) -> Iterator[FieldCoverage]:
        for rule in self.rules():
            group = self._group_for(rule)
            columns = _columns(rule) if group.stores else {}
            shared: dict[int, tuple[Receipt, ...]] = {}
            container = rule.container
            for planned in rule.fields:
                path = planned.path
                if path[0] != container:
                    continue
                picky = group.receipts_at(path, planned.types)
                every = shared.get(id(picky))
                if every is None:
                    every = shared[id(picky)] = (*group.whole, *picky)
                column = columns.get(path, "")
                kept, unsure = group.warehouses_at(path, column)
                left = () if every or kept else self.open(rule)
                yield FieldCoverage(rule, planned, every, kept, column, unsure, left)

    def _group_for(self, rule: Rule) -> Group:
        """The rule's group, with what its own name changes."""
        key = (rule.call, kinds_named(rule))
        if key not in self._groups:
            self._groups[key] = self._worked_out(rule)
        group = self._groups[key]
        name = rule.key or ""
        if not name:
            return group
        if name in self._renaming.names or self._renaming.patterned:
            group = keeping(group, self._stores(rule))
        changed = {*self._mentions.get(name, ()), *self._patterned}
        return self._changed(group, rule, sorted(changed)) if changed else group

    def _worked_out(self, rule: Rule) -> Group:
        nameless = replace(rule, key=_NO_NAME) if rule.key else rule
        sending = set(self.senders(rule))
        pairs = {
            place: found
            for place, pair in enumerate(self._case.pairs)
            if pair.source.id in sending
            and (found := self._receiver(place).receives(rule.call, nameless.key)) is not None
        }
        return grouped(pairs, self._stores(nameless))

    def _changed(self, group: Group, rule: Rule, places: list[int]) -> Group:
        """The group for a rule whose name some conditions look at."""
        changed: dict[int, Receiving | None] = {}
        for place in places:
            sends = self._sends(self._case.pairs[place].source.id, rule)
            found = self._receiver(place).receives(rule.call, rule.key) if sends else None
            if found != group.own.get(place):
                changed[place] = found
        if not changed:
            return group
        before = [one for place in changed if (one := group.own.get(place)) is not None]
        if not all(one.takes_all for one in before):
            return grouped({**group.own, **changed}, group.stores)
        new, old = grouped(changed, ()), {one.receipt for one in before}
        whole = group.whole
        if gone := old.difference(new.whole):
            whole = tuple(one for one in whole if one not in gone)
        if added := tuple(one for one in new.whole if one not in old):
            whole = (*whole, *added)
        return Group(
            changed, whole, new.picky, group.stores, group.retold, base=group, kept=group.kept
        )

    def senders(self, rule: Rule) -> list[str]:
        """Ids of the sources that are on and planned to send the call."""
        return [one for one in self._case.sources if self._sends(one, rule)]

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

    def _stores(self, rule: Rule) -> tuple[Store, ...]:
        if not self._case.workspace.warehouses:
            return ()
        sources = [self._case.sources[one] for one in self.senders(rule)]
        return stores(self._case, sources, rule.call, rule.key)

    @cached_property
    def _renaming(self) -> Named:
        """What transformations of sources look at: they come before warehouses as well."""
        return Named.of(
            one.condition for one in self._case.workspace.transformations if one.enabled
        )

    @cached_property
    def _mentions(self) -> Mapping[str, list[int]]:
        """The pairs whose conditions hold a name in quotes, by that name."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, named in enumerate(self._named):
            for name in named.names:
                found[name].append(place)
        return found

    @cached_property
    def _patterned(self) -> tuple[int, ...]:
        """The pairs with a pattern that some names may fit: each name has to be tried."""
        return tuple(place for place, named in enumerate(self._named) if named.patterned)

    @cached_property
    def _named(self) -> list[Named]:
        return [Named.of(self._texts(pair)) for pair in self._case.pairs]

    def _texts(self, pair: Pair) -> Iterator[str]:
        """The conditions that decide what the destination gets."""
        for mapping in pair.enabled_mappings:
            yield mapping.trigger
        for one in pair.destination.filters or ():
            if one.enabled:
                yield one.condition
        if pair.destination.mappings is None:
            presets = pair.destination.catalog.presets
            yield from (str(preset.get("trigger", "")) for preset in presets)
        workspace = self._case.workspace
        for scope in ("", pair.destination.catalog.id) if workspace.transformations else ():
            for changing in workspace.transformations_of(pair.source, scope):
                yield changing.condition


def _columns(rule: Rule) -> Mapping[Path, str]:
    """The columns of the rule's own fields; what Segment itself writes is not the plan's."""
    if not table_of(rule):
        return {}
    reserved = reserved_columns_of(rule.call)
    named = ((one.path, column_of(one)) for one in stored_fields(rule))
    return {path: column for path, column in named if column not in reserved}
