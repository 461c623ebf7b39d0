"""What a text in a cell says of one property: `string, required`, `on | off`, `number – in cents`."""

from __future__ import annotations

import re
from dataclasses import replace

from segkit.plans.cells.alternatives import apart
from segkit.plans.cells.item import PackedItem
from segkit.plans.cells.leading import led_values
from segkit.plans.cells.separators import QUOTED, VALUE, cut_values, split
from segkit.plans.cells.values import (
    CURRENCIES,
    EXAMPLE,
    UNITS,
    plainly,
    read_required,
    read_type,
    says_required,
)
from segkit.plans.words.looks import is_compound
from segkit.plans.words.vocabulary import is_dense

_PAIR = 2
_LISTED = 3
_PHRASE = 4
_BRACKETED = re.compile(r"([^(（]+?)\s*[(（](.+)[)）]", re.DOTALL)
_BY_TYPE = re.compile(r"([\w<>\[\] ]+?)\s*[:：=]\s*(\S.*)", re.DOTALL)
"""`string: low | high`, `number = 60`."""
_PLAIN_VALUE = re.compile(
    r"""^(?:-?\d+(?:\.\d+)?|true|false|null|"[^"]*"|'[^']*')$""", re.IGNORECASE
)
_EXAMPLES = re.compile(EXAMPLE, re.IGNORECASE)
_OPEN_END = re.compile(r"[\"”'’]\s*,\s*(?:(?:etc|usw|ecc)\.?|…|\.{3})\s*$", re.IGNORECASE)
"""`"warm", "cold", etc.`: some of the values, and no list of them."""
_TITLED = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*){0,2}")
"""`Tea Room`: a value as people see it."""
_LED_TYPE = re.compile(
    r"([A-Za-z]+(?:\[\])?)\s*(?:\s[–—-]\s|//|\s(?=[\d<>≥≤≧≦]))\s*(.+)", re.DOTALL
)
"""`number – in cents`, `int 0..100`, `string // its id`: a type, and words about it."""
_COUNTED = re.compile(r"(number|integer|int|float)s? (?:of |in )?([a-z]+)", re.IGNORECASE)
"""`number seconds`: a type, and in what it is counted."""
_WORDED_TYPE = re.compile(r"(string|str|int|integer|bool|boolean|float|double)\s+(\S.*)", re.DOTALL)
"""`string pseudonymous`: a type that is no word of a sentence, and words about it."""
_PLACEHOLDER = re.compile(r"[<{][A-Za-z]")
"""`lamp-<id>`: what stands there is another in each value."""
_FORMATS = frozenset({"email", "e-mail", "url", "phone", "date", "time", "ip", "currency", "money"})
"""Words for types that are values as well: `sms, email`."""
_DASHES = re.compile(r"\s+[-–—]\s+")
_EITHER = {"yes", "no"}


def with_said(item: PackedItem, about: str, *, sign: str = "") -> PackedItem:
    """The entry with what a text says of it: type, required, values, or a description.

    `sign` is what stood before the text: a colon, a dash, an equals sign.
    """
    about = ended if (ended := about.rstrip(".")).casefold() in {"true", "false"} else about
    if sign and _PLAIN_VALUE.match(about):
        if "|" in about and (values := _values(about.strip("\"'"))):
            return replace(item, values=item.values or values)
        return replace(item, example=about.strip("\"'"))
    first, *others = _DASHES.split(about)
    if others and read_type(first):  # `– string – optional – on | off`
        for part in others:
            is_said = _values(part) if set("|/") & set(part) else says_required(part)
            item = with_said(item, part) if is_said else _described(item, part)
        return with_said(item, first, sign=sign)
    kind, claim, values, rest = _about(about)
    if not (kind or values or claim is not None):
        kind, rest = _led_type(about) or (kind, rest)
    bare, words = apart(about)
    if words and not (kind or values) and (found := _values(bare)):
        values, rest = found, words
    if sign and not (kind or claim is not None or values):
        kind, claim, rest = _type_first(about)
        if not kind and (worded := _WORDED_TYPE.fullmatch(about)):
            kind, rest = worded.groups()
        inner, _, after = rest.partition(")")  # `string (on | off) when it is known`
        values, rest = (found, after.strip()) if kind and (found := _values(inner)) else ("", rest)
    if sign == "=" and rest and not kind:
        return replace(item, example=rest)
    return replace(
        item,
        type=item.type or kind,
        required=claim if item.required is None else item.required,
        description=" ".join(part for part in (item.description, rest) if part),
        values=item.values or values,
    )


def _led_type(about: str) -> tuple[str, str] | None:
    """A type and the words behind it: `number – in cents`, `number seconds`."""
    counted, led = _COUNTED.fullmatch(about), _LED_TYPE.fullmatch(about)
    if counted is not None and counted[2].casefold() in UNITS:
        return counted[1], counted[2]
    return (led[1], led[2]) if led is not None and read_type(led[1]) else None


def _described(item: PackedItem, text: str) -> PackedItem:
    return replace(item, description=f"{item.description} {text}".strip())


def values_beside(text: str) -> str:
    """The values that stand with a type: `low | high` of `string (low | high)`."""
    kind, _, values, _ = _about(text)
    return values if kind else ""


def _about(text: str) -> tuple[str, bool | None, str, str]:
    """Type, claim, values, and what else a text says, when it says these alone or in a row."""
    if not text or _EXAMPLES.match(text) or _OPEN_END.search(text):
        return "", None, "", text
    if values := _values(led_values(text), typed=True) or _framed_values(text):
        return "", None, values, ""
    if (found := read_type(text)) and (found.exact or found.values or "(" not in text):
        return text, None, "", ""
    parts = _BRACKETED.fullmatch(text) or _BY_TYPE.fullmatch(text)
    if parts and read_type(parts[1]):
        values = _values(parts[2], typed=True)
        return (parts[1], None, values, "") if values else (parts[1], *_about(parts[2])[1:])
    if parts and (values := _values(led_values(parts[2]), typed=True)):
        bare, beside = "", parts[1]  # `of the lamp (one of: warm, cold)`
    else:
        bare, beside = (parts[1], parts[2]) if parts and "|" in parts[1] else (text, "")
        values = _values(bare)
    if whole := _values(text):
        values, beside = whole, ""
    if values:
        return "", None, values, beside
    return _in_parts(text)


def _in_parts(text: str) -> tuple[str, bool | None, str, str]:
    """`string, required, on|off`: each part says one thing."""
    kind, claim, values, rest = "", None, "", list[str]()
    for part in (plainly(part.strip()) for part in split(text, ",;")):
        said = read_required(part) if part else None
        if not kind and read_type(part):
            kind = part
        elif said and said.exact and not part.isdigit():
            claim = said.value
        elif kind and not values and (several := _values(part)):
            values = several
        elif part:
            rest.append(part)
    if kind and claim is None and len(rest) >= _LISTED and all(map(VALUE.fullmatch, rest)):
        return "", None, " | ".join([kind, *rest]), ""  # `float, hero, footer, page`
    is_about = bool(kind) or claim is not None
    return (kind, claim, values, ", ".join(rest)) if is_about else ("", None, "", text)


def _framed_values(text: str) -> str:
    """`[warm, cold]`, `<warm | cold>`; and `[id, shade]` is what each member has."""
    parts = cut_values(text[1:-1]) if text[:1] + text[-1:] in {"[]", "<>"} else []
    are_members = any(part == "id" or is_compound(part) for part in parts)
    return "" if are_members or len(parts) < _PAIR else _values(text[1:-1])


def _values(text: str, *, typed: bool = False) -> str:
    """The text when it lists values: quoted, or single words parted by `/`, `|` or commas.

    `typed`: the type was said, so that words for types (`email`) are values as well.
    """
    for sign in ("|｜", "·", "/／", ";；", ",，、"):
        parts = cut_values(text, (sign,)) if not set(sign).isdisjoint(text) else []
        if len(parts) > 1 and all(parts) and not any(map(_PLACEHOLDER.search, parts)):
            # `email` is a value among ways to write, and a type among types
            fits = _is_type if all(map(_is_type, parts)) else _is_kind
            said = [part for part in parts if part.casefold() != "none"]
            kinds = sum(map(fits, said))
            are_named = all(map(_TITLED.fullmatch, parts)) and not read_type(parts[0])
            are_named &= kinds * 2 < len(parts)  # `Hall, Room, Time`: `Time` is one of them
            are_types = sign[0] == "," and not (typed or are_named) and kinds > 0
            are_types |= sign[0] == "," and any(map(_is_phrase, parts))
            are_types |= len(said) < len(parts) and any(map(read_type, said))
            if sign[0] in "|/" and not all(part.casefold() in UNITS for part in said):
                said = [part for part in said if part.casefold() not in UNITS]
            are_values = {*map(str.casefold, said)} <= CURRENCIES or (
                all(map(_is_word, said)) and _are_no_claims(said, few=sign[0] in "|·/")
            )
            are_values |= {*map(str.casefold, parts)} == _EITHER
            are_values |= are_named and all(
                claim is None or not claim.exact for claim in map(read_required, said)
            )
            if all(map(QUOTED.match, parts)) or (are_values and not are_types):
                return " | ".join(parts)
            return ""
    ends = cut_values(text, ())
    is_pair = len(ends) == _PAIR and all(map(_is_value, ends)) and not any(map(read_type, ends))
    return " | ".join(ends) if is_pair else ""


def _is_phrase(part: str) -> bool:
    """Words that need no blanks: `画面名のみ、メッセージ不可` says something, and lists no values."""
    return len(part) > _PHRASE and is_dense(part)


def _is_type(part: str) -> bool:
    return read_type(part) is not None


def _is_kind(part: str) -> bool:
    """A type, and no word that may as well be a value: `email` among ways to write."""
    return _is_type(part) and part.casefold() not in _FORMATS


def _is_value(part: str) -> bool:
    return _is_word(part) and _are_no_claims([part])


def _is_word(part: str) -> bool:
    return VALUE.fullmatch(part) is not None and part.casefold() not in UNITS


def _are_no_claims(parts: list[str], *, few: bool = False) -> bool:
    """None says that something must be there; `few`: one of several may, as `nu` of `nu|meuble|loft`."""
    claims = sum(1 for part in parts if len(part) > 1 and read_required(part) is not None)
    is_pair = few and {*map(str.casefold, parts)} > _EITHER  # `yes|no|later`
    return is_pair or (claims * 2 < len(parts) if few else not claims)


def _type_first(rest: str) -> tuple[str, bool | None, str]:
    """`string, required - the id` into its type, its claim, and what remains."""
    head, separator, tail = rest.partition(" - ")
    if not separator:
        found = re.match(r"^([\w\[\]<> |/-]+?)\s*([,;(.:–—]\s*|\s\()(.*)$", rest, re.DOTALL)
        if not found:
            return "", None, rest
        head, tail = found[1], found[3].removesuffix(")") if "(" in found[2] else found[3]
    if not read_type(head.strip()):
        return "", None, rest
    claim = read_required(tail)
    if claim and claim.exact:
        return head.strip(), claim.value, ""
    return head.strip(), None, tail.strip()
