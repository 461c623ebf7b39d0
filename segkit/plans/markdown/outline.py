"""A Markdown file as one tree: headings, what stands below them, lists and the lists in them.

What a line is about (events, properties, a description) is told by its words, which are those of
the headings of tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from segkit.plans.markdown.markdown_blocks import Chunk, Item, sets_off
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_event_like
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_OF_ITEMS, _OF_TEXTS = 7, 8
"""Levels below those of headings."""

_LONGEST_LABEL = 80
_SURE = 0.6
_EMPTY = frozenset({"basics", "overview", "js", "javascript", "code", "example", "schema", "info"})
_FIELDS = frozenset({Role.FIELD, Role.PACKED, Role.NESTED})
_TOLD = frozenset({Role.TRIGGER, Role.EVENT_DESCRIPTION, Role.FIELD_DESCRIPTION})


class About(StrEnum):
    """What a heading or label is about."""

    EVENTS = "events"
    FIELDS = "properties"
    TOLD = "what is said of an event"
    NOTHING = "nothing in particular"
    OTHER = "something of its own"


@dataclass(slots=True)
class Node:
    """A heading, an entry of a list, or a paragraph, with what stands below it.

    Attributes:
        text: Its words.
        level: 0 for the file, 1 to 6 for headings, more for entries and paragraphs.
        line: Where it stands.
        head: What it begins with, written as code or in bold.
        above: What it stands below.
        below: What stands below it.
        tables: Tables directly below it, with their lines.
        code: Blocks of code directly below it.
        bold: What of it is written in bold.
        spans: What of it is written as code.
    """

    text: str
    level: int
    line: int = 1
    head: str = ""
    above: Node | None = None
    below: list[Node] = field(default_factory=list)
    tables: list[Chunk] = field(default_factory=list)
    code: list[Chunk] = field(default_factory=list)
    bold: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        """A heading of the file."""
        return 0 < self.level < _OF_ITEMS

    @property
    def is_item(self) -> bool:
        """An entry of a list."""
        return self.level == _OF_ITEMS

    @property
    def is_entry(self) -> bool:
        """A paragraph that begins with a name in bold or as code, as an entry of a list does."""
        is_name = self.head in self.spans or (" " in self.head and not self.head.endswith(":"))
        return self.level == _OF_TEXTS and is_name and sets_off(self.text, self.head)

    @property
    def label(self) -> str:
        """What stands before a colon; all of it where there is none."""
        label, colon, _ = _parted(self.text)
        return label if colon or len(self.text) <= _LONGEST_LABEL else ""

    @property
    def rest(self) -> str:
        """What stands behind the colon."""
        return _parted(self.text)[2].strip()

    @property
    def about(self) -> About:
        """What it is about, by its words."""
        label = self.label.strip()
        if not label or len(label) > _LONGEST_LABEL:
            return About.OTHER
        if label.casefold() in _EMPTY:
            return About.NOTHING
        found = hints(label)
        words = take_apart(label)
        is_vague = words.unknown and words.about.isdisjoint({"field", "trait", "variable"})
        best = {
            About.EVENTS: found.get(Role.EVENT, 0.0),
            About.FIELDS: 0.0 if is_vague else max(found.get(one, 0.0) for one in _FIELDS),
            About.TOLD: max(found.get(one, 0.0) for one in _TOLD),
        }
        about = max(best, key=lambda one: best[one])
        if best[about] >= _SURE:
            return about
        return About.NOTHING if found and not words.unknown else About.OTHER

    @property
    def says_fields(self) -> bool:
        """It speaks of properties or parameters outright, and not only of data or details."""
        meant = take_apart(self.label).about & {"field", "trait", "variable", "payload"}
        return self.about is About.FIELDS and bool(meant)

    def ancestors(self) -> Iterator[Node]:
        """What it stands below, the nearest first; the file itself last."""
        one = self.above
        while one is not None:
            yield one
            one = one.above

    def all(self) -> Iterator[Node]:
        """It and all that stands below it, in the file's order."""
        yield self
        for one in self.below:
            yield from one.all()


def outline(chunks: list[Chunk], name: str) -> Node:
    """The file's tree; `name` is that of the file."""
    root = heading = Node(name, 0)
    label: Node | None = None
    counting, following = root, 0  # where a numbered list is, and the number of its next entry
    for before, chunk in pairwise([Chunk("", 0), *chunks]):
        holder = label or heading
        if chunk.kind == "heading":
            while heading.level >= chunk.level and heading.above is not None:
                heading = heading.above
            heading = counting = _added(heading, _node(chunk, chunk.level))
        elif chunk.kind == "text":
            text = _added(heading, _node(chunk, _OF_TEXTS))
            label = text if _is_label(text) else None
            continue
        elif chunk.kind == "list":
            if chunk.number is None and len(before.items) == 1 and before.number is not None:
                holder = counting.below[-1]  # bullets that nobody set off below `1. lamp_lit`
            elif chunk.number is not None:
                is_same = following == chunk.number > 1
                counting = holder = counting if is_same else holder
                following = chunk.number + len(chunk.items)
            _add_items(holder, chunk.items, chunk.line)
        elif chunk.kind == "table":
            holder.tables.append(chunk)
        else:
            holder.code.append(chunk)
            continue
        label = None
    return root


def _node(chunk: Chunk, level: int) -> Node:
    return Node(chunk.text, level, chunk.line, chunk.head, spans=chunk.spans)


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before and behind the first colon, whatever its width."""
    wide = text.find("：")
    return text.partition("：" if 0 <= wide < (text.find(":") % (len(text) + 1)) else ":")


def _is_label(node: Node) -> bool:
    """A paragraph that introduces what follows it."""
    bare = node.text.strip()
    if node.is_entry and is_event_like(node.head):
        return True
    is_short = len(bare) <= _LONGEST_LABEL
    if is_short and _NO_MORE.search(bare):
        return True
    return is_short and (bare.endswith((":", "：")) or node.about in {About.EVENTS, About.FIELDS})


def _add_items(above: Node, items: tuple[Item, ...], line: int) -> None:
    for item in items:
        own = Node(item.text, _OF_ITEMS, line, item.head, bold=item.bold, spans=item.spans)
        own.code += item.code
        node = _added(above, own)
        _add_items(node, item.below, line)


def _added(above: Node, node: Node) -> Node:
    node.above = above
    above.below.append(node)
    return node


_NO_MORE = re.compile(
    r"\bevents?\b.*\b(?:removed|retired|dropped|no longer)\b|\bno longer (?:sent|tracked|fired|used)\b"
    r"|\b(?:nicht mehr|ne (?:sont|est) plus|ya no se|não (?:são|é) mais)\b|不再|もう送|廃止され|더 이상",
    re.IGNORECASE,
)
"""A sentence above a list of what nobody sends any more."""

_NOT_SO = re.compile(
    r"\b(?:bad|wrong|incorrect|anti-?patterns?|(?:not|nicht|no|não|non) (?:recommended|empfohlen|recomend\w+|consigliat\w+)"
    r"|discouraged|naming|nomencla\w+|conventions?|convenci\w+|convenç\w+)\b|[❌🚫✗✘]|비권장|네이밍|命名|非推奨|不推荐",
    re.IGNORECASE,
)
"""`Bad examples`, `Naming conventions`."""


def is_unsent(node: Node) -> bool:
    """What is listed below it are names to avoid, or those of what nobody sends any more."""
    is_gone = node.level == _OF_TEXTS and _NO_MORE.search(node.text) is not None
    return is_gone or _NOT_SO.search(node.text) is not None


NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?\s+|[^\w`$\s]+\s+)", re.UNICODE)
"""A number or a sign before a heading's words."""
