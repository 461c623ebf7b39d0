"""All names that a Markdown file writes as code, each with what it stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from segkit.plans.grids.grid import Written
from segkit.plans.markdown.event_names import speaks_of_all
from segkit.plans.markdown.markdown_blocks import Chunk, sets_off
from segkit.plans.markdown.outline import NUMBERED, Node
from segkit.plans.words.looks import is_compound

_NO_NAME = re.compile(
    r"^[\"'/@?]|^(?:console|window|document|process|navigator)\.|[/\\*<>]|\.(?:[cm]?[jt]sx?|vue|py|rb|go|kt|swift|java|dart|md|json|ya?ml|csv|toml|html?|sql|svg|css)$"
)
_GONE = re.compile(
    r"\b(?:removed|retired|archived|dropped|legacy|deprecated|obsolete|excluded|forbidden|deferred|postponed|anti-?patterns?"
    r"|bad|wrong|avoid|don['’]?t|do not|never|not (?:yet|tracked|sent|used|implemented)|no longer|out of scope|instead of)\b|[❌🚫✗✘]",
    re.IGNORECASE,
)
_ARGUMENTS = re.compile(r"\s*[({\[:=].*", re.DOTALL)
_SEVERAL = re.compile(r"\s*(?:[|,]|\s/\s)\s*")


def written(node: Node, above: Written | None = None) -> Iterator[Written]:
    """Names in headings, paragraphs, lists and tables, in the file's order.

    `above` is of what the node stands below: the heading, the names and what says that they are left out.
    """
    above = above or Written("", node.text)
    where = node.text if node.is_heading else above.where
    is_label = node.is_heading or node.text.endswith((":", "："))
    is_gone = (_GONE.search if is_label else _GONE.match)(node.text) if node.level else None
    above = replace(above, where=where, left_out=above.left_out or (node.text if is_gone else ""))
    text = NUMBERED.sub("", node.text)
    first = text.partition(" ")[0].rstrip(":.,")
    is_code = node.head in node.spans and sets_off(text, node.head)
    is_bare = is_compound(first) and (node.is_item or node.is_heading)
    led = node.head if is_code else first if is_bare else ""
    names = tuple(_names_in(led))
    yield from (replace(above, name=name, leads=True) for name in names)
    below = replace(above, within=(*above.within, *names))
    is_of_all = speaks_of_all(node)
    for span in node.spans[led in node.spans :]:
        yield from (replace(below, name=name, leads=is_of_all) for name in _names_in(span))
    for table in node.tables:
        yield from _in_table(table, below)
    for one in node.below:
        yield from written(one, below)


def _in_table(table: Chunk, above: Written) -> Iterator[Written]:
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        first = [row[0]] if row and is_compound(row[0]) else []
        names = tuple(
            name for code in (codes[0] if codes else ()) or first for name in _names_in(code)
        )
        yield from (replace(above, name=name, leads=True) for name in names)
        below = replace(above, within=(*above.within, *names))
        spans = (span for cell in codes[1:] for span in cell)
        yield from (replace(below, name=name) for span in spans for name in _names_in(span))


def _names_in(code: str) -> Iterator[str]:
    """`lamp_lit` of `lamp_lit { room }`; none of files, functions, patterns and settings."""
    text = code.strip()
    if not (_NO_NAME.search(text) or text.isupper() or "()" in text):
        names = _SEVERAL.split(_ARGUMENTS.sub("", text))
        yield from filter(None, (name.strip("?*! ") for name in names))
