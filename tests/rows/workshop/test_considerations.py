"""What stands behind a special consideration, as the customer reads it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from segkit.considerations.consideration import (
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
)
from segkit.rows.workshop.considerations import considerations


def shown(**more: str) -> str:
    """The view of one consideration."""
    one = Consideration("rule-1", "s1", "d1", "medium", "Calls may be lost.", **more)
    view = considerations([one], names={"s1": "Web shop", "d1": "Mixpanel"}, quiet=())
    return view.html


def test_what_is_not_certain_says_what_would_have_to_be_known() -> None:
    """A reader can tell a fact from a guess; where nothing is in doubt, nothing is said."""
    doubtful = shown(evidence="It sends pages.", doubt="The mappings were <not> read.")

    assert "Not certain: The mappings were &lt;not&gt; read." in doubtful
    assert "Not certain" not in shown(evidence="It sends pages.")


NAMES = {"s1": "Web shop", "d1": "Mixpanel"}
EACH = [
    Consideration("n", "s1", "d1", "high", "Spaces become underscores.", class_=GOOD_TO_KNOW),
    Consideration("s", "s1", "d1", "high", "It has an id.", class_=SATISFIED, evidence="Set: id."),
    Consideration("c", "s1", "d1", "high", "It may be off.", class_=TO_CHECK, question="Is it on?"),
    Consideration("w", "s1", "d1", "low", "It receives nothing.", class_=WRONG_NOW),
]


def test_what_asks_for_something_stands_open_and_the_rest_folded() -> None:
    """Counted first; what is wrong before what is asked; each folded table after those."""
    view = considerations(EACH, names=NAMES)

    text = re.sub(r"\s+", " ", view.text)
    parts = (
        "1 wrong now, 1 check, 1 good to know, 1 satisfied.",
        "It receives nothing.",
        "Is it on? It may be off.",
        "Good to know (1)",
        "Spaces become underscores.",
        "Satisfied (1)",
        "It has an id.",
    )
    assert [text.find(part) for part in parts] == sorted(text.find(part) for part in parts)
    assert all(part in text for part in parts)
    before = view.html.index("Is it on?")
    folded = view.html.split("<summary>")
    assert [before < view.html.index(name) for name in ("Good to know (1)", "Satisfied (1)")] == [
        True,
        True,
    ]
    assert "It has an id." in folded[-2] + folded[-1]


def test_every_form_carries_class_question_and_what_was_seen() -> None:
    """A severity is kept beside the class; a question is asked of what is to be checked only."""
    view = considerations(EACH, names=NAMES)

    frame = view.to_frame()
    assert list(frame["Class"]) == ["Wrong now", "Check", "Good to know", "Satisfied"]
    assert list(frame["Severity"]) == ["low", "high", "high", "high"]
    assert list(frame["Question"]) == ["", "Is it on?", "", ""]
    assert frame["Seen"].iloc[-1] == ("Set: id.",)


@pytest.mark.parametrize(("on", "old"), [("2026-11-06", False), ("2026-11-30", True)])
def test_a_statement_older_than_a_year_says_so(on: str, *, old: bool) -> None:
    """On the day of the guide, not of the reader."""
    one = Consideration("k", "s1", "d1", "low", "A fact.", basis="knowledge", known="2025-11-06")

    html = considerations([one], names=NAMES, on=dt.date.fromisoformat(on)).html

    assert "as of 6 Nov 2025" in html
    assert ("over a year ago" in html) is old


def test_the_proof_stands_beside_what_asks_for_something() -> None:
    """Said once; what is satisfied already is not asked for, whatever its entry advises."""
    items = [replace(one, evidence=f"Saw {one.id}.", action=f"Do {one.id}.") for one in EACH]

    html = considerations(items, names=NAMES).html

    for one in items:
        beside = f"Seen: Saw {one.id}." in html
        assert beside is (one.class_ != GOOD_TO_KNOW)
        assert html.count(f"Saw {one.id}.") == 1
        assert (f"Do {one.id}." in html) is (one.class_ != SATISFIED)


def test_each_row_has_a_name_of_its_own_in_whatever_table_it_stands() -> None:
    """The same pair, once with what is wrong and once with what is to be known."""
    same = [replace(one, source_id="s", target_id="d") for one in EACH]

    names = re.findall(r'id="(consideration-[^"]*)"', considerations(same, names=NAMES).html)

    assert len(names) == len(set(names)) == 4
