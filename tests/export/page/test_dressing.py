"""A page in an engagement's look."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segkit.engagement.demo import create_demo
from segkit.errors import ConfigError
from segkit.export import export_guide
from segkit.export.page.colours import AA, DARK, LIGHT, accent_of, contrast
from segkit.render.styles import stylesheet

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'


def test_contrast_is_wcags() -> None:
    """Black on white is 21, and the order does not matter."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_can_be_read_in_both_themes(number: int) -> None:
    """On every ground, and with the text that stands on it."""
    made = accent_of(f"#{number:06x}")

    assert all(contrast(made.light, ground) >= AA for ground in LIGHT)
    assert all(contrast(made.dark, ground) >= AA for ground in DARK)
    assert contrast(made.light, made.on_light) >= AA
    assert contrast(made.dark, made.on_dark) >= AA


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    """A colour that is changed there is checked here."""
    names = ("bg", "raised", "hover", "chosen", "code", "grey-bg")
    pairs = [
        re.search(rf"--sk-{name}: light-dark\((#\w+), (#\w+)\)", stylesheet()) for name in names
    ]

    assert [pair.groups() for pair in pairs if pair] == list(zip(LIGHT, DARK, strict=True))


def test_the_page_wears_logo_colour_and_font(tmp_path: Path) -> None:
    """The policy admits the style, the logo is inside, and a change of the colour is said."""
    folder = create_demo(tmp_path / "demo").folder
    (folder / "logo.svg").write_text(SVG)
    settings = folder / "engagement.toml"
    look = '\n[look]\nlogo = "logo.svg"\naccent = "#ffcc00"\nfont = "Inter, serif"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + look, encoding="utf-8")
    from segkit.engagement.settings import read_engagement

    heard: list[str] = []
    page = export_guide(read_engagement(folder), listen=heard.append).read_text(encoding="utf-8")

    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[-1]
    assert style.startswith(":root{--accent:light-dark(#")
    assert '--font:"Inter", serif}@page{' in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{digest}" in page
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}"' in page
    assert len(heard) == 1
    assert "#ffcc00" in heard[0]


def test_an_engagement_with_a_bad_look_is_refused(tmp_path: Path) -> None:
    """When it is read."""
    from segkit.engagement.settings import read_engagement

    folder = tmp_path
    (folder / "engagement.toml").write_text('customer = "Q"\n[look]\naccent = "blue"\n')

    with pytest.raises(ConfigError, match=r"look\.accent is 'blue'"):
        read_engagement(folder)
