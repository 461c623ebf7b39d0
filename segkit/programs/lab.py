"""JupyterLab as segkit starts it: a program of its own, without what its server need not load."""

from __future__ import annotations

import asyncio
import gc
import sys
from pathlib import Path

from segkit.programs.ending import end_by_any_signal
from segkit.programs.warm import end_waiting, warm_up


def main() -> None:
    """Start JupyterLab on a folder, the first argument, with the others of this program."""
    end_by_any_signal()
    warm_up(Path(sys.argv.pop(1)))
    # None is no module, whole or half, but Python's own word for one that is not to be imported.
    # jsonschema, behind JupyterLab's events, tries this one whenever it is loaded itself and does
    # without when it cannot; it compiles a grammar, for 1.05 of the 1.6 seconds of processor time
    # that JupyterLab takes to load. A finder in front of Python's own would be more of the same.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # httpx's command line, and with it rich: httpx does without likewise
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
    gc.disable()
    from jupyterlab.labapp import main as start  # type: ignore[import-untyped]

    gc.freeze()
    gc.enable()
    try:
        start()
    finally:
        end_waiting()
    _end_what_is_under_way()


def _end_what_is_under_way() -> None:
    """Its threads would keep this program from ending; Jupyter stops in the middle of it."""
    loop = asyncio.get_event_loop_policy().get_event_loop()
    if tasks := asyncio.all_tasks(loop):
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


if __name__ == "__main__":
    main()
