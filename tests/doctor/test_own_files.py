"""What `segkit doctor` says of an engagement's own files."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from segkit.doctor import Surroundings, Verdict, examine, look_around
from segkit.doctor.checks import CHECKS
from segkit.doctor.computer import Computer, can_write
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.errors import ConfigError

Ask = Callable[..., dict[str, Verdict]]
OWN = ("engagement", "plan", "workspace-file", "snapshot", "notes", "notebook", "folder", "disk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path / "demo").folder


def severities(found: dict[str, Verdict]) -> dict[str, str]:
    """Those that are not fine."""
    return {k: v.severity for k, v in found.items() if v.severity not in {"ok", "skipped"}}


def test_the_demo_is_ready_for_a_workshop(verdicts: Ask) -> None:
    """Nothing is needed from outside."""
    found = verdicts()

    assert severities(found) == {}
    assert found["plan"].says == "tracking-plan: 51 rules, 233 fields"
    assert found["workspace-file"].says == "workspace.json: 19 sources"
    assert found["token"].severity == "skipped"


@pytest.mark.parametrize(
    ("file", "content", "check", "says"),
    [
        ("engagement.toml", "customer = ", "engagement", "not valid TOML"),
        ("engagement.toml", 'customer = "Q"\ncolour = "red"', "engagement", "'colour'"),
        ("engagement.toml", 'customer = "Q"\n', "engagement", "neither"),
        ("engagement.toml", 'customer = "Q"\ntoken = "sgp_abcdefgh1234"', "engagement", "token"),
        ("tracking-plan.xlsx", b"no workbook", "plan", "tracking-plan.xlsx"),
        ("tracking-plan.xlsx", None, "plan", "There is no file"),
        ("workspace.json", b'{"sources": [', "workspace-file", "workspace.json"),
        ("workspace.json", None, "workspace-file", "There is no file"),
        ("snapshot.json", None, "snapshot", "no snapshot"),
        ("snapshot.json", b'{"format": 1, "plan": ', "snapshot", "could not be read"),
        ("snapshot.json", b'{"format": 999}', "snapshot", "999"),
        ("snapshot.json", b'{"format": 1, "taken_at": "", "plan": {"name": 3}}', "snapshot", ""),
        ("notes.toml", "[done", "notes", "notes.toml"),
        ("profile.toml", "[Track", "notes", "profile.toml"),
        ("guide.ipynb", None, "notebook", "guide.ipynb"),
        ("guide.ipynb", b"[]", "notebook", "damaged"),
        ("guide.ipynb", b'{"cells": 5}', "notebook", "damaged"),
        ("guide.ipynb", b"[" * 100_000, "notebook", "damaged"),
    ],
)
def test_a_damaged_or_missing_file_is_named(  # noqa: PLR0917 (one for each column)
    verdicts: Ask, folder: Path, file: str, content: str | bytes | None, check: str, says: str
) -> None:
    """With what to do; the other checks go on."""
    path = folder / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    found = verdicts(*OWN)

    assert found[check].severity == "fail"
    assert says in found[check].says
    assert found[check].fix
    assert "sgp_" not in str(found)
    assert [k for k, s in severities(found).items() if s == "fail"] == [check]


def test_an_old_snapshot_is_worth_a_look(verdicts: Ask) -> None:
    """A customer's workspace changes from day to day."""
    later = dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=9, hours=1)

    found = verdicts("snapshot", now=later)

    assert severities(found) == {"snapshot": "warn"}
    assert "9 days old" in found["snapshot"].says
    assert "segkit pull" in found["snapshot"].fix


def test_an_input_that_changed_since_is_named(verdicts: Ask, folder: Path) -> None:
    """The guide would show the plan of yesterday."""
    workspace = folder / "workspace.json"
    workspace.write_text(workspace.read_text() + "\n")

    assert "workspace.json was changed" in verdicts("snapshot")["snapshot"].says


def test_a_plan_in_a_folder_that_changed_since_is_named(verdicts: Ask, folder: Path) -> None:
    """A file that was added to it is a change like any other."""
    plan = folder / "events"
    plan.mkdir()
    (plan / "lamp.yaml").write_text("name: Lamp Lit\nproperties: {room: string}\n")
    settings = (folder / "engagement.toml").read_text()
    (folder / "engagement.toml").write_text(
        re.sub(r'(\[plan\][^\[]*?file = )"[^"]*"', r'\1"events"', settings)
    )
    take_snapshot(read_engagement(folder))

    assert severities(verdicts("plan", "snapshot")) == {}
    (plan / "tea.yaml").write_text("name: Tea Poured\nproperties: {cups: integer}\n")

    assert "events was changed" in verdicts("snapshot")["snapshot"].says


def test_a_snapshot_without_what_the_engagement_names(verdicts: Ask, folder: Path) -> None:
    """It was taken before the plan was named."""
    content = json.loads((folder / "snapshot.json").read_text())
    del content["plan"]
    (folder / "snapshot.json").write_text(json.dumps(content))

    found = verdicts("snapshot")["snapshot"]

    assert (found.severity, found.says) == ("fail", "The snapshot holds no plan.")


def test_a_folder_that_cannot_be_written_is_no_place_for_notes(
    verdicts: Ask, broken: Callable[..., Computer]
) -> None:
    """What is typed in the workshop would be lost."""
    found = verdicts("folder", computer=broken(can_write=lambda _: False))

    assert severities(found) == {"folder": "fail"}
    assert "cannot be written" in found["folder"].says


def test_writing_is_judged_for_whoever_runs_it() -> None:
    """A read-only folder of another user; the administrator may write everywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = can_write(folder)
        folder.chmod(0o555)
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        if is_root:
            os.seteuid(65534)
        try:
            read_only = can_write(folder)
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)

    assert (before, read_only) == (True, False)


@pytest.mark.parametrize(("free", "severity"), [(10_000_000, "fail"), (500_000_000, "warn")])
def test_a_full_disk(
    verdicts: Ask, broken: Callable[..., Computer], free: int, severity: str
) -> None:
    """Snapshots and exports need room."""
    found = verdicts("disk", computer=broken(free_bytes=lambda _: free))

    assert severities(found) == {"disk": severity}
    assert "GB are free" in found["disk"].says


def test_without_an_engagement_the_rest_is_checked(tmp_path: Path, computer: Computer) -> None:
    """The day before, on a new laptop; only the token is missing."""
    around = look_around(tmp_path, is_named=False)
    around.computer = computer

    report = examine(around)

    found = {result.id: result.verdict for result in report.results}
    assert report.is_ready
    assert severities(found) == {"token": "warn"}
    assert found["engagement"].severity == found["snapshot"].severity == "skipped"


def test_a_folder_that_was_named_and_is_none(tmp_path: Path, computer: Computer) -> None:
    """A typing error is no reason to break."""
    around = look_around(tmp_path / "typo")
    around.computer = computer

    found = {result.id: result.verdict for result in examine(around).results}

    assert {k for k, s in severities(found).items() if s == "fail"} == {"engagement"}
    assert "is not an engagement" in found["engagement"].says


def test_looking_changes_nothing(folder: Path, verdicts: Ask) -> None:
    """Every file is as it was."""

    def state() -> dict[str, bytes]:
        return {str(f): f.read_bytes() for f in folder.rglob("*") if f.is_file()}

    before = state()
    verdicts()

    assert state() == before


def test_one_check_that_breaks_or_hangs_hides_no_other(
    around: Callable[..., Surroundings],
) -> None:
    """Whatever happens in it, within its time."""
    import threading

    def breaks(_: Surroundings) -> Verdict:
        raise ZeroDivisionError("sgp_InventedSecret0123456789")

    def refuses(_: Surroundings) -> Verdict:
        raise ConfigError("It is wrong.", "put it right.")

    def hangs(_: Surroundings) -> Verdict:
        threading.Event().wait(60)
        return Verdict("ok", "")

    [first, *_] = CHECKS
    checks = [
        replace(first, id="breaks", look=breaks),
        replace(first, id="refuses", look=refuses),
        replace(first, id="hangs", look=hangs, seconds=0.2),
        first,
    ]

    results = examine(around(), checks).results

    assert [r.verdict.severity for r in results] == ["fail", "fail", "fail", "ok"]
    assert "ZeroDivisionError" in results[0].verdict.says
    assert "sgp_" not in str(results)
    assert results[1].verdict == Verdict("fail", "It is wrong.", "put it right.")
    assert "within 0.2 s" in results[2].verdict.says
