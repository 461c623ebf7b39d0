"""Opening an engagement live."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, cli


@cli.command(context_settings={"ignore_unknown_options": True})
@ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[JUPYTERLAB OPTIONS]...")
def lab(engagement: Path, options: tuple[str, ...]) -> None:
    """Open the engagement's guide in JupyterLab."""
    from segkit.engagement import find_engagement

    found = find_engagement(engagement)
    sys.exit(_run_lab(found.folder, found.notebook.name, options))


def _run_lab(folder: Path, notebook: str, options: tuple[str, ...]) -> int:
    import os
    import subprocess

    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", notebook, *options]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container one often is; it listens locally only
    try:
        # our own Python with fixed arguments; nothing of the user's reaches a shell
        return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 0
