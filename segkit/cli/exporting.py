"""From an engagement to documents."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.cli.program import ENGAGEMENT, cli, load_quickly


@cli.command()
@ENGAGEMENT
@click.option("--draft", is_flag=True, help="Export although something is open, and mark it.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write.")
@click.option("--all", "every", is_flag=True, help="Export every engagement below the folder.")
@click.option("--force", is_flag=True, help="With --all: also guides that are up to date.")
@click.option("--jobs", type=click.IntRange(1), help="With --all: how many at once.")
@click.option("--scheduler", metavar="ADDRESS", help="With --all: on this Dask cluster.")
@click.option("--json", "as_json", is_flag=True, help="With --all: print JSON for scripts.")
def export(  # noqa: PLR0913 (one argument for each option)
    engagement: Path,
    output: Path | None,
    jobs: int | None,
    scheduler: str | None,
    *,
    draft: bool,
    every: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Export the guide as one HTML file.

    With --all, ENGAGEMENT is a folder of engagements; the exit status is 1 unless each of
    them has its guide.
    """
    if every:
        _refuse("--output", "a guide lies in its engagement's folder", given=output is not None)
        from segkit.batch import Choices
        from segkit.cli.batch import export_every

        choices = Choices(draft, force, at_once=jobs or 0, scheduler=scheduler or "")
        export_every(engagement, choices, as_json=as_json)
        return
    for option, given in (
        ("--force", force), ("--jobs", jobs), ("--scheduler", scheduler), ("--json", as_json),
    ):  # fmt: skip
        _refuse(option, "it belongs to --all", given=bool(given))
    from segkit.engagement import find_engagement
    from segkit.export import export_guide

    load_quickly()
    found = find_engagement(engagement)
    click.echo(export_guide(found, draft=draft, output=output, listen=_say))


def _refuse(option: str, why: str, *, given: bool) -> None:
    if given:
        raise click.UsageError(f"{option} cannot be used here: {why}.")


def _say(news: str) -> None:
    click.echo(news, err=True)
