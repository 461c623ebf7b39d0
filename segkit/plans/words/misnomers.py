"""Names of events and fields that are perhaps none, by their spelling alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_key_like, is_name, is_past
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import is_dense, take_apart

_SIGNS = re.compile(
    r"\(\)$|^\[\]\s|[{}<>,;|、，；\n…`=*]|\.\.\.|\s[/+]\s|\d/\d|\s[–—-]\s(?:\S+\s+){2}"
)
FILE = re.compile(
    r"\w\.(?:(?:[cm]?[jt]sx?|vue|py|rb|go|kt|swift|java|php|md|json|ya?ml|toml|csv|html?|css|sql|dart)$"
    r"|(?:tsx?|dart)\b)"
)
"""The name of a file, or `lamp.ts:34`."""
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
_MANY, _PAIR = 3, 2
_FEW = 0.05
_WRITTEN, _RARE = 5, 0.2
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
        or FILE.search(name)
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


def in_words(names: Collection[str], code: Collection[str]) -> list[str]:
    """Those of a text that it does not write as code, as it does nearly all others of them."""
    bare = [
        one
        for one in sorted(names)
        if not (one in code or one.rpartition(".")[2] in code or is_compound(one))
        and not (one.islower() and one.isalpha())
    ]
    return bare if len(names) >= _WRITTEN and len(bare) <= len(names) * _RARE else []


def _is_none(name: str) -> bool:
    return _SIGNS.search(name) is not None or name.strip().casefold() in _TYPES
