"""The engagement's own TOML files: read with clear errors, changed by one program at a time.

`engagement.toml`, `notes.toml` and `profile.toml` are all changed here. A change is made to
what is there now, under a lock that is held for milliseconds; it is read again before it is
written, and the file is replaced in one step. Byte order mark and line ends stay.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from segkit.engagement.toml.editing import PLAIN, Spelling, edited, parse
from segkit.engagement.toml.lock import locked
from segkit.engagement.toml.trees import Data, at, differences, put, same
from segkit.errors import ConfigError, ExportError
from segkit.files import read_own, write_own
from segkit.malformed import wording

FIX = "correct that line; nothing was changed."
_ATTEMPTS = 5
_MOST_BYTES = 64_000_000
_MARK = "\ufeff"
"""The byte order mark, with which some editors begin a file."""


@dataclass(frozen=True, slots=True)
class Toml:
    """What a file says.

    Attributes:
        text: Without a byte order mark.
        data: Not to be changed.
        mark: The byte order mark, or nothing.
        digest: SHA-256 of the file as it was read; empty when there was none.
    """

    text: str
    data: Data
    mark: str = ""
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a file said before a change, and says now."""

    before: Toml
    after: Toml


# --- reading --------------------------------------------------------------------------------


def read(file: Path, *, new: str | None = None, fix: str = FIX) -> Toml:
    """What the file says; `new` is the text of one that is not there yet.

    Raises `ConfigError` naming file and line, and `fix` for what is no TOML. No error leaves
    here while the text is a local variable: somebody may have pasted a token, and some
    tracebacks print such variables.
    """
    found = _understood(file, new)
    if isinstance(found, Toml):
        return found
    problem, is_damaged = found
    raise ConfigError(
        f"{file} could not be read: {problem}.",
        fix if is_damaged else "check the file, and your rights to it.",
    )


def _understood(file: Path, new: str | None) -> Toml | tuple[str, bool]:
    """What it says; or what is wrong, and whether that is in its text."""
    content: bytes | None = b""
    try:
        content = read_own(file, limit=_MOST_BYTES)
        if content is None and new is None:
            return os.strerror(errno.ENOENT), False
        text = new or "" if content is None else content.decode("utf-8")
    except OSError as error:
        return error.strerror or type(error).__name__, False
    except UnicodeDecodeError as error:
        return f"it is not valid TOML: {wording(error)}", True
    mark, text = text[:1] if text.startswith(_MARK) else "", text.removeprefix(_MARK)
    try:
        digest = "" if content is None else hashlib.sha256(content).hexdigest()
        return Toml(text, parse(text), mark, digest)
    except ValueError as error:
        return f"it is not valid TOML: {error}", True


# --- changing -------------------------------------------------------------------------------


def change(
    file: Path,
    wanted: Callable[[Data], Data],
    *,
    new: str | None = None,
    fix: str = FIX,
    spelling: Spelling = PLAIN,
) -> Changed:
    """Make the file say what `wanted` makes of what it says now.

    `wanted` may be called again when a program without the lock writes meanwhile, and takes no
    time. Raises `ConfigError`, and whatever `wanted` raises; nothing is changed then.
    """
    with locked(file):
        return save(file, wanted, new=new, fix=fix, spelling=spelling)


def save(  # noqa: PLR0913 (each a choice of its own)
    file: Path,
    wanted: Callable[[Data], Data],
    *,
    new: str | None = None,
    fix: str = FIX,
    spelling: Spelling = PLAIN,
    first: Callable[[Changed], None] | None = None,
) -> Changed:
    """`change` for one who has the lock already; `first` is done before the file is replaced."""
    _sweep(file)
    for _ in range(_ATTEMPTS):
        state = _state(file)
        before = read(file, new=new, fix=fix)
        text = _edited(file, before.text, wanted(before.data), spelling)
        changed = Changed(before, Toml(text, parse(text), before.mark))
        if text == before.text:
            return changed
        _refuse_read_only(file)
        content = _encoded(file, changed.after)
        if first is not None:
            first(changed)
        if _state(file) == state:
            with saying_what_to_do():
                write_own(file, content)
            return changed
    raise ConfigError(
        f"{file} is being changed by another program. Nothing was changed.",
        "save and close it there, then try again.",
    )


def take_back(file: Path, made: Changed) -> None:
    """Undo a change of the file, but for what somebody else changed again since."""

    def undone(now: Data) -> Data:
        for path, value in differences(made.after.data, made.before.data):
            if same(at(now, path), at(made.after.data, path)):
                now = put(now, path, value)
        return now

    change(file, undone)


def _edited(file: Path, text: str, wanted: Data, spelling: Spelling) -> str:
    try:
        return edited(text, wanted, spelling)
    except ConfigError as error:
        raise ConfigError(f"{file}, {error.problem}", error.fix) from error


def _encoded(file: Path, toml: Toml) -> bytes:
    try:
        return (toml.mark + toml.text).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ConfigError(
            f"{file} cannot hold {toml.text[error.start - 1 : error.end]!r}. Nothing was changed.",
            "use plain text.",
        ) from error


def _sweep(file: Path) -> None:
    """Away with what writers left behind that were killed; whoever holds the lock is alone."""
    for left in file.parent.glob(f".{file.name}.????????"):
        with suppress(OSError):
            left.unlink()


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _refuse_read_only(file: Path) -> None:
    """A new file would take the place of one that somebody protected."""
    if file.exists() and not file.stat().st_mode & 0o222:
        raise ConfigError(
            f"{file} is read-only. Nothing was changed.", "allow writing to it, then try again."
        )


@contextmanager
def saying_what_to_do() -> Iterator[None]:
    """When writing fails, say what to do for a person who is typing."""
    try:
        yield
    except ExportError as error:
        raise ConfigError(
            error.problem.replace("Nothing was changed.", "It was not saved."),
            "free some disk space or allow writing there, then change it again; "
            "everything that was saved before is still there.",
        ) from error
