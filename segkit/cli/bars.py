"""How far a pull is, in the terminal: a bar for each resource, or plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from segkit.segment_api.progress import Progress
from segkit.segment_api.titles import title_of
from segkit.terminal import canvas, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID


@contextmanager
def bars(console: Console | None = None) -> Iterator[Callable[[object], None]]:
    """A listener for what a pull tells; bars on standard error when that is a terminal."""
    console = canvas(stderr=True) if console is None else console
    if not console.is_terminal or console.is_dumb_terminal:
        yield _say
        return
    with _drawn(console) as listen:
        yield listen


@contextmanager
def _drawn(console: Console) -> Iterator[Callable[[object], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    tasks: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console) as drawn:

        def listen(news: object) -> None:
            if not isinstance(news, Progress):
                console.print(printable(str(news)), markup=False, highlight=False)
                return
            if news.resource not in tasks:
                tasks[news.resource] = drawn.add_task(title_of(news.resource), total=None)
            drawn.update(tasks[news.resource], completed=news.done, total=news.total)

        yield listen


def _say(news: object) -> None:
    """A line for each resource that is complete, and for each wait."""
    if not isinstance(news, Progress) or news.done == news.total:
        click.echo(str(news), err=True)
