"""segkit: a customer's onboarding guide for Twilio Segment, made from the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segkit.guide import Guide, open_guide

__version__ = "0.1.0"

__all__ = ["Guide", "__version__", "open_guide"]


def __getattr__(name: str) -> object:
    """The public names, loaded when they are first used, so that the import stays light."""
    if name in {"Guide", "open_guide"}:
        from segkit import guide

        return getattr(guide, name)
    raise AttributeError(f"module 'segkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
