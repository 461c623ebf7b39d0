"""An engagement's own files: read and written inside its folder, wherever links in it lead.

The folder may have come from anybody. The way to it is the person's word and may go through
links; from there on, whatever leads out is refused: symbolic links, `..`, folders that are links,
and for reading hard links, whose other name nobody knows.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segkit.errors import ExportError, InputFileError, TrustError
from segkit.files.ordinary import content_of, open_ordinary
from segkit.files.reaching import make_folders, reached
from segkit.files.writing import cannot_write, write_atomically

_SETTINGS = "engagement.toml"
"""Where this lies, an engagement is."""
_KEPT = {_SETTINGS, "notes.toml", "profile.toml", "snapshot.json", "write-keys.json", "seen.json"}


def own_place(file: Path, folder: Path | None = None) -> Path:
    """Where an engagement's file really is; links inside the folder are followed.

    `folder` is the engagement's; without it, the file lies directly in there. Raises `TrustError`
    when it is elsewhere.
    """
    try:
        root = _root(file, folder)
        place = Path(os.path.realpath(file))
    except (OSError, ValueError) as error:
        raise InputFileError(f"{str(file)!r} is no name of a file.", "correct the name.") from error
    if place.is_relative_to(root):
        return place
    raise TrustError(
        f"{file} leads out of the engagement's folder, to {place}. Nothing was read or written.",
        "put the file itself there, in place of the link.",
    )


@contextmanager
def reached_own(file: Path, folder: Path | None = None) -> Iterator[tuple[str, int | None]]:
    """The way to an engagement's file as `reached` gives it; raises `TrustError` too."""
    with reached(own_place(file, folder), _root(file, folder)) as found:
        yield found


def read_own(file: Path, *, limit: int, folder: Path | None = None) -> bytes | None:
    """The content of an engagement's file; None when there is none.

    Raises `TrustError` when it is not inside the folder, or has a second name; `OSError` when it
    cannot be read, is no file or is too large.
    """
    try:
        return content_of(own_place(file, folder), limit, below=_root(file, folder))
    except (FileNotFoundError, NotADirectoryError):
        return None


@contextmanager
def open_own(file: Path, folder: Path, *, add: bool = False) -> Iterator[io.FileIO]:
    """An engagement's file, open for reading or to add to it; raises as `read_own`."""
    place = own_place(file, folder)
    with open_ordinary(place, below=_root(file, folder), add=add) as stream:
        yield stream


def own_text(file: Path, *, limit: int, folder: Path | None = None) -> str | None:
    """The same as text in UTF-8, with or without a mark; raises `UnicodeDecodeError` too."""
    content = read_own(file, limit=limit, folder=folder)
    return None if content is None else content.decode("utf-8-sig")


def write_own(
    file: Path, content: str | bytes, *, folder: Path | None = None, private: bool = False
) -> None:
    """Write an engagement's file in one step.

    A second name of the old file keeps the old content. Raises `TrustError` when it is not inside
    the folder, `ExportError` when it cannot be written.
    """
    place = own_place(file, folder)
    write_atomically(place, content, private=private, below=_root(file, folder))


def write_output(path: Path, content: str | bytes, folder: Path) -> None:
    """Write a document: as the engagement's own in its folder, anywhere else where that leads.

    What segkit itself keeps there is nobody's output. Raises as `write_own`.
    """
    if check_output(path, folder):
        _refuse_kept(own_place(path, folder), folder)
        write_own(path, content, folder=folder)
    else:
        write_atomically(path, content)


def write_named(path: Path, content: str | bytes, *, folders: bool = False) -> None:
    """Write what a person named a place for: in an engagement's folder, as `write_output` does.

    `folders` that are missing on the way are made. Raises as `write_own`.
    """
    root = engagement_above(path)
    if root is not None:
        if folders and check_output(path, root):
            make_own_folder(path.parent, root)
        write_output(path, content, root)
        return
    if folders:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)


def _refuse_kept(place: Path, folder: Path) -> None:
    name = place.name.casefold()
    if place.parent == _root(place, folder) and (name in _KEPT or name.endswith(".ipynb")):
        raise ExportError(
            f"{place} is the engagement's own, and was not written over.", "give another name."
        )


def engagement_above(path: Path) -> Path | None:
    """The engagement's folder that a path leads into as it is written; None where there is none."""
    above = Path(os.path.abspath(path)).parents  # noqa: PTH100 (links are kept)
    return next((folder for folder in above if is_there(folder / _SETTINGS)), None)


def delete_own(file: Path, folder: Path | None = None) -> None:
    """Delete an engagement's file if it is there; of a link, the link. Raises as `write_own`."""
    place = own_place(file.parent, folder or file.parent) / file.name
    try:
        with reached(place, _root(file, folder)) as (name, handle):
            os.unlink(name, dir_fd=handle)
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot_write(place, error) from error


def make_own_folder(place: Path, folder: Path) -> None:
    """Make a folder in that of the engagement, and those above it; raises as `write_own`."""
    real = own_place(place, folder)
    try:
        make_folders(real, _root(place, folder))
    except OSError as error:
        raise cannot_write(real, error) from error


def is_there(file: Path) -> bool:
    """Something has this name, be it a dead link or a pipe."""
    try:
        return os.path.lexists(file)
    except ValueError:
        return False


def check_output(path: Path, folder: Path) -> bool:
    """What is written to a place in the engagement's folder has to stay in there; whether it is one.

    Anywhere else is the person's own word, links and all. Raises `TrustError`.
    """
    named = Path(os.path.abspath(path))  # noqa: PTH100 (`..` is taken out, links are kept)
    root = Path(os.path.abspath(folder))  # noqa: PTH100 (likewise)
    real = Path(os.path.realpath(folder))
    ways = (named, Path(os.path.realpath(named.parent)))
    is_inside = any(way.is_relative_to(place) for way in ways for place in (root, real))
    if is_inside:
        own_place(named, folder)
    return is_inside


def output_root(folder: Path, engagement: Path) -> Path:
    """The folder that nothing written below an output's folder leaves: the engagement's, or its own."""
    return engagement if check_output(folder, engagement) else folder


def _root(file: Path, folder: Path | None) -> Path:
    return Path(os.path.realpath(folder or file.parent))
