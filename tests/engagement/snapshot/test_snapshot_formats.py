"""Behaviour of `segkit.engagement.snapshot.formats`: older snapshots are read, newer ones refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from segkit.engagement.snapshot.formats import FORMAT, STEPS, up_to_date
from segkit.errors import SnapshotError


def test_present_format_stays_as_it_is() -> None:
    """Nothing is migrated that need not be."""
    content = {"format": FORMAT, "taken_at": "2026-11-24T09:30:00Z", "made_with": "0.1.0"}

    assert up_to_date(content, "snapshot.json") == content


def test_first_format_is_migrated() -> None:
    """A snapshot of the first release says what it always said, and no maker."""
    old = {"format": 1, "taken_at": "2026-11-24T09:30:00Z", "inputs": []}

    new = up_to_date(old, "snapshot.json")

    assert new["made_with"] == ""
    assert {key: new[key] for key in ("taken_at", "inputs")} == {
        "taken_at": "2026-11-24T09:30:00Z", "inputs": [],
    }  # fmt: skip
    assert new["format"] == FORMAT
    assert old == {"format": 1, "taken_at": "2026-11-24T09:30:00Z", "inputs": []}


def test_steps_run_in_order_from_the_format_that_was_found() -> None:
    """Each sees what the one before it made, and none runs twice."""

    def adding(name: str) -> object:
        def step(content: Mapping[str, object]) -> Mapping[str, object]:
            return {**content, "steps": f"{content.get('steps', '')}{name}"}

        return step

    steps = (adding("a"), adding("b"), adding("c"))

    found = up_to_date({"format": 2}, "snapshot.json", steps)  # type: ignore[arg-type]

    assert found == {"format": 4, "steps": "bc"}


def test_newer_format_is_refused_with_what_to_do() -> None:
    """Half understood is worse than not read; the message names who wrote it."""
    newer = {"format": len(STEPS) + 2, "made_with": "9.9.0"}

    with pytest.raises(SnapshotError, match=r"segkit 9\.9\.0") as caught:
        up_to_date(newer, "snapshot.json")

    assert "update segkit" in caught.value.fix


@pytest.mark.parametrize("content", [[], {}, {"format": "1"}, {"format": True}, {"format": 0}])
def test_what_is_no_snapshot_is_refused(content: object) -> None:
    """The file is named, and how to make it again."""
    with pytest.raises(SnapshotError, match=r"snapshot\.json is no snapshot"):
        up_to_date(content, "snapshot.json")
