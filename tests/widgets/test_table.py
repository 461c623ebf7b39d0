"""Behaviour of `segkit.widgets.table`, without a browser."""

from __future__ import annotations

import pytest
import traitlets

from segkit.render.styles import script, style_tag
from segkit.render.table import Column, Table
from segkit.render.tree import p
from segkit.render.view import View
from segkit.widgets.rows import live
from segkit.widgets.scripts import shared_script
from segkit.widgets.table import TableWidget

WIDGET = "application/vnd.jupyter.widget-view+json"
COLUMNS = (Column[str]("name", "Name", str),)
TABLE = View(p("two traits"), Table(COLUMNS, ["email", "plan"], name="traits"))
OTHER = View(p("three"), Table(COLUMNS, ["a", "b", "c"], name="traits"))


def test_the_static_view_travels_in_the_widgets_bundle() -> None:
    """A host that can run no widget shows the same content."""
    widget = TableWidget(TABLE)

    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert data[WIDGET]["model_id"] == widget.model_id
    assert data["text/html"] == f"{style_tag()}{TABLE.html}"
    assert data["text/plain"] == "two traits\nemail\nplan"


@pytest.mark.parametrize(
    "name",
    [
        *("html", "query", "sort_column", "sort_descending", "filters", "selected"),
        *("keeps", "kept", "problem"),
    ],
)
def test_the_state_is_shared_with_the_browser(name: str) -> None:
    """What is typed there is known here, and the other way round."""
    assert TableWidget(TABLE).trait_metadata(name, "sync") is True


def test_the_script_is_the_one_that_exports_use() -> None:
    """Live and exported tables are one script, but for what it exports."""
    ours = shared_script()

    for line in script().splitlines():
        assert line.removeprefix("export ").replace("default", "return", 1) in ours or line in ours
    assert "export function enhance" in script()
    assert ours.index("addKeep()") < ours.index("return { render };")


def test_a_widget_starts_with_the_state_that_is_given() -> None:
    """A notebook may open on a filtered table."""
    widget = TableWidget(TABLE, query="mail", filters={"type": "string"})

    assert (widget.query, widget.filters) == ("mail", {"type": "string"})


def test_state_of_another_kind_is_refused_when_given() -> None:
    """Not later, in the browser."""
    with pytest.raises(traitlets.TraitError):
        TableWidget(TABLE, filters={"type": 3})


def test_another_view_keeps_what_was_searched() -> None:
    """After a fresh pull the reader is where they were."""
    widget = TableWidget(TABLE, query="mail")

    widget.show(OTHER)

    assert (widget.html, widget.query) == (OTHER.html, "mail")


def test_showing_another_view_is_the_same_as_starting_with_it() -> None:
    """Updating A to B equals creating B."""
    updated = TableWidget(TABLE)

    updated.show(OTHER)

    created = TableWidget(OTHER)
    apart = {"layout"}
    assert {k: v for k, v in updated.get_state().items() if k not in apart} == {
        k: v for k, v in created.get_state().items() if k not in apart
    }
    bundles = [one._repr_mimebundle_()[0] for one in (updated, created)]  # type: ignore[index]
    assert bundles[0]["text/html"] == bundles[1]["text/html"]


def test_only_tables_become_widgets() -> None:
    """Every other view is shown as it is."""
    plain = View(p("x"))

    assert live(plain) is plain
    assert isinstance(live(TABLE), TableWidget)
