"""One planned call with all its fields."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.agents.answering import Found, size_of
from segkit.agents.asking import rule_asked, text_of
from segkit.agents.boundary import LONG, crossed
from segkit.agents.call_schema import call_schema, schema_address
from segkit.agents.knowing import Known
from segkit.derive.personal import mark_of
from segkit.model.plan import Field, Rule
from segkit.validation.violations import dotted

_SCHEMA_BYTES = 3500


def get_event(known: Known, arguments: Mapping[str, object]) -> Found:
    """The rule and its fields; the newest version where none is asked for."""
    call = text_of(arguments, "call") or "track"
    rule = rule_asked(known, arguments, call, text_of(arguments, "name"))
    head: dict[str, object] = {
        "call": rule.call,
        "name": rule.key or "",
        "version": rule.version,
        "versions": sorted(one.version for one in known.versions(rule.call, rule.key)),
        "deprecated": rule.deprecated,
        "description": rule.description,
        "origin": rule.origin,
        "seen": _seen(known, rule),
    }
    if arguments.get("schema") is True:
        schema = call_schema(rule)
        shown = crossed(schema, LONG)
        fits = shown == schema and size_of(shown) <= _SCHEMA_BYTES  # a schema is whole or none
        head |= {"schema": schema} if fits else {"schemaUri": schema_address(rule)}
    return Found(head, [_field(one) for one in rule.fields], LONG)


def _seen(known: Known, rule: Rule) -> dict[str, object]:
    """What was seen of such calls, if any were ever looked at; not seen is not "never sent"."""
    facts = known.facts
    found = facts.seen.of(rule) if facts.seen else None
    if facts.evidence is None or found is None:
        state = "no evidence" if facts.evidence is None else "not asked for"
        return {"state": state}
    kept = found.kept
    if kept is None:
        return {"state": found.state, "until": facts.evidence.last}
    return {
        "state": found.state,
        "calls": kept.seen,
        "valid": kept.valid,
        "sources": list(kept.sources),
        "first": kept.first,
        "last": kept.last,
        "violations": [
            {"path": dotted(one.path), "kind": one.keyword, "count": one.count}
            for one in kept.breaches
        ],
    }


def _field(field: Field) -> dict[str, object]:
    return {
        "path": list(field.path),
        "types": list(field.types),
        "required": field.required,
        "description": field.description,
        "example": field.example,
        "enum": None if field.enum is None else list(field.enum),
        "format": field.format,
        "pattern": field.pattern,
        "pii": mark_of(field),
        "origin": field.origin,
    }
