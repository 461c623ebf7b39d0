"""What is still open in an engagement, and settling it."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, cli, print_json


@cli.command()
@ENGAGEMENT
@AS_JSON
@click.pass_context
def check(ctx: click.Context, engagement: Path, *, as_json: bool) -> None:
    """List what is still open before the guide is final; status 1 while something is.

    Notes that have lost their object are listed too, doubts about how the plan was read, and
    tables that a kept filter cuts; they keep nothing open.
    """
    from segkit.considerations.listing import lost_as_json, lost_lines
    from segkit.engagement.settings import find_engagement
    from segkit.export import items_of
    from segkit.guide import Guide
    from segkit.guide.kept_filters import cut_tables
    from segkit.listings.plan import doubts_as_json, doubts_as_text, items_as_json, items_as_text

    found = find_engagement(engagement)
    guide = Guide(found)
    facts = guide.facts
    items, lost = items_of(found), facts.considered.lost
    doubts = facts.plan.report.doubts if facts.plan else ()
    cut = cut_tables(facts.notes, guide.static)
    if as_json:
        more = {
            "lost": lost_as_json(lost),
            "doubts": doubts_as_json(doubts),
            "filters": [{"table": name, "said": said} for name, said in cut],
        }
        print_json({**items_as_json(items), **more})
    else:
        filtered = [f"The table {name} is cut in the guide. {said}" for name, said in cut]
        said = [items_as_text(items), *lost_lines(lost), *doubts_as_text(doubts), *filtered]
        click.echo("\n".join(said))
        if items and engagement != Path():
            click.echo(f"Commands are for its folder: cd {click.format_filename(engagement)}")
    ctx.exit(1 if items else 0)


@cli.command()
@click.argument("todo")
@click.argument("how")
@ENGAGEMENT
def tick(todo: str, how: str, engagement: Path) -> None:
    """Settle the to-do TODO of an engagement; HOW says how, in a few words."""
    from segkit.engagement.settings import find_engagement
    from segkit.facts.todos import settle

    found = find_engagement(engagement)
    settle(found, todo, how)
    click.echo(f"Settled {todo} in {found.notes_file}")
