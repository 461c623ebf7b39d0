"""Behaviour of `segkit.engagement.consent_categories`: what the SA knows is written once and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.consent_categories import enter_category, forget_category
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import UsageError

MIXPANEL = "15fedcc43324409c0db0bc64"


@pytest.fixture
def demo(tmp_path: Path) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path / "demo")


def entered(demo: Engagement) -> object:
    """What the file says by now."""
    return read_engagement(demo.folder).consent


def test_a_category_names_the_types_of_its_destinations(demo: Engagement) -> None:
    """Each once, because a category holds for all instances; every other line stays."""
    before = demo.file.read_text(encoding="utf-8")

    enter_category(demo, "Analytics", [MIXPANEL, "Mixpanel (merchandising team)"])
    enter_category(demo, "Functional", [])

    assert entered(demo) == {"Analytics": ("Mixpanel (Legacy)",), "Functional": ()}
    assert demo.file.read_text(encoding="utf-8").startswith(before.rstrip())


def test_the_last_category_takes_the_table_with_it(demo: Engagement) -> None:
    """An empty table would say that there are no categories, and nobody said so."""
    enter_category(demo, "Analytics", [MIXPANEL])

    forget_category(read_engagement(demo.folder), "Analytics")

    assert entered(demo) is None


@pytest.mark.parametrize(
    ("category", "destination", "says"),
    [
        ("", MIXPANEL, "no id of a consent category"),
        ("1st", MIXPANEL, "begins with no digit"),
        ("a" * 35, MIXPANEL, "1 to 34 characters"),
        ("Analytics", "Nobody", "no destination 'Nobody'"),
    ],
)
def test_what_cannot_be_is_refused(
    demo: Engagement, category: str, destination: str, says: str
) -> None:
    """Nothing is written."""
    before = demo.file.read_bytes()

    with pytest.raises(UsageError, match=says):
        enter_category(demo, category, [destination])

    assert demo.file.read_bytes() == before


def test_only_what_was_entered_can_be_forgotten(demo: Engagement) -> None:
    """The message names what is there."""
    with pytest.raises(UsageError, match="those there: none"):
        forget_category(demo, "Analytics")
