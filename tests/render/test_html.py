"""Behaviour of `segkit.render.html`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.render.escaping import _CLEAN, _FORBIDDEN, clean
from segkit.render.html import doc_url, safe_url, slug_id
from segkit.render.tree import html_of, own, sentence


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.com",
        "relative/path",
        "http://[broken",
        "",
    ],
)
def test_anything_but_web_and_mail_is_no_link(url: str) -> None:
    """Addresses that could run code or read files never reach an href."""
    assert safe_url(url) == ""


@pytest.mark.parametrize(
    "url", ["https://quillmoor.example/a?b=c", "http://x.example", "mailto:a@b.example", "#trait-a"]
)
def test_web_mail_and_places_on_the_page_are_links(url: str) -> None:
    """What a guide really links to is kept as it is."""
    assert safe_url(url) == url


def test_documentation_paths_are_joined_to_the_configured_base() -> None:
    """A path lies below the base; a complete address is taken as it is."""
    below = doc_url("/connections/sources/", "https://docs.example/segment/")

    assert below == "https://docs.example/segment/connections/sources"
    assert doc_url("https://other.example/page") == "https://other.example/page"
    assert doc_url("") == ""


def test_plain_names_make_readable_ids() -> None:
    """People see them in addresses."""
    assert slug_id("trait", "address", "city") == "trait-address.city"
    assert slug_id("event", "Order Completed") == "event-Order-Completed"


@settings(derandomize=True, deadline=None, max_examples=150)
@given(
    st.lists(
        st.lists(st.text("aB1 ._-é<\n", max_size=5), min_size=1, max_size=3).map(tuple),
        min_size=2,
        max_size=8,
        unique=True,
    )
)
def test_different_names_never_share_an_id(names: list[tuple[str, ...]]) -> None:
    """Names that differ only in dots, blanks, case or accents stay apart."""
    ids = {slug_id("trait", *parts) for parts in names}

    assert len(ids) == len(names)
    assert all(one.isascii() and " " not in one for one in ids)


def test_hostile_text_is_escaped_and_its_line_breaks_kept() -> None:
    """Escaping comes first, so a line break is the only tag that appears."""
    assert html_of(own("<b>\r\nx")) == "<bdi>&lt;b&gt;<br>x</bdi>"


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.text())
def test_cleaned_text_can_be_written_to_a_file(text: str) -> None:
    """No surrogate and no control character is left, whatever came in."""
    written = clean(text + "\ud800\x00").encode("utf-8").decode("utf-8")

    assert "\x00" not in written


def test_a_sentence_is_not_turned_around_by_the_name_it_begins_with() -> None:
    """English around an Arabic name still runs from left to right."""
    arabic = "\u0645\u062a\u062c\u0631"

    assert (
        html_of(sentence(f"{arabic} has no source."))
        == f'<bdi dir="ltr">{arabic} has no source.</bdi>'
    )
    assert sentence("Trail app has no source.") == "Trail app has no source."


def test_what_is_clean_is_what_is_not_forbidden() -> None:
    """Two patterns for one set, because telling that a text is clean is the common case."""
    everything = "".join(map(chr, range(0x110000)))
    allowed = _FORBIDDEN.sub("", everything)

    assert _CLEAN.fullmatch(allowed)
    assert not any(map(_CLEAN.fullmatch, _FORBIDDEN.findall(everything)))
