"""However a tree is built, the plan that comes of it is the one that was written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from segkit.model.plan import Rule
from segkit.plans.formats import read_given
from segkit.plans.plan_input import PlanInput
from tests.plans.shapes.tree_shapes import Known, Shape, known_rules, tree

_EACH = 25


@pytest.mark.parametrize("first", range(0, 250, _EACH))
def test_a_plan_is_the_same_in_every_shape(first: int) -> None:
    """Lists, maps, areas, schemas, marks, synonyms and wrappers say the same events and fields."""
    wrong = {
        f"{seed}: {shape.chosen}": found
        for seed in range(first, first + _EACH)
        for document, shape in [tree(seed)]
        if (found := list(_wrong(document, shape)))
    }

    assert not wrong


def _wrong(document: object, shape: Shape) -> Iterator[str]:
    """What the plan that is read says otherwise than the known one."""
    plan = read_given(PlanInput.of(document, "quillmoor", "YAML"))
    wanted = known_rules(shape)
    rules = {(rule.call, rule.key if rule.call == "track" else ""): rule for rule in plan.rules}
    if wanted.keys() != rules.keys():
        yield f"rules {sorted(rules)}"
    for identity, known in wanted.items():
        if identity in rules:
            yield from _wrong_fields(rules[identity], known, shape.says)


def _wrong_fields(rule: Rule, known: tuple[Known, ...], says: set[str]) -> Iterator[str]:
    fields = {one.dotted: one for one in rule.fields if not one.dotted.endswith("[]")}
    if set(fields) != {one.name for one in known}:
        yield f"{rule.key}: fields {sorted(fields)}"
    for one in known:
        field = fields.get(one.name)
        if field is None:
            continue
        types = {(one.type,)} | ({()} if one.enum else set())
        if "types" in says and field.types not in types:
            yield f"{one.name}: type {field.types}"
        if "required" in says and field.required != one.required:
            yield f"{one.name}: required {field.required}"
        if "enums" in says and tuple(field.enum or ()) != one.enum:
            yield f"{one.name}: values {field.enum}"
