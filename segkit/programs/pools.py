"""Processes of this machine that share work, each a new interpreter of its own.

They import nothing from the folder that they are started in, are deaf to Ctrl-C (who asked
decides when they end), and are gone when the one that asked is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from segkit.programs.ending import signals_later, signals_now
from segkit.trust import safe_children

_TO_CLEAN_UP = 5.0
"""Seconds that a process has to put its files and programs away."""


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def processes(
    at_once: int, start: Callable[[], object] | None = None
) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes, in which `start` is called first.

    Left by an exception, as an interrupt is, it ends what is under way. Submit within `starting`.
    """
    # a new interpreter for each process: the same on every system, and no thread is copied
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, context, initializer=_begin, initargs=(start,))
    is_over = False
    try:
        yield pool
        is_over = True
    finally:
        found = list((pool._processes or {}).values())  # noqa: SLF001 (public from 3.14 on)
        pool.shutdown(wait=is_over, cancel_futures=True)
        if not is_over:
            _end(found)


@contextmanager
def starting() -> Iterator[None]:
    """Processes that are started meanwhile: an interrupt is for this one, no trace of it theirs."""
    with signals_later(), safe_children():
        yield


def _end(found: Sequence[BaseProcess]) -> None:
    """End what is still at work, and all that it started."""
    for process in found:
        process.terminate()
    until = time.monotonic() + _TO_CLEAN_UP
    for process in found:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()


def _begin(start: Callable[[], object] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signals_now()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_TO_CLEAN_UP)
        os._exit(1)  # what is being written lies beside its target, under another name
