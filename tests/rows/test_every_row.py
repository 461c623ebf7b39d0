"""Each row that is declared, through every form that a guide has."""

from __future__ import annotations

import ast
import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from segkit.engagement.bundled import notebooks_folder
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.export.forms.separated import csv_of
from segkit.export.forms.tables import sheets_of
from segkit.guide import Guide, Shown
from segkit.render.markdown import Dialect, markdown_of
from segkit.render.tree import ONLY_ON_THE_PAGE, Node, Part, plain
from segkit.rows.edition import READERS
from segkit.rows.row import own_rows

ARGUMENTS: dict[str, tuple[tuple[object, ...], dict[str, object]]] = {
    "route": (
        ({"type": "track", "event": "Order Completed"},),
        {"source": "quillmoor_web_prod"},
    )
}
NAMES = sorted(own_rows())
BUSY = {"connect", "doctor", "export", "presenter", "pull"}
"""Controls: what they show live is about this computer, or changes it."""

PARSER = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo, as a person would have it who did not settle anything else."""
    return create_demo(tmp_path_factory.mktemp("rows") / "demo")


@pytest.fixture(scope="module")
def guide(engagement: Engagement) -> Guide:
    """Its guide in a document."""
    return Guide(engagement)


def shown(guide: Guide, name: str) -> Shown:
    """What the method of this row gives."""
    args, options = ARGUMENTS.get(name, ((), {}))
    found = getattr(guide, name)(*args, **options)
    assert isinstance(found, Shown)
    return found


def test_the_notebooks_show_rows_only() -> None:
    """What a notebook calls is declared; the rows that stand in none are for the SA's own cells."""
    called = {
        node.func.attr
        for file in notebooks_folder().glob("*.ipynb")
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    } - {"open_guide"}

    assert called <= set(NAMES)
    assert set(NAMES) - called == {"coverage", "parking_lot", "plan_reading", "pull", "route"}


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_the_same_on_the_page_in_text_and_in_a_frame(guide: Guide, name: str) -> None:
    """Nothing that it lists is in one of them only."""
    view = shown(guide, name).view
    frame = shown(guide, name).to_frame()

    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(view.columns)
    assert len(frame) == len(view.rows)
    assert bool(view.html) == bool(view.text)
    assert len(repr(view)) < 80


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_whole_in_markdown(guide: Guide, name: str) -> None:
    """Read back by a parser of Markdown: every word of its tree is there, and no element."""
    view = shown(guide, name).view
    dialect = Dialect(docsify=False, anchor=str, picture=str)

    tokens = PARSER.parse(markdown_of(view.tree, dialect))

    read = "".join(
        f" {child.content}" for t in tokens if t.children for child in t.children
    ) + "".join(t.content for t in tokens if t.type == "fence")
    html = {c.content for t in tokens for c in t.children or () if c.type == "html_inline"}
    assert html <= {"<br>"}
    said = "".join(read.replace("<br>", " ").split())
    if view.tree and not isinstance(view.tree[0], Part):
        for node in _leaves(view.tree):
            assert "".join(node.split()) in said


def _leaves(tree: tuple[object, ...]) -> list[str]:
    """The texts of a tree outside tables and drawings, which have their own form."""
    found: list[str] = []
    for child in tree:
        if isinstance(child, str):
            found.append(child.strip())
        elif isinstance(child, Node) and ONLY_ON_THE_PAGE in child.attributes:
            pass  # a link to another chapter
        elif isinstance(child, Node) and child.tag not in {"progress", "iframe", "h1", "dt"}:
            found += [plain(child)] if child.tag == "code" else _leaves(child.children)
    return [text for text in found if text.strip(" :·→;,.\u201c\u201d")]


def test_every_table_has_its_sheet_and_its_file(guide: Guide) -> None:
    """A row that names its table has it in workbook and CSV, with every value."""
    titled = {row.title: row.name for row in own_rows().values() if row.title}

    sheets = sheets_of(guide, set(NAMES), is_whole=True)

    listed = {title for title, name in titled.items() if shown(guide, name).view.rows}
    assert {sheet.title for sheet in sheets} == listed
    for sheet in sheets:
        read = list(csv.reader(io.StringIO(csv_of(sheet.table).decode("utf-8-sig"), newline="")))
        assert read[0] == list(sheet.table.titles)
        assert len(read) == len(sheet.table.items) + 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in BUSY])
def test_a_live_row_gives_the_same_data(engagement: Engagement, guide: Guide, name: str) -> None:
    """A cell that works in the export works in the room."""
    live = shown(Guide(engagement, live=True), name)

    assert list(live.to_frame().columns) == list(shown(guide, name).to_frame().columns)
    assert live.view.rows == shown(guide, name).view.rows


@pytest.mark.parametrize("name", NAMES)
def test_a_row_says_what_it_is(name: str) -> None:
    """Help, completion and the errors for wrong arguments come from the function itself."""
    row = own_rows()[name]

    assert row.draw.__doc__
    assert set(row.readers) <= set(READERS)
    assert not (row.needs or row.without) or row.what
    assert row.name.isidentifier()


def test_completion_knows_every_row(guide: Guide) -> None:
    """`dir` names it, and its signature has no more than what a cell may give."""
    import inspect

    assert set(NAMES) <= set(dir(guide))
    assert (
        str(inspect.signature(guide.playground))
        == "(event: 'str' = '', source: 'str' = '') -> 'View'"
    )
    assert "start" in inspect.signature(guide.agenda).parameters


def test_no_path_of_the_computer_is_in_a_row(engagement: Engagement, guide: Guide) -> None:
    """A guide goes to others."""
    here = str(Path(engagement.folder).resolve())

    assert not [name for name in NAMES if here in shown(guide, name).view.html]
