"""An engagement whose workspace is pulled from the Public API."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import read_snapshot
from segkit.export import export_guide
from segkit.facts.known import Facts
from segkit.facts.todos import todos
from segkit.guide import Guide

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An engagement that asks for a pull."""
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[workspace]\npull = true\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def here(segment: SegmentApi, monkeypatch: pytest.MonkeyPatch) -> SegmentApi:
    """The stand-in where every pull finds it, with a token that it accepts."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    return segment


def run(*arguments: object) -> Result:
    """One command."""
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_a_pull_fills_the_snapshot_without_secrets(
    segment: SegmentApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the guide needs is there; the token and the write keys are not."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    keys = [key for source in segment.document["sources"] for key in source["writeKeys"]]

    result = CliRunner().invoke(cli, ["pull", str(folder)])

    assert result.exit_code == 0, result.output
    snapshot = read_snapshot(read_engagement(folder))
    assert snapshot.workspace is not None
    assert {s.id for s in snapshot.workspace.sources} == {
        source["id"] for source in segment.document["sources"]
    }
    plan = segment.document["trackingPlans"][0]["id"]
    assert [item.name for item in snapshot.inputs] == [plan, "Segment's Public API"]
    kept = (folder / "snapshot.json").read_text(encoding="utf-8")
    assert keys
    assert not any(secret in kept for secret in (segment.token, *keys))
    assert segment.token not in result.output


def test_a_failed_pull_leaves_the_last_snapshot(
    segment: SegmentApi, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is no longer accepted costs nothing."""
    monkeypatch.setenv("SEGMENT_TOKEN", segment.token)
    monkeypatch.setenv("SEGMENT_PUBLIC_API_URL", segment.url)
    CliRunner().invoke(cli, ["pull", str(folder)])
    before = (folder / "snapshot.json").read_bytes()

    monkeypatch.setenv("SEGMENT_TOKEN", "sgp_" + "x" * 40)
    result = CliRunner().invoke(cli, ["pull", str(folder)])

    assert result.exit_code == 2
    assert "To fix:" in result.output
    assert "Traceback" not in result.output
    assert (folder / "snapshot.json").read_bytes() == before


def test_a_new_engagement_is_made_from_the_api(here: SegmentApi, tmp_path: Path) -> None:
    """The only live plan becomes the guide's; everything runs offline from then on."""
    folder = tmp_path / "quillmoor"

    result = run("new", folder, "--customer", "Quillmoor Supply", "--pull", "--region", "EU")

    assert result.exit_code == 0, result.output
    engagement = read_engagement(folder)
    assert (engagement.workspace_pull, engagement.region) == (True, "eu")
    here.closed["/sources"] = 500
    facts = Facts(engagement)
    assert facts.plan is not None
    assert [rule.key for rule in facts.plan.rules] == ["Order Completed", "Trail Saved"]
    assert len(facts.sources) == 7


def test_nothing_is_left_of_an_engagement_that_cannot_be_pulled(
    here: SegmentApi, tmp_path: Path
) -> None:
    """The folder appears whole or not at all."""
    here.closed["/sources"] = 403

    result = run("new", tmp_path / "quillmoor", "--customer", "Quillmoor Supply", "--pull")

    assert result.exit_code == 2
    assert "/sources" in result.output
    assert list(tmp_path.iterdir()) == []


def test_plan_in_segment_is_not_asked_for_twice(
    here: SegmentApi, folder: Path, tmp_path: Path
) -> None:
    """Its rules come with the workspace."""
    plan = here.document["trackingPlans"][0]["id"]
    settings = tmp_path / "engagement.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}[plan]\nid = "{plan}"\n', encoding="utf-8")

    result = run("pull", folder)

    assert result.exit_code == 0, result.output
    assert here.paths("/tracking-plans/{id}") == []
    assert len(here.paths("/tracking-plans/{id}/rules")) == 1
    found = read_snapshot(read_engagement(folder)).plan
    assert found is not None
    assert found.id == plan


def test_of_several_plans_none_is_guessed(here: SegmentApi, folder: Path) -> None:
    """Which one the guide is about is for the SA to say; the to-do names them."""
    rules = here.document["trackingPlanRules"]
    here.document["trackingPlans"].append({"id": "tp_second", "name": "Apps", "type": "LIVE"})
    rules["tp_second"] = next(iter(rules.values()))
    here.document["trackingPlanSources"]["tp_second"] = []

    result = run("pull", folder)

    assert result.exit_code == 0, result.output
    assert read_snapshot(read_engagement(folder)).plan is None
    [todo] = [one for one in todos(Facts(read_engagement(folder))) if one.id == "plan"]
    assert "tp_second (Apps)" in todo.fix


def test_what_is_not_available_is_said_at_once(here: SegmentApi, folder: Path) -> None:
    """The SA sees it minutes before the workshop, with the reason."""
    here.closed["/destinations/{id}/subscriptions"] = 403

    result = run("pull", folder)

    assert result.exit_code == 0
    assert "Not available:\n  mappings: Segment refused GET /destinations/" in result.output


def test_a_new_engagement_says_what_is_not_available(here: SegmentApi, tmp_path: Path) -> None:
    """The first pull is a pull too."""
    here.closed["/destinations/{id}/subscriptions"] = 403

    result = run("new", tmp_path / "quillmoor", "--customer", "Quillmoor Supply", "--pull")

    assert result.exit_code == 0, result.output
    assert "Not available:\n  mappings: Segment refused GET /destinations/" in result.output


def test_a_pull_of_another_workspace_is_said(here: SegmentApi, folder: Path) -> None:
    """A token of the last customer may still be in the environment."""
    first = run("pull", folder)
    here.document["workspace"]["slug"] = "alderbrook"

    second = run("pull", folder)

    assert "Note:" not in first.output
    assert "Note: the workspace is 'alderbrook' now, and it was 'quillmoor'" in second.output


def test_volumes_come_on_request_only(here: SegmentApi, folder: Path) -> None:
    """They cost requests, and most guides do without."""
    here.volumes = [{"eventName": "Order Completed", "eventType": "track", "total": 7,
                     "source": {"id": here.document["sources"][0]["id"]}, "series": []}]  # fmt: skip
    run("pull", folder)
    assert here.paths("/events/volume") == []

    result = run("pull", folder, "--volumes", 14)

    assert result.exit_code == 0, result.output
    workspace = read_snapshot(read_engagement(folder)).workspace
    assert workspace is not None
    assert workspace.extra["eventVolumes"]["items"][0]["total"] == 7  # type: ignore[index]


def test_volumes_of_a_file_are_a_mistake(tmp_path: Path) -> None:
    """Nobody counts events in a file."""
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor"\n[workspace]\nfile = "workspace.json"\n', encoding="utf-8"
    )

    result = run("pull", tmp_path, "--volumes", 7)

    assert result.exit_code == 2
    assert "pull = true" in result.output


def start(folder: Path) -> subprocess.Popen[bytes]:
    """`segkit pull` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "segkit", "pull", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def wait_for(segment: SegmentApi, template: str) -> None:
    """Until a path was asked for."""
    until = time.monotonic() + 60
    while not segment.paths(template):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_pull_that_is_ended_in_the_middle_changes_nothing(
    here: SegmentApi, folder: Path, doubles: ModuleType, how: signal.Signals
) -> None:
    """A real process over real sockets, ended while an answer is on its way."""
    run("pull", folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    here.asked.clear()
    here.canned["/warehouses"].append(doubles.Canned(200, {"data": {}}, delay=60.0))
    child = start(folder)
    wait_for(here, "/warehouses")

    child.send_signal(how)
    said, _ = child.communicate(timeout=30)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    if how is signal.SIGINT:
        assert child.returncode == 130
        assert b"as it was before" in said
        assert b"Traceback" not in said


def test_the_token_is_nowhere(
    here: SegmentApi, tmp_path: Path, doubles: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    """Log, output, snapshot and export are searched, after answers that repeat the token."""
    caplog.set_level(logging.DEBUG)
    echo = {"errors": [{"type": "forbidden", "message": f"Bearer {here.token} is not allowed"}]}
    here.canned["/labels"].append(doubles.Canned(403, echo))
    here.decorate = lambda _, one: {**one, "description": f"made by {here.token}"}

    folder = tmp_path / "quillmoor"

    result = run("new", folder, "--customer", "Quillmoor Supply", "--pull")

    assert result.exit_code == 0, result.output
    export_guide(read_engagement(folder), draft=True)
    texts = [result.output, caplog.text]
    texts += [
        file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".png"
    ]
    assert "made by ••••" in texts[-1] + "".join(texts)
    assert not any(here.token in text or here.token[4:] in text for text in texts)


def test_what_is_asked_for_by_name_is_in_the_guide(here: SegmentApi, folder: Path) -> None:
    """Names of the groups that own sources come with `--also owners`, and only then."""
    group = {"id": "g", "name": "Kiosk team", "memberCount": 2, "permissions": [{
        "roleName": "Source Admin",
        "resources": [{"id": here.document["sources"][0]["id"], "type": "SOURCE"}],
    }]}  # fmt: skip
    here.document = {**here.document, "userGroups": [group], "users": []}

    assert run("pull", folder).exit_code == 0
    before = Guide(read_engagement(folder)).sources().to_frame()["Owners"].to_list()
    assert run("pull", folder, "--also", "owners").exit_code == 0
    after = Guide(read_engagement(folder)).sources().to_frame()["Owners"].to_list()

    assert set(before) == {"not pulled"}
    assert max(after) == ("Kiosk team",)
    assert run("pull", folder, "--also", "weather").exit_code == 2


def test_a_file_cannot_be_asked_for_more(folder: Path, tmp_path: Path) -> None:
    """What Segment counts is in no file that the SA has."""
    text = 'customer = "Quillmoor Supply"\n[workspace]\nfile = "workspace.json"\n'
    (folder / "engagement.toml").write_text(text, encoding="utf-8")
    (tmp_path / "workspace.json").write_text('{"sources": [{"id": "s1"}]}', encoding="utf-8")

    result = run("pull", folder, "--also", "delivery")

    assert result.exit_code == 2
    assert "'delivery' is read from Segment" in result.output


def test_what_has_one_reason_is_one_line(here: SegmentApi, folder: Path) -> None:
    """A customer without Engage reads one line about it, not six."""
    here.closed["/spaces"] = 403

    output = run("pull", folder).output

    [line] = [line for line in output.splitlines() if "GET /spaces" in line]
    assert line.startswith("  where audiences go, audiences, computed traits, ")
