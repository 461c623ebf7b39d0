"""The kernels of a Jupyter server that segkit starts: Jupyter hands them the whole environment.

Named on the server's command line (`serving`), where no file of anybody's changes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from segkit.trust import kernel_environment


class OwnKernels(AsyncMappingKernelManager):
    """Kernels that are given a named list of variables, and import nothing from the folder.

    Attributes:
        leaving: Called before all kernels are ended, by whoever waits for one of them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Jupyter's own)
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call] # likewise
        self.leaving: list[Callable[[], object]] = []

    async def _async_shutdown_all(self, now: bool = False) -> None:  # noqa: FBT001, FBT002 (likewise)
        for leave in self.leaving:
            leave()
        await super()._async_shutdown_all(now)

    shutdown_all = _async_shutdown_all  # type: ignore[assignment] # as for start_kernel below

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
