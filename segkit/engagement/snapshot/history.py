"""Earlier snapshots of an engagement: as many as the SA wants, in `snapshots/`.

A name is the moment when the snapshot was taken, so that names sort by time. Which of two
snapshots says what is no concern of this module.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot.formats import MOST_BYTES
from segkit.errors import ExportError, SegkitError
from segkit.files import delete_own, make_own_folder, own_place, read_own, write_own
from segkit.malformed import parse_json

FOLDER = "snapshots"

_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?\.json")
_TAKEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ABANDONED = 3600.0  # seconds; no file takes longer to be written


@dataclass(frozen=True, slots=True)
class EarlierSnapshot:
    """One that was replaced by a later pull.

    Attributes:
        file: Where it is; `segkit.engagement.snapshot.read_snapshot_file` reads it.
        taken_at: ISO 8601 in UTC, e.g. `2026-11-24T09:30:00Z`.
    """

    file: Path
    taken_at: str


def earlier_snapshots(engagement: Engagement) -> tuple[EarlierSnapshot, ...]:
    """Those that are kept, the latest first; the engagement's present one is not among them."""
    folder, present = engagement.folder, _content(engagement.snapshot_file, engagement.folder)
    found = [
        EarlierSnapshot(file, _moment(file))
        for file in _files(engagement)
        # a pull that was killed between keeping and replacing leaves the present one there too
        if _content(file, folder) != present
    ]
    return tuple(found)


def keep_present(engagement: Engagement) -> None:
    """Keep a copy of the present snapshot, before another takes its place.

    Nothing happens when there is none, or when none are to be kept. Raises `ExportError` when
    the copy cannot be written; the present snapshot is whole then, and still in its place.
    """
    content = _content(engagement.snapshot_file, engagement.folder)
    if content is None or not engagement.keep_snapshots:
        return
    folder = engagement.folder / FOLDER
    try:
        make_own_folder(folder, engagement.folder)
    except ExportError as error:
        fix = "give yourself the right to write there, or set keep = 0 below [snapshots]."
        raise ExportError(error.problem, fix) from error
    name = _name_of(content, engagement.snapshot_file)
    for number in range(1, 1000):
        file = folder / (f"{name}.json" if number == 1 else f"{name}-{number}.json")
        known = _content(file, engagement.folder)
        if known == content:
            return
        if known is None:
            write_own(file, content, folder=engagement.folder)
            return


def tidy(engagement: Engagement) -> None:
    """Delete the oldest beyond what the SA wants kept, and what a killed pull left half done."""
    for file in _files(engagement)[engagement.keep_snapshots :]:
        with contextlib.suppress(ExportError):  # one too many is no harm
            delete_own(file, engagement.folder)
    for folder in (engagement.folder, own_place(engagement.folder / FOLDER, engagement.folder)):
        _delete_abandoned(folder.glob(".*.json.*"), engagement.folder)


def _delete_abandoned(files: Iterable[Path], home: Path) -> None:
    """Half-written files of segkit that nobody is writing any more."""
    for file in files:
        with contextlib.suppress(OSError, SegkitError):
            is_ours = re.match(r"\.(snapshot|write-keys|\d{4}-\d\d-\d\dT)", file.name)
            if is_ours and file.lstat().st_mtime < time.time() - _ABANDONED:
                delete_own(file, home)


def _files(engagement: Engagement) -> list[Path]:
    """Kept files, the latest first; what else a person put into the folder is left alone.

    Raises `TrustError` when the folder is not inside that of the engagement.
    """
    folder = own_place(engagement.folder / FOLDER, engagement.folder)
    named = [file for file in folder.glob("*.json") if _NAME.fullmatch(file.name)]
    return sorted(named, key=_age, reverse=True)


def _age(file: Path) -> tuple[str, int]:
    moment, _, number = file.stem.partition("Z")
    return moment, abs(int(number or 1))


def _moment(file: Path) -> str:
    day, _, time_of_day = file.stem.partition("T")
    return f"{day}T{time_of_day.partition('Z')[0].replace('-', ':')}Z"


def _name_of(content: bytes, file: Path) -> str:
    """The moment in the snapshot itself; of a file that is damaged, when it was written."""
    taken: object = None
    with contextlib.suppress(ValueError, AttributeError):
        taken = parse_json(content).get("taken_at")
    if not isinstance(taken, str) or not _TAKEN.fullmatch(taken):
        taken = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(file.stat().st_mtime))
    return taken.replace(":", "-")


def _content(file: Path, folder: Path) -> bytes | None:
    """The file's bytes; None when there is none that can be read.

    Raises `TrustError` or `InputFileError` for what is no file of this folder.
    """
    try:
        return read_own(file, limit=MOST_BYTES, folder=folder)
    except OSError:
        return None
