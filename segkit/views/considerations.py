"""Special considerations for each source and destination (row S16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.model.finding import Consideration
from segkit.views import _parts as parts
from segkit.views._html import DOCS_BASE, doc_url, render, slug_id
from segkit.views.findings import severity_rank
from segkit.views.missing import nothing
from segkit.views.table import Cell, Column, Item, render_table
from segkit.views.view import View

_COLUMNS = (
    Column("target", "Destination", filter=True, width="m"),
    Column("source", "Source", filter=True, width="m"),
    Column("severity", "Severity", filter=True, width="xs"),
    Column("text", "What to consider", width="xl"),
    Column("action", "What to do", width="l"),
)
_BASIS = {
    "workspace": "read from the workspace",
    "catalog": "from Segment's catalog",
    "knowledge": "from segkit's knowledge base",
    "plan": "read from the tracking plan",
}


@dataclass(frozen=True, slots=True)
class QuietPair:
    """A source and a destination without any consideration.

    Attributes:
        words: Which of the two it is: `checked, nothing known` or `not known to segkit`.
    """

    source: str
    target: str
    words: str


def considerations(
    items: Sequence[Consideration],
    *,
    names: Mapping[str, str],
    quiet: Sequence[QuietPair] = (),
    docs_base: str = DOCS_BASE,
) -> View:
    """What to watch out for, by destination, the most serious first.

    `names` gives the names of sources, destinations and warehouses by id; `quiet` are the
    pairs for which there is nothing to say, and why.
    """
    if not items and not quiet:
        return nothing("There is nothing to consider: no source is connected to a destination.")
    groups = _grouped(items, names)
    table = (
        _table(groups, names, docs_base) if groups else nothing("Nothing special is known.").html
    )
    data = tuple(
        (_target(i, names), names.get(i.source_id, i.source_id), i.severity, i.text, i.action)
        for group in groups
        for i in group
    )
    return View(
        # the table is made by the same templates
        html=render("considerations", table=Markup(table), quiet=_by_words(quiet)),  # noqa: S704
        text="\n".join(
            [f"[{row[2]}] {row[1]} -> {row[0]}: {row[3]} {row[4]}".rstrip() for row in data]
            + [f"{pair.source} -> {pair.target}: {pair.words}" for pair in quiet]
        ),
        columns=tuple(column.title for column in _COLUMNS),
        rows=data,
        widget="table" if groups else "",
    )


def _grouped(
    items: Sequence[Consideration], names: Mapping[str, str]
) -> list[tuple[Consideration, ...]]:
    """The same statement about several sources becomes one row."""
    same: dict[tuple[str, ...], list[Consideration]] = {}
    for item in items:
        key = (_target(item, names), item.id, item.severity, item.text, item.action)
        same.setdefault(key, []).append(item)
    ordered = sorted(same.items(), key=lambda pair: _order(pair[0], pair[1][0]))
    return [tuple(group) for _, group in ordered]


def _order(key: tuple[str, ...], first: Consideration) -> tuple[bool, str, int, str]:
    # what concerns the source alone comes before everything about its destinations
    return (first.target_id != "", key[0].casefold(), severity_rank(first.severity), first.id)


def _target(item: Consideration, names: Mapping[str, str]) -> str:
    return names.get(item.target_id, item.target_id) if item.target_id else "All destinations"


def _table(
    groups: Sequence[tuple[Consideration, ...]], names: Mapping[str, str], docs_base: str
) -> Markup:
    return render_table(
        "Special considerations",
        _COLUMNS,
        [_item(group, names, docs_base) for group in groups],
        noun=("consideration", "considerations"),
        name="considerations",
    )


def _item(group: tuple[Consideration, ...], names: Mapping[str, str], docs_base: str) -> Item:
    first = group[0]
    sources = [names.get(item.source_id, item.source_id) for item in group]
    return Item(
        id=slug_id("consideration", first.id, first.source_id, first.target_id),
        name=first.text[:60],
        cells=(
            parts.words(_target(first, names)),
            parts.values(dict.fromkeys(sources), as_code=False, limit=4, filterable=True),
            Cell(parts.severity(first.severity), sort=str(severity_rank(first.severity))),
            parts.words(first.text),
            parts.words(first.action),
        ),
        details=_details(group, sources, docs_base),
    )


def _details(group: tuple[Consideration, ...], sources: Sequence[str], docs_base: str) -> Markup:
    first = group[0]
    docs = doc_url(first.docs, docs_base)
    known = f", known as of {first.known}" if first.known else ""
    evidence = dict.fromkeys(
        (name, i.evidence) for name, i in zip(sources, group, strict=True) if i.evidence
    )
    distinct = list(dict.fromkeys(sources))
    said = {text for _, text in evidence}
    return parts.facts(
        [
            ("Sources", parts.values(distinct, as_code=False) if len(distinct) > 4 else ""),
            *(
                [("Why it applies", next(iter(said)))]
                if len(said) == 1
                else [(f"Why it applies to {name}", text) for name, text in evidence]
            ),
            ("Where this comes from", f"{_BASIS.get(first.basis, first.basis)}{known}"),
            (
                "Documentation",
                parts.link(docs, "Read more in Segment's documentation") if docs else "",
            ),
        ]
    )


def _by_words(quiet: Sequence[QuietPair]) -> list[tuple[str, list[QuietPair]]]:
    grouped: dict[str, list[QuietPair]] = {}
    for pair in quiet:
        grouped.setdefault(pair.words, []).append(pair)
    return list(grouped.items())
