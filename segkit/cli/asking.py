"""Asking the person in the terminal for a yes, with all that it is about before their eyes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.errors import ExportError
from segkit.terminal import printable

if TYPE_CHECKING:
    from segkit.engagement.settings import Engagement
    from segkit.export.consent import OwnCode
    from segkit.trust import Permission


def is_answerable() -> bool:
    """Somebody sits at a terminal, who sees the question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(folder: Path, wanted: Iterable[Permission], question: str) -> None:
    """Ask for those that were not given yet, if somebody is there; what needs them refuses else."""
    from segkit.trust import give, missing

    asked = missing(folder, wanted)
    if not asked or not is_answerable():
        return
    for one in asked:
        click.echo(f"  {printable(one.shown)}", err=True)
    if click.confirm(question, default=False, err=True):
        give(folder, asked)


def ask_for_outside(engagement: Engagement) -> None:
    """May a pull read what `engagement.toml` names outside of the folder?"""
    from segkit.engagement.outside import outside_of, ungiven_tokens

    wanted = (*outside_of(engagement), *ungiven_tokens(engagement))
    ask(
        engagement.folder,
        wanted,
        f"{engagement.file} names these outside of its folder. Read them?",
    )


def ask_for_code(notebook: Path, *, agreed: bool) -> None:
    """May the code of this notebook's own run? It is shown first, all of it.

    `agreed`: the person said so with the command. Without them nothing is asked, and whatever
    would run it refuses.
    """
    from segkit.export.consent import permission_for
    from segkit.export.document import own_code_of
    from segkit.trust import for_now, give, given

    if not agreed and not is_answerable():
        return
    own, name, folder = own_code_of(notebook), notebook.name, notebook.parent
    wanted = permission_for(own, name, folder)
    if wanted is None or given(folder, wanted):
        return
    if agreed:
        click.get_current_context().with_resource(for_now({wanted.content}))
        with contextlib.suppress(ExportError):  # where nothing can be kept, it holds for now
            give(folder, (wanted,))
        return
    click.echo("\n".join(code_lines(own, name)), err=True)
    ask(folder, (wanted,), "Run it, now and as long as it stays as it is?")


def code_lines(own: OwnCode, name: str) -> Sequence[str]:
    """The code as it is shown to whoever is asked."""
    lines = []
    for number, source in own.items():
        lines.append(f"{name}, cell {number}:")
        lines.extend(f"    {printable(line)}" for line in source.splitlines())
    return lines
