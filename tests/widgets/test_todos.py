"""Behaviour of `segkit.widgets.todos`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.considerations.consideration import WRONG_NOW
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import read_notes
from segkit.engagement.settings import Engagement
from segkit.facts.considering import Considering
from segkit.facts.known import Facts
from segkit.widgets import ConsiderationsWidget, TodosWidget

Send = Callable[..., dict[str, object]]


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    """The demo, where nothing is settled and the SA has no name."""
    made = create_demo(tmp_path / "demo")
    made.notes_file.unlink()
    settings = made.file.read_text(encoding="utf-8")
    made.file.write_text(settings.replace('"Robin Ashdown"', '""'), encoding="utf-8")
    from segkit.engagement.settings import read_engagement

    return read_engagement(made.folder)


def test_a_todo_is_settled_where_it_stands(engagement: Engagement, send: Send) -> None:
    """The word on how is in the notes, and the progress moves."""
    widget = TodosWidget(Facts(engagement))
    assert "0 of 2 to-dos settled, 2 open." in str(widget.parts)

    answer = send(widget, "settle", "sa-name", fields={"how": "Maren sends it."})

    assert read_notes(engagement.notes_file).done == {"sa-name": "Maren sends it."}
    assert "1 of 2 to-dos settled (1 by word alone), 1 open." in str(widget.parts)
    assert (answer["said"], answer["saved"]) == ("Settled: sa-name.", True)


def test_settling_can_be_taken_back(engagement: Engagement, send: Send) -> None:
    """By undo, or by opening it again."""
    widget = TodosWidget(Facts(engagement))
    for back in (("undo", ""), ("reopen", "sa-name")):
        send(widget, "settle", "sa-name", fields={"how": "Maren sends it."})

        assert send(widget, *back)["saved"]

        assert read_notes(engagement.notes_file).done == {}


def test_what_cannot_be_settled_is_said(engagement: Engagement, send: Send) -> None:
    """An empty word, and a to-do that needs the fact itself."""
    widget = TodosWidget(Facts(engagement))

    empty = send(widget, "settle", "sa-name", fields={"how": " "})
    needed = send(widget, "settle", "tracking-method", fields={"how": "both"})

    assert "How it was settled is empty" in str(empty["problem"])
    assert "cannot be settled here" in str(needed["problem"])
    assert not engagement.notes_file.exists()


def test_it_agrees_with_the_considerations(engagement: Engagement, send: Send) -> None:
    """Not everything is settled while something wrong is unread; a word settles it and is shown."""
    widget = TodosWidget(Facts(engagement))
    words = ConsiderationsWidget(Considering(Facts(engagement)))

    send(widget, "settle", "considerations", fields={"how": "Read together."})
    send(widget, "settle", "sa-name", fields={"how": "Robin."})

    waiting = [s for s in words.considering.considered.statements if s.needs_word]
    count = sum(statement.first.item.class_ == WRONG_NOW for statement in waiting)
    html = str(widget.parts)
    assert "Everything is settled" not in html
    assert "Settled by your word" in html
    assert count > 1
    assert f"{count} wrong now" in html
    assert f"{count} wrong now" in widget.view.text

    for statement in waiting:
        words.considering.accept(statement.keys)
    send(widget, "look")
    widget.draw()
    assert "wrong now" not in str(widget.parts)


def test_it_follows_what_is_judged_elsewhere(engagement: Engagement, send: Send) -> None:
    """One word on a consideration, and the to-do counts one less."""
    todos, words = (
        TodosWidget(Facts(engagement)),
        ConsiderationsWidget(Considering(Facts(engagement))),
    )
    first = next(s for s in words.considering.considered.statements if s.needs_word)
    before = str(todos.parts)

    send(words, "accept", "", json.dumps(list(first.keys)))

    assert str(todos.parts) != before
