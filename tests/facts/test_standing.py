"""Behaviour of `segkit.facts.standing` and of what it counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from segkit.considerations.answers import CONNECTED, GAP, NOT_KNOWN, TO_CHECK
from segkit.considerations.consideration import CLASSES, WRONG_NOW
from segkit.derive.lifecycle import DEPRECATED, LIVE, NOT_SAID, PLANNED, owner_of, status_of
from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.facts.standing import Standing, classes, standing
from segkit.facts.todos import todos
from segkit.model.plan import Rule


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("standing") / "demo"))


@pytest.fixture(scope="module")
def now(facts: Facts) -> Standing:
    """Where it stands."""
    return standing(facts)


def test_the_parts_add_up_to_what_the_data_holds(facts: Facts, now: Standing) -> None:
    """Counted here once more, in another way."""
    assert facts.plan is not None
    names = {rule.key for rule in facts.plan.of("track") if not rule.deprecated}

    assert now.events.current == len(names)
    assert now.connections.all == len(facts.connections)
    assert now.considerations == sum(now.classes[name] for name in CLASSES)
    assert now.considerations <= len(facts.considerations)
    assert sum(now.questions.values()) == len(facts.questions)


def test_the_demo_stands_where_its_plan_and_workspace_say(now: Standing) -> None:
    """Two versions of an event are one event; warehouses are counted apart."""
    assert (now.events.live, now.events.planned, now.events.current) == (33, 2, 35)
    connections = now.connections
    assert (connections.delivering, connections.all, connections.warehouses) == (31, 35, 12)


def test_the_same_words_about_several_pairs_are_one(facts: Facts) -> None:
    """Whether something is said twice or not, there is one thing to do."""
    one = next(item for item in facts.considerations if item.class_ == WRONG_NOW)
    same = replace(one, source_id="elsewhere", evidence="Seen elsewhere too")

    assert classes([one, same])[WRONG_NOW] == 1
    assert classes([one, replace(same, text="Something else")])[WRONG_NOW] == 2


def test_the_to_do_counts_as_page_one_does(tmp_path: Path) -> None:
    """What has no word yet, and the same words about several pairs once."""
    engagement = create_demo(tmp_path / "demo")
    engagement.notes_file.unlink()
    fresh = Facts(engagement)
    [todo] = [one for one in todos(fresh) if one.id == "considerations"]

    now = standing(fresh).classes
    assert f": {now[WRONG_NOW]} wrong now, {now['check']} check." in todo.text


def test_each_question_has_the_state_that_its_ways_prove(facts: Facts) -> None:
    """A gap names the tool; what is optional, or comes by rows alone, is to be checked."""
    state = {one.text: one.state for one in facts.questions}

    assert state["Does planning a trail lead to an order?"] == CONNECTED
    assert state["What does a new member cost us?"] == GAP
    assert state["Which stores should get more pickup slots?"] == TO_CHECK
    members = next(one for one in facts.questions if one.text.startswith("Do members order"))
    assert (members.state, members.optional) == (
        TO_CHECK,
        (("Order Completed", "membership_tier"),),
    )


def test_without_a_workspace_nothing_is_said_of_questions(facts: Facts) -> None:
    """Not read is not "no"."""
    blind = Facts(facts.engagement, replace(facts.snapshot, workspace=None))

    assert {one.state for one in blind.questions} == {NOT_KNOWN}
    assert standing(blind).questions[NOT_KNOWN] == len(facts.questions)
    assert standing(blind).connections.all == 0


def test_with_nothing_everything_is_nought(facts: Facts) -> None:
    """Neither a plan nor a workspace."""
    blind = Facts(facts.engagement, replace(facts.snapshot, workspace=None, plan=None))

    assert standing(blind).events.current == standing(blind).considerations == 0


@pytest.mark.parametrize(
    ("label", "value", "meant"),
    [
        ("Status", "Live", LIVE),
        ("Event status", "in production", LIVE),
        ("Status", "Geplant", PLANNED),
        ("Estado", "Pendiente", PLANNED),
        ("Status", "To be implemented", PLANNED),
        ("Statut", "Déprécié", DEPRECATED),
        ("Status", "Deprecated since May", DEPRECATED),
        ("ステータス", "未実装", PLANNED),
        ("Status", "Blue", NOT_SAID),
        ("Priority", "Live", NOT_SAID),
    ],
)
def test_a_status_is_read_in_the_words_of_the_plan(label: str, value: str, meant: str) -> None:
    """A word that is not known says nothing, and another column is no status."""
    assert status_of(Rule("track", "Order Completed", labels={label: value})) == meant


@pytest.mark.parametrize(
    ("labels", "owner"),
    [
        ({"Owner": "Shop", "Team": "Web"}, "Shop"),
        ({"Verantwortlich": "Laden"}, "Laden"),
        ({"Platforms": "Web"}, ""),
        ({"Owner": "", "Responsible team": "Stores"}, "Stores"),
    ],
)
def test_an_owner_is_read_from_the_column_that_names_one(
    labels: dict[str, object], owner: str
) -> None:
    """In the customer's words."""
    assert owner_of(Rule("track", "Order Completed", labels=labels)) == owner
