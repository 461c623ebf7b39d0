"""Blocks of code below an event that say what it carries as types, and code that sends events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from segkit.errors import InputFileError
from segkit.plans.cells.object_text import read_object
from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.spec_text import read_spec
from segkit.plans.documents.script_text import CALL, load_script
from segkit.plans.grids.grid import Tab
from segkit.plans.markdown.outline import Node
from segkit.plans.shapes.keys import squashed
from segkit.plans.shapes.payload_types import stem_of
from segkit.plans.words.looks import is_compound

_VALUE = re.compile(r"-?\d|(?:true|false|null)\b|\[|<|\.\.\.")
_PUSHED = re.compile(
    r"\bdata[Ll]ayer\.push\(\s*\{\s*['\"]?event['\"]?\s*:\s*['\"](?P<name>[^'\"\n]+)['\"]"
)
_OWN_CALL = re.compile(
    r"\banalytics\.(?P<call>identify|group|page|screen)\(\s*(?:['\"](?P<name>[^'\"\n]+)['\"]|[\w$.]+(?=\s*,))?\s*"
)
_NAMED = re.compile(r"^(?:parameters|properties|params|withEventProperties|with)\s*:\s*")
_DECLARES = re.compile(r"\b(?:interface|type|const|enum)\s+\w")


def typed_lines(code: str) -> list[str]:
    """The properties of the object that the code declares, one to a line with its type.

    None where it declares no object of types: an example of a payload, a call, an excerpt.
    """
    declared = _declared(code)
    held = {name for name, one in declared.items() if _members(one)}
    specs = [one for name, one in declared.items() if name not in held and isinstance(one, Mapping)]
    kinds = [one.get("type", "" if one.keys() == {"required"} else None) for one in specs]
    texts = [one for one in kinds if isinstance(one, str)]
    are_types = len(texts) + len(held) == len(declared) and not any(map(_VALUE.match, texts))
    is_told = any(texts) and any(map(_says_type, specs))
    return list(_lines(declared, code)) if are_types and is_told else []


def _says_type(spec: Mapping[str, object]) -> bool:
    """More than the one text that an example holds, in it or in what is below it."""
    if isinstance(inner := spec.get("properties"), Mapping):
        return any(_says_type(one) for one in inner.values() if isinstance(one, Mapping))
    values = spec.get("enum")
    return not isinstance(values, list) or len(values) > 1


def _members(value: object) -> Mapping[str, object]:
    """What the objects of a list, or an object, are declared to hold; nothing for a plain type."""
    items = value.get("items") if isinstance(value, Mapping) else None
    inner = items.get("properties") if isinstance(items, Mapping) else value
    is_held = isinstance(inner, Mapping) and all(isinstance(one, Mapping) for one in inner.values())
    return inner if is_held and isinstance(inner, Mapping) else {}


def _lines(declared: Mapping[str, object], code: str, before: str = "") -> Iterator[str]:
    for name, value in declared.items():
        if members := _members(value):
            kind, inside = ("object", ".") if members is value else ("array", "[].")
            is_optional = re.search(rf"\b{re.escape(name)}\s*\?\s*:", code)
            yield f"{before}{name}: {kind} ({'optional' if is_optional else 'required'})"
            yield from _lines(members, code, f"{before}{name}{inside}")
        elif isinstance(value, Mapping):
            yield before + _line(name, value)


def rows_of_types(root: Node, tabs: list[Tab]) -> tuple[tuple[str, ...], ...]:
    """What types called like events (`LampLitProperties`) declare apart from the tables of these.

    As a table that says which properties apply to which event; empty where there are none.
    """
    cells = {row[0].strip("` *") for tab in tabs for row in tab.rows[1:] if row}
    events = {squashed(name): name for name in cells if is_compound(name)}
    blocks = (chunk.text for node in root.all() for chunk in node.code)
    declared = [one for code in blocks if _DECLARES.search(code) for one in _loaded(code).items()]
    rows: list[tuple[str, ...]] = []
    for name, members in declared:
        event = events.get(stem_of(name), "")
        for field, spec in members.items() if event and isinstance(members, Mapping) else ():
            line = _line(field, spec) if isinstance(spec, Mapping) else field
            rows += [(one.name, one.type, one.values, event) for one in read_packed(line).items]
    return (("Property", "Type", "Allowed values", "Applies to events"), *rows) if rows else ()


def told_in_code(code: str) -> tuple[str, list[str]] | None:
    """`LAMP_LIT: 'Lamp Lit', properties: {…}`: an event and its properties; None for other code."""
    if _DECLARES.search(code) or "(" in code.partition(":")[0]:
        return None
    document = _loaded(f"const it = {{{code}}};").get("it")
    inner = document if isinstance(document, Mapping) else {}
    names = [one for key, one in inner.items() if isinstance(one, str) and key.isupper()]
    fields = inner.get("properties", {})
    if (
        len(names) != 1
        or not isinstance(fields, Mapping)
        or len(inner) > 1 + ("properties" in inner)
    ):
        return None
    return names[0], [f"{name}: {_bare(one)}" for name, one in fields.items()]


def sent_in(code: str) -> set[str]:
    """The names of the events that code sends, or pushes to a data layer."""
    return {found["name"] for way in (CALL, _PUSHED) for found in way.finditer(code)}


def calls_in(code: str) -> Iterator[tuple[str, str]]:
    """The events that code sends, each with the object that it is given."""
    for found in CALL.finditer(code):
        behind = _NAMED.sub("", code[found.end() :].lstrip(", \t\n"))
        if behind.startswith("["):  # Swift: `["room": room, "watts": 3]`
            given = read_object(balanced(behind, "[]"))
            yield found["name"], ", ".join(given if isinstance(given, dict) else ())
        else:
            yield found["name"], balanced(behind) if behind.startswith("{") else ""
    for found in _PUSHED.finditer(code):
        yield found["name"], balanced(code[code.index("{", found.start()) :])


def own_calls_in(code: str) -> Iterator[tuple[str, str, str]]:
    """Identify, group, page and screen calls of Segment's libraries: the call, its name, and what it is given."""
    for found in _OWN_CALL.finditer(code):
        behind = code[found.end() :].lstrip(", \t\n")
        given = balanced(behind) if behind.startswith("{") else ""
        yield found["call"], found["name"] or "", given


def balanced(text: str, brackets: str = "{}") -> str:
    """The text up to the bracket that closes its first one."""
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == brackets[0]) - (sign == brackets[1])
        if depth == 0:
            return text[: at + 1]
    return ""


def _declared(code: str) -> Mapping[str, object]:
    """The members of the last object that is declared; it may refer to those before it."""
    if code.lstrip().startswith("{"):
        code = f"type it = {code}"
    objects = [one for one in _loaded(code).values() if isinstance(one, Mapping)]
    return objects[-1] if objects else {}


def _loaded(code: str) -> Mapping[str, object]:
    try:
        return load_script(code).document
    except InputFileError:
        return {}


def _line(name: str, spec: Mapping[str, object]) -> str:
    """`room: string (required)`; without a type where it is one of the program's own."""
    mark = "required" if spec.get("required") else "optional"
    values, kind = spec.get("enum"), str(spec.get("type", ""))
    if isinstance(values, list):
        return f"{name} ({' | '.join(map(repr, values))}) ({mark})"
    return f"{name}: {kind} ({mark})" if read_spec(kind).is_typed else f"{name} ({mark})"


def _bare(value: object) -> str:
    text = str(value).strip()
    return text[1:-1].strip() if text[:1] == "(" and text[-1:] == ")" else text
