"""What a plan asks of every call, added to one that lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segkit.model.plan import Rule
from segkit.snippets.payload import Payload, example_payload
from segkit.validation import violations


def with_common(call: Payload, rules: Iterable[Rule]) -> Payload:
    """The call with realistic values for what the plan's common rules require and it lacks.

    Args:
        call: As it would be sent; changed in place.
        rules: Of the plan; those of calls are passed over.
    """
    for rule in rules:
        if rule.call != "common":
            continue
        offered = example_payload(rule)
        for breach in violations(rule, call):
            value: object = offered
            for name in breach.path:
                value = value.get(name) if isinstance(value, Mapping) else None
            if breach.kind == "Required" and value is not None:
                put(call, breach.path, value)
    return call


def put(call: Payload, path: tuple[str, ...], value: object) -> None:
    """Set one field of the call, with the objects on the way to it."""
    owner = call
    for name in path[:-1]:
        inner = owner.get(name)
        if not isinstance(inner, dict):
            inner = owner[name] = {}
        owner = inner
    owner[path[-1]] = value
