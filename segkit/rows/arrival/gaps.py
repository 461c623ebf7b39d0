"""Where plan and destinations do not fit: fields that go nowhere, required fields left empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.covered import FieldCoverage
from segkit.delivery.required import OPTIONAL, MappingCoverage
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.model.plan import ELEMENT, Rule
from segkit.render import parts
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, code, div, li, p, sentence, span, together, ul
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

MOST = 50
"""Entries of one list; a plan with more has one cause behind them."""

_NAMES = 30  # names within one entry


@dataclass(frozen=True, slots=True)
class _Empty:
    """A required field that nothing feeds, and the planned calls of which that is true."""

    destination: str
    mapping: str
    key: str
    unplanned: tuple[str, ...]
    assumed: str
    certain: bool
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """Fields of one planned call that no destination and no warehouse receives.

    Attributes:
        said: Why that is not known; empty where it is.
    """

    call: str
    fields: tuple[str, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Gap:
    """One field that is missing somewhere."""

    kind: str
    where: str
    field: str


_COLUMNS = (
    Column[_Gap]("gap", "Gap", lambda one: one.kind),
    Column[_Gap]("where", "Where", lambda one: one.where),
    Column[_Gap]("field", "Field", lambda one: one.field),
)


@row(
    "gaps",
    title="Gaps",
    place=17.8,
    what="Who receives the planned fields",
    needs=("workspace", "plan"),
    origins=(PLAN, WORKSPACE),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """Planned fields that nobody receives, and required fields of mappings that stay empty."""
    facts = showing.facts
    return gaps(facts.field_coverage, facts.mapping_coverage, facts.names)


def gaps(
    fields: Sequence[FieldCoverage],
    mappings: Sequence[MappingCoverage],
    names: Mapping[str, str],
) -> View:
    """What is missing between plan and destinations; one sentence when nothing is."""
    if not fields:
        return nothing("There is no planned property or trait to look at.")
    required = Counter(field.state for mapping in mappings for field in mapping.fields)
    empty, nowhere, unknown = _empty(mappings, names), _nowhere(fields), _unknown(fields, names)
    found = [
        *(_Gap("required, but empty", f"{e.destination}, {e.mapping}", e.key) for e in empty),
        *(
            _Gap(one.said or "goes nowhere", one.call, name)
            for one in (*nowhere, *unknown)
            for name in one.fields
        ),
    ]
    shown = div(
        p(_summary(len(fields), nowhere, unknown, required, empty)),
        *_listed("Required fields that nothing fills", [_empty_item(one) for one in empty], ""),
        *_listed(
            "Planned fields that go nowhere", [_nowhere_item(one) for one in nowhere], " calls"
        ),
        *_listed(
            "Planned fields of which it is not known whether anybody receives them",
            [_nowhere_item(one) for one in unknown],
            " calls",
        ),
        cls="sk",
    )
    return View(shown, data=Table(_COLUMNS, found))


def _listed(title: str, items: Sequence[Child], what: str) -> list[Child]:
    if not items:
        return []
    more = len(items) - MOST
    left = [
        p(f"And {more} more{what}; ", code("segkit coverage"), " lists them all.", cls="sk-note")
    ]
    return [p(title, cls="sk-subhead"), ul(*items[:MOST], cls="sk-rows"), *left[: max(0, more)]]


def _empty_item(one: _Empty) -> Child:
    said: list[Child] = [
        parts.listed((one.destination, one.mapping)),
        ": ",
        parts.code(one.key),
        " for ",
        *_names(one.calls),
    ]
    if one.unplanned:
        paths = parts.listed(one.unplanned, as_code=True)
        said += ["; it reads ", paths, ", which the plan does not have"]
    quiet = [one.assumed] if one.assumed else []
    if not one.certain:
        quiet.append("Not certain: the mapping holds something that segkit does not know.")
    said += [piece for words in quiet for piece in (BREAK, span(words, cls="sk-quiet"))]
    return li(span(together(*said), cls="sk-grow"))


def _nowhere_item(one: _Nowhere) -> Child:
    said = (BREAK, span(sentence(one.said), cls="sk-quiet")) if one.said else ()
    fields = _names(one.fields, as_code=True)
    return li(span(parts.words(one.call), ": ", *fields, *said, cls="sk-grow"))


def _names(names: Sequence[str], *, as_code: bool = False) -> tuple[Child, ...]:
    """So many of them as one can take in, and how many more there are."""
    more = len(names) - _NAMES
    left = (f" and {more} more",) if more > 0 else ()
    return (parts.listed(names[:_NAMES], as_code=as_code), *left)


def _empty(mappings: Iterable[MappingCoverage], names: Mapping[str, str]) -> list[_Empty]:
    found: dict[tuple[str, str, str, tuple[str, ...], str, bool], dict[str, None]] = {}
    for one in mappings:
        destination = names.get(one.destination_id, one.destination_id)
        for field in one.empty:
            key = (destination, one.mapping, field.key, field.unplanned, one.assumed, field.certain)
            found.setdefault(key, {})[_name(one.rule)] = None
    return [_Empty(*key, tuple(calls)) for key, calls in found.items()]


def _nowhere(fields: Iterable[FieldCoverage]) -> list[_Nowhere]:
    return [
        _Nowhere(_name(some[0].rule), names)
        for some in _by_rule(fields)
        if (names := tuple(one.field.dotted for one in _left(some) if one.goes_nowhere))
    ]


def _unknown(fields: Iterable[FieldCoverage], names: Mapping[str, str]) -> list[_Nowhere]:
    """The fields of which it is not known that anybody receives them, by what is missing."""
    found: dict[tuple[int, str], list[FieldCoverage]] = {}
    for some in _by_rule(fields):
        for one in _left(some):
            if one.certainty == NOT_KNOWN:
                found.setdefault((id(one.rule), one.nowhere_words(names)), []).append(one)
    return [
        _Nowhere(_name(some[0].rule), tuple(one.field.dotted for one in some), said)
        for (_, said), some in found.items()
    ]


def _by_rule(fields: Iterable[FieldCoverage]) -> Iterable[list[FieldCoverage]]:
    by_rule: dict[int, list[FieldCoverage]] = {}
    for one in fields:
        by_rule.setdefault(id(one.rule), []).append(one)
    return by_rule.values()


def _left(fields: Sequence[FieldCoverage]) -> list[FieldCoverage]:
    """The fields of one call that arrive nowhere for sure, nor a part of them or what they are in.

    An object has no column of its own, but its properties do; what is in an array has none,
    but the array has.
    """
    there = {
        one.field.path for one in fields if one.certainty != NOT_KNOWN and not one.goes_nowhere
    }
    arrived = {path[:end] for path in there for end in range(1, len(path) + 1)}
    return [
        one
        for one in fields
        if one.field.path not in arrived
        and not (ELEMENT in one.field.path and _array(one.field.path) in there)
    ]


def left_over(fields: Iterable[FieldCoverage], call: str) -> list[FieldCoverage]:
    """Of the planned fields of one call those that arrive nowhere for sure."""
    return [
        one for some in _by_rule(f for f in fields if f.rule.call == call) for one in _left(some)
    ]


def _array(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[: path.index(ELEMENT)]


def _summary(
    fields: int,
    nowhere: Sequence[_Nowhere],
    unknown: Sequence[_Nowhere],
    required: Mapping[str, int],
    empty: Sequence[_Empty],
) -> str:
    """`required` counts the required fields of mappings by their state."""
    lost = sum(len(one.fields) for one in nowhere)
    said = [
        f"{lost:,} of {plural(fields, 'planned field')} {'goes' if lost == 1 else 'go'} nowhere."
        if lost
        else "It is not known of each planned field whether anybody receives it."
        if unknown
        else "Each planned field reaches at least one destination or warehouse."
    ]
    if doubted := sum(len(one.fields) for one in unknown):
        said.append(f"Of {doubted:,} it is not known whether anybody receives them.")
    if empty:
        said.append(
            f"Mappings have {plural(len(empty), 'required field')} that nothing fills: "
            "the destination may refuse such a call or drop it."
        )
    elif required:
        said.append("Everything that mappings require is filled.")
    if loose := required.get(OPTIONAL, 0):
        said.append(
            f"In {plural(loose, 'case')} a required field is filled by one that the plan does not "
            "require, so it may be missing."
        )
    return " ".join(said)


def _name(rule: Rule) -> str:
    return rule.title if rule.version == 1 else f"{rule.title} (version {rule.version})"
