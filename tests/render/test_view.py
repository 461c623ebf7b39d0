"""Behaviour of `segkit.render.view`, `segkit.render.styles` and the panels without data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.render.missing import missing, nothing
from segkit.render.styles import script, style_tag, stylesheet, without_style
from segkit.render.table import Column, Table
from segkit.render.tree import p
from segkit.render.view import View


def test_a_notebook_gets_style_and_html_and_text() -> None:
    """One output holds all that a notebook host can show."""
    view = View(p("x"))

    bundle = view._repr_mimebundle_()

    assert bundle["text/html"] == f"{style_tag()}<p>x</p>"
    assert bundle["text/plain"] == "x"
    assert without_style(bundle["text/html"]) == "<p>x</p>"


def test_the_html_of_a_view_is_plain_text() -> None:
    """Whoever puts it into a page escapes nothing by accident."""
    view = nothing("There is none.")

    assert type(view.html) is str
    assert "&lt;style" not in view.bundle()["text/html"]


def test_rows_become_a_data_frame() -> None:
    """Columns keep their names and order, values their types."""
    columns = (
        Column[tuple[object, ...]]("trait", "Trait", lambda row: row[0]),
        Column[tuple[object, ...]]("needed", "Required", lambda row: row[1]),
        Column[tuple[object, ...]]("by", "Received by", lambda row: row[2], data=False),
    )

    frame = View(Table(columns, [("email", True, ("Braze",))])).to_frame()

    assert list(frame.columns) == ["Trait", "Required"]
    assert frame.to_numpy().tolist() == [["email", True]]
    assert frame["Required"].dtype == bool


def test_style_sheet_and_script_stay_inside_their_elements_and_fetch_nothing() -> None:
    """Neither can end its element, load anything, or run text as code."""
    assert "</style" not in stylesheet().lower()
    assert "</script" not in script().lower()
    assert not re.search(r"url\(|@import|@font-face", stylesheet())
    assert not re.search(r"\beval\(|new Function|fetch\(|XMLHttpRequest|https?://", script())


def test_style_sheet_leaves_the_rest_of_the_page_alone() -> None:
    """Every rule is below an element of segkit; only custom properties are global."""
    selectors = list(_selectors(re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)))

    assert len(selectors) > 100
    assert [s for s in selectors if ".sk" not in s and s.strip() != ":root"] == []


def _selectors(css: str) -> Iterator[str]:
    """The selector of each rule with those of the rules around it."""
    around: list[str] = []
    for before, sign in re.findall(r"([^{};]*)([{};])", css):
        if sign == "}":
            around.pop()
        elif sign == "{":
            around.append(before if not before.strip().startswith("@") else "")
            if around[-1]:
                yield " ".join(around)


def test_missing_data_says_what_why_and_what_to_do() -> None:
    """The three sentences are there, in both forms."""
    view = missing("Destinations", "No workspace was given.", "add --workspace FILE.")

    for form in (view.html, view.text):
        assert "Destinations" in form
        assert "No workspace was given." in form
        assert "add --workspace FILE." in form


def test_nothing_to_show_is_a_sentence() -> None:
    """Instead of an empty table."""
    assert "<table" not in nothing("There is none.").html
    assert "There is none." in nothing("There is none.").html
