"""The words by which JSON and YAML plans name their parts.

A key is compared by its words: `eventName`, `event_name` and `Event Name` are the same one.
What a key means depends on where it stands: in an event, in what describes one property, or
somewhere around the events. Words of other languages are those of headings of tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from segkit.plans.words.vocabulary import english, take_apart

_WORD = re.compile(r"[A-Z]+(?![a-zß-ÿ])|[A-Z]?[a-zß-ÿ]+|\d+|[^\W\d_a-zA-Zß-ÿ]+")
_SENT = re.compile(r"[a-z][a-z_]{2,}\w*", re.IGNORECASE)

FIELD_WORDS = frozenset(
    {"properties", "property", "props", "prop", "parameters", "parameter", "params", "param",
     "attributes", "attribute", "attrs", "fields", "field", "traits", "trait", "args",
     "arguments", "variables", "dimensions", "columns", "column"}
)  # fmt: skip
_PERSON = frozenset(
    {"user", "users", "person", "people", "profile", "profiles", "identify", "identity",
     "identifies", "visitor", "customer", "member", "contact"}
)  # fmt: skip
_BY_PEOPLE = frozenset({"defined", "generated", "facing", "interface"})
"""Words behind one for people that speak of something of theirs: `user defined`."""
_GROUP = frozenset(
    {"group", "groups", "account", "accounts", "company", "companies", "organization",
     "organizations", "organisation", "organisations", "org", "workspace", "team", "tenant"}
)  # fmt: skip
_COMMON = frozenset(
    {"common", "global", "globals", "shared", "super", "default", "base", "universal", "cross",
     "always", "every", "automatic", "auto", "envelope", "ambient"}
)  # fmt: skip
_LEFT_OUT = frozenset(
    {"excluded", "exclude", "forbidden", "removed", "rejected", "ignored", "ignore", "prohibited",
     "denied", "blocked", "disallowed", "banned", "never", "not", "blocklist", "denylist", "retired", "archived",
     "unplanned", "undeclared", "unknown", "skipped", "dropped"}
)  # fmt: skip
_EVENTS = frozenset({"event", "events"})
_SEVERAL_EVENTS = frozenset(
    {"schema", "schemas", "spec", "specs", "specification", "specifications", "definition",
     "definitions", "catalog", "catalogue", "list", "taxonomy", "map", "dictionary", "registry",
     "plan", "groups", "group", "library", "types"}
)  # fmt: skip
_EXAMPLES = frozenset({"example", "examples", "sample", "samples"})
_TRAITS = frozenset({"traits", "trait", "attributes"})
_GROUPS_OF_FIELDS = frozenset({"groups", "bundles", "mixins"})
_NAMES_OF = frozenset({"ids", "names", "keys", "refs", "list", "lists"})
_LISTS_OF_FIELDS = FIELD_WORDS | {"group", "groups", "set", "sets", "list"}
VALUE_SECTIONS = frozenset(
    {"enum", "enums", "enumeration", "enumerations", "values", "valueset", "valuesets",
     "valuelist", "valuelists", "allowedvalues", "possiblevalues", "validvalues", "lists",
     "options", "choices", "constants", "vocabulary", "vocabularies", "picklist", "picklists",
     "lookup", "lookups", "lookuptables", "buckets", "codelists", "referencedata"}
)  # fmt: skip
"""Sections that only say which values there are, by a name for each list of them."""

SETTINGS = frozenset(
    {"settings", "setting", "config", "configuration", "preferences", "flags", "limits",
     "experiments", "dashboards", "sdk"}
)  # fmt: skip
"""Words for sections about the product or the tool, rather than about what is sent."""

_LIBRARY = frozenset(
    {"definitions", "defs", "dictionary", "catalog", "catalogue", "library", "templates", "mixins",
     "bundles", "types", "schemas", "components", "refs", "models", "interfaces"}
)  # fmt: skip


_ENGLISH = {
    "allowed": "allowed", "description": "description", "event": "event", "example": "example",
    "field": "property", "format": "format", "name": "name", "optional": "optional",
    "pattern": "pattern", "required": "required", "trait": "traits", "trigger": "trigger",
    "type": "type", "user": "user", "values": "values", "variable": "field",
}  # fmt: skip
"""What headings of tables may be about, in the words used here."""


_HEADS = {"name", "type", "values", "description", "example"}
"""What comes last in English, and first in some other languages: `valores_permitidos`."""

_BESIDE = {
    **dict.fromkeys(("de", "del", "do", "da", "du", "des", "di", "es", "est"), ""),
    **dict.fromkeys(("dato", "datos", "dado", "dados", "donnee", "donnees", "dati"), "data"),
    "possibles": "possible",
}
"""Words beside those of other languages, as they stand in English."""


class Part(StrEnum):
    """What stands under a key around the events."""

    EVENTS = "events"
    COMMON = "fields of all events"
    PERSON = "user traits"
    GROUP = "group traits"
    CONTEXT = "context"
    LIBRARY = "definitions"
    LEFT_OUT = "what is not sent"
    EXAMPLES = "examples of calls"
    VALUES = "lists of values"
    OTHER = "something else"


class Said(StrEnum):
    """What a key says about an event or a property."""

    NAME = "name"
    CALL = "call"
    DESCRIPTION = "description"
    FIELDS = "fields"
    SCHEMA = "schema"
    PERSON = "user traits"
    GROUP = "group traits"
    CONTEXT = "context"
    REQUIRED = "required"
    OPTIONAL = "optional"
    INCLUDES = "includes"
    VERSION = "version"
    STATUS = "status"
    EVENTS = "events"
    TYPE = "type"
    ENUM = "values"
    EXAMPLE = "example"
    PATTERN = "pattern"
    FORMAT = "format"
    ITEMS = "items"
    NULLABLE = "may be null"
    LABEL = "label"


ONE_VALUE = frozenset({"value", "constant", "constantvalue", "fixed", "fixedvalue"})
"""Words for the only value that a property has."""

PLATFORMS = frozenset(
    {"ios", "android", "web", "mobile", "app", "apps", "desktop", "server", "backend", "frontend",
     "client", "tv", "website", "native"}
)  # fmt: skip
_OF_ALL = frozenset({"all", "both", "common", "shared", "base", "global", "default"})

SENT_NAMES = ("fulleventname", "canonicalname", "trackingname", "analyticsname", "wirename")
"""Keys that say under what name an event is sent, where it has another one, too."""

PLAIN_NAMES = ("eventname", "event", "name", "eventkey")
"""Keys that name an event wherever they stand."""

EVENT_NAMES = (
    *SENT_NAMES, *PLAIN_NAMES, "key", "title", "displayname", "eventtitle",
    "eventtype", "eventidentifier", "id", "eventid", "slug", "action",
)  # fmt: skip
"""Keys that name an event; the first that is there counts."""

FIELD_NAMES = (
    "name", "propertyname", "property", "fieldname", "field", "parametername", "parameter",
    "param", "traitname", "trait", "attributename", "attribute", "key", "id", "slug", "path",
    "title", "displayname",
)  # fmt: skip
"""Keys that name a property in a list of them."""

SHOWN_NAMES = ("displayname", "title", "label", "friendlyname")
"""Keys under which something that has a name is called for people, too."""


def _table(**words_of: str) -> Mapping[str, Said]:
    """What each word says: its `Said` by the words for it."""
    return {word: Said[said] for said, several in words_of.items() for word in several.split()}


_DESCRIPTIONS = (
    "description desc definition doc docs documentation summary meaning purpose explanation details"
)
_OF_EVENTS = _table(
    EVENTS="events",
    SCHEMA="schema jsonschema schemajson payload payloadschema schemadefinition propertiesschema "
    "propertyschema eventschema data body contract validator rules spec definition shape structure",
    CONTEXT="context",
    CALL="type call method calltype eventtype kind entitytype ruletype segmentcall segmentmethod "
    "trackingmethod",
    DESCRIPTION=f"{_DESCRIPTIONS} eventdescription",
    REQUIRED="required requiredfields mandatory",
    OPTIONAL="optional",
    VERSION="version eventversion",
    STATUS="status state lifecycle deprecated eventstatus stage",
    INCLUDES="includes include extends use uses inherits",
    FIELDS="extrakeys extras",
)
_OF_FIELDS = _table(
    TYPE="type types kind datatype valuetype propertytype fieldtype jsontype",
    DESCRIPTION=_DESCRIPTIONS,
    REQUIRED="required isrequired mandatory ismandatory requirement presence necessity req mo "
    "reqopt requiredoptional mandatoryoptional obligatory",
    OPTIONAL="optional isoptional",
    ENUM="enum enums enumvalues values allowedvalues allowed options permittedvalues "
    "possiblevalues validvalues acceptedvalues choices value oneofvalues allowedoptions symbols "
    "constant constantvalue fixed fixedvalue",
    EXAMPLE="example examples sample samples samplevalue samplevalues examplevalue examplevalues eg",
    PATTERN="pattern regex regexp",
    FORMAT="format",
    ITEMS="items itemtype itemtypes of elements elementtype arrayof itemstype",
    NULLABLE="nullable allownull nullallowed canbenull isnullable",
    INCLUDES="includes include extends use uses inherits",
    FIELDS="properties fields children props attributes subproperties nested keys members params "
    "shape",
)


@lru_cache(maxsize=4096)
def words(key: str) -> tuple[str, ...]:
    """The words of a key in English and lower case: `eventName` is `("event", "name")`."""
    found = [word.casefold() for word in _WORD.findall(key)]
    own = [word for one in found for word in _in_english(one)]
    if own == found:
        return tuple(own)
    own = [_BESIDE.get(one, one) for one in own if _BESIDE.get(one) != ""]
    return (*own[1:], own[0]) if own[0] in _HEADS else tuple(own)


def _in_english(word: str) -> tuple[str, ...]:
    """A word of another language as the words that say the same here; others as they are."""
    about = take_apart(word).about
    is_english = word in FIELD_WORDS or not english().isdisjoint({word, word.removesuffix("s")})
    if is_english or not about or not about <= _ENGLISH.keys():
        return (word,)
    return tuple(_ENGLISH[one] for one in sorted(about))


@lru_cache(maxsize=4096)
def squashed(key: str) -> str:
    """The words of a key without anything between them."""
    return "".join(words(key))


@lru_cache(maxsize=4096)
def part_of(key: str) -> Part:
    """What stands under this key, where events may stand beside it."""
    own = frozenset(words(key))
    if squashed(key) in VALUE_SECTIONS:
        return Part.VALUES
    last = words(key)[-1] if own else ""
    return next((part for part, holds in _PARTS if holds(own, last)), Part.OTHER)


def _is_of(kind: frozenset[str], own: frozenset[str]) -> bool:
    """The words are of this kind, alone or with a word for fields."""
    # `app_user_data`, and not the event `onboarding_user_input_data`
    is_data = bool(own & {"context", "data", "schema"}) and len(own) <= 3
    has_fields = bool(own & FIELD_WORDS) or is_data
    return bool(own & kind) and not own & _BY_PEOPLE and (has_fields or len(own) == 1)


_PARTS: tuple[tuple[Part, Callable[[frozenset[str], str], bool]], ...] = (
    (Part.LEFT_OUT, lambda own, _: bool(own & _LEFT_OUT)),
    (
        Part.EXAMPLES,
        lambda own, _: (
            bool(own & _EXAMPLES) and own <= _EXAMPLES | {"payload", "payloads", *_EVENTS}
        ),
    ),
    (Part.LIBRARY, lambda own, _: bool(own & _GROUPS_OF_FIELDS and own & FIELD_WORDS)),
    (Part.COMMON, lambda own, _: _is_of(_COMMON, own)),
    (Part.PERSON, lambda own, _: _is_of(_PERSON, own)),
    (Part.GROUP, lambda own, _: bool(own & _GROUP) and (bool(own & _TRAITS) or len(own) == 1)),
    (Part.PERSON, lambda own, _: bool(own) and own <= {"traits", "trait"}),
    (Part.CONTEXT, lambda own, _: own == {"context"}),
    (
        Part.EVENTS,
        lambda own, _: bool(own & _EVENTS and own & _SEVERAL_EVENTS) and not own & FIELD_WORDS,
    ),
    (Part.LIBRARY, lambda own, _: bool(own & _LIBRARY) or (bool(own) and own <= _LISTS_OF_FIELDS)),
    (Part.EVENTS, lambda _, last: last in _EVENTS),
)
"""What keys are about, by their words and the last of these; the first that holds counts."""


@lru_cache(maxsize=4096)
def said_of_event(key: str) -> Said:
    """What this key says about the event that it stands in; its value has to fit, too."""
    own = frozenset(words(key))
    if found := _said_of_fields(own, words(key)[-1:]):
        return found
    if found := _OF_EVENTS.get(squashed(key)):
        return found
    of_groups = bool(own & _GROUPS_OF_FIELDS) and bool(own & {"property", "properties", "field"})
    is_shared = bool(own & _COMMON and own & FIELD_WORDS)
    is_included = is_shared or of_groups or bool(own & {"mixins", "bundles"})
    return Said.INCLUDES if is_included else Said.LABEL


def _said_of_fields(own: frozenset[str], last: tuple[str, ...]) -> Said | None:
    """Whose fields a word for several fields speaks of; None when there is no such word."""
    names_several = any(
        (word in FIELD_WORDS and (word.endswith("s") or own <= FIELD_WORDS | {"event"}))
        or (word in _NAMES_OF and bool(own & FIELD_WORDS))
        for word in last
    )
    if not names_several or (own & _COMMON and len(own) > 1):
        return None
    if (own & _PERSON and not own & _BY_PEOPLE) or own == {"traits"}:
        return Said.PERSON
    if own & _GROUP and own & _TRAITS:
        return Said.GROUP
    return Said.LABEL if own & _LEFT_OUT else Said.FIELDS


@lru_cache(maxsize=4096)
def said_of_field(key: str) -> Said:
    """What this key says about the property that it describes."""
    return _OF_FIELDS.get(squashed(key), Said.LABEL)


def are_platforms(names: Iterable[str]) -> bool:
    """`common`, `ios`, `android`: for whom something holds, and no names of it."""
    own = [squashed(name) for name in names]
    return any(name in PLATFORMS for name in own) and all(
        name in PLATFORMS or name in _OF_ALL for name in own
    )


def named(node: Mapping[str, object], keys: tuple[str, ...]) -> tuple[str, str] | None:
    """The first of these keys that holds a name: the key as written, and the name."""
    by_word = {squashed(key): key for key in reversed(list(node))}
    for wanted in keys:
        key = by_word.get(wanted)
        if key is not None and isinstance(value := node[key], str) and value.strip():
            return key, value
    return None


def named_field(node: Mapping[str, object]) -> tuple[str, str] | None:
    """The key that names a property, and the name: the one that programs have, where both stand.

    `{name: 耗时, id: duration_ms}` is called by what is shown, and sent by its id.
    """
    found = named(node, FIELD_NAMES)
    if found is None or found[1].isascii():
        return found
    sent = named(node, ("id", "key", "slug"))
    return sent if sent is not None and _SENT.fullmatch(sent[1]) else found


def says_fields(key: str) -> bool:
    """Under it stand an event's properties, or their schema."""
    return said_of_event(key) in {Said.FIELDS, Said.SCHEMA}
