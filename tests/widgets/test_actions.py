"""Behaviour of `segkit.widgets.actions`, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.workshop import ACTIONS, Action
from segkit.facts import acting
from segkit.facts.considering import Considering
from segkit.facts.known import Facts
from segkit.widgets.actions import ActionsWidget

SLACK = "no-enabled-mapping/shop_api_prod/ddecbe0e783cf05bc9ee37b3"
Send = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo engagement, worked out once."""
    return Facts(create_demo(tmp_path_factory.mktemp("acting") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Facts:
    """The same, when one thing was accepted."""
    for file in known.engagement.folder.glob("*notes*"):
        file.unlink()
    Considering(known).accept([SLACK])
    return known


def test_the_form_notes_an_action_that_follows_from_a_word(facts: Facts, send: Send) -> None:
    """The first field that somebody fills in makes its note; the others stay as they are."""
    widget = ActionsWidget(facts)
    shown = acting.listed(facts)[0].action.text

    send(widget, "set", f"{SLACK} owner", "Maren Tolbert", seen="")
    send(widget, "set", f"{SLACK} state", "done", seen="open")

    noted = read_notes(facts.engagement.notes_file).of(ACTIONS)[SLACK]
    assert (noted.text, noted.owner, noted.state) == (shown, "Maren Tolbert", "done")
    assert noted.closed
    send(widget, "set", f"{SLACK} state", "open", seen="done")
    assert not read_notes(facts.engagement.notes_file).of(ACTIONS)[SLACK].closed


def test_the_form_refuses_what_is_no_state_and_keeps_what_has_no_note(
    facts: Facts, send: Send
) -> None:
    """A word on a consideration is taken back where it was given."""
    widget = ActionsWidget(facts)

    refused = send(widget, "set", f"{SLACK} state", "perhaps", seen="open")
    kept = send(widget, "remove", SLACK)

    assert "no field 'state'" in str(refused["problem"])
    assert "take back the word" in str(kept["said"])
    assert [one.key for one in acting.listed(facts)] == [SLACK]


def test_two_people_who_change_one_action_do_not_lose_a_word(facts: Facts, send: Send) -> None:
    """Different fields are merged; the same field asks."""
    change(facts.engagement.notes_file, [edit(ACTIONS, "a1", Action("Ask legal"))], "a")
    one, other = ActionsWidget(facts), ActionsWidget(facts)

    send(one, "set", "a1 owner", "Maren", seen="")
    send(other, "set", "a1 due", "2026-12-04", seen="")
    answer = send(other, "set", "a1 owner", "Idris", seen="")

    assert read_notes(facts.engagement.notes_file).of(ACTIONS)["a1"] == Action(
        "Ask legal", owner="Maren", due="2026-12-04"
    )
    assert answer["problem"]
