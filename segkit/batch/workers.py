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
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from segkit.batch.job import do
from segkit.batch.outcome import FAILED, Job, Outcome


def on_this_machine(jobs: Sequence[Job], at_once: int) -> Iterator[Outcome]:
    """Every outcome as soon as it is known.

    Closing the iterator, as an interrupt does, lets the jobs that are under way finish, so
    that each guide is whole; a second interrupt ends them at once.
    """
    left = list(jobs)
    for outcome in _in_pool(left, at_once):
        left = [job for job in left if job.folder != outcome.folder]
        yield outcome
    if not left:
        return
    # the pool broke: a process died, and nobody knows with which of the jobs
    suspects, rest = left[:at_once], left[at_once:]
    for job in suspects:
        yield next(_in_pool([job], 1), _died(job))
    yield from on_this_machine(rest, at_once) if rest else ()


def _in_pool(jobs: Sequence[Job], at_once: int) -> Iterator[Outcome]:
    """Outcomes until all are known, or until a process died."""
    # a new interpreter for each process: the same on every system, and no thread is copied
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(at_once, context, initializer=_start)
    try:
        futures: list[Future[Outcome]] = [pool.submit(do, job) for job in jobs]
        for future in as_completed(futures):
            yield future.result()
    except BrokenProcessPool:
        return
    finally:
        _close(pool)


def _close(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001 (public from 3.14 on)
    try:
        pool.shutdown(wait=True, cancel_futures=True)
    except KeyboardInterrupt:
        for process in processes:
            process.terminate()
        raise


def _died(job: Job) -> Outcome:
    return Outcome(
        job.folder,
        FAILED,
        problem="The process that made this guide was ended from outside.",
        fix="see whether memory ran out, then run the same command again, with --jobs 1.",
    )


def _start() -> None:
    """Make a new process ready: quick, deaf to Ctrl-C, gone when the one that asks is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked decides what is still finished
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
        os._exit(1)  # what is being written lies beside its target, under another name
