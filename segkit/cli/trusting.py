"""A folder's own code, and what it reads from elsewhere: seen once, and agreed to or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.asking import code_lines, is_answerable
from segkit.cli.program import ENGAGEMENT, cli
from segkit.terminal import printable

if TYPE_CHECKING:
    from segkit.engagement.settings import Engagement
    from segkit.trust import Permission


@cli.command()
@ENGAGEMENT
@click.option("--yes", is_flag=True, help="Agree to all of it without being asked.")
@click.option("--forget", is_flag=True, help="Take back whatever was agreed to for this folder.")
@click.pass_context
def trust(ctx: click.Context, engagement: Path, *, yes: bool, forget: bool) -> None:
    """Show what an engagement would run, or read from outside of its folder, and agree to it.

    What `segkit new` and `segkit connect` were told is agreed to already. A yes holds for what is
    shown, in this folder, and for nothing that is added later; it is kept in your own
    configuration. The exit status is 1 while something has no yes.
    """
    from segkit.engagement.settings import find_engagement
    from segkit.trust import give, take_back

    found = find_engagement(engagement)
    if forget:
        gone = take_back(found.folder)
        _say(f"Taken back for {found.folder}:", gone, "Nothing was agreed to here.")
        return
    asked = [*_outside(found), *_code(found)]
    if not asked:
        click.echo(f"{found.folder} asks for nothing that was not agreed to.")
        return
    if not yes and not (is_answerable() and click.confirm("Agree to this?", err=True)):
        click.echo(f"Not agreed to. To agree: segkit trust {found.folder} --yes", err=True)
        ctx.exit(1)
    give(found.folder, asked)
    _say("Agreed to:", (one.shown for one in asked))


def _outside(engagement: Engagement) -> Iterator[Permission]:
    """What is read from elsewhere, shown on the way."""
    from segkit.engagement.outside import outside_of, ungiven_tokens
    from segkit.trust import missing

    wanted = (*outside_of(engagement), *ungiven_tokens(engagement))
    asked = missing(engagement.folder, wanted)
    if asked:
        _say(f"{engagement.file} reads from outside of its folder:", (one.shown for one in asked))
    yield from asked


def _code(engagement: Engagement) -> Iterator[Permission]:
    """Code of the notebooks' own, shown on the way, all of it."""
    from segkit.errors import SegkitError
    from segkit.export.consent import permission_for
    from segkit.export.document import own_code_of
    from segkit.trust import given

    folder = engagement.folder
    for file in sorted(folder.glob("*.ipynb")):
        try:
            own = own_code_of(file)
        except SegkitError as error:
            click.echo(f"{printable(file.name)} was not looked at: {printable(error.problem)}")
            continue
        wanted = permission_for(own, file.name, folder)
        if wanted is not None and not given(folder, wanted):
            click.echo("\n".join(code_lines(own, file.name)))
            yield wanted


def _say(title: str, lines: Iterable[str], nothing: str = "") -> None:
    listed = [f"  {printable(line)}" for line in lines]
    click.echo("\n".join([title, *listed]) if listed or not nothing else nothing)
