"""What the customer opens writes nothing: not by a hidden button, but because no form can."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.guide import Guide, open_guide
from segkit.guide.kept_filters import keep_filter
from segkit.render.searchable import Narrowing
from segkit.render.view import View
from segkit.rows.row import own_rows
from segkit.widgets import ExploreWidget, PlaygroundWidget, TableWidget
from segkit.widgets.form import FormWidget
from segkit.widgets.lines import LinesWidget

GESTURES = (
    "set", "remove", "undo", "settle", "reopen", "accept", "edit", "dismiss", "own", "forget",
    "final", "draft", "connect", "choice", "role", "confirm",
)  # fmt: skip


@pytest.fixture
def demo(tmp_path: Path) -> Engagement:
    """A fresh demo engagement."""
    return create_demo(tmp_path / "demo")


def files(engagement: Engagement) -> dict[str, bytes]:
    """Everything in the folder."""
    return {str(f): f.read_bytes() for f in engagement.folder.rglob("*") if f.is_file()}


def test_no_message_to_any_row_writes(demo: Engagement) -> None:
    """Whatever a browser makes up, and whatever it sets."""
    guide, before = Guide(demo, live=True, read_only=True), files(demo)
    assert guide.facts.workspace is not None
    arguments = {"route": ({"type": "track", "event": "Order Completed"},)}

    for name in own_rows():
        options = {"source": guide.facts.workspace.sources[0].id} if name == "route" else {}
        shown = guide.show(name, *arguments.get(name, ()), **options)
        assert isinstance(
            shown, View | TableWidget | LinesWidget | ExploreWidget | PlaygroundWidget
        ) or (name == "presenter")
        if isinstance(shown, FormWidget):
            for do in GESTURES:
                fields = {"how": "x", "text": "x", "keys": '["firebase-02/*/firebase"]'}
                message = {"id": "1", "do": do, "key": "a text", "value": "x", "fields": fields}
                shown._receive(None, message)
        if isinstance(shown, TableWidget):
            assert not shown.keeps
            shown.query, shown.kept = "loyalty", True

    assert files(demo) == before


def test_tables_are_whole_and_unmarked(demo: Engagement) -> None:
    """A filter that the SA keeps for the guide is none of the explorer's."""
    keep_filter(demo.notes_file, "identify", Narrowing("loyalty"))

    table = Guide(demo, live=True, read_only=True).identify()

    assert isinstance(table, TableWidget)
    assert (table.kept, table.query) == (False, "")


@pytest.mark.parametrize(
    ("environment", "read_only"),
    [
        ({}, False),
        ({"SEGKIT_READ_ONLY": "1"}, True),
        ({"JPY_SESSION_NAME": "/somewhere/explore.ipynb"}, True),
        ({"JPY_SESSION_NAME": "/somewhere/workshop.ipynb"}, False),
    ],
)
def test_the_kernel_of_the_explorer_gives_no_other(
    demo: Engagement,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    read_only: bool,
) -> None:
    """Also when its cells say otherwise: older notebooks do not ask for it."""
    for name in ("SEGKIT_READ_ONLY", "JPY_SESSION_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    shown = open_guide(str(demo.folder)).decisions()

    assert isinstance(shown, View) is read_only
