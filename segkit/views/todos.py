"""What is still open before the guide is final, with how far it has come (row S3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.model.finding import OpenItem
from segkit.views._html import plural, render
from segkit.views.view import View

_NO_NOTES: Mapping[str, str] = {}


def todos(items: Sequence[OpenItem], settled: Mapping[str, str] = _NO_NOTES) -> View:
    """Open placeholders and to-dos; `settled` holds those that are done, by id, and how."""
    total = len(items) + len(settled)
    done = [(name, how) for name, how in settled.items()]
    summary = (
        f"Everything is settled ({plural(total, 'item')})."
        if not items
        else f"{len(settled)} of {plural(total, 'item')} settled, {len(items)} open."
    )
    return View(
        html=render("todos", items=items, done=done, total=total, summary=summary),
        text="\n".join([summary, *(f"[ ] {i.text} ({i.place})" for i in items)]),
        columns=("Kind", "Id", "What is open", "Where", "How to close it"),
        rows=tuple((i.kind, i.id, i.text, i.place, i.fix) for i in items),
    )
