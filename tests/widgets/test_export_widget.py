"""Exporting from a notebook is the command line's own export."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.widgets import ExportWidget


def send(widget: ExportWidget, do: str) -> str:
    """A click; gives the HTML that is shown after it."""
    widget._handle_custom_msg({"do": do, "key": "", "fields": {}, "ticket": "1"}, [])
    return str(widget.shown["html"])


@pytest.mark.notebook
def test_the_guide_is_written_beside_the_notebook(tmp_path: Path) -> None:
    """The panel leads to the file; what is open is said in full."""
    folder = create_demo(tmp_path / "demo").folder
    widget = ExportWidget(folder)

    html = send(widget, "final")

    assert 'href="quillmoor-supply-segment-guide.html"' in html
    assert (folder / "quillmoor-supply-segment-guide.html").is_file()

    settings = (folder / "engagement.toml").read_text()
    (folder / "engagement.toml").write_text(settings.replace('"Robin Ashdown"', '""'))
    html = send(widget, "final")

    assert "Nothing was written" in html
    assert "does not say who made it" in html


def test_an_unknown_gesture_writes_nothing(tmp_path: Path) -> None:
    """Only the two buttons do something."""
    assert "Nothing was written" in send(ExportWidget(tmp_path), "format")
