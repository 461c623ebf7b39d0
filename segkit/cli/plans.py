"""Tracking plans, as segkit understands them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from segkit.cli.program import AS_JSON, cli, print_json, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segkit.model.plan import Doubt, TrackingPlan
    from segkit.plans.tables import Profile
    from segkit.pull.places import PlanPlace


@cli.command()
@click.argument("plan_", metavar="PLAN")
@click.option("--explain", is_flag=True, help="Show how each tab and column was understood.")
@click.option(
    "--to", type=click.Choice(["api", "csv"]), help="Write it as the Public API's rules, or as CSV."
)
@click.option(
    "--strict", is_flag=True, help="Status 1 when something in it may mean something else."
)
@AS_JSON
@click.pass_context
def plan(  # noqa: PLR0913 (one argument for each option)
    ctx: click.Context, plan_: str, *, as_json: bool, explain: bool, strict: bool,
    to: Literal["api", "csv"] | None,
) -> None:  # fmt: skip
    """Print a tracking plan as segkit understands it.

    PLAN is a file, a Google Sheet's address, the id of a plan in Segment (tp_…), or an
    engagement's folder: then its plan, with what was corrected there. What in it may mean
    something else than what was made of it is listed at the end.
    """
    from segkit.engagement.corrections import plan_of
    from segkit.listings.plan import doubts_as_text, plan_as_json, plan_as_text
    from segkit.pull import read_plan

    place, profile = plan_of(plan_)
    if explain:
        doubts = _explain(place, profile, as_json=as_json)
    else:
        found = read_plan(place, profile=profile)
        doubts = found.report.doubts
        if to is not None:
            _convert(found, to)
        else:
            show(as_json, plan_as_json, plan_as_text, found)
    if strict and doubts:
        if to is not None:
            click.echo("\n".join(doubts_as_text(doubts)), err=True)
        ctx.exit(1)


def _convert(found: TrackingPlan, to: Literal["api", "csv"]) -> None:
    """Print the plan in another form, and what that form cannot carry on standard error."""
    from segkit.plans.writing.converting import convert

    text, losses = convert(found, to)
    click.echo(text, nl=False)
    for lost in losses:
        click.echo(f"{lost.origin}: {lost.reason}", err=True)


def _explain(place: PlanPlace, profile: Profile, *, as_json: bool) -> Sequence[Doubt]:
    """Print the reading of a plan, and fail after that when it is none; gives its doubts.

    What is no table has no columns to explain; but it is read, so that a document that is no
    plan is an error here as anywhere.
    """
    from segkit.engagement.corrections import understand_place
    from segkit.listings.reading import reading_as_json, reading_as_text
    from segkit.pull import read_plan

    outcome = understand_place(place, profile)
    plan = read_plan(place, profile=profile) if outcome is None else outcome.plan
    doubts = plan.report.doubts if plan is not None else ()
    if as_json:
        print_json(reading_as_json(place.name, outcome, doubts))
    else:
        click.echo(reading_as_text(place.name, outcome, doubts))
    if outcome is not None and outcome.problem is not None:
        raise outcome.problem
    return doubts
