"""What a rule says about each key of a payload, as a tree that can be walked.

`Rule.fields` is a list in plan order, good for tables. Checking a payload and composing an
example both need the other view: this key, what is planned for it, the keys below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from segkit.model.plan import ELEMENT, Field, Rule
from segkit.plans.writing.schema_writing import schema_of
from segkit.validation.compiled import ANY_TYPE


@dataclass(frozen=True, slots=True)
class Shape:
    """One key of a payload, or the elements of an array.

    Attributes:
        planned: What the plan says about it; a field that says nothing when the plan only
            describes what stands below it.
        below: The keys of the object, in plan order.
        element: The elements of the array; None when the plan says nothing about them.
        schema: The same as JSON Schema.
    """

    planned: Field
    schema: object = field(default_factory=dict, hash=False)
    below: Mapping[str, Shape] = field(default_factory=dict)
    element: Shape | None = None

    @property
    def types(self) -> tuple[str, ...]:
        """JSON Schema types that are allowed; empty when every type is."""
        return () if ANY_TYPE in self.planned.types else self.planned.types


@dataclass(slots=True)
class _Node:
    planned: Field | None = None
    below: dict[str, _Node] = field(default_factory=dict)


def shape_of(rule: Rule) -> Shape:
    """The shape of the whole payload of a call that the rule describes.

    A container (`properties`, `traits`) is required when the rule says so or when one of its
    own fields is required: Segment writes it so itself, other tools forget it.
    """
    root = _Node()
    for planned in rule.fields:
        node = root
        for segment in planned.path:
            node = node.below.setdefault(segment, _Node())
        node.planned = planned
    if rule.container:
        root.below.setdefault(rule.container, _Node())
    shape = _shape(root, (), schema_of(rule))
    return replace(
        shape,
        below={
            name: _as_container(child, name in rule.required)
            if name in {rule.container, "properties", "traits", "context"}
            else child
            for name, child in shape.below.items()
        },
    )


def _shape(node: _Node, path: tuple[str, ...], schema: object) -> Shape:
    element = node.below.pop(ELEMENT, None)
    planned = node.planned or Field(path, types=_implied_types(node, element))
    inner = _at(schema, "properties")
    return Shape(
        planned,
        schema,
        below={
            name: _shape(child, (*path, name), _at(inner, name))
            for name, child in node.below.items()
        },
        element=_shape(element, (*path, ELEMENT), _at(schema, "items")) if element else None,
    )


def _at(schema: object, key: str) -> object:
    return schema.get(key, {}) if isinstance(schema, Mapping) else {}


def _implied_types(node: _Node, element: _Node | None) -> tuple[str, ...]:
    return ("array",) if element and not node.below else ("object",)


def _as_container(shape: Shape, named: bool) -> Shape:  # noqa: FBT001  # private, one caller
    required = named or any(child.planned.required for child in shape.below.values())
    return replace(shape, planned=replace(shape.planned, required=required))
