"""Whether a live workshop can be held: each thing it needs is tried, and nothing is changed.

A check is a small function from `Surroundings` to a `Verdict`; `segkit.doctor.checks` lists
them, `examine` runs them at once.
"""

from __future__ import annotations

from segkit.doctor.running import examine
from segkit.doctor.surroundings import Surroundings, look_around
from segkit.doctor.verdict import Report, Result, Verdict

__all__ = ["Report", "Result", "Surroundings", "Verdict", "examine", "look_around"]
