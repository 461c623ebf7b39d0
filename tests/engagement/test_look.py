"""`[look]` of engagement.toml: what is allowed, and that nothing else comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.look import Look, logo_of, read_look
from segkit.errors import ConfigError

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def look(folder: Path, **values: str) -> Look:
    """The look that these settings describe."""
    return read_look(
        lambda name: values.get(name.removeprefix("look."), ""), folder / "engagement.toml"
    )


def test_without_settings_it_is_segkits_own(tmp_path: Path) -> None:
    """In English."""
    assert look(tmp_path) == Look()


def test_a_look_is_read(tmp_path: Path) -> None:
    """Short colours are written out, names of fonts quoted."""
    made = look(tmp_path, accent="#0AF", font="Inter, 'Segoe UI', sans-serif", language="en")

    assert made.accent == "#00aaff"
    assert made.font == '"Inter", "Segoe UI", sans-serif'


@pytest.mark.parametrize(
    "values",
    [
        {"accent": "red"},
        {"accent": "#12345"},
        {"accent": "#fff;}body{display:none"},
        {"font": "x; } body { display: none"},
        {"font": 'a"b'},
        {"font": "url(https://evil.example/f.woff)"},
        {"font": "Inter,,serif"},
        {"font": "</style><script>"},
        {"logo": "../secret.png"},
        {"logo": "/etc/passwd"},
        {"logo": "logo.gif"},
        {"logo": "a\x00.png"},
        {"logo": "https://evil.example/logo.png"},
        {"language": "xx"},
        {"language": '"><script>'},
    ],
    ids=str,
)
def test_anything_else_is_refused(values: dict[str, str], tmp_path: Path) -> None:
    """With the setting's name, and before anything is made of it."""
    with pytest.raises(ConfigError, match=rf"look\.{next(iter(values))}") as caught:
        logo_of(look(tmp_path, **values))

    assert "To fix" in str(caught.value)


def test_a_logo_is_taken_as_it_is(tmp_path: Path) -> None:
    """PNG and plain SVG, also with a comment."""
    (tmp_path / "a.png").write_bytes(PNG)
    (tmp_path / "b.svg").write_text(
        f"<?xml version='1.0'?><!-- made -->{SVG}".replace("<!-- made -->", "")
    )

    assert logo_of(look(tmp_path, logo="a.png")) == ("image/png", PNG)
    found = logo_of(look(tmp_path, logo="b.svg"))
    assert found is not None
    assert found[0] == "image/svg+xml"


@pytest.mark.parametrize(
    "content",
    [
        SVG.replace("<path", "<script>1</script><path"),
        SVG.replace("<path", '<path onload="x()"'),
        SVG.replace("<path", '<image href="https://evil.example/x.png"/><path'),
        SVG.replace("<path", "<foreignObject/><path"),
        SVG.replace("<path", '<path style="fill:url(https://evil.example)"'),
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{SVG}',
        f"<html>{SVG}",
        "",
    ],
)
def test_a_drawing_that_does_more_is_refused(content: str, tmp_path: Path) -> None:
    """Scripts, handlers, declarations and everything outside of the file."""
    (tmp_path / "logo.svg").write_text(content)

    with pytest.raises(ConfigError, match="only a drawing"):
        logo_of(look(tmp_path, logo="logo.svg"))


def test_a_logo_that_is_missing_or_large_is_said(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(ConfigError, match="could not be read"):
        logo_of(look(tmp_path, logo="none.png"))
    (tmp_path / "large.png").write_bytes(PNG + b"0" * 300_000)
    with pytest.raises(ConfigError, match="200,000"):
        logo_of(look(tmp_path, logo="large.png"))
