"""A Dask cluster that runs already (extra `dask`): used, never changed.

Nothing is started, restarted or shut down there. Its workers must have segkit installed and see
the same files under the same paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from segkit.engagement.bundled import install_with
from segkit.errors import ExportError, UsageError

if TYPE_CHECKING:
    from distributed import Client

WAIT = 10
"""Seconds for the scheduler to answer."""


@contextmanager
def cluster(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address.

    Raises `UsageError` without Dask, `ExportError` when no scheduler answers or it has no worker.
    """
    client = _client(address)
    try:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise ExportError(
                f"The Dask scheduler at {address!r} has no worker.",
                "start one with `dask worker` where segkit is installed, then run this again.",
            )
        yield client
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
