"""JSON values as literals of a language: numbers, lists, maps, one within the other.

Every literal is a block of text without indentation of its own; whoever places it indents its
further lines. That is safe because no string literal ever holds a line break.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from segkit.snippets.text import Quoting

_ONE_LINE = 60
"""Lists of plain values up to this many characters stay on one line."""


@dataclass(frozen=True, slots=True)
class Brackets:
    """What stands around and between the parts of a list or map.

    Attributes:
        opening: Before the first part.
        closing: After the last.
        empty: The whole literal when there is no part.
        joint: Between two parts, before the line break.
        trail: After the last part when the closing bracket has a line of its own.
        hugs: The first part follows the opening directly and the last the closing.
        pad: Within the brackets of a list on one line.
        within: After the closing bracket when the literal stands within another one.
        short: What is short stays on one line, as lists always do.
    """

    opening: str
    closing: str
    empty: str
    joint: str = ","
    trail: str = ","
    hugs: bool = False
    pad: str = ""
    within: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Literals:
    """How a language writes JSON values.

    Attributes:
        text: Writes strings.
        maps: Brackets of JSON objects.
        lists: Brackets of JSON arrays.
        entry: Key and written value → one entry of a map.
        item: Written value → one element of a list.
        words: For true, false and null.
        indent: One step.
        holds_null: A map may hold null; otherwise such entries are left out.
        map_prefix: Put before a map's brackets, for those maps that need it.
        long_mark: Put after integers of more than 32 bits.
        time: Writes a time in UTC, for libraries that take no text there.
    """

    text: Quoting
    maps: Brackets
    lists: Brackets
    entry: Callable[[str, str], str]
    item: Callable[[str], str] = str
    words: tuple[str, str, str] = ("true", "false", "null")
    indent: str = "    "
    holds_null: bool = True
    map_prefix: Callable[[Mapping[str, object]], str] = lambda _: ""
    long_mark: str = ""
    time: Callable[[datetime], str] | None = None

    def write(self, value: object, *, within: bool = False) -> str:  # noqa: PLR0911  # one for each type
        """The literal for a cleaned JSON value.

        Args:
            value: As `segkit.snippets.text.clean` gives it.
            within: The literal is part of another one.
        """
        match value:
            case None:
                return self.words[2]
            case bool():
                return self.words[0] if value else self.words[1]
            case int():
                return f"{value}{self.long_mark if abs(value) >= 2**31 else ''}"
            case float():
                return repr(value)
            case str():
                return self.text(value)
            case Mapping():
                return self._map(value, within=within)
            case list():
                return self._list(value, within=within)
            case datetime() if self.time:
                return self.time(value)
            case _:
                raise TypeError(type(value))

    def _map(self, value: Mapping[str, object], *, within: bool) -> str:
        parts = [
            self.entry(key, self.write(inner, within=True))
            for key, inner in value.items()
            if self.holds_null or inner is not None
        ]
        return self.map_prefix(value) + self._bracketed(self.maps, parts, within=within)

    def _list(self, value: Sequence[object], *, within: bool) -> str:
        parts = [self.item(self.write(inner, within=True)) for inner in value]
        return self._bracketed(self.lists, parts, within=within)

    def _bracketed(self, brackets: Brackets, parts: list[str], *, within: bool) -> str:
        suffix = brackets.within if within else ""
        if not parts:
            return brackets.empty + suffix
        one_line = f"{brackets.joint} ".join(parts)
        may_be_short = brackets.short or brackets is self.lists
        if may_be_short and len(one_line) <= _ONE_LINE and "\n" not in one_line:
            inner = f"{brackets.pad}{one_line}{brackets.pad}"
            return f"{brackets.opening}{inner}{brackets.closing}{suffix}"
        if brackets.hugs:
            step = " " * len(brackets.opening)
            body = f"{brackets.joint}\n".join(parts)
            return f"{brackets.opening}{indented(body, step)}{brackets.closing}{suffix}"
        body = f"{brackets.joint}\n".join(parts) + brackets.trail
        lines = f"\n{self.indent}{indented(body, self.indent)}\n{brackets.closing}"
        return f"{brackets.opening}{lines}{suffix}"


def indented(block: str, step: str) -> str:
    """The block with every line but the first moved in."""
    return block.replace("\n", f"\n{step}")
