"""Permalinks lead to one place."""

from __future__ import annotations

from segkit.export.ids import unique_ids


def test_the_first_keeps_its_id_and_links_of_the_other_follow() -> None:
    """A view shown twice: both work, and the known address stays the first one's."""
    view = '<p id="trait-email"><a href="#trait-email">#</a></p>'

    first, second = unique_ids([view, view], set(), set())

    assert first == view
    assert second == view.replace("trait-email", "trait-email-2")


def test_nothing_takes_an_id_of_the_page_or_of_a_heading() -> None:
    """Whatever stands before the heading."""
    blocks = ['<p id="content"></p><p id="track"></p>', '<h2 id="track">Track</h2>']

    assert unique_ids(blocks, {"content"}, {"track"}) == [
        '<p id="content-2"></p><p id="track-2"></p>',
        '<h2 id="track">Track</h2>',
    ]


def test_what_looks_like_an_id_in_a_text_is_left_alone() -> None:
    """Text is no markup."""
    text = '<p> id="x" </p><p id="x"></p>'

    assert unique_ids([text], {"x"}, set()) == ['<p> id="x" </p><p id="x-2"></p>']
