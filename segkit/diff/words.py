"""Values in words, short enough for a table."""

from __future__ import annotations

import json
from collections.abc import Mapping

_MOST = 200


def shown(value: object) -> str:
    """A value as people read it; long ones end in an ellipsis."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, str):
        text = " ".join(value.split())
    elif isinstance(value, Mapping | list | tuple):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    else:
        text = str(value)
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"


def listed(values: object) -> str:
    """Names one after the other."""
    return shown(", ".join(str(value) for value in values)) if isinstance(values, list) else ""


def quoted(text: str) -> str:
    """A name in the middle of a sentence."""
    return f"“{text}”"
