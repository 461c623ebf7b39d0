"""From what a guide was made, kept beside it, so that it is not made again from the same.

The record is a hidden file in the engagement's folder: for each document the fingerprint of
everything it came from, and of each file that it consists of. One that somebody changed or
removed is made again, and so is one from another segkit or of another user.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.errors import SegkitError
from segkit.files import WRITE_KEYS, read_own, write_own
from segkit.trust import seal
from segkit.version import __version__

FILE = ".segkit-exports.json"

_MOST_BYTES = 1_000_000_000
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}


def fingerprint(engagement: Engagement) -> str:
    """Of everything in the engagement that a guide is made from, and of this segkit."""
    from segkit.export.forms.pictures import was_kept  # not before a process makes a guide

    digest = hashlib.sha256(_segkit().encode())
    for file in _made_from(engagement):
        content = _content(file, engagement.folder)
        if content is not None and was_kept(file.name, content):
            continue
        name = file.relative_to(engagement.folder).as_posix()
        digest.update(json.dumps([name, None if content is None else len(content)]).encode())
        digest.update(content or b"")
    return digest.hexdigest()


def is_up_to_date(engagement: Engagement, document: Path, made_from: str) -> bool:
    """The document is there, unchanged, and was made from the same."""
    known = _records(engagement).get(document.name)
    if not isinstance(known, dict) or known.get("from") != made_from:
        return False
    files = known.get("files")
    if not isinstance(files, dict) or not files:
        return False
    if known.get("seal") != _seal(document.name, made_from, files):
        return False
    folder = engagement.folder
    return all(_digest(folder / name, folder) == digest for name, digest in files.items())


def record(engagement: Engagement, document: Path, files: Sequence[Path], made_from: str) -> None:
    """Remember what the document, which consists of these files, was made from.

    Raises `ExportError` when that cannot be written.
    """
    folder = engagement.folder
    digests = {file.relative_to(folder).as_posix(): _digest(file, folder) for file in files}
    records = _records(engagement)
    sealed = _seal(document.name, made_from, digests)
    records[document.name] = {"from": made_from, "files": digests, "seal": sealed}
    write_own(folder / FILE, json.dumps(records, indent=1, sort_keys=True) + "\n")


def _seal(name: str, made_from: str, files: Mapping[str, object]) -> str:
    """Says that this user's segkit made the document; a folder from elsewhere may say anything."""
    return seal(json.dumps([name, made_from, files], sort_keys=True))


def _digest(file: Path, folder: Path) -> str | None:
    content = _content(file, folder)
    return None if content is None else hashlib.sha256(content).hexdigest()


def _made_from(engagement: Engagement) -> Iterator[Path]:
    """Settings, notes, notebooks, snapshots and pictures, in a fixed order."""
    folder = engagement.folder
    yield from (engagement.notebook, engagement.snapshot_file)
    yield from sorted(folder.glob("*.toml"))
    yield folder / WRITE_KEYS
    yield from sorted((folder / "snapshots").glob("*.json"))
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).parts
        if file.suffix.lower() in _PICTURES and not any(part.startswith(".") for part in inside):
            yield file


def _content(file: Path, folder: Path) -> bytes | None:
    """What is in a file of the engagement; None for what is none, or leads out of its folder."""
    try:
        return read_own(file, limit=_MOST_BYTES, folder=folder)
    except (OSError, SegkitError):
        return None


def _records(engagement: Engagement) -> dict[str, object]:
    """What was recorded; nothing when the file is missing or damaged: then all is made anew."""
    try:
        found = json.loads(_content(engagement.folder / FILE, engagement.folder) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _segkit() -> str:
    """The version of segkit, and a digest of its files for those who work on it."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
