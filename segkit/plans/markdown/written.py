"""All names that a Markdown file writes as code, each with what it stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.grids.grid import Written
from segkit.plans.markdown.event_names import speaks_of_all
from segkit.plans.markdown.markdown_blocks import Chunk, sets_off
from segkit.plans.markdown.outline import NUMBERED, Node
from segkit.plans.words.looks import is_compound

_NO_NAME = re.compile(
    r"^[\"'/@?]|^(?:console|window|document|process|navigator)\.|[/\\*<>]|\.(?:[cm]?[jt]sx?|vue|py|rb|go|kt|swift|java|dart|md|json|ya?ml|csv|toml|html?|sql|svg|css)$"
)
_ARGUMENTS = re.compile(r"\s*[({\[:=].*", re.DOTALL)
_SEVERAL = re.compile(r"\s*(?:[|,]|\s/\s)\s*")


def written(node: Node, where: str = "", within: tuple[str, ...] = ()) -> Iterator[Written]:
    """Names in headings, paragraphs, lists and tables, in the file's order."""
    where = node.text if node.is_heading or not node.level else where
    text = NUMBERED.sub("", node.text)
    first = text.partition(" ")[0].rstrip(":.,")
    is_code = node.head in node.spans and sets_off(text, node.head)
    is_bare = is_compound(first) and (node.is_item or node.is_heading)
    led = node.head if is_code else first if is_bare else ""
    names = tuple(_names_in(led))
    yield from (Written(name, where, within, leads=True) for name in names)
    is_of_all = speaks_of_all(node)
    for span in node.spans[led in node.spans :]:
        own = (*within, *names)
        yield from (Written(name, where, own, leads=is_of_all) for name in _names_in(span))
    for table in node.tables:
        yield from _in_table(table, where, (*within, *names))
    for one in node.below:
        yield from written(one, where, (*within, *names))


def _in_table(table: Chunk, where: str, within: tuple[str, ...]) -> Iterator[Written]:
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        first = [row[0]] if row and is_compound(row[0]) else []
        names = tuple(
            name for code in (codes[0] if codes else ()) or first for name in _names_in(code)
        )
        yield from (Written(name, where, within, leads=True) for name in names)
        spans = [span for cell in codes[1:] for span in cell]
        own = (*within, *names)
        yield from (Written(name, where, own) for span in spans for name in _names_in(span))


def _names_in(code: str) -> Iterator[str]:
    """`lamp_lit` of `lamp_lit { room }`; none of files, functions, patterns and settings."""
    text = code.strip()
    if not (_NO_NAME.search(text) or text.isupper() or "()" in text):
        names = _SEVERAL.split(_ARGUMENTS.sub("", text))
        yield from filter(None, (name.strip("?*! ") for name in names))
