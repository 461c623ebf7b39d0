"""Making a TOML text say something else, so that a person's comments, order and spelling stay.

Pure functions from text to text. Callers say what the text shall say as a whole; only what
differs is changed, and whatever comes out is read again: it says exactly what was meant, or
it is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from segkit.engagement.toml.statements import Block, blocks_of, dotted, line, lines_of
from segkit.engagement.toml.trees import GONE, Data, Path, differences, same
from segkit.errors import ConfigError
from segkit.malformed import MalformedError, parse_toml

_ROUNDS = 2
"""A dotted key that goes may take its table along; the second round puts that back."""

_BLANK_LINE = re.compile(r"[ \t]*\r?\n")
_BLANK_END = re.compile(r"^[ \t]*\r?\n\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How what is new in a text is written.

    Attributes:
        comments: Behind lines, by the path of their key.
        bodies: The lines of tables, by their path, where they say what is wanted.
    """

    comments: Mapping[Path, str] = field(default_factory=dict)
    bodies: Mapping[Path, str] = field(default_factory=dict)


PLAIN = Spelling()


@lru_cache(maxsize=4)
def parse(text: str) -> Data:
    """The text as data, not to be changed: one saving looks at the same text several times."""
    return parse_toml(text)


def edited(text: str, wanted: Data, spelling: Spelling = PLAIN) -> str:
    """The text, saying what is wanted, and otherwise as it was.

    Args:
        text: Valid TOML.
        wanted: What all of it shall say; an empty table at the top may be left out, unless
            `spelling` has its body.
        spelling: How what is new is written.

    Raises:
        ConfigError: It is laid out in a way that cannot be changed safely.
    """
    from tomlkit.exceptions import TOMLKitError

    missing = list(_missing(text, wanted, spelling))
    if not missing:
        return text
    made = text
    try:
        for _ in range(_ROUNDS):
            made = _changed(made, missing, spelling)
            missing = list(_missing(made, wanted, spelling))
            if not missing:
                return made
    except (ValueError, TOMLKitError):
        pass  # tomlkit understands some layouts otherwise; said below
    where = missing[0][0]
    raise ConfigError(
        f"line {_line_of(text, where)}: {'.'.join(where)} is laid out in a way that segkit cannot "
        "change without touching the rest. Nothing was changed.",
        f"write it as a table of its own: a line [{where[0]}], and its keys below.",
    )


def _missing(text: str, wanted: Data, spelling: Spelling) -> Iterator[tuple[Path, object]]:
    """What the text does not say and has to; an empty table at the top is as good as none."""
    present = parse(text)
    for path, value in differences(present, wanted):
        if value != {} or len(path) > 1 or path[0] in present or path in spelling.bodies:
            yield path, value


def _changed(text: str, changes: list[tuple[Path, object]], spelling: Spelling) -> str:
    newline = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    is_ended = not text or text.endswith("\n")
    layout = _Layout(text if is_ended else text + newline, spelling)
    for path, value in changes:
        layout.change(path, value)
    made = layout.text if newline == "\n" else _with_newlines(layout.text, text, newline)
    return made if is_ended else made.removesuffix("\n").removesuffix("\r")


def _with_newlines(text: str, before: str, newline: str) -> str:
    """Lines that were not there before end as the first line does."""
    known = set(lines_of(before))
    lines = lines_of(text)
    return "".join(one if one in known else one.rstrip("\r\n") + newline for one in lines)


def _line_of(text: str, path: Path) -> int:
    """The line of the header that comes nearest to the path."""
    line = nearest = 1
    for block in blocks_of(text):
        if block.path and block.path == path[: len(block.path)]:
            nearest = line
        line += block.text.count("\n")
    return nearest


def table_body(text: str, path: Path) -> str:
    """The lines below the header of a table, with the comments in it; else an empty text."""
    return next((block.body for block in blocks_of(text) if block.path == path), "")


# --- changing the blocks ---------------------------------------------------------------------


class _Layout:
    """The blocks of a text while they are changed."""

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Find the blocks."""
        self._blocks = blocks_of(text)
        self._spelling = spelling

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(block.text for block in self._blocks)

    def change(self, path: Path, value: object) -> None:
        """Say `value` at `path`, or nothing where it is `GONE`."""
        said = [
            (block, piece)
            for block in self._above(path)
            for piece in block.pieces[1:]
            if piece.path[: len(path)] == path or piece.holds(path)
        ]
        if value is not GONE and len(said) == 1 and said[0][1].holds(path):
            said[0][1].put(path, value)
            return
        for block, piece in said:
            if len(piece.path) < len(path):
                piece.put(path, GONE)
            else:
                block.remove(piece)
        self._remove_tables(path)
        if value is not GONE:
            self._add(path, value)

    def _above(self, path: Path) -> list[Block]:
        """Blocks in which a statement may speak of `path`."""
        return [
            b for b in self._blocks if len(b.path) < len(path) and b.path == path[: len(b.path)]
        ]

    def _remove_tables(self, path: Path) -> None:
        """Without the table and those in it; what stands around their lines stays."""
        for index in range(len(self._blocks) - 1, 0, -1):
            if self._blocks[index].path[: len(path)] != path:
                continue
            before, tail = self._blocks[index - 1].pieces[-1], self._blocks[index].pieces[-1].tail
            is_last = index == len(self._blocks) - 1
            if _BLANK_LINE.match(tail) or (is_last and not tail):
                before.tail = _BLANK_END.sub("", before.tail)
            before.tail += tail
            del self._blocks[index]

    def _add(self, path: Path, value: object) -> None:
        parent = path[:-1]
        for block in self._above(parent):
            for piece in reversed(block.pieces[1:]):
                if piece.holds(parent):  # the parent is a table in one line
                    piece.put(path, value)
                    return
                if piece.path[: len(parent)] == parent:  # it is written as dotted keys
                    block.insert(self._line(block.path, path, value), after=piece)
                    return
        own = next((block for block in self._blocks if block.path == parent), None)
        if isinstance(value, dict):
            self._add_table(path, value)
        elif own is None:
            self._add_table(parent, {path[-1]: value})
        else:
            own.insert(self._line(parent, path, value), after=own.pieces[-1])

    def _add_table(self, path: Path, value: Data) -> None:
        body = self._spelling.bodies.get(path, "")
        if body and same(_data(body), value):
            self._insert(path, body)
            return
        tables = {name: inner for name, inner in value.items() if isinstance(inner, dict)}
        lines = [
            self._line(path, (*path, name), inner)
            for name, inner in value.items()
            if name not in tables
        ]
        if lines or not tables:
            self._insert(path, "".join(lines))
        for name, inner in tables.items():
            self._add_table((*path, name), inner)

    def _insert(self, path: Path, body: str) -> None:
        """A table of its own: behind the last of its kind, or at the end."""
        ending = "\n" if body and not body.endswith("\n") else ""
        made = Block(f"[{dotted(path)}]\n{body}{ending}")
        kin = [i for i, block in enumerate(self._blocks) if block.path[:1] == path[:1]]
        at_end = kin[-1] if kin else len(self._blocks) - 1
        before = self._blocks[at_end].pieces[-1]
        if kin:
            made.pieces[-1].tail, before.tail = before.tail, ""
        if self.text.strip() and not _BLANK_END.search(before.tail):
            before.tail += "\n"
        self._blocks.insert(at_end + 1, made)

    def _line(self, above: Path, path: Path, value: object) -> str:
        """A statement of a block whose header names `above`."""
        comment = self._spelling.comments.get(path)
        behind = f" # {comment}" if comment else ""
        return f"{line(path[len(above) :], value)}{behind}\n"


def _data(text: str) -> object:
    """What the text says; `GONE` when it is no TOML."""
    try:
        return parse_toml(text)
    except MalformedError:
        return GONE
