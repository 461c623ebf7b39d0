"""Behaviour of `segkit.widgets.explore`, without a browser."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.explore.explorer import Explorer
from segkit.facts.known import Facts
from segkit.widgets import ExploreWidget


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    """Over the demo."""
    return Explorer(Facts(create_demo(tmp_path_factory.mktemp("explore") / "demo")))


def send(widget: ExploreWidget, do: str, value: str = "", key: str = "") -> str:
    """A gesture; gives the HTML that is shown after it."""
    widget._handle_custom_msg({"do": do, "key": key, "value": value, "ticket": "1"}, [])
    return str(widget.shown["html"])


def test_open_follow_and_go_back(explorer: Explorer) -> None:
    """The way back is the way that was taken."""
    widget = ExploreWidget(explorer)
    trait = explorer.search("email", "trait")[0][0]
    send(widget, "search", "email")

    card = send(widget, "open", key=trait.id)
    assert "Destinations that receive it" in card

    other = explorer.links(trait.id)[0].ids[0]
    assert explorer.items[other].title in send(widget, "open", key=other)
    assert "Destinations that receive it" in send(widget, "back")
    assert "hit" in send(widget, "back")


def test_a_query_is_text(explorer: Explorer) -> None:
    """Markup in the box is shown as it was typed."""
    html = send(ExploreWidget(explorer), "search", '"><img src=x>')

    assert "<img" not in html
    assert "Nothing holds" in html


def test_what_is_not_there_is_explained(explorer: Explorer) -> None:
    """A link of an older page, or one that the browser made up."""
    assert "not here any more" in send(ExploreWidget(explorer), "open", key="nowhere")
    assert "not here any more" in send(ExploreWidget(explorer), "delete")
