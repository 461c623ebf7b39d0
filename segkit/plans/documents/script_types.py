"""Members of types and classes of a program, as what they say of properties and events."""

from __future__ import annotations

import re
from collections.abc import Iterator

TEXT = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)", re.DOTALL
)
"""A text in quotes."""

_CLASS = re.compile(
    r"^[ \t]*(?:export\s+)?(?:abstract\s+)?class\s+(?P<name>\w+)[^{]*\{", re.MULTILINE
)
_NAMED = re.compile(
    r"^[ \t]*(?:(?:public|readonly|static)\s+)*event_?(?:type|name)?\s*(?::[^=;\n]+)?="
    r"\s*(['\"])(?P<event>[^'\"\n]+)\1",
    re.IGNORECASE | re.MULTILINE,
)
_CARRIES = re.compile(
    r"\b(?:event_?)?(?:properties|props|payload)\s*\??\s*:\s*(?P<type>\w+)", re.IGNORECASE
)
_NAMING = {"event", "name", "eventname", "event_name", "type"}


def event_classes(text: str) -> Iterator[tuple[str, str, str]]:
    """Classes that name an event: the class, the event, and the type of what it carries, if any.

    `class LampLit implements BaseEvent { event_type = 'Lamp Lit'; constructor(public
    event_properties: LampLitProperties) {…} }`, as Ampli writes them.
    """
    for found in _CLASS.finditer(text):
        end = text.find("\n}", found.end())
        body = text[found.end() : end if end >= 0 else len(text)]
        carries = _CARRIES.search(body)
        if (named := _NAMED.search(body)) is not None:
            yield found["name"], named["event"], carries["type"] if carries is not None else ""


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
