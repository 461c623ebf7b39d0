"""Members of types and classes of a program, as what they say of properties and events."""

from __future__ import annotations

import re

TEXT = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)", re.DOTALL
)
"""A text in quotes."""

_NAMING = {"event", "name", "eventname", "event_name", "type"}


def is_spec(value: object) -> bool:
    """What a member of a type says of a property."""
    return isinstance(value, dict) and isinstance(value.get("required"), bool)


def holds_specs(value: object) -> bool:
    """The members of an object in a type, beside which properties stand."""
    return isinstance(value, dict) and bool(value) and all(map(is_spec, value.values()))


def is_flat(members: dict[str, object]) -> bool:
    """Properties of one thing, and not several things."""
    plain = [one for one in members.values() if isinstance(one, dict) and "required" in one]
    return len(plain) * 2 > len(members)


def described(name: str, value: object, *, is_optional: bool) -> object:
    """A member of a type as what it says of a property: its type, or values, and if it must be there."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        items = {"type": "object", "properties": value[0]}
        return {"type": "array", "items": items, "required": not is_optional}
    if not isinstance(value, str):
        return value
    values = texts(value)
    if len(values) == 1 and name.casefold() in _NAMING:
        return values[0]
    said = {"type": "string", "enum": values} if values else {"type": value}
    return {**said, "required": not is_optional}


def texts(value: str) -> list[str]:
    """The texts of `'a' | 'b'`; none when it is anything else."""
    parts = [part.strip() for part in value.split("|")]
    return [part[1:-1] for part in parts] if all(map(TEXT.fullmatch, parts)) else []


def told_before(text: str) -> str:
    """The first paragraph of the comment that the text ends with: `/** Somebody lit a lamp. */`."""
    text = text.rstrip()
    begin = text.rfind("/**")
    if not text.endswith("*/") or begin < 0:
        return ""
    lines = [line.strip().lstrip("*").strip() for line in text[begin + 3 : -2].strip().splitlines()]
    end = next((at for at, line in enumerate(lines) if not line or line[0] == "@"), len(lines))
    return " ".join(lines[:end])
