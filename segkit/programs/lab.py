"""JupyterLab as segkit starts it: a program of its own, without what its server need not load."""

from __future__ import annotations

import sys

from segkit.programs.ending import end_by_any_signal


def main() -> None:
    """Start JupyterLab with the arguments of this program."""
    # None is no module, whole or half, but Python's own word for one that is not to be imported.
    # jsonschema, behind JupyterLab's events, tries this one whenever it is loaded itself and does
    # without when it cannot; it compiles a grammar, for 1.05 of the 1.6 seconds of processor time
    # that JupyterLab takes to load. A finder in front of Python's own would be more of the same.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    end_by_any_signal()
    from jupyterlab.labapp import main as start  # type: ignore[import-untyped]

    start()


if __name__ == "__main__":
    main()
