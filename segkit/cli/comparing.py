"""What changed between two states."""

from __future__ import annotations

import json

import click

from segkit.cli.program import AS_JSON, cli


@cli.command()
@click.argument("old")
@click.argument("new")
@AS_JSON
@click.pass_context
def diff(context: click.Context, old: str, new: str, *, as_json: bool) -> None:
    """List what changed from OLD to NEW, and what of it breaks something.

    Each is an engagement's folder or a snapshot file, or a tracking plan: a file, a Google
    Sheet's address, or the id of a plan in Segment (tp_…). A plan is compared with the plan
    of the other side. The exit status is 1 when a change is breaking.
    """
    from segkit.diff.comparing import compare, side
    from segkit.listings.diff import difference_as_json, difference_as_text

    found = compare(side(old), side(new))
    click.echo(
        json.dumps(difference_as_json(found), indent=2) if as_json else difference_as_text(found)
    )
    context.exit(1 if found.breaking else 0)
