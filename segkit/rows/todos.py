"""What is still open before the guide is final, with how far it has come (row S3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from segkit.errors import SegkitError
from segkit.facts.todos import open_todos
from segkit.model.finding import OpenItem
from segkit.render import parts
from segkit.render.html import plural, render
from segkit.render.table import Column, Table
from segkit.render.tree import Child, code, details, div, element, li, own, p, sentence, summary, ul
from segkit.render.view import View
from segkit.rows.row import NOTES, Showing, row

_NO_NOTES: Mapping[str, str] = {}
_COLUMNS = (
    Column[OpenItem]("kind", "Kind", lambda one: one.kind),
    Column[OpenItem]("id", "Id", lambda one: one.id),
    Column[OpenItem]("text", "What is open", lambda one: one.text),
    Column[OpenItem]("where", "Where", lambda one: one.place),
    Column[OpenItem]("fix", "How to close it", lambda one: one.fix),
)


@row("todos", place=3.1, origins=(NOTES,))
def _row(showing: Showing) -> View:
    """What the SA still has to settle (S3); in a notebook, the place to settle it."""
    return todos(open_todos(showing.facts), showing.facts.notes.done)


def todos(items: Sequence[OpenItem], settled: Mapping[str, str] = _NO_NOTES) -> View:
    """Open placeholders and to-dos; `settled` holds those that are done, by id, and how."""
    total = len(items) + len(settled)
    said = (
        f"Everything is settled ({plural(total, 'item')})."
        if not items
        else f"{len(settled)} of {plural(total, 'item')} settled, {len(items)} open."
    )
    shown: list[Child] = [div(p(said, cls="sk-title"), cls="sk-head")]
    if total:
        bar = {"max": str(total), "value": str(len(settled)), "aria_label": "Settled items"}
        shown.append(element("progress", said, cls="sk-progress", **bar))
    if items:
        shown.append(ul(*map(_item, items), cls="sk-list"))
    if settled:
        done = (_settled(name, how) for name, how in settled.items())
        folded = (summary(f"Settled ({len(settled)})"), ul(*done, cls="sk-list"))
        shown.append(details(*folded, cls="sk-done"))
    return View(div(*shown, cls="sk sk-todos"), data=Table(_COLUMNS, items))


def _item(one: OpenItem) -> Child:
    place: list[Child] = [own(one.place)]
    if one.id:
        place += [" · id ", code(one.id)]
    if one.fix:
        place += [" · ", own(one.fix)]
    badge = parts.badge("open", "Placeholder" if one.kind == "placeholder" else "To do")
    return li(badge, div(p(sentence(one.text)), p(*place, cls="sk-note")), cls="sk-todo")


def _settled(name: str, how: str) -> Child:
    said = (" ", own(how)) if how else ()
    return li(parts.badge("on", "Settled"), div(p(code(name), *said)), cls="sk-todo")


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
