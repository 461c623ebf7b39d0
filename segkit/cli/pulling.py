"""Reading plan and workspace again."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, cli


@cli.command()
@ENGAGEMENT
def pull(engagement: Path) -> None:
    """Read the plan and the workspace again and replace the snapshot."""
    from segkit.engagement import find_engagement
    from segkit.snapshot import take_snapshot

    found = find_engagement(engagement)
    snapshot = take_snapshot(found, listen=_say)
    rules = len(snapshot.plan.rules) if snapshot.plan else 0
    sources = len(snapshot.workspace.sources) if snapshot.workspace else 0
    click.echo(f"Read {rules} rules of the plan and {sources} sources into {found.snapshot_file}")


def _say(news: object) -> None:
    """A line for each resource that is complete, and for each wait."""
    if getattr(news, "done", None) == getattr(news, "total", None):
        click.echo(str(news), err=True)
