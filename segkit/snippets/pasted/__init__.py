"""A call that somebody pasted: JSON, or a line of JavaScript, Python or Swift → one call.

The code is only parsed, never run. What only running it would tell (a variable, a function's
result) stays as its own source text between `‹` and `›`, and is named in a note.
"""

from __future__ import annotations

from segkit.snippets.pasted.reading import LANGUAGES, Pasted, read_pasted

__all__ = ["LANGUAGES", "Pasted", "read_pasted"]
