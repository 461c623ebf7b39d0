"""What columns say of each other: weights corrected by what stands beside, before any role is given."""

from __future__ import annotations

import re

from segkit.plans.cells.values import read_type
from segkit.plans.layouts.columns import Column, names_event, repeats, taken
from segkit.plans.words.headings import call_of_value, normalised
from segkit.plans.words.looks import is_compound, is_key_like, is_numbering
from segkit.plans.words.role import NAMES, Role
from segkit.plans.words.vocabulary import take_apart

_LEAST_NAME = 0.3
_PLAIN_NAME = 0.6
_SETTLED = 0.7
_SUSPECTED = 0.5
_KEYS = 0.8
_HALF = 0.5
_HUMPED = re.compile(r"(?:[A-Z][a-z]+){2,}")
_WIDE, _SEVERAL = 8, 3
_OF_KEYS = {"key", "id"}
_CHOICES = re.compile(r"\w ?\|\ ?\w|^<[^<>]+>$|^\{\{?[^{}]+\}|\w…$")
_SENDER = re.compile(r"^\[[\w .-]+\]\s+")
_LANGUAGE = re.compile(
    r"\s*[(\[（]\s*(?:en|eng?lish|de|deutsch|german|fr|fran[cç]ais|french|es|espa[nñ]ol|spanish|pt|it|italiano|nl|pl|ru|ja|jp|zh|cn"
    r"|ko|kr|英文|英語|中文|日本語|한글|영문|영어|englisch|anglais)\s*[)\]）]\s*$", re.IGNORECASE,
)  # fmt: skip
_ENGLISH = re.compile(
    r"(?:\ben|english|英文|英語|영문|영어|englisch|anglais)\s*[)\]）]\s*$", re.IGNORECASE
)


def heed_neighbours(columns: list[Column]) -> None:
    """Correct the weights of columns by those of the others."""
    if all(column.is_unsaid for column in columns):
        _trust_looks_alone(columns)
    _heed_marks(columns)
    _drop_translations(columns)
    _prefer_keys(columns)
    _drop_numbering(columns)
    _suspect_names(columns)
    _take_types_for_samples(columns)
    _take_types_for_formats(columns)


def _trust_looks_alone(columns: list[Column]) -> None:
    """Without any header only what is spelled as events is taken for events."""
    for column in columns:
        if column.share_of_heads(names_event) < _SETTLED:
            column.weights.pop(Role.EVENT, None)


def _heed_marks(columns: list[Column]) -> None:
    """Keys above nothing but marks are properties, whatever their words: `report_type`, `code_name`.

    So are those beside them that stand above nothing yet, and those above examples in some rows.
    """
    keyed = [column for column in columns if is_compound(column.header) or is_humped(column)]
    is_matrix = sum(1 for column in columns if column.heads_marks) > 1
    event = max(columns, key=_worth_as_event, default=None)
    with_examples = event is not None and are_sparse(columns, event)
    for column in keyed if is_matrix or with_examples else ():
        if column is not event and (with_examples or column.heads_marks or not column.samples):
            column.hints, column.weights = {}, {}


def is_humped(column: Column) -> bool:
    """`ActionPosition`, which is no plain heading."""
    is_said = max(column.hints.values(), default=0.0) >= _PLAIN_NAME
    return _HUMPED.fullmatch(column.header.strip()) is not None and not is_said


def _worth_as_event(column: Column) -> float:
    """`event_action` beside `Event` is a property of it, as `event_category` is."""
    is_part = is_compound(column.header) and "action" in take_apart(column.header).about
    return column.weight(Role.EVENT) - 0.5 * is_part


def are_sparse(columns: list[Column], events: Column) -> bool:
    """Keys head most columns beside single events, and each event fills some of them: with examples."""
    others = [column for column in columns if column is not events]
    keyed = [
        column
        for column in others
        if is_compound(column.header) and not (column.hints and column.number is not None)
    ]  # a key, and not `property_1`
    unsaid = sum(1 for column in others if not column.hints and not is_compound(column.header))
    gaps = sum(1 for column in keyed if len(column.samples) < len(events.samples))
    are_single = events.distinct == len(events.samples) > 1
    is_wide = len(keyed) >= _WIDE and sum(map(_shows_choices, keyed)) >= _SEVERAL
    is_list = (are_single or is_wide) and events.weight(Role.EVENT) >= _PLAIN_NAME
    is_list &= not all(column.heads_marks for column in keyed if column.samples)
    return is_list and len(keyed) >= unsaid and 2 * gaps > max(4, len(keyed))


def _shows_choices(column: Column) -> bool:
    """It says what may be sent: `a|b`, `<id>`, `fr-fr…`, and not what was."""
    return any(map(_CHOICES.search, column.samples))


def _drop_translations(columns: list[Column]) -> None:
    """Of `Name (EN)`, `Name (DE)` one holds the names: that spelled as keys, else the English one."""
    alike: dict[str, list[Column]] = {}
    for column in columns:
        if _LANGUAGE.search(column.header) and column.weight(*NAMES):
            alike.setdefault(normalised(_LANGUAGE.sub("", column.header)), []).append(column)
    for group in alike.values():
        best = max(
            group, key=lambda one: (one.share(is_compound), bool(_ENGLISH.search(one.header)))
        )
        for column in group:
            if column is not best:
                column.hints, column.weights = {}, {}


def _prefer_keys(columns: list[Column]) -> None:
    """Where something has a name in words and a key, the key is sent.

    In words are names of another script, and those that the key repeats (`Lamp Lit | lamp_lit`).
    """
    for role in (Role.EVENT, Role.FIELD):
        _prefer_repeated(columns, role)
        ids = [c for c in columns if c.hints.get(role, 0.0) >= _LEAST_NAME and _holds_keys(c)]
        named = [c for c in columns if c.weight(role) > _LEAST_NAME and c.samples and c not in ids]
        named = [c for c in named if c.share(str.isascii) <= _HALF]
        if ids and named:
            for column in named:  # `IDFA` may stand among names of another script
                column.weights[role] = min(column.weights[role], _SUSPECTED)
            for column in ids:
                column.weights[role] = 1.0


def _prefer_repeated(columns: list[Column], role: Role) -> None:
    """`Key` or `Technical name` beside names in words that it repeats."""
    keys = [column for column in columns if _is_of_keys(column)]
    for column in columns if keys else ():
        is_named = column.weight(role) > _LEAST_NAME
        if key := next((one for one in keys if is_named and repeats(column, one)), None):
            column.weights[role] = min(column.weights[role], _SUSPECTED)
            key.weights[role] = 1.0


def _is_of_keys(column: Column) -> bool:
    is_said = not _OF_KEYS.isdisjoint(take_apart(column.header).about)
    return is_said and not column.is_beside and not is_compound(column.header)


def _drop_numbering(columns: list[Column]) -> None:
    """`event1` below `Event #` is no name where another column has one, and none speaks of properties."""
    of_fields = any(c.speaks_of_fields or c.weight(Role.TYPE) >= _SUSPECTED for c in columns)
    named = [c for c in columns if c.weight(Role.EVENT) >= _SUSPECTED and c.samples]
    for column in columns if named and not of_fields else ():
        is_id = 0 < column.hints.get(Role.EVENT, 0.0) <= _LEAST_NAME
        if is_id and column.samples and all(map(is_numbering, column.samples)):
            column.weights[Role.EVENT] = 0.0


def _holds_keys(column: Column) -> bool:
    """Different keys of Latin letters, no mere numbering (`E01`) and no calls."""
    are_keys = column.distinct > 1 and column.share(_is_own_key) >= _KEYS
    return are_keys and column.share(call_of_value) < _KEYS


def _is_own_key(text: str) -> bool:
    """`lamp_lit`, also behind the name of what sends it: `[Quillmoor] lamp_lit`."""
    key = _SENDER.sub("", text.strip())
    return key.isascii() and is_key_like(key) and not is_numbering(key)


def _suspect_names(columns: list[Column]) -> None:
    """Where types or required marks stand and no heading says of what: keys left of them."""
    said = [
        column
        for column in columns
        if column.weight(*NAMES - {Role.EVENT}, Role.NESTED) >= _LEAST_NAME
    ]
    about = next(
        (
            c.index
            for c in columns
            if c.weight(Role.TYPE, Role.REQUIRED) >= _SUSPECTED and c.samples
        ),
        0,
    )
    if said or taken(columns, Role.FIELD, Role.PACKED):
        return
    for column in reversed([column for column in columns if column.index < about]):
        is_list = (column.distinct > 1 or len(column.samples) == 1) and column.share(
            is_key_like
        ) >= _KEYS
        if column.role is None and column.by_looks and is_list:
            column.weights[Role.FIELD] = 0.4
            return


def _take_types_for_samples(columns: list[Column]) -> None:
    """`string`, `number` below "Example" are types, where no other column holds any."""
    typed = [column for column in columns if column.weight(Role.TYPE) >= 0.5]
    if len(typed) == 1 and Role.EXAMPLE in typed[0].hints:
        typed[0].weights[Role.EXAMPLE] = 0.0


def _take_types_for_formats(columns: list[Column]) -> None:
    """`date`, `string` below "Format" are types, where no other column holds any."""
    if not any(column.weight(Role.TYPE) > _SUSPECTED for column in columns):
        for column in columns:
            if Role.FORMAT in column.hints and column.samples and column.share(read_type) == 1:
                column.weights[Role.TYPE] = 1.0
