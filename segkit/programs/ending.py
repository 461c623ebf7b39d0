"""Ending well: what this program started ends with it, and what it was about to leave is gone.

A signal becomes an exception, so that files, folders and programs are put away by those who
made them.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What ends a program, besides an interrupt."""

_ALL = [signal.SIGINT, *ENDING]
_CAN_WAIT = hasattr(signal, "pthread_sigmask")
_MOST_FOR_SOCKETS = 60  # of some 100 bytes; a browser adds folders and a name of its own
_PATIENCE = 4.0  # seconds for the system to take ended programs away


def end_in_order() -> None:
    """From now on a signal that ends this process lets it clean up first."""
    for number in ENDING:
        if signal.getsignal(number) == signal.SIG_DFL:  # `nohup` ignores one on purpose
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough, and cleaning up is not disturbed
    sys.exit(128 + number)


def end_by_any_signal() -> None:
    """From now on every signal that ends a program is heard as the one that Jupyter ends well by.

    An interrupt too, where nobody is there to be asked whether it was meant.
    """
    asked = sys.stdin is not None and sys.stdin.isatty()
    for number in (*([] if asked else [signal.SIGINT]), *ENDING):
        if number != signal.SIGTERM and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: os.kill(os.getpid(), signal.SIGTERM))


@contextlib.contextmanager
def signals_later() -> Iterator[None]:
    """Signals wait meanwhile: a program that is being started is known before one is heard.

    That program waits too, unless it calls `signals_now`.
    """
    if not _CAN_WAIT:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ALL)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def signals_now() -> None:
    """Hear the signals that this process was made to wait with."""
    if _CAN_WAIT:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ALL)


def run_alone(
    command: Sequence[str], *, seconds: float, folder: Path
) -> subprocess.CompletedProcess[bytes]:
    """Run a program without input; whatever ends this one meanwhile ends all that it started.

    What it keeps for itself in the meantime lies in `folder`. Raises `subprocess.TimeoutExpired`
    when it takes longer, `OSError` when it does not start.
    """
    with signals_later():
        # who calls this chose the program
        program = subprocess.Popen(  # noqa: S603
            command,
            env={**os.environ, **_temporary(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # one group, to be ended as a whole
        )
        # a thread that waits for it may end with this program, and be heard no more
        end = atexit.register(functools.partial(_end_group, program))
    try:
        said = program.communicate(timeout=seconds)
    finally:
        end()
        atexit.unregister(end)
    return subprocess.CompletedProcess(command, program.returncode, *said)


def _temporary(folder: Path) -> dict[str, str]:
    """Where a program makes temporary files, unless a socket there would have too long a name."""
    return {"TMPDIR": str(folder)} if len(os.fsencode(folder)) <= _MOST_FOR_SOCKETS else {}


@contextlib.contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """A temporary folder that is gone afterwards, also when somebody still writes into it."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        until = time.monotonic() + _PATIENCE
        while folder.exists() and time.monotonic() < until:
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():
                time.sleep(0.05)


def _end_group(program: subprocess.Popen[bytes]) -> None:
    """End the program and everything that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)
    else:
        program.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        program.wait(_PATIENCE)
    for stream in (program.stdout, program.stderr):
        if stream is not None:
            stream.close()
