"""Finding things in the demo engagement, and following what hangs together."""

from __future__ import annotations

import pytest

from segkit.considerations.consideration import CLASSES
from segkit.engagement.demo import create_demo
from segkit.explore.explorer import KINDS, Explorer, Item
from segkit.facts.known import Facts
from segkit.rows.arrival.explore import explore


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """Over the demo."""
    return Explorer(Facts(create_demo(tmp_path_factory.mktemp("explore") / "demo")))


def first(explorer: Explorer, query: str, kind: str) -> Item:
    """The best hit."""
    hits, _ = explorer.search(query, kind)
    return hits[0]


def linked(explorer: Explorer, item: Item, title: str) -> list[Item]:
    """What an item leads to under one heading."""
    return [
        explorer.items[one]
        for links in explorer.links(item.id)
        if links.title == title
        for one in links.ids
    ]


def test_everything_of_the_engagement_can_be_found(explorer: Explorer) -> None:
    """Each kind is there, and each thing once."""
    kinds = {item.kind for item in explorer.items.values()}

    assert kinds == set(KINDS)
    assert all(item.title for item in explorer.items.values())


def test_names_count_before_texts(explorer: Explorer) -> None:
    """Who types an event's name means the event."""
    hits, total = explorer.search("order completed")

    assert hits[0].title == "Order Completed"
    assert total >= len(hits) > 1
    assert explorer.search("no such thing anywhere") == ([], 0)


def test_from_a_trait_to_what_to_watch_out_for(explorer: Explorer) -> None:
    """Trait, destination, consideration: each step is a link."""
    email = first(explorer, "email", "trait")

    receivers = linked(explorer, email, "Destinations that receive it")
    warned = [d for d in receivers if linked(explorer, d, "Special considerations")]

    assert receivers
    assert warned


def test_from_a_destination_back_to_the_calls_that_reach_it(explorer: Explorer) -> None:
    """Links go both ways."""
    order = first(explorer, "Order Completed", "event")
    reached = linked(explorer, order, "Destinations that it reaches")

    assert order in linked(explorer, reached[0], "Planned calls")
    assert linked(explorer, reached[0], "Source")


def test_a_call_without_fields_reaches_destinations_too(explorer: Explorer) -> None:
    """And one whose fields a destination leaves out, as Hotjar does."""
    signed_out = first(explorer, "signed out", "event")
    order = first(explorer, "order completed", "event")

    bare = [item.title for item in linked(explorer, signed_out, "Destinations that it reaches")]
    full = [item.title for item in linked(explorer, order, "Destinations that it reaches")]

    assert signed_out.place == "0 fields"
    assert {"Hotjar", "Intercom (help desk chat)"} <= {*bare} & {*full}
    assert "Hotjar - checkout" not in {*bare, *full}


def test_the_static_list_is_escaped_and_whole(explorer: Explorer) -> None:
    """Where nothing can be searched, everything is listed."""
    view = explore(explorer)

    assert len(view.rows) == len(explorer.items)
    assert "<script" not in view.html


def test_hits_are_counted_by_kind(explorer: Explorer) -> None:
    """Together they are what the search finds, whatever kind is looked at."""
    counts = explorer.counts("slack")

    assert counts == {"destination": 1, "consideration": 2}
    assert sum(explorer.counts("").values()) == len(explorer.items)
    assert explorer.search("slack", "destination")[1] == counts["destination"]


def test_considerations_are_found_by_class_the_worst_first(explorer: Explorer) -> None:
    """A reader sees at once which of them are wrong now."""
    found, _ = explorer.search("", "consideration", most=500)

    order = [CLASSES.index(one.class_) for one in found]
    assert order == sorted(order)
    assert {one.class_ for one in found} == set(CLASSES)
