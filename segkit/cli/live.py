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
    from segkit.engagement.settings import find_engagement
    from segkit.programs.serving import lab_command, run

    found = find_engagement(engagement)
    sys.exit(run(lab_command(found, options), found.folder))


@cli.command(context_settings={"ignore_unknown_options": True})
@ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[VOILA OPTIONS]...")
def app(engagement: Path, options: tuple[str, ...]) -> None:
    """Open the customer's explorer in a browser, without a line of code."""
    from segkit.engagement.settings import find_engagement
    from segkit.programs.serving import app_command, run

    found = find_engagement(engagement)
    sys.exit(run(app_command(found, options), found.folder, read_only=True))
