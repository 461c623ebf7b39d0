"""What a document defines apart from its events: properties by name, groups of them, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from segkit.plans.shapes.judging import are_parted, describes_property, property_names
from segkit.plans.shapes.keys import (
    FIELD_WORDS,
    VALUE_SECTIONS,
    Part,
    Said,
    named_field,
    part_of,
    said_of_event,
    squashed,
    words,
)
from segkit.plans.shapes.members import is_json_schema
from segkit.plans.shapes.value_lists import plain_lists, value_lists

_DEEPEST = 4
_ENTERED = {Part.OTHER, Part.VALUES}


@dataclass(slots=True)
class Library:
    """Definitions that events refer to by name.

    Attributes:
        sections: Properties by name, by the section that defines them.
        groups: Lists or objects of properties by the name of the group.
        values: Lists of values by name, by the section that holds them.
        lists: Lists of values under a word for properties, which may be groups.
        used: Sections that an event refers to outright.
        taken: Names of properties that were looked up.
    """

    sections: dict[str, dict[str, object]] = field(default_factory=dict)
    groups: dict[str, object] = field(default_factory=dict)
    values: dict[str, dict[str, list[object]]] = field(default_factory=dict)
    lists: dict[str, object] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def collect(self, document: object, depth: int = 0) -> None:
        """Take in what a document defines outside its events."""
        if isinstance(document, list) and depth < _DEEPEST:
            for one in document:
                self.collect(one, depth + 1) if isinstance(one, Mapping) else None
        if is_json_schema(document):
            return
        for key, value in document.items() if isinstance(document, Mapping) else ():
            part = part_of(key)
            find_lists = value_lists if part is Part.VALUES else plain_lists
            if lists := find_lists(value):
                self.values[key] = lists
            if part in {Part.LIBRARY, Part.COMMON, Part.CONTEXT}:
                self.define(key, value)
            elif part in _ENTERED and isinstance(value, Mapping) and depth < _DEEPEST:
                self.collect(value, depth + 1)

    def property(self, name: str, section: str | None = None) -> object | None:
        """What is said about a property of this name; in any section when none is given."""
        wanted = self.sections if section is None else {section: self.sections.get(section, {})}
        found = [names[name] for names in wanted.values() if name in names]
        if found:
            self.taken.add(name)
            self.used.update([section] if section is not None else [])
        return next((one for one in found if one), found[0] if found else None)

    def group(self, name: str) -> object | None:
        """The properties of a group of this name, or of a whole section."""
        found = self.groups.get(name)
        if found is None and name in self.sections:
            found = self.sections[name]
        if found is None and _lists_properties(defined := self.property(name)):
            found = defined
        if found is not None:
            self.used.add(name)
            self.taken.update(_names(found))
        return found

    def taken_over(self, name: str) -> object | None:
        """The same where an event says that it takes over what has this name: no values then."""
        return self.group(name) or self.lists.get(name)

    def listed(self, key: str, name: str) -> list[object] | None:
        """The values that `{key: name}` refers to, such as `enum: product` or `bucket: count`."""
        word = squashed(key)
        for section, lists in self.values.items():
            called = squashed(section)
            values = lists.get(name)
            if isinstance(values, list) and (
                called in {word, f"{word}s", f"{word}es"}
                or (word in VALUE_SECTIONS and called in VALUE_SECTIONS)
            ):
                return values
        return None

    def unused(self) -> Iterator[tuple[str, list[str]]]:
        """Sections of properties with the names in them that no event has."""
        for key, names in self.sections.items():
            left = [name for name in names if name not in self.taken]
            if part_of(key) is Part.LIBRARY and set(words(key)) & FIELD_WORDS and left:
                yield key, left

    def define(self, key: str, value: object) -> None:
        """Take in a section of properties, or of groups of them, under its name."""
        inner = value
        if isinstance(value, Mapping):
            beside = [
                one
                for name, one in value.items()
                if squashed(name) in {"properties", "fields", "schema"}
            ]
            inner = beside[0] if len(beside) == 1 and not isinstance(beside[0], str) else value
        names = self.sections.setdefault(key, {})
        if isinstance(inner, Mapping):
            # `fields: {room: [hall, porch]}` says values, `field_groups: {place: [room]}` does not
            are_values = set(words(key)) <= FIELD_WORDS and bool(plain_lists(inner))
            for name, one in inner.items():
                if are_values:
                    names[name] = {"enum": one}
                    self.lists[name] = one
                elif isinstance(one, list) or _is_group(one):
                    self.groups[name] = one
                else:
                    names[name] = one
        for one in inner if isinstance(inner, list) else ():
            if isinstance(one, Mapping) and (found := named_field(one)):
                names[found[1]] = {name: said for name, said in one.items() if name != found[0]}
            elif isinstance(one, str) and said_of_event(key) is not Said.INCLUDES:
                names[one] = {}


def _is_group(value: object) -> bool:
    """An object of properties rather than the description of one."""
    if not isinstance(value, Mapping) or not value or "type" in value:
        return False
    inner = value.get("properties", value)
    return isinstance(inner, Mapping) and all(isinstance(one, Mapping) for one in inner.values())


def _lists_properties(value: object) -> bool:
    """Several properties rather than the description of one."""
    if not isinstance(value, Mapping) or describes_property(value):
        return False
    return are_parted(value) or bool(property_names(value))


def _names(group: object) -> Iterator[str]:
    if isinstance(group, Mapping):
        yield from map(str, group)
    for one in group if isinstance(group, list) else ():
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping) and (found := named_field(one)):
            yield found[1]
