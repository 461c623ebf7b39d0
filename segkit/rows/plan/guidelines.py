"""What the plan says of itself: who keeps it, how it is read, how things are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from segkit.derive.beside import PlanBlock, blocks
from segkit.derive.naming import NamingRule, naming_rules
from segkit.facts.known import Facts
from segkit.render import parts
from segkit.render.html import first_of
from segkit.render.missing import NOTHING_TO_SHOW
from segkit.render.table import Column, Table
from segkit.render.tree import BREAK, Child, div, element, own, p, together
from segkit.render.view import View
from segkit.rows.row import PLAN, Showing, row

_TERMS = {
    "owner": "Plan owner",
    "contact": "Contact",
    "version": "Version",
    "purpose": "What it holds",
    "usage": "How to read it",
    "naming": "Naming rule",
    "money": "Money",
    "privacy": "Personal data",
    "environment": "Environments",
}
"""What stands beside a label of each kind, in the order of the guide."""
_TABLES = {"legend": "Status of an event", "owners": "Who owns what"}
_SHOWN = 5
"""Names that break a rule and are named; the others are counted."""
_COLUMNS = (
    Column[tuple[str, str, str]]("what", "What", lambda one: one[0]),
    Column[tuple[str, str, str]]("said", "What the plan says", lambda one: one[1]),
    Column[tuple[str, str, str]]("where", "Where", lambda one: one[2]),
)


@row("plan_guidelines", title="Plan guidelines", place=4.1, origins=(PLAN,))
def _row(showing: Showing) -> View:
    """Who keeps the plan, how it is read, and whether its names keep to its own rule."""
    return plan_guidelines(blocks(showing.facts.plan), broken_rules(showing.facts))


def broken_rules(facts: Facts) -> tuple[NamingRule, ...]:
    """The naming rules of the plan with the names that break them."""
    plan = facts.plan
    if plan is None:
        return ()
    return naming_rules(plan, [(one.label, one.said) for one in blocks(plan, "naming")])


def plan_guidelines(found: Sequence[PlanBlock], rules: Sequence[NamingRule] = ()) -> View:
    """The plan's own words by what they are about; empty where it says nothing of itself."""
    named = [one for kind in _TERMS for one in _distinct(found, kind)]
    tables = [one for kind in _TABLES for one in found if one.kind == kind and len(one.rows) > 1]
    if not named and not tables:
        return NOTHING_TO_SHOW
    compared = list(_compared(rules))
    listed = [(_term(one), _said(one, compared)) for one in named]
    shown: list[Child] = [parts.facts(listed)] if listed else []
    for one in tables:
        shown += [p(_TABLES[one.kind], cls="sk-title"), _table(one)]
    data = [(_term(one), one.said, one.origin) for one in named]
    data += [("Naming rule", line, "") for line in compared]
    data += [
        (_TABLES[one.kind], ": ".join(filter(None, cells)), one.origin)
        for one in tables
        for cells in one.rows[1:]
    ]
    return View(div(*shown, cls="sk sk-guidelines"), data=Table(_COLUMNS, data))


def _distinct(found: Iterable[PlanBlock], kind: str) -> Iterator[PlanBlock]:
    """What stands on tabs of its own; lines around tables only where there is none."""
    some = [one for one in found if one.kind == kind]
    whole = [one for one in some if one.label and len(one.rows[0]) > 1]
    yield from whole or some[:1]


def _term(one: PlanBlock) -> str:
    """The plan's own label, where it says more than the kind does."""
    return (
        one.label if one.kind in {"contact", "usage", "purpose"} and one.label else _TERMS[one.kind]
    )


def _said(one: PlanBlock, compared: Sequence[str]) -> Child:
    lines: list[Child] = [own(one.said)]
    if one.kind == "naming":
        for line in compared:
            lines += [BREAK, line]
    return together(*lines)


def _compared(rules: Iterable[NamingRule]) -> Iterator[str]:
    """Whether the plan's names keep to its rule, with examples of those that do not."""
    for rule in rules:
        if not rule.broken:
            yield f"All {rule.names} {rule.about} keep to it ({rule.style})."
            continue
        named = first_of(rule.broken, _SHOWN)
        verb = "is" if len(rule.broken) == 1 else "are"
        yield f"{len(rule.broken)} of {rule.names} {rule.about} {verb} not {rule.style}: {named}."


def _table(one: PlanBlock) -> Child:
    head, *rows = one.rows
    width = max(map(len, one.rows))
    titles = element(
        "tr", *(element("th", own(cell), scope="col") for cell in _padded(head, width))
    )
    body = (
        element("tr", *(element("td", own(cell)) for cell in _padded(cells, width)))
        for cells in rows
    )
    return element("table", element("thead", titles), element("tbody", *body), cls="sk-grid")


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return (*cells, *[""] * (width - len(cells)))
