"""Behaviour of `segkit.export.page.references`."""

from __future__ import annotations

from segkit.export.page.references import Picture, references


def test_pictures_are_found_in_markdown_and_in_markup() -> None:
    """Each with its line and its description."""
    found = references(
        'text\n\n![](a.png)\n\n![b](https://quillmoor.example/b.png)\n\n<img src="c.png">'
    )

    assert found.pictures == [
        Picture(3, "a.png", ""),
        Picture(5, "https://quillmoor.example/b.png", "b"),
        Picture(7, "c.png", ""),
    ]


def test_links_to_places_on_the_page_are_found() -> None:
    """Others are not asked about."""
    found = references(
        '[there](#sources) and [away](https://quillmoor.example)\n\n<a href="#x">x</a>'
    )

    assert found.anchors == [(1, "sources"), (3, "x")]
