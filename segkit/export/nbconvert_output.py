"""Where `jupyter nbconvert` will write a guide: looked at before, because it follows every link.

Its writer opens the file by its name and writes into whatever that leads to, another name of the
same file and a pipe included.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from traitlets.config import Application

from segkit.errors import TrustError
from segkit.files import check_output, replaceable


def check_nbconvert_output(resources: Mapping[str, object] | None, folder: Path) -> None:
    """Raises `TrustError` or `ExportError` unless the file may be written in the engagement's folder.

    Does nothing where another program calls the exporter: that one writes, or nobody does.
    """
    running = Application.instance() if Application.initialized() else None
    writer, key = getattr(running, "writer", None), (resources or {}).get("unique_key")
    if not hasattr(writer, "build_directory") or not isinstance(key, str):
        return
    metadata = (resources or {}).get("metadata")
    beside = metadata.get("path", "") if isinstance(metadata, Mapping) else ""
    target = Path(getattr(writer, "build_directory", "") or str(beside), f"{key}.html")
    check_output(target, folder)
    place = replaceable(target)
    if place.is_relative_to(os.path.realpath(folder)) and _has_other_name(place):
        raise TrustError(
            f"{target} is a hard link: the same file has another name, which nbconvert would write "
            "to as well. Nothing was written.",
            "delete it, or give another name with --output.",
        )


def _has_other_name(place: Path) -> bool:
    try:
        return place.stat().st_nlink > 1
    except FileNotFoundError:
        return False
