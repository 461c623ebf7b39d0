"""What reaches what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, cli, facts_of, print_json, show

if TYPE_CHECKING:
    from segkit.model.workspace import Workspace


@cli.command()
@ENGAGEMENT
@AS_JSON
def matrix(engagement: Path, *, as_json: bool) -> None:
    """Print the connection mode of every source and destination.

    ENGAGEMENT may also be a workspace file, as `segkit new --workspace` takes it.
    """
    from segkit.listings.routing import matrix_as_json, matrix_as_text
    from segkit.routing.modes import connections

    workspace, modes = _workspace(engagement)
    found, names = connections(workspace, modes), _names(workspace)
    if as_json:
        print_json(matrix_as_json(found, names))
    elif found or not workspace.unread:
        click.echo(matrix_as_text(found, names))
    for one in workspace.unread:
        click.echo(f"Not all {one} could be read: there may be others.", err=True)
    known = {one.destination_id for one in found}
    for destination in workspace.destinations:
        if destination.id not in known:
            said = f"{destination.name} ({destination.id}) is left out: its source "
            click.echo(f"{said}{destination.source_id!r} is not in the workspace.", err=True)


@cli.command()
@click.argument("destination")
@click.argument("chosen", metavar="MODE", type=click.Choice(["device", "cloud", "unknown"]))
@ENGAGEMENT
def mode(destination: str, chosen: str, engagement: Path) -> None:
    """Record that DESTINATION (its id or name) is in MODE; `unknown` forgets it."""
    from segkit.engagement.settings import find_engagement
    from segkit.engagement.settings_file import choose_mode

    found = find_engagement(engagement)
    name = choose_mode(found, destination, "" if chosen == "unknown" else chosen)
    click.echo(f"Recorded in {found.file}: {name}, {chosen}")


@cli.command()
@click.argument("category")
@ENGAGEMENT
@click.option(
    "--destination",
    "destinations",
    multiple=True,
    help="Name or id of a destination in the category; several may be given.",
)
@click.option("--forget", is_flag=True, help="Take the category out again.")
def consent(
    category: str, engagement: Path, *, destinations: tuple[str, ...], forget: bool
) -> None:
    """Record which destinations are in the consent category CATEGORY (its id).

    Without --destination the category is known to hold back nothing.
    """
    from segkit.engagement.consent_categories import enter_category, forget_category
    from segkit.engagement.settings import find_engagement

    found = find_engagement(engagement)
    if forget:
        forget_category(found, category)
        click.echo(f"Taken out of {found.file}: {category}")
        return
    names = enter_category(found, category, destinations)
    click.echo(f"Recorded in {found.file}: {category}, {', '.join(names) or 'no destination'}")


@cli.command()
@click.argument("call", type=click.Path(path_type=Path, allow_dash=True))
@ENGAGEMENT
@click.option("--source", required=True, help="Slug or id of the source that sends it.")
@AS_JSON
def route(call: Path, engagement: Path, *, source: str, as_json: bool) -> None:
    """Say what becomes of the call in the JSON file CALL at each destination and warehouse.

    CALL is - for standard input. ENGAGEMENT may also be a workspace file.
    """
    from segkit.delivery.outcome import route_as_json
    from segkit.delivery.route import route as follow
    from segkit.listings.routing import route_as_text

    sent = read_call(call)
    if engagement.is_file():
        workspace, modes = _workspace(engagement)
        found = follow(sent, source, workspace, modes=modes)
    else:
        found = facts_of(engagement).route(sent, source)
    show(as_json, route_as_json, route_as_text, found)


@cli.command()
@ENGAGEMENT
@AS_JSON
def coverage(engagement: Path, *, as_json: bool) -> None:
    """Print which destinations receive each planned field, and which required ones are empty."""
    from segkit.listings.coverage import coverage_as_json, coverage_as_text

    facts = facts_of(engagement)
    found = (facts.field_coverage, facts.mapping_coverage, facts.names)
    show(as_json, coverage_as_json, coverage_as_text, *found)


def read_call(file: Path) -> object:
    """The JSON in a file, or on standard input; raises `InputFileError`."""
    from segkit.files import read_bytes
    from segkit.plans.documents.json_text import load_json

    if str(file) == "-":
        return load_json(sys.stdin.read(), "standard input")
    return load_json(read_bytes(file, limit=10_000_000).decode("utf-8", "replace"), str(file))


def _workspace(place: Path) -> tuple[Workspace, dict[str, str]]:
    """The workspace of an engagement or of a file, and the modes that the SA recorded."""
    from segkit.engagement.settings import find_engagement
    from segkit.engagement.snapshot import read_snapshot
    from segkit.errors import SnapshotError
    from segkit.pull.inputs import read_workspace_file
    from segkit.segment_api.document import read_workspace

    if place.is_file():
        return read_workspace(read_workspace_file(place)), {}
    engagement = find_engagement(place)
    workspace = read_snapshot(engagement).workspace
    if workspace is None:
        raise SnapshotError(
            f"{engagement.folder} has no workspace.",
            f"name its file below [workspace] in {engagement.file.name} and run `segkit pull`.",
        )
    return workspace, dict(engagement.modes)


def _names(workspace: Workspace) -> dict[str, str]:
    """Names of sources, destinations and warehouses by id."""
    names = {source.id: source.name for source in workspace.sources}
    names |= {destination.id: destination.name for destination in workspace.destinations}
    return names | {warehouse.id: warehouse.name for warehouse in workspace.warehouses}
