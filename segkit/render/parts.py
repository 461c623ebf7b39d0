"""Small pieces of HTML that several views are made of: badges, links, lists, cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from segkit.render.html import joined, multiline, own, safe_url

NOTHING = Markup('<span class="sk-none">–</span>')
"""What stands in a cell for which there is no value."""

_CODE, _CODE_END = Markup("<code>"), Markup("</code>")
_WORDS, _WORDS_END = Markup("<bdi>"), Markup("</bdi>")
_CODE_V, _WORDS_V = Markup("<code class=sk-v>"), Markup("<bdi class=sk-v>")  # for a filter
_FACTS, _FACTS_END = Markup('<dl class="sk-facts">'), Markup("</dl>")
_TERM, _IS = Markup("<dt>"), Markup("<dd>")
_ASKED = Markup('<dt class="sk-asked">')  # on paper a colon follows each other term


def words(text: object) -> Markup:
    """The customer's words, or a dash where there are none."""
    return own(text) if str(text).strip() else NOTHING


def code(value: object) -> Markup:
    """A name or value exactly as it is sent; the style sheet isolates it as `<bdi>` would."""
    return joined(_CODE, multiline(as_text(value)), _CODE_END)


def as_text(value: object) -> str:
    """A JSON value as people write it: text bare, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def badge(kind: str, text: str) -> Markup:
    """A word in a coloured frame; `kind` picks colour and sign (`sk-badge-blocker`)."""
    return Markup('<span class="sk-badge sk-badge-{}">{}</span>').format(kind, text)


def severity(name: str) -> Markup:
    """How serious something is, as a badge with its own sign and word."""
    return badge(name, name.capitalize())


def link(url: str, text: str) -> Markup:
    """A link when the address is a safe one, otherwise just the text."""
    target = safe_url(url)
    if not target:
        return own(text)
    return Markup('<a href="{}">{}</a>').format(target, own(text))


def values(
    items: Iterable[object], *, as_code: bool = True, limit: int = 0, filterable: bool = False
) -> Markup:
    """A list within a cell; beyond `limit` only the number of the rest is given.

    Filterable values are what the script offers in the filter of their column; a single one
    needs no mark, it is the whole cell.
    """
    every = list(items)
    shown = every[:limit] if limit and len(every) > limit + 1 else every
    marked = filterable and len(every) > 1
    if as_code:
        begin, end = (_CODE_V if marked else _CODE), _CODE_END
    else:
        begin, end = (_WORDS_V if marked else _WORDS), _WORDS_END
    pieces = [joined(begin, multiline(as_text(item)), end) for item in shown]
    if len(shown) < len(every):
        more = Markup('<span class="sk-quiet">+ {} more</span>').format(len(every) - len(shown))
        pieces.append(more)
    between = Markup(" ") if as_code else _between(every)
    return between.join(pieces) if pieces else NOTHING


def _between(items: Iterable[object]) -> Markup:
    """A sign that tells the items apart, also where one has a comma of its own."""
    return Markup("; ") if any(", " in str(item) for item in items) else Markup(", ")


def value(item: object) -> Markup:
    """One value that the script offers in the filter of its column, whatever stands beside it."""
    shown = item if isinstance(item, Markup) else multiline(item)
    return Markup("<bdi class=sk-v>{}</bdi>").format(shown)


def below(words: Markup, note: Markup | str) -> Markup:
    """The words, and below them in small letters a note."""
    if not note:
        return words
    return Markup("{}<br><small>{}</small>").format(words, note)


def facts(pairs: Sequence[tuple[str, Markup | str]]) -> Markup:
    """Terms and what they are, leaving out those that are empty.

    A term and its fact are grid cells, which the style sheet isolates from each other; there are
    so many of them in a large guide that `<bdi>` and end tags would be a tenth of it.
    """
    filled = [(term, value) for term, value in pairs if str(value).strip()]
    if not filled:
        return Markup("")
    return joined(_FACTS, *(_fact(term, value) for term, value in filled), _FACTS_END)


def _fact(term: str, value: Markup | str) -> Markup:
    asks = term.rstrip().endswith(("?", "!", ":"))
    words = value if isinstance(value, Markup) else multiline(value)
    return joined(_ASKED if asks else _TERM, multiline(term), _IS, words)
