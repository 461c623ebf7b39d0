"""The small document tree that every part of the guide is made of, before it takes a form.

A node is an element with what is in it; a text is a text, whatever it holds. `render.html`,
`render.markdown` and `render.text` write the same tree in their form. An attribute that begins
with `_` is a word to those writers and stands in no HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from markupsafe import Markup, escape

from segkit.render.escaping import clean, lines

SAYS = "_says"
"""On a term: the column of its table that says the same in full, where there is room for it."""

_UNSEEN = frozenset({"iframe", "progress"})
"""Elements that only a page can show; what they say stands beside them."""

_WITHOUT_END = frozenset({"br", "dd", "dt", "hr", "img", "input", "td", "th", "tr"})
"""Elements that have no end tag, or need none where segkit writes them."""

_ON_ITS_OWN = frozenset(
    {"details", "div", "dl", "figure", "li", "ol", "p", "section", "summary", "table", "ul"}
)
"""Elements behind which a line ends, so that words of two of them are never one word."""

LANGUAGE = "_language"
"""On a block of code: its language, where the page has it from what stands around it."""

ONLY_ON_THE_PAGE = "_page"
"""On a node that other forms leave out: what a reader clicks, what the document says already."""


@runtime_checkable
class Part(Protocol):
    """Something of a tree that is no node: it writes its own HTML, and has a tree for the rest."""

    def __html__(self) -> Markup: ...

    @property
    def instead(self) -> tuple[Child, ...]:
        """The same for forms that cannot show it as the page does."""

    def mapped(self, change: Callable[[Sequence[Child]], Sequence[Child]]) -> Part:
        """The same with what other forms show changed."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element with its attributes and what is in it; without a tag only what is in it."""

    tag: str
    children: tuple[Child, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    @property
    def elements(self) -> list[Node]:
        """The nodes directly in it."""
        return [child for child in self.children if isinstance(child, Node)]

    def all(self, tag: str) -> Iterator[Node]:
        """Every element of this kind below it, in order."""
        for child in self.elements:
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    def text(self) -> str:
        """All its text, as it is written."""
        return "".join(plain(child) for child in self.children)

    def __html__(self) -> Markup:
        """Its HTML, for templates and for `Markup.format`."""
        return html_of(self)


Child: TypeAlias = "str | Node | Part"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What only the page can show: its own HTML, and the tree that says the same.

    Attributes:
        html: Escaped and whole, as `render` makes it.
        says: What makes the tree; it is asked by forms that are not the page.
        words: The words that stand below it on the page, where those are not the same.
    """

    html: Markup
    says: Callable[[], tuple[Child, ...]] = tuple
    words: tuple[Child, ...] = ()

    def __html__(self) -> Markup:
        return self.html

    @property
    def instead(self) -> tuple[Child, ...]:
        """The same for every form that cannot draw."""
        return self.says()

    def mapped(self, change: Callable[[Sequence[Child]], Sequence[Child]]) -> Drawing:
        """The same with what other forms show changed."""
        return Drawing(self.html, lambda: tuple(change(self.says())), self.words)


def flat(children: Iterable[Child]) -> Iterator[Child]:
    """The children without the fragments that hold some together, and without what only a page has."""
    for child in children:
        if not isinstance(child, Node):
            yield child
        elif not child.tag:
            yield from flat(child.children)
        elif child.tag not in _UNSEEN and ONLY_ON_THE_PAGE not in child.attributes:
            yield child


def terms_of(listed: Node) -> list[Node]:
    """The terms and explanations of a list of them, also those that a `div` holds together."""
    found = ([e] if e.tag in {"dt", "dd"} else e.elements for e in listed.elements)
    return [entry for entries in found for entry in entries]


def plain(child: Child) -> str:
    """The text of a child, as it is written."""
    if isinstance(child, str):
        return child
    if isinstance(child, Node):
        return child.text()
    return "".join(map(plain, child.instead))


def element(tag: str, *children: Child, cls: str = "", **attributes: str) -> Node:
    """An element; `cls` is its class, and `aria_label` stands for `aria-label`."""
    named = {"class": cls} if cls else {}
    for name, value in attributes.items():
        named[name if name.startswith("_") else name.rstrip("_").replace("_", "-")] = value
    return Node(tag, children, named)


def _builder(tag: str) -> Callable[..., Node]:
    def build(*children: Child, cls: str = "", **attributes: str) -> Node:
        return element(tag, *children, cls=cls, **attributes)

    build.__name__ = tag
    build.__doc__ = f"A `<{tag}>`."
    return build


a, code, details, div, li, ol, p, small, span, strong, summary, ul = map(
    _builder,
    ("a", "code", "details", "div", "li", "ol", "p", "small", "span", "strong", "summary", "ul"),
)

BREAK = Node("br")


def together(*children: Child) -> Node:
    """Several children as one, without an element around them."""
    return Node("", children)


def joined(between: Child, *children: Child) -> Node:
    """The children with something between each two of them."""
    parts = [piece for child in children for piece in (between, child)]
    return Node("", tuple(parts[1:]))


def own(text: object) -> Node:
    """The customer's words, isolated so that right-to-left text disturbs no neighbour."""
    return Node("bdi", (str(text).strip("\r\n"),))


def sentence(text: object) -> Child:
    """A sentence of ours that holds the customer's names; it runs from left to right throughout.

    `own` takes the direction of the first name, which would turn the whole sentence around.
    """
    words = str(text)
    return words if words.isascii() else Node("bdi", (words,), {"dir": "ltr"})


def html_of(*children: Child) -> Markup:
    """The HTML of a tree: every text escaped, no end tag that HTML lets one leave out."""
    pieces: list[str] = []
    for child in children:
        _write(child, pieces)
    # what is written comes from `escape`, from other HTML, or from names of ours
    return Markup(clean("".join(pieces)))  # noqa: S704


def _write(child: Child, pieces: list[str], *, as_it_is: bool = False) -> None:
    """`as_it_is` keeps line breaks, as code does."""
    if isinstance(child, str):
        pieces.append(str(escape(child)) if as_it_is else lines(child))
        return
    if not isinstance(child, Node):
        pieces.append(child.__html__())
        return
    tag = child.tag
    if tag:
        pieces.append(f"<{tag}{_attributes(child.attributes)}>" if child.attributes else f"<{tag}>")
    for inner in child.children:
        _write(inner, pieces, as_it_is=as_it_is or tag == "pre")
    if tag and tag not in _WITHOUT_END:
        pieces.append(f"</{tag}>\n" if tag in _ON_ITS_OWN else f"</{tag}>")


def _attributes(named: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{escape(value)}"' if value else f" {name}"
        for name, value in named.items()
        if not name.startswith("_")
    )
