"""What a Jupyter server that segkit starts may do in an engagement's folder.

Jupyter follows links, and hands the whole environment to every kernel. These classes are named on
its command line (`serving`), where no file of anybody's changes them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError
from traitlets import default

from segkit.errors import SegkitError
from segkit.files import own_place
from segkit.trust import kernel_environment


class OwnCheckpoints(AsyncFileCheckpoints):
    """Checkpoints beside the notebooks, in no folder that is a link to elsewhere."""

    def checkpoint_path(self, checkpoint_id: str, path: str) -> str:
        """Where the checkpoint of `path` lies; 404 when that is outside of the folder."""
        parent = Path(self._get_os_path(path=path.strip("/"))).parent
        _refuse_elsewhere(parent / self.checkpoint_dir, self.root_dir)
        # jupyter_server has types for some of its methods
        place = Path(super().checkpoint_path(checkpoint_id, path))  # type: ignore[no-untyped-call]
        if place.parent == parent / self.checkpoint_dir:  # else the system's own temporary folder
            _refuse_elsewhere(place, self.root_dir)
        return str(place)


class OwnContents(AsyncLargeFileManager):
    """The files of the folder; what a link leads to elsewhere is not there."""

    @default("checkpoints_class")
    def _default_checkpoints_class(self) -> type:
        return OwnCheckpoints

    def _get_os_path(self, path: str) -> str:
        place = Path(super()._get_os_path(path))  # type: ignore[no-untyped-call] # likewise
        _refuse_elsewhere(place, self.root_dir)
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


def _refuse_elsewhere(place: Path, root: str) -> None:
    try:
        real = own_place(place, Path(root))
        has_other_name = real.is_file() and real.stat().st_nlink > 1
    except (SegkitError, OSError):
        has_other_name = True
    if has_other_name:
        raise HTTPError(404, f"{place.name} is not inside the engagement's folder.")
