"""Behaviour of `segkit.rows.workshop.touching`: what is considered, seen from calls and destinations."""

from __future__ import annotations

import re

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.render.tree import div, html_of, plain
from segkit.rows.row import Showing, all_rows
from segkit.rows.workshop.touching import Mention, Touching, counted_mentions, mentioned


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo."""
    return Facts(create_demo(tmp_path_factory.mktemp("touching") / "demo"))


def test_a_call_has_the_considerations_that_name_it_the_most_pressing_first(facts: Facts) -> None:
    """By its whole name: one that begins the same is another."""
    touching = Touching(facts)

    checkout = touching.call(Rule("track", "Checkout Started"))
    step = touching.call(Rule("track", "Checkout Step Completed"))

    assert checkout[0].class_ == "wrong now"
    assert checkout[0].words == "Facebook Conversions API never receives Checkout Started."
    assert not any("never receives" in one.words for one in step)
    assert touching.call(Rule("track", "Not Planned")) == ()


def test_a_destination_has_those_about_it(facts: Facts) -> None:
    """Whatever its source; another instance of the tool has its own."""
    [hotjar] = [one for one in facts.destinations.values() if one.name == "Hotjar - checkout"]

    found = Touching(facts).destination(hotjar.id)

    assert found[0].class_ == "wrong now"
    assert found[0].words.startswith("Hotjar works only in device mode")


def test_every_place_that_is_named_exists_in_the_chapter(facts: Facts) -> None:
    """Each is said there once, in whatever class."""
    touching, page = Touching(facts), all_rows()["considerations"].draw(Showing(facts)).html
    rules = facts.plan.rules if facts.plan else ()

    every = [one for rule in rules for one in touching.call(rule)]
    every += [one for id_ in facts.destinations for one in touching.destination(id_)]

    assert len(every) > 50
    places = re.findall(r'id="(consideration-[0-9a-f]+)"', page)
    assert {one.anchor for one in every} <= set(places)
    assert len(places) == len(set(places))


def test_notes_are_counted_and_what_is_open_is_said() -> None:
    """A list of links; below a destination of every class the number alone."""
    notes = [Mention("good to know", "A fact.", "consideration-1")] * 2
    mentions = [Mention("wrong now", "It fails.", "consideration-2"), *notes]

    lines = mentioned(mentions)

    assert [plain(line) for line in lines] == ["Wrong now It fails.", "Good to know 2 notes"]
    short = str(html_of(div(counted_mentions(mentions))))
    assert '<a href="#consideration-2">1 wrong now</a>' in short
    assert '<a href="#consideration-1">2 good to know</a>' in short
