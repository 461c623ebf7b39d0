"""What notebooks call: a guide with one method for each row.

A method takes literal arguments only and shows one row: live in a notebook, static in a
document. All thinking is done below, in `segkit.facts` and what it rests on.
"""

from __future__ import annotations

from segkit.guide.guide import Guide, open_guide
from segkit.guide.shown import Shown

__all__ = ["Guide", "Shown", "open_guide"]
