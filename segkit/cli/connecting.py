"""Giving segkit a token, and taking it away."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import ENGAGEMENT, cli

if TYPE_CHECKING:
    from segkit.engagement.connecting import Connected
    from segkit.engagement.settings import Engagement
    from segkit.segment_api.token import Token

_LONGEST = 10_000  # characters; far longer than any token


@cli.command()
@ENGAGEMENT
@click.option("--forget", is_flag=True, help="Take the kept token away.")
@click.option(
    "--pull/--no-pull",
    default=None,
    help="Set pull and region in engagement.toml, or leave it as it is.",
)
@click.pass_context
def connect(ctx: click.Context, engagement: Path, *, forget: bool, pull: bool | None) -> None:
    """Keep a token of the customer's workspace in the system's keyring.

    It is asked for once, without being shown, or read from standard input; checked with
    Segment; and never written into the engagement.
    """
    found = _engagement(ctx, engagement)
    if forget:
        _forget(found)
        return
    from segkit.engagement.connecting import connect as keep
    from segkit.engagement.connecting import is_connected

    # before anybody is asked: without a keyring there is nothing to ask for
    again = " (replaces the one that is kept)" if is_connected(found) else ""
    is_terminal = sys.stdin.isatty()
    token = _asked(again) if is_terminal else _piped()
    wanted = _wants_pull(found, pull, ask=is_terminal)
    _report(keep(token, found, pull=wanted), found, engagement)


def _engagement(ctx: click.Context, folder: Path) -> Engagement | None:
    """The engagement that was named, or the one here; None when there is none here."""
    from segkit.engagement.connecting import optional_engagement
    from segkit.engagement.settings import find_engagement

    is_named = ctx.get_parameter_source("engagement") is click.core.ParameterSource.COMMANDLINE
    return find_engagement(folder) if is_named else optional_engagement(folder)


def _forget(engagement: Engagement | None) -> None:
    from segkit.engagement.connecting import disconnect

    gone = disconnect(engagement)
    what = ", ".join(map(repr, gone))
    click.echo(f"Taken out of the keyring: {what}." if gone else "No token was kept.")


def _asked(again: str) -> Token:
    from segkit.segment_api.token import Token

    click.echo("Segment: Settings > Workspace settings > Access Management > Tokens", err=True)
    # no variable holds it, so that no traceback can
    return Token(click.prompt(f"Token{again}, not shown", hide_input=True, err=True))


def _piped() -> Token:
    from segkit.segment_api.token import Token

    return Token(sys.stdin.read(_LONGEST), where="what came on standard input")


def _wants_pull(engagement: Engagement | None, pull: bool | None, *, ask: bool) -> bool:
    """Whether engagement.toml is to be changed: as said, as asked, or where nothing is there."""
    if engagement is None or pull is False:
        return False
    if pull or engagement.workspace_pull:
        return True
    if engagement.workspace_file is None:
        question = "Read the workspace with it (pull = true in engagement.toml)?"
        return not ask or click.confirm(question, default=True, err=True)
    name = engagement.workspace_file.name
    return ask and click.confirm(
        f"Read the workspace with it, instead of from {name}?", default=False, err=True
    )


def _report(made: Connected, engagement: Engagement | None, folder: Path) -> None:
    here = click.format_filename(folder)
    where = "" if here == "." else f" {here}"
    click.echo(f"Connected to {made.title}.")
    click.echo(f"It opens: {made.opens or 'nothing that a guide needs'}.")
    for line in made.closed:
        click.echo(f"Not open: {line}")
    click.echo(f"Kept in the system's keyring ({made.keyring}), entry {made.account!r} of segkit.")
    click.echo(f"To take it away: segkit connect{where} --forget")
    if made.changed:
        click.echo(f"Set in engagement.toml: {', '.join(made.changed)}")
    for remark in made.remarks:
        click.echo(f"Note: {remark}")
    if engagement is not None and (made.changed or engagement.workspace_pull):
        click.echo(f"Next: segkit pull{where}")
