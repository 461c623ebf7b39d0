"""Where a JSON text says something of a field, and how that is written there."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from segkit.amend.edit import Edits, Span
from segkit.model.change import (
    DESCRIBE,
    REQUIRE,
    RETYPE,
    SET_ENUM,
    SET_FORMAT,
    SET_PATTERN,
    Place,
    ProposedChange,
)

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
_COUNTED = re.compile(r"(?:.*: )?([\w-]*\[\d+\])(?:\.|$)")
"""The beginning of a place in a document: `rules[3]`."""
_KEYWORDS = {
    RETYPE: "type", DESCRIBE: "description", SET_ENUM: "enum", SET_PATTERN: "pattern",
    SET_FORMAT: "format",
}  # fmt: skip


@dataclass
class _Node:
    """One value: where it stands, and what is in it."""

    start: int
    end: int = 0
    members: dict[str, _Node] = field(default_factory=dict)
    items: list[_Node] = field(default_factory=list)
    text: str | None = None


@lru_cache(maxsize=2)
def json_places(text: str) -> JsonPlaces:
    """Of a text that is asked about one change after the other."""
    return JsonPlaces(text)


class JsonPlaces:
    """The values of a text that is JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_TOKEN.finditer(text))
        self._at = 0
        self._every: list[tuple[tuple[str, ...], _Node]] = []
        self._counted: dict[str, list[_Node]] = {}
        if self._tokens:
            self._value(())
        self._starts = [node.start for _, node in self._every]
        self._called: dict[str, list[_Node]] = {}
        for path, node in self._every:
            said = {one.text for one in node.members.values() if one.text} | set(path[-1:])
            for name in said:
                self._called.setdefault(name, []).append(node)

    def ways(self, change: ProposedChange) -> Iterator[Edits]:
        """Each object that stands below the field's name, or the rule's, with the change in it."""
        names = tuple(one for one in change.at.path if one != "[]")
        for path, node in self._of_rule(change.at):
            if not node.members or not _ends(path, names):
                continue
            if not names and not _is_named(node, change.at.key):
                continue
            if change.kind == REQUIRE and names:
                yield from self._required(node, names[-1], needed=change.new is True)
                yield from self._set(node, "required", change.new)
            elif change.kind in _KEYWORDS:
                value = change.new
                if change.kind == RETYPE and isinstance(value, tuple | list) and len(value) == 1:
                    value = value[0]
                yield from self._set(node, _KEYWORDS[change.kind], value)

    def spans_of(self, place: Place) -> tuple[Span, ...]:
        """The objects that the rule was read from, or that have its name; the smallest first."""
        counted = _COUNTED.match(place.origin)
        of_origin = self._counted.get(counted[1], []) if counted else []
        found = of_origin or (self._called.get(place.key, []) if place.key else [])
        spans = [Span(node.start, node.end) for node in found if node.members]
        return tuple(sorted(spans, key=lambda one: one.end - one.start))

    def _of_rule(self, place: Place) -> Iterator[tuple[tuple[str, ...], _Node]]:
        """Every value, those in what the rule was read from first."""
        seen: set[int] = set()
        for span in self.spans_of(place):
            first, last = (bisect_left(self._starts, end) for end in span)
            yield from (one for one in self._every[first:last] if one[1].start not in seen)
            seen.update(self._starts[first:last])
        yield from (one for one in self._every if one[1].start not in seen)

    def _set(self, node: _Node, key: str, value: object) -> Iterator[Edits]:
        old = node.members.get(key)
        if value is None or (old is not None and old.members):
            return
        written = json.dumps(value, ensure_ascii=False)
        if old is not None:
            yield {Span(old.start, old.end): written}
            return
        first = min(inner.start for inner in node.members.values())
        begin = self._text.rfind('"', 0, self._text.rfind('"', 0, first))
        gap = self._text[node.start + 1 : begin]
        yield {Span(node.start + 1, node.start + 1): f'{gap}"{key}": {written},'}

    def _required(self, own: _Node, name: str, *, needed: bool) -> Iterator[Edits]:
        """The list of required names beside the object that the field stands in, nearest first."""
        around = [node for _, node in self._every if node.start < own.start < node.end]
        for node in reversed(around):
            listed = node.members.get("required")
            if listed is None or listed.text is not None or listed.members:
                continue
            names = [one.text for one in listed.items if one.text is not None]
            wanted = [one for one in names if one != name] + ([name] if needed else [])
            written = self._text[listed.start : listed.end]
            if needed and listed.items:
                last = listed.items[-1]
                gap = self._text[listed.start + 1 : listed.items[0].start]
                comma = f",{gap}" if gap else ", "
                yield {Span(last.end, last.end): comma + json.dumps(name, ensure_ascii=False)}
            elif wanted != names or (needed and written):
                yield {Span(listed.start, listed.end): json.dumps(wanted, ensure_ascii=False)}

    def _value(self, path: tuple[str, ...]) -> _Node:
        token = self._tokens[self._at]
        self._at += 1
        node = _Node(token.start(), token.end())
        if token[0] == "{":
            self._every.append((path, node))
            while self._tokens[self._at][0] != "}":
                key = json.loads(self._tokens[self._at][0])
                self._at += 2
                node.members[key] = self._value((*path, key))
                self._at += self._tokens[self._at][0] == ","
            node.end = self._tokens[self._at].end()
            self._at += 1
        elif token[0] == "[":
            self._every.append((path, node))
            while self._tokens[self._at][0] != "]":
                item = self._value((*path, "[]"))
                name = f"{path[-1] if path else ''}[{len(node.items)}]"
                self._counted.setdefault(name, []).append(item)
                node.items.append(item)
                self._at += self._tokens[self._at][0] == ","
            node.end = self._tokens[self._at].end()
            self._at += 1
        elif token[0].startswith('"'):
            node.text = json.loads(token[0])
        return node


def _is_named(node: _Node, key: str | None) -> bool:
    return any(inner.text == key for inner in node.members.values()) if key else True


def _ends(path: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """The path leads to what these names lead to, words of a schema between them aside."""
    if not names:
        return True
    if not path or path[-1] != names[-1]:
        return False
    rest = iter(path)
    return all(any(one == name for one in rest) for name in names)
