"""The program itself: how commands are found, and how their errors are shown."""

from __future__ import annotations

from pathlib import Path

import click

from segkit.errors import OpenItemsError, SegkitError
from segkit.version import __version__

ENGAGEMENT = click.argument(
    "engagement", type=click.Path(path_type=Path), default=Path(), metavar="[ENGAGEMENT]"
)
"""The engagement's folder, as most commands take it."""

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")
"""The same answer for scripts."""

PROGRAM = "program"
"""The context's object when a command runs as the program `segkit`, in its own process."""


def load_quickly() -> None:
    """Load what an export needs and nothing else; only where the process is segkit's own."""
    if click.get_current_context().find_root().obj == PROGRAM:
        from segkit.export.page.template_cache import keep_templates
        from segkit.export.quick import start_quickly

        start_quickly()
        keep_templates()


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
