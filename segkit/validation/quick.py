"""Only whether a call keeps its rules, from no more of it than they speak of.

Most calls are valid, and most of a call is context that the plan says nothing about. A rule that
speaks of `properties` or `traits` only is asked about these, any other one about the call as a
whole; by types of msgspec where these say the same. What it says is what `Compiled` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from segkit.model.plan import Rule
from segkit.validation.compiled import compile_schema
from segkit.validation.typed import types_of
from segkit.validation.violations import compiled_rule, rule_schema

_SAYS_NOTHING = {"$schema", "$id", "title", "description", "labels", "examples", "default"}

Proof = Callable[[bytes], object]
"""Given JSON, raises an error of msgspec where it may not be as planned; else it is."""


@dataclass(frozen=True, slots=True)
class QuickCheck:
    """What has to be proved of a call.

    Attributes:
        of_properties: The call's own rule speaks of `properties` alone, else of `traits`.
        is_required: The call must carry these.
        prove: Of what stands there; None when the rule speaks of more, or there is none.
        whole: Of the call; None when nothing more is to be proved.
    """

    of_properties: bool = True
    is_required: bool = False
    prove: Proof | None = None
    whole: Proof | None = None


def quick_check(rule: Rule | None, common: Sequence[Rule] = ()) -> QuickCheck:
    """What proves that a call keeps its rule, when it has one, and the common ones."""
    inner = _container_alone(rule) if rule else None
    if rule is None or inner is None:
        return QuickCheck(whole=_all_of(_proofs([*([rule] if rule else ()), *common])))
    required = rule_schema(rule).get("required")
    return QuickCheck(
        of_properties=rule.container == "properties",
        is_required=isinstance(required, list) and rule.container in required,
        prove=inner,
        whole=_all_of(_proofs(common)),
    )


def _container_alone(rule: Rule) -> Proof | None:
    """The rule's word on its container; None when it speaks of more, or has broken parts."""
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
        return msgspec.json.Decoder(known).decode
    return _asking([alone.validator.is_valid])


def _proofs(rules: Iterable[Rule]) -> Iterator[Proof]:
    """The word of rules on a call as a whole; those without types share one reading of it."""
    asked: list[Callable[[object], bool]] = []
    for rule in rules:
        compiled = compiled_rule(rule)
        known = None if compiled.broken else types_of(rule_schema(rule))
        if compiled.validator is None:
            continue  # nothing of it could be used
        if known is not None:
            yield msgspec.json.Decoder(known).decode
        else:
            asked.append(compiled.validator.is_valid)
    if asked:
        yield _asking(asked)


def _all_of(proofs: Iterable[Proof]) -> Proof | None:
    """One for several."""
    several = tuple(proofs)
    if len(several) < 2:
        return several[0] if several else None

    def prove(raw: bytes) -> None:
        for one in several:
            one(raw)

    return prove


def _asking(asked: Sequence[Callable[[object], bool]]) -> Proof:
    """Validators' word on JSON, as an error."""
    decode = msgspec.json.Decoder().decode

    def prove(raw: bytes) -> None:
        value = decode(raw)
        if not all(is_valid(value) for is_valid in asked):
            raise msgspec.ValidationError

    return prove


def _refers(schema: object) -> bool:
    """It points to another place, which stands elsewhere when it is compiled alone."""
    if isinstance(schema, Mapping):
        return "$ref" in schema or any(map(_refers, schema.values()))
    return isinstance(schema, list) and any(map(_refers, schema))
