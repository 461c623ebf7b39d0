"""Behaviour of `segkit.widgets.explore`, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.engagement.demo import create_demo
from segkit.explore.explorer import Explorer
from segkit.facts.known import Facts
from segkit.widgets import ExploreWidget

Send = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """Over the demo."""
    return Explorer(Facts(create_demo(tmp_path_factory.mktemp("explore") / "demo")))


def test_open_follow_and_go_back(explorer: Explorer, send: Send) -> None:
    """The way back is the way that was taken."""
    widget = ExploreWidget(explorer)
    trait = explorer.search("email", "trait")[0][0]
    send(widget, "search", "email")

    card = send(widget, "open", trait.id)
    assert "Destinations that receive it" in str(card["parts"])

    other = explorer.links(trait.id)[0].ids[0]
    assert explorer.items[other].title in str(send(widget, "open", other)["parts"])
    assert "Destinations that receive it" in str(send(widget, "back")["parts"])
    assert "hit" in str(send(widget, "back")["parts"])


def test_a_query_is_text(explorer: Explorer, send: Send) -> None:
    """Markup in the box is shown as it was typed."""
    html = str(send(ExploreWidget(explorer), "search", "", '"><img src=x>')["parts"])

    assert "<img" not in html
    assert "Nothing holds" in html


def test_what_is_not_there_is_explained(explorer: Explorer, send: Send) -> None:
    """A link of an older page, or one that the browser made up."""
    for gesture in (("open", "nowhere"), ("delete", "")):
        answer = send(ExploreWidget(explorer), *gesture)
        assert "not here any more" in str(answer["problem"])
