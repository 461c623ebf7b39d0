"""What the page's script makes searchable, and the same search without a browser.

The rules are those of `assets/rows.js` and `assets/table.js`, so that an export shows what the
SA saw in the notebook; a sentence says that there is more.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from segkit.render.tree import Child, Node, joined, own, p, together

MANY_VALUES = 25
"""A filter with more choices than this is a field to type in; as in `table.js`."""


CHOSEN = "Chosen for this guide:"
"""How the sentence behind a table begins from which rows are left out."""


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


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as the search knows it: its key and title, and whether its values are offered."""

    key: str
    title: str
    few: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the search sees it.

    Attributes:
        content: All that stands in it.
        values: What it has in a column, by the column's key.
    """

    content: tuple[Child, ...]
    values: Callable[[str], tuple[str, ...]]


@runtime_checkable
class Searchable(Protocol):
    """Rows that can be searched and filtered."""

    @property
    def noun(self) -> tuple[str, str]:
        """What one and many rows are called."""

    @property
    def headings(self) -> Sequence[Heading]:
        """The columns that can be filtered by."""

    def entries(self) -> Sequence[Entry]:
        """Its rows, in order."""

    def kept(self, places: Sequence[int]) -> Child:
        """The same with the rows at these places only."""


def narrowed(tree: Sequence[Child], by: Narrowing) -> tuple[Child, ...]:
    """The tree with the rows that match in its first searchable part, and a sentence behind it.

    A tree without such a part, and one in which nothing matches any more, stays as it is: a
    guide never loses a section because its plan has changed.
    """
    made: list[Child] = []
    for place, child in enumerate(tree):
        if isinstance(child, Searchable):
            return (*made, *_narrowed(child, by), *tree[place + 1 :])
        if isinstance(child, Node):
            inner = narrowed(child.children, by)
            if inner != child.children:
                changed = Node(child.tag, inner, child.attributes)
                return (*made, changed, *tree[place + 1 :])
        made.append(child)
    return tuple(made)


def fold(text: str) -> str:
    """Lower case, without accents, as `rows.js` does it."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()


def values_in(cell: Child) -> tuple[str, ...]:
    """What the filter of a column finds in a cell: what is marked, else all of it."""
    marked = tuple(_line(node) for node in _marked(cell))
    return marked or (_line(cell),)


def _marked(cell: Child) -> Iterator[Node]:
    if isinstance(cell, Node):
        if "sk-v" in cell.classes:
            yield cell
        for child in cell.children:
            yield from _marked(child)


def _line(child: Child) -> str:
    """The text on one line, with a blank where an element began or ended."""
    return " ".join(" ".join(_texts(child)).split())


def _texts(child: Child) -> Iterator[str]:
    if isinstance(child, str):
        yield child
        return
    for inner in child.children if isinstance(child, Node) else child.instead:
        yield from _texts(inner)


def _narrowed(rows: Searchable, by: Narrowing) -> tuple[Child, ...]:
    entries = rows.entries()
    known = {heading.key: heading for heading in rows.headings}
    tests = [
        (key, value, known[key].few and _is_choice(entries, key))
        for key, value in by.filters.items()
        if value and key in known
    ]
    words = fold(by.query).split()
    kept = [place for place, entry in enumerate(entries) if _matches(entry, words, tests)]
    if not kept or len(kept) == len(entries):
        return (rows,)  # type: ignore[return-value]  # every searchable thing is part of a tree
    return (rows.kept(kept), _note(by, known, (len(kept), len(entries)), rows.noun[1]))


def _is_choice(entries: Sequence[Entry], key: str) -> bool:
    return len({value for entry in entries for value in entry.values(key)}) <= MANY_VALUES


def _matches(entry: Entry, words: list[str], tests: Sequence[tuple[str, str, bool]]) -> bool:
    text = fold(" ".join(map(_line, entry.content))) if words else ""
    return all(word in text for word in words) and all(
        value in found if exact else any(fold(value) in fold(one) for one in found)
        for key, value, exact in tests
        for found in [entry.values(key)]
    )


def _note(by: Narrowing, known: Mapping[str, Heading], count: tuple[int, int], many: str) -> Child:
    said = [together("“", own(by.query), "”")] if by.query.strip() else []
    said += [
        together(own(known[key].title), " “", own(value), "”")
        for key, value in by.filters.items()
        if value and key in known
    ]
    shown = f"{CHOSEN} {count[0]:,} of {count[1]:,} {many}, by "
    return p(shown, joined(", ", *said), ".", cls="sk sk-note")
