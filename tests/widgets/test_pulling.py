"""Behaviour of `segkit.widgets.pulling`: bars, a button, and an end without harm."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import ipywidgets as widgets
import pytest

from segkit.errors import PullError
from segkit.patience import Pause
from segkit.segment_api.background import run
from segkit.segment_api.progress import Progress
from segkit.widgets import PullBars

Listen = Callable[[object], None]


def shown(bars: PullBars) -> list[tuple[str, float, float, str]]:
    """Title, value, maximum and words of each bar."""
    rows, _ = bars.box.children
    return [
        (title.value, bar.value, bar.max, count.value)
        for title, bar, count in (row.children for row in rows.children)
    ]


def said(bars: PullBars) -> str:
    """The words beside the button."""
    return str(bars.box.children[1].children[1].value)


def button(bars: PullBars) -> widgets.Button:
    """The button that ends the pull."""
    return bars.box.children[1].children[0]


def test_each_resource_has_its_bar_with_counts() -> None:
    """In the order in which they are heard of, in words."""
    bars = PullBars()

    def pull(listen: Listen) -> str:
        for news in (
            Progress("sources", 3, 7), Progress("subscriptions", 2), Progress("sources", 7, 7),
            Progress("labels", 0, 0),
        ):  # fmt: skip
            listen(news)
        return "Pulled."

    bars.run(pull)

    assert shown(bars) == [
        ("sources", 7, 7, "7 of 7"), ("mappings", 2, 2, "2"), ("labels", 1, 1, "0 of 0"),
    ]  # fmt: skip
    assert said(bars) == "Pulled."


def test_bars_that_stand_for_good_are_told_from_those_that_move() -> None:
    """The page takes away those that move when their kernel is gone, and keeps what was said."""
    bars = PullBars()
    assert "sk-pulling" in bars.box._dom_classes

    bars.run(lambda _: "Pulled.")

    assert "sk-pulling" not in bars.box._dom_classes


def test_waits_are_told() -> None:
    """A limit that is reached looks like a crash otherwise."""
    bars = PullBars()

    bars(Pause("Segment", 429, 12.0, 1))

    assert said(bars) == "Segment asks to wait 12 s (1 of 5)"


def test_button_ends_the_pull_at_the_next_news() -> None:
    """Nothing is raised into the notebook; the words say that nothing was changed."""
    bars = PullBars()
    heard: list[int] = []

    def pull(listen: Listen) -> str:
        for n in range(9):
            listen(Progress("sources", n, 9))
            heard.append(n)
            if n == 3:
                button(bars).click()
        return "Pulled."

    bars.run(pull)

    assert heard == [0, 1, 2, 3]
    assert "as it was before" in said(bars)
    assert button(bars).disabled


def test_button_ends_a_pull_without_news() -> None:
    """A long wait tells nothing; the pull sees the button nevertheless."""
    bars = PullBars()

    async def hang(_tell: object) -> str:
        await asyncio.sleep(60)
        return "Pulled."

    thread = bars.start(lambda listen: run(hang, listen))
    button(bars).click()
    thread.join(timeout=20)

    assert not thread.is_alive()
    assert "as it was before" in said(bars)


def test_failure_is_said_with_what_to_do() -> None:
    """Nobody is there to be raised to."""
    bars = PullBars()

    def pull(_listen: Listen) -> str:
        raise PullError("Segment is away.", "wait.")

    bars.start(pull).join()

    assert said(bars) == "Segment is away. To fix: wait."


def test_bug_stays_a_bug() -> None:
    """It is raised as what it is; the bars do not pretend to go on."""
    bars = PullBars()

    def pull(_listen: Listen) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bars.run(pull)

    assert "bug" in said(bars)
