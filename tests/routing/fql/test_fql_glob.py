"""Behaviour of `segkit.routing.fql.glob`: the patterns of `match`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.routing.fql.glob import _runs, matches


@pytest.mark.parametrize(
    ("text", "pattern", "fits"),
    [
        ("abcd", "a*d", True),
        ("", "*", True),
        ("", "", True),
        ("", "?", False),
        ("abc", "ab", False),
        ("abc", "bc", False),
        ("ab*d", "ab\\*d", True),
        ("abcd", "ab\\*d", False),
        ("abcd", "ab[A-Z]d", False),
        ("abcd", "ab[a-z]d", True),
        ("abcd", "ab[xyc]d", True),
        ("abcd", "a??d", True),
        ("a\nd", "a?d", True),
        ("ABCD", "abcd", False),
        ("aXbXc", "a*b*c", True),
        ("abc", "a*bc*c", False),
        ("aa", "a*a*a", False),
        ("a[b", "a[b", True),
        ("a-b", "a[-]b", True),
        ("ab", "a[]b", False),
        ("a", "[z-a]", False),
        ("a^", "a[^]", True),
        ("a\\", "a\\", True),
        ("a.c", "a.c", True),
        ("abc", "a.c", False),
        ("a|b", "a|b", True),
    ],
)
def test_a_pattern_describes_the_whole_text(text: str, pattern: str, *, fits: bool) -> None:
    """Facts: Segment's documentation of FQL."""
    assert matches(text, pattern) is fits


def plainly(text: str, pattern: str) -> bool:
    """The same for patterns of letters, `*` and `?`, by trying everything."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(plainly(text[n:], pattern[1:]) for n in range(len(text) + 1))
    return bool(text) and pattern[0] in {"?", text[0]} and plainly(text[1:], pattern[1:])


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text("ab", max_size=7), st.text("ab*?", max_size=6))
def test_patterns_agree_with_trying_everything(text: str, pattern: str) -> None:
    """Nothing is lost by never going back."""
    assert matches(text, pattern) is plainly(text, pattern)


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=20), st.text("[]-^\\*?abz", max_size=12))
def test_any_pattern_can_be_applied(text: str, pattern: str) -> None:
    """No pattern is refused."""
    assert matches(text, pattern) in {True, False}


@pytest.mark.parametrize("pattern", ["*a" * 3_000 + "b", "?*" * 3_000, "[a-z]*" * 1_000])
def test_no_part_of_a_pattern_repeats(pattern: str) -> None:
    """Without repetition there is nothing to try again, whatever the pattern."""
    shapes = [run.shape.pattern for run in _runs(pattern)]

    assert not any(sign in shape for shape in shapes for sign in ("*", "+", "{"))
