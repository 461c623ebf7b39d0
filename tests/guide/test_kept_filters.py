"""A filter that is kept in a table is kept in the export."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import read_notes
from segkit.engagement.settings import Engagement
from segkit.guide import Guide
from segkit.guide.kept_filters import cut_tables, keep_filter, kept_filter
from segkit.render.searchable import Narrowing
from segkit.render.view import View
from segkit.widgets import TableWidget


@pytest.fixture
def demo(tmp_path: Path) -> Engagement:
    """A fresh demo engagement."""
    return create_demo(tmp_path / "demo")


def test_a_kept_filter_is_read_back_and_forgotten(demo: Engagement) -> None:
    """What is in the notes is what was chosen; an empty one leaves no trace."""
    file = demo.notes_file
    before = file.read_text(encoding="utf-8")
    chosen = Narrowing('loyalty "é" = x', {"type": "string", "pii": "a=b"})

    keep_filter(file, "identify", chosen)
    kept = kept_filter(read_notes(file), "identify")
    keep_filter(file, "identify", Narrowing())

    assert kept == chosen
    assert dict(kept.filters) == dict(chosen.filters)
    assert file.read_text(encoding="utf-8").strip() == before.strip()


def test_the_static_guide_shows_what_is_kept(demo: Engagement) -> None:
    """Also without a kernel: the notes are all it needs."""
    keep_filter(demo.notes_file, "identify", Narrowing("loyalty"))

    view = Guide(demo).identify()

    assert isinstance(view, View)
    assert view.html.count('class="sk-item"') == 1
    assert "Chosen for this guide: 1 of" in view.html
    assert len(view.rows) > 20


def test_a_live_table_starts_as_it_was_kept(demo: Engagement) -> None:
    """And shows every row, once the filter is taken off."""
    keep_filter(demo.notes_file, "destinations", Narrowing("", {"state": "On"}))

    widget = Guide(demo, live=True).destinations()

    assert isinstance(widget, TableWidget)
    assert (widget.kept, widget.filters) == (True, {"state": "On"})
    assert widget.html.count('class="sk-item"') == 35


def test_ticking_the_box_keeps_what_is_searched(demo: Engagement) -> None:
    """From then on every change is kept, until the tick is taken away."""
    widget = Guide(demo, live=True).identify()
    assert isinstance(widget, TableWidget)

    def kept() -> str:
        return kept_filter(read_notes(demo.notes_file), "identify").query

    widget.query = "mail"
    unkept = kept()
    widget.kept = True
    ticked = kept()
    widget.query = "loyalty"
    changed = kept()
    widget.kept = False

    assert (unkept, ticked, changed, kept()) == ("", "mail", "loyalty", "")


def test_what_cannot_be_kept_is_said_in_the_widget(demo: Engagement) -> None:
    """Damaged notes are not overwritten, and the person hears of it."""
    widget = Guide(demo, live=True).identify()
    assert isinstance(widget, TableWidget)
    demo.notes_file.write_text("[done\n", encoding="utf-8")

    widget.kept = True

    assert "To fix" in widget.problem
    assert demo.notes_file.read_text(encoding="utf-8") == "[done\n"


def test_a_table_says_when_its_filter_was_kept(demo: Engagement) -> None:
    """Until then the browser shows nothing as kept; what cannot be kept is said."""
    widget = Guide(demo, live=True).identify()
    assert isinstance(widget, TableWidget)
    widget.query = "loyalty"
    silent = widget.said

    widget.kept = True
    kept = widget.said
    demo.notes_file.write_text("[broken", encoding="utf-8")
    widget.query = "mail"

    assert silent == ""
    assert kept.startswith("In notes.toml, ")
    assert widget.said == kept
    assert "could not be read" in widget.problem


def test_tables_that_a_filter_cuts_are_named(demo: Engagement) -> None:
    """One that cuts nothing, and one of a table that is gone, are not."""
    for table, words in (("identify", "loyalty"), ("track", "a"), ("gone", "x")):
        keep_filter(demo.notes_file, table, Narrowing(words))
    guide = Guide(demo)

    [(table, said)] = cut_tables(guide.facts.notes, guide.static)

    assert table == "identify"
    assert said.startswith("Chosen for this guide: 1 of ")
    assert "loyalty" in said
