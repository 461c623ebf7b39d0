"""Behaviour of `segkit export --all`, in processes as its user runs it."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.batch import EXPORTED, FAILED, UP_TO_DATE, Job, Outcome, workers
from segkit.batch.job import do
from segkit.batch.workers import on_this_machine
from segkit.cli import cli

SEGKIT = [sys.executable, "-m", "segkit"]


def guides(top: Path) -> dict[str, bytes]:
    """The guides in `top` by the names of their engagements."""
    return {file.parent.name: file.read_bytes() for file in top.rglob("*-guide.html")}


def test_one_failure_stops_no_other(engagements: Callable[..., Path]) -> None:
    """Every engagement has its line, each failure its next step; the status is 1."""
    top = engagements("broken", "fine", "open")
    (top / "broken" / "snapshot.json").unlink()
    (top / "open" / "notes.toml").unlink()

    first = subprocess.run(
        [*SEGKIT, "export", "--all", top, "--json"], capture_output=True, text=True, check=False
    )
    second = CliRunner().invoke(cli, ["export", "--all", str(top)])

    found = json.loads(first.stdout)
    statuses = {Path(one["folder"]).name: one["status"] for one in found["engagements"]}
    assert statuses == {"broken": "failed", "fine": "exported", "open": "open"}
    assert found["counts"] == {"exported": 1, "up to date": 0, "open": 1, "failed": 1}
    assert first.returncode == second.exit_code == 1
    assert "segkit pull" in second.stdout
    assert "1 failed, 1 open, 1 up to date" in second.stdout
    assert set(guides(top)) == {"fine"}


def test_every_form_is_listed_for_every_audience(engagements: Callable[..., Path]) -> None:
    """A row and an entry for each; one that fails says why, and is the engagement's failure."""
    top = engagements("a", "b")
    (top / "b" / "quillmoor-supply-segment-guide-analyst.xlsx").mkdir()
    options = ["--to", "xlsx", "--to", "csv", "--for", "analyst", "--for", "developer"]

    first = CliRunner().invoke(cli, ["export", "--all", str(top), *options, "--json"])
    second = CliRunner().invoke(cli, ["export", "--all", str(top), *options])

    a, b = json.loads(first.stdout)["engagements"]
    assert [(one["form"], one["audience"]) for one in a["documents"]] == [
        ("xlsx", "analyst"), ("csv", "analyst"), ("xlsx", "developer"), ("csv", "developer"),
    ]  # fmt: skip
    assert [one["status"] for one in b["documents"]] == ["failed", *["exported"] * 3]
    assert (a["status"], b["status"], first.exit_code) == ("exported", "failed", 1)
    assert all(Path(one["path"]).exists() for one in a["documents"])
    assert second.stdout.count("up to date") == 7 + 1
    assert "xlsx for analysts: " in second.stdout
    assert second.stdout.count("To fix:") == 1


def test_twice_at_the_same_time_is_safe(engagements: Callable[..., Path]) -> None:
    """Both end well, with the same whole guides, and leave nothing else behind."""
    top = engagements("a", "b")
    before = {file.name for file in top.rglob("*")}

    runs = [subprocess.Popen([*SEGKIT, "export", "--all", top, "--force"]) for _ in range(2)]
    statuses = [run.wait(timeout=120) for run in runs]

    assert statuses == [0, 0]
    made = {file.name for file in top.rglob("*")} - before
    assert made == {"quillmoor-supply-segment-guide.html", ".segkit-exports.json"}
    assert len(set(guides(top).values())) == 1


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_what_cannot_be_written_leaves_the_old_guides(engagements: Callable[..., Path]) -> None:
    """Every engagement says why and what to do; nothing half-written stays beside the old ones."""
    import resource

    top = engagements("a", "b")
    for name in ("a", "b"):
        (top / name / "quillmoor-supply-segment-guide.html").write_text("old")
    before = {file.name for file in top.rglob("*")}

    def allow_small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    run = subprocess.run(
        [*SEGKIT, "export", "--all", top, "--json"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=allow_small_files_only,
    )

    found = json.loads(run.stdout)["engagements"]
    assert run.returncode == 1
    assert [one["status"] for one in found] == ["failed", "failed"]
    assert all("could not be written: File too large" in one["problem"] for one in found)
    assert all("ulimit -f" in one["fix"] for one in found)
    assert guides(top) == {"a": b"old", "b": b"old"}
    assert {file.name for file in top.rglob("*")} == before


def test_a_guide_held_by_another_program_fails_alone(
    engagements: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a file that is open cannot be replaced; the next run makes it."""
    top = engagements("a", "b")

    def held(*_: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", held)
        first = [do(Job(str(top / "a")))]
    first.append(do(Job(str(top / "b"))))
    second = [do(Job(str(top / name))) for name in ("a", "b")]

    assert [outcome.status for outcome in first] == [FAILED, EXPORTED]
    assert "close the program that has the file open" in first[0].fix
    assert not any(file.name.startswith(".quillmoor") for file in top.rglob("*"))
    assert [outcome.status for outcome in second] == [EXPORTED, UP_TO_DATE]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_leaves_whole_guides_and_can_be_gone_on_from(
    engagements: Callable[..., Path],
) -> None:
    """Status 130, no half-written file, no process left; the next run does the rest."""
    names = [f"e{number}" for number in range(12)]
    top = engagements(*names)
    # tests in the background of a shell are deaf to Ctrl-C, and so is whatever they start
    hearing = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from segkit.__main__ import run; run()"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", hearing, "export", "--all", top, "--jobs", "1"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stderr is not None
    first = run.stderr.readline()

    os.killpg(run.pid, signal.SIGINT)
    said = run.stderr.read()
    run.wait(timeout=60)

    assert first == "1/12 e0: exported\n"
    assert run.returncode == 130
    assert "The same command goes on" in said
    made = guides(top)
    assert 0 < len(made) < len(names)
    assert all(guide.endswith(b"</html>") for guide in made.values())
    assert not any(file.name.startswith(".quillmoor") for file in top.rglob("*"))
    again = subprocess.run([*SEGKIT, "export", "--all", top], capture_output=True, check=False)
    assert again.returncode == 0
    assert set(guides(top)) == set(names)


def die_with_one(job: Job) -> Outcome:
    """Stands for a job: the one called `deadly` takes its process along."""
    if Path(job.folder).name == "deadly":
        time.sleep(0.2)
        os._exit(9)
    return Outcome(job.folder, "exported")


def nothing() -> None:
    """Stands for making a process ready."""


def test_a_process_that_dies_takes_only_its_job_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever kills it, out of memory first of all."""
    monkeypatch.setattr(workers, "_do", die_with_one)
    monkeypatch.setattr(workers, "_start", nothing)
    jobs = [Job(name) for name in ("a", "deadly", "b", "c", "d")]

    outcomes = {outcome.folder: outcome.status for outcome in on_this_machine(jobs, 2)}

    assert outcomes == {
        "a": "exported", "deadly": FAILED, "b": "exported", "c": "exported", "d": "exported",
    }  # fmt: skip


@pytest.mark.parametrize("option", [["--force"], ["--jobs", "2"], ["--scheduler", "x"], ["--json"]])
def test_an_option_of_all_says_so(option: list[str]) -> None:
    """Without `--all` it would do nothing, in silence."""
    result = CliRunner().invoke(cli, ["export", *option])

    assert result.exit_code == 2
    assert "--all" in result.output


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a Dask cluster of two worker processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.notebook
def test_a_cluster_does_the_same_although_a_worker_dies(
    engagements: Callable[..., Path], scheduler: str
) -> None:
    """Two worker processes, one of them killed on the way; every guide is there."""
    from distributed import Client

    names = [f"e{number}" for number in range(5)]
    top = engagements(*names)
    with Client(scheduler, set_as_default=False) as client:
        workers_ = client.run(os.getpid)
    run = subprocess.Popen(
        [
            *SEGKIT,
            "export",
            "--all",
            top,
            "--scheduler",
            scheduler,
            "--json",
            "--to",
            "html",
            "--to",
            "xlsx",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert run.stderr is not None
    assert ": exported" in run.stderr.readline()

    os.kill(next(iter(workers_.values())), signal.SIGKILL)
    out, said = run.communicate(timeout=180)

    assert run.returncode == 0, said
    assert {one["status"] for one in json.loads(out)["engagements"]} <= {"exported", "up to date"}
    assert set(guides(top)) == set(names)
    assert len(set(guides(top).values())) == 1
    assert {file.parent.name for file in top.rglob("*-guide.xlsx")} == set(names)


def test_a_scheduler_that_does_not_answer_is_explained(engagements: Callable[..., Path]) -> None:
    """The address, and what to check."""
    top = engagements("one")

    result = CliRunner().invoke(
        cli, ["export", "--all", str(top), "--scheduler", "tcp://127.0.0.1:9"]
    )

    assert result.exit_code == 2
    assert "tcp://127.0.0.1:9" in result.output
    assert "To fix:" in result.output


def test_a_missing_dask_is_explained(
    engagements: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which extra to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    result = CliRunner().invoke(
        cli, ["export", "--all", str(engagements("one")), "--scheduler", "tcp://127.0.0.1:9"]
    )

    assert result.exit_code == 2
    assert "pip install '.[dask]'" in result.output
