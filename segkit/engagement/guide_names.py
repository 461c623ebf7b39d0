"""What an engagement's guide is called, and where it lies."""

from __future__ import annotations

from pathlib import Path

from segkit.engagement.settings import Engagement
from segkit.files import file_name


def guide_file(engagement: Engagement, *, draft: bool = False) -> Path:
    """Where the guide lies unless another place is asked for."""
    return engagement.folder / f"{guide_name(engagement, draft=draft)}.html"


def guide_name(engagement: Engagement, *, draft: bool = False, audience: str = "everyone") -> str:
    """What the guide's file is called, without its ending."""
    customer = file_name(engagement.customer, fallback="customer")
    whom = "" if audience == "everyone" else f"-{audience}"
    return f"{customer}-segment-guide{whom}{'-draft' if draft else ''}"
