"""What is still open before the guide is final, with how far it has come (row S3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from segkit.facts.known import Facts
from segkit.facts.todos import open_todos, settled_by_word
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
    return todos_of(showing.facts)


def todos_of(facts: Facts) -> View:
    """The to-dos of an engagement, and how far they have come."""
    return todos(open_todos(facts), facts.notes.done, settled_by_word(facts))


def todos(
    items: Sequence[OpenItem],
    settled: Mapping[str, str] = _NO_NOTES,
    by_word: Sequence[OpenItem] = (),
) -> View:
    """Open placeholders and to-dos.

    `settled` holds those that are done, by id, and how; `by_word` those among them of which
    the data still says what it said before.
    """
    total = len(items) + len(settled)
    said = _said(items, settled, by_word, "item")
    shown: list[Child] = [div(p(said, cls="sk-title"), cls="sk-head")]
    if total:
        bar = {"max": str(total), "value": str(len(settled)), "aria_label": "Settled items"}
        shown.append(element("progress", said, cls="sk-progress", **bar))
    if items:
        shown.append(ul(*map(_item, items), cls="sk-list"))
    if settled:
        done = (_settled(*one) for one in _done(settled, by_word))
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


def _settled(name: str, how: str, still: str) -> Child:
    said = (" ", own(how)) if how else ()
    badge = parts.badge("medium", "Settled by word") if still else parts.badge("on", "Settled")
    more = (p(sentence(still), cls="sk-note"),) if still else ()
    return li(badge, div(p(code(name), *said), *more), cls="sk-todo")


def _said(
    items: Sequence[OpenItem], settled: Mapping[str, str], by_word: Sequence[OpenItem], noun: str
) -> str:
    """Everything is settled only when the data says so as well."""
    total = plural(len(items) + len(settled), noun)
    if not items and not by_word:
        return f"Everything is settled ({total})."
    word = f" ({len(by_word)} by word alone)" if by_word else ""
    return f"{len(settled)} of {total} settled{word}, {len(items)} open."


def _done(settled: Mapping[str, str], by_word: Sequence[OpenItem]) -> list[tuple[str, str, str]]:
    """Id, how it was settled, and what the data still says."""
    still = {item.id: item.text for item in by_word}
    return [(name, how, still.get(name, "")) for name, how in settled.items()]


def todos_form(
    items: Sequence[OpenItem],
    settled: Mapping[str, str],
    by_word: Sequence[OpenItem] = (),
    *,
    unsettled: Collection[str],
    undo: tuple[str, str],
) -> Markup:
    """The same with a field and a button for each, for the widget that settles them."""
    return render(
        "todos_form",
        items=items,
        done=_done(settled, by_word),
        total=len(items) + len(settled),
        lead=_said(items, settled, by_word, "to-do"),
        settled_by_words={item.id for item in items} - set(unsettled),
        undo=undo,
    )
