"""The same jobs on a Dask cluster that exists already (extra `dask`).

Its workers must have segkit installed and see the engagements under the same paths. The
cluster is used, never changed: nothing is started, restarted or shut down there.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from segkit.batch.job import do
from segkit.batch.outcome import FAILED, Job, Outcome
from segkit.engagement.bundled import install_with
from segkit.errors import ExportError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

WAIT = 10
"""Seconds for the scheduler to answer."""


def on_cluster(jobs: Sequence[Job], address: str) -> Generator[Outcome]:
    """Every outcome as soon as it is known; a worker that dies loses nothing.

    Raises `UsageError` without Dask, `ExportError` when no scheduler answers at `address` or
    it has no worker.
    """
    client = _client(address)
    from distributed import as_completed

    try:
        _refuse_without_workers(client, address)
        # not pure: a second run must look at the folders again
        futures: list[Future[Outcome]] = client.map(do, jobs, pure=False, key="segkit-export")
        job_of = {future.key: job for future, job in zip(futures, jobs, strict=True)}
        try:
            for future in as_completed(futures, loop=client.loop):
                yield _outcome(future, job_of[future.key])
        finally:
            client.cancel(futures)
    finally:
        client.close()


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler needs Dask, which is not installed.", install_with("dask")
        ) from error
    try:
        return Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ExportError(
            f"No Dask scheduler answers at {address!r}: {error}.",
            "check the address (such as tcp://host:8786) and that the scheduler runs.",
        ) from error


def _refuse_without_workers(client: Client, address: str) -> None:
    if not client.scheduler_info(n_workers=-1)["workers"]:
        raise ExportError(
            f"The Dask scheduler at {address!r} has no worker.",
            "start one with `dask worker` where segkit is installed, then run this again.",
        )


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
