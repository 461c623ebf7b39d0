"""What segkit knows about Segment itself: libraries, links, conventions. Data with its sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the files here, e.g. `libraries`; its shape is its comments' business."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
