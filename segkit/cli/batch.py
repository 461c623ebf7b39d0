"""`segkit export --all`: progress while it runs, then a table or JSON."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segkit.cli.program import print_json
from segkit.terminal import canvas, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segkit.batch import Choices, Document, Outcome


def export_every(folder: Path, choices: Choices, *, as_json: bool) -> None:
    """Export every engagement below `folder`; exit status 1 unless each has its guide."""
    from segkit.batch import engagements_below, export_all

    found = engagements_below(folder)
    top = Path(os.path.realpath(folder))
    heard: list[Outcome] = []
    try:
        with _progress(len(found), top) as advance:

            def listen(outcome: Outcome) -> None:
                heard.append(outcome)
                advance(outcome)

            outcomes = export_all(found, choices, listen=listen)
    except KeyboardInterrupt:
        _show(heard, top, as_json=as_json)
        left = len(found) - len(heard)
        click.echo(f"Interrupted: {left} not looked at. The same command goes on.", err=True)
        raise SystemExit(130) from None
    _show(outcomes, top, as_json=as_json)
    if not all(outcome.is_finished for outcome in outcomes):
        click.get_current_context().exit(1)


@contextmanager
def _progress(total: int, top: Path) -> Iterator[Callable[[Outcome], None]]:
    """A bar on a terminal, a line for each engagement elsewhere; both on standard error."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = canvas(stderr=True)
    if not console.is_terminal:
        count = 0

        def line(outcome: Outcome) -> None:
            nonlocal count
            count += 1
            click.echo(f"{count}/{total} {_name(outcome, top)}: {outcome.status}", err=True)

        yield line
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Exporting", total=total)
        yield lambda outcome: bar.update(task, advance=1, description=_name(outcome, top))


def _show(outcomes: Sequence[Outcome], top: Path, *, as_json: bool) -> None:
    counts = Counter(outcome.status for outcome in outcomes)
    if as_json:
        print_json(_as_json(outcomes, counts))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table("Engagement", "Result", "Seconds", "Guide", box=box.SIMPLE)
    for outcome in outcomes:
        for cells in _rows(outcome, top):
            table.add_row(*(Text(cell, overflow="fold") for cell in cells))
    console = canvas()
    if not console.is_terminal:
        console.width = 160  # no terminal to fit into; long lines are easier to search
    console.print(table)
    for outcome in outcomes:
        _tell(outcome, top)
    click.echo(", ".join(f"{count} {status}" for status, count in sorted(counts.items())))


def _rows(outcome: Outcome, top: Path) -> Iterator[tuple[str, ...]]:
    """A row for each document; one that says why there is none."""
    name, seconds = _name(outcome, top), f"{outcome.seconds:.2f}"
    if not outcome.documents:
        yield name, outcome.status, seconds, _first_line(outcome.problem)
    for document in outcome.documents:
        said = Path(document.path).name if document.path else _first_line(document.problem)
        whom = "" if document.audience == "everyone" else f" for {document.audience}s"
        missing = "" if document.path else f"{document.form}{whom}: "
        yield name, document.status, seconds, missing + said
        name = seconds = ""


def _tell(outcome: Outcome, top: Path) -> None:
    """What went wrong, each thing once, and what the documents' maker should know."""
    without = [outcome] if not outcome.documents else [d for d in outcome.documents if d.problem]
    if not outcome.is_finished:
        for problem, fix in dict.fromkeys((one.problem, one.fix) for one in without):
            click.echo(f"{_name(outcome, top)}: {problem}")
            click.echo(f"To fix: {fix}\n")
    for note in dict.fromkeys(document.note for document in outcome.documents if document.note):
        click.echo(f"{_name(outcome, top)}: {note}\n")


def _as_json(outcomes: Sequence[Outcome], counts: Counter[str]) -> dict[str, object]:
    return {
        "engagements": [
            {
                "folder": outcome.folder,
                "customer": outcome.customer,
                "status": outcome.status,
                "guide": outcome.guide or None,
                "problem": outcome.problem or None,
                "fix": outcome.fix or None,
                "runs_code": bool(outcome.code),
                "seconds": outcome.seconds,
                "documents": [_document(document) for document in outcome.documents],
            }
            for outcome in outcomes
        ],
        "total": len(outcomes),
        "counts": {
            status: counts[status] for status in ("exported", "up to date", "open", "failed")
        },
    }


def _document(document: Document) -> dict[str, object]:
    from dataclasses import asdict

    return {name: value or None for name, value in asdict(document).items()}


def _name(outcome: Outcome, top: Path) -> str:
    """The folder as seen from where the search began."""
    folder = Path(outcome.folder)
    return printable(folder.name if folder == top else folder.relative_to(top).as_posix())


def _first_line(text: str) -> str:
    return printable(text.partition("\n")[0])
