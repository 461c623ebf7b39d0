"""What a column is worth for each role: the wording of its heading times how well its values agree.

Where the heading says nothing known, what the values look like alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from segkit.plans.cells.listing import is_regex
from segkit.plans.cells.packed import (
    lists_keys,
    lists_names,
    lists_only_keys,
    lists_typed,
    lists_values,
    property_of,
)
from segkit.plans.cells.values import (
    is_mark,
    read_format,
    read_required,
    read_type,
    read_version,
    says_kind,
    says_required,
    says_type,
)
from segkit.plans.layouts.columns import Column, fits_cell, names_event
from segkit.plans.words.headings import call_of_header, call_of_value, normalised, says_part
from segkit.plans.words.looks import (
    is_compound,
    is_event_like,
    is_key_like,
    is_name,
    is_numbering,
    is_past,
    says_deed,
    several_events,
)
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import ASIDE, says_every, take_apart

_PAIR = re.compile(r"^\s*[A-Za-z_$][\w$.\-]*\s*[:=]\s*\S")
_BETWEEN = re.compile(r"[\n;,|]")
_SURE = 0.7
_MERE_NAME = 0.5
_SOME, _HALF = 0.3, 0.5
_PHRASE = 5


def weigh(column: Column) -> None:
    """Set the column's weights from its heading and its values."""
    column.weights = {
        role: round(weight * _support(column, role), 3) for role, weight in column.hints.items()
    }
    if tells_traits(column):
        column.weights = {Role.CALL: 1.0}
    elif Role.FIELD_DESCRIPTION in column.hints and column.share(lists_typed) >= _SURE:
        column.weights = {Role.PACKED: 0.95}  # `Parameter detail` above `lamp_id (string): its id`
    elif not any(column.weights.values()) and column.samples and (
        not column.is_beside or tells_parts(column)
    ):  # fmt: skip
        column.by_looks = True
        column.weights = _by_values(column)
    if Role.EXAMPLE in column.hints and column.distinct > 1 and column.share(_states_type) == 1:
        column.weights[Role.TYPE] = 0.6  # taken only where no column of types is beside it


def _states_type(text: str) -> bool:
    """`string`, `"hall" | "attic"`, and not `"hall"` alone."""
    found = read_type(text)
    return found is not None and len(found.values) != 1


def _support(column: Column, role: Role) -> float:
    """How well the values below agree with a role, 0 to 1."""
    test = _TESTS.get(role)
    return test(column) if test else 1.0


def _at_least(fits: Callable[[str], object], limit: float) -> Callable[[Column], float]:
    """The share of values that fit, nothing below the limit."""

    def share(column: Column) -> float:
        found = column.share(fits)
        return found if found >= limit else 0.0

    return share


def _type_support(column: Column) -> float:
    """In an outline the type column also says which rows are events."""
    if column.samples and not any(fits_cell(text, read_type) for text in column.samples):
        # a list of types beside a list of names is read entry by entry
        return 0.0
    return _at_least(lambda text: read_type(text) or call_of_value(text), 0.5)(column)


def _call_support(column: Column) -> float:
    """Calls, or the word for an event, and then that for a property, row by row."""
    if not column.samples:
        return 0.4
    named = column.share(call_of_value)
    return named if named >= 0.6 else float(tells_parts(column))


def tells_parts(column: Column) -> bool:
    """It says of each row whether it names an event or a property of the one above."""
    kinds = [(call_of_value(text), says_part(text)) for text in column.samples]
    return (
        all(map(any, kinds)) and any(call for call, _ in kinds) and any(part for _, part in kinds)
    )


def tells_traits(column: Column) -> bool:
    """`User property?` above yes and no: it says of each property whether it is a trait."""
    is_said = take_apart(column.header).about.isdisjoint({"required", "optional"})
    is_marked = bool(column.samples) and all(map(is_mark, column.samples))
    return is_marked and is_said and call_of_header(column.header) is not None


def _required_support(column: Column) -> float:
    words = any(map(says_required, column.samples))
    said = Role.REQUIRED if Role.REQUIRED in column.hints else Role.OPTIONAL
    is_plain = column.hints[said] > 0.8
    return _at_least(_claims, 0.6)(column) if is_plain or words else 0.0


def _claims(text: str) -> bool:
    """A claim, or one for each of several properties: `yes, no, no`."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return read_required(text) is not None or (
        len(parts) > 1 and all(part and read_required(part) for part in parts)
    )


def _allowed_support(column: Column) -> float:
    """Lists speak for it; counts (as in exports of a source's schema) against it."""
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        is_count = column.hints[Role.ALLOWED] < 1 or normalised(column.header) in {
            "allowed",
            "permitted",
        }
        return 0.0 if is_count else 1.0
    if column.hints[Role.ALLOWED] < 1:
        least = 0.2 if "values" in take_apart(column.header).about else 0.3
        return 1.0 if column.share(lists_values) >= least else 0.0
    return 1.0


def _event_support(column: Column) -> float:
    if column.samples and all(text.strip().isdigit() for text in column.samples):
        return 0.0
    if Role.CALL in column.hints and column.samples and column.share(call_of_value) >= 0.6:
        return 0.0
    are_names = column.share(
        lambda text: is_name(text) or names_event(text) or several_events(text)
    )
    return 1.0 if are_names >= 0.5 else 0.4


def _applies_support(column: Column) -> float:
    """`Scope` may also say which call a property is of, or name users and items."""
    lists = [_BETWEEN.split(text) for text in column.samples if _BETWEEN.search(text)]
    if Role.CALL not in column.hints or any(not any(map(call_of_value, one)) for one in lists):
        return 1.0
    return _at_least(lambda text: names_event(text) or says_every(text), 0.6)(column)


def _field_support(column: Column) -> float:
    if column.samples and all(text.strip().isdigit() or is_mark(text) for text in column.samples):
        return 0.0  # `Custom dimension` above yes and no
    if column.hints[Role.FIELD] < _MERE_NAME and column.is_constant:
        return 0.0  # `Project Name`
    return 1.0 if column.share_of_said(lambda it: is_name(it) or lists_names(it)) >= 0.5 else 0.4


def _packed_support(column: Column) -> float:
    """Lists speak for it; a heading that does not speak of properties needs them."""
    lists = column.share(lists_names)
    if not column.samples:
        is_claim = Role.REQUIRED in column.hints and not column.speaks_of_fields
        return 0.0 if is_claim else 1.0
    heading = take_apart(column.header)
    about = heading.about
    # `Required property` above yes and no, `Property example` above `L-1; 19.9`
    shows = "example" in about and column.share_of_said(lists_only_keys) < _HALF
    if shows or all(is_mark(text) or _claims(text) for text in column.samples):
        return 0.0
    if "data" in about and not heading.unknown and column.share_of_said(_lists_words) >= _SURE:
        return 1.0 if column.share(_BETWEEN.search) >= _SOME else 0.0
    if about.isdisjoint({"field", "variable", "trait", "payload"}):
        keys = column.share(lists_keys)
        if "code" in about:  # which may be anything but a list
            return 1.0 if min(keys, lists) >= 0.4 else 0.0
        plainly = column.share_of_said(lambda it: lists_names(it) and lists_only_keys(it))
        return 1.0 if keys >= 0.4 or plainly >= 0.8 else 0.0
    return 1.0 if lists >= 0.2 else 0.8 if column.share_of_said(is_name) >= 0.5 else 0.4


def _lists_words(text: str) -> bool:
    """A few short phrases, and no sentence."""
    parts = [part for part in _BETWEEN.split(ASIDE.sub("", text)) if part.strip()]
    return all(is_name(part) and len(part.split()) <= _PHRASE for part in parts)


def _pattern_support(column: Column) -> float:
    return 1.0 if column.hints[Role.PATTERN] >= 0.9 else _at_least(is_regex, 0.5)(column)


def _text_support(column: Column) -> float:
    """Descriptions are no marks: below `reason`, marks say which events carry a property."""
    return 0.0 if column.samples and all(is_mark(text) for text in column.samples) else 1.0


_TESTS: dict[Role, Callable[[Column], float]] = {
    Role.TYPE: _type_support,
    Role.CALL: _call_support,
    Role.REQUIRED: _required_support,
    Role.OPTIONAL: _required_support,
    Role.VERSION: _at_least(read_version, 0.8),
    Role.FORMAT: lambda column: _at_least(read_format, 0.3)(column) if column.samples else 1.0,
    Role.ARRAY: _at_least(read_required, 0.8),
    Role.NULLABLE: _at_least(read_required, 0.8),
    Role.ALLOWED: _allowed_support,
    Role.PATTERN: _pattern_support,
    Role.EVENT_DESCRIPTION: _text_support,
    Role.FIELD_DESCRIPTION: _text_support,
    Role.TRIGGER: _text_support,
    Role.EXAMPLE: lambda column: (
        0.0 if column.hints[Role.EXAMPLE] < 1 and not _text_support(column) else 1.0
    ),
    Role.EVENT: _event_support,
    Role.APPLIES: _applies_support,
    Role.FIELD: _field_support,
    Role.PACKED: _packed_support,
}


def _by_values(column: Column) -> dict[Role, float]:
    """What values say whose heading says nothing."""
    several = column.distinct > 1
    found: dict[Role, float] = {}
    headed = property_of(column.header)
    if headed.type or is_compound(headed.name):
        pass  # a property heads it: it says which events carry that
    elif column.share(says_type) >= 0.8 and (several or len(column.samples) > 2):
        found[Role.TYPE] = 0.6
    elif column.share(says_required) >= 0.8:
        found[Role.REQUIRED] = 0.6
    elif several and (column.share(call_of_value) >= 0.9 or tells_parts(column)):
        found[Role.CALL] = 0.5
    elif column.share(_PAIR.match) >= 0.8 and not column.header.strip():
        found[Role.PACKED] = 0.6
    elif several and column.share_of_said(lists_keys) >= _SURE and column.share(lists_names) >= 0.3:
        found[Role.PACKED] = 0.45
    elif several and _holds_events(column) and not _is_event(column.header):
        found[Role.EVENT] = 0.45
    elif not column.header.strip() and column.share(is_name) >= _SURE:
        found[Role.EVENT] = 0.4
    keys = column.share(lambda text: is_compound(text) and not is_numbering(text))
    if several and (keys >= _SURE or (keys >= 0.4 and column.share(is_key_like) >= 0.95)):
        found[Role.FIELD] = 0.4 if column.share(says_deed) >= 0.9 else 0.45
    return found


def _holds_events(column: Column) -> bool:
    """Names of events, and neither the kinds of them (`Click`) nor numbers (`var1`)."""
    others = max(column.share(says_kind), column.share(is_numbering))
    if column.share(lambda text: text.strip()[:1].isdigit()) > 1 - _SURE:
        return False  # `0% (per person)`
    return column.share_of_heads(names_event) >= _SURE > others


def _is_event(header: str) -> bool:
    """An event heads the column, as in a matrix; `What we track` speaks of events."""
    is_single = " " not in header.strip() and is_event_like(header)
    return is_single or is_compound(header) or is_past(header)
