"""The protocol between forms and kernel: every message is answered, after what it asks is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.errors import ConfigError, UsageError
from segkit.render.tree import p
from segkit.render.view import View
from segkit.widgets.form import SESSION, ChangedTwiceError, Done, FormWidget, Message

Send = Callable[..., dict[str, object]]


class Counter(FormWidget):
    """A form with one number in a part of its own."""

    def __init__(self, place: Path, name: str = "counter") -> None:
        self.count, self.looked, self.readable = 0, 0, True
        super().__init__(name, place, saved_in="count.txt")

    @property
    def view(self) -> View:
        """Static."""
        return View(p(str(self.count)))

    def form(self) -> str:
        """Frame and part."""
        if not self.readable:
            raise ConfigError("The file is damaged.", "mend it.")
        return f'<div><!--part n--><p data-sk-key="n">{self.count}</p><!--/part--></div>'

    def do(self, message: Message) -> Done:
        """Count, refuse or break."""
        if message.get("do") == "refuse":
            raise UsageError("No.", "say yes.")
        if message.get("do") == "conflict":
            raise ChangedTwiceError("theirs", "7")
        if message.get("do") == "break":
            raise ValueError("broken")
        self.count += 1
        return Done("Counted.", saved=True, seen=str(self.count))

    def look(self) -> None:
        """Remember that it was asked to."""
        self.looked += 1


def test_an_answer_brings_what_changed_and_the_state_all_of_it(tmp_path: Path, send: Send) -> None:
    """Typing stays quick, and a view that comes later shows the same."""
    form = Counter(tmp_path)

    answer = send(form, "count")

    assert answer == {
        "id": "m1", "said": "Counted.", "saved": True, "seen": "1",
        "parts": {"n": '<p data-sk-key="n">1</p>'},
    }  # fmt: skip
    assert form.get_state()["parts"] == {
        "": "<div><!--part n--></div>", "n": '<p data-sk-key="n">1</p>',
    }  # fmt: skip


@pytest.mark.parametrize(("do", "problem"), [("refuse", "No."), ("conflict", "theirs")])
def test_what_was_not_done_is_never_answered_as_saved(
    tmp_path: Path, send: Send, do: str, problem: str
) -> None:
    """The reason travels in the answer."""
    answer = send(Counter(tmp_path), do)

    assert problem in str(answer["problem"])
    assert "saved" not in answer


def test_a_bug_is_answered_too(tmp_path: Path, answers: list[dict[str, object]]) -> None:
    """Silence would look like a dead kernel."""
    with pytest.raises(ValueError, match="broken"):
        Counter(tmp_path)._receive(None, {"id": "m1", "do": "break"})

    assert "bug in segkit" in str(answers[0]["problem"])


def test_forms_of_one_engagement_follow_each_other(
    tmp_path: Path, send: Send, answers: list[dict[str, object]]
) -> None:
    """What one saves the others show; an engagement beside it is left alone."""
    one, other, elsewhere = Counter(tmp_path), Counter(tmp_path), Counter(tmp_path / "x")
    other.count = 5

    send(one, "count")

    assert (one.looked, other.looked, elsewhere.looked) == (0, 1, 0)
    assert answers[-1] == {"id": "", "parts": {"n": '<p data-sk-key="n">5</p>'}}


def test_a_closed_form_is_not_told(tmp_path: Path, send: Send) -> None:
    """Its cell was run again."""
    one, other = Counter(tmp_path), Counter(tmp_path)
    other.close()

    send(one, "count")

    assert other.looked == 0


def test_a_file_that_cannot_be_read_leaves_what_was_drawn(tmp_path: Path, send: Send) -> None:
    """And a form that never could be drawn says why."""
    form = Counter(tmp_path)
    form.readable = False

    assert send(form, "count")["parts"] == {}
    assert "n" in form.parts


def test_looking_answers_and_says_nothing(tmp_path: Path, send: Send) -> None:
    """A window that comes back shows what others saved meanwhile."""
    form = Counter(tmp_path)

    answer = send(form, "look")

    assert (answer["said"], answer["saved"], form.looked, form.count) == ("", False, 1, 0)


def test_the_browser_knows_where_to_keep_what_is_typed(tmp_path: Path) -> None:
    """By engagement and form; and which kernel it was typed for."""
    assert Counter(tmp_path).about == {
        "place": str(tmp_path), "form": "counter", "session": SESSION, "saved_in": "count.txt",
    }  # fmt: skip


def test_nonsense_is_passed_over(tmp_path: Path, answers: list[dict[str, object]]) -> None:
    """A message that is none has nobody who waits for an answer."""
    Counter(tmp_path)._receive(None, "nonsense")

    assert answers == []
