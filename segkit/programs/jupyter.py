"""The kernels of a Jupyter server that segkit starts: Jupyter hands them the whole environment.

Named on the server's command line (`serving`), where no file of anybody's changes it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from traitlets import default

from segkit.programs.warm import taken
from segkit.trust import kernel_environment


class OwnKernel(ServerKernelManager):
    """A kernel; the first one is the process that has waited for it, where that fits."""

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:  # noqa: ANN401 (Jupyter's own)
        holder = self.provisioner
        folder, environment = kw.get("cwd"), kw.get("env")
        if type(holder) is LocalProvisioner and folder and environment:
            process = taken(kernel_cmd, folder, environment)
            if process is not None:
                # what LocalProvisioner keeps of a process that it has started
                holder.process, holder.cwd = process, folder
                holder.pid = holder.pgid = process.pid
                return
        await super()._async_launch_kernel(kernel_cmd, **kw)


class OwnKernels(AsyncMappingKernelManager):
    """Kernels that are given a named list of variables, and import nothing from the folder."""

    @default("kernel_manager_class")
    def _default_kernel_manager_class(self) -> str:
        return f"{OwnKernel.__module__}.{OwnKernel.__name__}"

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
