"""Writing a file so that it is never half there, with the next action where that fails; and names for it."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from segkit.errors import ExportError, SegkitError
from segkit.files.reaching import make_folders, reached

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
for _name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _NEW |= getattr(os, _name, 0)


def write_atomically(
    path: Path, content: str | bytes, *, private: bool = False, below: Path | None = None
) -> None:
    """Write `content` to `path` in one step: the old file, or the new one, never half.

    Text is written as UTF-8; lone surrogates, which UTF-8 cannot hold, become `?`.
    A symbolic link is written through; `below` a folder the path goes through none, or is refused.
    A `private` file is its owner's only, from its first byte
    on and whatever the mode of the one that it replaces. Raises `ExportError` when the folder cannot be
    written, the disk is full or the file is held open by another program, and for what is no
    file or is write-protected: a device, a pipe.
    """
    place = replaceable(path)
    path = place if below is None else path
    data = content if isinstance(content, bytes) else content.encode("utf-8", errors="replace")
    try:
        _write({path: data}, below, private=private)
    except OSError as error:
        raise cannot_write(path, error) from error


def write_together(files: Mapping[Path, bytes], below: Path) -> None:
    """Write files below a folder, and the folders that they need; no link is followed.

    All of them are written beside their places first, so that a full disk is met before anything
    is replaced. Raises `OSError`.
    """
    for folder in {path.parent: None for path in files}:
        make_folders(folder, below)
    _write(files, below)


def _write(files: Mapping[Path, bytes], below: Path | None, *, private: bool = False) -> None:
    staged: dict[Path, str] = {}
    try:
        for path, data in files.items():
            with reached(path, below) as (name, folder):
                staged[path] = beside = name_beside(name)
                mode = 0o600 if private else _mode_for(name, folder)
                with os.fdopen(os.open(beside, _NEW, 0o600, dir_fd=folder), "wb") as stream:
                    stream.write(data)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.chmod(beside, mode, dir_fd=folder)
        for path, beside in tuple(staged.items()):
            with reached(path, below) as (name, folder):
                os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
            del staged[path]
    finally:
        for path, beside in staged.items():
            with contextlib.suppress(OSError), reached(path, below) as (_, folder):
                os.unlink(beside, dir_fd=folder)


def name_beside(name: str) -> str:
    """One that nobody has by chance, and nobody can have put a link in the place of."""
    parent, base = os.path.split(name)
    return os.path.join(parent, f".{base[:40]}.{os.urandom(4).hex()}")  # noqa: PTH118 (of a folder's handle)


def replaceable(path: Path) -> Path:
    """The file itself, behind any links; raises `ExportError` unless it may be replaced."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Path(os.path.realpath(path))
    except OSError as error:  # links in a circle, a name that is too long
        raise cannot_write(path, error) from error
    if not stat.S_ISREG(mode):
        raise ExportError(
            f"{path} could not be written: it is no file but a folder, a device or a pipe. "
            "Nothing was changed.",
            "give the name of a file that is not there yet, or of an ordinary one.",
        )
    if not mode & 0o222:
        raise ExportError(
            f"{path} could not be written: it is write-protected. Nothing was changed.",
            "take the protection away, or choose another place.",
        )
    return Path(os.path.realpath(path))


def is_folder(path: Path) -> bool:
    """There is a folder of this name; no name is too odd to be asked about."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _mode_for(name: str, folder: int | None) -> int:
    """The mode of the file that is replaced, or what the umask gives a new one."""
    with contextlib.suppress(FileNotFoundError):
        return os.stat(name, dir_fd=folder).st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def cannot_write(path: Path, error: OSError) -> SegkitError:
    """The next action for each way in which writing fails."""
    fixes = {
        errno.ENOSPC: "free some disk space, then run the same command again.",
        errno.EDQUOT: "free some of your disk quota, then run the same command again.",
        errno.EFBIG: "raise the limit on the size of files (`ulimit -f`), or choose another place.",
        errno.EROFS: "choose a folder that can be written (for one guide: --output).",
        errno.ENOENT: f"create the folder {path.parent} first, or choose another one.",
        errno.EACCES: "close the program that has the file open, or choose another place.",
        errno.EPERM: "close the program that has the file open, or choose another place.",
    }
    reason = error.strerror or type(error).__name__
    fix = fixes.get(error.errno or 0, "choose another place, then run the command again.")
    if isinstance(error, PermissionError) and not _may_write(path.parent):
        fix = f"get the right to write into {path.parent}, or choose another place."
    return ExportError(
        problem=f"{path} could not be written: {reason}. Nothing was changed.", fix=fix
    )


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


_MOST_NAME_BYTES = 120
"""File systems allow 255 for a whole name; the guide's own ending needs room."""


def file_name(text: str, fallback: str = "guide") -> str:
    """`text` as part of a file name on any system: `Ünï <b>` becomes `ünï-b`.

    Letters, marks and digits of any script, hyphens between them, at most 60 characters
    and 120 bytes; `fallback` when nothing of the text is left.
    """
    spaced = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", text).lower()
    )
    name = "-".join(spaced.split())[:60]
    while len(name.encode("utf-8")) > _MOST_NAME_BYTES:
        name = name[:-1]
    return name.strip("-") or fallback
