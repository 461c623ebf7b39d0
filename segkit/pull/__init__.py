"""The outside world to the model: the only code that opens foreign files and connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segkit.pull.inputs import read_plan

__all__ = ["read_plan"]


def __getattr__(name: str) -> object:
    """`read_plan`, loaded when it is first used: a guide is made without any reader."""
    if name == "read_plan":
        from segkit.pull import inputs

        return inputs.read_plan
    raise AttributeError(f"module 'segkit.pull' has no attribute {name!r}")
