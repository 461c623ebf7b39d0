"""Names of events and fields that are perhaps none, and rows among events that name none: totals, remarks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from segkit.plans.tables.ledger import REMARK
from segkit.plans.tables.places import Places
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_key_like, is_name, is_past
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import is_dense, says_total, take_apart

_SIGNS = re.compile(
    r"\(\)$|^\[\]\s|[{}<>,;|、，；\n…`=*]|\.\.\.|\s[/+]\s|\d/\d|\s[–—-]\s(?:\S+\s+){2}"
)
_FILE = re.compile(
    r"\w\.(?:[cm]?[jt]sx?|vue|py|rb|go|kt|java|php|md|json|ya?ml|csv|html?|css|sql)$"
)
_SOME = re.compile(
    r"(?:all|any|every|each|other)\b.*\b(?:events?|pages?|screens?|calls?)", re.IGNORECASE
)
"""`All lamp events`: several of the plan's."""
UNSENT = re.compile(
    r"\bnot (?:yet )?(?:added|sent|tracked|implemented|planned|used|to track|in scope)\b|\b(?:do not|don't|never) (?:track|send)\b"
    r"|\b(?:removed|retired|obsolete|deferred|excluded|rejected|old|missing|future) (?:event|track|call)|\bout of scope\b|\bno longer\b"
    r"|\bnicht (?:mehr )?(?:getrackt|gesendet|erfasst|umgesetzt)\b|\bno (?:se )?(?:envía|mide|implementad)"
    r"|\bnon (?:suivis?|envoyés?|tracciat\w+)\b|\bnão (?:enviad|rastread|implementad)",
    re.IGNORECASE,
)
"""Headings above events that nobody sends, or not any more."""
_NUMBER = re.compile(r"[-–—~≈]?\W?[\d.,\s]*\d\S?(?:\s+[^\W\d]+){0,2}")
_DATE = re.compile(r"\b\d{4}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_OF_SHEET = frozenset({"project", "owner", "version", "status"})
_MANY, _PAIR = 3, 2
_FEW = 0.05
_OPEN = re.compile(r"[()]|\sor\s")
_TYPES = frozenset(
    ["string", "str", "number", "integer", "int", "float", "boolean", "bool", "object", "array"]
)
_OF_HEADINGS = frozenset({
    Role.FIELD, Role.TYPE, Role.REQUIRED, Role.PACKED, Role.EVENT_DESCRIPTION,
    Role.FIELD_DESCRIPTION, Role.TRIGGER,
})  # fmt: skip


@lru_cache(maxsize=8192)
def is_no_event(name: str) -> bool:
    """`signup_started, signup_done`, `<feature>_used`, `string`, `Properties`, `page.html`, a sentence."""
    if (
        _is_none(name)
        or _FILE.search(name)
        or _SOME.fullmatch(name.strip())
        or not (is_name(name) or is_past(name))
    ):
        return True
    return any(weight >= 1 and role in _OF_HEADINGS for role, weight in hints(name).items())


def names_owner(name: str) -> bool:
    """`User`, `Company`, `Session properties`: whose the properties below it are, rather than an event."""
    heading = take_apart(name)
    is_whose = heading.about <= {"user", "group"} and not heading.unknown and not is_dense(name)
    is_set = "field" in heading.last and len(name.split()) == _PAIR
    return is_set or (is_whose and bool(heading.about))


@lru_cache(maxsize=8192)
def is_no_field(name: str) -> bool:
    """`order_id, total`, `order_id total`, `coupon (optional)`, `plan or reason`, `...`, `string`, a sentence."""
    words = name.split()
    is_several = len(words) > 1 and any(map(is_compound, words))
    is_container = name in {"properties", "traits", "params", "parameters"}
    is_none = is_several or is_container or _is_none(name)
    return is_none or not is_name(name) or _OPEN.search(name) is not None


def odd_ones(names: Iterable[str]) -> set[str]:
    """Phrases among names that are spelled as programs have them: `Key event` beside `room_id`."""
    several = list(names)
    phrases = {name for name in several if name.count(" ") > 1}
    keys = sum(map(is_key_like, several))
    are_few = len(phrases) == 1 and keys >= _MANY
    return phrases if are_few or len(phrases) <= keys * _FEW else set()


def _is_none(name: str) -> bool:
    return _SIGNS.search(name) is not None or name.strip().casefold() in _TYPES


def why_no_event(cells: tuple[str, ...], places: Places, *, has_field: bool) -> str:
    """Why a row with a text in the events' column names none; empty when it does."""
    if places.event is None or places.exact:
        return ""
    if any(map(str.strip, cells)) and _is_total(cells):
        return "a total of the rows above"
    return REMARK if not has_field and _is_of_sheet(cells, places.event) else ""


def _is_total(cells: tuple[str, ...]) -> bool:
    """`Total events | 12`, `TOTAL | 12 events`: a word for a sum, and nothing but numbers."""
    first, *others = [text.strip("*_`~ ") for text in cells if text.strip()]
    return bool(others) and says_total(first) and all(map(_NUMBER.fullmatch, others))


def _is_of_sheet(cells: tuple[str, ...], place: int) -> bool:
    """`Last updated | 2026-03-01`, `Owner | Nora`."""
    texts = [text for text in cells if text.strip()]
    if len(texts) != 2 or texts[0] != cells[place] or is_compound(texts[0]):
        return False
    heading, is_dated = take_apart(texts[0]), _DATE.search(texts[1]) is not None
    is_plain = " " not in texts[0].strip() and not heading.unknown and "owner" in heading.about
    return (is_plain or is_dated) and bool(heading.about) and heading.about <= _OF_SHEET
