"""What is still open before the guide is final, with how far it has come (row S3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from segkit.errors import SegkitError
from segkit.model.finding import OpenItem
from segkit.render.html import plural, render
from segkit.render.view import View

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


def todos_form(  # noqa: PLR0913 (what the form shows)
    items: Sequence[OpenItem],
    settled: Mapping[str, str],
    *,
    unsettled: Collection[str],
    saved_in: str,
    can_undo: bool,
    problem: SegkitError | None = None,
) -> Markup:
    """The same with a field and a button for each, for the widget that settles them."""
    total = len(items) + len(settled)
    lead = f"{len(settled)} of {plural(total, 'to-do')} settled, {len(items)} open."
    return render(
        "todos_form",
        items=items,
        done=list(settled.items()),
        total=total,
        lead=lead if items else "Everything is settled.",
        settled_by_words={item.id for item in items} - set(unsettled),
        saved_in=saved_in,
        can_undo=can_undo,
        problem=problem,
    )
