"""One part of the files into one tally."""

from __future__ import annotations

from pathlib import Path

from segkit.traffic.calls import Hints, Place, Unreadable
from segkit.traffic.captures import (
    EMPTY,
    JSON,
    LINES,
    PARQUET,
    ROWS,
    TABLE,
    Content,
    found_in_document,
    rows_in_document,
)  # fmt: skip
from segkit.traffic.counting import Counting
from segkit.traffic.lines import count_lines
from segkit.traffic.parts import Part, Stretch
from segkit.traffic.tables import count_json_rows, count_parquet, count_table
from segkit.traffic.tally import Tally


def count_part(part: Part, counting: Counting) -> Tally:
    """Count what the files of a part hold."""
    for stretch in part:
        _count(stretch, counting)
    return counting.finish()


def _count(stretch: Stretch, counting: Counting) -> None:
    name = stretch.name
    if stretch.why:
        counting.file(name)
        counting.take(Unreadable(Place(name), stretch.why))
        return
    below = Path(stretch.below) if stretch.below else None
    content = Content(Path(stretch.path), stretch.start, stretch.end, below=below)
    form = LINES if stretch.start else content.form.name
    counting.file(name).form = LINES if stretch.start else content.called
    _count_form(form, content, stretch, counting)
    if content.why:
        counting.take(Unreadable(Place(name), content.why))


def _count_form(form: str, content: Content, stretch: Stretch, counting: Counting) -> None:
    """Count what a file of this form holds."""
    name = stretch.name
    hints = Hints(folder=counting.senders.folder_of(Path(stretch.path).parts[:-1]))
    if form == LINES:
        count_lines(counting, name, content, hints)
    elif form == JSON:
        for found in found_in_document(name, content, hints):
            counting.take(found)
            counting.rest()
    elif form == TABLE:
        count_table(counting, name, content)
    elif form == ROWS:
        count_json_rows(counting, name, rows_in_document(name, content))
    elif form == PARQUET:
        count_parquet(counting, name, Path(stretch.path))
    elif form == EMPTY and not content.why:
        counting.take(Unreadable(Place(name), "it is empty"))
    elif content.form.why:
        counting.take(Unreadable(Place(name), content.form.why))
