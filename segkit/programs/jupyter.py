"""The kernels of a Jupyter server that segkit starts: Jupyter hands them the whole environment.

Named on the server's command line (`serving`), where no file of anybody's changes it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from segkit.trust import kernel_environment


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
