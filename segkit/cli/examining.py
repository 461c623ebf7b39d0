"""Whether a workshop can be held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, cli, print_json
from segkit.terminal import canvas

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from segkit.doctor import Report, Result

_SIGNS = {
    "ok": ("✓", "green"),
    "warn": ("!", "yellow"),
    "fail": ("✗", "bold red"),
    "skipped": ("–", "dim"),
}


@cli.command()
@ENGAGEMENT
@AS_JSON
@click.pass_context
def doctor(ctx: click.Context, engagement: Path, *, as_json: bool) -> None:
    """Check everything that a live workshop needs; status 1 when something must be done.

    It changes nothing, and works without an engagement and without a network.
    """
    from segkit.doctor import examine, look_around
    from segkit.doctor.listing import report_as_json, report_as_text

    is_named = ctx.get_parameter_source("engagement") is click.core.ParameterSource.COMMANDLINE
    console = canvas()
    with canvas(stderr=True).status("Looking at everything that a workshop needs …"):
        report = examine(look_around(engagement, is_named=is_named))
    if as_json:
        print_json(report_as_json(report))
    elif console.is_terminal:
        _draw(report, console)
    else:
        click.echo(report_as_text(report))
    ctx.exit(0 if report.is_ready else 1)


def _draw(report: Report, console: Console) -> None:
    """The report with colours, in as many columns as there is room for."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    from segkit.doctor.listing import by_group

    for group, results in by_group(report):
        console.print()
        console.print(Rule(Text(group, "bold"), align="left", style="dim"))
        console.print(Padding(_table(results), (0, 0, 0, 1)))
    console.print()
    console.print(Text(report.summary, "bold green" if report.is_ready else "bold red"))


def _table(results: tuple[Result, ...]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from segkit.doctor.listing import one_line

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(width=26)
    table.add_column(ratio=1)
    for result in results:
        verdict = result.verdict
        sign, style = _SIGNS[verdict.severity]
        # what comes from outside is text: never rich's own marks, never a terminal's
        says = Text(one_line(verdict.says), "dim" if verdict.severity == "skipped" else "")
        if verdict.fix:
            says.append(f"\n→ {one_line(verdict.fix)}", "cyan")
        table.add_row(Text(sign, style), Text(result.title, style), says)
    return table
