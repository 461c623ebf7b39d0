"""Opening an engagement live."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, cli


@cli.command(context_settings={"ignore_unknown_options": True})
@ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[JUPYTERLAB OPTIONS]...")
def lab(engagement: Path, options: tuple[str, ...]) -> None:
    """Open the engagement's workshop in JupyterLab, already run."""
    from segkit.engagement.settings import find_engagement
    from segkit.programs.serving import ROOM, lab_command, room_of, run

    found = find_engagement(engagement)
    with tempfile.TemporaryDirectory(prefix="segkit-lab-", ignore_cleanup_errors=True) as state:
        command = lab_command(found, options, Path(state))
        sys.exit(run(command, found.folder, {ROOM: room_of(found)}))


@cli.command(context_settings={"ignore_unknown_options": True})
@ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[VOILA OPTIONS]...")
def app(engagement: Path, options: tuple[str, ...]) -> None:
    """Open the customer's explorer in a browser, without a line of code."""
    from segkit.engagement.settings import find_engagement
    from segkit.programs.serving import app_command, run

    found = find_engagement(engagement)
    sys.exit(run(app_command(found, options), found.folder, {"SEGKIT_READ_ONLY": "1"}))
