"""A TOML text in pieces, so that one can be changed and no other is touched.

A text is a row of blocks, each a header with what stands below it; a block is a row of pieces,
each a statement with the blank lines and comments behind it. Each is a whole TOML text by
itself. Inside a statement tomlkit makes changes; it sees no other, because it is slow in large
texts, and does not always put back the blanks that it found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from segkit.engagement.toml.trees import GONE, Path, at

if TYPE_CHECKING:
    from tomlkit.items import Item

_SHORT_TEXT = r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_LONG_TEXT = r"""'{3}.*?'{3}(?!')|"{3}(?:[^\\]|\\.)*?"{3}(?!")"""
_TOKEN = re.compile(rf"{_LONG_TEXT}|{_SHORT_TEXT}|#[^\n]*|[\[\]{{}}\n]", re.DOTALL)
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}
_HEADER = re.compile(r"[ \t]*(\[.*\])")
_KEYS = re.compile(rf"[ \t]*((?:[\w.\- \t]|{_SHORT_TEXT})+)=")
_NO_STATEMENT = re.compile(r"[ \t\r]*(?:#|\n|\Z)")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_LAST_COMMENT = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)


def lines_of(text: str) -> list[str]:
    """The lines with their ends; only line feeds end one, as in TOML."""
    return _LINE.findall(text)


def _tokens(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Line ends, comments, brackets and texts of valid TOML, with how deep in brackets they are."""
    depth = 0
    for token in _TOKEN.finditer(text):
        yield token, depth
        depth += _DEPTH.get(token[0], 0)


def _beginnings(text: str) -> list[int]:
    """Where lines begin that are no part of a statement begun before."""
    ends = [token.end() for token, depth in _tokens(text) if token[0] == "\n" and not depth]
    return [0, *(end for end in ends if end < len(text))]


def _cut(text: str, places: list[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise([*places, len(text)])]


@lru_cache(maxsize=4096)  # while one text is typed, the others are asked about with every key
def _path(statement: str) -> Path:
    """What a header, or a key with an empty table, names."""
    found: object = tomllib.loads(statement)
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
        keys = _KEYS.match(text)
        self._depth = len(above)
        self.path = (*above, *_path(f"{keys[1]}={{}}")) if keys else above
        end = 0 if _NO_STATEMENT.match(text) else [*_beginnings(text), len(text)][1]
        self.core, self.tail = text[:end], text[end:]

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
        found = (t.start() for t, depth in _tokens(self.core) if t[0][0] == "#" and not depth)
        return self.core[next(found, len(self.core)) :]


class Block:
    """A header and what stands below it; the first is what stands above every header.

    Attributes:
        path: What the header names; empty for the first block.
    """

    def __init__(self, text: str) -> None:
        """Leave the lines alone until somebody looks at them."""
        header = _HEADER.match(text)
        self.path = _path(header[1]) if header else ()
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
            found = [s for s in _beginnings(self._text) if not _NO_STATEMENT.match(self._text, s)]
            texts = _cut(self._text, found if self.path else [0, *found])
            self._pieces = [Piece(text, self.path) for text in texts]
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
    headers = [start for start in _beginnings(text) if _HEADER.match(text, start)]
    return [Block(block) for block in _cut(text, [0, *headers])]


# --- keys and values ------------------------------------------------------------------------


def line(path: Path, value: object) -> str:
    """A key and its value as TOML writes them."""
    return f"{dotted(path)} = {_item(value).as_string()}"


def dotted(path: Path) -> str:
    """The keys as a header, or the beginning of a line, names them."""
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
