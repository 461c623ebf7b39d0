"""Behaviour of `segkit.engagement.snapshot` and its history: whole or not at all, and the last ones kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from segkit.engagement.settings import Engagement, read_engagement
from segkit.engagement.snapshot import read_snapshot, read_snapshot_file, take_snapshot
from segkit.engagement.snapshot.formats import FORMAT
from segkit.engagement.snapshot.history import earlier_snapshots
from segkit.errors import ConfigError, ExportError, SnapshotError

WORKSPACE = {
    "workspace": {"id": "w1", "name": "Quillmoor", "slug": "quillmoor"},
    "sources": [{"id": "s1", "slug": "web_prod", "name": "Web prod", "metadata": {}}],
}
DAYS = 1_790_000_000  # 2026-09-21, in seconds


def engagement_in(folder: Path, more: str = "") -> Engagement:
    """An engagement that reads its workspace from a file."""
    (folder / "workspace.json").write_text(json.dumps(WORKSPACE), encoding="utf-8")
    (folder / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[workspace]\nfile = "workspace.json"\n{more}',
        encoding="utf-8",
    )
    return read_engagement(folder)


def pull_on(day: int, engagement: Engagement, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull on a certain day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAYS + day * 86_400))
    take_snapshot(engagement)


def test_a_folder_may_be_the_plan(tmp_path: Path) -> None:
    """All of its files are one input, which is the same until one of them changes."""
    plan = tmp_path / "events"
    plan.mkdir()
    lamp = plan / "lamp.yaml"
    lamp.write_text("name: Lamp Lit\nproperties: {room: string}\n")
    engagement = engagement_in(tmp_path, '[plan]\nfile = "events"\n')

    take_snapshot(engagement)
    first = read_snapshot(engagement)
    take_snapshot(engagement)
    again = read_snapshot(engagement)
    lamp.write_text("name: Lamp Lit\nproperties: {room: number}\n")
    take_snapshot(engagement)
    changed = read_snapshot(engagement)

    assert first.plan is not None
    assert [rule.key for rule in first.plan.rules] == ["Lamp Lit"]
    of_plan = [
        next(one for one in found.inputs if one.role == "plan") for found in (first, again, changed)
    ]
    assert {one.name for one in of_plan} == {"events"}
    assert of_plan[0].sha256 == of_plan[1].sha256 != of_plan[2].sha256


def test_previous_snapshots_are_kept_the_latest_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is what was there before, byte for byte, and readable like the present one."""
    engagement = engagement_in(tmp_path)
    pull_on(1, engagement, monkeypatch)
    first = engagement.snapshot_file.read_bytes()

    pull_on(2, engagement, monkeypatch)
    pull_on(3, engagement, monkeypatch)

    latest, oldest = earlier_snapshots(engagement)
    assert [latest.taken_at, oldest.taken_at] == ["2026-09-23T14:13:20Z", "2026-09-22T14:13:20Z"]
    assert oldest.file == tmp_path / "snapshots" / "2026-09-22T14-13-20Z.json"
    assert oldest.file.read_bytes() == first
    assert read_snapshot_file(latest.file).taken_at == latest.taken_at
    assert read_snapshot(engagement).taken_at == "2026-09-24T14:13:20Z"


@pytest.mark.parametrize(("setting", "kept"), [("", 5), ("[snapshots]\nkeep = 2\n", 2),
                                               ("[snapshots]\nkeep = 0\n", 0)])  # fmt: skip
def test_as_many_are_kept_as_the_sa_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, kept: int
) -> None:
    """The oldest go first; what else lies in the folder is nobody's business."""
    engagement = engagement_in(tmp_path, setting)
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "mine.json").write_text("{}", encoding="utf-8")

    for day in range(9):
        pull_on(day, engagement, monkeypatch)

    days = [one.taken_at[8:10] for one in earlier_snapshots(engagement)]
    assert days == [str(28 - n) for n in range(kept)]
    assert (tmp_path / "snapshots" / "mine.json").exists()


@pytest.mark.parametrize("keep", ["-1", "true", '"5"'])
def test_a_number_of_snapshots_that_is_none_is_refused(tmp_path: Path, keep: str) -> None:
    """The setting is named."""
    with pytest.raises(ConfigError, match="keep"):
        engagement_in(tmp_path, f"[snapshots]\nkeep = {keep}\n")


def test_the_same_moment_keeps_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pulls in a second overwrite nothing; the same content is kept once."""
    engagement = engagement_in(tmp_path)
    pull_on(1, engagement, monkeypatch)
    pull_on(1, engagement, monkeypatch)
    assert earlier_snapshots(engagement) == ()

    for name in ("b", "c"):
        changed = {**WORKSPACE, "workspace": {"name": name}}
        (tmp_path / "workspace.json").write_text(json.dumps(changed), encoding="utf-8")
        pull_on(1, engagement, monkeypatch)

    names = [read_snapshot_file(one.file).workspace for one in earlier_snapshots(engagement)]
    assert [one and one.name for one in names] == ["b", "Quillmoor"]


def test_same_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Promise 10: at one moment, whatever was there before."""
    engagement = engagement_in(tmp_path)
    pull_on(1, engagement, monkeypatch)
    first = engagement.snapshot_file.read_bytes()

    pull_on(2, engagement, monkeypatch)
    pull_on(1, engagement, monkeypatch)

    assert engagement.snapshot_file.read_bytes() == first


def test_older_format_is_read_and_renewed_by_the_next_pull(tmp_path: Path) -> None:
    """A snapshot of the first release works on, and its file is not touched by reading."""
    engagement = engagement_in(tmp_path)
    old = json.dumps({"format": 1, "taken_at": "2026-01-05T08:00:00Z", "workspace": WORKSPACE})
    engagement.snapshot_file.write_text(old, encoding="utf-8")

    snapshot = read_snapshot(engagement)

    assert snapshot.workspace is not None
    assert (snapshot.workspace.name, snapshot.made_with) == ("Quillmoor", "")
    assert engagement.snapshot_file.read_text(encoding="utf-8") == old
    take_snapshot(engagement)
    assert json.loads(engagement.snapshot_file.read_bytes())["format"] == FORMAT
    assert read_snapshot_file(earlier_snapshots(engagement)[0].file).taken_at.startswith("2026-01")


def test_newer_format_is_refused_and_kept(tmp_path: Path) -> None:
    """A pull with an older segkit does not destroy what a newer one wrote."""
    engagement = engagement_in(tmp_path)
    newer = json.dumps({"format": 99, "taken_at": "2026-11-05T08:00:00Z", "made_with": "9.9.0"})
    engagement.snapshot_file.write_text(newer, encoding="utf-8")

    with pytest.raises(SnapshotError, match="update segkit"):
        read_snapshot(engagement)

    take_snapshot(engagement)
    [kept] = earlier_snapshots(engagement)
    assert kept.file.read_text(encoding="utf-8") == newer


def test_a_folder_that_cannot_be_made_changes_nothing(tmp_path: Path) -> None:
    """Without a copy of the present snapshot there is no new one."""
    engagement = engagement_in(tmp_path)
    take_snapshot(engagement)
    before = engagement.snapshot_file.read_bytes()
    (tmp_path / "snapshots").write_text("a file is in the way", encoding="utf-8")

    with pytest.raises(ExportError, match="snapshots"):
        take_snapshot(engagement)

    assert engagement.snapshot_file.read_bytes() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes wherever it likes"
)
def test_read_only_folder_leaves_the_snapshot(tmp_path: Path) -> None:
    """The message names the file, and nothing is half there."""
    engagement = engagement_in(tmp_path)
    take_snapshot(engagement)
    before = engagement.snapshot_file.read_bytes()
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportError, match=r"snapshots"):
            take_snapshot(engagement)
    finally:
        tmp_path.chmod(0o700)

    assert engagement.snapshot_file.read_bytes() == before


CHILD = """
import resource, signal, sys
from pathlib import Path
from segkit.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
main(["pull", sys.argv[1]])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_disk_that_takes_no_more_leaves_the_snapshot(tmp_path: Path) -> None:
    """A real process whose files may not grow: it says so, and the old snapshot stays."""
    engagement = engagement_in(tmp_path)
    take_snapshot(engagement)
    before = engagement.snapshot_file.read_bytes()

    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert "Nothing was changed" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert engagement.snapshot_file.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []


STUCK = """
import os, sys, time
from segkit.cli import main
real, written = os.fsync, []
def stick(descriptor):
    written.append(descriptor)
    if len(written) < int(sys.argv[2]):
        return real(descriptor)
    print("writing", flush=True)
    time.sleep(60)
os.fsync = stick
main(["pull", sys.argv[1]])
"""


@pytest.mark.parametrize("write", [1, 2], ids=["the copy of the old", "the new one"])
def test_killed_while_writing_leaves_the_snapshot_whole(tmp_path: Path, write: int) -> None:
    """Kill -9 between two bytes and the disk; the next pull works, and tidies up later."""
    engagement = engagement_in(tmp_path)
    take_snapshot(engagement)
    before = engagement.snapshot_file.read_bytes()
    time.sleep(1.1)  # the new one is of another second
    child = subprocess.Popen(
        [sys.executable, "-c", STUCK, str(tmp_path), str(write)], stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"writing\n"

    child.kill()
    child.wait()
    child.stdout.close()

    assert engagement.snapshot_file.read_bytes() == before
    assert earlier_snapshots(engagement) == ()
    left = [*tmp_path.glob(".*.json.*"), *tmp_path.glob("snapshots/.*.json.*")]
    assert len(left) == 1
    os.utime(left[0], (1, 1))
    take_snapshot(engagement)
    assert not left[0].exists()
    assert [one.file.read_bytes() for one in earlier_snapshots(engagement)] == [before]


def test_a_snapshot_with_a_name_that_is_no_text_is_damaged(tmp_path: Path) -> None:
    """Half a surrogate pair, which JSON can write and nobody can read."""
    engagement = engagement_in(tmp_path)
    take_snapshot(engagement)
    content = json.loads(engagement.snapshot_file.read_text(encoding="utf-8"))
    content["inputs"][0]["\ud800"] = 1
    engagement.snapshot_file.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(SnapshotError, match="damaged"):
        read_snapshot(engagement)
