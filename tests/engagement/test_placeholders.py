"""Behaviour of `segkit.engagement.placeholders`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from segkit.engagement.placeholders import escape_markdown, fill_markdown, open_in_markdown


@pytest.mark.parametrize(
    "spelling", ["[Customer Name]", "[Customer name]", "[customername]", "[CUSTOMER  NAME]"]
)
def test_every_spelling_of_the_name_is_filled(spelling: str) -> None:
    """The document that was filled by hand spells its placeholder in several ways."""
    filled = fill_markdown(f"For {spelling}'s team", "Quillmoor Supply")

    assert filled == "For Quillmoor Supply's team"


def test_an_address_gets_the_slug() -> None:
    """A workspace's address needs its slug, not a name with blanks."""
    filled = fill_markdown("app.segment.com/[customername]", "Quillmoor Supply", "quillmoor")

    assert filled == "app.segment.com/quillmoor"


def test_code_gets_the_name_as_it_is() -> None:
    """Escapes would show in code."""
    filled = fill_markdown("`[Customer Name]`\n```js\n// [Customer Name]\n```", "A & *B*")

    assert filled == "`A & *B*`\n```js\n// A & *B*\n```"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_a_hostile_name_stays_text(name: str) -> None:
    """Whatever a customer is called, Markdown shows it as it is and adds no markup."""
    shown = " ".join(name.replace("\0", "\N{REPLACEMENT CHARACTER}").split())

    [paragraph] = [
        token
        for token in MarkdownIt("commonmark").parse("x " + escape_markdown(name) + " x")
        if token.type == "inline"
    ]

    assert [child.type for child in paragraph.children or []] == ["text"]
    assert paragraph.children is not None
    assert " ".join(paragraph.children[0].content.split()) == " ".join(f"x {shown} x".split())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[Customer Name]", "placeholder"),
        ("[Insert link here]", "placeholder"),
        ("Ask [your contact]", "placeholder"),
        ("{{ customer }}", "placeholder"),
        ("TBD with the team", "placeholder"),
        ("<insert table>", "placeholder"),
        ("IE / SA to insert the screenshot", "todo"),
        ("> insert some background", "todo"),
        ("!> Insert snapshot", "todo"),
        ("- [ ] ask for the staging key", "todo"),
    ],
)
def test_what_waits_for_a_person_is_found_with_its_line(line: str, kind: str) -> None:
    """An open item names its place."""
    [item] = open_in_markdown(f"fine\n{line}", "guide.ipynb cell 2")

    assert item.kind == kind
    assert item.place == "guide.ipynb cell 2, line 2"


@pytest.mark.parametrize(
    "line",
    [
        "[your team](https://quillmoor.example)",
        "users[customer.id]",
        "- [x] asked for the staging key",
        "a list [1] and [sic]",
        "> a quotation",
        "the SA to whom it matters",
    ],
)
def test_ordinary_text_is_left_alone(line: str) -> None:
    """Links, ticked tasks and brackets of other kinds are nothing to settle."""
    found = list(open_in_markdown(line, "guide.ipynb cell 2"))

    assert found == []
