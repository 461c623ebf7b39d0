"""Behaviour of `segkit.widgets.records`, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.workshop import DECISIONS, Decision
from segkit.rows.records import DECISION_FIELDS, decisions
from segkit.widgets import RecordsWidget

HOSTILE = '</script><img src=x onerror=alert(1)>"\n\ud83d\ude80 „Grüße“'
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the notes of an engagement are."""
    return tmp_path / "notes.toml"


def widget_on(file: Path) -> RecordsWidget:
    """The form for decisions."""
    return RecordsWidget(file, DECISIONS, DECISION_FIELDS, decisions, noun="decision")


def send(widget: RecordsWidget, **message: str) -> dict[str, object]:
    """A message as the browser sends it; gives what is shown after it."""
    widget._handle_custom_msg({"ticket": "t1", **message}, [])
    return dict(widget.shown)


def saved(file: Path) -> list[Decision]:
    """What the file says."""
    return list(read_notes(file).of(DECISIONS).values())


def added(widget: RecordsWidget) -> str:
    """A new record; gives its key."""
    send(widget, do="add")
    return list(read_notes(widget._file).of(DECISIONS))[-1]


def test_every_key_is_saved(file: Path) -> None:
    """What is typed is in the file before the next key."""
    widget = widget_on(file)
    key = added(widget)

    send(widget, do="set", key=key, field="text", value="Use h")
    shown = send(widget, do="set", key=key, field="text", value="Use hashed ids.")

    assert saved(file) == [Decision(text="Use hashed ids.")]
    assert (shown["said"], shown["problem"], shown["ticket"]) == ("Saved.", None, "t1")


def test_hostile_text_comes_back_as_it_was_typed_and_is_shown_escaped(file: Path) -> None:
    """Quotes, line breaks and script ends are text."""
    widget = widget_on(file)
    key = added(widget)

    send(widget, do="set", key=key, field="reason", value=HOSTILE)

    assert saved(file)[0].reason == HOSTILE
    assert "<img" not in widget.view.html


def test_two_notebooks_meet_in_the_file(file: Path) -> None:
    """Other records, and other fields of the same record, are merged."""
    one = widget_on(file)
    key = added(one)
    other = widget_on(file)

    send(one, do="set", key=key, field="text", value="Use hashed ids.")
    send(other, do="set", key=key, field="owner", value="Maren Tolbert")
    added(other)

    assert saved(file)[0] == Decision(text="Use hashed ids.", owner="Maren Tolbert")
    assert len(saved(file)) == 2


def test_the_same_field_is_never_overwritten_unseen(file: Path) -> None:
    """The second notebook is told what is there, and may keep its own."""
    one = widget_on(file)
    key = added(one)
    other = widget_on(file)
    send(one, do="set", key=key, field="text", value="Mine")

    refused = send(other, do="set", key=key, field="text", value="Theirs")

    assert saved(file)[0].text == "Mine"
    assert refused["problem"]["conflict"] is True  # type: ignore[index]
    assert "it says 'Mine'" in refused["problem"]["problem"]  # type: ignore[index]

    send(other, do="keep", key=key, field="text", value="Theirs")

    assert saved(file)[0].text == "Theirs"


def test_a_conflict_can_be_settled_by_taking_theirs(file: Path) -> None:
    """After looking again, the next key goes through."""
    one = widget_on(file)
    key = added(one)
    other = widget_on(file)
    send(one, do="set", key=key, field="text", value="Mine")
    send(other, do="set", key=key, field="text", value="Theirs")

    looked = send(other, do="look")
    send(other, do="set", key=key, field="text", value="Mine, reworded")

    assert looked["entries"][0]["text"] == "Mine"  # type: ignore[index]
    assert saved(file)[0].text == "Mine, reworded"


def test_removing_and_undoing(file: Path) -> None:
    """A removed record comes back whole, also in a new kernel."""
    widget = widget_on(file)
    key = added(widget)
    send(widget, do="set", key=key, field="text", value="Use hashed ids.")

    send(widget, do="remove", key=key)
    assert saved(file) == []
    shown = send(widget_on(file), do="undo")

    assert saved(file) == [Decision(text="Use hashed ids.")]
    assert "Taken back" in str(shown["said"])


def test_typing_is_undone_as_one(file: Path) -> None:
    """Letter by letter would be no help."""
    widget = widget_on(file)
    key = added(widget)
    for text in ("U", "Us", "Use"):
        send(widget, do="set", key=key, field="text", value=text)

    send(widget, do="undo")

    assert [decision.text for decision in saved(file)] in ([""], [])


def test_a_file_that_cannot_be_written_loses_nothing(file: Path) -> None:
    """The form says so, and what was saved before stays."""
    widget = widget_on(file)
    key = added(widget)
    send(widget, do="set", key=key, field="text", value="Kept")
    file.chmod(0o444)

    shown = send(widget, do="set", key=key, field="text", value="Lost?")

    assert "read-only" in shown["problem"]["problem"]  # type: ignore[index]
    assert [d.text for d in saved(file)] == ["Kept"]
    file.chmod(0o644)
    send(widget, do="set", key=key, field="text", value="Not lost")
    assert [d.text for d in saved(file)] == ["Not lost"]


def test_a_damaged_file_is_shown_and_left_alone(file: Path) -> None:
    """A person is in the middle of editing it."""
    widget = widget_on(file)
    added(widget)
    file.write_text("[decisions\n")

    shown = send(widget, do="add")

    assert shown["problem"] is not None
    assert shown["entries"]
    assert file.read_text() == "[decisions\n"


def test_what_the_browser_makes_up_is_refused(file: Path) -> None:
    """Only the fields of the form can be set."""
    widget = widget_on(file)
    key = added(widget)

    assert send(widget, do="set", key=key, field="__class__", value="x")["problem"]
    assert send(widget, do="format", key=key)["problem"]
    widget._handle_custom_msg("nonsense", [])
    assert saved(file) == [Decision()]


def test_the_static_view_travels_in_the_bundle(file: Path) -> None:
    """Saved, the notebook shows the decisions where no kernel runs."""
    change(file, [edit(DECISIONS, "a1", Decision("Use hashed ids.", "Maren Tolbert"))], "one")

    data, _ = widget_on(file)._repr_mimebundle_()  # type: ignore[misc]

    assert "Use hashed ids." in data["text/html"]
    assert data[WIDGET]["model_id"]
