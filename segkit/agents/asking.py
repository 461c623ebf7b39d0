"""Whether a tool was asked rightly, and what is said when it was not: in our words, for a model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from jsonschema_rs import Draft202012Validator

from segkit.agents.boundary import cut, quoted
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError
from segkit.model.plan import Rule
from segkit.model.workspace import Destination, Source

NAMED = frozenset({"track", "page", "screen"})
"""Calls whose rules have names."""

_TYPES = {"string": "a text", "integer": "a whole number", "boolean": "true or false",
          "object": "an object"}  # fmt: skip


def check(arguments: Mapping[str, object], schema: Mapping[str, object]) -> None:
    """Raise `AskedWrongError` for the first thing that is wrong with the arguments."""
    properties = schema["properties"]
    assert isinstance(properties, Mapping)  # noqa: S101 (our own schema)
    if unknown := [name for name in arguments if name not in properties]:
        known = ", ".join(properties)
        raise AskedWrongError(f"There is no argument {quoted(unknown[0])}. Use: {known}.")
    required = schema.get("required", [])
    assert isinstance(required, list)  # noqa: S101 (likewise)
    if missing := [name for name in required if name not in arguments]:
        raise AskedWrongError(f"{missing[0]}: it is missing.")
    for name, value in arguments.items():
        if not _validator(json.dumps(properties[name])).is_valid(value):
            raise AskedWrongError(_wrong(name, value, properties[name]))


@cache
def _validator(text: str) -> Draft202012Validator:
    return Draft202012Validator(text)


def _wrong(name: str, value: object, schema: Mapping[str, object]) -> str:
    if allowed := schema.get("enum"):
        assert isinstance(allowed, list)  # noqa: S101 (our own schema)
        close = get_close_matches(str(value), allowed, n=1)
        meant = f" Did you mean {close[0]}?" if close else ""
        return (
            f"{name}: {quoted(str(value))} is not allowed. Use one of: {', '.join(allowed)}.{meant}"
        )
    kind = _TYPES[str(schema["type"])]
    low, high = schema.get("minimum"), schema.get("maximum")
    between = f" from {low} to {high}" if high is not None else f" from {low} on" if low else ""
    longest = schema.get("maxLength")
    most = f" of at most {longest} characters" if longest else ""
    return f"{name}: it has to be {kind}{between}{most}."


def text_of(arguments: Mapping[str, object], name: str) -> str:
    """An argument that is a text; empty when it was not given."""
    value = arguments.get(name, "")
    return value if isinstance(value, str) else ""


def rule_asked(known: Known, arguments: Mapping[str, object], call: str, name: str) -> Rule:
    """The rule of this call, name and version, the newest without one."""
    if not known.rules:
        raise AskedWrongError("The engagement has no tracking plan, so there are no events.")
    if call in NAMED and not name:
        raise AskedWrongError(f"name: {call} calls have one; say which.")
    versions = known.versions(call, name if call in NAMED else None)
    if not versions:
        every = [rule.key for rule in known.rules if rule.call == call and rule.key]
        if call in NAMED:
            raise AskedWrongError(
                f"name: there is no {call} call {quoted(name)}.{near(name, every)}"
            )
        raise AskedWrongError(f"call: the plan has no {call} calls.")
    version = arguments.get("version")
    for rule in versions:
        if version in {None, rule.version}:
            return rule
    there = ", ".join(str(rule.version) for rule in reversed(versions))
    raise AskedWrongError(f"version: there is none of this number. Use one of: {there}.")


def source_asked(known: Known, text: str) -> Source:
    """The one source of this slug, id or name."""
    found = known.sources(text)
    every = [one.slug for one in known.facts.sources.values()]
    if not found:
        raise AskedWrongError(f"source: there is none called {quoted(text)}.{near(text, every)}")
    if len(found) > 1:
        slugs = ", ".join(quoted(one.slug) for one in found[:5])
        raise AskedWrongError(f"source: several have this name. Use one of the slugs {slugs}.")
    return found[0]


def destinations_asked(known: Known, text: str) -> list[Destination]:
    """The destinations of this id or name."""
    found = known.destinations(text)
    if not found:
        every = [one.name for one in known.facts.destinations.values()]
        said = f"destination: there is none called {quoted(text)}."
        raise AskedWrongError(f"{said}{near(text, every)}")
    return found


def near(name: str, known: Iterable[str]) -> str:
    """What may have been meant, or what there is."""
    every: Sequence[str] = list(dict.fromkeys(known))
    folded = {one.casefold(): one for one in reversed(every)}
    close = get_close_matches(cut(name, 200).casefold(), folded, n=3, cutoff=0.5)
    if close:
        return f" Did you mean {' or '.join(quoted(folded[one]) for one in close)}?"
    if not every:
        return " There is none at all."
    return f" There is, for example, {quoted(every[0])}; use `search` to find others."
