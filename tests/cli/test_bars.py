"""Behaviour of `segkit.cli.bars`: bars in a terminal, lines elsewhere."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from segkit.cli.bars import bars
from segkit.patience import Pause
from segkit.segment_api.progress import Progress


def drawn(*news: object, terminal: bool = True) -> str:
    """What a terminal of 100 columns shows in the end, without colours."""
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=100, _environ={"TERM": "xterm"}
    )
    with bars(console) as listen:
        for one in news:
            listen(one)
    written = console.file.getvalue()  # type: ignore[attr-defined]
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)


def test_a_terminal_shows_a_bar_with_counts_for_each_resource() -> None:
    """The titles are words, and the last state stays."""
    shown = drawn(
        Progress("sources", 3, 7), Progress("subscriptions", 2, 4), Progress("sources", 7, 7)
    )

    assert re.search(r"sources +━+ 7/7", shown)
    assert re.search(r"mappings +━+.* 2/4", shown)


def test_waits_stand_above_the_bars() -> None:
    """Markup in them is text."""
    shown = drawn(Progress("sources", 1, 2), Pause("[red]Segment", 429, 3.0, 1))

    assert "[red]Segment asks to wait 3 s" in shown


def test_a_log_gets_a_line_for_each_finished_resource(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, without escape sequences."""
    shown = drawn(
        Progress("sources", 3, 7), Progress("sources", 7, 7), Pause("Segment", 0, 2.0, 1),
        terminal=False,
    )  # fmt: skip

    assert shown == ""
    assert capsys.readouterr().err.splitlines() == [
        "sources: 7 of 7", "Segment has a problem (no answer): waiting 2 s (1 of 5)",
    ]  # fmt: skip
