"""The Config API's `rules` object, which Typewriter v7 keeps in its plan → API rules and traits.

It holds `events` (a list of named schemas), `identify`, `group` and `global` (one envelope
each), and `identify_traits` and `group_traits` (one object per trait). The shapes are those of
Typewriter v7's and segment-config-api's public types; the trait lists of known plans are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segkit.model.plan import Explained, Field, Rule
from segkit.plans.documents.schema import fields_of

_CALLS = {
    "events": "TRACK",
    "identify": "IDENTIFY",
    "group": "GROUP",
    "page": "PAGE",
    "screen": "SCREEN",
    "alias": "ALIAS",
    "global": "COMMON",
    "common": "COMMON",
}
_TRAITS = {"identify_traits": "identify", "group_traits": "group"}
_SCHEMA_KEYS = ("rules", "schema", "jsonSchema")

Entries = list[tuple[str, object]]
Traits = list[tuple[str, str, object]]


def is_config_rules(rules: object) -> bool:
    """True when `rules` is the Config API's object: an `events` list, or lists and schemas."""
    if not isinstance(rules, Mapping) or not rules:
        return False
    if isinstance(rules.get("events"), list):
        return True
    return only_calls(rules) and all(
        one is None or isinstance(one, list | Mapping) for one in rules.values()
    )


def only_calls(rules: Mapping[str, object]) -> bool:
    """All keys are the Config API's words for calls and their traits."""
    return all(key in _CALLS or key in _TRAITS for key in rules)


def config_entries(rules: object, prefix: str) -> tuple[Entries, Traits]:
    """API rules with their origins, and the traits of the trait lists with origin and call."""
    entries: Entries = []
    traits: Traits = []
    for key, value in rules.items() if isinstance(rules, Mapping) else ():
        origin = f"{prefix}rules.{key}"
        if key in _TRAITS and isinstance(value, list):
            for at, trait in _numbered(value, origin):
                if _is_envelope(trait):
                    entries.append((at, _api_entry(_TRAITS[key].upper(), trait)))
                else:
                    traits.append((at, _TRAITS[key], trait))
        elif isinstance(value, list):
            entries += [
                (at, _api_entry(_CALLS.get(key), one)) for at, one in _numbered(value, origin)
            ]
        elif value:
            entries.append((origin, _api_entry(_CALLS.get(key), value)))
    return entries, traits


def trait_rules(traits: Traits) -> tuple[list[Rule], list[Explained]]:
    """One rule per call that has traits, and what in the lists names no trait."""
    fields: dict[str, list[Field]] = {}
    origins: dict[str, str] = {}
    explained: list[Explained] = []
    for origin, call, trait in traits:
        found = _trait_fields(trait, origin)
        if found:
            origins.setdefault(call, origin.rpartition("[")[0])
            fields.setdefault(call, []).extend(found)
        else:
            explained.append(Explained(origin, "It names no trait."))
    rules = [
        Rule(call=call, fields=tuple(planned), origin=origins[call])
        for call, planned in fields.items()
    ]
    return rules, explained


def _trait_fields(trait: object, origin: str) -> list[Field]:
    if isinstance(trait, str):
        return [Field(("traits", trait), origin=origin)]
    name = trait.get("name") if isinstance(trait, Mapping) else None
    if not isinstance(trait, Mapping) or not isinstance(name, str):
        return []
    schema = {key: value for key, value in trait.items() if key not in {"name", *_SCHEMA_KEYS}}
    for key in _SCHEMA_KEYS:
        if isinstance(inner := trait.get(key), Mapping):
            schema |= inner
    required = schema.get("required") is True
    if required:
        del schema["required"]
    return fields_of(schema, ("traits", name), origin=origin, required=required)


def _numbered(values: list[object], origin: str) -> Iterable[tuple[str, object]]:
    return ((f"{origin}[{n}]", value) for n, value in enumerate(values))


def _is_envelope(trait: object) -> bool:
    schema = trait.get("rules") if isinstance(trait, Mapping) else None
    names = schema.get("properties") if isinstance(schema, Mapping) else None
    return isinstance(names, Mapping) and isinstance(names.get("traits"), Mapping)


def _api_entry(call: str | None, value: object) -> object:
    """The API's rule for a named schema, or for a bare envelope; other things as they are."""
    if not isinstance(value, Mapping) or call is None:
        return value
    if "rules" not in value and ("properties" in value or "$schema" in value):
        return {"type": call, "key": None, "jsonSchema": value}
    if isinstance(said := value.get("eventType"), str):  # RudderStack's plans of this form
        call = said.upper()
    entry: dict[str, object] = {
        key: one for key, one in value.items() if key not in {"rules", "name"}
    }
    name = value.get("name")
    if call in {"IDENTIFY", "GROUP", "COMMON"} and name is not None:
        entry |= {"type": call, "key": None, "name": name}
    else:
        entry |= {"type": call, "key": name}
    if "rules" in value:
        entry["jsonSchema"] = value["rules"]
    return entry
