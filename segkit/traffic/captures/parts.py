"""Files in parts of about the same work, so that processes can share them.

A part is some whole files or a stretch of one whose lines are calls; what is counted does not
depend on how files are split.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from segkit.errors import SegkitError
from segkit.files import open_ordinary, own_place
from segkit.traffic.captures.decoding import GZIP
from segkit.traffic.captures.forms import HEAD, LINES, form_of

PART = 64_000_000
"""Bytes of a part, unpacked."""

_PACKED = 8
"""How much smaller gzip makes calls, roughly."""

_DEBRIS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A file, or the lines of it between two places.

    Attributes:
        path: Where it is, absolute.
        name: As a person calls it.
        below: The folder out of which no link is followed; empty for a file that was named.
        end: None for the end of the file.
        why: Why it is not to be opened; empty when it is.
        size: Its work, in bytes of JSON.
    """

    path: str
    name: str
    below: str = ""
    start: int = 0
    end: int | None = None
    why: str = ""
    size: int = 0


Part = tuple[Stretch, ...]


def files_in(given: Sequence[Path], engagement: Path | None = None) -> list[Stretch]:
    """Every file that was named or lies in a folder that was, in that order.

    Out of a folder, and out of the engagement's own, no link is followed.
    """
    found: list[Stretch] = []
    for path in given:
        found += _below(path) if path.is_dir() else [Stretch(os.path.abspath(path), path.name)]  # noqa: PTH100 (keeps links)
    names = [one.name for one in found]
    twice = {name for name in names if names.count(name) > 1} if len(names) < 1000 else set()
    places = zip(found, _given_names(given, found), strict=True)
    named = [replace(one, name=longer) if one.name in twice else one for one, longer in places]
    return [_sized(_own(one, engagement)) for one in named]


def _given_names(given: Sequence[Path], found: Sequence[Stretch]) -> Iterator[str]:
    """Names that tell files of one name apart: as they were given."""
    as_given = {os.path.abspath(path): str(path) for path in given}  # noqa: PTH100 (keeps links)
    return (as_given.get(one.path, one.path if not one.below else one.name) for one in found)


def _below(folder: Path) -> Iterator[Stretch]:
    root = Path(os.path.realpath(folder))
    top = Path(os.path.abspath(folder)).name  # noqa: PTH100 (keeps links)
    for place, folders, names in os.walk(root):
        folders.sort()
        inside = Path(place).relative_to(root)
        linked = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*names, *linked]):
            if name in _DEBRIS:
                continue
            path = Path(place, name)
            shown = (Path(top) / inside / name).as_posix()
            leads_out = not Path(os.path.realpath(path)).is_relative_to(root)
            why = "it is a link that leads out of its folder" if leads_out else ""
            if name in linked and not why:
                why = "it is a link to another folder, whose files are read there"
            real = os.path.realpath(path)
            yield Stretch(real, shown, str(root), why=why)


def _own(one: Stretch, engagement: Path | None) -> Stretch:
    """A file in the engagement's folder, which may be a stranger's, read as its own."""
    if engagement is None or one.why:
        return one
    root = os.path.realpath(engagement)
    is_inside = Path(one.path).is_relative_to(os.path.abspath(engagement))  # noqa: PTH100 (keeps links)
    if not (is_inside or Path(one.path).is_relative_to(root)):
        return one
    try:
        place = own_place(Path(one.path), engagement)
    except SegkitError as error:
        return replace(one, why=error.problem)
    return replace(one, path=str(place), below=root)


def _sized(one: Stretch) -> Stretch:
    try:
        size = 0 if one.why else os.stat(one.path).st_size  # noqa: PTH116 (a name may be none)
    except (OSError, ValueError):
        size = 0  # whoever opens it says why
    return replace(one, size=size * _PACKED if one.path.endswith(".gz") else size)


def parts_of(files: Sequence[Stretch], size: int = PART) -> Iterator[Part]:
    """The files in parts: small ones together, large ones of lines in stretches."""
    together: list[Stretch] = []
    for file in files:
        if sum(one.size for one in together) + file.size > size and together:
            yield tuple(together)
            together = []
        stretches = _stretches(file, size) if file.size > size else [file]
        if len(stretches) > 1:
            yield from ((one,) for one in stretches)
        else:
            together += stretches
    if together:
        yield tuple(together)


def _stretches(file: Stretch, size: int) -> list[Stretch]:
    """A large file of lines cut at ends of lines; any other one stays whole."""
    below = Path(file.below) if file.below else None
    try:
        with open_ordinary(Path(file.path), below=below) as stream:
            head = stream.read(HEAD) or b""
            if head.startswith((GZIP, b"\xff\xfe", b"\xfe\xff")):
                return [file]
            if form_of(head, is_whole=False).name != LINES:
                return [file]
            ends = [_end_of_line(stream, at) for at in range(size, file.size, size)]
    except (OSError, SegkitError, ValueError):
        return [file]
    cuts = sorted({end for end in ends if end < file.size})
    bounds = [*zip([0, *cuts], [*cuts, file.size], strict=True)]
    return [replace(file, start=a, end=b, size=b - a) for a, b in bounds]


def _end_of_line(stream: object, at: int) -> int:
    """Behind the next line feed from a place on."""
    from io import FileIO

    assert isinstance(stream, FileIO)  # noqa: S101
    stream.seek(at)
    while chunk := stream.read(1 << 16):
        found = chunk.find(b"\n")
        if found >= 0:
            return at + found + 1
        at += len(chunk)
    return at
