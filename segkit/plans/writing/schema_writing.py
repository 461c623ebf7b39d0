"""`Rule` → its JSON Schema, the other way of `segkit.plans.documents.schema`.

Fields become `properties`, `items` and `required` again; what was left over when they were read
(`Field.schema`, `Rule.schema`) is laid back over them at its own place, and wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segkit.model.plan import ELEMENT, Field, Rule
from segkit.plans.documents.schema import CONTAINER_KEYS


@dataclass(slots=True)
class _Node:
    """One key of the payload: what is planned for it, and the keys below it."""

    planned: Field | None = None
    below: dict[str, _Node] = field(default_factory=dict)


def schema_of(rule: Rule) -> dict[str, object]:
    """The envelope schema that describes the payload of one call, as the Public API takes it."""
    root = _tree(rule.fields)
    if rule.container:
        root.below.setdefault(rule.container, _Node())
    schema: dict[str, object] = {"type": "object"}
    if rule.description:
        schema["description"] = rule.description
    if rule.labels:
        schema["labels"] = dict(rule.labels)
    schema |= _children(root)
    names = [*rule.required, *_required(root)]
    if names:
        schema["required"] = list(dict.fromkeys(names))
    for name in CONTAINER_KEYS:
        if name in root.below and root.below[name].planned is None:
            _properties(schema)[name] |= {"type": "object"}
    return _laid_over(schema, rule.schema)


def _tree(fields: Iterable[Field]) -> _Node:
    root = _Node()
    for planned in fields:
        node = root
        for segment in planned.path:
            node = node.below.setdefault(segment, _Node())
        node.planned = planned
    return root


def _children(node: _Node) -> dict[str, object]:
    """`properties`, `required` and `items` for what stands below a key."""
    schema: dict[str, object] = {}
    names = {
        name: _schema(child)
        for name, child in node.below.items()
        if name != ELEMENT and (child.below or child.planned is None or child.planned.declared)
    }
    if names:
        schema["properties"] = names
    if required := _required(node):
        schema["required"] = required
    if ELEMENT in node.below:
        schema["items"] = _schema(node.below[ELEMENT])
    return schema


def _properties(schema: Mapping[str, object]) -> dict[str, dict[str, object]]:
    names = schema.get("properties")
    return names if isinstance(names, dict) else {}


def _required(node: _Node) -> list[str]:
    return [
        name
        for name, child in node.below.items()
        if child.planned and child.planned.required and name != ELEMENT
    ]


def _schema(node: _Node) -> object:
    if node.planned is None:
        only_elements = node.below and all(name == ELEMENT for name in node.below)
        return {"type": "array" if only_elements else "object", **_children(node)}
    if node.planned.schema.keys() == {""}:
        return node.planned.schema[""]
    return _laid_over({**_own(node.planned), **_children(node)}, node.planned.schema)


def _own(planned: Field) -> dict[str, object]:
    types = planned.types
    schema: dict[str, object] = {
        "description": planned.description or None,
        "type": types[0] if len(types) == 1 else list(types) or None,
        "enum": None if planned.enum is None else list(planned.enum),
        "pattern": planned.pattern,
        "format": planned.format,
    }
    if planned.example is not None:
        examples = planned.schema.get("examples")
        if examples is None:
            schema["examples"] = [planned.example]
        elif not isinstance(examples, list) or examples[:1] != [planned.example]:
            schema["example"] = planned.example
    return {key: value for key, value in schema.items() if value is not None}


def _laid_over(schema: Mapping[str, object], rest: Mapping[str, object]) -> dict[str, object]:
    result = dict(schema)
    for key, value in rest.items():
        below = result.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        result[key] = _laid_over(below, value) if both else value  # type: ignore[arg-type]  # both are mappings
    return result
