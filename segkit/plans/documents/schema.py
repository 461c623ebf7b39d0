"""JSON Schema, as tracking plans use it → `Field`s and what is left over.

Whatever has no attribute in `Field` or `Rule` stays, at its own place, in their `schema`, so
that `segkit.plans.writing.schema_writing` can build the schema again. Only what says nothing is not kept:
`description: ""`, `required: []`, the order of `required`, a list that holds one type, an empty
container, and `id`-less empty `properties`. Contradictions and invalid keywords are kept as
they are: they become findings.

Two things that JSON Schema allows have no place in a path: a property named `[]` (it would look
like an array's element) and one that is described by no object (`true`, `null`). The first stays
in its parent's `schema`, the second becomes a field whose `schema` holds the value under `""`.
So does a list `required` among the properties stay: somebody put it one level too deep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as attributes

from segkit.model.plan import ELEMENT, Field

CONTAINER_KEYS = ("context", "traits", "properties")
"""Keys of a payload that hold fields and are no fields themselves."""

COMPOSING = frozenset({"$ref", "allOf", "anyOf", "oneOf", "const"})
"""Keywords that put a schema together; `composing` takes it apart."""

_ROOT_KEYS = ("$schema", "$id", "id", "title", "description", "labels")
"""What an unwrapped schema says about the rule, not about its `properties` or `traits`."""

Rest = dict[str, object]

_SIMPLE = frozenset({"type", "description"})
_OF_OBJECTS = frozenset({"type", "properties", "required"})
_AN_OBJECT = {"type": "object"}
_TEXT = {str}
_KNOWN = {
    several: several
    for one in ("string", "number", "integer", "boolean", "object", "array")
    for several in ((one,), (one, "null"), ("null", one))
}
"""Lists of types that nearly all plans have, each once."""

_NO_TYPE: tuple[str, ...] = ()
_SLOTS = {one.name: getattr(Field, one.name).__set__ for one in attributes(Field)}
_PATH, _TYPES, _REQUIRED = _SLOTS["path"], _SLOTS["types"], _SLOTS["required"]
_DESCRIPTION, _ORIGIN, _DECLARED = _SLOTS["description"], _SLOTS["origin"], _SLOTS["declared"]
_ENUM, _PATTERN, _FORMAT = _SLOTS["enum"], _SLOTS["pattern"], _SLOTS["format"]
_EXAMPLE, _LABELS, _SCHEMA = _SLOTS["example"], _SLOTS["labels"], _SLOTS["schema"]
_NOTHING: Mapping[str, object] = {}
"""How a field's attributes are set where there are 40,000 of them: `Field(…)` takes twice as long.

What they hold is the same object for all fields: nobody may write into it.
"""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a rule's JSON Schema says, taken apart.

    Attributes:
        fields: In plan order, parents before children.
        required: The containers among the root's required names.
        description: The root's description; empty when it is missing or no text.
        labels: The root's labels.
        rest: Everything else, in the shape of the schema it was left over from.
    """

    fields: tuple[Field, ...]
    required: tuple[str, ...]
    description: str
    labels: Mapping[str, object]
    rest: Mapping[str, object]


def read_envelope(schema: Mapping[str, object], origin: str) -> Envelope:
    """Takes a rule's schema apart that describes the whole payload (`facts`: the envelope).

    Args:
        schema: With `properties` such as `context`, `traits`, `properties`, `userId`.
        origin: Where the rule stands (`rules[3]`).
    """
    rest = dict(schema)
    described = _take_mapping(rest, "properties")
    labels = _take_mapping(rest, "labels")
    names = _take_required(rest)
    kept: Rest = {}
    fields: list[Field] = []
    for name, inner in described.items():
        if name in CONTAINER_KEYS:
            fields += _container(inner, name, origin, kept)
        elif _is_no_field(name, inner):
            kept[name] = inner
        else:
            fields += fields_of(inner, (name,), origin=f"{origin}.{name}", required=name in names)
    outside = [name for name in names if name not in CONTAINER_KEYS]
    fields += _undeclared(outside, described, (), origin)
    if kept:
        rest["properties"] = kept
    if rest.get("type") == "object":
        del rest["type"]
    return Envelope(
        fields=tuple(fields),
        required=tuple(name for name in names if name in CONTAINER_KEYS),
        description=_take_text(rest, "description") or "",
        labels=labels,
        rest=rest,
    )


def wrapped(schema: Mapping[str, object], container: str) -> Rest:
    """The envelope of an unwrapped schema, in which `properties` are the fields themselves.

    A container with required fields is required, as Segment writes it in its envelopes.
    """
    envelope = {key: schema[key] for key in _ROOT_KEYS if key in schema}
    inner = {key: value for key, value in schema.items() if key not in envelope}
    envelope["properties"] = {container: inner}
    if inner.get("required"):
        envelope["required"] = [container]
    return envelope


def is_composed(value: object) -> bool:
    """Any schema in the value is put together of others."""
    if isinstance(value, Mapping):
        return not COMPOSING.isdisjoint(value) or any(map(is_composed, value.values()))
    return isinstance(value, list) and any(map(is_composed, value))


def fields_of(
    schema: object, path: tuple[str, ...], *, origin: str, required: bool = False
) -> list[Field]:
    """The field that one property's schema describes, then everything below it.

    Args:
        schema: The property's own schema, whatever it is.
        path: Where the property stands, from the payload's root.
        origin: Where it was read from (`rules[3].properties.address`).
        required: The enclosing object lists it as required.
    """
    if not (type(schema) is dict or isinstance(schema, Mapping)) or "" in schema:
        return [Field(path, required=required, origin=origin, schema={"": schema})]
    rest = dict(schema)
    below = _take_children(rest, path, origin)
    types, description = _take_types(rest), _take_text(rest, "description") or ""
    if not rest:
        return [_plain_field(path, types, description, origin, required=required), *below]
    own = Field(
        path,
        types=types,
        required=required,
        description=description,
        enum=_take_enum(rest),
        pattern=_take_text(rest, "pattern"),
        format=_take_text(rest, "format"),
        example=_take_example(rest),
        origin=origin,
        schema=rest,
    )
    return [own, *below]


def _plain_field(
    path: tuple[str, ...], types: tuple[str, ...], description: str, origin: str, *, required: bool
) -> Field:
    """A field of which nothing else is said."""
    made: Field = object.__new__(Field)
    _PATH(made, path)
    _TYPES(made, types)
    _REQUIRED(made, required)
    _DESCRIPTION(made, description)
    _ORIGIN(made, origin)
    _DECLARED(made, True)
    _ENUM(made, None)
    _PATTERN(made, None)
    _FORMAT(made, None)
    _EXAMPLE(made, None)
    _LABELS(made, _NOTHING)
    _SCHEMA(made, _NOTHING)
    return made


def _container(inner: object, name: str, origin: str, kept: Rest) -> list[Field]:
    if not isinstance(inner, Mapping):
        kept[name] = inner
        return []
    rest = dict(inner)
    fields = _take_children(rest, (name,), f"{origin}.{name}")
    if rest.get("description") == "":
        del rest["description"]
    if rest.get("type") == "object":
        del rest["type"]
    if rest:
        kept[name] = rest
    return fields


def _take_children(rest: Rest, path: tuple[str, ...], origin: str) -> list[Field]:
    described = _take_mapping(rest, "properties")
    names = _take_required(rest) if "required" in rest else ()
    fields: list[Field] = []
    kept: Rest = {}
    place = f"{origin}."
    for name, inner in described.items():
        if _is_no_field(name, inner):
            kept[name] = inner
            continue
        at, required = place + name, name in names
        if type(inner) is dict and len(inner) < 3 and inner.keys() <= _SIMPLE:  # nearly all fields
            types, told = _types(inner.get("type", _NO_TYPE)), inner.get("description", "")
            if types is not None and type(told) is str:
                fields.append(_plain_field((*path, name), types, told, at, required=required))
                continue
        fields += fields_of(inner, (*path, name), origin=at, required=required)
    if kept:
        rest["properties"] = kept
    if names:
        fields += _undeclared(names, described, path, origin)
    if "items" in rest:
        fields += _take_element(rest, path, origin)
    return fields


def _is_no_field(name: str, inner: object) -> bool:
    return name == ELEMENT or (name == "required" and type(inner) is list)


def _undeclared(
    names: Sequence[str], described: Mapping[str, object], path: tuple[str, ...], origin: str
) -> list[Field]:
    return [
        Field((*path, name), required=True, origin=origin, declared=False)
        for name in names
        if name not in described
    ]


def _take_element(rest: Rest, path: tuple[str, ...], origin: str) -> list[Field]:
    """The fields of `items`; the element itself only when it says something of its own.

    Segment's `id` (a pointer into the schema) says nothing about a value: it stays in `rest`.
    """
    items = rest.get("items")
    if not isinstance(items, Mapping) or "" in items:
        return []
    if items.keys() == _OF_OBJECTS:
        inner = dict(items)
        below = _take_children(inner, (*path, ELEMENT), f"{origin}{ELEMENT}")
        if below and inner == _AN_OBJECT:
            del rest["items"]
            return below
    own, *below = fields_of(items, (*path, ELEMENT), origin=f"{origin}{ELEMENT}")
    expected = ("object",) if below else ()
    says_more = own.enum is not None or own.pattern is not None or own.format is not None
    if (
        own.types != expected
        or own.description
        or says_more
        or own.example is not None
        or own.schema.keys() - {"id"}
    ):
        del rest["items"]
        return [own, *below]
    if below and not own.schema:
        del rest["items"]
    else:
        rest["items"] = own.schema
    return below


def _take_mapping(rest: Rest, key: str) -> Mapping[str, object]:
    value = rest.get(key)
    if type(value) is dict or isinstance(value, Mapping):
        del rest[key]
        return value
    return {}


def _take_required(rest: Rest) -> list[str]:
    """The names in `required`; a value that is no plain list of names also stays in `rest`."""
    value = rest.get("required")
    if type(value) is not list:
        return []
    names = [name for name in value if type(name) is str and name != ELEMENT]
    if len(names) == len(value):
        del rest["required"]
    return names if len(names) < 2 else list(dict.fromkeys(names))


def _take_types(rest: Rest) -> tuple[str, ...]:
    types = _types(rest.get("type"))
    if types is None:
        return ()
    del rest["type"]
    return types


def _types(value: object) -> tuple[str, ...] | None:
    """The names in `type`; None when it is no name and no list of names."""
    if type(value) is str:
        return (value,)
    if type(value) is tuple:
        return value
    if type(value) is not list or not value:
        return None
    several = tuple(value)
    try:
        if (known := _KNOWN.get(several)) is not None:
            return known
    except TypeError:  # something in it is a list or an object
        return None
    return several if set(map(type, several)) == _TEXT else None


def _take_text(rest: Rest, key: str) -> str | None:
    if isinstance(value := rest.get(key), str):
        del rest[key]
        return value
    return None


def _take_enum(rest: Rest) -> tuple[object, ...] | None:
    if isinstance(value := rest.get("enum"), list):
        del rest["enum"]
        return tuple(value)
    return None


def _take_example(rest: Rest) -> object | None:
    """`example`, else the first of `examples`; a list with more than that one also stays."""
    if (example := rest.get("example")) is not None:
        del rest["example"]
        return example
    examples = rest.get("examples")
    if "example" in rest or not isinstance(examples, list) or not examples:
        return None
    first: object = examples[0]
    if len(examples) == 1 and first is not None:
        del rest["examples"]
    return first
