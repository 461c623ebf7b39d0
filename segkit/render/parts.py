"""Small pieces of a tree that several rows are made of: badges, links, lists, facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from segkit.render.html import safe_url
from segkit.render.tree import (
    BREAK,
    ONLY_ON_THE_PAGE,
    SAYS,
    Child,
    Node,
    a,
    element,
    joined,
    own,
    plain,
    small,
    span,
    together,
)
from segkit.render.tree import (
    code as code_node,
)

NOTHING = span("–", cls="sk-none")
"""What stands in a cell for which there is no value."""

_VALUE = {"class": "sk-v"}  # for a filter


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is, below a row of a table.

    Attributes:
        column: Key of the column that says the same in full where there is room for it.
    """

    term: str
    value: Child
    column: str = ""


def words(text: object) -> Node:
    """The customer's words, or a dash where there are none."""
    return own(text) if str(text).strip() else NOTHING


def code(value: object) -> Node:
    """A name or value exactly as it is sent; the style sheet isolates it as `<bdi>` would."""
    return code_node(as_text(value))


def as_text(value: object) -> str:
    """A JSON value as people write it: text bare, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def badge(kind: str, text: str) -> Node:
    """A word in a coloured frame; `kind` picks colour and sign (`sk-badge-blocker`)."""
    return span(text, cls=f"sk-badge sk-badge-{kind}" if kind else "sk-badge")


def severity(name: str) -> Node:
    """How serious something is, as a badge with its own sign and word."""
    return badge(name, name.capitalize())


def on_or_off(*, is_on: bool) -> Node:
    """Whether something is switched on, as a badge."""
    return badge("on", "On") if is_on else badge("off", "Off")


def link(url: str, text: str) -> Node:
    """A link when the address is a safe one, otherwise just the text."""
    target = safe_url(url)
    return a(own(text), href=target) if target else own(text)


def chapter(title: str) -> Node:
    """A link to a chapter, on a page that has it (`segkit.export.audience`)."""
    anchor = f"#{title.casefold().replace(' ', '-')}"
    return a(title, href=anchor, cls="sk-to", **{ONLY_ON_THE_PAGE: ""})


def values(
    items: Iterable[object], *, as_code: bool = True, limit: int = 0, filterable: bool = False
) -> Node:
    """A list within a cell; beyond `limit` only the number of the rest is given.

    Filterable values are what the script offers in the filter of their column; a single one
    needs no mark, it is the whole cell.
    """
    every = list(items)
    if not every:
        return NOTHING
    shown = every[:limit] if limit and len(every) > limit + 1 else every
    tag, mark = "code" if as_code else "bdi", _VALUE if filterable and len(every) > 1 else {}
    pieces = [Node(tag, (as_text(item),), mark) for item in shown]
    if len(shown) < len(every):
        pieces.append(span(f"+ {len(every) - len(shown)} more", cls="sk-quiet"))
    return joined(" " if as_code else between(every), *pieces)


def between(items: Iterable[object]) -> str:
    """A sign that tells the items apart, also where one has a comma of its own."""
    return "; " if any(", " in str(item) for item in items) else ", "


def listed(names: Iterable[object], *, as_code: bool = False, sign: str = ", ") -> Node:
    """All of the customer's names in a sentence."""
    wrap = code if as_code else own
    return joined(sign, *(wrap(name) for name in names))


def value(item: Child) -> Node:
    """One value that the script offers in the filter of its column, whatever stands beside it."""
    return Node("bdi", (item,), _VALUE)


def below(words: Child, note: Child) -> Child:
    """The words, and below them in small letters a note."""
    return together(words, BREAK, small(note)) if note else words


def facts(pairs: Sequence[tuple[str, Child] | Fact]) -> Node:
    """Terms and what they are, leaving out those that are empty.

    A term and its fact are grid cells, which the style sheet isolates from each other; there are
    so many of them in a large guide that `<bdi>` and end tags would be a tenth of it.
    """
    filled: list[Child] = []
    for pair in pairs:
        fact = pair if isinstance(pair, Fact) else Fact(*pair)
        if plain(fact.value).strip():
            filled += _fact(fact)
    return element("dl", *filled, cls="sk-facts") if filled else together()


def _fact(fact: Fact) -> tuple[Node, Node]:
    # on paper a colon follows each other term
    asks = fact.term.rstrip().endswith(("?", "!", ":"))
    says = {SAYS: fact.column} if fact.column else {}
    term = element("dt", fact.term.strip("\n"), cls="sk-asked" if asks else "", **says)
    return term, Node("dd", (fact.value,))


def titled(title: str, items: Sequence[Child], kind: str = "sk-rows") -> Sequence[Child]:
    """A list below its title; nothing where it has no item."""
    return (element("p", title, cls="sk-subhead"), element("ul", *items, cls=kind)) if items else ()


def is_empty(child: Child) -> bool:
    """Nothing can be read in it."""
    return child == NOTHING or not plain(child).strip()
