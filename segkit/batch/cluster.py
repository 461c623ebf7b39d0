"""The same jobs on a Dask cluster that exists already, whose workers see the engagements."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from segkit.batch.job import do
from segkit.batch.outcome import FAILED, Job, Outcome
from segkit.programs.cluster import cluster

if TYPE_CHECKING:
    from distributed import Future


def on_cluster(jobs: Sequence[Job], address: str) -> Generator[Outcome]:
    """Every outcome as soon as it is known; a worker that dies loses nothing.

    Raises `UsageError` without Dask, `ExportError` when no scheduler answers at `address` or
    it has no worker.
    """
    with cluster(address) as client:
        from distributed import as_completed

        # not pure: a second run must look at the folders again
        futures: list[Future[Outcome]] = client.map(do, jobs, pure=False, key="segkit-export")
        job_of = {future.key: job for future, job in zip(futures, jobs, strict=True)}
        try:
            for future in as_completed(futures, loop=client.loop):
                yield _outcome(future, job_of[future.key])
        finally:
            client.cancel(futures)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    if future.status == "finished":
        outcome: Outcome = future.result()
        return outcome
    error = future.exception() if future.status == "error" else None
    return Outcome(
        job.folder,
        FAILED,
        problem=f"The cluster gave no result: {type(error).__name__}: {error}.",
        fix="check that its workers have this version of segkit and see this folder.",
    )
