"""Behaviour of `segkit.engagement.renewal`: an old notebook in the new order, with every word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.bundled import notebooks_folder
from segkit.engagement.demo import create_demo
from segkit.engagement.placeholders import escape_markdown
from segkit.engagement.renewal import cells_in, digest, renew_notebook, shipped
from segkit.engagement.settings import Engagement

OWN = "Our loyalty desk answers questions on points."
FIRST = shipped().orders[0]


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    """The demo, whose notebook tests replace."""
    return create_demo(tmp_path / "demo")


def write(engagement: Engagement, *cells: tuple[str, str, str]) -> None:
    """A notebook of these cells: kind, id and text."""
    made: list[dict[str, object]] = [
        {"cell_type": kind, "id": id_, "metadata": {}, "source": text.splitlines(keepends=True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for kind, id_, text in cells
    ]
    text = json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    engagement.notebook.write_text(text, encoding="utf-8")


def texts(engagement: Engagement) -> list[str]:
    """What the cells say, in order."""
    return [cell.source for cell in cells_in(engagement.notebook.read_bytes(), "guide.ipynb")]


def places(engagement: Engagement) -> dict[str, int]:
    """Where each cell stands, by its id."""
    cells = cells_in(engagement.notebook.read_bytes(), "guide.ipynb")
    return {cell.id: place for place, cell in enumerate(cells)}


def test_a_new_notebook_is_in_order_already(engagement: Engagement) -> None:
    """Nothing is written, and nothing is kept beside it."""
    before = engagement.notebook.read_bytes()

    assert renew_notebook(engagement).kept is None
    assert engagement.notebook.read_bytes() == before


def test_changed_and_own_cells_keep_their_words(engagement: Engagement) -> None:
    """A changed text goes to its new place, on its new level; an own cell follows its neighbour."""
    write(
        engagement,
        ("code", "open", "import segkit\n\nguide = segkit.open_guide()"),
        ("markdown", "sources", "## Sources\n\nWe call them feeds."),
        ("code", "mine", "1 + 1"),
        ("code", "sources-by-kind", "guide.sources()"),
        ("markdown", "track", "## Track\n\nOur events."),
        ("code", "track-table", "guide.track()"),
        ("markdown", "house", OWN),
        ("markdown", "agreed", "# What was agreed\n\nWith Maren."),
    )

    done = renew_notebook(engagement)

    now, at = texts(engagement), places(engagement)
    assert done.theirs == 5
    assert "# Sources\n\nWe call them feeds." in now
    assert at["mine"] == at["sources"] + 1
    assert at["house"] == at["track-table"] + 1
    assert "## Track\n\nOur events." in now
    assert "# What was agreed\n\nWith Maren." in now
    assert {"Identity", "Glossary", "Testing and go-live"} <= set(done.new)


def test_a_deleted_cell_stays_away(engagement: Engagement) -> None:
    """What the version of the notebook had and the notebook has not was taken out by somebody."""
    template = cells_in((notebooks_folder() / "guide.ipynb").read_bytes(), "guide.ipynb")
    known = {cell.id: cell for cell in template}
    kept = [id_ for id_ in FIRST if id_ in known and id_ != "flow"]
    write(
        engagement,
        *((str(known[id_].raw["cell_type"]), id_, known[id_].source) for id_ in kept),
    )

    renew_notebook(engagement)

    assert "flow" not in places(engagement)
    assert "guide.identity()" in texts(engagement)


def test_the_notebook_as_it_was_is_kept(engagement: Engagement) -> None:
    """Each time under a name of its own."""
    for name in ("guide-before.ipynb", "guide-before-2.ipynb"):
        write(engagement, ("markdown", "house", OWN))
        before = engagement.notebook.read_bytes()
        kept = renew_notebook(engagement).kept
        assert kept is not None
        assert kept.name == name
        assert kept.read_bytes() == before


def test_a_text_is_known_whatever_the_customer(engagement: Engagement) -> None:
    """Filled in, with signs that Markdown needs escaped, and without ids of cells."""
    filled = f"# Warehouses\n\nOf {escape_markdown('A&B')}, that is A&B."

    assert digest(filled, "A&B") == digest(
        "# Warehouses\n\nOf [Customer Name], that is [Customer Name]."
    )
    write(engagement, *((str(c.raw["cell_type"]), "", c.source) for c in cells_in(
        engagement.notebook.read_bytes(), "guide.ipynb")))  # fmt: skip
    assert renew_notebook(engagement).theirs == 0


def test_everything_shipped_is_known_as_such() -> None:
    """The notebook as it is now, too, whatever of it is in the file of releases."""
    cells = cells_in((notebooks_folder() / "guide.ipynb").read_bytes(), "guide.ipynb")

    assert {digest(cell.source) for cell in cells} <= shipped().digests
    assert tuple(cell.id for cell in cells) == shipped().orders[-1]


def test_a_command_renews(engagement: Engagement) -> None:
    """It says what was kept and what is new; what is no notebook is an error in words."""
    write(engagement, ("markdown", "house", OWN))

    done = CliRunner().invoke(cli, ["renew", str(engagement.folder)])

    assert "1 cell of yours kept" in done.output
    assert "New in it: Where you stand, Welcome, Your tracking plan, Core tracking" in done.output
    assert CliRunner().invoke(cli, ["renew", str(engagement.folder)]).output.count("already") == 1
    engagement.notebook.write_text("{}", encoding="utf-8")
    broken = CliRunner().invoke(cli, ["renew", str(engagement.folder)])
    assert "is no notebook" in broken.output
