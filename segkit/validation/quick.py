"""Only whether a call keeps its rule, from `properties` or `traits` alone.

Most calls are valid, and most of a call is context that the plan says nothing about. A rule that
speaks of its container only is checked there, so that nothing else has to be read. What it says
is what `Compiled` says, or there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from segkit.model.plan import Rule
from segkit.validation.compiled import compile_schema
from segkit.validation.typed import types_of
from segkit.validation.violations import compiled_rule, rule_schema

_SAYS_NOTHING = {"$schema", "$id", "title", "description", "labels", "examples", "default"}


@dataclass(frozen=True, slots=True)
class QuickCheck:
    """A rule's word on the container of a call.

    Attributes:
        container: `properties` or `traits`.
        is_required: The call must carry it.
        prove: Given the JSON of what stands there, raises an error of msgspec where it may not be
            as planned; where it raises none, it is.
    """

    container: str
    is_required: bool
    prove: Callable[[bytes], object]


def quick_check(rule: Rule) -> QuickCheck | None:
    """The rule's check of its container; None when it speaks of more, or has broken parts."""
    container, schema = rule.container, rule_schema(rule)
    compiled = compiled_rule(rule)
    if container is None or compiled.validator is None or compiled.broken:
        return None
    below, required = schema.get("properties", {}), schema.get("required", [])
    if not isinstance(below, Mapping) or not isinstance(required, list):
        return None
    inner = below.get(container, {})
    others = [one for name, one in below.items() if name != container]
    is_plain = (
        set(schema) <= {"type", "properties", "required", *_SAYS_NOTHING}
        and schema.get("type", "object") == "object"
        and set(required) <= {container}
        and all(isinstance(one, Mapping) and set(one) <= _SAYS_NOTHING for one in others)
        and not _refers(inner)
    )
    alone = compile_schema(inner) if is_plain else None
    if alone is None or alone.validator is None or alone.broken:
        return None
    known = types_of(inner)
    if known is not None:
        return QuickCheck(container, container in required, msgspec.json.Decoder(known).decode)
    return QuickCheck(container, container in required, _asking(alone.validator.is_valid))


def _asking(is_valid: Callable[[object], bool]) -> Callable[[bytes], object]:
    """The validator's word on JSON, as an error."""
    decode = msgspec.json.Decoder().decode

    def prove(raw: bytes) -> None:
        if not is_valid(decode(raw)):
            raise msgspec.ValidationError

    return prove


def _refers(schema: object) -> bool:
    """It points to another place, which stands elsewhere when it is compiled alone."""
    if isinstance(schema, Mapping):
        return "$ref" in schema or any(map(_refers, schema.values()))
    return isinstance(schema, list) and any(map(_refers, schema))
