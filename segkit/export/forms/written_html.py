"""HTML that people wrote, or that their own code made, as the tree of which forms are made.

It is cleaned once more here, which also writes the end tags that were left out. segkit's own
views are never read from HTML: they are trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from segkit.export.content import Block
from segkit.render.marks import unmarked
from segkit.render.tree import Child, Node

_TAGS = {
    *("a", "aside", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt"),
    *("em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input"),
    *(
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
    ),
    *("caption", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {
    "*": {"aria-hidden", "class", "id"},
    "a": {"href"},
    "div": {"data-language"},
    "img": {"src", "alt"},
    "input": {"checked", "type"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_NOT_READ = {"button", "script", "select", "style", "svg", "template", "textarea"}
_VOID = {"br", "hr", "img", "input"}
_ONLY_ON_THE_PAGE = {"sk-permalink"}
"""Classes of what a reader of the page clicks."""


def tree_of(html: str) -> Node:
    """The HTML as one `div` with everything that can be read in it."""
    reader = _Reader()
    reader.feed(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            clean_content_tags=_NOT_READ,
            url_schemes={"http", "https", "mailto", "data"},
            link_rel=None,
        )
    )
    reader.close()
    return reader.root.node()


@dataclass(slots=True)
class _Open:
    """An element that is being read."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Open | str] = field(default_factory=list)

    def node(self, *, as_it_is: bool = False) -> Node:
        """It and what is in it, finished; without what only the page shows.

        A line break between words is a blank, unless it stands `as_it_is`, as in code.
        """
        exact = as_it_is or self.tag == "pre"
        inner = (
            child.node(as_it_is=exact)
            if isinstance(child, _Open)
            else child
            if exact
            else child.replace("\n", " ")
            for child in self.children
        )
        kept = (child for child in inner if isinstance(child, str) or not _is_seen_only(child))
        return Node(self.tag, tuple(kept), self.attributes)


def _is_seen_only(node: Node) -> bool:
    # what is hidden from screen readers is said beside it
    return "aria-hidden" in node.attributes or bool(node.classes & _ONLY_ON_THE_PAGE)


class _Reader(HTMLParser):
    """Cleaned HTML is whole, so that every end tag closes the element that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Open("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        opened = _Open(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(opened)
        if tag not in _VOID:
            self._open.append(opened)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def tree_of_block(block: Block, *, draft: bool) -> Sequence[Child]:
    """What the block consists of; marks for the SA are in a draft only.

    A view is a tree; what a person wrote, or their own code made, is read from its HTML.
    """
    if block.view is None:
        return (tree_of(block.html),)
    return block.view.tree if draft else unmarked(block.view.tree)
