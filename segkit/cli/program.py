"""The program itself: how commands are found, and how their errors are shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVarTuple

import click

from segkit.cli.greeting import greeting, write_groups
from segkit.errors import OpenItemsError, SegkitError
from segkit.terminal import guarded
from segkit.version import __version__

if TYPE_CHECKING:
    from segkit.facts.known import Facts

PATH = click.Path(path_type=Path)
ENGAGEMENT = click.argument("engagement", type=PATH, default=Path(), metavar="[ENGAGEMENT]")
"""The engagement's folder, as most commands take it."""

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
"""The same answer for scripts."""

Found = TypeVarTuple("Found")

PROGRAM = "program"
"""The context's object when a command runs as the program `segkit`, in its own process."""


def facts_of(engagement: Path) -> Facts:
    """What is known of an engagement; raises `ConfigError` where there is none."""
    from segkit.engagement.settings import find_engagement
    from segkit.facts.known import Facts

    return Facts(find_engagement(engagement))


def refuse(option: str, why: str, *, given: object) -> None:
    """End with a sentence where an option is given that does not belong there."""
    if given:
        raise click.UsageError(f"{option} cannot be used here: {why}.")


def show(
    as_json: bool,
    in_json: Callable[[*Found], object],
    in_text: Callable[[*Found], str],
    *found: *Found,
) -> None:
    """Print what was found, for scripts or for people."""
    if as_json:
        print_json(in_json(*found))
    else:
        click.echo(in_text(*found))


def print_json(found: object) -> None:
    """Print it for scripts."""
    click.echo(json.dumps(found, indent=2))


def start_quickly() -> None:
    """Keep compiled templates from run to run; only where the process is segkit's own."""
    if click.get_current_context().find_root().obj == PROGRAM:
        from segkit.export.page.template_cache import keep_templates

        keep_templates()


_FOR_OTHERS = {"as_json", "to", "install"}
"""Parameters of commands whose output a program reads, or a person copies whole."""


def _for_people() -> bool:
    """What is printed now is to be read, so that its lines may be broken."""
    context = click.get_current_context(silent=True)
    given = context.params if context else {}
    return not any(given.get(name) and given[name] != "text" for name in _FOR_OTHERS)


class _Commands(click.Group):
    """Shows segkit's own errors as a message; a bug keeps its traceback."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 (click's own)
        with guarded(_for_people):
            try:
                return super().main(*args, **extra)
            except SegkitError as error:  # printing help failed
                click.echo(f"Error: {error}", err=True)
                sys.exit(2)

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_groups(ctx, self, formatter)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="segkit")
@click.pass_context
def cli(context: click.Context) -> None:
    """A customer's onboarding guide for Twilio Segment, made from the truth.

    ENGAGEMENT is an engagement's folder; without it, the current one.
    """
    if context.invoked_subcommand is None:
        form = context.make_formatter()
        write_groups(context, cli, form)
        click.echo(f"{greeting(Path())}\n\n{form.getvalue()}\n`segkit COMMAND --help` says more.")


class ListsByDefault(click.Group):
    """A group whose name alone, or with a folder, lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `list` before what is no other command."""
        if not args or (args[0] not in self.commands and args[0] not in {"-h", "--help"}):
            args = ["list", *args]
        return super().parse_args(ctx, args)
