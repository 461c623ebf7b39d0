"""A guide as sections with their blocks, and where each says it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.export.content import Block, Content, content_of
from segkit.export.notebook_file import Cell
from segkit.export.page.commonmark import MarkdownPage


def content(*cells: Cell, draft: bool = False) -> Content:
    """The content of a notebook with these cells."""
    return content_of(cells, MarkdownPage([]), draft=draft)


def shown(blocks: Iterable[Block]) -> str:
    """What blocks show, as where they come from."""
    return ",".join(call for block in blocks for call in block.calls) or "text"


def view(source: str, html: str) -> Cell:
    """A code cell with the view that it shows."""
    output = {"output_type": "execute_result", "data": {"text/html": html, "text/plain": "plain"}}
    return Cell("code", source, outputs=(output,), is_ours=True)


def text(source: str, *tags: str) -> Cell:
    """A cell of a person's words."""
    return Cell("markdown", source, tags)


def test_each_heading_begins_a_section() -> None:
    """Also several in one cell; what stands before the first is the front."""
    made = content(
        view("guide.cover()", "<h1>Q</h1>"),
        text("# Sources\n\nWords.\n\n## Yours"),
        view("guide.sources()", "<p>s</p>"),
    )

    assert [block.calls for block in made.front] == [("cover",)]
    assert [s.heading.text for s in made.sections] == ["Sources", "Yours"]
    assert made.sections[0].blocks[0].source == "# Sources\n\nWords.\n\n"
    assert made.sections[1].blocks[1].source == "plain"


def test_each_chapter_ends_with_the_origin_of_all_that_stands_in_it() -> None:
    """One line, whatever sections it has."""
    made = content(
        text("# A"),
        view("guide.sources()", "<p>s</p>"),
        text("## B"),
        view("guide.identify()", "<p>i</p>"),
        text("### C\n\n# D"),
    ).with_origins(shown)

    assert [(s.heading.text, s.derived, s.ends) for s in made.sections] == [
        ("A", "sources,identify", False),
        ("B", "sources,identify", False),
        ("C", "sources,identify", True),
        ("D", "text", True),
    ]


def test_markup_around_headings_stays_whole() -> None:
    """A fold that begins above a heading and ends below it is not torn."""
    made = content(text("<details>\n\n# A\n\ntext\n\n# B\n\n</details>"))

    html = made.sections[0].blocks[0].html
    assert len(made.sections) == 1
    assert html.index("<details>") < html.index("A<") < html.index("B<") < html.index("</details>")


def test_what_is_for_drafts_stays_out_of_a_final_guide() -> None:
    """The list of to-dos is for the SA."""
    cell = text("# To do", "draft-only")

    assert content(cell).sections == ()
    assert len(content(cell, draft=True).sections) == 1


def test_names_of_views_in_a_text_do_not_make_it_one() -> None:
    """The page's script acts on views only."""
    made = content(text('# A\n\n<div class="sk-tabs mine">x</div>'))

    assert '<div class="mine">' in made.sections[0].blocks[0].html


def test_a_picture_that_is_none_is_left_out() -> None:
    """A browser would complain about it."""
    data = {"image/png": '"><script>', "text/plain": "a"}
    output = {"output_type": "display_data", "data": data}
    made = content(text("# A"), Cell("code", "x", outputs=(output,)))

    assert made.sections[0].blocks[1].html == '<pre tabindex="0">a</pre>'
