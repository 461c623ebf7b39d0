"""Running a notebook that holds code of its own, in a kernel of this Python.

nbclient does the work; what is set here are the choices measured to matter: a timeout per
cell, no timing metadata, and a shutdown that does not wait.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from segkit.errors import ExportError

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

CELL_TIMEOUT = 120
"""Seconds one cell may take."""

STATIC = "SEGKIT_STATIC"
"""Set for kernels that make a document: views come without their widgets; `draft` for a draft."""


def run_notebook(
    notebook: NotebookNode,
    folder: Path,
    numbers: Sequence[int] | None = None,
    *,
    draft: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> NotebookNode:
    """The notebook with its outputs, run in `folder`; raises `ExportError`.

    With `numbers`, which count from 1, only these cells are run. `meanwhile` is called once,
    while the kernel starts up, which takes half a second.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    numbers = range(1, len(notebook.cells) + 1) if numbers is None else numbers
    chosen = NotebookNode(notebook, cells=[notebook.cells[number - 1] for number in numbers])
    failed: list[int] = []
    client = NotebookClient(
        chosen,
        km=_manager(meanwhile),
        timeout=CELL_TIMEOUT,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(folder)}},
        on_cell_error=lambda cell_index, **_: failed.append(numbers[cell_index]),
    )
    try:
        # a kernel whose manager is given is left running otherwise
        client.execute(cleanup_kc=True, env=_environment(draft=draft))
    except CellExecutionError as error:
        raise ExportError(
            f"Cell {failed[-1] if failed else '?'} of the notebook failed: "
            f"{error.ename}: {error.evalue}",
            "open the notebook with `segkit lab`, run it, and correct that cell.",
        ) from error
    except CellTimeoutError as error:
        raise ExportError(
            f"A cell of the notebook took longer than {CELL_TIMEOUT} seconds.",
            "make it faster, or take it out of the guide.",
        ) from error
    except (DeadKernelError, RuntimeError) as error:
        raise ExportError(
            f"The notebook's kernel stopped: {error}.",
            "open the notebook with `segkit lab` and run the cells one by one.",
        ) from error
    return notebook


def _environment(*, draft: bool) -> dict[str, str]:
    """What the kernel may know: no token, because a cell of a stranger might print it."""
    from segkit.segment_api.token import VARIABLES

    hidden = {*VARIABLES, "GOOGLE_API_KEY"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, STATIC: "draft" if draft else "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _manager(meanwhile: Callable[[], None]) -> AsyncKernelManager:
    """Starts the kernel of this very Python, whatever kernel specs the machine has."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            launcher = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            quiet = [*launcher, "--log-level=40"]  # errors only: notices are for developers
            return KernelSpec(argv=quiet, display_name=kernel_name, language="python")

    class Started(AsyncKernelManager):
        # in the package it is an attribute, which type checkers take for one of another kind
        async def start_kernel(self, **kw: object) -> None:  # type: ignore[override]
            await super().start_kernel(**kw)
            meanwhile()

    return Started(kernel_spec_manager=ThisPython())
