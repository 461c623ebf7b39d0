"""One known plan, written as trees of every shape that people give it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

Tree = dict[str, object]


@dataclass(frozen=True, slots=True)
class Known:
    """One field of the known plan."""

    name: str
    type: str
    required: bool = False
    enum: tuple[str, ...] = ()
    about: str = "As the shop knows it."


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One event of the known plan."""

    name: str
    about: str
    fields: tuple[Known, ...]
    area: str


_SHIPPING = ("pickup", "courier", "freight")
SHARED = (
    Known("store_code", "string"),
    Known("app_version", "string"),
)
"""Fields that every event has where a shape says them once."""

TRAITS = (
    Known("loyalty_tier", "string", enum=("bronze", "silver", "gold")),
    Known("orders_count", "integer"),
    Known("has_account", "boolean"),
)

EVENTS = (
    KnownEvent(
        "lamp_order_placed",
        "The order was paid.",
        (
            Known("order_id", "string", required=True),
            Known("total", "number", required=True),
            Known("item_count", "integer"),
            Known("shipping_method", "string", required=True, enum=_SHIPPING),
            Known("is_gift", "boolean"),
        ),
        "checkout",
    ),
    KnownEvent(
        "coupon_applied",
        "A code was taken.",
        (Known("coupon_code", "string", required=True), Known("discount", "number")),
        "checkout",
    ),
    KnownEvent(
        "catalog_searched",
        "Somebody looked for something.",
        (
            Known("query", "string", required=True),
            Known("result_count", "integer", required=True),
            Known("filters", "array"),
            Known("sort_order", "string", enum=("price", "newest")),
        ),
        "browse",
    ),
    KnownEvent(
        "lamp_rated",
        "Stars were given.",
        (
            Known("name", "string", required=True),
            Known("type", "string", enum=("desk", "wall")),
            Known("value", "integer", required=True),
            Known("status", "string"),
            Known("category", "string"),
            Known("source", "string"),
        ),
        "browse",
    ),
    KnownEvent(
        "newsletter_joined",
        "The address was confirmed.",
        (Known("placement", "string", enum=("footer", "popup")), Known("list_id", "string")),
        "account",
    ),
)


@dataclass(slots=True)
class Shape:
    """How a tree says it, each part by the name of the choice.

    Attributes:
        rng: Makes the choices.
        chosen: What was chosen, for messages.
        says: What the shape can say: `types`, `required`, `enums`.
        apart: Fields that are described apart from the events.
    """

    rng: random.Random
    chosen: dict[str, str] = field(default_factory=dict)
    says: set[str] = field(default_factory=lambda: {"types", "required", "enums"})
    apart: Tree = field(default_factory=dict)

    def pick(self, what: str, *several: str) -> str:
        """One of several, the same for the whole tree."""
        if what not in self.chosen:
            self.chosen[what] = self.rng.choice(several)
        return self.chosen[what]


_TYPES = {
    "plain": {},
    "upper": dict(zip(("string", "number", "integer", "boolean", "array"),
                      ("STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY"), strict=True)),
    "programs": {"string": "str", "number": "float", "integer": "int", "boolean": "bool",
                 "array": "string[]"},
    "words": {"string": "Text", "number": "Decimal", "integer": "Integer", "boolean": "Boolean",
              "array": "List"},
}  # fmt: skip


_EXAMPLES = {"string": "a1", "number": 2.5, "integer": 3, "boolean": True, "array": ["a", "b"]}
_TEXTS = ("description", "desc", "notes", "none", "definition")


def _type(shape: Shape, known: Known) -> str:
    said = _TYPES[shape.pick("types", *_TYPES)]
    return said.get(known.type, known.type)


def _enum_key(shape: Shape) -> str:
    return shape.pick("enum key", "enum", "values", "allowed_values", "allowedValues", "options",
                      "choices", "possible_values", "accepted_values", "valid_values", "one_of_values",
                      "enum_values", "permittedValues")  # fmt: skip


def _schema(shape: Shape, known: Known) -> Tree:
    """One field in the words of JSON Schema."""
    values = {"enum": list(known.enum)} if known.enum else {}
    about = {} if shape.pick("field texts", *_TEXTS) == "none" else {"description": known.about}
    return {"type": known.type, **values, **about}


def _spec(shape: Shape, known: Known) -> Tree:
    """One field in words of its own."""
    spec: Tree = {"type": _type(shape, known)}
    if known.enum:
        spec[_enum_key(shape)] = list(known.enum)
        if shape.pick("enum type", "same", "enum") == "enum":
            spec["type"] = "enum"
    text = shape.pick("field texts", *_TEXTS)
    spec |= {} if text == "none" else {text: known.about}
    example = known.enum[0] if known.enum else _EXAMPLES[known.type]
    beside: dict[str, Tree] = {
        "nothing": {}, "example": {"example": example}, "pii": {"pii": False},
        "since": {"since": "1.2.0"}, "constraints": {"constraints": "as agreed"},
    }  # fmt: skip
    return (
        spec | beside[shape.pick("field beside", *beside)] | _mark(shape, required=known.required)
    )


def _mark(shape: Shape, *, required: bool) -> Tree:
    """What a field says itself about being required."""
    marks: dict[str, Tree] = {
        "on property": {"required": required},
        "where true": {"required": True} if required else {},
        "optional flag": {"optional": not required},
        "words": {"required": "yes" if required else "no"},
        "presence": {"presence": "required" if required else "optional"},
        "isRequired": {"isRequired": required},
        "mandatory": {"mandatory": required},
    }
    return marks.get(shape.pick("required", "list", *marks), {})


def _names_for(shape: Shape) -> str:
    return shape.pick("field name", "name", "property", "key", "field", "param", "property_name",
                      "propertyName", "id", "parameter")  # fmt: skip


def _as_objects(shape: Shape, known: tuple[Known, ...]) -> object:
    return [{_names_for(shape): one.name, **_spec(shape, one)} for one in known]


def _as_names(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.says.clear()
    return [one.name for one in known]


def _as_marked(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.says.intersection_update({"required"})
    shape.chosen["required"] = "mark"
    return [f"{one.name}{'' if one.required else '?'}" for one in known]


def _as_texts(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.says.intersection_update({"types"})
    sign = shape.pick("text", "colon", "brackets")
    return [
        f"{one.name}: {_type(shape, one)}"
        if sign == "colon"
        else f"{one.name} ({_type(shape, one)})"
        for one in known
    ]


def _as_types(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.says.intersection_update({"types"})
    return {one.name: _type(shape, one) for one in known}


def _as_unions(shape: Shape, known: tuple[Known, ...]) -> object:
    """`plan: "free | pro"`, `order_id: "string, required"`."""
    shape.chosen["required"] = "in the type"
    return {
        one.name: (" | ".join(one.enum) if one.enum else one.type)
        + (" (required)" if one.required else "")
        for one in known
    }


def _as_map(shape: Shape, known: tuple[Known, ...]) -> object:
    return {one.name: _spec(shape, one) for one in known}


def _as_schema(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.chosen["required"] = "schema"
    schema: Tree = {
        "type": "object",
        "properties": {one.name: _schema(shape, one) for one in known},
    }
    if required := [one.name for one in known if one.required]:
        schema["required"] = required
    return schema


def _as_parted(shape: Shape, known: tuple[Known, ...]) -> object:
    """Required and optional apart, each as names or with their types."""
    shape.chosen["required"] = "apart"
    inner = shape.pick("parted", "names", "types", "specs")
    if inner != "specs":
        shape.says.intersection_update({"required"} if inner == "names" else {"required", "types"})

    def several(some: list[Known]) -> object:
        if inner == "names":
            return [one.name for one in some]
        if inner == "types":
            return {one.name: _type(shape, one) for one in some}
        return {one.name: _spec(shape, one) for one in some}

    return {
        "required": several([one for one in known if one.required]),
        "optional": several([one for one in known if not one.required]),
    }


def _as_library(shape: Shape, known: tuple[Known, ...]) -> object:
    """Only names, of which the document says elsewhere what they are."""
    shape.apart |= {one.name: _spec(shape, one) for one in known}
    return [one.name for one in known]


def _as_references(shape: Shape, known: tuple[Known, ...]) -> object:
    shape.apart |= {one.name: _spec(shape, one) for one in known}
    return {one.name: {"$ref": f"#/definitions/{one.name}"} for one in known}


_FIELDS: dict[str, Callable[[Shape, tuple[Known, ...]], object]] = {
    "objects": _as_objects, "names": _as_names, "texts": _as_texts, "types": _as_types,
    "map": _as_map, "schema": _as_schema, "parted": _as_parted, "marked": _as_marked,
    "unions": _as_unions, "library": _as_library, "references": _as_references,
}  # fmt: skip


_WITH_LISTS = {"objects", "map", "library", "references"}


def _fields(shape: Shape, known: tuple[Known, ...]) -> object:
    return _FIELDS[shape.pick("fields", *_FIELDS)](shape, known)


def _event(shape: Shape, event: KnownEvent, *, name: bool) -> Tree:
    """What is said about one event."""
    tree: Tree = {}
    if name:
        key = shape.pick("event name", "name", "event", "event_name", "eventName", "key", "title",
                         "Event Name", "event_key", "id")  # fmt: skip
        tree[key] = event.name
    said = shape.pick("event text", "description", "desc", "trigger", "when", "purpose", "none")
    if said != "none":
        tree[said] = event.about
    beside: dict[str, Tree] = {
        "nothing": {}, "owner": {"owner": "web team", "priority": "P1"},
        "platforms": {"platforms": ["web", "ios"]}, "status": {"status": "active"},
        "type": {"type": "track"}, "category": {"category": event.area},
        "destinations": {"destinations": {"amplitude": True, "braze": False}},
        "version": {"version": "1-0-0"}, "kpi": {"kpis": ["conversion_rate", "order_value"]},
        "screens": {"screen_names": ["home_screen", "cart_screen"]},
    }  # fmt: skip
    tree |= beside[shape.pick("event beside", *beside)]
    known = event.fields
    group = shape.chosen.get("shared")
    if group == "by name":
        tree[shape.pick("include key", "includes", "property_groups", "extends", "mixins")] = [
            "base"
        ]
    fields = _fields(shape, known)
    key = shape.pick("field list", "properties", "props", "params", "parameters", "attributes",
                     "fields", "event_properties", "eventProperties", "payload", "schema",
                     "Properties", "event_params", "data", "arguments")  # fmt: skip
    if (
        shape.chosen["fields"] == "parted"
        and shape.pick("parted keys", "inside", "beside") == "beside"
    ):
        assert isinstance(fields, dict)
        tree |= {
            f"{one}_{key if 'prop' in key.lower() or 'param' in key.lower() else 'properties'}": names
            for one, names in fields.items()
        }
        return tree
    tree[key] = fields
    if shape.chosen.get("required") == "list" and shape.chosen["fields"] in _WITH_LISTS:
        required = [one.name for one in known if one.required]
        tree[shape.pick("required list", "required", "required_fields", "requiredProperties",
                        "required_properties")] = required  # fmt: skip
    return tree


def _collected(shape: Shape) -> object:
    """The events, however they hang together."""
    form = shape.pick("events", "list", "keyed", "areas", "area lists", "grouped list")
    if form == "list":
        return [_event(shape, one, name=True) for one in EVENTS]
    if form == "keyed":
        return {one.name: _event(shape, one, name=False) for one in EVENTS}
    areas = dict.fromkeys(one.area for one in EVENTS)
    if form == "areas":
        return {
            area: {one.name: _event(shape, one, name=False) for one in EVENTS if one.area == area}
            for area in areas
        }
    if form == "area lists":
        return {
            area: [_event(shape, one, name=True) for one in EVENTS if one.area == area]
            for area in areas
        }
    return [
        {shape.pick("area key", "area", "category", "group", "name", "module"): area,
         "events": [_event(shape, one, name=True) for one in EVENTS if one.area == area]}
        for area in areas
    ]  # fmt: skip


def _said_beside(shape: Shape) -> Tree:
    """What a document says besides its events."""
    beside: dict[str, Tree] = {
        "nothing": {},
        "plain": {"version": "1.4", "owner": "data team", "updated": "2026-10-02"},
        "meta": {"meta": {"name": "Quillmoor", "version": 2}},
        "rules": {"naming": {"case": "snake_case", "pattern": "object_action"}},
        "changelog": {"changelog": [{"version": "1.1", "date": "2026-02-01", "change": "new"}]},
        "destinations": {"destinations": [{"name": "amplitude", "enabled": True}]},
        "funnels": {"funnels": [{"name": "buy", "steps": ["catalog_searched", "coupon_applied"]}]},
    }
    return beside[shape.pick("document beside", *beside)]


def _shared(shape: Shape) -> Tree:
    """Traits, and what several events carry."""
    said: Tree = {}
    traits, shared = shape.chosen["traits"], shape.chosen["shared"]
    if traits != "none":
        names = _fields(shape, TRAITS)
        is_inside = traits == "identify" and shape.chosen["fields"] != "schema"
        said[traits] = {"traits": names} if is_inside else names
    if shared == "common":
        key = shape.pick("common key", "common_properties", "global_properties", "commonParams",
                         "super_properties", "shared_properties")  # fmt: skip
        said[key] = _fields(shape, SHARED)
    elif shared == "by name":
        key = shape.pick("groups key", "property_groups", "shared_property_groups")
        said[key] = {"base": _fields(shape, SHARED)}
    return said


def tree(seed: int) -> tuple[object, Shape]:
    """The known plan as one tree, and how it was written."""
    shape = Shape(random.Random(seed))  # noqa: S311 - the same trees each time
    shared = shape.pick("shared", "none", "none", "common", "by name")
    traits = shape.pick("traits", "none", "user_properties", "traits", "identify", "user_traits",
                        "userProperties")  # fmt: skip
    events = _collected(shape)
    holder = shape.pick("holder", "events", "Events", "event_list", "eventCatalog", "tracking_events",
                        "analytics_events", "root", "tracking_plan", "catalog")  # fmt: skip
    if holder == "root" and {traits, shared} == {"none"} and not shape.apart:
        return events, shape
    holder = shape.chosen["holder"] = "events" if holder == "root" else holder
    document = {**_said_beside(shape), holder: events, **_shared(shape)}
    wrapper = shape.pick("wrapper", "none", "none", "none", "tracking_plan", "analytics", "plan")
    document = document if wrapper == "none" else {wrapper: document}
    if shape.apart:
        key = shape.pick("library", "property_definitions", "properties", "field_library",
                         "parameters", "property_dictionary", "propertyCatalog")  # fmt: skip
        document["definitions" if shape.chosen["fields"] == "references" else key] = shape.apart
    return document, shape


def known_rules(shape: Shape) -> dict[tuple[str, str], tuple[Known, ...]]:
    """The rules that have to come of a tree, by call and name."""
    chosen = shape.chosen
    shared = SHARED if chosen["shared"] == "by name" else ()
    rules = {("track", one.name): (*one.fields, *shared) for one in EVENTS}
    if chosen["traits"] != "none":
        rules["identify", ""] = TRAITS
    if chosen["shared"] == "common":
        rules["common", ""] = SHARED
    return rules
