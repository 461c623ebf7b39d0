"""Behaviour of `segkit.engagement.settings_file`: the mode that the SA knows is written once and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.engagement.settings_file import choose_mode
from segkit.errors import UsageError

MIXPANEL = "15fedcc43324409c0db0bc64"


@pytest.fixture
def demo(tmp_path: Path) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path / "demo")


def test_a_choice_replaces_the_one_before_and_keeps_the_file(demo: Engagement) -> None:
    """Every other line stays, comments included."""
    before = demo.file.read_text(encoding="utf-8")

    name = choose_mode(demo, "Mixpanel (merchandising team)", "device")

    after = demo.file.read_text(encoding="utf-8")
    assert name == "Mixpanel (merchandising team)"
    assert read_engagement(demo.folder).modes[MIXPANEL] == "device"
    assert after == before.replace(f'"{MIXPANEL}" = "cloud"', f'"{MIXPANEL}" = "device"')


def test_a_choice_can_be_forgotten_and_made_again(demo: Engagement) -> None:
    """By its id, and then the line names the destination."""
    choose_mode(demo, MIXPANEL, "")
    assert MIXPANEL not in read_engagement(demo.folder).modes

    choose_mode(demo, MIXPANEL, "cloud")

    [line] = [x for x in demo.file.read_text(encoding="utf-8").splitlines() if MIXPANEL in x]
    assert line.endswith('= "cloud" # Mixpanel (merchandising team)')


@pytest.mark.parametrize(
    ("destination", "mode", "says"),
    [
        ("Kinesis - message events", "device", "possible is: cloud"),
        ("Nobody", "cloud", "no destination 'Nobody'"),
    ],
)
def test_what_cannot_be_is_refused(
    demo: Engagement, destination: str, mode: str, says: str
) -> None:
    """Nothing is written, and the message names what is possible."""
    before = demo.file.read_bytes()

    with pytest.raises(UsageError, match=says):
        choose_mode(demo, destination, mode)

    assert demo.file.read_bytes() == before
