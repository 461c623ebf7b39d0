"""The program: `segkit`, or `python -m segkit`."""

from __future__ import annotations

import os
import sys


def leave_current_folder() -> None:
    """Import nothing more from the folder that `python -m segkit` was started in.

    Python puts it in front; somebody's engagement may lie there. Where segkit itself is run from
    its own folder it has to stay.
    """
    # with os alone: pathlib itself would be looked for there
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    here = _current()
    if sys.path and sys.path[0] in {"", here} and here != home:
        del sys.path[0]


def _current() -> str:
    """The folder one is in; empty when somebody deleted it."""
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:
        return ""


def run() -> None:
    """Start it; whoever interrupts it before it has loaded gets no traceback either."""
    if not _current():
        sys.stderr.write("Error: The current folder is gone.\nTo fix: go to another one.\n")
        sys.exit(2)
    try:
        from segkit.programs.ending import end_in_order

        end_in_order()
        from segkit.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit("Aborted!")  # as click says it later; the status is 1


if __name__ == "__main__":
    leave_current_folder()
    run()
