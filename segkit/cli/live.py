"""Opening an engagement live."""

from __future__ import annotations

import os
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
        sys.exit(run(command, {**os.environ, ROOM: room_of(found)}))


@cli.command(context_settings={"ignore_unknown_options": True})
@ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[VOILA OPTIONS]...")
@click.option("--run-code", is_flag=True, help="Let the notebook's own code run, as it is now.")
def app(engagement: Path, options: tuple[str, ...], *, run_code: bool) -> None:
    """Open the customer's explorer in a browser, without a line of code.

    It is served on this computer, to whoever has the address with its token.
    """
    from segkit.cli.asking import ask_for_code
    from segkit.engagement.bundled import EXPLORER
    from segkit.engagement.settings import find_engagement
    from segkit.export.consent import refuse_unallowed
    from segkit.export.document import own_code_of
    from segkit.programs.serving import app_command, app_environment, run

    found = find_engagement(engagement)
    command = app_command(found, options)
    notebook = found.folder / EXPLORER
    ask_for_code(notebook, agreed=run_code)
    refuse_unallowed(own_code_of(notebook), notebook.name, found.folder)
    sys.exit(run(command, {**app_environment(found), "SEGKIT_READ_ONLY": "1"}))
