"""Pictures in addresses become files."""

from __future__ import annotations

import base64

from segkit.export.forms.pictures import Pictures

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_a_picture_is_one_file_named_after_what_is_in_it() -> None:
    """However it was written, and as often as it is shown."""
    pictures = Pictures()
    png = base64.b64encode(b"png").decode()

    first = pictures.keep(f"data:image/png;base64,{png}")
    again = pictures.keep(f"data:image/png;base64,{png}")
    drawn = pictures.keep("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E")

    assert first == again
    assert pictures.files == {first: b"png", drawn: SVG.encode()}
    assert first.startswith("_media/picture-")
    assert (first[-4:], drawn[-4:]) == (".png", ".svg")


def test_what_is_no_picture_is_none() -> None:
    """Neither an address on the web nor one of another kind."""
    pictures = Pictures()

    kept = [pictures.keep(a) for a in ("https://x.example/a.png", "data:text/html,x", "", "a.png")]

    assert kept == ["", "", "", ""]
    assert pictures.files == {}
