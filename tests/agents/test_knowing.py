"""What the server knows, and when it reads again."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from segkit.agents.answering import size_of
from segkit.agents.knowing import Keeper
from segkit.agents.tools import asked
from segkit.agents.wrong import AskedWrongError
from segkit.errors import ConfigError, SnapshotError, TrustError


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    """An engagement that a test may change."""
    return Path(shutil.copytree(demo, tmp_path / "quillmoor"))


def test_a_pull_is_seen_with_the_next_question(folder: Path) -> None:
    """The digest changes with the file, and a cursor of before is refused."""
    keeper = Keeper(folder)
    before = keeper.now()
    words: dict[str, object] = {"call": "identify", "limit": 2}
    first = asked(before, "get_event", words)
    assert keeper.now() is before
    file = folder / "snapshot.json"
    changed = json.loads(file.read_text())
    changed["plan"]["rules"] = changed["plan"]["rules"][:3]
    file.write_text(json.dumps(changed))

    after = keeper.now()

    assert after.mark != before.mark
    assert len(after.rules) == 3
    with pytest.raises(AskedWrongError, match="older snapshot"):
        asked(after, "get_event", {**words, "cursor": first["next"]})


def test_a_word_of_the_architect_is_seen_too(folder: Path) -> None:
    """Notes are read again as well."""
    keeper = Keeper(folder)
    keeper.now()
    with (folder / "notes.toml").open("a") as notes:
        notes.write('\n[objectives.a1]\ntext = "Know why coupons are denied"\n')

    words = {"change": "remove", "event": "Coupon Denied"}
    found = asked(keeper.now(), "impact_of", words)["data"]

    assert isinstance(found, dict)
    assert isinstance(found["notModelled"], list)
    notes_now = keeper.now().facts.notes.tables
    assert "objectives" in notes_now


def test_a_snapshot_file_is_enough(demo: Path, tmp_path: Path) -> None:
    """It may lie in a repository by itself."""
    file = tmp_path / "shop.json"
    shutil.copy(demo / "snapshot.json", file)

    known = Keeper(file).now()

    assert len(known.facts.destinations) == 35
    assert asked(known, "get_event", {"call": "identify"})["data"]["total"] == 29  # type: ignore[index]  # JSON


@pytest.mark.parametrize("named", [".", "snapshot.json"])
def test_no_link_to_a_snapshot_is_followed_in_an_engagement(
    folder: Path, tmp_path: Path, named: str
) -> None:
    """It may be a stranger's; its bytes are not even hashed."""
    outside = tmp_path / "outside.json"
    (folder / "snapshot.json").rename(outside)
    (folder / "snapshot.json").symlink_to(outside)
    os.utime(outside, (1, 2))

    with pytest.raises(TrustError, match="leads out"):
        Keeper(folder / named).now()

    assert outside.stat().st_atime == 1


def test_a_pipe_that_takes_the_snapshots_place_is_not_waited_for(folder: Path) -> None:
    """While the server runs, somebody else may write in the folder."""
    keeper = Keeper(folder)
    keeper.now()
    (folder / "snapshot.json").unlink()
    os.mkfifo(folder / "snapshot.json")

    with pytest.raises(SnapshotError, match="could not be read"):
        keeper.now()


def test_where_there_is_nothing_that_is_said(folder: Path, tmp_path: Path) -> None:
    """At the start, before a host waits for answers."""
    with pytest.raises(ConfigError):
        Keeper(tmp_path / "nowhere")
    (folder / "snapshot.json").unlink()
    with pytest.raises(SnapshotError, match="segkit pull"):
        Keeper(folder)


def test_what_was_seen_is_read_again_and_its_lack_is_said(folder: Path) -> None:
    """No evidence is not "never sent"."""
    keeper, words = Keeper(folder), {"name": "Product Viewed"}
    before = asked(keeper.now(), "get_event", words)["data"]
    (folder / "seen.json").unlink()

    after = asked(keeper.now(), "get_event", words)["data"]

    assert before["seen"]["state"] == "valid"  # type: ignore[index]  # JSON
    assert after["seen"] == {"state": "no evidence"}  # type: ignore[index]  # JSON


def test_what_is_too_large_is_cut_and_keeps_its_keys(folder: Path) -> None:
    """One field with a thousand long values is still one field."""
    file = folder / "snapshot.json"
    changed = json.loads(file.read_text())
    rule = next(one for one in changed["plan"]["rules"] if one["fields"])
    rule["fields"][0]["enum"] = [f"value {number} {'x' * 300}" for number in range(1000)]
    rule["fields"][0]["description"] = "y" * 5000
    file.write_text(json.dumps(changed))
    words: dict[str, object] = {"call": rule["call"]} | (
        {"name": rule["key"]} if rule.get("key") else {}
    )

    answer = asked(Keeper(folder).now(), "get_event", words)

    assert size_of(answer) <= 8000
    data = answer["data"]
    assert isinstance(data, dict)
    assert set(data["items"][0]) >= {"path", "types", "required", "description", "enum", "origin"}
    assert data["items"][0]["enum"][-1] == "…"


def test_without_a_plan_the_workspace_still_answers(folder: Path) -> None:
    """What is not there is said, not an empty truth."""
    file = folder / "snapshot.json"
    changed = json.loads(file.read_text())
    changed["plan"] = None
    file.write_text(json.dumps(changed))
    known = Keeper(folder).now()

    assert asked(known, "overview", {})["data"]["counts"]["rules"] == 0  # type: ignore[index]  # JSON
    for tool, words in (
        ("get_event", {"name": "Order Completed"}),
        ("validate_call", {"call": {"type": "track"}}),
        ("impact_of", {"change": "remove", "event": "Order Completed"}),
    ):
        with pytest.raises(AskedWrongError, match="no tracking plan"):
            asked(known, tool, words)
