"""Calls in Swift, as Analytics-Swift and the classic library take them."""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_TEXTS = {"line_string_literal", "multi_line_string_literal"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_NULLS = {"NSNull()", "JSON.null"}
_NUMBERS = {"integer_literal", "real_literal", "hex_literal", "oct_literal", "bin_literal"}


def written_in_swift(text: str) -> Iterator[Written]:
    """The calls in the code, in order; raises `UsageError` where it cannot be parsed."""
    import tree_sitter_swift

    for node in calls_below(tree(text, tree_sitter_swift.language()), "call_expression"):
        name = re.search(r"(\w+)$", source_of(node.children[0]))
        values = [
            value
            for suffix in node.children
            if suffix.type == "call_suffix"
            for arguments in suffix.named_children
            if arguments.type == "value_arguments"
            for value in arguments.named_children
            if value.type == "value_argument"
        ]
        if name is None or not is_call(name[1]) or "." not in source_of(node.children[0]):
            continue
        given = [_argument(value) for value in values]
        yield Written(
            name[1],
            tuple(value for label, value in given if not label),
            {label: value for label, value in given if label},
            line=node.start_point.row + 1,
        )


def _argument(node: Node) -> tuple[str, Value]:
    label = next((c for c in node.named_children if c.type == "value_argument_label"), None)
    inner = [one for one in node.named_children if one.type != "value_argument_label"]
    value = _value(inner[-1]) if inner else Unknown(one_line(source_of(node)))
    if label is not None and source_of(label) == "enrichments":
        steps = [step for step in _steps(node) if step[0] and step[0][0] in PARTS]
        value = Changes(tuple(steps)) if steps else NOTHING
    return (source_of(label) if label is not None else "", value)


def _steps(node: Node) -> Iterator[tuple[tuple[str, ...], Value]]:
    """What closures put into the call: by assigning, with `add` or with `setValue`."""
    if node.type == "assignment":
        target, result = (node.child_by_field_name(side) for side in ("target", "result"))
        if target is not None and result is not None:
            yield from _assigned(_path(target), result)
    elif node.type == "call_expression" and (call := _call(node)) and call[0][-1:] == ("setValue",):
        path, given = call
        keys = str(given.get("forKeyPath", "")).split(".")
        yield (*path[:-1], *keys), given.get("")
    else:
        for inner in node.named_children:
            yield from _steps(inner)


def _assigned(path: tuple[str, ...], result: Node) -> Iterator[tuple[tuple[str, ...], Value]]:
    call = _call(_tried(result))
    if call and call[0] == (*path, "add"):
        yield (*path, str(call[1].get("forKey", ""))), call[1].get("value")
    else:
        yield path, _value(result)


def _path(node: Node) -> tuple[str, ...]:
    """`event?.context?.add` → `context`, `add`: what stands after the variable."""
    names = re.split(r"[?!]?\.", source_of(node))
    return tuple(names[1:]) if all(re.fullmatch(r"\w+", name) for name in names) else ()


def _call(node: Node) -> tuple[tuple[str, ...], dict[str, Value]] | None:
    """The path of what is called, and its arguments by their labels."""
    if node.type != "call_expression":
        return None
    given = [
        _argument(value)
        for suffix in node.named_children[1:]
        for arguments in suffix.named_children
        for value in arguments.named_children
        if value.type == "value_argument"
    ]
    return _path(node.named_children[0]), dict(given)


def _tried(node: Node) -> Node:
    return node.named_children[-1] if node.type == "try_expression" else node


def _value(node: Node) -> Value:  # noqa: C901, PLR0911 (one line for each kind of literal)
    match node.type:
        case "dictionary_literal":
            return _dictionary(node)
        case "array_literal":
            return [_value(one) for one in node.named_children if one.type != "comment"]
        case kind if kind in _TEXTS and not _is_computed(node):
            return _string(node)
        case kind if kind in _NUMBERS:
            return _number(source_of(node))
        case "boolean_literal":
            return source_of(node) == "true"
        case "nil_literal" | "nil":
            return None
        case "prefix_expression":
            inner = _value(node.named_children[-1]) if node.named_children else None
            is_number = isinstance(inner, int | float) and not isinstance(inner, bool)
            if source_of(node).startswith("-") and is_number:
                return -inner  # type: ignore[operator]
        case "as_expression" if node.named_children:
            return _value(node.named_children[0])
        case "try_expression":
            return _value(_tried(node))
        case "call_expression" | "navigation_expression":
            return _made(node)
    return Unknown(one_line(source_of(node)))


def _made(node: Node) -> Value:
    """`JSON(…)` is what stands in it; `NSNull()` and `JSON.null` are null."""
    if source_of(node) in _NULLS:
        return None
    call = _call(node)
    if call and source_of(node).startswith("JSON("):
        return call[1].get("")
    return Unknown(one_line(source_of(node)))


def _dictionary(node: Node) -> Value:
    parts = [one for one in node.named_children if one.type != "comment"]
    pairs = zip(parts[::2], parts[1::2], strict=False)
    found: dict[str, Value] = {}
    for key, value in pairs:
        name = _value(key)
        found[name if isinstance(name, str) else f"‹{one_line(source_of(key))}›"] = _value(value)
    return found


def _is_computed(node: Node) -> bool:
    return any(one.type == "interpolated_expression" for one in node.named_children)


def _string(node: Node) -> str:
    if node.type == "multi_line_string_literal":
        return source_of(node).removeprefix('"""\n').removesuffix('"""').removesuffix("\n")
    return "".join(
        _escaped(source_of(part)) if part.type == "str_escaped_char" else source_of(part)
        for part in node.named_children
    )


def _escaped(sequence: str) -> str:
    inner = sequence[1:]
    if found := re.fullmatch(r"u\{([0-9a-fA-F]{1,8})\}", inner):
        code = int(found[1], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"
    return _ESCAPES.get(inner, inner)


def _number(source: str) -> Value:
    plain = source.replace("_", "")
    try:
        return int(plain, 0) if re.fullmatch(r"0[xob]\w+|\d+", plain) else float(plain)
    except ValueError:
        return Unknown(source)
