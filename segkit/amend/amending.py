"""Changes made in a copy of a file, each kept only if the copy then reads exactly as meant."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from segkit.amend.applying import amended, is_made, is_there
from segkit.amend.delimited import delimited_with
from segkit.amend.edit import Cell, Edits, Span
from segkit.amend.reading import Read, read_file, reads_as
from segkit.amend.sheet_cells import SheetCells
from segkit.amend.text_pieces import ways_in_text
from segkit.amend.workbook import workbook_with
from segkit.errors import InputFileError
from segkit.files import is_folder, read_bytes
from segkit.model.change import REMOVE, RENAME_FIELD, RENAME_RULE, ProposedChange
from segkit.model.plan import TrackingPlan
from segkit.plans.layouts.profile import Profile
from segkit.plans.plan_input import MOST_BYTES

_MOST_WAYS = 60
_LONG, _BESIDE = 200, 40
_MOST_TRIES = 400
_BY_HAND = "take it out by hand: what is removed leaves rows or commas behind"
_NOWHERE = "the file has no place of its own for it"
_OTHERWISE = "however it is written, the copy would read otherwise than meant"
_UNKNOWN = "the plan does not have it"


@dataclass(frozen=True)
class Amendment:
    """What came of changing a copy.

    Attributes:
        content: The copy.
        made: The changes that are in it.
        already: Those that the file had before.
        refused: The others, each with the reason.
        places: What differs, by its place: `Track!C102`, `line 14`; each with old and new text.
    """

    content: bytes
    made: tuple[ProposedChange, ...] = ()
    already: tuple[ProposedChange, ...] = ()
    refused: tuple[tuple[ProposedChange, str], ...] = ()
    places: tuple[tuple[str, str, str], ...] = ()


def amend(
    file: Path, changes: Sequence[ProposedChange], profile: Profile | None = None
) -> Amendment:
    """A copy of the file with these changes, as far as they can be made in it.

    Args:
        file: A workbook, CSV, JSON, YAML, Terraform or any other form of a plan in one file.
        changes: Each by its place before any of them.
        profile: How the file's tables are read.

    Raises:
        PullError: The file cannot be read as a plan.
    """
    if is_folder(file):
        raise InputFileError(f"{file} is a folder.", "name the one file that is to be changed.")
    profile = profile or Profile()
    content = read_bytes(file, limit=MOST_BYTES)
    plan = read_file(file, profile).plan
    there = [one for one in dict.fromkeys(changes) if is_there(plan, one)]
    already = tuple(one for one in changes if one not in there and is_made(plan, one, changes))
    missing = [one for one in changes if one not in there and one not in already]
    work = _Work(file.name, content, profile, plan)
    work.refused = [(one, _UNKNOWN) for one in missing]
    work.make(there)
    places = tuple(work.differences(content))
    return Amendment(work.content, tuple(work.made), already, tuple(work.refused), places)


@dataclass
class _Work:
    """The copy as it is so far."""

    name: str
    content: bytes
    profile: Profile
    plan: TrackingPlan
    made: list[ProposedChange] = field(default_factory=list)
    refused: list[tuple[ProposedChange, str]] = field(default_factory=list)

    def make(self, changes: Sequence[ProposedChange]) -> None:
        """All at once; else what goes first first, in ever smaller groups."""
        able = [one for one in changes if one.kind != REMOVE]
        self.refused += [(one, _BY_HAND) for one in changes if one.kind == REMOVE]
        if not able or self._try(able, self._first(able)):
            return
        for phase in _phases(able):
            self._settle(_units(phase, self._ways()))

    def _settle(self, units: Sequence[Sequence[ProposedChange]]) -> None:
        """Units are kept or refused as a whole; their changes share a place."""
        changes = [change for unit in units for change in unit]
        if not changes or self._try(changes, self._first(changes)):
            return
        if len(units) > 1:
            half = len(units) // 2
            self._settle(units[:half])
            self._settle(units[half:])
            return
        reason = self._search(changes)
        if not reason:
            return
        for one in changes:
            found = self._search([one]) if len(changes) > 1 else reason
            self.refused += [(one, found)] if found else []

    def _search(self, changes: Sequence[ProposedChange]) -> str:
        """Try every way of one unit; says why none is right, or nothing."""
        ways = self._ways()
        listed = [[one for one in islice(ways(change), _MOST_WAYS) if one] for change in changes]
        if not all(listed):
            return _NOWHERE
        for at in range(max(map(len, listed))):
            edits = _merged([some[min(at, len(some) - 1)] for some in listed])
            if edits and self._try(changes, edits):
                return ""
        return self._said or _OTHERWISE

    _said: str = ""
    _left: int = _MOST_TRIES
    _kept: tuple[bytes, Read] | None = None

    def _first(self, changes: Sequence[ProposedChange]) -> Edits | None:
        ways = self._ways()
        first = [next((way for way in ways(change) if way), None) for change in changes]
        return None if None in first else _merged([one for one in first if one])

    def _try(self, changes: Sequence[ProposedChange], edits: Edits | None) -> bool:
        """Write and read back; keep it where it reads as meant."""
        if not edits or self._left <= 0:
            return False
        self._left -= 1
        self._said = ""
        try:
            content = self._written(edits)
        except InputFileError as error:
            self._said = error.problem.rstrip(".")
            return False
        wanted = amended(self.plan, [*self.made, *changes])
        with _as_file(self.name, content) as file:
            if not reads_as(file, self.profile, wanted):
                return False
        self.content = content
        self.made += changes
        return True

    def _written(self, edits: Edits) -> bytes:
        cells = {place: text for place, text in edits.items() if isinstance(place, Cell)}
        if cells and self._read.kind == "workbook":
            return workbook_with(self.content, cells)
        if cells:
            return delimited_with(self.content, cells)
        text, encode = _decoded(self.content)
        spans = [(place, new) for place, new in edits.items() if isinstance(place, Span)]
        for place, new in sorted(spans, reverse=True):
            text = text[: place.start] + new + text[place.end :]
        return encode(text)

    @property
    def _read(self) -> Read:
        if self._kept is None or self._kept[0] is not self.content:
            with _as_file(self.name, self.content) as file:
                self._kept = self.content, read_file(file, self.profile)
        return self._kept[1]

    def _ways(self) -> Callable[[ProposedChange], Iterator[Edits]]:
        read = self._read
        if read.tabs and read.kind in {"workbook", "delimited"}:
            return SheetCells(read).ways
        text, _ = _decoded(self.content)
        return lambda change: ways_in_text(text, change, kind=read.kind)

    def differences(self, before: bytes) -> Iterator[tuple[str, str, str]]:
        """What differs, cell by cell or line by line."""
        if before == self.content:
            return
        if self._read.kind in {"workbook", "delimited"}:
            with _as_file(self.name, before) as old:
                yield from _cells_that_differ(read_file(old, self.profile), self._read)
            return
        old_lines, new_lines = (_decoded(one)[0].splitlines() for one in (before, self.content))
        for start, was, now in _lines_that_differ(old_lines, new_lines):
            yield f"line {start + 1}", *_around(was, now)


def _lines_that_differ(old: list[str], new: list[str]) -> Iterator[tuple[int, str, str]]:
    """Each line that differs, with its number from 0; compared as wholes where some were added."""
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        yield from ((at, was.strip(), now.strip()) for at, (was, now) in pairs if was != now)
        return
    for kind, start, end, at, until in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            was, now = (" ".join(map(str.strip, some)) for some in (old[start:end], new[at:until]))
            yield start, was, now


def _same(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _around(was: str, now: str) -> tuple[str, str]:
    """What differs of two long lines, with a little of what is the same around it."""
    if max(len(was), len(now)) <= _LONG:
        return was, now
    start = max(0, _same(was, now) - _BESIDE)
    end = max(0, _same(was[:start:-1], now[:start:-1]) - _BESIDE)
    return tuple(  # type: ignore[return-value]  # of two comes two
        f"{'…' if start else ''}{one[start : len(one) - end]}{'…' if end else ''}"
        for one in (was, now)
    )


def _cells_that_differ(old: Read, new: Read) -> Iterator[tuple[str, str, str]]:
    before, after = (
        {
            tab.origin(row, column): text
            for tab in read.tabs
            for row, cells in enumerate(tab.rows)
            for column, text in enumerate(cells)
        }
        for read in (old, new)
    )
    for place in dict.fromkeys((*before, *after)):
        was, now = before.get(place, ""), after.get(place, "")
        if was != now:
            yield place, was, now


def _phases(changes: Sequence[ProposedChange]) -> Iterator[list[ProposedChange]]:
    """What keeps names, then fields from the deepest on, then events: so each is found by its name."""
    yield [one for one in changes if not one.is_rename]
    fields = [one for one in changes if one.kind == RENAME_FIELD]
    for depth in sorted({len(one.at.path) for one in fields}, reverse=True):
        yield [one for one in fields if len(one.at.path) == depth]
    yield [one for one in changes if one.kind == RENAME_RULE]


def _units(
    changes: Sequence[ProposedChange], ways: Callable[[ProposedChange], Iterator[Edits]]
) -> list[list[ProposedChange]]:
    """Changes that would be written at the same place go together."""
    units: list[tuple[set[Cell | Span], list[ProposedChange]]] = []
    for change in changes:
        places = set(next((way for way in ways(change) if way), {}))
        shared = [unit for unit in units if unit[0] & places]
        merged = places.union(*(unit[0] for unit in shared))
        members = [one for unit in shared for one in unit[1]]
        units = [unit for unit in units if unit not in shared]
        units.append((merged, [*members, change]))
    return [members for _, members in units]


def _merged(several: Sequence[Mapping[Cell | Span, str]]) -> Edits | None:
    """All of them; None where two say different things of one place."""
    made: dict[Cell | Span, str] = {}
    for edits in several:
        for place, text in edits.items():
            if made.setdefault(place, text) != text:
                return None
    return made


def _decoded(content: bytes) -> tuple[str, Callable[[str], bytes]]:
    """The text of a document, and how it becomes bytes again, with its mark at the beginning."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        order = "utf-16-le" if content[:2] == b"\xff\xfe" else "utf-16-be"
        return content.decode(order), lambda text: text.encode(order)
    return content.decode("utf-8"), lambda text: text.encode("utf-8")


class _as_file:  # noqa: N801 (used as a statement)
    """The content as a file of this name, for as long as it is looked at."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name, self._content = name, content

    def __enter__(self) -> Path:
        self._folder = tempfile.TemporaryDirectory(prefix="segkit-amend-")
        file = Path(self._folder.name) / self._name
        file.write_bytes(self._content)
        return file

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()
