"""All parts, one after the other, in processes of this machine or on a cluster: one tally.

Tallies are put together in the order of the parts, and a part that holds calls of an earlier one
is counted again without them, so that the result does not depend on who counted.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

from segkit.errors import InputFileError
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.traffic.captures.calls import Hints, Place, Unreadable
from segkit.traffic.captures.forms import (
    EMPTY,
    JSON,
    LINES,
    PARQUET,
    ROWS,
    TABLE,
    Content,
    found_in_document,
    rows_in_document,
)  # fmt: skip
from segkit.traffic.captures.parts import Part, Stretch
from segkit.traffic.counting.copies import Joining
from segkit.traffic.counting.counter import Counting, stable
from segkit.traffic.counting.lines import count_lines
from segkit.traffic.counting.people import ALL_PEOPLE, Bounds
from segkit.traffic.counting.senders import Senders
from segkit.traffic.counting.tables import count_json_rows, count_parquet, count_table
from segkit.traffic.counting.tally import Tally
from segkit.traffic.judge import Judge

_AHEAD = 2
"""Parts for each process that wait for their turn."""

_SEED = "PYTHONHASHSEED"
_NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Beside:
    """What calls are counted beside.

    Attributes:
        keys: Digests of write keys that the engagement keeps in the clear, by source id.
    """

    plan: TrackingPlan
    workspace: Workspace | None = None
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One part to be counted, as it is given to another process.

    Attributes:
        skip: Fingerprints of what earlier parts have counted.
        bounds: Of the people that earlier parts left in the sample.
        finds_copies: Otherwise who asks has to see from the fingerprints whether there are some.
    """

    beside: bytes
    part: Part
    skip: frozenset[int] = _NOTHING
    is_elsewhere: bool = False
    bounds: Bounds = ALL_PEOPLE
    finds_copies: bool = True


def count_job(job: Job) -> Tally:
    """Count a part."""
    judge, senders = _tools(job.beside)
    print_of = stable if job.is_elsewhere else hash
    counting = Counting(
        judge, senders, skip=job.skip, fingerprint=print_of, finds_copies=job.finds_copies
    )
    counting.tally.people.narrow(job.bounds)
    return count_part(job.part, counting)


@lru_cache(maxsize=1)
def _tools(beside: bytes) -> tuple[Judge, Senders]:
    given: Beside = pickle.loads(beside)  # noqa: S301 (made by the process that asks)
    return Judge(given.plan), Senders(given.workspace, given.keys)


class Promise(Protocol):
    """A tally that is on its way."""

    def result(self) -> Tally:
        """Wait for it."""


Submit = Callable[[Job], Promise]
Listen = Callable[[Part], object]


def count(  # noqa: PLR0913 (keyword-only)
    parts: Sequence[Part], beside: Beside, tally: Tally, *, jobs: int = 1, scheduler: str = "",
    listen: Listen = lambda _part: None,
) -> None:  # fmt: skip
    """Count all parts into `tally`, which is right after each of them; `listen` hears of each.

    Raises `InputFileError` when a process was ended from outside, and as a cluster does.
    """
    jobs = min(jobs, len(parts))
    if scheduler:
        workers = _on_cluster(scheduler)
    elif jobs > 1:
        workers = _in_processes(jobs)
    else:
        workers = _here()
    given = pickle.dumps(beside)
    with workers as (submit, ahead), closing(Joining(tally)) as joining:
        waiting: deque[tuple[Job, Promise]] = deque()
        left = iter(parts)
        while True:
            while len(waiting) < ahead and (part := next(left, None)) is not None:
                job = Job(
                    given, part, is_elsewhere=bool(scheduler), bounds=tally.people.bounds,
                    finds_copies=tally.duplicates > 0,  # most archives have none, and asking takes time
                )  # fmt: skip
                waiting.append((job, submit(job)))
            if not waiting:
                return
            job, promise = waiting.popleft()
            joining.add(promise.result(), partial(_again, submit, job))
            listen(job.part)


def _again(submit: Submit, job: Job, known: frozenset[int]) -> Tally:
    return submit(replace(job, skip=known, finds_copies=True)).result()


@dataclass(frozen=True, slots=True)
class _Done:
    """A part that is counted when somebody asks."""

    job: Job

    def result(self) -> Tally:
        return count_job(self.job)


@contextmanager
def _here() -> Iterator[tuple[Submit, int]]:
    yield _Done, 1


@contextmanager
def _in_processes(jobs: int) -> Iterator[tuple[Submit, int]]:
    from segkit.programs.pools import processes, starting

    try:
        with processes(jobs) as pool:

            def submit(job: Job) -> Future[Tally]:
                with starting(), _one_seed():
                    return pool.submit(count_job, job)

            yield submit, jobs * _AHEAD
    except BrokenProcessPool as error:
        raise InputFileError(
            "A process that counted calls was ended from outside.",
            "see whether memory ran out, then run the same command again with --jobs 1.",
        ) from error


@contextmanager
def _one_seed() -> Iterator[None]:
    """Processes that are started meanwhile give a text the same hash, which no one can foresee."""
    before = os.environ.get(_SEED)
    os.environ[_SEED] = before if before and before.isdecimal() else str(_seed())
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SEED]
        else:
            os.environ[_SEED] = before


@lru_cache(maxsize=1)
def _seed() -> int:
    import secrets

    return secrets.randbelow(2**32)


@contextmanager
def _on_cluster(address: str) -> Iterator[tuple[Submit, int]]:
    from segkit.programs.cluster import cluster

    with cluster(address) as client:
        cores = sum(
            worker["nthreads"] for worker in client.scheduler_info(n_workers=-1)["workers"].values()
        )

        def submit(job: Job) -> Promise:
            # not pure: a second run must look at the files again
            promise: Promise = client.submit(count_job, job, pure=False, key=None)
            return promise

        yield submit, cores * _AHEAD


def count_part(part: Part, counting: Counting) -> Tally:
    """Count what the files of a part hold."""
    for stretch in part:
        _count(stretch, counting)
    return counting.finish()


def _count(stretch: Stretch, counting: Counting) -> None:
    name = stretch.name
    if stretch.why:
        counting.file(name)
        counting.take(Unreadable(Place(name), stretch.why))
        return
    below = Path(stretch.below) if stretch.below else None
    content = Content(Path(stretch.path), stretch.start, stretch.end, below=below)
    form = LINES if stretch.start else content.form.name
    counting.file(name).form = LINES if stretch.start else content.called
    _count_form(form, content, stretch, counting)
    if content.why:
        counting.take(Unreadable(Place(name), content.why))


def _count_form(form: str, content: Content, stretch: Stretch, counting: Counting) -> None:
    """Count what a file of this form holds."""
    name = stretch.name
    hints = Hints(folder=counting.senders.folder_of(Path(stretch.path).parts[:-1]))
    if form == LINES:
        count_lines(counting, name, content, hints)
    elif form == JSON:
        for found in found_in_document(name, content, hints):
            counting.take(found)
            counting.rest()
    elif form == TABLE:
        count_table(counting, name, content)
    elif form == ROWS:
        count_json_rows(counting, name, rows_in_document(name, content))
    elif form == PARQUET:
        count_parquet(counting, name, Path(stretch.path))
    elif form == EMPTY and not content.why:
        counting.take(Unreadable(Place(name), "it is empty"))
    elif content.form.why:
        counting.take(Unreadable(Place(name), content.form.why))
