"""Behaviour of `segkit.widgets.presenter`, without a browser."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.workshop import ACTIONS, DECISIONS, PACE, PARKED, QUESTIONS
from segkit.rows.workshop.records import QUESTION_FIELDS, questions
from segkit.widgets import PresenterWidget, RecordsWidget
from segkit.widgets.form import FormWidget
from segkit.widgets.records import Records

Send = Callable[..., dict[str, object]]
Shown = Callable[[FormWidget], str]


@pytest.fixture
def widget(tmp_path: Path) -> PresenterWidget:
    """The bar of an engagement in which nothing was noted."""
    return PresenterWidget(tmp_path / "notes.toml")


def line(kind: str, text: str = "Map revenue", **more: str) -> dict[str, str]:
    """What the bar sends."""
    return {"kind": kind, "text": text, "owner": "", "by": "", **more}


def test_each_kind_is_noted_as_its_own(widget: PresenterWidget, send: Send) -> None:
    """Four kinds, with owner and day where the kind has them; the answer says what is in the file."""
    said = [
        send(widget, "capture", f"c-{kind}", fields=line(kind, owner="Shop", by="4 Dec 2026"))[
            "said"
        ]
        for kind in ("decision", "question", "action", "parking")
    ]

    notes = read_notes(widget._file)
    decision, question = notes.of(DECISIONS)["c-decision"], notes.of(QUESTIONS)["c-question"]
    action, parked = notes.of(ACTIONS)["c-action"], notes.of(PARKED)["c-parking"]
    assert (decision.text, decision.owner, decision.date) == ("Map revenue", "Shop", "2026-12-04")
    assert (question.owner, question.due) == ("Shop", "2026-12-04")
    assert (action.owner, action.due, action.state) == ("Shop", "2026-12-04", "open")
    assert (parked.text, parked.who) == ("Map revenue", "Shop")
    assert said[0] == "Decision: Map revenue · Shop · 2026-12-04"


def test_a_line_that_is_sent_again_is_one_line(widget: PresenterWidget, send: Send) -> None:
    """Nobody answered the first time, although it was saved."""
    for _ in range(2):
        assert send(widget, "capture", "c-1", fields=line("decision"))["saved"]

    assert list(read_notes(widget._file).of(DECISIONS)) == ["c-1"]


def test_an_action_without_an_owner_says_so(widget: PresenterWidget, send: Send) -> None:
    """It is noted all the same."""
    assert "No owner yet" in str(send(widget, "capture", "c-1", fields=line("action"))["said"])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (line("decision", "   "), "A line needs words."),
        (line("secret"), "A line needs words."),
        (line("action", by="next Friday"), "can be"),
        (line("action", by="soon"), "is not a date"),
    ],
)
def test_what_cannot_be_noted_is_answered(
    widget: PresenterWidget, send: Send, fields: dict[str, str], says: str
) -> None:
    """With what to do; nothing is written."""
    answer = send(widget, "capture", "c-1", fields=fields)

    assert says in str(answer["problem"])
    assert "saved" not in answer
    assert not widget._file.exists()


def test_a_read_only_folder_keeps_the_line_in_the_browser(
    widget: PresenterWidget, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is a problem, so the browser does not let go of it."""
    folder = widget._file.parent
    monkeypatch.setattr("os.access", lambda *_args, **_options: False)
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        answer = send(widget, "capture", "c-1", fields=line("decision"))
    finally:
        folder.chmod(stat.S_IRWXU)
    noted = widget._file.exists() and "c-1" in widget._file.read_text(encoding="utf-8")

    assert bool(answer.get("saved")) is noted
    assert noted or answer["problem"]


def test_minutes_are_kept_and_taken_back(widget: PresenterWidget, send: Send, shown: Shown) -> None:
    """By the part's title, as the frame asks for them; nonsense is refused."""
    send(widget, "minutes", "The plan, call by call", "40")
    send(widget, "minutes", "The plan, call by call", "45")
    assert read_notes(widget._file).of(PACE)["The plan, call by call"].minutes == 45
    assert "&#34;The plan, call by call&#34;: 45" in shown(widget)

    for nonsense in ("", "0", "-5", "many", "10000"):
        assert "minutes" in str(send(widget, "minutes", "Decisions", nonsense)["problem"])
    send(widget, "undo")

    assert not read_notes(widget._file).of(PACE)


def test_the_running_order_shows_what_was_said_last(
    widget: PresenterWidget, send: Send, shown: Shown
) -> None:
    """Three of each, escaped; before, how to begin."""
    assert "No decision yet. Press" in shown(widget)

    for number in range(5):
        send(widget, "capture", f"d-{number}", fields=line("decision", f"Decision <{number}>"))

    html = shown(widget)
    assert "Decision &lt;4&gt;" in html
    assert "Decision &lt;1&gt;" not in html


def test_a_document_shows_nothing(widget: PresenterWidget) -> None:
    """There is no room in a file."""
    assert widget.bundle() == {"text/plain": ""}


def test_undo_in_the_bar_and_in_a_form_take_back_their_own(
    widget: PresenterWidget, send: Send, shown: Shown
) -> None:
    """A captured question is not the form's to take back, nor a question of the form the bar's."""
    form = RecordsWidget(
        Records(widget._file, QUESTIONS, QUESTION_FIELDS, noun="question"), questions
    )
    send(form, "set", "q1 text", "Typed in the form", seen="")
    send(widget, "capture", "c-1", fields=line("question", "Said in the room"))
    send(form, "look")

    html = shown(form)
    assert "Undo: <bdi>the question “Typed in the form”" in html
    assert "Undo: <bdi>Question: Said in the room" in shown(widget)
    [value] = re.findall(r'data-sk-do="undo" data-sk-hot="u" value="(\d+)"', html)
    assert send(form, "undo", "", value)["said"] == "Taken back: the question “Typed in the form”."

    assert set(read_notes(widget._file).of(QUESTIONS)) == {"c-1"}
    assert "Nothing to undo" in shown(form)
    assert "nothing to undo" in str(send(form, "undo", "", value)["problem"])
    send(widget, "undo")
    assert not read_notes(widget._file).of(QUESTIONS)
