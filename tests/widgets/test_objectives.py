"""Objectives beside the plan: what carries each, where that arrives, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import read_notes
from segkit.engagement.notes.workshop import OBJECTIVES, Objective
from segkit.facts.known import Facts
from segkit.facts.objectives import carried
from segkit.rows.forms.objectives_form import told
from segkit.rows.workshop.records import objectives
from segkit.widgets.form import FormWidget
from segkit.widgets.objectives import ObjectivesWidget

Send = Callable[..., dict[str, object]]
ORDERS = "9b1c44de"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo, of which everything is derived once."""
    return Facts(create_demo(tmp_path_factory.mktemp("objectives") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Iterator[Facts]:
    """The same, whose notes are put back."""
    before = known.engagement.notes_file.read_bytes()
    yield known
    known.engagement.notes_file.write_bytes(before)


def points(facts: Facts, objective: Objective) -> list[tuple[str, str]]:
    """What a card says is good or missing."""
    return list(told(objective, carried(facts, objective)).points)


def test_one_click_names_what_shares_words_with_it(
    facts: Facts, send: Send, shown: Callable[[FormWidget], str]
) -> None:
    """It is proposed, never assumed; once named, the card says where it arrives."""
    widget = ObjectivesWidget(facts)
    assert "2 of 2 objectives lack" in shown(widget)
    assert "Perhaps Order Completed" in shown(widget)

    answer = send(widget, "carry", ORDERS, "Order Completed")

    assert answer["saved"]
    noted = read_notes(facts.engagement.notes_file).of(OBJECTIVES)[ORDERS]
    assert noted.events == "Order Completed"
    assert noted.measure.startswith("Nine of ten orders")
    assert "1 of 2 objectives lacks" in shown(widget)
    assert "Order Completed reaches 18 destinations and 2 warehouses." in shown(widget)
    send(widget, "undo")
    assert "2 of 2 objectives lack" in shown(widget)
    for key, event in ((ORDERS, "No Such Event"), ("gone", "Order Completed")):
        assert send(widget, "carry", key, event)["problem"]


def test_events_and_tools_that_it_names_are_followed(facts: Facts) -> None:
    """As a question of the plan is: from each event to each tool."""
    found = carried(facts, Objective("GA4 shows each Membership Started", "Ten a day."))

    assert [one.event for one in found.carriers] == ["Membership Started"]
    assert found.question.tools == ("GA4",)
    assert found.is_broken
    assert ("wrong", "GA4 does not receive Membership Started.") in points(
        facts, Objective("GA4 shows each Membership Started", "Ten a day.")
    )


def test_what_is_missing_is_said_first(facts: Facts) -> None:
    """An event that nobody plans, no measure, and what arrives all the same."""
    said = points(facts, Objective("Sell more", "", "Order Completed, Order Teleported"))

    assert said[0] == ("wrong", "Order Teleported is not planned.")
    assert said[1] == ("check", "How will everybody know? Nothing is said yet.")
    assert said[-1][0] == "ok"


def test_nothing_is_claimed_of_a_workspace_that_was_not_read(facts: Facts) -> None:
    """What the plan has is known, who receives it is not."""
    alone = Facts(facts.engagement, replace(facts.snapshot, workspace=None))

    [(sign, text)] = points(alone, Objective("Order Completed, everywhere", "Every day."))

    assert sign == "off"
    assert "not known" in text


def test_the_page_has_the_column_only_where_something_is_named() -> None:
    """Older guides stay as they are; data has it always."""
    bare = objectives({"a": Objective("Sell more", "A number")})
    named = objectives({"a": Objective("Sell more", "A number", "Order Completed")})

    assert "Carried by" not in bare.html
    assert "Carried by" in bare.columns
    assert "Order Completed" in named.html


def test_the_plans_own_questions_stand_below_the_worst_first(
    facts: Facts, shown: Callable[[FormWidget], str]
) -> None:
    """With the counts of the guide's first page."""
    html = shown(ObjectivesWidget(facts))

    assert "Questions that the plan is made for: 3 connected, 3 to check, 1 with a gap" in html
    assert html.index("What does a new member cost us?") < html.index("Why do members leave?")
    assert html.index("Why do members leave?") < html.index("Is rental worth the shelf space?")
