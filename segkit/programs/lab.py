"""JupyterLab as segkit starts it: a program of its own, without what its server need not load.

Behind JupyterLab's events a grammar of web addresses is compiled, which takes longer than all
the rest; jsonschema treats the checkers that need it as optional.
"""

from __future__ import annotations

import sys

OPTIONAL = ("rfc3987_syntax", "isoduration")


def main() -> None:
    """Start JupyterLab with the arguments of this program."""
    for name in OPTIONAL:
        # None is Python's own way to say that a module is not to be imported
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    from jupyterlab.labapp import main as start  # type: ignore[import-untyped]

    start()


if __name__ == "__main__":
    main()
