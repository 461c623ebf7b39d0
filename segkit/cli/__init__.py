"""The command line: thin, every command one call into the package.

One module for each group of commands; `segkit --help` lists them in the order in which they
are imported here. Exit status: 0 done, 1 something is open, 2 bad input or a broken engagement.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module

from segkit.cli.program import PROGRAM, cli

__all__ = ["cli", "main"]

for _name in (
    "making", "connecting", "examining", "pulling", "plans", "linting", "comparing", "amending",
    "trusting", "settling", "considering", "acting", "exporting", "routing", "judging",
    "verifying", "knowing", "listening", "agents", "live",
):  # fmt: skip
    import_module(f"segkit.cli.{_name}")


def main(arguments: Sequence[str] | None = None) -> None:
    """The program `segkit`."""
    # a short run makes many objects and hardly any rubbish: looking for it costs a tenth
    gc.set_threshold(100_000, 20, 50)
    given = list(arguments) if arguments is not None else None
    try:
        cli.main(args=given, prog_name="segkit", obj=PROGRAM)
    finally:
        gc.freeze()  # or Python looks through everything once more before it ends
