"""Behaviour of `segkit.engagement.toml.lock`: one at a time, nobody waits for the dead or the busy."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from segkit.engagement.toml.lock import locked
from segkit.errors import ConfigError

fork = multiprocessing.get_context("fork")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in a folder of its own."""
    return tmp_path / "notes.toml"


@contextmanager
def elsewhere(work: Callable[[], None]) -> Iterator[ForkProcess]:
    """Another process that does the work until it is killed."""
    process = fork.Process(target=work)
    process.start()
    try:
        yield process
    finally:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(10)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until it is so, for ten seconds at most."""
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.005)


def hold(file: Path) -> None:
    """Have the lock, say so, and keep it."""
    with locked(file):
        (file.parent / "held").touch()
        time.sleep(60)


def test_who_waits_too_long_is_told(file: Path) -> None:
    """A program that has stopped holds up nobody for ever; the message says what to do."""
    with elsewhere(lambda: hold(file)) as other:
        until((file.parent / "held").exists)
        os.kill(other.pid or 0, signal.SIGSTOP)

        with pytest.raises(ConfigError, match="another program") as caught, locked(file, 0.05):
            pytest.fail("two had the lock")

    assert "try again" in caught.value.fix


def test_the_lock_of_a_killed_process_is_free(file: Path) -> None:
    """At once, and nothing of it is left in the folder."""
    with elsewhere(lambda: hold(file)):
        until((file.parent / "held").exists)
    (file.parent / "held").unlink()

    with locked(file, 0):
        assert list(file.parent.iterdir()) == []


def test_a_process_that_was_started_meanwhile_does_not_keep_the_lock(file: Path) -> None:
    """A forked one has every handle of the one that had the lock."""
    with locked(file):
        sleeper = fork.Process(target=time.sleep, args=(60,))
        sleeper.start()
    try:
        with locked(file, 0.5):
            pass
    finally:
        sleeper.kill()
        sleeper.join(10)


def write_without_pause(file: Path) -> None:
    """Take the lock again as soon as it was given back, and work a little with it each time."""
    while True:
        with locked(file):
            (file.parent / "busy").touch()
            time.sleep(0.01)


def test_nobody_starves_beside_busy_writers(file: Path) -> None:
    """Three write without a pause: each of twenty changes waits for its turn, and no longer."""
    waited = []
    with (
        elsewhere(lambda: write_without_pause(file)),
        elsewhere(lambda: write_without_pause(file)),
        elsewhere(lambda: write_without_pause(file)),
    ):
        until((file.parent / "busy").exists)
        for _ in range(20):
            begin = time.monotonic()
            with locked(file):
                waited.append(time.monotonic() - begin)

    assert max(waited) < 3
    assert sum(waited) < 10


def test_who_had_the_lock_leaves_time_for_others(file: Path) -> None:
    """Several times as long as it takes a waiting program to look again; no longer than need be."""

    def took(pause: float = 0) -> float:
        time.sleep(pause)
        begin = time.monotonic()
        with locked(file):
            return time.monotonic() - begin

    took()
    again = [took() for _ in range(5)]
    later = [took(0.05) for _ in range(5)]

    assert min(again) > 0.015
    assert min(later) < 0.015


def test_threads_take_turns_too(file: Path) -> None:
    """The lock is one of each thread, not of the process."""
    program = f"""
import threading, time
from pathlib import Path
from segkit.engagement.toml.lock import locked
inside, most = 0, 0
def work():
    global inside, most
    for _ in range(10):
        with locked(Path({str(file)!r})):
            inside += 1
            most = max(most, inside)
            time.sleep(0.001)
            inside -= 1
threads = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
print(most)
"""
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    assert said.stdout == "1\n"
