"""Generated triggers and calls for `compare_fql.py`: sensible ones, damaged ones, and noise."""

from __future__ import annotations

import random
from collections.abc import Iterator

Case = tuple[str, dict[str, object]]

PATHS = [
    "type",
    "event",
    "userId",
    "name",
    "properties.a",
    "properties.a.b",
    "properties.a\\.b",
    "traits.a",
    "traits.a.b",
    "context.ip",
    "context.a.b",
    "properties",
    "traits",
    "context",
    "anonymousId",
    "foo.bar",
    "properties.length",
    "properties.a.length",
    "properties.l.\\0",
    "properties.l\\[1\\]",
    "event.a",
    "properties.a-b",
    "properties.A_1",
    "properties.and",
    "properties.1",
    "properties.true",
    "properties.contains",
    "Type",
    "properties.x.y.z",
    "properties.\\.",
    'properties.\\"q\\"',
    "propertiesx.a",
    "properties.a\\ b",
]
VALUES = [
    '"x"',
    '""',
    '"5"',
    '"true"',
    '"null"',
    "'x'",
    "5",
    "100",
    "-1.5",
    "+3",
    "0",
    "007",
    "5.50",
    "true",
    "false",
    "null",
    "x",
    "track",
    "foo.bar",
    '"track"',
    '"page"',
    "1e5",
    '"5.0"',
    '"é😀"',
    '"*"',
    '"a.b"',
    "-",
    '"0x1F"',
    '"1e1"',
    "1000000000000000000000000",
    "0.0000001",
    '"Order Completed"',
    '" 5"',
]
PATTERNS = [
    '"x*"',
    '"*x"',
    '"Order*"',
    '"*ted"',
    '"*"',
    '"x"',
    '""',
    '"*x*"',
    '"a?b*"',
    '"[ab]*"',
    '"a\\*"',
    '"\\*a"',
    "'x*'",
    "'*x'",
    "5",
    "null",
    "true",
    '"**"',
    '"5*"',
    '"*5"',
]
OPERATORS = [
    "=",
    "=",
    "=",
    "=",
    "=",
    "!=",
    "!=",
    "!=",
    "!=",
    ">",
    "<",
    ">=",
    "<=",
    "in",
    "==",
    "contains",
]
WORDS = [
    "type",
    "event",
    "userId",
    "name",
    "properties",
    ".a",
    "traits.b",
    "context.ip",
    "contains",
    "match",
    "(",
    ")",
    ",",
    "!",
    "=",
    "!=",
    "and",
    "or",
    '"x"',
    "5",
    "null",
    "true",
    "[",
    "]",
    '"x*"',
    "foo",
    ".",
    "not",
    ">=",
    '"track"',
]
PIECES = [*"abno5. =!()\"'-+<>[],\\\t\n\r$é😀N", *WORDS, "an", "nu", "nul", "1.5", "1.", "'y'"]
LEAVES = [
    "x",
    "5.0",
    "track",
    "page",
    "x5x",
    "true",
    "null",
    "é😀",
    "*",
    "x*",
    "a?b",
    "foo.bar",
    "eos",
    "1.1",
    "Order Completed",
    " 5 ",
    "",
    5,
    100,
    -1.5,
    0,
    7,
    5.5,
    1.0,
    True,
    False,
    None,
    None,
    10**24,
    1e-07,
    "5",
]
NAMES = ["a", "b", "a b", "a.b", "length", "x", "0", "y", "z", "ip", "l", "a-b", "A_1", "true"]
NAMES += ["contains", "properties", "traits", "context", '"q"', "propertiesx"]


class Cases:
    """Repeatable: the same seed gives the same cases."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - test data, nothing secret
        self._pick = self._random.choice
        self._chance = self._random.random

    def take(self, count: int) -> Iterator[Case]:
        """That many pairs of trigger and call."""
        for _ in range(count):
            yield self._trigger(), self._call()

    def _trigger(self) -> str:
        kind = self._chance()
        if kind < 0.5:
            return self._group(0)
        if kind < 0.75:
            return self._damaged(self._group(0))
        several, join = self._pick([(WORDS, " "), (PIECES, "")])
        return join.join(self._pick(several) for _ in range(self._random.randint(0, 9)))

    def _group(self, depth: int) -> str:
        join = self._pick([" and ", " or ", ""])
        parts: list[str] = []
        for number in range(self._pick([1, 1, 2, 2, 3])):
            if number:
                parts.append(join or self._pick([" and ", " or ", "and ", " or(", " ", " AND "]))
            if depth < 2 and self._chance() < 0.25:
                parts.append(f"{self._pick(['', '', '!'])}({self._group(depth + 1)})")
            else:
                parts.append(self._condition())
        return "".join(parts)

    def _condition(self) -> str:
        kind = self._chance()
        path = self._pick(PATHS)
        if kind < 0.6:
            return f"{path} {self._pick(OPERATORS)} {self._pick(VALUES)}"
        negation = self._pick(["", "!", "", "!", "", "! "])
        if kind < 0.8:
            return f"{negation}contains({path}, {self._pick(VALUES)})"
        return f"{negation}match({path}, {self._pick(PATTERNS)})"

    def _damaged(self, text: str) -> str:
        for _ in range(self._random.randint(0, 2)):
            start = self._random.randint(0, len(text))
            end = start + self._pick([0, 0, 1, 2])
            text = text[:start] + self._pick(PIECES) + text[end:]
        return text

    def _call(self) -> dict[str, object]:
        call: dict[str, object] = {}
        for field in ("type", "event", "userId", "name"):
            if self._chance() < 0.75:
                common = self._pick(["track", "page", "Order Completed", "x"])
                call[field] = self._value(0) if self._chance() < 0.6 else common
        for field in ("properties", "traits", "context"):
            kind = self._chance()
            if kind < 0.1:
                call[field] = self._value(0)
            elif kind < 0.9:
                call[field] = {name: self._value(0) for name in NAMES if self._chance() < 0.6}
        return call

    def _value(self, depth: int) -> object:
        kind = self._chance()
        count = self._random.randint(0, 3)
        if kind < 0.12 and depth < 2:
            return [self._value(depth + 1) for _ in range(count)]
        if kind < 0.3 and depth < 2:
            return {self._pick(NAMES): self._value(depth + 1) for _ in range(count)}
        return self._pick(LEAVES)
