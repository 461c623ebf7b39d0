"""The command line: thin, every command one call into the package.

Exit status: 0 done, 1 something is open, 2 bad input or a broken engagement.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import click

from segkit import __version__
from segkit.errors import OpenItemsError, SegkitError

if TYPE_CHECKING:
    from segkit.model.plan import TrackingPlan
    from segkit.pull.places import PlanPlace
    from segkit.pull.tables import Profile

_ENGAGEMENT = click.argument(
    "engagement", type=click.Path(path_type=Path), default=Path(), metavar="[ENGAGEMENT]"
)
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


class _Commands(click.Group):
    """Shows segkit's own errors as a message; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OpenItemsError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)
        except SegkitError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)  # in the order in which they are needed


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="segkit")
def cli() -> None:
    """A customer's onboarding guide for Twilio Segment, made from the truth.

    ENGAGEMENT is an engagement's folder; without it, the current one.
    """


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("segkit-demo"))
def demo(folder: Path) -> None:
    """Make the demo engagement in FOLDER and export its guide."""
    from segkit.demo import create_demo
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
        f'  segkit new acme --customer "Acme" --plan FILE      your own engagement'
    )


@cli.command()
@click.argument("name", type=click.Path(path_type=Path))
@click.option("--customer", required=True, help="The customer's name as they write it.")
@click.option(
    "--plan", help="Tracking plan: a file, a Google Sheet's address, or an id in Segment (tp_…)."
)
@click.option("--workspace", type=click.Path(path_type=Path), help="Workspace: one JSON file.")
@click.option("--sa", default="", help="Who makes the guide.")
@click.option("--date", default="", help="Date of the workshop, e.g. 2026-11-24.")
@click.option("--plan-url", default="", help="Where readers open the tracking plan.")
def new(  # noqa: PLR0913 (one argument for each option)
    *,
    name: Path,
    customer: str,
    plan: str | None,
    workspace: Path | None,
    sa: str,
    date: str,
    plan_url: str,
) -> None:
    """Make the engagement folder NAME from a tracking plan and a workspace."""
    from segkit.new import NewEngagement, create_engagement

    wanted = NewEngagement(customer, plan, workspace, sa=sa, date=date, plan_url=plan_url)
    engagement = create_engagement(name, wanted)
    here = click.format_filename(name)
    click.echo(f"Made {engagement.folder}")
    click.echo(
        f"Next:\n  segkit lab {here}      work on the guide in JupyterLab\n"
        f"  segkit check {here}      see what is still open\n"
        f"  segkit export {here} --draft      see the guide as it stands"
    )


@cli.command()
@_ENGAGEMENT
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


@cli.command()
@click.argument("plan_", metavar="PLAN")
@click.option("--explain", is_flag=True, help="Show how each tab and column was understood.")
@click.option(
    "--to", type=click.Choice(["api", "csv"]), help="Write it as the Public API's rules, or as CSV."
)
@_AS_JSON
def plan(plan_: str, *, as_json: bool, explain: bool, to: Literal["api", "csv"] | None) -> None:
    """Print a tracking plan as segkit understands it.

    PLAN is a file, a Google Sheet's address, the id of a plan in Segment (tp_…), or an
    engagement's folder: then its plan, with what was corrected there.
    """
    from segkit.corrections import plan_of
    from segkit.listing import plan_as_json, plan_as_text
    from segkit.pull import read_plan

    place, profile = plan_of(plan_)
    if explain:
        _explain(place, profile, as_json=as_json)
        return
    found = read_plan(place, profile=profile)
    if to is not None:
        _convert(found, to)
        return
    click.echo(json.dumps(plan_as_json(found), indent=2) if as_json else plan_as_text(found))


def _convert(found: TrackingPlan, to: Literal["api", "csv"]) -> None:
    """Print the plan in another form, and what that form cannot carry on standard error."""
    from segkit.pull.converting import convert

    text, losses = convert(found, to)
    click.echo(text, nl=False)
    for lost in losses:
        click.echo(f"{lost.origin}: {lost.reason}", err=True)


def _explain(place: PlanPlace, profile: Profile, *, as_json: bool) -> None:
    """Print the reading of a plan, and fail after that when it is none."""
    from segkit.corrections import understand_place
    from segkit.reading_listing import reading_as_json, reading_as_text

    outcome = understand_place(place, profile)
    shown = (
        reading_as_json(place.name, outcome) if as_json else reading_as_text(place.name, outcome)
    )
    click.echo(json.dumps(shown, indent=2) if as_json else shown)
    if outcome is not None and outcome.problem is not None:
        raise outcome.problem


@cli.command()
@_ENGAGEMENT
@_AS_JSON
@click.pass_context
def check(ctx: click.Context, engagement: Path, *, as_json: bool) -> None:
    """List what is still open before the guide is final; status 1 while something is."""
    from segkit.engagement import find_engagement
    from segkit.export import items_of
    from segkit.listing import items_as_json, items_as_text

    items = items_of(find_engagement(engagement))
    click.echo(json.dumps(items_as_json(items), indent=2) if as_json else items_as_text(items))
    ctx.exit(1 if items else 0)


@cli.command()
@click.argument("todo")
@click.argument("how")
@click.argument("engagement", type=click.Path(path_type=Path), default=Path())
def tick(todo: str, how: str, engagement: Path) -> None:
    """Settle the to-do TODO of an engagement; HOW says how, in a few words."""
    from segkit.engagement import find_engagement
    from segkit.todos import settle

    found = find_engagement(engagement)
    settle(found, todo, how)
    click.echo(f"Settled {todo} in {found.notes_file}")


@cli.command()
@_ENGAGEMENT
@click.option("--draft", is_flag=True, help="Export although something is open, and mark it.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write.")
def export(engagement: Path, output: Path | None, *, draft: bool) -> None:
    """Export the guide as one HTML file."""
    from segkit.engagement import find_engagement
    from segkit.export import export_guide

    click.echo(export_guide(find_engagement(engagement), draft=draft, output=output))


@cli.command()
@click.argument("expression", required=False)
@click.option("--call", type=click.Path(path_type=Path), help="JSON file of one call.")
@click.option(
    "--cases", type=click.File(), help='JSON lines of {"fql", "call"}; - for standard input.'
)
@click.option("--trigger", is_flag=True, help="Judge as mapping triggers are judged.")
def fql(expression: str | None, *, call: Path | None, cases: TextIO | None, trigger: bool) -> None:
    """Say whether a call matches EXPRESSION in Segment's filter language."""
    from segkit.errors import UsageError
    from segkit.routing.fql import run_cases, verdict

    if cases is not None:
        for word in run_cases(cases, trigger=trigger):
            click.echo(word)
    elif expression is None or call is None:
        raise UsageError(
            "There is nothing to judge.", "give EXPRESSION and --call FILE, or --cases FILE."
        )
    else:
        matches = verdict(expression, _call(call), trigger=trigger)
        click.echo("true" if matches else "false")


def _call(file: Path) -> dict[str, object]:
    """One call as JSON; raises `InputFileError`."""
    from segkit.errors import InputFileError
    from segkit.files import read_bytes
    from segkit.pull.json_text import load_json

    found = load_json(read_bytes(file, limit=1_000_000).decode("utf-8", "replace"), str(file))
    if not isinstance(found, dict):
        raise InputFileError(f"{file} is no call.", "give one JSON object with a type.")
    return found


@cli.command(context_settings={"ignore_unknown_options": True})
@_ENGAGEMENT
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[JUPYTERLAB OPTIONS]...")
def lab(engagement: Path, options: tuple[str, ...]) -> None:
    """Open the engagement's guide in JupyterLab."""
    from segkit.engagement import find_engagement

    found = find_engagement(engagement)
    sys.exit(_run_lab(found.folder, found.notebook.name, options))


def _run_lab(folder: Path, notebook: str, options: tuple[str, ...]) -> int:
    import os
    import subprocess

    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", notebook, *options]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container one often is; it listens locally only
    try:
        # our own Python with fixed arguments; nothing of the user's reaches a shell
        return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 0


def main(arguments: Sequence[str] | None = None) -> None:
    """The program `segkit`."""
    cli.main(args=list(arguments) if arguments is not None else None, prog_name="segkit")
