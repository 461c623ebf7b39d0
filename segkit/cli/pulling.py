"""Reading plan and workspace again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import ENGAGEMENT, cli

if TYPE_CHECKING:
    from segkit.engagement import Engagement
    from segkit.snapshot import Snapshot

VOLUMES = click.option(
    "--volumes",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Also count the events that Segment received in so many days.",
)
WITH_WRITE_KEYS = click.option(
    "--with-write-keys",
    is_flag=True,
    help="Keep the write keys of websites and apps, for the load snippets.",
)


@cli.command()
@ENGAGEMENT
@VOLUMES
@WITH_WRITE_KEYS
@click.pass_context
def pull(
    ctx: click.Context, engagement: Path, *, volumes: int | None, with_write_keys: bool
) -> None:
    """Read the plan and the workspace again and replace the snapshot.

    Nothing is replaced when anything fails, or when it is interrupted; the snapshot that was
    there is kept in snapshots/.
    """
    from segkit.cli.bars import bars
    from segkit.engagement import find_engagement
    from segkit.snapshot import take_snapshot

    found = find_engagement(engagement)
    try:
        with bars() as listen:
            snapshot = take_snapshot(
                found, listen=listen, volumes_days=volumes, with_write_keys=with_write_keys
            )
    except KeyboardInterrupt:
        click.echo("Interrupted. The snapshot is as it was before.", err=True)
        ctx.exit(130)
    click.echo(summary(found, snapshot))


def summary(engagement: Engagement, snapshot: Snapshot) -> str:
    """What was read, where it is, and what could not be had."""
    rules = len(snapshot.plan.rules) if snapshot.plan else 0
    workspace = snapshot.workspace
    sources = len(workspace.sources) if workspace else 0
    lines = [
        f"Read {rules} rules of the plan and {sources} sources into {engagement.snapshot_file}"
    ]
    if workspace is not None and workspace.not_available:
        from segkit.pull.titles import title_of

        lines.append("Not available:")
        lines += [f"  {title_of(key)}: {why}" for key, why in workspace.not_available.items()]
    return "\n".join(lines)
