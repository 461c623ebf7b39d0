"""Behaviour of `segkit.export.page.used_styles`: a page's style is what the page can meet."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("style", page_styles(ENGLISH))
@pytest.mark.parametrize("name", ["sk-plain", "sk-page", "sk-event", "sk-grid", "sk-finding"])
def test_no_selector_is_torn(style: str, name: str) -> None:
    """What is left of a rule are selectors that it had, also those with brackets in brackets."""
    had = {one for rule in rules(style) for one in rule}
    left = rules(used_styles(style, classes_in([style]) - {name}))

    assert {one for rule in left for one in rule} <= had


def rules(style: str) -> list[list[str]]:
    """The selectors of each rule, told apart by commas outside of brackets."""
    found, depth = [[""]], 0
    for letter in re.sub(r"\{[^{}]*\}", "{", style):
        depth += (letter == "(") - (letter == ")")
        if letter in "{};":
            found.append([""])
        elif letter == "," and not depth:
            found[-1].append("")
        else:
            found[-1][-1] += letter
    return found


def test_classes_are_found_in_markup_and_in_scripts() -> None:
    """With and without quotes, several in one attribute, and as a script's text."""
    texts = ['<p class=sk-a><b class="sk sk-b sk-badge-on">', 'one.classList.add("sk-live")']

    assert classes_in(texts) == {"sk-a", "sk-b", "sk-badge-on", "sk-live"}
