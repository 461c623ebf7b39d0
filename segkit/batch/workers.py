"""Jobs in processes of this machine, several at once.

A process that dies (killed, out of memory) takes only its own job along: whatever was under
way is tried once more, each in a process of its own, and the rest goes on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess

from segkit.batch.job import do
from segkit.batch.outcome import FAILED, Job, Outcome
from segkit.programs.ending import end_in_order, signals_later, signals_now
from segkit.trust import safe_children

_TO_CLEAN_UP = 5.0
"""Seconds that a process has to put its files and programs away."""


def on_this_machine(jobs: Sequence[Job], at_once: int) -> Generator[Outcome]:
    """Every outcome as soon as it is known.

    Closing the iterator, as an interrupt does, ends the jobs that are under way with whatever
    they started; every file stays whole, the old or the new.
    """
    left = list(jobs)
    with closing(_in_pool(left, at_once)) as outcomes:
        for outcome in outcomes:
            left = [job for job in left if job.folder != outcome.folder]
            yield outcome
    if not left:
        return
    # the pool broke: a process died, and nobody knows with which of the jobs
    suspects, rest = left[:at_once], left[at_once:]
    for job in suspects:
        with closing(_in_pool([job], 1)) as outcomes:
            yield next(outcomes, _died(job))
    yield from on_this_machine(rest, at_once) if rest else ()


def _in_pool(jobs: Sequence[Job], at_once: int) -> Generator[Outcome]:
    """Outcomes until all are known, or until a process died."""
    # a new interpreter for each process: the same on every system, and no thread is copied
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, context, initializer=_start)
    is_over = False
    try:
        # an interrupt is for this process, and no trace of it for theirs
        with signals_later(), safe_children():
            futures: list[Future[Outcome]] = [pool.submit(_do, job) for job in jobs]
        for future in as_completed(futures):
            yield future.result()
        is_over = True
    except BrokenProcessPool:
        return
    finally:
        processes = list((pool._processes or {}).values())  # noqa: SLF001 (public from 3.14 on)
        pool.shutdown(wait=is_over, cancel_futures=True)
        if not is_over:
            _end(processes)


def _end(processes: Sequence[BaseProcess]) -> None:
    """End what is still at work, and all that it started."""
    for process in processes:
        process.terminate()
    until = time.monotonic() + _TO_CLEAN_UP
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()


def _died(job: Job) -> Outcome:
    return Outcome(
        job.folder,
        FAILED,
        problem="The process that made this guide was ended from outside.",
        fix="see whether memory ran out, then run the same command again, with --jobs 1.",
    )


def _do(job: Job) -> Outcome:
    """The job; a signal ends it in order, and this process with it."""
    end_in_order()
    try:
        return do(job)
    except SystemExit:
        os._exit(1)  # the pool would go on with the next job


def _start() -> None:
    """Make a new process ready: quick, deaf to Ctrl-C, gone when the one that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked decides when it ends
    signals_now()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from segkit.export.page.template_cache import keep_templates

    keep_templates()
    import segkit.export.forms  # noqa: F401 (loaded now, so that it is not collected)

    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_TO_CLEAN_UP)
        os._exit(1)  # what is being written lies beside its target, under another name
