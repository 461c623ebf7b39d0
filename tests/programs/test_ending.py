"""What is left of an export that is ended on its way: nothing, and the old file whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.programs.ending import own_folder, run_alone

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and scripts of POSIX")

BROWSER = """\
#!/bin/sh
sleep 300 &
echo $$ >>"$PIDS"
echo $! >>"$PIDS"
touch "$TMPDIR/something"
wait
"""
"""Never ends, and has a process of its own, as browsers have many."""

START = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from segkit.__main__ import run
run()
"""
"""Tests in the background of a shell are deaf to Ctrl-C, and so is whatever they start."""

GUIDE = "quillmoor-supply-segment-guide.pdf"


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[int]]]:
    """Stands for Chromium; gives the processes that it has become."""
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text(BROWSER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    temporary = tempfile.mkdtemp(prefix="sk-")  # a short name: a browser's sockets lie there
    monkeypatch.setenv("TMPDIR", temporary)

    def processes() -> list[int]:
        file = tmp_path / "pids"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    yield processes
    for process in filter(is_alive, processes()):
        os.kill(process, signal.SIGKILL)
    shutil.rmtree(temporary)


def left_over() -> list[str]:
    """What lies in the folder for temporary files."""
    return [file.name for file in Path(os.environ["TMPDIR"]).iterdir()]


def is_alive(process: int) -> bool:
    """It runs; one that has ended and waits to be noticed does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def wait_for(truth: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it becomes true in time."""
    until = time.monotonic() + seconds
    while not truth() and time.monotonic() < until:
        time.sleep(0.05)
    return truth()


@pytest.fixture
def segkit() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts the program as a terminal does: in a group of its own, and hearing Ctrl-C."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
        run = subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(run)
        return run

    yield start
    for run in started:
        run.kill()
        run.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_export_that_is_ended_leaves_nothing(
    tmp_path: Path,
    browser: Callable[[], list[int]],
    segkit: Callable[..., subprocess.Popen[bytes]],
    number: signal.Signals,
) -> None:
    """No browser, no temporary folder, and the older file as it was."""
    folder = create_demo(tmp_path / "demo").folder
    (folder / GUIDE).write_bytes(b"older")
    before = sorted(file.name for file in folder.iterdir())
    run = segkit("export", folder, "--to", "pdf")
    assert wait_for(lambda: len(browser()) == 2)

    os.killpg(run.pid, number)

    assert run.wait(5) in {128 + number, 1, -number}
    assert wait_for(lambda: not any(map(is_alive, browser())), 2)
    assert left_over() == []
    assert (folder / GUIDE).read_bytes() == b"older"
    assert sorted(file.name for file in folder.iterdir()) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_all_exports_that_are_ended_take_their_workers_along(
    tmp_path: Path,
    browser: Callable[[], list[int]],
    segkit: Callable[..., subprocess.Popen[bytes]],
    number: signal.Signals,
) -> None:
    """Within seconds, though a browser would go on for minutes; also when there is no time left."""
    demo = create_demo(tmp_path / "all" / "a").folder
    for name in "bcd":
        shutil.copytree(demo, tmp_path / "all" / name)
    (demo / GUIDE).write_bytes(b"older")
    run = segkit("export", "--all", tmp_path / "all", "--to", "pdf", "--jobs", "2")
    assert wait_for(lambda: len(browser()) == 4)
    workers = [parent_of(process) for process in browser()[::2]]

    os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)

    assert run.wait(5) in {130, 128 + number, -number}
    assert wait_for(lambda: not any(map(is_alive, [*browser(), *workers])), 6)
    assert wait_for(lambda: left_over() == [], 2)
    assert (demo / GUIDE).read_bytes() == b"older"
    assert not list((tmp_path / "all").rglob(".quillmoor*"))


def parent_of(process: int) -> int:
    """The process that started it."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(
    tmp_path: Path, browser: Callable[[], list[int]]
) -> None:
    """Not only the process that we know."""
    with pytest.raises(subprocess.TimeoutExpired):
        run_alone(["chromium"], seconds=1, folder=tmp_path)

    assert len(browser()) == 2
    assert wait_for(lambda: not any(map(is_alive, browser())), 2)


THREAD = """\
import sys, threading, time
from pathlib import Path
from segkit.programs.ending import end_in_order, run_alone
end_in_order()
run = lambda: run_alone(["chromium"], seconds=60, folder=Path(sys.argv[1]))
threading.Thread(target=run, daemon=True).start()
time.sleep(60)
"""


def test_a_program_that_a_thread_waits_for_ends_with_this_one(
    tmp_path: Path, browser: Callable[[], list[int]]
) -> None:
    """Such a thread is gone without a word, as those of `segkit doctor` are."""
    with subprocess.Popen([sys.executable, "-c", THREAD, tmp_path]) as run:
        assert wait_for(lambda: len(browser()) == 2)

        run.terminate()

        assert run.wait(5) == 128 + signal.SIGTERM
    assert wait_for(lambda: not any(map(is_alive, browser())), 2)


def test_a_folder_goes_although_somebody_writes_into_it_still(tmp_path: Path) -> None:
    """A process that was ended may have had something to write."""
    code = (
        "import pathlib, sys, time\n"
        "end = time.monotonic() + 0.5\n"
        "while time.monotonic() < end:\n"
        "    try:\n"
        "        folder = pathlib.Path(sys.argv[1]) / str(time.monotonic())\n"
        "        folder.mkdir()\n"
        "    except OSError:\n"
        "        pass\n"
    )

    with own_folder(str(tmp_path / "own-")) as folder:
        writer = subprocess.Popen([sys.executable, "-c", code, folder])
        assert wait_for(lambda: any(folder.iterdir()))

    writer.wait()
    assert list(tmp_path.iterdir()) == []


def test_what_was_told_to_ignore_a_signal_still_does() -> None:
    """`nohup segkit export …` goes on when the terminal is closed."""
    code = (
        "import signal, os\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from segkit.programs.ending import end_in_order\n"
        "end_in_order()\n"
        "os.kill(os.getpid(), signal.SIGHUP)\n"
        "print('still here')\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
    )

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stdout == "still here\n"
    assert ran.returncode == 128 + signal.SIGTERM
