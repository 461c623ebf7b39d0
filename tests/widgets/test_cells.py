"""Widgets are closed when the cell that shows them is run again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
import pytest

from segkit.render.tree import p
from segkit.render.view import View
from segkit.widgets import cells
from segkit.widgets.table import TableWidget


class Shell:
    """A kernel's shell as far as this asks it."""

    def __init__(self) -> None:
        self.events = self
        self.begin: Callable[[], object] = dict
        self.parent: dict[str, Any] = {}

    def register(self, event: str, begin: Callable[[], object]) -> None:
        """What is called before a cell runs."""
        assert event == "pre_run_cell"
        self.begin = begin

    def get_parent(self) -> dict[str, Any]:
        """The message that asked for this cell."""
        return self.parent

    def run(self, code: str, cell: str = "", deleted: tuple[str, ...] = ()) -> None:
        """A cell begins."""
        metadata = {"cellId": cell, "deletedCells": list(deleted)} if cell else {}
        self.parent = {"content": {"code": code}, "metadata": metadata}
        self.begin()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A kernel of its own, in which nothing was shown."""
    made = Shell()
    monkeypatch.setattr(cells, "_shell", lambda: made)
    monkeypatch.setattr(cells, "_shown", {})
    monkeypatch.setattr(cells, "_listening", [])
    return made


def table() -> TableWidget:
    """Any widget."""
    return TableWidget(View(p("x")))


def closed(widget: ipywidgets.Widget) -> bool:
    """The kernel has forgotten it."""
    return widget.comm is None


def test_running_a_cell_again_closes_what_it_showed(shell: Shell) -> None:
    """With its layout; what another cell shows stays."""
    shell.run("one", "a")
    first = table()
    layout = first.layout
    cells.shown_here(first)
    shell.run("two", "b")
    other = table()
    cells.shown_here(other)

    shell.run("one, edited", "a")

    assert closed(first)
    assert closed(layout)
    assert not closed(other)


def test_what_two_cells_show_stays_while_one_does(shell: Shell) -> None:
    """Somebody keeps it in a variable."""
    widget = table()
    for cell in ("a", "b"):
        shell.run("widget", cell)
        cells.shown_here(widget)

    shell.run("widget", "a")
    assert not closed(widget)
    shell.run("pass", "b")

    assert closed(widget)


def test_a_deleted_cell_shows_nothing_any_more(shell: Shell) -> None:
    """The next run names it."""
    shell.run("one", "a")
    widget = table()
    cells.shown_here(widget)

    shell.run("two", "b", deleted=("a",))

    assert closed(widget)


def test_a_host_whose_cells_have_no_ids_goes_by_their_text(shell: Shell) -> None:
    """The same code is the same cell."""
    shell.run("guide.track()")
    widget = table()
    cells.shown_here(widget)

    shell.run("guide.track()")

    assert closed(widget)


def test_boxes_are_closed_with_what_is_in_them() -> None:
    """A pull has a bar for each resource."""
    bar = ipywidgets.IntProgress()

    cells.close(ipywidgets.VBox([ipywidgets.HBox([bar])]))

    assert closed(bar)


def test_outside_a_kernel_nothing_is_remembered() -> None:
    """In a script there are no cells."""
    cells.shown_here(table())
