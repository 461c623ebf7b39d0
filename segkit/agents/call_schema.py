"""The JSON Schema of a whole call, by itself: what a test of the customer's code can check with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from segkit.model.plan import Rule
from segkit.snippets.common import with_common
from segkit.snippets.payload import example_payload
from segkit.validation.violations import rule_schema

DRAFT = "http://json-schema.org/draft-07/schema#"
_NAME = {"track": "event", "page": "name", "screen": "name"}


def call_schema(rule: Rule) -> dict[str, object]:
    """Draft-07, with the call's type and name as constants."""
    schema = rule_schema(rule)
    given = schema.get("properties")
    properties = dict(given) if isinstance(given, Mapping) else {}
    fixed: dict[str, object] = {}
    if rule.call != "common":
        fixed["type"] = {"const": rule.call}
        if rule.key is not None and rule.call in _NAME:
            fixed[_NAME[rule.call]] = {"const": rule.key}
    listed = schema.get("required")
    required = [*fixed, *(listed if isinstance(listed, list) else [])]
    return {
        "$schema": DRAFT,
        "$id": schema_address(rule),
        **{key: value for key, value in schema.items() if key not in {"$schema", "$id"}},
        "properties": fixed | {key: value for key, value in properties.items() if key not in fixed},
        **({"required": list(dict.fromkeys(required))} if required else {}),
    }


def schema_address(rule: Rule) -> str:
    """Where a host reads the schema: `segkit://schema/track/Order%20Completed/1`."""
    name = quote(rule.key or "-", safe="")
    return f"segkit://schema/{rule.call}/{name}/{rule.version}"


def sample_call(rule: Rule, rules: Iterable[Rule]) -> dict[str, object]:
    """A call that the rule accepts, and the plan's common rules as well: the guide's own."""
    call: dict[str, object] = {"type": rule.call, **example_payload(rule)}
    every = list(rules)
    oldest = min(
        (one.version for one in every if (one.call, one.key) == (rule.call, rule.key)),
        default=rule.version,
    )
    if rule.version != oldest:
        call["context"] = {"protocols": {"event_version": rule.version}}
    made: dict[str, object] = json.loads(json.dumps(with_common(call, every)))
    return made
