"""Schemas that a program builds with Zod's calls → what they say of a property, in plain words.

`z.enum(['free', 'pro']).optional()` is `{type: string, enum: [free, pro], required: False}`. What
Zod can say besides (refinements, transformations) is passed over. Source: zod.dev, "Defining
schemas".
"""

from __future__ import annotations

import re
from collections.abc import Callable

Parse = Callable[[str], object]
"""Gives the value that a text of the program states."""

ZOD = re.compile(r"z\s*\.\s*\w+\s*[(<.]")
"""Where a call of Zod's begins."""

_NAMES = re.compile(r"event(?:_?(?:name|type))?|name|type", re.IGNORECASE)
_CALL = re.compile(r"z\s*\.\s*(?:coerce\s*\.\s*)?(?P<kind>\w+)\s*(?:<[^()]*>)?\(")
_CHAINED = re.compile(r"(?P<name>[A-Za-z_$][\w$]*)(?P<chain>(?:\s*\.\s*\w+\([^()]*\))+)")
_OPTIONAL = re.compile(r"\.\s*(?:optional|nullish|default|catch)\(")
_NULLABLE = re.compile(r"\.\s*null(?:able|ish)\(")
_TOLD = re.compile(r"\.\s*describe\(\s*(['\"`])(?P<text>.*?)\1", re.DOTALL)
_TYPES = {
    "string": "string", "number": "number", "int": "integer", "bigint": "integer",
    "boolean": "boolean", "record": "object", "map": "object", "set": "array", "date": "string",
    "email": "string", "url": "string", "uuid": "string", "guid": "string", "cuid": "string",
    "ulid": "string", "nanoid": "string", "null": "null",
}  # fmt: skip
_FORMATS = {"email": "email", "url": "uri", "uuid": "uuid", "guid": "uuid", "datetime": "date-time",
            "date": "date-time"}  # fmt: skip
_OBJECTS = {"object", "strictObject", "looseObject"}
_ENUMS = {"enum", "nativeEnum", "literal"}


def zod_spec(text: str, parse: Parse) -> dict[str, object] | None:
    """What the call says; None when it is no call of Zod's, or says what only a program can."""
    bare = text.strip()
    if (chained := _CHAINED.fullmatch(bare)) and not ZOD.match(bare):
        known = parse(chained["name"])
        is_spec = isinstance(known, dict) and "required" in known
        return _marked(dict(known), chained["chain"]) if is_spec else None  # type: ignore[call-overload]  # it is one
    found = _CALL.match(bare)
    if found is None:
        return None
    inside, chain = _parted(bare, found.end())
    schema = _schema(found["kind"], inside, chain, parse)
    return None if schema is None else _marked({**schema, "required": True}, chain)


def is_of_forms(name: str, value: object) -> bool:
    """A schema of an object that names no event, and whose own name says none that has happened."""
    members = value.get("properties") if isinstance(value, dict) else None
    if not isinstance(members, dict) or not isinstance(value, dict) or "required" not in value:
        return False
    named = [one for key, one in members.items() if _NAMES.fullmatch(key) and "enum" in one]
    stem = re.sub(r"(?:Schema|Props|Properties|Payload)$", "", name)
    return not named and not re.search(r"event|ed$", stem, re.IGNORECASE)


def _schema(kind: str, inside: str, chain: str, parse: Parse) -> dict[str, object] | None:
    """The schema of a kind with its arguments, without the marks behind it."""
    if kind in _OBJECTS:
        members = parse(inside)
        return {"type": "object", "properties": members} if isinstance(members, dict) else None
    if kind in _ENUMS:
        return _values(parse(inside))
    if kind == "array":
        items = zod_spec(inside, parse)
        own = {key: one for key, one in (items or {}).items() if key != "required"}
        return {"type": "array", **({"items": own} if own else {})}
    if kind in {"any", "unknown"}:
        return {}
    if kind not in _TYPES:
        return None
    schema: dict[str, object] = {"type": _TYPES[kind]}
    if kind == "number" and re.search(r"\.\s*int\(", chain):
        schema["type"] = "integer"
    said = [kind, *re.findall(r"\.\s*(\w+)\(", chain)]
    formats = [_FORMATS[one] for one in said if one in _FORMATS]
    return {**schema, "format": formats[0]} if formats else schema


def _values(value: object) -> dict[str, object] | None:
    """Allowed values: a list, the values of a constant object, or one."""
    several = list(value.values()) if isinstance(value, dict) else value
    values = several if isinstance(several, list) else [several]
    if not values or any(isinstance(one, dict | list) or one is None for one in values):
        return None
    are_texts = all(isinstance(one, str) for one in values)
    return {"enum": values, **({"type": "string"} if are_texts else {})}


def _marked(schema: dict[str, object], chain: str) -> dict[str, object]:
    """The schema with what the calls behind it say: whether it is required, null, and why."""
    if _OPTIONAL.search(chain):
        schema["required"] = False
    kind = schema.get("type")
    if _NULLABLE.search(chain) and isinstance(kind, str):
        schema["type"] = [kind, "null"]
    if told := _TOLD.search(chain):
        schema["description"] = told["text"]
    return schema


def _parted(text: str, at: int) -> tuple[str, str]:
    """The arguments of the call whose bracket opens before `at`, and what is chained to it."""
    depth, quote = 1, ""
    for place in range(at, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote and text[place - 1] != "\\" else quote
        elif sign in "'\"`":
            quote = sign
        else:
            depth += (sign in "([{") - (sign in ")]}")
            if depth == 0:
                return text[at:place].strip(), text[place + 1 :]
    return text[at:], ""
