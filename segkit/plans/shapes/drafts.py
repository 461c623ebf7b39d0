"""Events and traits as they are found in a document, before they become rules of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from segkit.model.plan import CONTAINERS
from segkit.plans.shapes.keys import EVENT_NAMES, named, squashed
from segkit.plans.shapes.members import Members, Schema
from segkit.plans.words.headings import call_of_value
from segkit.plans.words.looks import is_key_like


@dataclass(slots=True)
class Draft:
    """One rule to be.

    Attributes:
        call: Segment's call, in lower case.
        key: The event's name; None for calls that have none.
        where: Its place in the document.
        containers: What the payload carries, by the key that it stands under.
        root: What stands at the payload's root.
        description: As written.
        labels: What else is said about the event.
        version: As written; None when it says none.
        deprecated: It says that it is no longer sent.
        says_more: Something beyond its name is said about the event.
        is_sample: It shows what one such call carries.
        may_be_around: Its payload names an event, and nothing says which: it may be what is around
            all of them.
        doubt: Why it may be no event, or be called otherwise, if it becomes a rule.
    """

    call: str
    key: str | None
    where: str
    containers: dict[str, Members] = field(default_factory=dict)
    root: Members = field(default_factory=Members)
    description: str = ""
    labels: dict[str, object] = field(default_factory=dict)
    version: object = None
    deprecated: bool = False
    says_more: bool = False
    is_sample: bool = False
    may_be_around: bool = False
    doubt: str = ""

    @property
    def main(self) -> Members:
        """What the call itself carries: properties or traits."""
        return self.members(CONTAINERS.get(self.call, "properties"))

    @property
    def names(self) -> list[str]:
        """The names of all that it carries."""
        return [name for one in (*self.containers.values(), self.root) for name in one.properties]

    def members(self, container: str) -> Members:
        """What stands under a key of the payload."""
        return self.containers.setdefault(container, Members())

    def entry(self) -> dict[str, object]:
        """The rule as the Public API writes it."""
        properties: Schema = dict(self.root.properties)
        required = list(self.root.required)
        for name, members in self.containers.items():
            properties[name] = members.schema()
            required += [name] if members.required and name != "context" else []
        schema: Schema = {"properties": properties, "labels": self.labels}
        if required:
            schema["required"] = required
        entry: dict[str, object] = {
            "type": self.call.upper(),
            "key": self.key,
            "description": self.description,
            "jsonSchema": schema,
        }
        if self.version is not None:
            entry["version"] = self.version
        if self.deprecated:
            entry["deprecatedAt"] = "before it was read"
        return entry


def merge(draft: Draft, told: Sequence[Draft]) -> list[str]:
    """Put together what several say about one event; the names of which they say different things.

    Required is what all of them require that have it.
    """
    lists = [{**one.containers, "": one.root} for one in told]
    lax = {
        (place, name)
        for own in lists
        for place, members in own.items()
        for name in members.properties
        if name not in members.required
    }
    differing: list[str] = []
    for own in lists:
        for place, members in own.items():
            target = draft.members(place) if place else draft.root
            members.required = [one for one in members.required if (place, one) not in lax]
            for name, schema in members.properties.items():
                members.properties[name] = _with_values_of(target.properties.get(name), schema)
                if name in target.properties and members.properties[name] != schema:
                    target.properties[name] = members.properties[name]
            differing += target.update(members)
    return list(dict.fromkeys(differing))


def _with_values_of(known: object, schema: object) -> object:
    """The schema with the values of another one that says the same but for them."""
    if not isinstance(known, Mapping) or not isinstance(schema, Mapping):
        return schema
    both = [known.get("enum"), schema.get("enum")]
    same = {**known, "enum": 0} == {**schema, "enum": 0}
    values = [value for one in both if isinstance(one, list) for value in one]
    are_listed = all(isinstance(one, list) for one in both) and same
    return {**schema, "enum": list(dict.fromkeys(values))} if are_listed else schema


_OF_GROUPS = {"id", "version", "description", "createdat", "updatedat", "schema"}
_CALL_WORDS = {
    "profile": "identify", "userprofile": "identify", "groupprofile": "group",
    "pageview": "page", "screenview": "screen", "customevent": "track", "trackevent": "track",
}  # fmt: skip


def call_of_word(word: str) -> str | None:
    """The call that a type says: `TRACK`, `page_view`, `analytics.identify()`, `groupProfile`."""
    return call_of_value(word) or _CALL_WORDS.get(squashed(word))


def label_all(drafts: Iterable[Draft], group: Mapping[str, object]) -> None:
    """Give the events of a group what is said about it."""
    own = named(group, EVENT_NAMES)
    said = {
        key: value
        for key, value in group.items()
        if isinstance(value, str) and squashed(key) not in _OF_GROUPS and value.strip()
    }
    if own is not None:
        said = {"group": own[1], **{key: one for key, one in said.items() if key != own[0]}}
    for draft in drafts:
        draft.labels = {**said, **draft.labels}


def is_deprecated(value: object) -> bool:
    """A status, or a mark, that says that the event is no longer sent."""
    if isinstance(value, str):
        return value.strip().casefold() in {
            "deprecated", "removed", "retired", "deleted", "blocked", "obsolete", "sunset", "archived",
        }  # fmt: skip
    return value is True


def deeper(where: str, key: object) -> str:
    """The place of what stands under a key."""
    if where.endswith(": ") or not where:
        return f"{where}{key}"
    return f"{where}.{key}"


def is_names(value: object) -> bool:
    """A list of names as programs have them."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and is_key_like(one) for one in value)
    )


def plain(value: object) -> bool:
    """A value that is no object and no list."""
    return not isinstance(value, Mapping | list)
