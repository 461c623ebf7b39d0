"""Behaviour of `segkit.widgets.todos` and of the form that it is built on."""

from __future__ import annotations

from pathlib import Path

from segkit.engagement.notes import read_notes
from segkit.model.finding import OpenItem
from segkit.widgets import TodosWidget

ITEMS = (
    OpenItem("todo", "plan-link", "engagement.toml", "The plan has no <address>.", "set url"),
    OpenItem("todo", "tracking-method", "engagement.toml", "Client or server?", "set method"),
)


def widget_on(file: Path) -> TodosWidget:
    """To-dos, one of which words cannot settle."""

    def items() -> list[OpenItem]:
        return [item for item in ITEMS if item.id not in read_notes(file).done]

    return TodosWidget(file, items, frozenset({"tracking-method"}))


def send(widget: TodosWidget, do: str, key: str = "", **fields: str) -> str:
    """A gesture; gives the HTML that is shown after it."""
    widget._handle_custom_msg({"do": do, "key": key, "fields": fields, "ticket": "1"}, [])
    return str(widget.shown["html"])


def test_a_todo_is_settled_where_it_stands(tmp_path: Path) -> None:
    """The word on how is in the notes, and the progress moves."""
    widget = widget_on(tmp_path / "notes.toml")

    html = send(widget, "settle", "plan-link", how="Maren sends it.")

    assert read_notes(tmp_path / "notes.toml").done == {"plan-link": "Maren sends it."}
    assert "1 of 2 to-dos settled, 1 open." in html
    assert widget.shown["said"] == "Settled: plan-link."


def test_settling_can_be_taken_back(tmp_path: Path) -> None:
    """By undo, or by opening it again."""
    widget = widget_on(tmp_path / "notes.toml")

    send(widget, "settle", "plan-link", how="Maren sends it.")
    send(widget, "undo")
    assert read_notes(tmp_path / "notes.toml").done == {}

    send(widget, "settle", "plan-link", how="Maren sends it.")
    send(widget, "reopen", "plan-link")
    assert read_notes(tmp_path / "notes.toml").done == {}


def test_what_cannot_be_settled_is_explained_in_place(tmp_path: Path) -> None:
    """An empty word, and a to-do that needs the fact itself."""
    widget = widget_on(tmp_path / "notes.toml")

    assert "How it was settled is empty" in send(widget, "settle", "plan-link", how=" ")
    assert "cannot be settled here" in send(widget, "settle", "tracking-method", how="both")
    assert not (tmp_path / "notes.toml").exists()


def test_hostile_text_is_escaped(tmp_path: Path) -> None:
    """The form is HTML made of other people's words."""
    html = str(widget_on(tmp_path / "notes.toml").shown["html"])

    assert "&lt;address&gt;" in html
    assert "<address>" not in html
