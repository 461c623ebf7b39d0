"""Where plan and destinations do not fit: fields that go nowhere, required fields left empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.delivery.coverage import FieldCoverage
from segkit.delivery.required import OPTIONAL, MappingCoverage
from segkit.model.plan import ELEMENT, Rule
from segkit.render.html import plural, render
from segkit.render.missing import nothing
from segkit.render.view import View

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
    """Fields of one planned call that no destination and no warehouse receives."""

    call: str
    fields: tuple[str, ...]


def gaps(
    fields: Sequence[FieldCoverage],
    mappings: Sequence[MappingCoverage],
    names: Mapping[str, str],
) -> View:
    """What is missing between plan and destinations; one sentence when nothing is."""
    if not fields:
        return nothing("There is no planned property or trait to look at.")
    required = Counter(field.state for mapping in mappings for field in mapping.fields)
    empty, nowhere = _empty(mappings, names), _nowhere(fields)
    summary = _summary(len(fields), nowhere, required, empty)
    lines = [f"{one.destination}, {one.mapping}: nothing feeds {one.key}" for one in empty]
    lines += [f"{one.call}: {', '.join(one.fields)} go nowhere" for one in nowhere]
    return View(
        html=render(
            "gaps",
            summary=summary,
            empty=[(one, _cut(one.calls)) for one in empty[:MOST]],
            more_empty=len(empty) - MOST,
            nowhere=[
                (one, one.fields[:_NAMES], len(one.fields) - _NAMES) for one in nowhere[:MOST]
            ],
            more_nowhere=len(nowhere) - MOST,
        ),
        text="\n".join([summary, *lines]),
        columns=("gap", "where", "field"),
        rows=(
            *(("empty", f"{one.destination}, {one.mapping}", one.key) for one in empty),
            *(("nowhere", one.call, field) for one in nowhere for field in one.fields),
        ),
    )


def _empty(mappings: Iterable[MappingCoverage], names: Mapping[str, str]) -> list[_Empty]:
    found: dict[tuple[str, str, str, tuple[str, ...], str, bool], dict[str, None]] = {}
    for one in mappings:
        destination = names.get(one.destination_id, one.destination_id)
        for field in one.empty:
            key = (destination, one.mapping, field.key, field.unplanned, one.assumed, field.certain)
            found.setdefault(key, {})[_name(one.rule)] = None
    return [_Empty(*key, tuple(calls)) for key, calls in found.items()]


def _nowhere(fields: Iterable[FieldCoverage]) -> list[_Nowhere]:
    by_rule: dict[int, list[FieldCoverage]] = {}
    for one in fields:
        by_rule.setdefault(id(one.rule), []).append(one)
    found = [(group[0].rule, _lost(group)) for group in by_rule.values()]
    return [_Nowhere(_name(rule), names) for rule, names in found if names]


def _lost(fields: Sequence[FieldCoverage]) -> tuple[str, ...]:
    """The fields of one call that go nowhere: also no part of them, nor what they are a part of.

    An object has no column of its own, but its properties do; what is in an array has none,
    but the array has.
    """
    there = {one.field.path for one in fields if not one.goes_nowhere}
    arrived = {path[:end] for path in there for end in range(1, len(path) + 1)}
    return tuple(
        one.field.dotted
        for one in fields
        if one.goes_nowhere
        and one.field.path not in arrived
        and not (ELEMENT in one.field.path and _array(one.field.path) in there)
    )


def _array(path: tuple[str, ...]) -> tuple[str, ...]:
    return path[: path.index(ELEMENT)]


def _summary(
    fields: int,
    nowhere: Sequence[_Nowhere],
    required: Mapping[str, int],
    empty: Sequence[_Empty],
) -> str:
    """`required` counts the required fields of mappings by their state."""
    lost = sum(len(one.fields) for one in nowhere)
    said = [
        f"{lost:,} of {plural(fields, 'planned field')} {'goes' if lost == 1 else 'go'} nowhere."
        if lost
        else "Each planned field reaches at least one destination or warehouse."
    ]
    if empty:
        said.append(
            f"Mappings have {plural(len(empty), 'required field')} that nothing feeds: "
            "the destination may refuse such a call or drop it."
        )
    elif required:
        said.append("Everything that mappings require is fed.")
    if loose := required.get(OPTIONAL, 0):
        said.append(
            f"In {plural(loose, 'case')} a required field is fed by one that the plan does not "
            "require, so it may be missing."
        )
    return " ".join(said)


def _cut(calls: Sequence[str]) -> tuple[Sequence[str], int]:
    return calls[:_NAMES], len(calls) - _NAMES


def _name(rule: Rule) -> str:
    return rule.title if rule.version == 1 else f"{rule.title} (version {rule.version})"
