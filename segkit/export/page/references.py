"""What a Markdown text refers to: its pictures, and places on the same page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a text.

    Attributes:
        line: From 1, in the cell.
        alt: Its description; empty when there is none.
    """

    line: int
    address: str
    alt: str


@dataclass(slots=True)
class References:
    """The pictures of a text, and the anchors that it links to with their lines."""

    pictures: list[Picture] = field(default_factory=list)
    anchors: list[tuple[int, str]] = field(default_factory=list)


class _Markup(HTMLParser):
    """Finds the same in HTML that stands in Markdown."""

    def __init__(self, found: References, line: int) -> None:
        super().__init__()
        self._found, self._line = found, line

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            picture = Picture(self._line, given.get("src", ""), given.get("alt", "").strip())
            self._found.pictures.append(picture)
        elif tag == "a" and given.get("href", "").startswith("#"):
            self._found.anchors.append((self._line, given["href"][1:]))


def references_in(tokens: Sequence[Token]) -> References:
    """Everything that a parsed Markdown text refers to, in order."""
    found = References()
    for block in tokens:
        line = (block.map or [0])[0] + 1
        for token in (block, *(block.children or ())):
            if token.type == "image":
                address = str(token.attrGet("src") or "")
                found.pictures.append(Picture(line, address, token.content.strip()))
            elif token.type == "link_open":
                href = str(token.attrGet("href") or "")
                if href.startswith("#"):
                    found.anchors.append((line, href[1:]))
            elif token.type in {"html_inline", "html_block"}:
                _Markup(found, line).feed(token.content)
    return found
