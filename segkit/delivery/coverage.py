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

from segkit.delivery.covered import CallCoverage, FieldCoverage, Open
from segkit.delivery.groups import Group, grouped, keeping
from segkit.delivery.mentions import Named
from segkit.delivery.pair import Pair
from segkit.delivery.premises import Premises
from segkit.delivery.receipts import CONTEXT, Receipt, Receiving
from segkit.delivery.receiver import Receiver
from segkit.delivery.storage import Store, stores
from segkit.delivery.unknowns import is_certain
from segkit.derive.columns import column_of, reserved_columns_of, stored_fields, table_of
from segkit.derive.platforms import kinds_named
from segkit.mappings.directives import Path
from segkit.model.plan import CALLS, Field, Rule

_UNSURE = Receipt("", "", certain=False)
_NO_NAME = "\N{NULL}"
"""Stands for every name that no condition mentions."""


class Coverage:
    """The planned calls and the destinations of a workspace, each looked up once."""

    def __init__(self, case: Premises) -> None:
        """Nothing is worked out before it is asked for."""
        self._case = case
        self._groups: dict[tuple[str, frozenset[str]], Group] = {}
        self._receivers: dict[int, Receiver] = {}
        self._doubted: dict[str, tuple[int, ...]] = {}
        self._open: dict[tuple[str, str, frozenset[str]], tuple[Open, ...]] = {}

    @cached_property
    def fields(self) -> tuple[FieldCoverage, ...]:
        """Every planned property, trait and `context` field of the current rules, in plan order."""
        return (*self._fields(), *self._common_fields())

    @cached_property
    def calls(self) -> tuple[CallCoverage, ...]:
        """Every current rule, in plan order; last those whose fields all calls carry."""
        common = {id(one.rule): one.rule for one in self.fields if one.rule.call not in CALLS}
        found = tuple(
            CallCoverage(
                rule,
                receipts,
                tuple(one.id for one in stored),
                frozenset(one.id for one in stored if not is_certain(one.depends)),
                self._others(rule, receipts)
                or (() if receipts or stored else self._elsewhere(rule)),
            )
            for rule in self.rules()
            for stored in (self._group_for(rule).stores,)
            for receipts in (tuple(one.receipt for one in self.receivings(rule).values()),)
        )
        return (*found, *(CallCoverage(rule, ()) for rule in common.values()))

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
        """The destinations of which it is not sure what of the planned call they do not get."""
        # as in a group: most names are mentioned by no condition
        told = bool(rule.key) and not (self._patterned or rule.key in self._mentions)
        name = _NO_NAME if told else rule.key
        key = (rule.call, name or "", kinds_named(rule))
        if key not in self._open:
            pairs = self._case.pairs
            self._open[key] = tuple(
                Open(pairs[place].destination.id, tuple(one.words for one in found))
                for place in self._doubtful(rule.call)
                if self._sends(pairs[place].source.id, rule)
                and (found := self._receiver(place).open(rule.call, name))
            )
        return self._open[key]

    def stopped_by(self, rule: Rule, destination_id: str) -> str:
        """What keeps a planned call from a destination of its sender: `Receiver.stopped_by`."""
        return self._receiver(self._places[destination_id]).stopped_by(rule.call, rule.key)

    def _doubtful(self, call: str) -> tuple[int, ...]:
        """The pairs of which something like that may not be known."""
        if call not in self._doubted:
            places = range(len(self._case.pairs))
            may_be = (place for place in places if self._receiver(place).may_be_open(call))
            self._doubted[call] = tuple(may_be)
        return self._doubted[call]

    def _others(self, rule: Rule, receipts: tuple[Receipt, ...]) -> tuple[Open, ...]:
        """Those of them that do not receive it by what is known."""
        open_ = self.open(rule)
        named = {one.destination_id for one in receipts} if open_ else ()
        return tuple(one for one in open_ if one.destination_id not in named)

    def _elsewhere(self, rule: Rule) -> tuple[Open, ...]:
        """Who may get it beside those that are known: who could not be read, and who would.

        The latter from sources that are only taken not to send such calls.
        """
        case = self._case
        unread = tuple(Open(one, ("not all could be read",)) for one in case.workspace.unread)
        if unread or rule.call not in {"page", "screen"}:
            return unread
        silent = {one for one in case.sources if case.is_taken_not_to_send(one, rule)}
        found = [
            (pair.destination.id, pair.source)
            for place, pair in enumerate(case.pairs)
            if pair.source.id in silent
            and (
                self._receiver(place).receives(rule.call, rule.key)
                or (
                    place in self._doubtful(rule.call)
                    and self._receiver(place).open(rule.call, rule.key)
                )
            )
        ]
        found += [
            (warehouse.id, source)
            for source, warehouse in case.warehouse_pairs()
            if source.id in silent and warehouse.enabled
        ]
        return tuple(
            Open(id_, (f"whether {source.name} sends {rule.call} calls",)) for id_, source in found
        )

    def _may_hold(self, one: Open, rule: Rule, planned: Field) -> bool:
        receiver = self._receiver(self._places[one.destination_id])
        return receiver.may_hold(rule.call, planned.path, planned.types)

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
            shared: dict[tuple[str, int], tuple[tuple[Receipt, ...], tuple[Open, ...]]] = {}
            container = rule.container
            for planned in rule.fields:
                path = planned.path
                if path[0] == container:
                    picky, whole = group.receipts_at(path, planned.types), group.whole
                elif path[0] == CONTEXT:
                    picky, whole = group.receipts_of_context(path, planned.types), ()
                else:
                    continue
                key = (path[0], id(picky))
                if key not in shared:
                    every = (*whole, *picky)
                    shared[key] = every, self._others(rule, every)
                every, left = shared[key]
                column = columns.get(path, "")
                kept, unsure = group.warehouses_at(path, column)
                if left and path[0] == container:
                    left = tuple(one for one in left if self._may_hold(one, rule, planned))
                if not (every or kept or left):
                    left = self._elsewhere(rule)
                yield FieldCoverage(rule, planned, every, kept, column, unsure, left)

    def _common_fields(self) -> Iterator[FieldCoverage]:
        """The `context` fields that are planned for all calls, of whatever type and name."""
        current = self._case.current
        sent = [Rule(call) for call in CALLS if call in current]
        for rule in current.get("common", ()):
            columns = _context_columns(rule)
            for planned in rule.fields if sent else ():
                path, column = planned.path, columns.get(planned.path, "")
                if path[0] != CONTEXT:
                    continue
                groups = [self._group_for(one) for one in sent]
                receipts: dict[str, Receipt] = {}
                kept: dict[str, bool] = {}
                for group in groups:
                    for one in group.receipts_of_context(path, planned.types):
                        if not receipts.get(one.destination_id, _UNSURE).certain:
                            receipts[one.destination_id] = one
                    stored, unsure = group.warehouses_at(path, column)
                    kept |= {id_: kept.get(id_, False) or id_ not in unsure for id_ in stored}
                every = tuple(receipts.values())
                left = (one for call in sent for one in self._others(call, every))
                yield FieldCoverage(
                    rule,
                    planned,
                    every,
                    tuple(kept),
                    column,
                    frozenset(id_ for id_, sure in kept.items() if not sure),
                    tuple({one.destination_id: one for one in left}.values()),
                )

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
    context = _context_columns(rule)
    reserved = reserved_columns_of(rule.call)
    named = ((one.path, column_of(one)) for one in stored_fields(rule))
    return {**{path: column for path, column in named if column not in reserved}, **context}


def _context_columns(rule: Rule) -> dict[Path, str]:
    """The columns of what a rule plans in `context`: `context_page_url`."""
    if not any(one.path[0] == CONTEXT for one in rule.fields):
        return {}
    return {one.path: f"{CONTEXT}_{column_of(one)}" for one in stored_fields(rule, CONTEXT)}
