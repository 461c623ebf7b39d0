"""Several files that belong together, written so that a folder is never half there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from segkit.files import cannot_write, delete_own, own_place, replaceable, write_atomically


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into the folder; others that are in it stay.

    Everything is written beside it first, so that a full disk is met before anything is
    replaced. Raises `ExportError` when it cannot be written, `TrustError` when something in it
    leads out of it.
    """
    folder = Path(os.path.realpath(folder))
    for name in files:
        replaceable(own_place(folder / name, folder))
    try:
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
        staged = beside / "staged"
        try:
            _write(staged, files)
            if folder.is_dir():
                for name in files:
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (staged / name).replace(folder / name)
            else:
                staged.replace(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def write_beside(target: Path, text: str, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a document and the files in a folder that it shows.

    The files go first, because a document without them would look finished; when it cannot be
    written, those that are new go again. Raises what `write_folder` raises.
    """
    own_place(folder, target.parent)
    is_new_folder = not folder.exists()
    new = [folder / name for name in files if not (folder / name).exists()]
    if files:
        write_folder(folder, files)
    try:
        write_atomically(target, text)
    except BaseException:
        for file in new:
            delete_own(file, folder)
        if files and is_new_folder:
            folder.rmdir()
        raise


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
