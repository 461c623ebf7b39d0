"""Properties in any shape → JSON Schema.

They may be a list of names, of texts (`total: number`) or of objects, a map to types, to
descriptions, to examples or to objects, a JSON Schema, and any of these inside another. What is
JSON Schema already stays as it is; other words for the same things are put into its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.spec_text import TextSpec, read_spec
from segkit.plans.documents.composing import at_pointer
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.rule_entries import Scope
from segkit.plans.shapes.drafts import deeper, is_names
from segkit.plans.shapes.judging import are_parted
from segkit.plans.shapes.keys import (
    FIELD_NAMES,
    SHOWN_NAMES,
    Part,
    Said,
    are_platforms,
    named,
    named_field,
    part_of,
    said_of_event,
    said_of_field,
    squashed,
)
from segkit.plans.shapes.library import Library
from segkit.plans.shapes.members import Members, Schema, is_schema_object, names_in
from segkit.plans.shapes.naming import constants
from segkit.plans.shapes.property_spec import PropertySpecs
from segkit.plans.words.looks import is_key_like

_ONE_NAME = re.compile(r"^[\w$][\w$.\[\]\-]*[*?!]?$")


_SENT = ("key", "propertykey", "parameterkey", "paramkey")


class FieldReader:
    """Reads the properties of one document.

    Attributes:
        doubts: Hears what is unsure.
    """

    def __init__(self, doubts: Doubts, library: Library, scope: Scope) -> None:
        """`library` holds what the document defines apart from its events."""
        self.doubts = doubts
        self.scope = scope
        self.library = library
        self._specs = PropertySpecs(self)

    def members(self, value: object, where: str, *, samples: bool = False) -> Members | None:
        """The properties that a value lists; None when it lists none.

        `samples` when the values are known to be examples.
        """
        members = Members()
        if isinstance(value, Mapping) and all(map(str.isupper, map(str, value))):
            value = constants(value, are_events=True) or value  # `LAMP_ROOM: 'lamp_room'`
        value = self._referred(value)
        if isinstance(value, str):
            self._listed(value, members, where)
        elif isinstance(value, list):
            naming = None if samples or self.refers(value) else foreign_key(value)
            if naming is not None:
                what = "{count} properties are taken to be named under a word that segkit does not know."
                self.doubts.add(where, what, naming)
            for number, one in enumerate(value):
                if naming is not None:
                    one = {"name": one[naming], **one}  # noqa: PLW2901 - the same under a known word
                self._entry(one, members, f"{where}[{number}]")
        elif is_schema_object(value):
            self._of_schema(cast("Mapping[str, object]", value), members, where)
        elif isinstance(value, Mapping):
            self._of_map(value, members, where, samples=samples or has_samples(value))
        else:
            return None
        self._settle_marks(members, where)
        return members

    def spec(
        self, value: object, where: str, *, samples: bool = False
    ) -> tuple[Schema, bool | None]:
        """What is said about one property: its schema, and whether it is required."""
        return self._specs.read(value, where, samples=samples)

    def target(self, reference: str) -> object | None:
        """What a reference leads to, in this document or another one."""
        address, _, pointer = reference.partition("#")
        if not address:
            return at_pointer(self.scope.root, pointer) if pointer else None
        found = self.scope.find(reference) if self.scope.find is not None else None
        return None if found is None else found[1]

    def refers(self, value: object) -> bool:
        """A list of objects that only name properties, which the document defines elsewhere."""
        several = value if isinstance(value, list) else []
        return bool(several) and all(map(self.defined_type, several))

    def defined_type(self, value: object) -> tuple[str, str] | None:
        """`{type: lamp_id}`: the key and the name of a property that the document defines."""
        if not isinstance(value, Mapping) or named_field(value) is not None:
            return None
        kind = named(value, ("type",))
        return None if kind is None or self.library.property(kind[1]) is None else kind

    def take(
        self, members: Members, name: str, schema: Schema, where: str, *, required: bool | None
    ) -> None:
        """Put one property into a list; that it says two things about a name is a doubt."""
        if not members.add(name, schema, required=required):
            self.doubts.add(
                where,
                "{count} properties stand twice and are described differently; the first counts.",
                name,
            )

    def _referred(self, value: object) -> object:
        """The properties that stand elsewhere, where a reference stands in their place."""
        reference = value.get("$ref") if isinstance(value, Mapping) else None
        target = self.target(reference) if isinstance(reference, str) else None
        if not isinstance(value, Mapping) or not isinstance(target, Mapping):
            return value
        return {**target, **{key: one for key, one in value.items() if key != "$ref"}}

    # --- the shapes of a list of properties ---------------------------------------------------

    def _listed(self, text: str, members: Members, where: str) -> None:
        """Names in a text, with what stands behind them."""
        if not text.strip():
            return
        known = self.library.group(text)
        if known is not None and (group := self.members(known, where)) is not None:
            members.update(group)
            return
        reading = read_packed(text)
        if not reading.whole:
            self.doubts.add(
                where, "{count} texts may list properties and could not be read as such.", text
            )
        for item in reading.items:
            typed = read_spec(item.type or "")
            schema: Schema = dict(typed.schema)
            schema |= read_spec(item.values).schema if item.values else {}
            schema |= {"examples": [item.example]} if item.example is not None else {}
            if item.description:
                more = (
                    TextSpec(description=item.description)
                    if schema
                    else read_spec(item.description)
                )
                schema |= more.schema
                schema |= {"description": more.description} if more.description else {}
            [(name, marked), *_] = _marked(item.name, members)
            claims = (marked, item.required, typed.required)
            required = next((claim for claim in claims if claim is not None), None)
            self._take_named(members, name, schema, where, required=required)
        for family in reading.families:
            self.take(members, family, {}, where, required=None)
        for name in reading.groups:
            self._take_group(members, name, where)

    def _take_group(self, members: Members, name: str, where: str) -> None:
        """Properties that the document defines together, by the name that stands in brackets."""
        known = self.library.group(name.strip("[]{}<>+. "))
        group = None if known is None else self.members(known, where)
        if group is None:
            self.doubts.add(where, "{count} groups of properties are defined nowhere.", name)
        else:
            members.update(group)

    def _take_named(
        self, members: Members, name: str, schema: Schema, where: str, *, required: bool | None
    ) -> None:
        """A property that is only named here is described where the document defines it."""
        self.library.taken.add(name)
        if not schema and (known := self.library.property(name)) is not None:
            schema, defined = self.spec(known, where)
            required = defined if required is None else required
            name = _sent_as(known) or name
        self.take(members, name, schema, where, required=required)

    def _entry(self, value: object, members: Members, where: str) -> None:
        """One entry of a list of properties."""
        if isinstance(value, str):
            if _ONE_NAME.match(value.strip()):
                for name, required in _marked(value, members):
                    group = self.library.groups.get(name)
                    inner = self.members(group, where) if group is not None else None
                    if inner is not None and name not in self.library.sections:
                        members.update(inner)
                        self.library.taken.add(name)
                    else:
                        self._take_named(members, name, {}, where, required=required)
            else:
                self._listed(value, members, where)
        elif isinstance(value, Mapping):
            self._described(value, members, where)
        elif isinstance(value, list):
            for one in value:  # an anchor of YAML brings a whole list
                self._entry(one, members, where)
        elif value is not None:
            self.doubts.add(where, "{count} entries among the properties name none.", str(value))

    def _described(self, value: Mapping[str, object], members: Members, where: str) -> None:
        """An object in a list of properties: it names one, or maps names to what they are."""
        found = named_field(value) or self.defined_type(value)
        beside = {key: one for key, one in value.items() if found is None or key != found[0]}
        if isinstance(reference := value.get("$ref"), str) and found is None:
            found = ("$ref", reference.rpartition("/")[2])
        if found is None and (pair := _pair_with_words(value)) is not None:
            self._of_map(pair, members, where, samples=False)
            return
        # `{name: string, id: number}` maps names to types, `{name: variant, tests: [...]}` names one
        are_types = (
            bool(beside) and not _says_anything(beside) and all(map(_is_type, beside.values()))
        )
        if found is None or (are_types and read_spec(found[1]).is_typed):
            inner = self.members(value, where)
            members.update(inner) if inner is not None else None
            return
        # what is shown in its place is a remark, also where it is a word for a type: `URL`
        shown = {key: one for key, one in beside.items() if squashed(key) in SHOWN_NAMES}
        told = {key: one for key, one in beside.items() if key not in shown}
        for name, marked in _marked(found[1], members):
            schema, required = self.spec(told, where)
            schema |= shown
            self._take_named(
                members, name, schema, where, required=required if marked is None else marked
            )

    def _of_map(
        self, value: Mapping[str, object], members: Members, where: str, *, samples: bool
    ) -> None:
        """Names with what is said about each; or lists of them under `required`, `optional`."""
        are_lists = all(isinstance(one, list) for one in value.values())
        if are_parted(value) or (are_lists and are_platforms(value)):
            for key in [one for one in value if part_of(one) is not Part.LEFT_OUT]:
                inner = self.members(value[key], deeper(where, key)) or Members()
                if said_of_event(key) is Said.REQUIRED:
                    inner.require_all()
                members.update(inner)
            return
        demanded = value.get("required")
        if isinstance(demanded, list) and is_names(demanded) and {*demanded} & value.keys():
            inner = self.members(demanded, deeper(where, "required")) or Members()
            inner.require_all()  # `{required: [room], room: Where it is}`
            members.update(inner)
            value = {key: one for key, one in value.items() if key != "required"}
        for key, one in value.items():
            place = deeper(where, key)
            schema, required = self.spec(one, place, samples=samples)
            for name, marked in _marked(key, members):
                known = {} if schema else schema
                if one is None and (defined := self.library.property(name)) is not None:
                    known, required = self.spec(defined, place)
                self.library.taken.add(name)
                self.take(
                    members,
                    name,
                    schema or known,
                    place,
                    required=required if marked is None else marked,
                )

    def _of_schema(self, value: Mapping[str, object], members: Members, where: str) -> None:
        """A JSON Schema of an object, whose properties may be written in other words, too."""
        names = value.get("properties")
        for name, one in names.items() if isinstance(names, Mapping) else ():
            schema, required = self.spec(one, deeper(where, f"properties.{name}"))
            self.library.taken.add(name)
            # a name in a schema is one, whatever signs are in it
            members.properties[name] = schema
            if required is not None:
                members.asked.add(name)
            if required:
                members.required.append(name)
        listed = value.get("required")
        if isinstance(listed, list):
            members.require([one for one in listed if isinstance(one, str)])
        members.rest |= {
            key: self._specs.deep(key, one, where)
            for key, one in value.items()
            if key not in {"properties", "required", "type"}
        }

    def _settle_marks(self, members: Members, where: str) -> None:
        """Where some names have a question mark, those without it are required."""
        if members.marked and not members.required:
            plain = [name for name in members.properties if name not in members.asked]
            members.require(plain)
            if plain:
                self.doubts.add(
                    where,
                    "{count} properties without a question mark, beside some with one, were "
                    "read as required.",
                    *plain,
                )


def _pair_with_words(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """`{room: {type: string}, required: true}`: a name with its type, and what else is said of it."""
    words = {
        key: one
        for key, one in value.items()
        if said_of_field(key) in {Said.REQUIRED, Said.OPTIONAL, Said.DESCRIPTION}
        and not isinstance(one, Mapping)
    }
    names = [key for key in value if key not in words]
    if not words or len(names) != 1:
        return None
    said = value[names[0]]
    own = said if isinstance(said, Mapping) else {"type": said}
    return {names[0]: {**words, **own}}


def _sent_as(known: object) -> str:
    """`{key: room_id}` of a definition that stands under another name says what is sent."""
    found = named(known, _SENT) if isinstance(known, Mapping) else None
    return found[1] if found is not None and is_key_like(found[1]) else ""


def _marked(text: str, members: Members) -> list[tuple[str, bool | None]]:
    """The names in a text with the marks behind them, of which the list takes note."""
    found = names_in(text)
    members.marked.update(name for name, mark in found if mark is False)
    return found


def foreign_key(several: list[object]) -> str | None:
    """The first key under which all objects of a list have names, where no known word does."""
    objects = [one for one in several if isinstance(one, Mapping)]
    if len(objects) < 2 or len(objects) < len(several) or named(objects[0], FIELD_NAMES):
        return None
    keys = list(objects[0])
    for key in keys if len(keys) > 1 and all(list(one) == keys for one in objects) else ():
        names = [one[key] for one in objects]
        texts = {one for one in names if isinstance(one, str) and is_key_like(one)}
        if len(texts) == len(names) and not any(read_spec(one).is_typed for one in texts):
            return str(key)
    return None


def has_samples(value: Mapping[str, object]) -> bool:
    """Numbers, or truths about what is not called required: the values are examples."""
    plain = [one for one in value.values() if isinstance(one, int | float)]
    truths = [one for one in plain if isinstance(one, bool)]
    return len(plain) > len(truths) or bool(truths and len(truths) < len(value))


def _is_type(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, str) and read_spec(value).is_typed)


def _says_anything(value: Mapping[str, object]) -> bool:
    """Some key says what a property is."""
    return any(said_of_field(key) is not Said.LABEL for key in value)
