"""Exporting from a notebook is the command line's own export."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import DONE, change, edit
from segkit.facts.known import Facts
from segkit.rows.forms.export_form import Exported
from segkit.widgets import ExportWidget
from segkit.widgets.form import FormWidget

Send = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo, of which everything is derived once."""
    return Facts(create_demo(tmp_path_factory.mktemp("exporting") / "demo"))


def ended(widget: ExportWidget) -> str:
    """What is shown once the export has ended."""
    deadline = time.monotonic() + 60
    while "Exporting" in str(widget.parts):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return str(widget.parts)


@pytest.mark.notebook
def test_the_guide_is_written_beside_the_notebook(tmp_path: Path, send: Send) -> None:
    """The panel leads to the file; what is open is said in full."""
    engagement = create_demo(tmp_path / "demo")
    folder = engagement.folder
    widget = ExportWidget(Facts(engagement))

    send(widget, "final")

    said = ended(widget)
    assert "The guide is ready" in said
    assert 'href="quillmoor-supply-segment-guide.html"' in said
    assert (folder / "quillmoor-supply-segment-guide.html").is_file()

    settings = (folder / "engagement.toml").read_text()
    (folder / "engagement.toml").write_text(settings.replace('"Robin Ashdown"', '""'))
    send(widget, "final")

    html = ended(widget)
    assert "Nothing was written" in html
    assert "does not say who made it" in html


def test_an_older_success_is_not_shown_while_the_next_one_runs(
    facts: Facts, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is it when that one fails."""
    outcomes = iter([Exported(file="guide.html"), Exported(said="The disk is full.", failed=True)])

    def exported(_widget: ExportWidget, *, draft: bool) -> Exported:
        assert draft
        time.sleep(0.1)
        return next(outcomes)

    monkeypatch.setattr(ExportWidget, "_exported", exported)
    widget = ExportWidget(facts)
    send(widget, "draft")
    assert "guide.html" in ended(widget)

    answer = send(widget, "draft")

    assert "guide.html" not in str(answer["parts"])
    assert "Exporting" in str(answer["parts"])
    assert "The disk is full." in ended(widget)
    assert "guide.html" not in str(widget.parts)


def test_an_unknown_gesture_writes_nothing(facts: Facts, send: Send) -> None:
    """Only what stands there does something."""
    before = facts.engagement.notes_file.read_bytes()

    assert send(ExportWidget(facts), "format")["problem"]
    assert facts.engagement.notes_file.read_bytes() == before


def test_what_holds_the_guide_up_is_settled_in_the_same_place(
    facts: Facts, send: Send, shown: Callable[[FormWidget], str]
) -> None:
    """The final guide can go once it has a word; a guide that was written is one click away."""
    engagement = facts.engagement
    change(engagement.notes_file, [edit(DONE, "considerations", None)], "open again")
    widget = ExportWidget(facts)
    final = re.compile(r'data-sk-do="final"([^>]*)>')
    html = shown(widget)
    assert "The final guide waits for 1 thing." in html
    assert "aria-disabled" in final.findall(html)[0]
    assert "<a " not in html

    engagement.folder.joinpath("quillmoor-supply-segment-guide.html").write_text("written")
    answer = send(widget, "settle", "considerations", fields={"how": "Read by the team."})

    html = shown(widget)
    assert answer["saved"]
    assert "Nothing holds the final guide up. 3 things are open besides." in html
    assert "Read by the team." in html
    assert "aria-disabled" not in final.findall(html)[0]
    assert 'data-sk-file="quillmoor-supply-segment-guide.html"' in html
    send(widget, "undo")
    assert "The final guide waits for 1 thing." in shown(widget)
