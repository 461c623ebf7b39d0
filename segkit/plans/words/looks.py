"""What a text looks like, whatever stands above it: a key, an event's name, prose, a list.

Used to weigh columns, and to doubt what looks like part of the plan and became none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from segkit.plans.words.vocabulary import deeds, plain, take_apart

_KEY = re.compile(r"^[^\W\d][\w$.\-\[\]]*$|^[_$][\w$.\-\[\]]*$")
_COMPOUND = re.compile(
    r"^[a-z_$][a-zA-Z0-9$]*(?:(?:_|\.|\[\]\.|\.\$\.)[a-zA-Z0-9$]+)+$|^[a-z]+(?:[A-Z][a-z0-9]*)+$"
)
_JOINED = re.compile(r"^[^\W\d]\w*(?:[_:.][A-Za-z0-9][\w-]*)+$")
_KEBAB = re.compile(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$")
_NUMBERED = re.compile(r"[A-Za-z]*[-_.]?\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_IRREGULAR = (
    "begun|bought|broken|built|caught|chosen|done|drawn|driven|eaten|fed|forgotten|found|frozen|given|heard|held"
    "|hidden|kept|lit|lost|made|met|overridden|paid|rebuilt|repaid|resent|seen|sent|shown|shut|sold|spent|stolen"
    "|swept|taken|thrown|told|undone|withdrawn|woken|won|written"
)
"""What was done, of verbs that have a form of their own for it."""
_PAST = re.compile(rf"^(?:[A-Z][\w ]* (?:[A-Z]?\w+ed\b|(?i:{_IRREGULAR})$)|[a-z]+(?:_[a-z0-9]+)+$)")
_DONE = re.compile(r"^[A-Z][a-z]+ed [A-Z]\w*")
_CONSTANT = re.compile(r"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_PASCAL = re.compile(r"^(?:[A-Z][a-z0-9]+){2,}$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTED = re.compile(r"[,;|\n、，；&]|\s[/·+]\s")
_ENDINGS = re.compile(r"(?P<stem>(?:[a-z][a-z0-9]*_)+)(?P<ends>[a-z0-9]+(?:/[a-z][a-z0-9_]*)+)$")
"""`lamp_lit/dimmed/out`: a stem, and what follows it in each of several events."""
_SENTENCE = re.compile(r"[.!?;]\s|[.!?。]$|\n")
_THINGS = frozenset({"event", "page", "screen", "action", "object", "name", "user", "group"})
_BESIDE = frozenset({"foreign", "project", "practice", "test"})
_TOO_MANY_WORDS = 6
_LONGEST_NAME = 80


def is_key_like(text: str) -> bool:
    """A name as programs spell it: one word, `snake_case`, `camelCase`, dots."""
    return bool(_KEY.match(text.strip(" `*?")))


def is_numbering(text: str) -> bool:
    """`E01`, `event12`: letters and a number, which name nothing by themselves."""
    return bool(_NUMBERED.fullmatch(text.strip()))


def is_compound(text: str) -> bool:
    """A key of several parts, as nothing but a name is spelled: `order_id`, `orderId`."""
    return bool(_COMPOUND.match(text.strip(" `*?")))


def is_constant(text: str) -> bool:
    """Capitals with lines between, as some name events: `LAMP_LIT`."""
    return _CONSTANT.match(text.strip(" `*")) is not None


def is_kebab(text: str) -> bool:
    """Words of small letters with hyphens between, as some programs name events: `form-start`."""
    return bool(_KEBAB.match(text.strip(" `*")))


@lru_cache(maxsize=8192)
def is_event_like(text: str) -> bool:
    """Spelled as events are: `Order Completed`, `order_completed`, `Add to cart`, `cartOpened`."""
    stripped = text.strip(" `*")
    if "," in stripped or _is_label(stripped.partition(": ")[0::2]):
        return False
    if _PAST.match(stripped) or is_compound(stripped) or _JOINED.match(stripped):
        return True
    return is_name(stripped) and says_deed(stripped)


def _is_label(parts: tuple[str, ...]) -> bool:
    """`Trigger` and what it is: a word of headings that names nothing, and no event."""
    label, said = parts
    return bool(said) and bool(take_apart(label).about - _THINGS - _BESIDE)


@lru_cache(maxsize=8192)
def several_events(text: str) -> tuple[str, ...]:
    """`Order Completed, Order Refunded`: the events of a cell that names several; else none."""
    if found := _ENDINGS.match(text.strip(" `*")):
        first, *others = found["ends"].split("/")
        stems = ("" if "_" in other else found["stem"] for other in others)
        return (found["stem"] + first, *map("".join, zip(stems, others, strict=True)))
    if not _PARTED.search(text.strip()):
        return ()
    parts = [part.strip(" `•-*") for part in _PARTED.split(text) if part.strip()]
    are_keys = (
        (" · " in text or " + " in text)
        and all(map(is_key_like, parts))
        and any(map(is_compound, parts))
    )
    is_list = len(parts) > 1 and (
        are_keys
        or all(
            is_past(part)
            or is_compound(part)
            or _PASCAL.match(part)
            or _CONSTANT.match(part)
            or (" " in part and is_event_like(part))
            for part in parts
        )
    )
    return tuple(parts) if is_list else ()


def says_deed(text: str) -> bool:
    """It holds a verb of what users do."""
    return deeds().search(plain(_HUMP.sub(" ", text)).replace("_", " ")) is not None


def is_done(name: str) -> bool:
    """`server.started`, and neither `started_at` nor `is_started`."""
    first, *rest = re.split(r"[_.]", name)
    is_deed = bool(rest) and (says_deed(rest[-1]) or rest[-1].endswith("ed"))
    return (
        name.islower()
        and is_compound(name)
        and is_deed
        and first not in {"is", "has", "was", "can"}
    )


def spelling(name: str) -> str:
    """How the words of a name are joined: `_`, `.`, `-`, by humps, by blanks; `a` for one word."""
    joint = next((sign for sign in " ._-" if sign in name.strip("$_")), "")
    return joint or ("aA" if _HUMP.search(name) else "a")


def is_past(text: str) -> bool:
    """Spelled as Segment's own events are: `Order Completed`, `order_completed`."""
    return _PAST.match(text.strip()) is not None


def names_deed_first(text: str) -> bool:
    """Spelled as no page is: `home_viewed`, `Viewed Home`; `Page Viewed` may be a page's call."""
    return is_compound(text) or _DONE.match(text.strip()) is not None


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Short enough to name something: no sentence, no number, no line break."""
    stripped = text.strip()
    return (
        0 < len(stripped) <= _LONGEST_NAME
        and len(stripped.split()) <= _TOO_MANY_WORDS
        and _SENTENCE.search(stripped) is None
        and _WORDS.search(stripped) is not None
    )
