"""Callouts in Markdown: docsify's `!>` and `?>` lines, and `> [!NOTE]` quotes.

Both become boxes whose title stands in the markup, so that it is read aloud and printed.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from segkit.texts import text_in

_CALLOUT = re.compile(r"^(?:\[!(note|tip|important|warning|caution)\]|([!?])>)\s*", re.IGNORECASE)
TITLES = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
"""What each kind of callout is headed, in English."""


def make_callouts(tokens: list[Token], language: str) -> None:
    """`> [!NOTE]` quotes and docsify's `!>` paragraphs become boxes with a title."""
    _in_quotes(tokens, language)
    for index, token in enumerate(tokens):
        if token.type == "inline" and (found := _CALLOUT.match(token.content)) and found[2]:
            kind = "important" if found[2] == "!" else "tip"
            _strip_start(token, found.end())
            _box(tokens[index - 1], tokens[index + 1], kind, language)


def _in_quotes(tokens: list[Token], language: str) -> None:
    opened: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append(token)
            inline = tokens[index + 2] if len(tokens) > index + 2 else None
            if inline is None or inline.type != "inline":
                continue
            if (found := _CALLOUT.match(inline.content)) and found[1]:
                _strip_start(inline, found.end())
                token.meta = {"callout": found[1].lower()}
        elif token.type == "blockquote_close" and opened:
            opening = opened.pop()
            if kind := opening.meta.get("callout"):
                _box(opening, token, str(kind), language)


def _box(opening: Token, closing: Token, kind: str, language: str) -> None:
    """Both tokens as an `aside`; the title stands in the markup, not only in the style."""
    title = text_in(language, TITLES[kind])
    paragraph = opening.type == "paragraph_open"
    start = f'<aside class="sk-callout sk-callout-{kind}" role="note"><p class="sk-callout-title">{title}</p>'
    opening.type, closing.type = "html_block", "html_block"
    opening.hidden = closing.hidden = False
    opening.content = start + ("<p>" if paragraph else "")
    closing.content = ("</p>" if paragraph else "") + "</aside>\n"


def _strip_start(inline: Token, length: int) -> None:
    """Remove the marker: the first `length` characters, and a line break after it."""
    children = inline.children or []
    while children and length > 0:
        first = children[0]
        if first.type in {"softbreak", "hardbreak"}:
            children.pop(0)
            length -= 1
            continue
        taken = min(length, len(first.content))
        first.content, length = first.content[taken:], length - taken
        if not first.content:
            children.pop(0)
        if taken == 0:
            break
    while children and children[0].type in {"softbreak", "hardbreak"}:
        children.pop(0)
    inline.children = children
