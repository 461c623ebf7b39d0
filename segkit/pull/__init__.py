"""The outside world to the model: the only code that opens foreign files and connections."""

from __future__ import annotations

from segkit.pull.inputs import read_plan

__all__ = ["read_plan"]
