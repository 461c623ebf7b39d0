"""The program: `segkit`, or `python -m segkit`."""

from __future__ import annotations

import sys


def run() -> None:
    """Start it; whoever interrupts it before it has loaded gets no traceback either."""
    try:
        from segkit.programs.ending import end_in_order

        end_in_order()
        from segkit.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit("Aborted!")  # as click says it later; the status is 1


if __name__ == "__main__":
    run()
