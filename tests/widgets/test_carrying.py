"""What a cell with a widget shows: the static twin, and the widget that takes its place."""

from __future__ import annotations

from typing import Any

import pytest

from segkit.render.tree import p, strong
from segkit.render.view import View
from segkit.widgets import carrying
from segkit.widgets.carrying import WIDGET
from segkit.widgets.pulling import PullBars
from segkit.widgets.table import TableWidget


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was displayed, in order."""
    heard: list[dict[str, Any]] = []

    def display(data: dict[str, Any], *, raw: bool) -> None:
        assert raw
        heard.append(data)

    monkeypatch.setattr(carrying, "display", display)
    return heard


def test_the_twin_stands_above_the_widget(displayed: list[dict[str, Any]]) -> None:
    """Two outputs: every host shows the first one, and no request is made for it."""
    widget = TableWidget(View(p("All ", strong("rows"))))

    widget._ipython_display_()

    twin, live = displayed
    assert WIDGET not in twin
    assert "<p>All <strong>rows</strong></p>" in twin["text/html"]
    assert "data-sk-twin" in twin["text/html"]
    assert twin["text/plain"] == "All rows"
    assert live[WIDGET]["model_id"] == widget.model_id
    assert "text/html" not in live


def test_a_pull_leaves_a_sentence(displayed: list[dict[str, Any]]) -> None:
    """Its bars are gone with their kernel."""
    PullBars()._ipython_display_()

    assert "A pull was begun here" in displayed[0]["text/html"]
