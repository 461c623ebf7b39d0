"""Jobs in processes of this machine, several at once.

A process that dies (killed, out of memory) takes only its own job along: whatever was under
way is tried once more, each in a process of its own, and the rest goes on.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing

from segkit.batch.job import do
from segkit.batch.outcome import FAILED, Job, Outcome
from segkit.programs.ending import end_in_order
from segkit.programs.pools import processes, starting


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
    try:
        with processes(at_once, _start) as pool:
            with starting():
                futures: list[Future[Outcome]] = [pool.submit(_do, job) for job in jobs]
            for future in as_completed(futures):
                yield future.result()
    except BrokenProcessPool:
        return


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
    """Make a new process quick."""
    from segkit.export.page.template_cache import keep_templates

    keep_templates()
    import segkit.export.forms  # noqa: F401 (loaded now, so that it is not collected)

    gc.collect()
    gc.freeze()
