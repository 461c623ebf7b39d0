"""Reading plan and workspace again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import ENGAGEMENT, cli
from segkit.segment_api.titles import ON_REQUEST

if TYPE_CHECKING:
    from segkit.engagement.settings import Engagement
    from segkit.engagement.snapshot import Snapshot

VOLUMES = click.option(
    "--volumes",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Also count the events that Segment received in so many days.",
)
ALSO = click.option(
    "--also",
    type=click.Choice([*ON_REQUEST]),
    multiple=True,
    help="Also read: " + "; ".join(f"{name} ({what})" for name, what in ON_REQUEST.items()) + ".",
)
WITH_WRITE_KEYS = click.option(
    "--with-write-keys",
    is_flag=True,
    help="Keep the write keys of websites and apps, for the load snippets.",
)


@cli.command()
@ENGAGEMENT
@VOLUMES
@ALSO
@WITH_WRITE_KEYS
@click.pass_context
def pull(
    ctx: click.Context,
    engagement: Path,
    *,
    volumes: int | None,
    also: tuple[str, ...],
    with_write_keys: bool,
) -> None:
    """Read the plan and the workspace again and replace the snapshot.

    Nothing is replaced when anything fails, or when it is interrupted; the snapshot that was
    there is kept in snapshots/.
    """
    from segkit.cli.asking import ask_for_outside
    from segkit.cli.bars import bars
    from segkit.engagement.settings import find_engagement
    from segkit.engagement.snapshot import take_snapshot

    found = find_engagement(engagement)
    ask_for_outside(found)
    before = _slug_before(found)
    try:
        with bars() as listen:
            snapshot = take_snapshot(
                found,
                listen=listen,
                volumes_days=volumes,
                also=also,
                with_write_keys=with_write_keys,
            )
    except KeyboardInterrupt:
        click.echo("Interrupted. The snapshot is as it was before.", err=True)
        ctx.exit(130)
    click.echo(summary(found, snapshot))
    now = snapshot.workspace.slug if snapshot.workspace else ""
    if before and now and before != now:
        click.echo(
            f"Note: the workspace is {now!r} now, and it was {before!r} before. If that is not "
            "meant, pull with a token of the customer's workspace; the snapshot before is in "
            "snapshots/."
        )


def _slug_before(engagement: Engagement) -> str:
    """Of the workspace that is in the present snapshot; empty when none can be told."""
    from segkit.engagement.snapshot import read_snapshot
    from segkit.errors import SegkitError

    try:
        found = read_snapshot(engagement).workspace
    except SegkitError:
        return ""
    return found.slug if found is not None else ""


def summary(engagement: Engagement, snapshot: Snapshot) -> str:
    """What was read, where it is, and what could not be had."""
    rules = len(snapshot.plan.rules) if snapshot.plan else 0
    sources = len(snapshot.workspace.sources) if snapshot.workspace else 0
    read = f"Read {rules} rules of the plan and {sources} sources into {engagement.snapshot_file}"
    return "\n".join([read, *missing(snapshot)])


def missing(snapshot: Snapshot) -> list[str]:
    """What the API did not give and why, as lines; what has one reason is one line."""
    from segkit.segment_api.titles import title_of

    reasons = snapshot.workspace.not_available if snapshot.workspace else {}
    by_reason: dict[str, list[str]] = {}
    for key, why in reasons.items():
        by_reason.setdefault(why, []).append(title_of(key))
    lines = [f"  {', '.join(names)}: {why}" for why, names in by_reason.items()]
    return ["Not available:", *lines] if lines else []
