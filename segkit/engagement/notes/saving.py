"""Writing `notes.toml` in one step, after what is there now was read under the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from segkit.engagement.notes import toml_edit
from segkit.engagement.notes.journal import Step
from segkit.engagement.notes.reading import Notes, parsed, read_text
from segkit.errors import ConfigError, ExportError
from segkit.files import write_atomically

_ATTEMPTS = 5


def save(
    file: Path,
    keys: Sequence[tuple[str, str]],
    edited: Callable[[Notes, str], str],
    note: Callable[[str, tuple[Step, ...]], None],
) -> Notes:
    """Read, edit and write; again when a program without the lock wrote in between."""
    _sweep(file)
    for _ in range(_ATTEMPTS):
        mark = _mark(file)
        text = read_text(file)
        before = parsed(text, file)
        new = edited(before, text)
        if new == text:
            return before
        _refuse_read_only(file)
        after = parsed(new, file)
        guarded(partial(note, text, _steps(keys, before, after)))
        if _mark(file) == mark:
            guarded(partial(write_atomically, file, new))
            return after
    raise ConfigError(
        f"{file} is being changed by another program. Nothing was changed.",
        "save and close it there, then try again.",
    )


def _steps(keys: Sequence[tuple[str, str]], before: Notes, after: Notes) -> tuple[Step, ...]:
    found = (
        Step(table, key, before.there(table, key), after.there(table, key)) for table, key in keys
    )
    return tuple(step for step in found if not toml_edit.same(step.before, step.after))


def _sweep(file: Path) -> None:
    """Away with what writers left behind that were killed; whoever holds the lock is alone."""
    for left in file.parent.glob(f".{file.name}.????????"):
        with suppress(OSError):
            left.unlink()


def _mark(file: Path) -> tuple[int, int, int] | None:
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


def guarded(write: Callable[[], None]) -> None:
    """Write; when that fails, say what to do for a person who is typing."""
    try:
        write()
    except ExportError as error:
        raise ConfigError(
            error.problem.replace("Nothing was changed.", "It was not saved."),
            "free some disk space or allow writing there, then change it again; "
            "everything that was saved before is still there.",
        ) from error
