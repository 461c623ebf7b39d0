"""A customer's words in Markdown stay words."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from segkit.render.markdown_text import address, code, fence, line, words

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "| a | b |",
    "`code` and ``more``",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "!> callout",
    "?> callout",
    "**bold** _em_ ~~gone~~",
    "https://evil.example and www.evil.example and me@evil.example",
    ":include and :tada: :id=x",
    "&lt;b&gt; &#60;",
    "--- \n===\n***",
    "$x$ \\ \\[",
    "<!-- {docsify-ignore} -->",
    "{{ 1 + 1 }}",
)


def shown(markdown: str) -> str:
    """The text that a reader of the Markdown sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", PARSER.render(markdown)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_read_back_as_they_are(text: str) -> None:
    """No tag but the paragraph comes out, and every letter is there."""
    rendered = PARSER.render(line(words(text)))

    assert set(re.findall(r"<(\w+)", rendered)) == {"p"}
    assert " ".join(shown(rendered).split()) == " ".join(text.split())


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_any_words_make_no_markup(text: str) -> None:
    """Whatever is in a name, it makes one paragraph and nothing in it."""
    rendered = PARSER.render(line(words(text).strip()))

    assert set(re.findall(r"<(\w+)", rendered)) <= {"p"}


@pytest.mark.parametrize("text", ["a`b", "`", "``", " a ", "a|b", "``a`` b`"])
def test_code_is_shown_as_it_is_also_in_a_table(text: str) -> None:
    """Backticks and bars within it end nothing."""
    rendered = PARSER.render(f"| h |\n| --- |\n| {code(text, in_table=True)} |")

    assert rendered.count("<td>") == 1
    found = re.search(r"<code>(.*)</code>", rendered)
    assert found is not None
    assert html.unescape(found[1]).strip() == text.strip()


def test_a_fence_is_longer_than_what_is_in_it() -> None:
    """A customer's example can hold a fence of its own, and its language no attribute."""
    made = fence("```\nx\n```", 'js" onload="x')

    tokens = MarkdownIt().parse(made)

    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content == "```\nx\n```\n"
    assert tokens[0].info == ""


def test_an_address_cannot_end_its_link() -> None:
    """Brackets, blanks and quotes are encoded."""
    url = 'https://x.example/a b) "c" <d>'

    rendered = PARSER.render(f"[a]({address(url)})")

    assert rendered.count("<a ") == 1
    assert 'href="https://x.example/a%20b%29%20%22c%22%20%3Cd%3E"' in rendered
