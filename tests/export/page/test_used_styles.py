"""Behaviour of `segkit.export.page.used_styles`: a page's style is what the page can meet."""

from __future__ import annotations

import pytest

from segkit.export.page.page import page_styles
from segkit.export.page.used_styles import classes_in, used_styles
from segkit.texts import ENGLISH

STYLE = (
    ".sk{color:red;.sk-a{top:0}.sk-b,.sk-a .sk-b,.sk-a b{top:1px}}"
    "@media print{.sk-b{top:0}@page{@top-left{content:none}}}"
    '.sk-a:is(.sk-b,.sk-c) i,.sk-a:not(.sk-b)::before{content:"a,b"}[class^="sk-b"]{top:0}'
)


def test_what_nothing_can_meet_is_left_out() -> None:
    """One selector of several too; what a selector only allows or excludes needs nothing."""
    assert used_styles(STYLE, {"sk-a"}) == (
        ".sk{color:red;.sk-a{top:0}.sk-a b{top:1px}}"
        "@media print{@page{@top-left{content:none}}}"
        '.sk-a:is(.sk-b,.sk-c) i,.sk-a:not(.sk-b)::before{content:"a,b"}[class^="sk-b"]{top:0}'
    )


@pytest.mark.parametrize("style", page_styles(ENGLISH))
def test_a_page_with_everything_has_every_rule(style: str) -> None:
    """No rule of ours is read otherwise than a browser reads it."""
    assert used_styles(style, classes_in([style])) == style
    lean = used_styles(style, ())
    assert lean.count("{") == lean.count("}")
    assert 0 < len(lean) < len(style) / 2


def test_classes_are_found_in_markup_and_in_scripts() -> None:
    """With and without quotes, several in one attribute, and as a script's text."""
    texts = ['<p class=sk-a><b class="sk sk-b sk-badge-on">', 'one.classList.add("sk-live")']

    assert classes_in(texts) == {"sk-a", "sk-b", "sk-badge-on", "sk-live"}
