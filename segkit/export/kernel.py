"""Running code of a notebook's own, in a kernel of this Python.

The kernel and its protocol are jupyter_client's. nbclient, which stands on it, is not used:
its import compiles a grammar of web addresses for longer than everything else here takes, and
it takes an interrupt for itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import TYPE_CHECKING

from segkit.errors import ExportError
from segkit.export.kernel_outputs import Outputs
from segkit.export.notebook_file import Cell, Output
from segkit.trust import kernel_environment, own_python

if TYPE_CHECKING:
    from jupyter_client.blocking.client import BlockingKernelClient
    from jupyter_client.manager import KernelManager

CELL_TIMEOUT = 120
"""Seconds one cell may take."""

START_TIMEOUT = 60
"""Seconds a kernel may take until it answers."""

STATIC = "SEGKIT_STATIC"
"""Set for kernels that make a document: views come without their widgets; `draft` for a draft,
then the name of the edition."""

_SKIPPED, _MAY_FAIL = "skip-execution", "raises-exception"
"""Tags with the meaning that they have everywhere in Jupyter."""

_LOOK_EVERY = 0.5  # seconds between two looks at whether a silent kernel still lives


def run_cells(
    cells: Mapping[int, Cell],
    folder: Path,
    *,
    draft: bool = False,
    edition: str = "",
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[int, tuple[Output, ...]]:
    """What each of the cells shows, run in this order in `folder`; raises `ExportError`.

    `meanwhile` is called once, while the kernel starts up, which takes half a second.

    Args:
        cells: By the numbers that people give them.
        folder: Where they run.
        draft: The document that is made is a draft.
        edition: Whose copy it is.
        meanwhile: Returns at once.
    """
    manager = _manager()
    shown: dict[int, Outputs] = {}
    try:
        manager.start_kernel(
            cwd=str(folder), env=_environment(folder, f"{'draft' if draft else 1} {edition}")
        )
        meanwhile()
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=START_TIMEOUT)
            displays: dict[str, list[dict[str, object]]] = {}
            for number, cell in cells.items():
                shown[number] = Outputs(displays)
                _run(client, cell, number, shown[number])
        finally:
            client.stop_channels()
    except RuntimeError as error:  # jupyter_client's word for a kernel that does not live
        raise ExportError(
            f"The notebook's kernel stopped: {error}.",
            "open the notebook with `segkit lab` and run the cells one by one.",
        ) from error
    finally:
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
    return {number: outputs.shown for number, outputs in shown.items()}


def _run(client: BlockingKernelClient, cell: Cell, number: int, outputs: Outputs) -> None:
    if not cell.source.strip() or _SKIPPED in cell.tags:
        return
    asked = client.execute(cell.source, allow_stdin=False, stop_on_error=_MAY_FAIL not in cell.tags)
    deadline = monotonic() + CELL_TIMEOUT
    while not outputs.are_complete:
        if monotonic() > deadline:
            raise ExportError(
                f"Cell {number} of the notebook took longer than {CELL_TIMEOUT} seconds.",
                "make it faster, or take it out of the guide.",
            )
        try:
            message = client.get_iopub_msg(timeout=_LOOK_EVERY)
        except Empty:
            if not client.is_alive():
                raise RuntimeError(f"it ended while cell {number} ran") from None
            continue
        if message["parent_header"].get("msg_id") == asked:
            outputs.hear(message)
    if outputs.error and _MAY_FAIL not in cell.tags:
        raise ExportError(
            f"Cell {number} of the notebook failed: {outputs.error}",
            "open the notebook with `segkit lab`, run it, and correct that cell.",
        )


def _environment(folder: Path, static: str) -> dict[str, str]:
    named = kernel_environment(os.environ, folder)
    return {**named, STATIC: static, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _manager() -> KernelManager:
    """Starts the kernel of this very Python, whatever kernel specs the machine has."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import KernelManager

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            launcher = own_python("-m", "ipykernel_launcher", "-f", "{connection_file}")
            quiet = [*launcher, "--log-level=40"]  # errors only: notices are for developers
            return KernelSpec(argv=quiet, display_name=kernel_name, language="python")

    return KernelManager(kernel_spec_manager=ThisPython())
