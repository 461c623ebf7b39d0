"""Serving an engagement on this computer: JupyterLab to work in, Voilà to look around.

Both run as programs of their own with this very Python; nothing is fetched from elsewhere.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from segkit.engagement.bundled import EXPLORER
from segkit.engagement.settings import Engagement
from segkit.errors import ConfigError

_SHARE = Path(__file__).parent / "share"


def lab_command(engagement: Engagement, options: Sequence[str]) -> list[str]:
    """JupyterLab on the engagement's folder, with its guide open."""
    folder, notebook = engagement.folder, engagement.notebook.name
    return [
        *(sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", notebook, *options),
        *_as_root(),
    ]


def app_command(engagement: Engagement, options: Sequence[str]) -> list[str]:
    """Voilà on the customer's explorer: what it shows, and not a line of code.

    Raises `ConfigError` when the engagement has no explorer.
    """
    notebook = engagement.folder / EXPLORER
    if not notebook.is_file():
        raise ConfigError(
            f"{engagement.folder} has no {EXPLORER}.",
            "copy it from a new engagement (`segkit new`), or make one with `guide.explore()`.",
        )
    return [
        *(sys.executable, "-m", "voila", str(notebook), "--template=segkit"),
        # a widget that fails says so in its own place; a traceback would show code
        *("--VoilaConfiguration.show_tracebacks=False", "--strip_sources=True"),
        *options,
    ]


def run(command: Sequence[str], folder: Path, *, read_only: bool = False) -> int:
    """The program's exit status; Ctrl-C ends it and is no error.

    The kernels of a `read_only` server give no form that writes.

    Whoever ends this program ends that one too, so no server is left behind.
    """
    # our own Python with fixed arguments; nothing of the user's reaches a shell
    environment = _environment(os.environ) | ({"SEGKIT_READ_ONLY": "1"} if read_only else {})
    program = subprocess.Popen(command, cwd=folder, env=environment)  # noqa: S603
    before = signal.signal(signal.SIGTERM, lambda *_: program.terminate())
    try:
        return program.wait()
    except KeyboardInterrupt:
        program.wait()  # it was interrupted as well, and may still be asking
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def _environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The same, with segkit's own page for Voilà where Jupyter looks for such things."""
    before = environment.get("JUPYTER_PATH", "")
    path = os.pathsep.join(filter(None, [str(_SHARE), before]))
    return {**environment, "JUPYTER_PATH": path}


def _as_root() -> list[str]:
    """In a container one is often root; it listens on this computer only."""
    return ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
