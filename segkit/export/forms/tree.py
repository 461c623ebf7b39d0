"""A guide's HTML as a small tree: what every form that is not the page is made from.

The HTML comes from a view or from a person's text and is cleaned once more here, which also
writes the end tags that the page leaves out. Drawings are left out: a form that cannot draw
them has the rows that they were drawn from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

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
_ONLY_ON_THE_PAGE = {"sk-anchor", "sk-narrow", "sk-paper", "sk-permalink", "sk-self", "sk-svg"}
"""Classes of what a reader of the page clicks, or sees where there is little room.

`segkit/export/assets/sections.js` leaves out the same.
"""


@dataclass(slots=True)
class Node:
    """An element with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list[Node]:
        """The elements directly in it."""
        return [child for child in self.children if isinstance(child, Node)]

    def all(self, tag: str) -> Iterator[Node]:
        """Every element of this kind below it, in order."""
        for child in self.elements:
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    @property
    def terms(self) -> list[Node]:
        """The terms and explanations of a list of them, also those that a `div` holds together."""
        found = ([e] if e.tag in {"dt", "dd"} else e.elements for e in self.elements)
        return [entry for entries in found for entry in entries]

    def text(self) -> str:
        """All its text, as it is written."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


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
    return reader.root


class _Reader(HTMLParser):
    """Cleaned HTML is whole, so that every end tag closes the element that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        is_seen_only = "aria-hidden" in node.attributes  # what says the same stands beside it
        if not is_seen_only and not node.classes & _ONLY_ON_THE_PAGE:
            self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
