"""Concurrent work behind a plain function, in a terminal as in a notebook.

A notebook already runs an event loop in its main thread, so the work gets one of its own. Its
news are handed to the caller's thread, and Ctrl-C there ends the work at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from typing import Any, TypeVar

from segkit.patience import Pause
from segkit.segment_api.progress import Listener, Progress

Tell = Callable[[Progress | Pause], None]
T = TypeVar("T")

# seconds; Windows delivers Ctrl-C only between two waits, and waking the caller for each single
# piece of news would stop the work every time
_SOON = 0.05
_FAREWELL = 3.0  # seconds; only a silent name server holds the work up longer


def run(work: Callable[[Tell], Coroutine[Any, Any, T]], listener: Listener) -> T:
    """The result of `work`, which tells its news while it runs; raises what it raises."""
    told: deque[Progress | Pause] = deque()
    started: Future[Callable[[], object]] = Future()
    finished: Future[T] = Future()
    arguments = (work, told, started, finished)
    thread = threading.Thread(target=_live, args=arguments, daemon=True, name="segkit pull")
    thread.start()
    stop = started.result()
    try:
        _relay(told, finished, listener)
    except BaseException:
        stop()
        thread.join(_FAREWELL)
        raise
    thread.join()
    return finished.result()


async def together(*work: Coroutine[Any, Any, None]) -> None:
    """Do all at once; the first failure ends the others and is raised alone."""
    try:
        async with asyncio.TaskGroup() as group:
            for one in work:
                group.create_task(one)
    except BaseExceptionGroup as failed:
        raise _first(failed) from None


def _live(
    work: Callable[[Tell], Coroutine[Any, Any, T]],
    told: deque[Progress | Pause],
    started: Future[Callable[[], object]],
    finished: Future[T],
) -> None:
    """The thread: an event loop from the work's first step to its last."""
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        task = loop.create_task(work(told.append))

        def stop() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nothing left to stop
                loop.call_soon_threadsafe(task.cancel)

        started.set_result(stop)
        try:
            finished.set_result(loop.run_until_complete(task))
        except BaseException as error:  # noqa: BLE001 it is raised again in the caller's thread
            finished.set_exception(error)


def _relay(told: deque[Progress | Pause], finished: Future[T], listener: Listener) -> None:
    """Hand the news on until the work is over, and what was told in its last moment."""
    over = False
    while not over:
        over = bool(wait([finished], _SOON).done)
        if getattr(listener, "cancelled", False):
            raise KeyboardInterrupt
        while told:
            listener(told.popleft())


def _first(failed: BaseException) -> BaseException:
    while isinstance(failed, BaseExceptionGroup):
        failed = failed.exceptions[0]
    return failed
