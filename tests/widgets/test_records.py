"""Behaviour of `segkit.widgets.records`, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.workshop import DECISIONS, QUESTIONS, Decision, Question
from segkit.rows.workshop.records import DECISION_FIELDS, decisions
from segkit.widgets import RecordsWidget
from segkit.widgets.records import Records

Send = Callable[..., dict[str, object]]
HOSTILE = '</script><img src=x onerror=alert(1)>"\n\ud83d\ude80 „Grüße“'
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the notes of an engagement are."""
    return tmp_path / "notes.toml"


def widget_on(file: Path) -> RecordsWidget:
    """The form for decisions."""
    return RecordsWidget(Records(file, DECISIONS, DECISION_FIELDS, noun="decision"), decisions)


def saved(file: Path) -> list[Decision]:
    """What the file says."""
    return list(read_notes(file).of(DECISIONS).values())


def test_every_key_is_saved(file: Path, send: Send) -> None:
    """What is typed is in the file before the next key."""
    widget = widget_on(file)

    send(widget, "set", "a1 text", "Use h", seen="")
    answer = send(widget, "set", "a1 text", "Use hashed ids.", seen="Use h")

    assert saved(file) == [Decision(text="Use hashed ids.")]
    assert (answer["saved"], answer["seen"]) == (True, "Use hashed ids.")
    assert "Use hashed ids." in str(answer["parts"])


def test_a_record_that_says_nothing_is_not_in_the_file(file: Path, send: Send) -> None:
    """It was begun in the browser and left."""
    answer = send(widget_on(file), "set", "a1 text", "", seen="")

    assert not answer["saved"]
    assert not file.exists()


def test_hostile_text_comes_back_as_it_was_typed_and_is_shown_escaped(
    file: Path, send: Send
) -> None:
    """Quotes, line breaks and script ends are text."""
    widget = widget_on(file)

    answer = send(widget, "set", "a1 reason", HOSTILE, seen="")

    assert saved(file)[0].reason == HOSTILE
    assert "<img" not in widget.view.html
    assert "<img" not in str(answer["parts"])


def test_two_notebooks_meet_in_the_file(file: Path, send: Send) -> None:
    """Other records, and other fields of the same record, are merged."""
    one, other = widget_on(file), widget_on(file)

    send(one, "set", "a1 text", "Use hashed ids.", seen="")
    send(other, "set", "a1 owner", "Maren Tolbert", seen="")
    send(other, "set", "b2 text", "Ask first.", seen="")

    assert saved(file) == [
        Decision(text="Use hashed ids.", owner="Maren Tolbert"), Decision(text="Ask first."),
    ]  # fmt: skip


def test_the_same_field_is_never_overwritten_unseen(file: Path, send: Send) -> None:
    """The second notebook is told what is there, and may keep its own."""
    one, other = widget_on(file), widget_on(file)
    send(one, "set", "a1 text", "Mine", seen="")

    refused = send(other, "set", "a1 text", "Theirs", seen="")["problem"]

    assert saved(file)[0].text == "Mine"
    assert refused == {
        "what": "Somebody else changed this meanwhile; there it says 'Mine'.",
        "fix": "keep yours, or take what is there.",
        "conflict": True, "there": "Mine", "seen": "Mine", "both": True, "typed": False,
    }  # fmt: skip

    send(other, "set", "a1 text", "Theirs", seen="Mine")

    assert saved(file)[0].text == "Theirs"


def test_the_same_message_twice_is_the_same_once(file: Path, send: Send) -> None:
    """A kept line may be sent again when nobody knows whether it arrived."""
    widget = widget_on(file)

    for _ in range(2):
        assert send(widget, "set", "a1 text", "Mine", seen="")["saved"]

    assert saved(file) == [Decision("Mine")]


def test_what_somebody_removed_comes_back_whole_when_mine_is_kept(file: Path, send: Send) -> None:
    """The browser still has the other fields."""
    widget = widget_on(file)
    send(widget, "set", "a1 text", "Use hashed ids.", seen="")
    send(widget, "remove", "a1")
    fields = {"text": "Use hashed ids.", "owner": "Maren Tolbert"}

    refused = send(widget, "set", "a1 text", "Use ids.", seen="Use hashed ids.", fields=fields)
    send(widget, "set", "a1 text", "Use ids.", seen="", fields=fields)

    assert refused["problem"]["conflict"]  # type: ignore[index]
    assert saved(file) == [Decision(text="Use ids.", owner="Maren Tolbert")]


def test_removing_and_undoing(file: Path, send: Send) -> None:
    """A removed record comes back whole, also in a new kernel."""
    widget = widget_on(file)
    send(widget, "set", "a1 text", "Use hashed ids.", seen="")

    send(widget, "remove", "a1")
    assert saved(file) == []
    answer = send(widget_on(file), "undo")

    assert saved(file) == [Decision(text="Use hashed ids.")]
    assert "Taken back" in str(answer["said"])


def test_typing_is_undone_as_one(file: Path, send: Send) -> None:
    """Letter by letter would be no help."""
    widget, seen = widget_on(file), ""
    for text in ("U", "Us", "Use"):
        send(widget, "set", "a1 text", text, seen=seen, session="s")
        seen = text

    send(widget, "undo")

    assert saved(file) == []


def test_a_file_that_cannot_be_written_loses_nothing(file: Path, send: Send) -> None:
    """The answer says so, and what was saved before stays."""
    widget = widget_on(file)
    send(widget, "set", "a1 text", "Kept", seen="")
    file.chmod(0o444)

    answer = send(widget, "set", "a1 text", "Lost?", seen="Kept")

    assert "read-only" in answer["problem"]["what"]  # type: ignore[index]
    assert [d.text for d in saved(file)] == ["Kept"]
    file.chmod(0o644)
    assert send(widget, "set", "a1 text", "Not lost", seen="Kept")["saved"]


def test_saved_means_read_back(file: Path, send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that does not say what was written is no place where it is saved."""
    monkeypatch.setattr("segkit.widgets.records.change", lambda *_, **__: None)

    answer = send(widget_on(file), "set", "a1 text", "Gone", seen="")

    assert "does not say what was saved" in answer["problem"]["what"]  # type: ignore[index]


def test_a_damaged_file_is_said_and_left_alone(file: Path, send: Send) -> None:
    """A person is in the middle of editing it."""
    widget = widget_on(file)
    send(widget, "set", "a1 text", "Kept", seen="")
    file.write_text("[decisions\n")

    answer = send(widget, "set", "a1 text", "More", seen="Kept")

    assert answer["problem"]
    assert "Kept" in str(widget.parts)
    assert file.read_text() == "[decisions\n"


def test_what_the_browser_makes_up_is_refused(file: Path, send: Send) -> None:
    """Only the fields of the form can be set."""
    widget = widget_on(file)

    for key in ("a1 __class__", "text", ""):
        assert send(widget, "set", key, "x", seen="")["problem"]
    assert send(widget, "format", "a1")["problem"]
    assert not file.exists()


def test_dates_are_dates(file: Path, send: Send) -> None:
    """As people say them, and with what they may mean when that is not one day."""
    widget = widget_on(file)

    assert send(widget, "set", "a1 date", "4 Dec 2026", seen="")["seen"] == "2026-12-04"
    refused = send(widget, "set", "b2 date", "next Friday", seen="")["problem"]

    assert saved(file) == [Decision(date="2026-12-04")]
    assert "'next Friday' can be" in refused["what"]  # type: ignore[index]
    assert len(refused["offers"]) == 2  # type: ignore[index]


def test_owners_are_offered_from_earlier_entries(file: Path, send: Send) -> None:
    """Whoever was named in any list, once."""
    change(file, [edit(QUESTIONS, "q1", Question("Who?", "Idris Vane"))], "one")
    widget = widget_on(file)
    for key in ("a1", "b2"):
        send(widget, "set", f"{key} owner", "Maren Tolbert", seen="")

    html = str(widget.parts[""])

    assert re.findall('<option value="(.*?)"', html) == ["Idris Vane", "Maren Tolbert"]
    assert 'list="sk-people-decisions"' in html


def test_the_static_view_travels_in_the_bundle(file: Path) -> None:
    """Saved, the notebook shows the decisions where no kernel runs."""
    change(file, [edit(DECISIONS, "a1", Decision("Use hashed ids.", "Maren Tolbert"))], "one")

    data, _ = widget_on(file)._repr_mimebundle_()  # type: ignore[misc]

    assert "Use hashed ids." in data["text/html"]
    assert data[WIDGET]["model_id"]
