"""Exporting from a notebook is the command line's own export."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.rows.forms.export_form import Exported
from segkit.widgets import ExportWidget

Send = Callable[..., dict[str, object]]


def ended(widget: ExportWidget) -> str:
    """What is shown once the export has ended."""
    deadline = time.monotonic() + 60
    while "Exporting" in str(widget.parts):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return str(widget.parts[""])


@pytest.mark.notebook
def test_the_guide_is_written_beside_the_notebook(tmp_path: Path, send: Send) -> None:
    """The panel leads to the file; what is open is said in full."""
    folder = create_demo(tmp_path / "demo").folder
    widget = ExportWidget(folder)

    send(widget, "final")

    assert 'href="quillmoor-supply-segment-guide.html"' in ended(widget)
    assert (folder / "quillmoor-supply-segment-guide.html").is_file()

    settings = (folder / "engagement.toml").read_text()
    (folder / "engagement.toml").write_text(settings.replace('"Robin Ashdown"', '""'))
    send(widget, "final")

    html = ended(widget)
    assert "Nothing was written" in html
    assert "does not say who made it" in html


def test_an_older_success_is_not_shown_while_the_next_one_runs(
    tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it when that one fails."""
    outcomes = iter([Exported(file="guide.html"), Exported(said="The disk is full.", failed=True)])

    def exported(_widget: ExportWidget, *, draft: bool) -> Exported:
        assert draft
        time.sleep(0.1)
        return next(outcomes)

    monkeypatch.setattr(ExportWidget, "_exported", exported)
    widget = ExportWidget(tmp_path)
    send(widget, "draft")
    assert "guide.html" in ended(widget)

    answer = send(widget, "draft")

    assert "guide.html" not in str(answer["parts"])
    assert "Exporting" in str(answer["parts"])
    assert "The disk is full." in ended(widget)
    assert "guide.html" not in str(widget.parts)


def test_an_unknown_gesture_writes_nothing(tmp_path: Path, send: Send) -> None:
    """Only the two buttons do something."""
    assert send(ExportWidget(tmp_path), "format")["problem"]
