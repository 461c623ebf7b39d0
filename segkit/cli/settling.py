"""What is still open in an engagement, and settling it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, cli


@cli.command()
@ENGAGEMENT
@AS_JSON
@click.pass_context
def check(ctx: click.Context, engagement: Path, *, as_json: bool) -> None:
    """List what is still open before the guide is final; status 1 while something is.

    Notes that have lost their object are listed too, and tables that a kept filter cuts; they
    keep nothing open.
    """
    from segkit.engagement.settings import find_engagement
    from segkit.export import items_of
    from segkit.guide import Guide
    from segkit.guide.kept_filters import cut_tables
    from segkit.listings.considerations import lost_as_json, lost_lines
    from segkit.listings.plan import items_as_json, items_as_text

    found = find_engagement(engagement)
    items, guide = items_of(found), Guide(found)
    lost = guide.facts.judgement.lost
    cut = cut_tables(guide.facts.notes, guide.static)
    if as_json:
        filters = [{"table": name, "said": said} for name, said in cut]
        shown = {**items_as_json(items), "lost": lost_as_json(lost), "filters": filters}
        click.echo(json.dumps(shown, indent=2))
    else:
        filtered = [f"The table {name} is cut in the guide. {said}" for name, said in cut]
        click.echo("\n".join([items_as_text(items), *lost_lines(lost), *filtered]))
    ctx.exit(1 if items else 0)


@cli.command()
@click.argument("todo")
@click.argument("how")
@click.argument("engagement", type=click.Path(path_type=Path), default=Path())
def tick(todo: str, how: str, engagement: Path) -> None:
    """Settle the to-do TODO of an engagement; HOW says how, in a few words."""
    from segkit.engagement.settings import find_engagement
    from segkit.facts.todos import settle

    found = find_engagement(engagement)
    settle(found, todo, how)
    click.echo(f"Settled {todo} in {found.notes_file}")
