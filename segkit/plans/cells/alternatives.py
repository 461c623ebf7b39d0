"""Values that a person may choose from, `low | high`, and the words that stand around them."""

from __future__ import annotations

import re

_TOLD = re.compile(
    r"(?:(?P<before>[^\W\d][\w ]*):\s+)?(?P<values>\S+(?:\s*\|\s*\S+)+?)(?:\s+[-–—]\s+(?P<behind>.+))?",
    re.DOTALL,
)


def apart(text: str) -> tuple[str, str]:
    """`when known: low | high — once for each` as its values and the words about them."""
    found = _TOLD.fullmatch(text)
    words = " ".join(filter(None, (found["before"], found["behind"]))) if found else ""
    return (found["values"], words) if found and words else (text, "")


def once_named(text: str) -> str:
    """`room: hall | loft` of `room: hall | room: loft`."""
    name, sign, rest = text.partition(":")
    parts = [part.strip().partition(":") for part in rest.split("|")]
    is_again = len(parts) > 1 and all(part[0].strip() == name.strip() for part in parts[1:])
    values = [parts[0][0], *(part[2] for part in parts[1:])]
    return f"{name}{sign} {' | '.join(map(str.strip, values))}" if sign and is_again else text


def have_one_name(parts: list[str]) -> bool:
    """`room: hall` and `room: loft`: two values of one property."""
    names = {part.partition(":")[0].strip("` ") for part in parts if ":" in part}
    return len(names) == 1 and all(":" in part for part in parts)
