"""Calls in JavaScript and TypeScript, as Analytics.js, Node and React Native take them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from segkit.snippets.pasted.trees import calls_below, source_of, tree
from segkit.snippets.pasted.written import (
    NOTHING,
    PARTS,
    Changes,
    Unknown,
    Value,
    Written,
    is_call,
    one_line,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_WORDS: Mapping[str, Value] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": NOTHING,
    "function_expression": NOTHING,
    "arrow_function": NOTHING,
    "generator_function": NOTHING,
}
_FUNCTIONS = {"arrow_function", "function_expression"}
_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0",
}  # fmt: skip


def written_in_javascript(text: str) -> Iterator[Written]:
    """The calls in the code, in order; raises `UsageError` where it cannot be parsed."""
    import tree_sitter_javascript

    for node in calls_below(tree(text, tree_sitter_javascript.language()), "call_expression"):
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        name = function.child_by_field_name("property") if function else None
        if name is None or arguments is None or not is_call(source_of(name)):
            continue
        given = tuple(_argument(one) for one in arguments.named_children if one.type != "comment")
        yield Written(source_of(name), given, line=node.start_point.row + 1)


def _argument(node: Node) -> Value:
    if node.type not in _FUNCTIONS:
        return _value(node)
    one = node.child_by_field_name("parameter")
    several = node.child_by_field_name("parameters")
    names = [one] if one is not None else several.named_children if several is not None else []
    body = node.child_by_field_name("body")
    if len(names) != 1 or names[0].type != "identifier" or body is None:
        return NOTHING
    found = [step for step in _steps(body, source_of(names[0])) if step[0][0] in PARTS]
    return Changes(tuple(found)) if found else NOTHING


def _steps(node: Node, call: str) -> Iterator[tuple[tuple[str, ...], Value]]:
    """What a function puts into the call, which it knows as `call`."""
    if node.type == "assignment_expression":
        left, right = (node.child_by_field_name(side) for side in ("left", "right"))
        path = _path(left, call) if left is not None else None
        if path and right is not None:
            yield from _entries(path, right, call)
    elif node.type == "call_expression" and source_of(node).startswith("Object.assign("):
        arguments = node.child_by_field_name("arguments")
        owner, *added = arguments.named_children if arguments is not None else [node]
        path = _path(owner, call)
        for one in added if path is not None else ():
            for member in one.named_children:
                yield from _member(path or (), member, call)
    else:
        for inner in node.named_children:
            yield from _steps(inner, call)


def _entries(
    path: tuple[str, ...], node: Node, call: str
) -> Iterator[tuple[tuple[str, ...], Value]]:
    """One value; an object that spreads what is there already (`...event.context`) adds to it."""
    kept = any(
        one.type == "spread_element" and _path(one.named_children[0], call) is not None
        for one in node.named_children
    )
    if node.type != "object" or not kept:
        yield path, _value(node)
        return
    for member in node.named_children:
        yield from _member(path, member, call)


def _member(
    path: tuple[str, ...], node: Node, call: str
) -> Iterator[tuple[tuple[str, ...], Value]]:
    key, value = (node.child_by_field_name(name) for name in ("key", "value"))
    if node.type == "pair" and key is not None and value is not None:
        yield from _entries((*path, _key(key)), value, call)


def _path(node: Node, call: str) -> tuple[str, ...] | None:
    """`event.context.ip` → its keys; empty for the call itself, None for anything else."""
    if node.type == "identifier":
        return () if source_of(node) == call else None
    owner, key = (node.child_by_field_name(name) for name in ("object", "property"))
    if node.type != "member_expression" or owner is None or key is None:
        return None
    above = _path(owner, call)
    return None if above is None else (*above, source_of(key))


def _value(node: Node) -> Value:
    if node.type in _WORDS:
        return _WORDS[node.type]
    if read := _READERS.get(node.type):
        return read(node)
    return Unknown(one_line(source_of(node)))


def _object(node: Node) -> Value:
    found: dict[str, Value] = {}
    for member in node.named_children:
        match member.type:
            case "pair":
                key, value = (member.child_by_field_name(name) for name in ("key", "value"))
                if key is not None and value is not None:
                    found[_key(key)] = _value(value)
            case "shorthand_property_identifier":
                found[source_of(member)] = Unknown(source_of(member))
            case "spread_element":
                found[source_of(member)] = Unknown(one_line(source_of(member)))
    return found


def _key(node: Node) -> str:
    if node.type == "string":
        return _string(node)
    if node.type == "computed_property_name" and node.named_children:
        inner = _value(node.named_children[0])
        return inner if isinstance(inner, str) else f"‹{one_line(source_of(node))}›"
    return source_of(node)


def _string(node: Node) -> str:
    parts = (
        _escaped(source_of(part)) if part.type == "escape_sequence" else source_of(part)
        for part in node.named_children
    )
    # halves of a character that needs two stand side by side in JavaScript
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _escaped(sequence: str) -> str:
    inner = sequence[1:]
    if found := re.fullmatch(r"u\{([0-9a-fA-F]+)\}|[ux]([0-9a-fA-F]+)", inner):
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    if inner in {"\n", "\r\n"}:
        return ""
    return _ESCAPES.get(inner, inner)


def _number(source: str) -> Value:
    plain = source.replace("_", "").removesuffix("n").lower()
    try:
        if plain.startswith(("0x", "0o", "0b")):
            return int(plain, 0)
        return json.loads(re.sub(r"^\.", "0.", re.sub(r"\.(?=e|$)", "", plain)))
    except ValueError:
        return Unknown(source)


def _negative(node: Node) -> Value:
    inner = node.child_by_field_name("argument")
    sign = source_of(node)[:1]
    value = _value(inner) if inner is not None else None
    if sign in {"-", "+"} and isinstance(value, int | float) and not isinstance(value, bool):
        return -value if sign == "-" else value
    return Unknown(one_line(source_of(node)))


def _date(node: Node) -> Value:
    """`new Date("2026-03-14")` is sent as that text; any other object is not known."""
    arguments = node.child_by_field_name("arguments")
    name = node.child_by_field_name("constructor")
    given = arguments.named_children if arguments else []
    if name is not None and source_of(name) == "Date" and [c.type for c in given] == ["string"]:
        return _string(given[0])
    return Unknown(one_line(source_of(node)))


def _template(node: Node) -> Value:
    if any(one.type == "template_substitution" for one in node.children):
        return Unknown(one_line(source_of(node)))
    return _string(node)


_READERS: Mapping[str, Callable[[Node], Value]] = {
    "object": _object,
    "array": lambda node: [_value(one) for one in node.named_children if one.type != "comment"],
    "string": _string,
    "template_string": _template,
    "number": lambda node: _number(source_of(node)),
    "parenthesized_expression": lambda node: _value(node.named_children[0]),
    "unary_expression": _negative,
    "new_expression": _date,
}
