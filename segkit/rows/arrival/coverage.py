"""Each planned call: who receives its fields, and what its mappings' required fields are fed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.covered import CallCoverage, FieldCoverage, Open, open_words
from segkit.delivery.required import (
    EMPTY,
    OPTIONAL,
    STATES,
    MappingCoverage,
    RequiredField,
)
from segkit.model.plan import Rule
from segkit.render import parts
from segkit.render.html import plural, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, li, p, sentence, span, together, ul
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_BADGES = {EMPTY: "high", OPTIONAL: "open"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields of one call that the same destinations and warehouses receive.

    Attributes:
        unknown: Of which destinations it is not known, and why.
        open: These destinations, by name.
    """

    fields: tuple[str, ...]
    receivers: tuple[str, ...]
    unknown: str = ""
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """One planned call with where it and its fields go and what its mappings need of it.

    Attributes:
        bare: Those that receive the call and none of its planned fields.
        needed: Each mapping that takes it, and its destination's name.
    """

    rule: Rule
    groups: tuple[_Group, ...]
    bare: _Group
    needed: tuple[tuple[MappingCoverage, str], ...]

    @property
    def receivers(self) -> tuple[str, ...]:
        """All that receive it, or something of it; never empty."""
        every = (*self.groups, self.bare)
        named = dict.fromkeys(name for group in every for name in group.receivers)
        if not named:
            return tuple(dict.fromkeys(one.unknown for one in every if one.unknown)) or ("nobody",)
        open_ = (name for group in every for name in group.open if name not in named)
        return tuple(dict.fromkeys((*named, *(f"{name} (not certain)" for name in open_))))

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Its fields that nobody receives, as far as that is known."""
        return tuple(
            name
            for group in self.groups
            if not group.receivers and not group.unknown
            for name in group.fields
        )

    @property
    def sending(self) -> tuple[str, ...]:
        """How its mappings send what they make, as far as they say."""
        return tuple(
            dict.fromkeys(
                f"{destination}, {one.mapping}: {one.sending.words}"
                for one, destination in self.needed
                if one.sending.words
            )
        )

    @property
    def gaps(self) -> tuple[str, ...]:
        """Required fields of mappings that nothing feeds."""
        return tuple(
            f"{destination}, {one.mapping}: {field.key}"
            for one, destination in self.needed
            for field in one.fields
            if field.state == EMPTY
        )


_COLUMNS = (
    Column[_Planned]("rule", "Planned call", lambda one: one.rule.title, width="l"),
    Column[_Planned]("call", "Call", lambda one: one.rule.call, filter=True, width="xs"),
    Column[_Planned](
        "receivers",
        "Received by",
        lambda one: one.receivers,
        limit=4,
        sort=lambda one: plural(len(one.receivers), "x"),
        width="l",
    ),
    Column[_Planned](
        "nowhere",
        "Fields that go nowhere",
        lambda one: one.nowhere,
        code=True,
        limit=6,
    ),
    Column[_Planned](
        "gaps",
        "Required fields that nothing fills",
        lambda one: one.gaps,
        limit=3,
    ),
    Column[_Planned](
        "sending",
        "How mappings send it",
        lambda one: one.sending,
        limit=2,
        low=True,
    ),
)


@row(
    "coverage",
    title="Coverage",
    place=17.7,
    what="Who receives the planned fields",
    needs=("workspace", "plan"),
    origins=(PLAN, WORKSPACE),
    readers=("developer", "analyst"),
    always=True,
)
def _row(showing: Showing) -> View:
    """Who receives each planned field, and which required fields of mappings are not fed."""
    facts = showing.facts
    return coverage(facts.call_coverage, facts.field_coverage, facts.mapping_coverage, facts.names)


def coverage(
    calls: Sequence[CallCoverage],
    fields: Sequence[FieldCoverage],
    mappings: Sequence[MappingCoverage],
    names: Mapping[str, str],
) -> View:
    """The planned calls as a searchable table; fields and mappings in the details."""
    if not calls:
        return nothing("There is no planned call to look at.")
    by_rule: dict[int, list[FieldCoverage]] = {}
    for one in fields:
        by_rule.setdefault(id(one.rule), []).append(one)
    used: dict[int, list[tuple[MappingCoverage, str]]] = {}
    for mapping in mappings:
        destination = names.get(mapping.destination_id, mapping.destination_id)
        used.setdefault(id(mapping.rule), []).append((mapping, destination))
    planned = [
        _planned(call, by_rule.get(id(call.rule), []), used.get(id(call.rule), []), names)
        for call in calls
    ]
    return View(
        Table(
            _COLUMNS,
            planned,
            label="Coverage of the plan",
            noun=("planned call", "planned calls"),
            name="coverage",
            id_of=_anchor,
            details=_details,
        )
    )


def _planned(
    call: CallCoverage,
    fields: Sequence[FieldCoverage],
    needed: Sequence[tuple[MappingCoverage, str]],
    names: Mapping[str, str],
) -> _Planned:
    grouped: dict[tuple[tuple[str, ...], tuple[Open, ...]], list[str]] = {}
    for one in fields:
        grouped.setdefault((_named(one, names), one.open), []).append(one.field.dotted)
    there = {id_ for one in fields for id_ in _ids(one)}
    alone = CallCoverage(
        call.rule,
        tuple(one for one in call.receipts if one.destination_id not in there),
        tuple(one for one in call.warehouses if one not in there),
        call.unsure,
    )
    groups = tuple(_group(some, *key, names) for key, some in grouped.items())
    bare = _group((), _named(alone, names), call.open, names)
    return _Planned(call.rule, groups, bare, tuple(needed))


def _group(
    fields: Sequence[str],
    receivers: tuple[str, ...],
    open_: tuple[Open, ...],
    names: Mapping[str, str],
) -> _Group:
    by_name = tuple(names.get(one.destination_id, one.destination_id) for one in open_)
    return _Group(tuple(fields), receivers, open_words(open_, names), by_name)


def _ids(one: CallCoverage | FieldCoverage) -> tuple[str, ...]:
    return (*(receipt.destination_id for receipt in one.receipts), *one.warehouses)


def _named(one: CallCoverage | FieldCoverage, names: Mapping[str, str]) -> tuple[str, ...]:
    """Who receives it, by name, and whether that is certain."""
    said = {
        receipt.destination_id: " (preset assumed)"
        if receipt.assumed
        else ""
        if receipt.certain
        else " (not certain)"
        for receipt in one.receipts
    }
    said |= {id_: " (not certain)" if id_ in one.unsure else "" for id_ in one.warehouses}
    return tuple(names.get(id_, id_) + words for id_, words in said.items())


def _anchor(one: _Planned) -> str:
    version = () if one.rule.version == 1 else (f"v{one.rule.version}",)
    return slug_id("coverage", one.rule.call, one.rule.title, *version)


def _details(one: _Planned) -> Sequence[Child]:
    found: list[Child] = [
        p("Who receives which field", cls="sk-subhead"),
        ul(*map(_receivers, one.groups), *_alone(one), cls="sk-rows"),
    ]
    needed = [
        _need(mapping, destination, field)
        for mapping, destination in one.needed
        for field in mapping.fields
    ]
    if needed:
        found += [p("Required fields of mappings", cls="sk-subhead"), ul(*needed, cls="sk-rows")]
    if one.sending:
        sending = (li(span(parts.words(words), cls="sk-grow")) for words in one.sending)
        found += [p("How mappings send it", cls="sk-subhead"), ul(*sending, cls="sk-rows")]
    return found


def _alone(one: _Planned) -> list[Child]:
    """Who receives the call and none of its planned fields, and of whom that is not known."""
    words = "The call, but none of its planned fields" if one.groups else "The call"
    found: list[Child] = []
    if one.bare.receivers or not one.groups:
        found.append(_receivers(one.bare, words))
    return found


def _receivers(group: _Group, what: str = "") -> Child:
    fields = what or parts.listed(group.fields, as_code=True, sign=" ")
    who = [BREAK, parts.listed(group.receivers)] if group.receivers else []
    quiet = group.unknown or ("" if group.receivers else "goes nowhere")
    open_ = [BREAK, span(sentence(quiet) if who else quiet, cls="sk-quiet")] if quiet else []
    return li(span(fields, *who, *open_, cls="sk-grow"))


def _need(mapping: MappingCoverage, destination: str, field: RequiredField) -> Child:
    said: list[Child] = [
        parts.listed((destination, mapping.mapping)),
        ": ",
        parts.code(field.key),
        f" {STATES[field.state]}",
    ]
    if field.sources:
        said += [": ", parts.listed(field.sources, as_code=True)]
    if field.unknown:
        said += [": ", parts.listed(field.unknown)]
    if field.unplanned:
        said += ["; not planned: ", parts.listed(field.unplanned, as_code=True)]
    if mapping.assumed:
        said += [BREAK, span(mapping.assumed, cls="sk-quiet")]
    state = parts.badge(_BADGES.get(field.state, "on"), field.state.capitalize())
    return li(span(together(*said), cls="sk-grow"), state)
