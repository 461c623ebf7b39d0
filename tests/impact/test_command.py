"""`segkit impact` on the demo engagement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement, of which a command only reads."""
    return create_demo(tmp_path_factory.mktemp("demo") / "quillmoor").folder


def test_an_event_is_found_before_a_field(demo: Path) -> None:
    """What is switched off counts, and the settings that name it too."""
    words = ["impact", "rename", "Membership Started", str(demo), "--to", "Membership Begun"]
    made = CliRunner().invoke(cli, [*words, "--json"])

    assert made.exit_code == 0
    found = json.loads(made.output)
    breaking = {(one["kind"], one["name"]) for one in found["concerns"] if one["breaks"]}
    assert {
        ("rule", "Membership Started"),
        ("mapping", "Membership and rental"),
        ("mapping", "New members"),
        ("setting", "standardEvents"),
        ("warehouse", "membership_started"),
    } <= breaking
    assert ("mapping", "Membership") not in breaking  # it takes `Membership*`


def test_the_text_says_what_breaks_and_what_is_not_seen(demo: Path) -> None:
    """For a person: kind by kind, with the place in the sheet."""
    words = ["impact", "remove", "total", str(demo), "--event", "Order Completed"]
    made = CliRunner().invoke(cli, words)

    assert "breaks Order Completed, properties.total, Track!C102" in made.output
    assert "breaks Orders over 500 pounds of Slack - big orders (shop_api_prod), off" in made.output
    assert "Not seen:" in made.output


def test_an_unknown_name_is_an_error_with_a_near_one(demo: Path) -> None:
    """Status 2, as for every wrong argument."""
    made = CliRunner().invoke(cli, ["impact", "remove", "Order Complted", str(demo)])

    assert made.exit_code == 2
    assert "did you mean 'Order Completed'" in made.output
