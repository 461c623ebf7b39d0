"""What notebooks call: one method for each row of the guide.

A method takes literal arguments only and shows one view: live in a notebook, static in a
document. All thinking is done below, in `segkit.facts.known` and what it rests on.
"""

from __future__ import annotations

from segkit.guide.rows import Guide, open_guide

__all__ = ["Guide", "open_guide"]
