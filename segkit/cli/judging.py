"""What happens to a call."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from segkit.cli.program import PATH, cli

_MOST_BYTES = 1_000_000_000


@cli.command()
@click.argument("expression", required=False)
@click.option("--call", type=PATH, help="JSON file of one call.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, allow_dash=True),
    help='JSON lines of {"fql", "call"}; - for standard input.',
)
@click.option("--trigger", is_flag=True, help="Judge as mapping triggers are judged.")
def fql(expression: str | None, *, call: Path | None, cases: Path | None, trigger: bool) -> None:
    """Say whether a call matches EXPRESSION in Segment's filter language."""
    from segkit.errors import UsageError
    from segkit.routing.fql import run_cases, verdict

    if cases is not None:
        for word in run_cases(_lines(cases), trigger=trigger):
            click.echo(word)
    elif expression is None or call is None:
        raise UsageError(
            "There is nothing to judge.", "give EXPRESSION and --call FILE, or --cases FILE."
        )
    else:
        matches = verdict(expression, _call(call), trigger=trigger)
        click.echo("true" if matches else "false")


def _lines(file: Path) -> Iterable[str]:
    """The lines of a file, or of standard input as they come; raises `InputFileError`."""
    from segkit.files import read_bytes

    if str(file) == "-":
        return sys.stdin
    return read_bytes(file, limit=_MOST_BYTES).decode("utf-8-sig", "replace").splitlines()


def _call(file: Path) -> dict[str, object]:
    """One call as JSON; raises `InputFileError`."""
    from segkit.errors import InputFileError
    from segkit.files import read_bytes
    from segkit.plans.documents.json_text import load_json

    found = load_json(read_bytes(file, limit=1_000_000).decode("utf-8", "replace"), str(file))
    if not isinstance(found, dict):
        raise InputFileError(f"{file} is no call.", "give one JSON object with a type.")
    return found
