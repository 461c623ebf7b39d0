"""Behaviour of `segkit.export.page.commonmark`: text cells as safe, self-contained HTML."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from segkit.export.page.commonmark import MarkdownPage, clean_output
from segkit.knowledge.links import Links

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def rendered(source: str, *folders: Path) -> str:
    """One cell's HTML."""
    return MarkdownPage(folders).render(source)


def test_headings_go_one_level_down_and_get_unique_anchors() -> None:
    """The page has its own title; equal headings still have different addresses."""
    page = MarkdownPage([])

    page.render("# Sources\n\n## Best practices")
    page.render("# Sources")

    assert [(h.level, h.anchor) for h in page.headings] == [
        (2, "sources"),
        (3, "best-practices"),
        (2, "sources-2"),
    ]


@pytest.mark.parametrize(
    ("source", "kind", "title"),
    [
        ("!> Mind the key", "important", "Important"),
        ("?> Mind the key", "tip", "Tip"),
        ("> [!WARNING]\n> Mind the key", "warning", "Warning"),
        ("> [!note] Mind the key", "note", "Note"),
    ],
)
def test_callouts_have_their_title_in_the_text(source: str, kind: str, title: str) -> None:
    """A callout is announced by a word, not by a colour alone."""
    html = rendered(source)

    assert f'class="sk-callout sk-callout-{kind}"' in html
    assert f">{title}</p>" in html
    assert "Mind the key" in html
    assert "!&gt;" not in html
    assert "[!" not in html


def test_a_quotation_stays_one() -> None:
    """Only marked quotes are callouts."""
    assert "<blockquote>" in rendered("> As the customer said")


def test_a_picture_travels_inside_the_page(tmp_path: Path) -> None:
    """An export makes no request."""
    (tmp_path / "_media").mkdir()
    (tmp_path / "_media" / "a b.png").write_bytes(PNG)

    html = rendered("![plan](_media/a%20b.png)", tmp_path)

    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in html
    assert 'alt="plan"' in html


def test_a_pasted_picture_travels_inside_the_page() -> None:
    """Jupyter keeps pasted screenshots as attachments of the cell."""
    attachment = {"shot.png": {"image/png": base64.b64encode(PNG).decode()}}

    html = MarkdownPage([]).render("![shot](attachment:shot.png)", attachment)

    assert "data:image/png;base64," in html


def test_a_picture_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    """A notebook from a stranger cannot put other files of the reader into the page."""
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = tmp_path / "engagement"
    folder.mkdir()

    html = rendered("![x](../secret.png)", folder)

    assert "data:" not in html
    assert "<em>x</em>" in html


def test_a_picture_from_the_web_becomes_a_link() -> None:
    """Nothing is fetched while a guide is read."""
    html = rendered("![chart](https://quillmoor.example/chart.png)")

    assert "<img" not in html
    assert '<a href="https://quillmoor.example/chart.png">chart</a>' in html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<a href="java&#x0a;script:alert(1)">x</a>',
        '<iframe src="https://quillmoor.example"></iframe>',
        '<div style="background:url(https://quillmoor.example)">x</div>',
        '<svg onload="alert(1)"></svg>',
    ],
)
def test_markup_that_could_act_is_taken_out(source: str) -> None:
    """Pasted text can inject nothing."""
    html = rendered(source)

    for danger in ("<script", "onerror", "javascript:", "data:text", "<iframe", "style=", "<svg"):
        assert danger not in html


def test_output_of_somebody_elses_code_is_cleaned() -> None:
    """Tables stay, scripts and inline styles go."""
    html = clean_output(
        '<table border="1"><tr><td style="color:red">1</td></tr></table><script>x</script>'
    )

    assert html == "<table><tbody><tr><td>1</td></tr></tbody></table>"


def test_links_lead_to_the_documentation_that_was_set() -> None:
    """Segment's documentation has moved once; the engagement may say where it is."""
    page = MarkdownPage([], Links(docs_base="https://segment.com/docs"))

    html = page.render("[Spec](https://www.twilio.com/docs/segment/connections/spec#page)")

    assert 'href="https://segment.com/docs/connections/spec/#page"' in html


def test_a_resized_picture_travels_inside_the_page(tmp_path: Path) -> None:
    """In Jupyter one resizes a picture with an `<img>` of one's own."""
    (tmp_path / "plan.png").write_bytes(PNG)

    html = rendered('<img src="plan.png" alt="plan" width="300">', tmp_path)

    assert 'src="data:image/png;base64,' in html
    assert 'width="300"' in html


def test_output_of_somebody_elses_code_fetches_nothing() -> None:
    """A picture from the web in an output is not asked for."""
    assert "x.example" not in clean_output('<img src="http://x.example/z.png" alt="z">')


def test_a_pasted_picture_may_be_kept_in_lines() -> None:
    """So nbformat writes a drawing."""
    drawing = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"></svg>').decode()
    attachment = {"a.svg": {"image/svg+xml": [drawing[:20], drawing[20:]]}}

    html = MarkdownPage([]).render("![a](attachment:a.svg)", attachment)

    assert f'src="data:image/svg+xml;base64,{drawing}"' in html


def test_characters_that_no_page_may_hold_are_marked() -> None:
    """Half a surrogate pair in a notebook's JSON, or a control character as an entity."""
    page = MarkdownPage([])

    html = page.render("# A\ud800b\n\n<b>c&#1;d</b>")

    assert "A\ufffdb" in html
    assert "<b>c\ufffdd</b>" in html
    assert page.headings[0].text == "A\ufffdb"
    assert clean_output("<b>\udfff</b>") == "<b>\ufffd</b>"


@pytest.mark.parametrize(
    "address", ["notes.pdf", "//host.example/x", r"\\host.example\x", "/etc/x", "?q", "file:///x"]
)
def test_a_link_to_what_lies_beside_the_file_is_none(address: str) -> None:
    """The guide travels alone; a click would ask the reader's own machine or network."""
    assert "href" not in rendered(f'[x](<{address}>) <a href="{address}">x</a>')
    assert 'href="#y"' in rendered("[x](#y)")


def test_ids_of_the_pages_own_script_are_not_taken() -> None:
    """The search box, for one."""
    assert "id=" not in rendered('<p id="sk-search-box">x</p>')


@pytest.mark.parametrize(
    "tag",
    [
        "<title>",
        "<textarea>",
        "<STYLE>",
        "<script >",
        "<xmp/>",
        "<plaintext>",
        "<select>",
        "<svg>",
        "<!--",
    ],
)
def test_a_tag_that_is_only_spoken_of_swallows_nothing(tag: str) -> None:
    """A text about web pages names their tags, and whatever follows is still there."""
    html = rendered(f"We send the {tag} of the page\n\n- [x](https://a.example)\n\n# After")

    assert 'href="https://a.example"' in html
    assert '<h2 id="after">' in html


@pytest.mark.parametrize("tag", ["<title>", "<style>", "<!--"])
def test_a_tag_that_begins_a_line_hides_nothing(tag: str) -> None:
    """Markdown takes what follows for HTML then; it is still to be read."""
    assert "What follows" in rendered(f"{tag} of the page\n\nWhat follows")


def test_a_style_or_comment_that_is_closed_is_left_out() -> None:
    """Its content is meant for nobody who reads."""
    html = rendered("<style>\np { color: red }\n</style>\n\n<!-- for\n\nus -->\n\n# After")

    assert "color" not in html
    assert "us" not in html
    assert "After" in html


@pytest.mark.parametrize(
    "source", ["<!--\n\n# Hidden\n\n-->", "a <title>\n\n# Hidden\n\n</title> b"]
)
def test_a_heading_that_markup_swallowed_begins_no_section(source: str) -> None:
    """The page's script looks for a heading in every section."""
    assert all(part.heading is None for part in MarkdownPage([]).parts(source))
