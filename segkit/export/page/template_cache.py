"""Compiled templates, kept between runs in the user's cache folder.

Compiling them takes as long as filling them in. It is a cache and nothing else: where it
cannot be written, templates are compiled each time.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from segkit.render.html import environment
from segkit.version import __version__


class _Kept(FileSystemBytecodeCache):
    """Jinja's own cache in a folder, without its failures."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):  # a full disk, a folder that is gone
            super().dump_bytecode(bucket)


def keep_templates() -> None:
    """Keep the compiled templates of all views, for this version of segkit and Jinja."""
    from platformdirs import user_cache_path

    folder = user_cache_path("segkit") / f"templates-{__version__}-{jinja2.__version__}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(folder):
            environment().bytecode_cache = _Kept(str(folder))
    except OSError:
        return


def _is_ours(folder: Path) -> bool:
    """Nobody else can put compiled code there."""
    state = folder.stat()
    mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return mine and not state.st_mode & 0o022 and os.access(folder, os.W_OK)
