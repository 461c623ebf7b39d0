"""Whether a live workshop can be held: each thing it needs is tried, and nothing is changed.

A check is a small function from `Surroundings` to a `Verdict`; `segkit.doctor.checks` lists
them, `examine` runs them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.doctor.verdict import Report, Result, Verdict

if TYPE_CHECKING:
    from segkit.doctor.running import examine
    from segkit.doctor.surroundings import Surroundings, look_around

__all__ = ["Report", "Result", "Surroundings", "Verdict", "examine", "look_around"]


def __getattr__(name: str) -> object:
    """What examines is loaded when it is first used: a guide only shows what was found."""
    if name == "examine":
        from segkit.doctor import running

        return running.examine
    if name in {"Surroundings", "look_around"}:
        from segkit.doctor import surroundings

        return getattr(surroundings, name)
    raise AttributeError(f"module 'segkit.doctor' has no attribute {name!r}")
