"""Making engagements: the demo, and one's own."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, PATH, cli


@cli.command()
@click.argument("folder", type=PATH, default=Path("segkit-demo"))
def demo(folder: Path) -> None:
    """Make the demo engagement in FOLDER and export its guide."""
    from segkit.engagement.demo import create_demo
    from segkit.export import export_guide

    engagement = create_demo(folder)
    guide = export_guide(engagement)
    here = click.format_filename(folder)
    click.echo(f"The guide of {engagement.customer}: {guide}")
    click.echo(
        f"\nOpen it in a browser. Then try:\n"
        f"  segkit lab {here}      the same guide, live in JupyterLab\n"
        f"  segkit plan {here}/tracking-plan.xlsx      the plan as segkit understands it\n"
        f"  segkit check {here}      what is still open before a guide is final\n"
        f'  segkit new NAME --customer "…" --plan FILE      your own engagement'
    )


@cli.command()
@click.argument("name", type=PATH)
@click.option("--customer", required=True, help="The customer's name as they write it.")
@click.option(
    "--plan", help="Tracking plan: a file, a Google Sheet's address, or an id in Segment (tp_…)."
)
@click.option("--workspace", type=PATH, help="Workspace: one JSON file.")
@click.option("--pull", is_flag=True, help="Read the workspace from Segment's Public API.")
@click.option(
    "--region",
    type=click.Choice(["us", "eu"], case_sensitive=False),
    help="The workspace's region; a pull finds it out.",
)
@click.option("--sa", default="", help="Who makes the guide.")
@click.option("--date", default="", help="Date of the workshop, e.g. 2026-11-24.")
@click.option("--plan-url", default="", help="Where readers open the tracking plan.")
def new(  # noqa: PLR0913 (one argument for each option)
    *,
    name: Path,
    customer: str,
    plan: str | None,
    workspace: Path | None,
    pull: bool,
    region: str | None,
    sa: str,
    date: str,
    plan_url: str,
) -> None:
    """Make the engagement folder NAME from a tracking plan and a workspace."""
    from segkit.cli.bars import bars
    from segkit.cli.pulling import missing
    from segkit.engagement.new import NewEngagement, create_engagement
    from segkit.engagement.snapshot import read_snapshot
    from segkit.listings.plan import plan_in_short

    wanted = NewEngagement(
        customer,
        plan,
        workspace,
        pull=pull,
        region=(region or "").lower(),
        sa=sa,
        date=date,
        plan_url=plan_url,
    )
    with bars() as listen:
        engagement = create_engagement(name, wanted, listen=listen)
    here = click.format_filename(name)
    snapshot = read_snapshot(engagement)
    read = [f"Plan: {plan_in_short(snapshot.plan)}"] if snapshot.plan else []
    click.echo("\n".join([f"Made {engagement.folder}", *read, *missing(snapshot)]))
    explain = f"  segkit plan {here} --explain      see how each column was read\n" if read else ""
    click.echo(
        f"Next:\n{explain}  segkit lab {here}      work on the guide in JupyterLab\n"
        f"  segkit check {here}      see what is still open\n"
        f"  segkit export {here} --draft      see the guide as it stands"
    )


@cli.command()
@ENGAGEMENT
def renew(engagement: Path) -> None:
    """Bring the guide's notebook to the order of a new one, with every word of yours.

    The notebook as it was is kept beside it.
    """
    from segkit.engagement.renewal import renew_notebook
    from segkit.engagement.settings import find_engagement

    found = find_engagement(engagement)
    done = renew_notebook(found)
    if done.kept is None:
        click.echo(f"{found.notebook} is in that order already.")
        return
    theirs = "1 cell of yours" if done.theirs == 1 else f"{done.theirs} cells of yours"
    click.echo(f"Renewed {found.notebook}; {theirs} kept. As it was: {done.kept.name}")
    if done.new:
        click.echo(f"New in it: {', '.join(done.new)}")
