"""From what a guide was made, kept beside it, so that it is not made again from the same.

The record is a hidden file in the engagement's folder: for each guide the fingerprint of
everything it came from, and of the guide itself. A guide that somebody changed or removed
is made again, and so is one from another segkit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import segkit
from segkit.engagement import Engagement
from segkit.files import write_atomically

FILE = ".segkit-exports.json"

_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}


def fingerprint(engagement: Engagement) -> str:
    """Of everything in the engagement that a guide is made from, and of this segkit."""
    digest = hashlib.sha256(_segkit().encode())
    for file in _made_from(engagement):
        content = _content(file)
        name = file.relative_to(engagement.folder).as_posix()
        digest.update(json.dumps([name, None if content is None else len(content)]).encode())
        digest.update(content or b"")
    return digest.hexdigest()


def is_up_to_date(engagement: Engagement, guide: Path, made_from: str) -> bool:
    """The guide is there, unchanged, and was made from the same."""
    known = _records(engagement).get(guide.name)
    content = _content(guide)
    return content is not None and known == [made_from, hashlib.sha256(content).hexdigest()]


def record(engagement: Engagement, guide: Path, made_from: str) -> None:
    """Remember what the guide was made from; raises `ExportError` when that cannot be written."""
    content = guide.read_bytes()
    records = _records(engagement)
    records[guide.name] = [made_from, hashlib.sha256(content).hexdigest()]
    write_atomically(engagement.folder / FILE, json.dumps(records, indent=1, sort_keys=True) + "\n")


def _made_from(engagement: Engagement) -> Iterator[Path]:
    """Settings, notes, notebooks, snapshots and pictures, in a fixed order."""
    folder = engagement.folder
    yield from (engagement.notebook, engagement.snapshot_file)
    yield from sorted(folder.glob("*.toml"))
    yield folder / "write-keys.json"
    yield from sorted((folder / "snapshots").glob("*.json"))
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder).parts
        if file.suffix.lower() in _PICTURES and not any(part.startswith(".") for part in inside):
            yield file


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _records(engagement: Engagement) -> dict[str, object]:
    """What was recorded; nothing when the file is missing or damaged: then all is made anew."""
    try:
        found = json.loads(_content(engagement.folder / FILE) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def _segkit() -> str:
    """The version of segkit, and a digest of its files for those who work on it."""
    digest = hashlib.sha256(segkit.__version__.encode())
    package = Path(segkit.__file__).parent
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
