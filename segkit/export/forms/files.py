"""Several files that belong together, written so that a folder is never half there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from segkit.files import (
    cannot_write,
    check_output,
    delete_own,
    name_beside,
    output_root,
    own_place,
    reached,
    reached_own,
    replaceable,
    write_output,
    write_together,
)


def write_folder(folder: Path, files: Mapping[str, bytes], engagement: Path) -> None:
    """Write the files into the folder; others that are in it stay.

    Everything is written beside it first, so that a full disk is met before anything is
    replaced. Raises `ExportError` when it cannot be written, `TrustError` when it leads out of the
    engagement's folder that it is in, or something in it out of it.
    """
    is_inside = check_output(folder, engagement)
    place = own_place(folder, engagement) if is_inside else Path(os.path.realpath(folder))
    root = Path(os.path.realpath(engagement)) if is_inside else place.parent
    targets = {replaceable(own_place(place / name, place)): data for name, data in files.items()}
    try:
        if place.is_dir():
            write_together(targets, root)
        else:
            _write_new(place, targets, root)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _write_new(place: Path, targets: Mapping[Path, bytes], root: Path) -> None:
    """Everything in a folder beside it, which then gets its name."""
    with reached(place, root) as (name, handle):
        beside = name_beside(name)
        os.mkdir(beside, dir_fd=handle)
        try:
            staged = place.with_name(Path(beside).name)
            write_together({staged / one.relative_to(place): targets[one] for one in targets}, root)
            os.rename(beside, name, src_dir_fd=handle, dst_dir_fd=handle)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(beside, dir_fd=handle)
            raise


def write_beside(
    target: Path, text: str, folder: Path, files: Mapping[str, bytes], engagement: Path
) -> None:
    """Write a document and the files in a folder that it shows.

    The files go first, because a document without them would look finished; when it cannot be
    written, those that are new go again. Raises what `write_folder` raises.
    """
    own_place(folder, target.parent)
    root = output_root(target.parent, engagement)
    is_new_folder = not folder.exists()
    new = [folder / name for name in files if not (folder / name).exists()]
    if files:
        write_folder(folder, files, engagement)
    try:
        write_output(target, text, engagement)
    except BaseException:
        for file in new:
            delete_own(file, root)
        if files and is_new_folder:
            with reached_own(folder, root) as (name, handle):
                os.rmdir(name, dir_fd=handle)
        raise
