"""The SA's word on special considerations, from a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, ListsByDefault, cli, facts_of, show

if TYPE_CHECKING:
    from segkit.facts.considering import Considering

_SEVERITY = click.Choice(["blocker", "high", "medium", "low"])


@cli.group(cls=ListsByDefault)
def consider() -> None:
    """List special considerations with their keys, and give your word on them.

    `segkit consider [ENGAGEMENT]` lists. A KEY is as listed: for one pair, or with `*` as the
    source for a destination everywhere. Patterns name all open ones that fit: `*/*/firebase`.
    """


@consider.command("list")
@ENGAGEMENT
@AS_JSON
def list_(engagement: Path, *, as_json: bool) -> None:
    """List every consideration with its key and what was said of it."""
    from segkit.considerations.listing import considered_as_json, considered_as_text

    found = _considering(engagement)
    names = found.facts.names
    show(as_json, considered_as_json, considered_as_text, found.considered, names)


@consider.command()
@click.argument("key")
@ENGAGEMENT
def accept(key: str, engagement: Path) -> None:
    """Let what segkit says stand as it is."""
    found = _considering(engagement)
    _say(found, found.accept(found.matching(key)))


@consider.command()
@click.argument("key")
@ENGAGEMENT
@click.option("--text", help="What to consider, in your words.")
@click.option("--action", help="What to do, in your words.")
@click.option("--severity", type=_SEVERITY, help="How serious it is.")
def edit(
    key: str, engagement: Path, text: str | None, action: str | None, severity: str | None
) -> None:
    """Say it otherwise."""
    from segkit.errors import UsageError
    from segkit.facts.considering import Wording

    if text is None and action is None and severity is None:
        raise UsageError("Nothing is to be changed.", "give --text, --action or --severity.")
    found = _considering(engagement)
    _say(found, found.edit(found.matching(key), Wording(text, action, severity)))


@consider.command()
@click.argument("key")
@ENGAGEMENT
@click.option("--reason", required=True, help="Why the customer need not consider it.")
def dismiss(key: str, engagement: Path, reason: str) -> None:
    """Keep it from the customer's guide, with a reason."""
    found = _considering(engagement)
    _say(found, found.dismiss(found.matching(key), reason))


@consider.command()
@ENGAGEMENT
@click.option("--text", required=True, help="What to consider.")
@click.option("--action", default="", help="What to do.")
@click.option("--severity", type=_SEVERITY, default="medium", help="How serious it is.")
@click.option("--source", default="", help="Slug or id of the source; without it, whatever source.")
@click.option(
    "--destination",
    default="",
    help="Id of a destination or warehouse, or a type such as `firebase` for it everywhere.",
)
def add(  # noqa: PLR0913, PLR0917 (one argument for each option)
    engagement: Path, text: str, action: str, severity: str, source: str, destination: str
) -> None:
    """Add a consideration of your own; without source and destination, about everything."""
    from segkit.engagement.notes import Added

    found = _considering(engagement)
    key = found.add(Added(text, action, severity, source, destination))
    click.echo(f"Added {key} in {found.file}")


@consider.command()
@click.argument("key")
@ENGAGEMENT
def forget(key: str, engagement: Path) -> None:
    """Take back your word on KEY, your own consideration, or a note without an object."""
    found = _considering(engagement)
    _say(found, found.forget([key]))


@consider.command()
@ENGAGEMENT
def undo(engagement: Path) -> None:
    """Take back the last change, whoever made it."""
    found = _considering(engagement)
    click.echo(f"Undone: {found.undo()}")


def _considering(engagement: Path) -> Considering:
    from segkit.facts.considering import Considering

    return Considering(facts_of(engagement))


def _say(found: Considering, done: str) -> None:
    click.echo(f"{done[:1].upper()}{done[1:]}, in {found.file}")
