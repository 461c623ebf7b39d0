"""A TOML text in pieces, so that one can be changed and no other is touched.

A text is a row of blocks, each a header with what stands below it; a block is a row of pieces,
each a statement with the blank lines and comments behind it. Each is a whole TOML text by
itself, which is how their ends are found: a bracket or a key in the middle of a long text ends
nothing, because what stands before it is not whole. Inside a statement tomlkit makes changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tomlkit.items import Item

Path = tuple[str, ...]
Data = Mapping[str, object]

GONE = object()
"""In place of a value that is not there, or is taken out."""

_NOTHING: Mapping[Path, str] = {}


@dataclass(frozen=True, slots=True)
class Spelling:
    """How what is new in a text is written.

    Attributes:
        comments: Behind lines, by the path of their key.
        bodies: The lines of tables, by their path, where they say what is wanted.
    """

    comments: Mapping[Path, str] = field(default_factory=lambda: _NOTHING)
    bodies: Mapping[Path, str] = field(default_factory=lambda: _NOTHING)


PLAIN = Spelling()

_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = re.compile(rf"^[ \t]*({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)[ \t]*=", re.MULTILINE)
_HEADER = re.compile(r"^[ \t]*(\[.*\])", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_STATEMENT = re.compile(r"[ \t\r]*(?:#[^\n]*)?\n?")
_BLANK_LINE = re.compile(r"[ \t]*\r?\n")
_BLANK_END = re.compile(r"^[ \t]*\r?\n\Z", re.MULTILINE)
_SHORT = 4_000
_LAST_COMMENT = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)


def lines_of(text: str) -> list[str]:
    """The lines with their ends; only line feeds end one, as in TOML."""
    return _LINE.findall(text)


def at(data: object, path: Path) -> object:
    """What is at the path; `GONE` when nothing is."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return GONE
        data = data[name]
    return data


def same(one: object, other: object) -> bool:
    """They are equal, and so are the types within; NaN equals itself here."""
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and (one == other or (one != one and other != other))  # noqa: PLR0124


def is_whole(text: str) -> bool:
    """It is TOML by itself."""
    return _is_whole(text) if len(text) < _SHORT else _is_whole.__wrapped__(text)


@lru_cache(maxsize=4096)  # while one text is typed, the others are asked about with every key
def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def _cut(text: str, beginning: re.Pattern[str]) -> Iterator[str]:
    """The text in whole pieces; the first is what stands before the first beginning."""
    start = 0
    for place in [*(found.start() for found in beginning.finditer(text)), len(text)]:
        if is_whole(text[start:place]):
            yield text[start:place]
            start = place


def _named(beginning: re.Pattern[str], text: str) -> Path:
    """What the header or the key at the beginning of a text names."""
    begins = beginning.match(text)
    if begins is None:
        return ()
    return _path(begins[1] if beginning is _HEADER else f"{begins[1]}={{}}")


@lru_cache(maxsize=4096)
def _path(text: str) -> Path:
    found: object = tomllib.loads(text)
    path: list[str] = []
    while found and isinstance(found, dict | list):
        if isinstance(found, list):  # of an array of tables
            [found] = found
        else:
            [(name, found)] = found.items()
            path.append(name)
    return tuple(path)


class Piece:
    """A statement, or the header of a block.

    Attributes:
        path: What it says something about, from the top.
        core: Its lines, with the comment behind them.
        tail: Blank lines and comments that follow; they may be about what comes next.
    """

    def __init__(self, text: str, above: Path) -> None:
        """Find out where the statement ends; `above` is what the header names."""
        self._depth = len(above)
        self.path = (*above, *_named(_KEY, text))
        lines = lines_of(text)
        end = len(lines)
        while end and _NO_STATEMENT.fullmatch(lines[end - 1]):
            end -= 1
        while not is_whole("".join(lines[:end])):
            end += 1  # what looked like a comment was the end of a long text
        self.core, self.tail = "".join(lines[:end]), "".join(lines[end:])

    @property
    def text(self) -> str:
        """All of it."""
        return self.core + self.tail

    def holds(self, path: Path) -> bool:
        """The value at `path` is this one's, or in the table that is its value."""
        is_near = self.path == path[: len(self.path)]
        return is_near and at(tomllib.loads(self.core), path[self._depth :]) is not GONE

    def put(self, path: Path, value: object) -> None:
        """Make it say something else about `path`, or nothing where `value` is `GONE`."""
        import tomlkit
        from tomlkit.items import InlineTable

        document = tomlkit.parse(self.core)
        table: dict[str, object] = document
        for name in path[self._depth : -1]:
            table = cast("dict[str, object]", table[name])
        if value is GONE:
            del table[path[-1]]
        else:
            table[path[-1]] = _item(value, in_line=isinstance(table, InlineTable))
        self.core = tomlkit.dumps(document)

    def comment(self) -> str:
        """The comment behind the statement, as a line; empty without one."""
        begin = self.core.rstrip("\r\n").rfind("\n") + 1
        for place in (found.start() for found in re.finditer("#", self.core[begin:])):
            if is_whole(self.core[: begin + place]):
                return self.core[begin + place :]
        return ""


class Block:
    """A header and what stands below it; the first is what stands above every header.

    Attributes:
        path: What the header names; empty for the first block.
    """

    def __init__(self, text: str) -> None:
        """Leave the lines alone until somebody looks at them."""
        self.path = _named(_HEADER, text)
        self._text = text
        self._pieces: list[Piece] | None = None

    @property
    def text(self) -> str:
        """All of it."""
        if self._pieces is None:
            return self._text
        return "".join(piece.text for piece in self._pieces)

    @property
    def body(self) -> str:
        """What stands below the header, as far as the last statement."""
        header, *rest = self.pieces
        if not rest:
            return ""
        return header.tail + "".join(piece.text for piece in rest).removesuffix(rest[-1].tail)

    @property
    def pieces(self) -> list[Piece]:
        """The header, which is empty in the first block, and the statements."""
        if self._pieces is None:
            self._pieces = [Piece(text, self.path) for text in _cut(self._text, _KEY)]
        return self._pieces

    def remove(self, piece: Piece) -> None:
        """Without the statement; comments stay."""
        index = self.pieces.index(piece)
        self.pieces[index - 1].tail += piece.comment() + piece.tail
        del self.pieces[index]

    def insert(self, line: str, after: Piece) -> None:
        """With one more statement."""
        made = Piece(line, self.path)
        if after.core:
            after.tail, made.tail = "", after.tail
        elif lower := _LAST_COMMENT.search(after.tail):  # it is about the first header
            after.tail, made.tail = after.tail[: lower.start()], f"\n{lower[0]}"
        self.pieces.insert(self.pieces.index(after) + 1, made)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    return [Block(text) for text in _cut(text, _HEADER)]


class Layout:
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
        headed = any(block.path[: len(path)] == path for block in self._blocks)
        if value is not GONE and len(said) == 1 and said[0][1].holds(path) and not headed:
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
        if is_whole(body) and same(tomllib.loads(body), value):
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
        made = Block(f"[{_dotted(path)}]\n{body}{ending}")
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


# --- keys and values ------------------------------------------------------------------------


def line(path: Path, value: object) -> str:
    """A key and its value as TOML writes them."""
    return f"{_dotted(path)} = {_item(value).as_string()}"


def _dotted(path: Path) -> str:
    import tomlkit

    return ".".join(tomlkit.key(name).as_string() for name in path)


def _item(value: object, *, in_line: bool = False) -> Item:
    """The value as tomlkit writes it; long texts over several lines, where lines may be."""
    import tomlkit

    if isinstance(value, dict):
        table = tomlkit.inline_table()
        for name, inner in value.items():
            table[name] = _item(inner, in_line=True)
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for inner in value:
            array.append(_item(inner, in_line=True))
        return array
    if isinstance(value, str) and "\n" in value and "\r" not in value and not in_line:
        written = tomlkit.string(f"x{value}", multiline=True).as_string()
        return tomlkit.value(f'"""\n{written[4:]}')  # the text begins below the quotes
    return tomlkit.item(value)
