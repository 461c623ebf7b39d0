"""Views and texts as Markdown, read back by a parser of it."""

from __future__ import annotations

from markdown_it import MarkdownIt

from segkit.export.forms.written_html import tree_of
from segkit.render.markdown import Dialect, markdown_of

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def made(html: str, *, docsify: bool = False) -> str:
    """The HTML as Markdown, where every anchor leads to itself."""
    dialect = Dialect(docsify, lambda a: f"#{a}" if a == "here" else "", lambda _: "_media/p.png")
    return markdown_of([tree_of(html)], dialect)


def test_a_table_is_one_with_every_cell_in_its_place() -> None:
    """Bars and line breaks within a cell stay in it, and end tags may be missing."""
    markdown = made("<table><tr><th>A<th>B<tr><td>x|y<br>z<td><code>p|q</code></table>")

    rendered = PARSER.render(markdown)

    assert rendered.count("<td>") == 2
    assert "<code>p|q</code>" in rendered
    assert markdown == "| A | B |\n| --- | --- |\n| x\\|y<br>z | `p\\|q` |"


def test_what_is_folded_away_follows_its_table() -> None:
    """Nothing is lost, and no block stands in a cell."""
    html = (
        "<table><tr><th>A<tr><td>x<tr><td colspan=1><details><summary>More</summary>"
        "<dl><div><dt>Why?<dd>Because</div><div><dt><b>Who</b><dd>We</div></dl></details></table>"
    )

    assert made(html) == ("| A |\n| --- |\n| x |\n\n**x**\n\n- **Why?** Because\n- **Who**: We")


def test_rows_that_begin_alike_are_told_apart_below_their_table() -> None:
    """Ten times the same name over what is folded away says nothing."""
    fold = "<tr><td colspan=2><details><summary>More</summary><p>{}</details>"
    rows = [("All", "Web", "a"), ("All", "App", "b"), ("One", "Web", "c")]
    html = "".join(f"<tr><td>{x}<td>{y}{fold.format(z)}" for x, y, z in rows)

    markdown = made(f"<table><tr><th>A<th>B{html}</table>")

    assert markdown.split("\n\n")[1:] == [
        "**All · Web**",
        "a",
        "**All · App**",
        "b",
        "**One**",
        "c",
    ]


def test_callouts_have_the_form_of_each_reader() -> None:
    """GitHub's quotes, docsify's paragraphs."""
    html = (
        '<aside class="sk-callout sk-callout-important" role="note">'
        '<p class="sk-callout-title">Important</p><p>Mind <b>it</b>.</p></aside>'
    )

    assert made(html) == "> [!IMPORTANT]\n> Mind **it**."
    assert made(html, docsify=True) == "!> **Important:** Mind **it**."


def test_links_lead_to_headings_of_the_document_or_are_text() -> None:
    """A row of the page has no place in Markdown; scripts have none anywhere."""
    html = (
        '<p><a href="#here">A</a> <a href="#trait-x">B</a> <a href="javascript:1">C</a> '
        '<a href="https://x.example/(y)">D</a></p>'
    )

    assert made(html) == "[A](#here) B C [D](https://x.example/%28y%29)"


def test_code_keeps_its_lines_and_language() -> None:
    """Both in a text and in a view."""
    html = '<div class="sk-code" data-language="go"><pre><code>a &lt; b\n\n  c</code></pre></div>'

    assert made(html) == "```go\na < b\n\n  c\n```"


def test_drawings_buttons_and_marks_of_the_page_are_left_out() -> None:
    """No stray label stays behind."""
    html = (
        "<p>a</p><svg><title>t</title><text>u</text></svg><button>Copy</button>"
        '<p>b<a class="sk-permalink" href="#here">#</a></p>'
    )

    assert made(html) == "a\n\nb"


def test_a_sign_gives_way_to_the_words_for_it() -> None:
    """As to somebody who listens."""
    html = '<p><span aria-hidden="true">C</span><span class="sk-sr">Cloud mode</span></p>'

    assert made(html) == "Cloud mode"


def test_lists_in_lists_stay_in_their_items() -> None:
    """Numbers begin where the text said."""
    markdown = made("<ol start=3><li>a<ul><li>b</ul><li>c</ol>")

    assert markdown == "3. a\n\n   - b\n4. c"


def test_points_within_a_cell_keep_their_numbers() -> None:
    """A cell holds no list, so its lines say which point they are."""
    html = "<table><tr><th>A<tr><td><ol><li><p>x</p><li>y</ol><tr><td><ol><li>z</ol></table>"

    assert made(html).splitlines()[2:] == ["| 1. x<br>2. y |", "| z |"]


def test_a_paragraph_within_a_cell_begins_a_line() -> None:
    """What to do does not run on from what there is to consider."""
    html = "<table><tr><th>A<tr><td>It is so.<p>→ Do it.<tr><td><b>a</b> <small>b</small><span>c</span></table>"

    assert made(html).splitlines()[2:] == ["| It is so.<br>→ Do it. |", "| **a** b c |"]
