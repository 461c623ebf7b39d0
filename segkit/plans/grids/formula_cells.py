"""Cells that a spreadsheet would take for a formula, and their harmless form.

A name such as `=HYPERLINK(...)` in a plan would run when somebody opens the CSV. An apostrophe
in front makes it text. A cell that has apostrophes there already gets one more, so that
`unprotected` gives back exactly what was written. Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def protected(cell: str) -> str:
    """The cell so that no spreadsheet computes it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotected(cell: str) -> str:
    """What was given to `protected`; also right for cells that people marked as text."""
    return cell[1:] if _PROTECTED.match(cell) else cell
