"""What a Jupyter server that segkit starts may do in an engagement's folder.

Jupyter follows links, and hands the whole environment to every kernel. These classes are named on
its command line (`serving`), where no file of anybody's changes them.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from nbformat import NotebookNode
from tornado.web import HTTPError
from traitlets import default

from segkit.errors import SegkitError
from segkit.files import own_place
from segkit.trust import kernel_environment


class OwnCheckpoints(AsyncFileCheckpoints):
    """Checkpoints beside the notebooks; in a folder of this user's where that place is a link."""

    def checkpoint_path(self, checkpoint_id: str, path: str) -> str:
        """Where the checkpoint of `path` lies."""
        parent = Path(self._get_os_path(path=path.strip("/"))).parent
        beside = parent / self.checkpoint_dir / f"{Path(path).stem}-{checkpoint_id}.ipynb"
        if _is_own(beside.parent, self.root_dir) and _is_own(beside, self.root_dir):
            # jupyter_server has types for some of its methods
            return str(super().checkpoint_path(checkpoint_id, path))  # type: ignore[no-untyped-call]
        name = hashlib.sha256(path.encode()).hexdigest()[:20]
        return str(Path(_elsewhere().name, f"{name}-{checkpoint_id}.ipynb"))


@cache
def _elsewhere() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="segkit-checkpoints-")


class _NotHereError(HTTPError, OSError):
    """404 to whoever asks for it; to whoever lists the folder, something that is passed over."""

    def __init__(self, place: Path) -> None:
        HTTPError.__init__(self, 404, f"{place.name} is not inside the engagement's folder.")
        self.errno = errno.EACCES


class OwnContents(AsyncLargeFileManager):
    """The files of the folder; what a link leads to elsewhere is not there."""

    @default("checkpoints_class")
    def _default_checkpoints_class(self) -> type:
        return OwnCheckpoints

    def mark_trusted_cells(self, nb: NotebookNode, path: str = "") -> None:
        """Jupyter's own mark, and no widgets of a notebook that this user did not save.

        JupyterLab brings the widgets that are kept in a notebook to life when it is opened, and
        their scripts with them, whether it is trusted or not.
        """
        super().mark_trusted_cells(nb, path)  # type: ignore[no-untyped-call] # likewise
        if not self.notary.check_signature(nb):
            nb.metadata.pop("widgets", None)

    def _get_os_path(self, path: str) -> str:
        place = Path(super()._get_os_path(path))  # type: ignore[no-untyped-call] # likewise
        if not _is_own(place, self.root_dir):
            raise _NotHereError(place)
        return str(place)


class OwnKernels(AsyncMappingKernelManager):
    """Kernels that are given a named list of variables, and import nothing from the folder."""

    async def _async_start_kernel(self, **kwargs: Any) -> str:  # noqa: ANN401 (Jupyter's own)
        kwargs["env"] = self._named(kwargs.get("env"))
        return str(await super()._async_start_kernel(**kwargs))

    # the asynchronous classes of jupyter_client name their methods in this way
    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def update_env(self, *, kernel_id: str, env: dict[str, str]) -> None:
        """What a kernel is given when it is started again."""
        super().update_env(kernel_id=kernel_id, env=self._named(env))

    def _named(self, env: dict[str, str] | None) -> dict[str, str]:
        return kernel_environment(env or os.environ, Path(self.root_dir), live=True)


def _is_own(place: Path, root: str) -> bool:
    """It lies in the folder, under this name alone, and is no pipe; or nothing is there yet."""
    try:
        state = own_place(place, Path(root)).stat()
    except FileNotFoundError:
        return True
    except (SegkitError, OSError):
        return False
    return stat.S_ISDIR(state.st_mode) or (stat.S_ISREG(state.st_mode) and state.st_nlink == 1)
