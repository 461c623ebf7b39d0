"""A searchable view reduced to the rows that were searched and filtered for.

The same rules as in the browser (`assets/rows.js`, `assets/table.js`), so that an export
shows what the SA saw; a sentence says that there is more. Works on the view's own HTML,
whose rows stand between two comments.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from segkit.render.html import own
from segkit.render.view import View

MANY_VALUES = 25
"""A filter with more choices than this is a field to type in; as in `table.js`."""

_ROWS = "<!--rows-->\n"
_ROW = re.compile(r'\n(?=<(?:tbody|div) class="sk-item)')
_TAG = re.compile(r"<a class=sk-anchor\b[^>]*>#</a>|<summary>More</summary>|<[^>]*>")
_HEAD = re.compile(r'<th scope="col"[^>]*data-col="([^"]*)"([^>]*)>([^<]*)')
_CELL = re.compile(r"<t[hd](?=[\s>])[^>]*>")
_VALUE = re.compile(r"<(\w+) class=sk-v>(.*?)</\1>", re.DOTALL)
_CUT = re.compile(r'class="?sk-quiet"?>\+ ')
_FACT = re.compile(r"<dt[^>]*>(.*?)(?:</dt>)?<dd>(.*?)(?=<dt|</d[dl]>|</div>)", re.DOTALL)
_NOUN = re.compile(r'data-many="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was searched for and filtered by.

    Attributes:
        query: Words that all have to occur in a row.
        filters: The chosen value by the key of its column.
    """

    query: str = ""
    filters: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        return bool(self.query.strip() or any(self.filters.values()))


def narrowed(view: View, by: Narrowing) -> View:
    """The view with the rows that match, and a sentence on what was left out.

    A view without rows of its own, and one in which nothing matches any more, stays as it
    is: a guide never loses a section because its plan has changed.
    """
    pieces = view.html.split(_ROWS)
    if not by or len(pieces) != 3:  # before, the rows, after
        return view
    before, items, after = pieces
    rows = _ROW.split(items.rstrip("\n"))
    columns = {key: (place, "data-filter" in rest) for place, (key, rest, _) in _heads(before)}
    titles = {key: title for _, (key, _, title) in _heads(before)}
    tests = [
        (
            columns[key][0],
            titles[key],
            value,
            columns[key][1] and _is_choice(rows, columns[key][0], titles[key]),
        )
        for key, value in by.filters.items()
        if value and key in columns
    ]
    words = fold(by.query).split()
    kept = [row for row in rows if _matches(row, words, tests)]
    if not kept or len(kept) == len(rows):
        return view
    note = _note(by, titles, (len(kept), len(rows)), _NOUN.findall(before))
    return replace(view, html=before + _ROWS + "\n".join(kept) + "\n" + _ROWS + after + str(note))


def fold(text: str) -> str:
    """Lower case, without accents, as `rows.js` does it."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()


def _heads(before: str) -> list[tuple[int, tuple[str, str, str]]]:
    return list(enumerate(_HEAD.findall(before)))


def _plain(html: str) -> str:
    return " ".join(entities.unescape(_TAG.sub(" ", html)).split())


def _values(row: str, column: int, title: str) -> list[str]:
    """What the filter of a column finds in a row; of a list that is cut short, all."""
    cells = _CELL.split("<tr".join(row.split("<tr")[:2]))[1:]
    body = re.split(r"<a class=sk-anchor|<span class=sk-narrow", cells[column])[0]
    if _CUT.search(body.split("<br><small>")[0]):
        for term, fact in _FACT.findall(row):
            if _plain(term) in {title, f"{title}s"}:
                whole = re.sub(" ([,;])", r"\1", _plain(fact))
                return whole.split("; " if "; " in whole else ", ")
    marked = [_plain(found[1]) for found in _VALUE.findall(body)]
    return marked or [_plain(body)]


def _is_choice(rows: list[str], column: int, title: str) -> bool:
    return len({value for row in rows for value in _values(row, column, title)}) <= MANY_VALUES


def _matches(row: str, words: list[str], tests: list[tuple[int, str, str, bool]]) -> bool:
    text = fold(_plain(row)) if words else ""
    return all(word in text for word in words) and all(
        value in found if exact else any(fold(value) in fold(one) for one in found)
        for column, title, value, exact in tests
        for found in [_values(row, column, title)]
    )


def _note(
    by: Narrowing, titles: Mapping[str, str], count: tuple[int, int], noun: list[str]
) -> Markup:
    said = [Markup("“{}”").format(own(by.query))] if by.query.strip() else []
    said += [
        Markup("{} “{}”").format(own(titles[key]), own(value))
        for key, value in by.filters.items()
        if value and key in titles
    ]
    return Markup('\n<p class="sk sk-note">Chosen for this guide: {} of {} {}, by {}.</p>').format(
        f"{count[0]:,}", f"{count[1]:,}", noun[0] if noun else "rows", Markup(", ").join(said)
    )
