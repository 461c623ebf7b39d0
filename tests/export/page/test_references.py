"""Behaviour of `segkit.export.page.references`."""

from __future__ import annotations

from segkit.export.page.commonmark import markdown_tokens
from segkit.export.page.references import Picture, references_in


def test_pictures_are_found_in_markdown_and_in_markup() -> None:
    """Each with its line and its description."""
    text = 'text\n\n![](a.png)\n\n![b](https://quillmoor.example/b.png)\n\n<img src="c.png">'
    found = references_in(markdown_tokens(text))

    assert found.pictures == [
        Picture(3, "a.png", ""),
        Picture(5, "https://quillmoor.example/b.png", "b"),
        Picture(7, "c.png", ""),
    ]


def test_links_to_places_on_the_page_are_found() -> None:
    """Others are not asked about."""
    text = '[there](#sources) and [away](https://quillmoor.example)\n\n<a href="#x">x</a>'
    found = references_in(markdown_tokens(text))

    assert found.anchors == [(1, "sources"), (3, "x")]
