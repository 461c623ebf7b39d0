"""What was really sent, against the plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, PATH, cli, facts_of, print_json, refuse
from segkit.terminal import canvas

if TYPE_CHECKING:
    from segkit.facts.known import Facts
    from segkit.traffic.results.verified import Verified
    from segkit.traffic.verifying import Watch

_FORMS = ("junit", "sarif", "markdown")
_LEVELS = ("violation", "unplanned", "not-seen", "none")


@cli.command()
@click.argument("places", type=PATH, nargs=-1, metavar="[ENGAGEMENT] FILES...")
@AS_JSON
@click.option("--values", is_flag=True, help="Show what was sent, not only its type.")
@click.option(
    "--fail-on", "level", type=click.Choice(_LEVELS), default="violation", show_default=True,
    help="What makes the exit status 1; each level includes those before it.",
)  # fmt: skip
@click.option("--to", "forms", type=click.Choice(_FORMS), multiple=True, help="May be repeated.")
@click.option(
    "--output",
    type=PATH,
    help="With --to: file to write; folder for several.",
)
@click.option("--baseline", type=PATH, help="What this file names does not fail.")
@click.option("--write-baseline", is_flag=True, help="Write what was found to the baseline.")
@click.option("--keep", is_flag=True, help="Keep what was seen in the engagement, for its guide.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="On this Dask cluster.")
@click.pass_context
def verify(  # noqa: PLR0913, PLR0917 (one argument for each option)
    ctx: click.Context, places: tuple[Path, ...], level: str, forms: tuple[str, ...],
    output: Path | None, baseline: Path | None, jobs: int | None, scheduler: str,
    *, as_json: bool, values: bool, write_baseline: bool, keep: bool,
) -> None:  # fmt: skip
    """Compare captured calls with the plan: HAR, JSON lines, archives, the debugger's JSON, CSV.

    FILES may be of any form, also folders and .gz. The exit status is 1 when something was found
    that --fail-on names (unreadable places count as violations), 2 for wrong use.
    """
    from segkit.listings.traffic.forms import write_forms
    from segkit.listings.traffic.text import as_text
    from segkit.traffic.results.baseline import known_in, with_known, write_known
    from segkit.traffic.results.verified import fails
    from segkit.traffic.verifying import verify as look

    refuse("--output", "it belongs to --to", given=output and not forms)
    refuse("--json", "with --to, name an --output", given=forms and as_json and not output)
    refuse(
        "--write-baseline", "name the file with --baseline", given=write_baseline and not baseline
    )
    engagement, files = _split(places)
    facts = facts_of(engagement)
    with _progress() as watch:
        found = look(
            files, facts.against, values=values, jobs=jobs or 0, scheduler=scheduler, watch=watch
        )
    if keep and found.complete:
        _keep(facts, found)
    if baseline and write_baseline and found.complete:
        write_known(found, baseline)
        click.echo(f"Written: {baseline}", err=True)
    if baseline and (found.complete or not write_baseline):
        found = with_known(found, known_in(baseline))
    if forms and (found.complete or not output):
        for path in write_forms(found, forms, output, facts.against.plan):
            click.echo(f"Written: {path}", err=True)
    if as_json:
        import msgspec

        print_json(msgspec.to_builtins(found))
    elif not forms or output:
        click.echo(as_text(found))
    if not found.complete:
        unkept = " Nothing of it was kept." if keep or write_baseline or output else ""
        click.echo(f"Interrupted: this is what was counted so far.{unkept}", err=True)
        ctx.exit(130)
    ctx.exit(1 if fails(found, level) else 0)


def _keep(facts: Facts, found: Verified) -> None:
    """Leave counts and names in the engagement, in place of those of before."""
    import datetime as dt

    from segkit.traffic.results.evidence import FILE, evidence_of, keep_evidence

    now = dt.datetime.now(tz=dt.UTC)
    keep_evidence(facts.engagement, evidence_of(found, facts.against.plan, now))
    click.echo(f"Kept: {facts.engagement.folder / FILE}", err=True)


def _split(places: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    """The engagement, which may be left out inside of one, and the files."""
    from segkit.engagement.settings import FILE

    if places and ((places[0] / FILE).is_file() or places[0].name == FILE):
        return places[0], places[1:]
    return Path(), places


@contextmanager
def _progress() -> Iterator[Watch]:
    """A bar on standard error, where that is a terminal."""
    from segkit.traffic.verifying import Watch

    console = canvas(stderr=True)
    if not console.is_terminal or console.is_dumb_terminal:
        yield Watch()
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Reading", markup=False), BarColumn(), DownloadColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield Watch(
            lambda size: bar.update(task, total=size), lambda size: bar.update(task, advance=size)
        )
