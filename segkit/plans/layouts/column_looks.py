"""What the columns of a table may hold instead of what they were taken for.

Columns in, a guess out; `segkit.plans.tables.doubts` puts it into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from segkit.plans.cells.item import NOTHING, PROGRAMS_SAY
from segkit.plans.cells.packed import lists_keys, lists_names, lists_values, names_file
from segkit.plans.cells.values import is_mark, read_required, says_required, says_type
from segkit.plans.layouts.columns import Column, repeats, taken
from segkit.plans.words.headings import call_of_header, call_of_value, is_foreign
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like, is_past
from segkit.plans.words.role import NAMES, Role
from segkit.plans.words.vocabulary import take_apart

_ID = re.compile(r"[A-Za-z]{0,4}[-_.]?\d+")
PROSE = frozenset({Role.EVENT_DESCRIPTION, Role.TRIGGER, Role.FIELD_DESCRIPTION})
_MOST_LIKELY = 0.6
_SAYS = 0.8
_PLAINLY = 0.95
_LISTS = 0.4
_SHORT = 24
_FEWEST = 2
_OF_NAMES = (Role.FIELD, Role.PACKED, Role.MARK, Role.TRAITS)
_INNER = re.compile(r"[(\[{]([^()\[\]{}]+)[)\]}]")
_BETWEEN = re.compile(r"[\W_]+")
_LED = re.compile(r"([\w$.]+): ")
_WORD = re.compile(r"[\w$.]+")
_FIRST = re.compile(r"[\s,;:(]")
_COMMA = re.compile(r"[,，、;]")


@dataclass(frozen=True, slots=True)
class Look:
    """What values of an unread column may be."""

    what: str
    role: Role
    fits: Callable[[str], object]
    share: float
    only_missing: bool


def _claims(text: str) -> bool:
    return says_required(text, softly=True) and text.strip().casefold() not in NOTHING


_LOOKS = (
    Look("types", Role.TYPE, says_type, 0.8, only_missing=True),
    Look("required marks", Role.REQUIRED, _claims, 0.8, only_missing=True),
    Look(
        "lists of property names",
        Role.PACKED,
        lambda text: lists_names(text) and lists_keys(text),
        0.5,
        only_missing=False,
    ),
    Look("property names", Role.FIELD, is_compound, 0.7, only_missing=False),
    Look(
        "event names",
        Role.EVENT,
        lambda text: is_event_like(text) and not is_compound(text) and not names_file(text),
        0.7,
        only_missing=False,
    ),
    Look("allowed values", Role.ALLOWED, lists_values, 0.6, only_missing=True),
    Look("calls", Role.CALL, call_of_value, 0.8, only_missing=True),
)


_NOTED = (
    Look("types", Role.TYPE, lambda text: _FIRST.split(text.strip())[0].casefold() in PROGRAMS_SAY, 0.8,
         only_missing=True),
)  # fmt: skip
"""`string, the lamp's id` below `Notes`: what prose says before its words."""
_LISTED = tuple(look for look in _LOOKS if look.role in {Role.FIELD, Role.PACKED})


def look_of(column: Column, columns: list[Column]) -> Look | None:
    """The first thing that the values look like, if the table has no column for it or may have more."""
    if "never" in take_apart(column.header).about:
        return None
    if (look := _by_heading(column, columns)) is not None:
        return look
    is_known = bool(take_apart(column.header).about)
    # not so `Parameter category`, but `User properties updated`
    is_beside = column.is_beside and call_of_header(column.header) is None
    is_of_names = column.speaks_of_fields and not is_beside
    says_names = is_of_names or column.weight(Role.FIELD, Role.PACKED) >= _SAYS
    if column.role in PROSE or (is_known and not says_names and not column.is_beside):
        # keys in place of prose are doubted only where the table names no property at all
        is_missing = not taken(columns, *_OF_NAMES)
        looks = _LISTED if is_missing else _NOTED if column.role in PROSE else _LOOKS[:2]
        return next(
            (
                look
                for look in looks
                if column.share(look.fits) >= _SAYS and not taken(columns, look.role)
            ),
            None,
        )
    # `Consent required` asks for no property, and `Event category` speaks of none
    asks = not take_apart(column.header).about.isdisjoint({"required", "event"})
    is_varied = column.distinct > 1 or len(column.samples) == 1
    may_name = is_varied and (says_names or not is_known)  # else its heading says what it is
    for look in _LOOKS:
        if (look.role in NAMES and not may_name) or (
            look.role is Role.REQUIRED and (asks or _is_of_lists(column, columns))
        ):
            continue
        is_open = _is_open(look, columns, is_varied=is_varied)
        is_settled = look.only_missing and taken(columns, look.role)
        share = column.share_of_said if look in _LISTED else column.share
        if is_open and not is_settled and share(look.fits) >= look.share:
            return look
    if not is_known and column.share(_marks) == 1:
        return _look_of_marks(columns)
    return _KEYS if _may_be_keys(column, columns, says_names=says_names) else None


def _by_heading(column: Column, columns: list[Column]) -> Look | None:
    """What heading and values together say beside those of the columns that were taken."""
    if _tells_events_apart(column, taken(columns, Role.EVENT)):
        return _EVENTS
    if (named := _named_again(column, columns)) is None:
        return None
    return Look("the names that are sent", named, bool, 1.0, only_missing=False)


def _tells_events_apart(column: Column, event: Column | None) -> bool:
    """`Sub-event` beside `Event`, or these the other way round; a second `Event`, with other names."""
    heading = take_apart(column.header)
    is_said = "event" in heading.about <= {"event", "name", "nested"} and not heading.unknown
    is_of_other = any("vendor" in take_apart(one).about for one in _INNER.findall(column.header))
    if not is_said or is_of_other or event is None:
        return False
    bare = [{_BETWEEN.sub("", text.casefold()) for text in one.samples} for one in (column, event)]
    is_other = column.share(_is_spelled) >= _SAYS and bare[0].isdisjoint(bare[1])
    is_apart = column.distinct > event.distinct or "nested" in take_apart(event.header).about
    return is_apart or (is_other and column.distinct == event.distinct)


def _is_spelled(text: str) -> bool:
    return is_compound(text) or is_past(text)


def _named_again(column: Column, columns: list[Column]) -> Role | None:
    """What `Event` names in words where the keys that are sent stand below `Key` (`Sign Up | sign_up`)."""
    about = take_apart(column.header).about
    for role, own in ((Role.EVENT, "event"), (Role.FIELD, "field")):
        keys = taken(columns, role)
        is_open = keys is not None and own not in take_apart(keys.header).about
        if keys and is_open and own in about and repeats(column, keys):
            return role
    return None


def _is_of_lists(column: Column, columns: list[Column]) -> bool:
    """One word beside each list of properties: it says something of the event, and of no property."""
    is_listed = taken(columns, Role.PACKED) is not None and taken(columns, Role.FIELD) is None
    return is_listed and not any("\n" in text for text in column.samples)


def _is_open(look: Look, columns: list[Column], *, is_varied: bool) -> bool:
    """The table has no better place for what looks like this."""
    if look.role is Role.EVENT:
        return _may_name_events(columns)
    if look.role is Role.ALLOWED:
        return is_varied and taken(columns, Role.FIELD) is not None
    return is_varied or look.role is not Role.CALL


_EVENTS = Look("event names", Role.EVENT, is_event_like, _SAYS, only_missing=False)
_KEYS = Look("property names", Role.PACKED, is_key_like, _MOST_LIKELY, only_missing=False)


def _may_name_events(columns: list[Column]) -> bool:
    """No column of events, or one whose heading does not say so plainly."""
    event = taken(columns, Role.EVENT, Role.APPLIES)
    return event is None or (event.confidence < _PLAINLY and event.role is Role.EVENT)


def _marks(text: str) -> bool:
    claim = read_required(text)
    return is_mark(text) or (claim is not None and claim.exact)


def _look_of_marks(columns: list[Column]) -> Look | None:
    """Below a heading that says nothing: marks of an event or property, or required marks."""
    if taken(columns, Role.MARK):
        return Look("marks", Role.MARK, _marks, 1.0, only_missing=False)
    if taken(columns, Role.FIELD) and not taken(columns, Role.REQUIRED, Role.OPTIONAL):
        return Look("required marks", Role.REQUIRED, _marks, 1.0, only_missing=True)
    return None


def _may_be_keys(column: Column, columns: list[Column], *, says_names: bool) -> bool:
    """Single words where the heading speaks of properties, or other columns like it hold them."""
    chosen, events = taken(columns, Role.FIELD), taken(columns, Role.EVENT)
    is_title = chosen is not None and any(
        chosen.share(fits) > column.share(fits) for fits in (is_compound, str.isascii)
    )
    is_unsaid = column.is_unsaid and column.share(_says_little) < 1
    may = says_names or is_unsaid
    if not take_apart(column.header).about:  # nothing is known of it but what stands beside it
        is_alone = not taken(columns, Role.FIELD, Role.PACKED) and (
            column.share(is_compound) >= 0.3 or (events is not None and _goes_on(column, events))
        )
        is_guess = chosen is not None and chosen.confidence < _PLAINLY
        is_further = 2 * column.distinct > len(column.samples) > 1 and any(c.slot for c in columns)
        may |= is_alone or is_guess or is_further
    return may and not is_title and column.share(is_key_like) >= _MOST_LIKELY


def keys_in_brackets(column: Column, columns: list[Column]) -> list[str]:
    """Texts about events without any property that name some: `It is lit (lamp_id)`, `lamp_id: its id`."""
    events = taken(columns, Role.EVENT)
    is_note = column.role in PROSE or take_apart(column.header).about == {"note"}
    if events is None or not is_note or taken(columns, *_OF_NAMES):
        return []
    found = []
    for text in column.samples[: column.own]:
        words = [word for inner in _INNER.findall(text) for word in _WORD.findall(inner)]
        words += _LED.findall(text)
        if any(is_compound(word) and word not in events.samples for word in words):
            found.append(text)
    return found if len(found) >= _FEWEST else []


def may_be_of_fields(column: Column, columns: list[Column]) -> str:
    """Marks below a heading that speaks of traits; a heading spelled as a property is."""
    if column.role is not Role.LABEL:
        return ""
    events, named = taken(columns, Role.EVENT), set(column.samples)
    if events is not None and len(named) < events.distinct and named <= set(events.samples):
        return "name events of this table, whose properties may be meant as well"
    is_bare = taken(columns, Role.EVENT) is not None and not taken(
        columns, Role.FIELD, Role.PACKED, Role.MARK
    )
    is_varied = column.distinct * 2 > len(column.samples) > 2
    is_list = column.share(_lists_words) >= _SAYS and column.share(_COMMA.search) >= _LISTS
    if is_bare and is_varied and is_list and not take_apart(column.header).about:
        return "may list properties in words and are not used"
    if call_of_header(column.header) and column.share(_marks) == 1:
        return "may say which properties are traits and are not used"
    is_key = (
        is_compound(column.header) and take_apart(column.header).unknown and not column.is_beside
    )
    return "stand below what looks like a property and are not used" if is_bare and is_key else ""


def loose_keys(columns: list[Column]) -> list[Column]:
    """Columns of events alone that are headed as properties are: `user_id`, `amount`, `device`."""
    if taken(columns, Role.EVENT) is None or taken(columns, *_OF_NAMES):
        return []
    found = [
        column for column in columns
        if column.role is Role.LABEL and column.samples and _is_small_key(column.header)
        and (is_foreign(column.header) or not column.is_beside) and not may_be_of_fields(column, columns)
    ]  # fmt: skip
    return found if len(found) >= _FEWEST else []


def _is_small_key(header: str) -> bool:
    is_said = bool(take_apart(header).about) and not is_compound(header) and not is_foreign(header)
    return is_key_like(header) and header[:1].islower() and not is_said


def _lists_words(text: str) -> bool:
    """A few short texts with commas between, or a single one."""
    parts = [part.strip() for part in _COMMA.split(text)]
    return all(0 < len(part) <= _SHORT for part in parts) and not text.rstrip().endswith(".")


def _says_little(text: str) -> bool:
    return is_mark(text) or _ID.fullmatch(text.strip()) is not None


def _goes_on(column: Column, events: Column) -> bool:
    """Other texts in each row of one event, as its properties would be."""
    return events.distinct < len(events.samples) and column.distinct == len(column.samples) > 1


def said_of(column: Column, columns: list[Column]) -> Role | None:
    """The role that a heading right of the properties says plainly, and no value bears out."""
    fields = taken(columns, Role.FIELD, Role.PACKED)
    if fields is None or column.index < fields.index:
        return None
    for role in (Role.TYPE, Role.REQUIRED):
        chosen = taken(columns, role)
        if column.hints.get(role, 0.0) >= 1 and (
            chosen is None or chosen.samples != column.samples
        ):
            return role
    return None
