"""For the coding agents of the customer's engineers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from segkit.cli.program import ENGAGEMENT, cli


@cli.command()
@ENGAGEMENT
@click.option(
    "--install",
    type=click.Choice(["claude", "cursor", "vscode", "codex"]),
    help="Print, and do not write, what this host needs to start the server.",
)
def mcp(engagement: Path, install: Literal["claude", "cursor", "vscode", "codex"] | None) -> None:
    """Answer coding agents over MCP on standard input and output: read-only, offline.

    ENGAGEMENT may also be a snapshot file. Hosts start this by themselves; --install prints how.
    """
    if install is not None:
        _install(install, engagement)
        return
    from segkit.errors import UsageError

    try:
        from segkit.agents.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise UsageError(
            "The server for coding agents needs the Python package mcp.",
            "pip install '.[mcp]' in the checkout; it is the extra segkit[mcp].",
        ) from error
    serve(engagement)


def _install(host: str, engagement: Path) -> None:
    from segkit.agents.hosts import configuration, program, shell_line

    place, command = str(engagement.resolve()), program()
    file, text = configuration(host, command, place)
    if line := shell_line(host, command, place):
        click.echo(f"# In a terminal:\n{line}\n\n# Or in {file} of the project:")
    else:
        click.echo(f"# In {file} of the project:")
    click.echo(text, nl=False)
