"""Changes of a plan, made in a copy of the customer's own file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from segkit.cli.program import AS_JSON, PATH, cli, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segkit.model.change import ProposedChange
    from segkit.plans.tables import Profile
    from segkit.pull.places import PlanPlace


@cli.command()
@click.argument("plan_", metavar="PLAN")
@click.argument("map_", metavar="MAP", type=PATH)
@click.option("--output", type=PATH, required=True, help="The copy.")
@click.option("--to", type=click.Choice(["api"]), help="Write the Public API's rules instead.")
@AS_JSON
@click.pass_context
def amend(  # noqa: PLR0913 (one argument for each option)
    ctx: click.Context, plan_: str, map_: Path, *, output: Path, to: Literal["api"] | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Make the changes of MAP in a copy of PLAN; PLAN itself stays as it is.

    MAP is what `segkit impact --write-map` writes: a list of changes that a person has gone
    through. PLAN is a file, or an engagement's folder: then its plan. In the copy nothing
    differs but the places that are listed. Status 1 when a change could not be made there.
    """
    from segkit.amend import read_map
    from segkit.amend.listing import amendment_as_json, amendment_as_text
    from segkit.engagement.corrections import plan_of
    from segkit.files import write_named
    from segkit.plans.plan_input import read_text

    place, profile = plan_of(plan_)
    changes = read_map(read_text(map_), map_.name)
    _refuse_same(place, output)
    if to is not None:
        refused = _write_rules(place, profile, changes, output)
    else:
        from segkit.amend import amend as make

        made = make(_file(place), changes, profile)
        write_named(output, made.content)
        refused = bool(made.refused)
        show(as_json, amendment_as_json, amendment_as_text, made)
    ctx.exit(1 if refused else 0)


def _file(place: PlanPlace) -> Path:
    from segkit.errors import UsageError

    if place.kind != "file":
        raise UsageError(
            f"{place.text} is no file.", "download it as a workbook, or write rules with --to api."
        )
    return place.file


def _refuse_same(place: PlanPlace, output: Path) -> None:
    from segkit.errors import UsageError

    if place.kind == "file" and output.resolve() == place.file.resolve():
        raise UsageError(f"{output} is the plan itself.", "name another file for the copy.")


def _write_rules(
    place: PlanPlace, profile: Profile, changes: Sequence[ProposedChange], output: Path
) -> bool:
    """The changed plan as the Public API's rules; whether something was not in the plan."""
    from segkit.amend import amended
    from segkit.amend.applying import is_made
    from segkit.files import write_named
    from segkit.plans.writing.converting import convert
    from segkit.pull import read_plan

    plan = amended(read_plan(place, profile=profile), changes)
    text, losses = convert(plan, "api")
    write_named(output, text)
    missing = [one for one in changes if not is_made(plan, one, changes)]
    click.echo(f"{len(changes) - len(missing)} changes made: {output}")
    for one in missing:
        click.echo(f"{one.at.origin}: the plan does not have it", err=True)
    for lost in losses:
        click.echo(f"{lost.origin}: {lost.reason}", err=True)
    return bool(missing)
