"""Behaviour of `segkit.engagement.notes.undoing`: whose changes an Undo takes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.undoing import Undoing
from segkit.engagement.notes.workshop import ACTIONS, QUESTIONS, Action, Question
from segkit.errors import NotesConflictError, UsageError

THEIRS = "segkit.engagement.notes.store.PROGRAM"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Notes in which nothing stands."""
    return tmp_path / "notes.toml"


def ask(file: Path, key: str, by: str = "room") -> None:
    """A question that a form notes."""
    change(file, [edit(QUESTIONS, key, Question(key))], f"asked {key}", by=by)


def asked(file: Path) -> set[str]:
    """The questions that stand there."""
    return set(read_notes(file).of(QUESTIONS))


def test_a_form_takes_back_its_own_and_no_other_ones(file: Path) -> None:
    """Although both note questions, and the other one was later."""
    bar = Undoing(file, "room", (QUESTIONS,))
    ask(file, "in the bar", "room")
    ask(file, "in the form", "questions")

    assert bar.named[1] == "asked in the bar"
    bar.undo(bar.named[0])

    assert asked(file) == {"in the form"}
    assert bar.named == ("", "")
    with pytest.raises(UsageError, match="nothing to undo"):
        bar.undo()


def test_what_somebody_else_did_meanwhile_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a program of their own, with the same form; mine is taken back all the same."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(THEIRS, "another")
        ask(file, "before")
    mine = Undoing(file, "room", (QUESTIONS,))
    ask(file, "mine")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(THEIRS, "another")
        ask(file, "theirs")

    assert mine.undo(mine.named[0]) == "asked mine"
    assert asked(file) == {"before", "theirs"}
    assert mine.undo() == "asked before"  # as after a restart of the kernel
    assert asked(file) == {"theirs"}
    assert mine.named == ("", "")


def test_an_undo_of_what_is_taken_back_already_takes_back_nothing(file: Path) -> None:
    """Also when something else was noted since: no id is used twice."""
    bar = Undoing(file, "room", (QUESTIONS,))
    ask(file, "first")
    ask(file, "second")
    seen, _ = bar.named
    bar.undo(seen)

    with pytest.raises(NotesConflictError, match="taken back already"):
        bar.undo(seen)
    ask(file, "third")
    with pytest.raises(NotesConflictError, match=r"asked third\. Nothing was undone"):
        bar.undo(seen)

    assert asked(file) == {"first", "third"}


def test_what_is_typed_on_keeps_its_name_unless_somebody_else_types(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One answer is one change, whoever else has a place of that name."""
    bar = Undoing(file, "room", (QUESTIONS,))
    for text in ("a", "ab"):
        change(file, [edit(QUESTIONS, "q", Question(text))], text, session="s", by="room")
    named = bar.named
    monkeypatch.setattr(THEIRS, "another")
    change(file, [edit(QUESTIONS, "q", Question("theirs"))], "theirs", session="s", by="room")

    assert named == ("1", "ab")
    assert bar.named == named
    with pytest.raises(NotesConflictError, match="changed since"):
        bar.undo(named[0])
    assert read_notes(file).of(QUESTIONS)["q"] == Question("theirs")


def test_changes_without_a_signature_are_told_by_their_kinds(file: Path) -> None:
    """Older versions and commands sign nothing; what comes along alone is somebody else's."""
    words = Undoing(file, "plan", (QUESTIONS, ACTIONS), own=(QUESTIONS,))
    change(file, [edit(ACTIONS, "a", Action("Map revenue"))], "an action")
    assert words.named == ("", "")

    both = [edit(QUESTIONS, "q", Question("Who?")), edit(ACTIONS, "b", Action("Ask"))]
    change(file, both, "a question and its action")

    assert words.undo() == "a question and its action"
    assert set(read_notes(file).of(ACTIONS)) == {"a"}
