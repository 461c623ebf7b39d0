"""Each planned call: who receives its fields, and what its mappings' required fields are fed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.delivery.coverage import FieldCoverage
from segkit.delivery.required import EMPTY, OPTIONAL, STATES, MappingCoverage, RequiredField
from segkit.model.plan import Rule
from segkit.render import parts
from segkit.render.html import plural, render, slug_id
from segkit.render.missing import nothing
from segkit.render.table import Cell, Column, Item, render_table
from segkit.render.view import View

_COLUMNS = (
    Column("rule", "Planned call", width="l"),
    Column("call", "Call", filter=True, width="xs"),
    Column("receivers", "Received by", width="l"),
    Column("nowhere", "Fields that go nowhere", width="m"),
    Column("gaps", "Required fields that are not fed", width="m"),
)
_BADGES = {EMPTY: "high", OPTIONAL: "open"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields of one call that the same destinations and warehouses receive."""

    fields: tuple[str, ...]
    receivers: tuple[str, ...]


def coverage(
    fields: Sequence[FieldCoverage],
    mappings: Sequence[MappingCoverage],
    names: Mapping[str, str],
) -> View:
    """The planned calls as a searchable table; fields and mappings in the details."""
    if not fields:
        return nothing("There is no planned property or trait to look at.")
    by_rule: dict[int, list[FieldCoverage]] = {}
    used: dict[int, list[MappingCoverage]] = {}
    for one in fields:
        by_rule.setdefault(id(one.rule), []).append(one)
    for mapping in mappings:
        used.setdefault(id(mapping.rule), []).append(mapping)
    shown = [
        (found[0].rule, _groups(found, names), used.get(key, [])) for key, found in by_rule.items()
    ]
    return View(
        html=render_table(
            "Coverage of the plan",
            _COLUMNS,
            [_item(rule, groups, held, names) for rule, groups, held in shown],
            noun=("planned call", "planned calls"),
            name="coverage",
        ),
        text="\n".join(
            f"{rule.title}: {', '.join(_receivers(groups)) or 'goes nowhere'}"
            for rule, groups, _ in shown
        ),
        columns=tuple(column.title for column in _COLUMNS),
        rows=tuple(
            (
                rule.title,
                rule.call,
                ", ".join(_receivers(groups)),
                ", ".join(_nowhere(groups)),
                "; ".join(words for words, _ in _gaps(held, names)),
            )
            for rule, groups, held in shown
        ),
        widget="table",
    )


def _groups(found: Sequence[FieldCoverage], names: Mapping[str, str]) -> list[_Group]:
    grouped: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        receivers = [
            names.get(r.destination_id, r.destination_id)
            + (" (preset assumed)" if r.assumed else "" if r.certain else " (not certain)")
            for r in one.receipts
        ]
        receivers += [names.get(id_, id_) for id_ in one.warehouses if one.column]
        grouped.setdefault(tuple(receivers), []).append(one.field.dotted)
    return [_Group(tuple(fields), receivers) for receivers, fields in grouped.items()]


def _receivers(groups: Sequence[_Group]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group.receivers))


def _nowhere(groups: Sequence[_Group]) -> tuple[str, ...]:
    return tuple(name for group in groups if not group.receivers for name in group.fields)


def _gaps(
    held: Sequence[MappingCoverage], names: Mapping[str, str]
) -> list[tuple[str, RequiredField]]:
    return [
        (f"{names.get(one.destination_id, one.destination_id)}, {one.mapping}: {field.key}", field)
        for one in held
        for field in one.fields
        if field.state == EMPTY
    ]


def _item(
    rule: Rule,
    groups: Sequence[_Group],
    held: Sequence[MappingCoverage],
    names: Mapping[str, str],
) -> Item:
    receivers, nowhere = _receivers(groups), _nowhere(groups)
    gaps = [words for words, _ in _gaps(held, names)]
    version = () if rule.version == 1 else (f"v{rule.version}",)
    needed = [
        (one, names.get(one.destination_id, one.destination_id)) for one in held if one.fields
    ]
    return Item(
        id=slug_id("coverage", rule.call, rule.title, *version),
        cells=(
            parts.words(rule.title),
            parts.words(rule.call),
            Cell(parts.values(receivers, as_code=False, limit=4), sort=plural(len(receivers), "x")),
            parts.values(nowhere, limit=6),
            parts.values(gaps, as_code=False, limit=3),
        ),
        details=_details(groups, needed),
    )


def _details(groups: Sequence[_Group], needed: Sequence[tuple[MappingCoverage, str]]) -> Markup:
    return render(
        "coverage_details",
        groups=groups,
        needed=needed,
        states=STATES,
        badges=_BADGES,
    )
