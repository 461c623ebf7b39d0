"""From an engagement to documents."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, cli, load_quickly


@cli.command()
@ENGAGEMENT
@click.option("--draft", is_flag=True, help="Export although something is open, and mark it.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write.")
def export(engagement: Path, output: Path | None, *, draft: bool) -> None:
    """Export the guide as one HTML file."""
    from segkit.engagement import find_engagement
    from segkit.export import export_guide

    load_quickly()
    found = find_engagement(engagement)
    click.echo(export_guide(found, draft=draft, output=output, listen=_say))


def _say(news: str) -> None:
    click.echo(news, err=True)
