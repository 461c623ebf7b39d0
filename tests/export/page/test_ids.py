"""Permalinks lead to one place."""

from __future__ import annotations

from segkit.export.content import Block, Content
from segkit.export.page.ids import unique_ids
from segkit.export.page.page import page_of


def test_the_first_keeps_its_id_and_links_of_the_other_follow() -> None:
    """A view shown twice: both work, and the known address stays the first one's."""
    view = '<p id="trait-email"><a href="#trait-email">#</a></p>'

    first, second = unique_ids([view, view], set(), set())

    assert first == view
    assert second == view.replace("trait-email", "trait-email-2")


def test_nothing_takes_an_id_of_the_page_or_of_a_heading() -> None:
    """Whatever stands before the heading."""
    heading = '<h2 id="track">Track<a class="sk-permalink" href="#track"></a></h2>'
    blocks = ['<p id="content"></p><hr id="track"><h2 id="track">Mine</h2>', heading]

    assert unique_ids(blocks, {"content"}, {"track"}) == [
        '<p id="content-2"></p><hr id="track-2"><h2 id="track-3">Mine</h2>',
        heading,
    ]


def test_what_looks_like_an_id_in_a_text_is_left_alone() -> None:
    """Text is no markup."""
    text = '<p> id="x" </p><p id="x"></p>'

    assert unique_ids([text], {"x"}, set()) == ['<p> id="x" </p><p id="x-2"></p>']


def test_what_looks_like_an_id_in_another_attribute_is_left_alone() -> None:
    """Otherwise the words behind it would become attributes of their own."""
    text = '<b title="x id=" lang="y onclick=z">1</b>'

    assert unique_ids([text, text], set(), set()) == [text, text]


def test_words_that_look_like_a_link_stay_as_they_are() -> None:
    """Code in a text may speak of the very id that had to change."""
    block = '<p id="x">write <code> href="#x"</code></p><a title="href=" href="#x">x</a>'

    assert unique_ids([block], {"x"}, set()) == [
        '<p id="x-2">write <code> href="#x"</code></p><a title="href=" href="#x-2">x</a>'
    ]


def test_a_view_that_is_shown_twice_has_its_ids_once() -> None:
    """On the page, where views have lost their quotation marks."""
    view = Block("view", '<p class="sk" id="trait-email"><a href="#trait-email">#</a></p>', "")

    page = page_of(
        Content((view, view), ()),
        title="",
        headings=(),
        footer="",
        version="",
        open_count=0,
        draft=False,
    )

    assert page.front.count("id=trait-email><a href=#trait-email>") == 1
    assert page.front.count("id=trait-email-2><a href=#trait-email-2>") == 1


def test_a_heading_without_its_link_keeps_its_anchor() -> None:
    """Markup around it may have swallowed the link; the contents lead there all the same."""
    assert unique_ids(['<h2 id="track">x</h2>'], set(), {"track"}) == ['<h2 id="track">x</h2>']
