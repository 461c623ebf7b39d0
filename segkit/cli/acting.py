"""Actions from a terminal: who repairs what, until when, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import AS_JSON, ENGAGEMENT, ListsByDefault, cli, facts_of, show

if TYPE_CHECKING:
    pass

_OWNER = click.option("--owner", help="Who does it.")
_DUE = click.option("--due", help="Until when, e.g. 2026-12-04.")


@cli.group(cls=ListsByDefault)
def action() -> None:
    """List what has to be done, with owner and day, and note what became of it.

    `segkit action [ENGAGEMENT]` lists. An accepted consideration that is wrong now or has to be
    checked is an action already; its KEY is the consideration's.
    """


@action.command("list")
@ENGAGEMENT
@AS_JSON
def list_(engagement: Path, *, as_json: bool) -> None:
    """List every action with its key, the open ones first."""
    from segkit.facts.acting import listed
    from segkit.listings.actions import actions_as_json, actions_as_text

    found = listed(facts_of(engagement))
    show(as_json, actions_as_json, actions_as_text, found)


@action.command()
@ENGAGEMENT
@click.option("--text", default="", help="What is to be done.")
@click.option("--repairs", default="", help="Key of a consideration, or free words.")
@_OWNER
@_DUE
def add(engagement: Path, text: str, repairs: str, owner: str | None, due: str | None) -> None:
    """Note an action; with --repairs KEY it needs no text of its own."""
    from segkit.engagement.notes.workshop import Action
    from segkit.facts import acting

    facts = facts_of(engagement)
    made = Action(text, repairs, owner or "", _day(due or ""))
    key = acting.add(facts, made)
    click.echo(f"Added {key} in {facts.engagement.notes_file}")


@action.command("set")
@click.argument("key")
@ENGAGEMENT
@click.option("--text", help="What is to be done, in your words.")
@_OWNER
@_DUE
@click.option("--reopen", is_flag=True, help="It is open again.")
def set_(  # noqa: PLR0913 - one for each option
    key: str,
    engagement: Path,
    *,
    text: str | None,
    owner: str | None,
    due: str | None,
    reopen: bool,
) -> None:
    """Say who does it, until when, or in other words."""
    from segkit.errors import UsageError
    from segkit.facts import acting

    given = {"text": text, "owner": owner, "due": None if due is None else _day(due)}
    fields = {name: value for name, value in given.items() if value is not None}
    if not fields and not reopen:
        raise UsageError("Nothing is to be changed.", "give --text, --owner, --due or --reopen.")
    facts = facts_of(engagement)
    if reopen:
        acting.reopen(facts, key)
    if fields:
        acting.set_fields(facts, key, fields)
    click.echo(f"Changed {key} in {facts.engagement.notes_file}")


@action.command()
@click.argument("key")
@ENGAGEMENT
@click.option("--dropped", is_flag=True, help="It is not done, and will not be.")
@click.option("--reason", default="", help="How it was done, or why it is dropped.")
@click.option("--on", default="today", help="When it was closed, e.g. 2026-12-04.")
def close(key: str, engagement: Path, *, dropped: bool, reason: str, on: str) -> None:
    """Close an action; it stays in the guide with day and reason."""
    from segkit.engagement.notes.workshop import DONE, DROPPED
    from segkit.facts import acting

    facts = facts_of(engagement)
    state = DROPPED if dropped else DONE
    acting.close(facts, key, state, _day(on), reason)
    click.echo(f"Closed {key} ({state}) in {facts.engagement.notes_file}")


@action.command()
@ENGAGEMENT
def undo(engagement: Path) -> None:
    """Take back the last change of an action."""
    from segkit.facts import acting

    click.echo(f"Undone: {acting.take_back(facts_of(engagement))}")


def _day(text: str) -> str:
    if not text:
        return ""
    from segkit.widgets.dates import read_date

    return read_date(text)
