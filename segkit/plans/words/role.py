"""What a column holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a column holds; the words are those of a saved reading."""

    EVENT = "event name"
    EVENT_DESCRIPTION = "event description"
    TRIGGER = "trigger"
    CALL = "call"
    VERSION = "version"
    FIELD = "field name"
    NESTED = "nested field name"
    PARENT = "parent field name"
    FIELD_DESCRIPTION = "field description"
    TYPE = "type"
    REQUIRED = "required"
    OPTIONAL = "optional"
    ALLOWED = "allowed values"
    ENUM = "enum values"
    PATTERN = "pattern"
    FORMAT = "format"
    EXAMPLE = "example"
    ARRAY = "is a list"
    NULLABLE = "may be null"
    PACKED = "property list"
    TRAITS = "trait list"
    APPLIES = "events that carry it"
    MARK = "event column"
    LABEL = "label"
    IGNORED = "ignored"


Hints = Mapping[Role, float]
"""Roles that a heading may have, with the weight of its wording (1 = says it plainly)."""

NAMES = frozenset({Role.EVENT, Role.FIELD, Role.PACKED})
"""Roles one of which a table must have."""

OF_ONE_FIELD = frozenset(
    {Role.TYPE, Role.REQUIRED, Role.OPTIONAL, Role.ALLOWED, Role.ENUM, Role.PATTERN, Role.FORMAT, Role.EXAMPLE,
     Role.ARRAY, Role.NULLABLE}
)  # fmt: skip
"""Roles of what is said of one property, besides its description."""

TRAIT_CALLS = frozenset({"identify", "group", "common", "alias"})
"""Calls without a name, whose tables have no column of events."""
