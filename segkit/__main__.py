"""`python -m segkit` is `segkit`."""

from __future__ import annotations

from segkit.cli import main

if __name__ == "__main__":
    main()
