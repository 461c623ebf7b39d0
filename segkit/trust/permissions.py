"""Permissions: a file for each yes, named after what it is about.

The name is a digest of the folder, the kind and the content, so a yes holds for exactly that and
two programs never write into the same file. What stands in it is for people, and for taking it
back. What somebody else puts in the folder's place has no permission.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from segkit.errors import ExportError, InputFileError
from segkit.files import read_bytes, write_atomically
from segkit.trust.seal import config_folder

FOLDER = "permissions"
_MOST_BYTES = 1_000_000
_HERE = -100  # AT_FDCWD
_BORN = 0x800  # STATX_BTIME
_AT = 80  # where `struct statx` has that time, in its 256 bytes

_FOR_NOW: ContextVar[frozenset[str]] = ContextVar("for_now", default=frozenset())

Kind = Literal["code", "outside", "token"]


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that an engagement's folder asks for.

    Attributes:
        kind: `code` to run, something `outside` of the folder to read, a `token` to use.
        content: What exactly: a digest, an address, an account.
        shown: The same for people, one line.
    """

    kind: Kind
    content: str
    shown: str


def missing(folder: Path, wanted: Iterable[Permission]) -> tuple[Permission, ...]:
    """Those of them that were never given to this folder."""
    return tuple(one for one in wanted if not given(folder, one))


def given(folder: Path, wanted: Permission) -> bool:
    """Somebody who uses this configuration said yes to exactly this, for this folder."""
    return wanted.content in _FOR_NOW.get() or _is_kept(folder, wanted)


def _is_kept(folder: Path, wanted: Permission) -> bool:
    try:
        return _file(folder, wanted).is_file()
    except OSError:
        return False


@contextmanager
def for_now(contents: Iterable[str]) -> Iterator[None]:
    """Within it a yes to these contents holds without being kept, wherever their folder is."""
    token = _FOR_NOW.set(_FOR_NOW.get() | frozenset(contents))
    try:
        yield
    finally:
        _FOR_NOW.reset(token)


def give(folder: Path, wanted: Iterable[Permission]) -> None:
    """Keep a yes to each; raises `ExportError` when it cannot be kept."""
    for one in wanted:
        if _is_kept(folder, one):
            continue
        file = _file(folder, one)
        said = {"folder": os.path.realpath(folder), "kind": one.kind, "yes": one.shown}
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"{file.parent} could not be made: {error.strerror}. The yes was not kept.",
                "make it writable for you, then say it again.",
            ) from error
        write_atomically(file, json.dumps(said, indent=1) + "\n", private=True)


def take_back(folder: Path) -> tuple[str, ...]:
    """Take back every yes that was given to this folder; what they were about."""
    path = os.path.realpath(folder)
    gone = []
    for file, said in _kept():
        if said.get("folder") == path:
            file.unlink(missing_ok=True)
            gone.append(str(said.get("yes", "")))
    return tuple(gone)


def _kept() -> Iterator[tuple[Path, dict[str, object]]]:
    for file in sorted((config_folder(os.environ) / FOLDER).glob("*.json")):
        try:
            said = json.loads(read_bytes(file, limit=_MOST_BYTES))
        except (InputFileError, ValueError, RecursionError):
            continue
        if isinstance(said, dict):
            yield file, said


def _file(folder: Path, wanted: Permission) -> Path:
    about = [*_identity(folder), wanted.kind, wanted.content]
    digest = hashlib.sha256(json.dumps(about).encode()).hexdigest()
    return config_folder(os.environ) / FOLDER / f"{digest[:40]}.json"


def _identity(folder: Path) -> list[object]:
    """Its path behind all links, its number in the file system, and when it was made.

    A file system gives the number of a folder that was deleted to the next one.
    """
    path = os.path.realpath(folder)
    state = os.stat(path)  # noqa: PTH116 (as text)
    return [path, state.st_ino, getattr(state, "st_birthtime", None) or _born(path)]


def _born(path: str) -> str:
    """As Linux tells it; empty where it does not. Python's own `stat` leaves it out there."""
    asked, answer = ctypes.c_uint(_BORN), ctypes.create_string_buffer(256)
    try:
        failed = ctypes.CDLL(None).statx(_HERE, os.fsencode(path), 0, asked, answer)
    except (OSError, AttributeError, TypeError):  # no Linux, or an old one
        return ""
    known = int.from_bytes(answer.raw[:4], "little") & _BORN
    return "" if failed or not known else answer.raw[_AT : _AT + 12].hex()
