"""The Data Catalog of RudderStack: events, properties and types that plans refer to by id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Entry = Mapping[str, object]

_CAPITAL = re.compile(r"_([a-z])")
_KEYWORDS = {"itemTypes", "itemType"}
_OWN = {"id", "name", "type", "types", "config", "propConfig", "properties", "required",
        "description", "$ref", "property", "itemTypes", "item_types", "item_type", "itemType",
        "additional_properties", "additionalProperties", "variants"}  # fmt: skip


@dataclass(slots=True)
class Catalog:
    """What the documents of one project define, by id."""

    events: dict[str, Entry] = field(default_factory=dict)
    properties: dict[str, Entry] = field(default_factory=dict)
    types: dict[str, Entry] = field(default_factory=dict)

    def event(self, reference: object) -> Entry | None:
        """The event that `#/events/<group>/<id>` or `#event:<id>` refers to."""
        return self.events.get(_id(reference))


def catalog_of(specs: Iterable[Entry]) -> Catalog:
    """The catalog in the documents of the kinds events, properties and custom-types."""
    catalog = Catalog()
    for document in specs:
        spec = document.get("spec")
        if isinstance(spec, Mapping):
            _collect(spec.get("events"), catalog.events)
            _collect(spec.get("properties"), catalog.properties)
            _collect(spec.get("types"), catalog.types)
    return catalog


def schema_of_properties(
    properties: object, catalog: Catalog, seen: tuple[str, ...] = ()
) -> dict[str, object]:
    """An object's JSON Schema from a list of properties or references to them.

    Args:
        properties: `[{$ref | property | name, required, properties}]`.
        catalog: Where references lead.
        seen: Custom types on the way here; one that holds itself ends there.
    """
    described: dict[str, object] = {}
    required: list[str] = []
    for one in properties if isinstance(properties, list) else []:
        if not isinstance(one, Mapping):
            continue
        reference = one.get("$ref") or one.get("property")
        found = catalog.properties.get(_id(reference), {}) if reference else one
        name = str(found.get("name") or _id(reference))
        described[name] = _schema({**found, **one}, catalog, seen)
        if one.get("required") is True:
            required.append(name)
    schema: dict[str, object] = {"type": "object", "properties": described}
    return schema | ({"required": required} if required else {})


def cases_of(variants: object, catalog: Catalog, seen: tuple[str, ...] = ()) -> list[object]:
    """What some values of a property demand besides, as conditions of JSON Schema."""
    found: list[object] = []
    for one in variants if isinstance(variants, list) else ():
        told = one if isinstance(one, Mapping) else {}
        deciding = _id(told.get("discriminator"))
        name = str(catalog.properties.get(deciding, {}).get("name", deciding))
        cases = [case for case in _listed(told.get("cases")) if isinstance(case, Mapping)]
        matched = [value for case in cases for value in _listed(case.get("match"))]
        several = [({"enum": _listed(case.get("match"))}, case.get("properties")) for case in cases]
        default = told.get("default")
        beside = default.get("properties") if isinstance(default, Mapping) else default
        for values, properties in [*several, ({"not": {"enum": matched}}, beside)]:
            then = schema_of_properties(properties, catalog, seen)
            if then["properties"]:
                condition = {"properties": {name: values}, "required": [name]}
                found.append({"if": condition, "then": then})
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _schema(said: Entry, catalog: Catalog, seen: tuple[str, ...]) -> dict[str, object]:
    """The schema of a property, with its custom type's and its nested properties laid over."""
    schema: dict[str, object] = {}
    config = said.get("config") or said.get("propConfig")
    for key, value in config.items() if isinstance(config, Mapping) else ():
        schema[_CAPITAL.sub(lambda match: match[1].upper(), str(key))] = value
    items = [schema.pop(key) for key in _KEYWORDS if key in schema]
    items += [said[key] for key in ("item_types", "item_type") if key in said]
    if items:
        schema["items"] = _type(items[0], catalog, seen)
    kind = said.get("types", said.get("type"))
    schema = {**_type(kind, catalog, seen), **schema}
    if isinstance(said.get("properties"), list):
        nested = schema_of_properties(said["properties"], catalog, seen)
        within = schema.get("items") if _is_array(schema) else None
        if _is_array(schema):
            schema["items"] = {**(within if isinstance(within, dict) else {}), **nested}
        else:
            schema |= {key: one for key, one in nested.items() if key != "type" or not kind}
    if cases := cases_of(said.get("variants"), catalog, seen):
        schema["allOf"] = cases
    if isinstance(said.get("description"), str):
        schema["description"] = said["description"]
    return schema | {key: value for key, value in said.items() if key not in _OWN}


def _type(kind: object, catalog: Catalog, seen: tuple[str, ...]) -> dict[str, object]:
    """JSON Schema's `type`, from `string`, `string, null`, a list, or a custom type's id."""
    names = kind.split(",") if isinstance(kind, str) else kind
    if not isinstance(names, list) or not names:
        return {}
    names = [one.strip() if isinstance(one, str) else one for one in names]
    reference = names[0]
    if len(names) == 1 and isinstance(reference, str) and reference.startswith("#"):
        custom = _id(reference)
        if custom in seen or custom not in catalog.types:
            return {"customType": reference}
        return _schema(catalog.types[custom], catalog, (*seen, custom))
    return {"type": names[0] if len(names) == 1 else names}


def _is_array(schema: Entry) -> bool:
    kind = schema.get("type")
    return kind == "array" or (isinstance(kind, list) and "array" in kind)


def _collect(entries: object, into: dict[str, Entry]) -> None:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, Mapping):
            into[str(entry.get("id"))] = entry


def _id(reference: object) -> str:
    """The last part of `#/properties/<group>/<id>`, `#property:<id>` or `urn:…/<id>`."""
    return re.split(r"[/:]", reference)[-1] if isinstance(reference, str) else ""
