"""Behaviour of `segkit diff` and of the guide's "Since last time"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.engagement.snapshot import read_snapshot, take_snapshot
from segkit.guide import Guide
from segkit.plans.writing.converting import convert


def run(*arguments: str | Path) -> Result:
    """`segkit diff ARGUMENTS`."""
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)])


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engagement:
    """The demo engagement, read on a certain day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    return create_demo(tmp_path / "demo")


def pull_changed(demo: Engagement, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day later the workspace has another name for a source, and one source is off."""
    workspace = demo.workspace_file
    assert workspace is not None
    content = json.loads(workspace.read_text(encoding="utf-8"))
    content["sources"][0]["name"] = "Renamed <b>shop</b>"
    content["sources"][1]["enabled"] = not content["sources"][1]["enabled"]
    workspace.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795090000")
    take_snapshot(demo)


def test_a_workbook_is_compared_with_the_plan_in_another_form(
    demo: Engagement, tmp_path: Path
) -> None:
    """One event less in Segment's JSON: that and nothing else is breaking; status 1."""
    plan = read_snapshot(demo).plan
    assert plan is not None
    document = json.loads(convert(plan, "api")[0])
    rules = document["data"]["rules"]
    gone = next(rule for rule in rules if rule["type"] == "TRACK")
    rules.remove(gone)
    (tmp_path / "api.json").write_text(json.dumps(document), encoding="utf-8")

    as_text = run(demo.folder / "tracking-plan.xlsx", tmp_path / "api.json")
    as_json = run(demo.folder, tmp_path / "api.json", "--json")

    assert as_text.exit_code == as_json.exit_code == 1
    assert f"removed event {gone['key']}" in as_text.output
    found = json.loads(as_json.output)
    assert [one["name"] for one in found["changes"] if one["breaking"]] == [gone["key"]]
    assert found["counts"]["removed"] == found["counts"]["breaking"] == 1


def test_two_snapshots_are_compared(demo: Engagement, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of an earlier one, and the engagement as it is."""
    pull_changed(demo, monkeypatch)
    (earlier,) = (demo.folder / "snapshots").glob("*.json")

    there = json.loads(run(earlier, demo.folder, "--json").output)
    nothing = run(demo.folder, demo.snapshot_file)

    assert {(one["kind"], one["thing"], one["what"]) for one in there["changes"]} >= {
        ("renamed", "source", "name"),
        ("changed", "source", "state"),
    }
    assert nothing.exit_code == 0
    assert "Nothing changed." in nothing.output


@pytest.mark.parametrize("name", ["missing.json", "nonsense.json", "nowhere"])
def test_what_cannot_be_read_is_explained(demo: Engagement, tmp_path: Path, name: str) -> None:
    """Status 2, with its name and a next step."""
    (tmp_path / "nonsense.json").write_text('{"a": 1}', encoding="utf-8")

    result = run(demo.folder, tmp_path / name)

    assert result.exit_code == 2
    assert name in result.output
    assert "To fix:" in result.output


def test_the_guide_says_what_changed_since_last_time(
    demo: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first time there is nothing to say; names are escaped."""
    first = Guide(demo).changes()
    pull_changed(demo, monkeypatch)
    second = Guide(demo).changes()

    assert "first snapshot" in getattr(first, "text", "")
    html = getattr(second, "html", "")
    assert "2026-11-18" in html
    assert "Renamed &lt;b&gt;shop&lt;/b&gt;" in html
    assert "Breaking (" in html
    assert len(getattr(second, "rows", ())) >= 2


def test_a_damaged_earlier_snapshot_spoils_no_guide(
    demo: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guide says that it cannot be read."""
    pull_changed(demo, monkeypatch)
    (earlier,) = (demo.folder / "snapshots").glob("*.json")
    earlier.write_text("{", encoding="utf-8")

    assert "cannot be read" in getattr(Guide(demo).changes(), "text", "")
