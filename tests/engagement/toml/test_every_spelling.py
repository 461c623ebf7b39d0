"""Whatever spelling a person chose for their TOML, a change leaves it alone and says what was meant.

Documents are made with every spelling that TOML has for the same thing. The judge is `tomllib`
for what they say, and the text itself for what was not concerned.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from segkit.engagement.toml import GONE, edited

Path = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A statement, a header, or lines that are neither.

    Attributes:
        kind: `key`, `header`, `list` (an array of tables as a whole), `comment` or `blank`.
        path: What it says, or for comments, below which header it stands.
        text: With line ends.
        above: What the header above it names.
    """

    kind: str
    path: Path
    text: str
    above: Path


names = st.sampled_from(["a", "b", "c", "long-name_1", "b c", "", "ü", 'q"', "x.y", "it's", "[z]"])
texts = st.sampled_from(
    [
        "",
        "word",
        'say "no"',
        "it's",
        "#1",
        "[a]",
        "two\nlines\n",
        '[a]\nx = 1\n"""',
        "'''",
        "\\",
        "é\t",
    ]
)
scalars = st.one_of(
    texts,
    st.integers(-5, 5),
    st.booleans(),
    st.sampled_from(
        [1.5, float("inf"), date(2026, 11, 24), time(9, 30), datetime(2026, 1, 2, 3, tzinfo=UTC)]
    ),
)
leaves = st.one_of(scalars, st.lists(scalars, max_size=3))
trees = st.recursive(
    st.dictionaries(names, leaves, max_size=3),
    lambda inner: st.dictionaries(names, st.one_of(leaves, inner), max_size=4),
    max_leaves=12,
)
tables_in_list = st.lists(st.dictionaries(names, leaves, max_size=2), min_size=1, max_size=2)


def _key(draw: st.DrawFn, name: str) -> str:
    ways = [_basic(name)]
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        ways.append(name)
    if "'" not in name:
        ways.append(f"'{name}'")
    return draw(st.sampled_from(ways))


def _keys(draw: st.DrawFn, path: Path) -> str:
    dot = draw(st.sampled_from([".", " . "]))
    return dot.join(_key(draw, name) for name in path)


def _basic(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'


def _value(draw: st.DrawFn, value: object) -> str:
    if isinstance(value, str):
        ways = [_basic(value), '"""' + _basic(value)[1:-1].replace("\\n", "\n") + '"""']
        if "'" not in value and "\n" not in value:
            ways.append(f"'{value}'")
        if "'" not in value:
            ways.append(f"'''\n{value}'''")
        return draw(st.sampled_from(ways))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        keys = ", ".join(f"{_key(draw, k)} = {_value(draw, v)}" for k, v in value.items())
        return draw(st.sampled_from([f"{{{keys}}}", f"{{ {keys} }}"]))
    if isinstance(value, list):
        inner = [_value(draw, one) for one in value]
        lines = "".join(f"  {one}, # [a] {number}\n" for number, one in enumerate(inner))
        return draw(st.sampled_from([f"[{', '.join(inner)}]", f"[ # list\n{lines}]"]))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _behind(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(["", "", " # why", "   #[x]"]))


def _between(draw: st.DrawFn, path: Path) -> Iterator[Piece]:
    for text in draw(
        st.sampled_from([(), (), ("\n",), ("# note\n",), ("\n", "  # [a]\n"), ("# x = 1\n", "\n")])
    ):
        yield Piece("comment" if "#" in text else "blank", path, text, path)


def _lines(
    draw: st.DrawFn, path: Path, name: str, value: object, dotted: Path = ()
) -> Iterator[Piece]:
    """A key with its value; a table in one line, or as dotted keys."""
    own = (*dotted, name)
    if isinstance(value, dict) and value and draw(st.booleans()):
        for inner, found in value.items():
            yield from _lines(draw, path, inner, found, own)
    else:
        equals = draw(st.sampled_from([" = ", "=", "\t= "]))
        text = f"{_keys(draw, own)}{equals}{_value(draw, value)}{_behind(draw)}\n"
        yield Piece("key", (*path, *own), text, path)


def _table(draw: st.DrawFn, path: Path, table: Mapping[str, object]) -> Iterator[list[Piece]]:
    """The blocks of a table: its own, and those of the tables in it."""
    own, later = list(_between(draw, path)), []
    for name, value in table.items():
        if isinstance(value, dict) and draw(st.sampled_from([True, True, False])):
            later += list(_table(draw, (*path, name), value))
        else:
            own += [*_lines(draw, path, name, value), *_between(draw, path)]
    if draw(st.sampled_from([True, False, False])):
        later.append(_tables_in_list(draw, (*path, "list"), draw(tables_in_list)))
    if path and (not later or any(piece.kind == "key" for piece in own) or draw(st.booleans())):
        head = f"{draw(st.sampled_from(['', ' ']))}[{_keys(draw, path)}]{_behind(draw)}\n"
        yield [Piece("header", path, head, path), *own]
    elif not path:
        yield own
    yield from later


def _tables_in_list(
    draw: st.DrawFn, path: Path, tables: Iterable[Mapping[str, object]]
) -> list[Piece]:
    text = ""
    for table in tables:
        text += f"[[{_keys(draw, path)}]]\n"
        for name, value in table.items():
            text += "".join(piece.text for piece in _lines(draw, path, name, value))
        if "sub" not in table and draw(st.booleans()):
            text += f"[{_keys(draw, (*path, 'sub'))}]\ny = 1\n"
    return [Piece("list", path, text, path)]


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Piece], str]:
    """Pieces, and the text that they make."""
    first, *rest = _table(draw, (), draw(trees))
    pieces = [*first, *(piece for block in draw(st.permutations(rest)) for piece in block)]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "mixed"]))
    ended = []
    for piece in pieces:
        own = draw(st.sampled_from(["\n", "\r\n"])) if newline == "mixed" else newline
        ended.append(replace(piece, text=piece.text.replace("\n", str(own))))
    if ended and draw(st.sampled_from([True, False, False])):
        last = ended.pop()
        ended.append(replace(last, text=last.text.rstrip("\r\n")))
    return ended, "".join(piece.text for piece in ended)


def paths(data: object, path: Path = ()) -> Iterator[Path]:
    """Of everything in the data that a change can concern."""
    if path:
        yield path
    if isinstance(data, dict):
        for name, value in data.items():
            yield from paths(value, (*path, name))


@st.composite
def changes(draw: st.DrawFn, data: Mapping[str, object]) -> tuple[Path, object]:
    """A path that is there or not, and what shall be there."""
    known = list(paths(data))
    tables = [(), *(path for path in known if isinstance(at(data, path), dict))]
    new = st.tuples(st.sampled_from(tables), names).map(lambda pair: (*pair[0], pair[1]))
    path = draw(st.one_of(st.sampled_from(known), new) if known else new)
    value = draw(
        st.one_of(st.just(GONE), leaves, trees) if path in known else st.one_of(leaves, trees)
    )
    return path, value


def at(data: object, path: Path) -> object:
    """What is at the path; `GONE` when nothing is."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return GONE
        data = data[name]
    return data


def meant(data: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    """The data with the change."""
    data = table = deepcopy(data)
    for name in path[:-1]:
        table = table[name]
    if value is GONE:
        del table[path[-1]]
    else:
        table[path[-1]] = value
    return data


def without_tails(pieces: list[Piece]) -> list[Piece]:
    """Comments behind the last statement of a block are about what follows: nothing touches them."""
    made: list[Piece] = []
    is_tail = True
    for piece in reversed(pieces):
        is_tail = piece.kind in {"header", "list"} or (is_tail and piece.kind != "key")
        made.append(replace(piece, path=()) if is_tail and piece.kind == "comment" else piece)
    return made[::-1]


def is_concerned(piece: Piece, path: Path) -> bool:
    """A change at the path may touch it."""
    inside = piece.path[: len(path)] == path
    if piece.kind in {"header", "comment"}:
        return inside
    return inside or piece.path == path[: len(piece.path)]


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_a_change_is_made_and_nothing_else(data: st.DataObject) -> None:
    """What `tomllib` reads is the old data with the changes; all else is there, byte by byte."""
    pieces, text = data.draw(documents())
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    touched = []
    for _ in range(data.draw(st.integers(1, 3))):
        path, value = data.draw(changes(wanted))
        wanted = meant(wanted, path, value)
        touched.append(path)

    made = edited(text, wanted)

    assert normal(tomllib.loads(made)) == normal(wanted)
    place = 0
    for piece in without_tails(pieces):
        if piece.kind == "blank" or any(is_concerned(piece, path) for path in touched):
            continue
        kept = piece.text if text.endswith("\n") else piece.text.rstrip("\r\n")
        assert kept in made[place:], (piece, made)
        place = made.index(kept, place) + len(kept)
    for mark in ("# why", "#[x]"):
        lines = [
            p.text for p in pieces if not any(p.above[: len(path)] == path for path in touched)
        ]
        assert made.count(mark) >= sum(line.count(mark) for line in lines)


def normal(data: object, *, is_top: bool = True) -> object:
    """Comparable with types, in no order of keys; an empty table at the top is as good as none."""
    if isinstance(data, dict):
        return {
            name: normal(value, is_top=False)
            for name, value in sorted(data.items())
            if not (is_top and value == {})
        }
    if isinstance(data, list):
        return [normal(value, is_top=False) for value in data]
    return (type(data).__name__, repr(data))
