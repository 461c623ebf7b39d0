"""A tree as plain text, for places that show nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.render.table import Table, as_words
from segkit.render.tree import Child, Node, plain

_OWN_LINE = frozenset(
    {"aside", "blockquote", "dl", "div", "figure", "h1", "h2", "h3", "li", "ol", "p", "section"}
    | {"details", "summary", "tr", "ul"}
)
_QUIET = frozenset({"iframe", "progress"})


def text_of(*children: Child) -> str:
    """The tree, a line for each thing that has a line of its own."""
    lines = "".join(_pieces(children)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _pieces(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif isinstance(child, Table):
            yield "\n"
            for row in child.rows:
                yield " | ".join(" ".join(as_words(value).split()) for value in row) + "\n"
        elif not isinstance(child, Node):
            yield from _pieces(child.instead)
        elif child.tag == "br":
            yield "\n"
        elif child.tag == "dt":
            yield f"\n{plain(child)}: "
        elif child.tag not in _QUIET:
            apart = "\n" if child.tag in _OWN_LINE else ""
            # the page sets a badge apart by its style
            after = " " if child.tag == "span" else ""
            yield apart
            yield from _pieces(child.children)
            yield apart or after
