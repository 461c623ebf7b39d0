"""One part of the files into one tally."""

from __future__ import annotations

from pathlib import Path

from segkit.traffic.calls import Hints, Place, Unreadable
from segkit.traffic.captures import EMPTY, JSON, LINES, TABLE, Content, found_in_document
from segkit.traffic.counting import Counting
from segkit.traffic.lines import count_lines
from segkit.traffic.parts import Part, Stretch
from segkit.traffic.tally import Tally


def count_part(part: Part, counting: Counting) -> Tally:
    """Count what the files of a part hold."""
    for stretch in part:
        _count(stretch, counting)
    return counting.finish()


def _count(stretch: Stretch, counting: Counting) -> None:
    file = counting.file(stretch.name)
    if stretch.why:
        counting.take(Unreadable(Place(stretch.name), stretch.why))
        return
    below = Path(stretch.below) if stretch.below else None
    content = Content(Path(stretch.path), stretch.start, stretch.end, below=below)
    folder = counting.senders.folder_of(Path(stretch.path).parts[:-1])
    hints = Hints(folder=folder)
    form = LINES if stretch.start else content.form.name
    file.form = form
    if form == LINES:
        count_lines(counting, stretch.name, content, hints)
    elif form == JSON:
        for found in found_in_document(stretch.name, content, hints):
            counting.take(found)
    elif form == TABLE:
        raise NotImplementedError
    elif form == EMPTY and not content.why:
        counting.take(Unreadable(Place(stretch.name), "it is empty"))
    elif content.form.why:
        counting.take(Unreadable(Place(stretch.name), content.form.why))
    if content.why:
        counting.take(Unreadable(Place(stretch.name), content.why))
