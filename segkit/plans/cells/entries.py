"""One property as a list in a cell writes it: `order_id* (string, required): the id`.

entry := mark? name mark? ("(" about ")")* ((":" | "=" | " - ") about)?
about := type, "required", values, an example, or else its description
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from segkit.plans.cells.alternatives import apart, once_named
from segkit.plans.cells.separators import CLOSE, OPEN, OR, QUOTED, split
from segkit.plans.cells.values import (
    CURRENCIES,
    EXAMPLE,
    UNITS,
    plainly,
    read_required,
    read_type,
    says_required,
)
from segkit.plans.words.looks import is_compound, is_key_like

NOTHING = frozenset(
    {"none", "n/a", "na", "default", "defaults", "automatic", "(auto)", "(automatic)", "-", "–", "—", "--", "no properties", "no props", "nothing", "null", "{}", "[]", "none.",
     "no", "tbd", "no parameters", "no params", "無し", "なし", "无", "없음", "нет", "keine", "aucun", "aucune",
     "ninguno", "ninguna", "nenhum", "nessuno", "brak", "/", "?", "...", "…", "no additional properties"}
)  # fmt: skip
"""What a cell says instead of a list."""
_PAIR = 2
_MARKS = "*?!✱＊"
FOOTNOTE = re.compile(r"(?<=[a-z_][a-z])[¹²³⁰-⁹†‡]+$")
"""`direction²`: the sign of a remark that stands elsewhere, and no part of the name."""
_LEAD = re.compile(
    r"^(\*|✱|\((?:required|optional|\*)\)|\[(?:required|optional)\]|optional (?=[\w.]+$))\s*(?=\S)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"([^(（]+?)\s*[(（](.+)[)）]", re.DOTALL)
_BY_TYPE = re.compile(r"([\w<>\[\] ]+?)\s*[:：]\s*(\S.*)", re.DOTALL)
"""`string: low | high`."""
_SPOKEN = re.compile(
    r"(`?[\w$.]+`?)\s+((?:string|str|integer|int|boolean|bool|float|double|enum)\s*[(\[|<].*)",
    re.IGNORECASE | re.DOTALL,
)
"""`mode enum(dim, bright)`, `shade str | null`: a name, and its type behind nothing but a blank."""
_CALLED = re.compile(r"[\w$]+(?:\.[\w$]+)*\(\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_PLAIN_VALUE = re.compile(
    r"""^(?:-?\d+(?:\.\d+)?|true|false|null|"[^"]*"|'[^']*')$""", re.IGNORECASE
)
_STOP = re.compile(
    r"^(?:see|same|all|any|as|when|if|e\.?g\.?|i\.e\.|etc|example|note|must|should|the|plus|and|or|default|common|"
    r"standard|send|include|tbc|todo)\b(?=.*\s)|^(?:etc|tbc|todo|varies|various|depends)\.?$|^[a-z]+-specific$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(EXAMPLE, re.IGNORECASE)
_OPEN_END = re.compile(r"[\"”'’]\s*,\s*(?:(?:etc|usw|ecc)\.?|…|\.{3})\s*$", re.IGNORECASE)
"""`"warm", "cold", etc.`: some of the values, and no list of them."""
_ELSEWHERE = frozenset(
    {
        "见下表",
        "见下",
        "同上",
        "如下",
        "见上",
        "下表",
        "下記",
        "下記参照",
        "上記",
        "同上参照",
        "아래 참조",
        "см. ниже",
    }
)
_BETWEEN = re.compile(r"\s*[|/&]\s*|\s+")
_NTH = re.compile(r"\[(?:\d+|[in])\]")
_GIVEN = re.compile(
    r"^([\w$.]+)\s+((?:if|when|where) (?:applicable|known|available|present|any|set|provided|given|relevant|needed|possible))$"
    r"|^([a-z]\w*(?:_\w+|[a-z][A-Z]\w*))\s+((?:if|when|where) \S.*)$"
)
"""`shade if known`, `lamp_shade if the lamp has one`: a name, and when it is there."""
_TITLED = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*){0,2}")
"""`Tea Room`: a value as people see it."""
_VALUE = re.compile(r"[\w+$%.&-]+")
_DASHES = re.compile(r"\s+[-–—]\s+")
_EITHER = {"yes", "no"}
_MEMBER = re.compile(
    r"(?<=[\w`'\"])\s*(?:∈|\bin\b|\bone of\b)\s*[\[({]([^\[\](){}]+)[\])}]\s*$", re.IGNORECASE
)
PROGRAMS_SAY = frozenset(
    {"string", "str", "integer", "int", "boolean", "bool", "float", "double", "array", "object"}
)
"""Types that are no names of anything else, as `date` and `number` are."""


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One property of a list in a cell.

    Attributes:
        name: As written, nesting in it as `a.b` or `a[].b`.
        type: The type's word, or empty.
        required: What the list says about it; None when it says nothing.
        description: What follows the name, if it is no type.
        values: The allowed values as they are written, or empty.
        example: The value of a JSON example.
    """

    name: str
    type: str = ""
    required: bool | None = None
    description: str = ""
    values: str = ""
    example: object | None = None


def _member(found: re.Match[str]) -> str:
    """`shade in [warm, cold]` as `shade (warm, cold)`; `Logged In (Boolean)` is a name."""
    is_word = found[0].lstrip()[:2].casefold() == "in"
    return found[0] if is_word and read_type(found[1]) else f" ({found[1]})"


def read_entry(piece: str) -> list[PackedItem]:
    """One entry, with what its braces say is nested in it; none when it is prose."""
    text = _MEMBER.sub(_member, _BOLD.sub(r"\1", once_named(piece.strip())))
    if _CALLED.match(text):
        return []  # `analytics.search()`: where it is sent, not what
    required, text = _claimed(text)
    name, rest = _name_and_rest(_SPOKEN.sub(r"\1: \2", text) if _SPOKEN.fullmatch(text) else text)
    bare, marks = _unmarked(_NTH.sub("[]", FOOTNOTE.sub("", name)))
    asides, rest = _asides(rest)
    late = rest[: len(rest) - len(rest.lstrip(_MARKS + " "))].strip()
    if marks + late:
        required = "?" not in marks + late
    item, nested = PackedItem(bare, required=required), list[str]()
    for sign, aside in asides:
        names = [part.strip() for part in split(aside, ",;|")]
        is_type = len(names) == 1 and read_type(aside) is not None
        if all(map(is_key_like, names)) and (
            sign in "{｛" or (bare.endswith("[]") and not is_type)
        ):
            nested += names
        else:
            item = _with(item, aside)
    rest = rest.lstrip(_MARKS + " ")
    if rest:
        item = _with(item, rest.lstrip(":=-–—→： ").strip(), sign=rest[0])
    elif not asides:
        item = _spoken(item)
    words = _BETWEEN.split(item.name)
    if len(words) > 1 and all(map(is_compound, words)):
        return [replace(item, name=word) for word in words]
    if is_prose(item.name):
        return []
    inside = [PackedItem(f"{item.name.removesuffix('[]')}[].{inner}") for inner in nested]
    return [_as_array(item), *inside]


def _claimed(text: str) -> tuple[bool | None, str]:
    """What stands first, or last, in an entry about its being needed, and the entry without it."""
    if lead := _LEAD.match(text):
        return "optional" not in lead[1].casefold(), text[lead.end() :]
    given = _GIVEN.match(text)
    return (False, " - ".join(filter(None, given.groups()))) if given else (None, text)


def _as_array(item: PackedItem) -> PackedItem:
    """`tags[]: string` is a list of these."""
    if not item.name.endswith("[]") or item.name.count("[]") > 1:
        return item
    found = read_type(item.type) if item.type else None
    is_array = found is not None and "array" in found.types
    kind = item.type if is_array else f"array of {item.type}" if found else "array"
    return replace(item, name=item.name.removesuffix("[]"), type=kind)


def _unmarked(name: str) -> tuple[str, str]:
    """A name without its marks and quotes, and the marks."""
    bare = name.rstrip(_MARKS + " ")
    return bare.strip("`'\"“” "), name[len(bare) :].strip()


def _spoken(item: PackedItem) -> PackedItem:
    """`order_id string required`: a key, and words that each say something of it."""
    first, *words = item.name.split() or [""]
    if not words or not is_key_like(first):
        return item
    if len(words) == 1 and _is_declared(first, words[0]):
        return replace(item, name=words[0], type=first if read_type(first) else "")
    kinds = [
        word
        for word in words
        if read_type(word) and (is_compound(first) or (word in PROGRAMS_SAY and first.islower()))
    ]
    claims = [
        claim
        for word in words
        if word not in kinds and (claim := read_required(word)) and claim.exact
    ]
    is_told = bool(kinds) or (bool(claims) and is_compound(first))  # `order_id optional`
    if not is_told or len(kinds) + len(claims) < len(words):
        return item
    return replace(
        item,
        name=first,
        type=kinds[0] if kinds else "",
        required=claims[0].value if claims else item.required,
    )


def _is_declared(kind: str, name: str) -> bool:
    """`string room`, `LampKind kind`: a type and a name as C writes them."""
    is_kind = kind in PROGRAMS_SAY or _CLASS.fullmatch(kind) is not None
    return is_kind and name[:1].islower() and is_key_like(name) and not read_required(name)


_CLASS = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
_KEYED = re.compile(r"\w+\[['\"]?(?P<key>[^\W\d]\w{2,})['\"]?\]")
_END_OF_NAME = re.compile(r"\s*[(<{（]|\s*\[(?=[^\]\d])|\s*[:=：]|\s[-–—→]\s|-\s|\s-")


def _name_and_rest(text: str) -> tuple[str, str]:
    """The name, quoted or up to the first sign that ends it."""
    if (
        text
        and text[0] in "`'\"“"
        and (close := text.find({"“": "”"}.get(text[0], text[0]), 1)) > 0
    ):
        name, sign, value = text[1:close].partition(": " if ": " in text[1:close] else "=")
        is_pair = text[0] == "`" and sign and is_key_like(name) and not text[close + 1 :].strip()
        return (name, f"= {value}") if is_pair else (text[1:close], text[close + 1 :])
    start = keyed.end() if (keyed := _KEYED.match(text)) and is_key_in(keyed["key"]) else 0
    found = _END_OF_NAME.search(text, start)
    if not found:
        return text, ""
    return text[: found.start()], text[found.start() :].lstrip()


def is_key_in(word: str) -> bool:
    """What stands in brackets behind a name is a key in it, and no type, mark or unit."""
    bare = word.casefold()
    return not (bare in UNITS | CURRENCIES or read_type(word) or read_required(word))


def _asides(text: str) -> tuple[list[tuple[str, str]], str]:
    """What stands in brackets at the beginning, with the bracket, and what follows."""
    found: list[tuple[str, str]] = []
    while (text := text.lstrip()) and text[0] in OPEN:
        depth, place, close = 1, 1, CLOSE[OPEN.index(text[0])]
        while depth and place < len(text):
            depth += (text[place] == text[0]) - (text[place] == close)
            place += 1
        found.append((text[0], text[1 : place - 1 if not depth else place].strip()))
        text = text[place:]
    return found, text


def _with(item: PackedItem, about: str, *, sign: str = "") -> PackedItem:
    """The entry with what a text says of it: type, required, values, or a description.

    `sign` is what stood before the text: a colon, a dash, an equals sign.
    """
    about = ended if (ended := about.rstrip(".")).casefold() in {"true", "false"} else about
    if sign and _PLAIN_VALUE.match(about):
        if "|" in about and (values := _values(about.strip("\"'"))):
            return replace(item, values=item.values or values)
        return replace(item, example=about.strip("\"'"))
    first, *others = _DASHES.split(about) if sign else [about]
    if others and read_type(first):  # `– string – optional – on | off`
        for part in others:
            is_said = _values(part) if set("|/") & set(part) else says_required(part)
            item = _with(item, part) if is_said else _described(item, part)
        return _with(item, first, sign=sign)
    kind, claim, values, rest = _about(about)
    bare, words = apart(about)
    if words and not (kind or values) and (found := _values(bare)):
        values, rest = found, words
    if sign and not (kind or claim is not None or values):
        kind, claim, rest = _type_first(about)
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
    if (found := read_type(text)) and (found.exact or found.values or "(" not in text):
        return text, None, "", ""
    parts = _BRACKETED.fullmatch(text) or _BY_TYPE.fullmatch(text)
    if parts and read_type(parts[1]):
        values = _values(parts[2], typed=True)
        return (parts[1], None, values, "") if values else (parts[1], *_about(parts[2])[1:])
    bare, beside = (parts[1], parts[2]) if parts and "|" in parts[1] else (text, "")
    if values := _values(text) or _values(bare):
        return "", None, values, "" if _values(text) else beside
    kind, claim, rest = "", None, list[str]()
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
    is_about = bool(kind) or claim is not None
    return (kind, claim, values, ", ".join(rest)) if is_about else ("", None, "", text)


def _values(text: str, *, typed: bool = False) -> str:
    """The text when it lists values: quoted, or single words parted by `/`, `|` or commas.

    `typed`: the type was said, so that words for types (`email`) are values as well.
    """
    for signs in ("|", "·", "/", ","):
        *others, final = split(text, signs)
        ends = filter(str.strip, OR.split(final)) if others else [final]
        parts = [part.strip() for part in (*others, *ends)]
        if len(parts) > 1 and all(parts):
            kinds = sum(read_type(part) is not None for part in parts)
            are_named = all(map(_TITLED.fullmatch, parts)) and not read_type(parts[0])
            are_named &= kinds * 2 < len(parts)  # `Hall, Room, Time`: `Time` is one of them
            are_types = signs == "," and not (typed or are_named) and kinds > 0
            said = [part for part in parts if part.casefold() != "none"]
            are_types |= len(said) < len(parts) and any(map(read_type, said))
            if signs in "|/" and not all(part.casefold() in UNITS for part in said):
                said = [part for part in said if part.casefold() not in UNITS]
            are_values = all(map(_is_value, said)) or {*map(str.casefold, said)} <= CURRENCIES
            are_values |= {*map(str.casefold, parts)} == _EITHER
            are_values |= are_named and all(
                claim is None or not claim.exact for claim in map(read_required, said)
            )
            if all(map(QUOTED.match, parts)) or (are_values and not are_types):
                return " | ".join(parts)
            return ""
    ends = [part.strip() for part in OR.split(text)]
    is_pair = len(ends) == _PAIR and all(map(_is_value, ends)) and not any(map(read_type, ends))
    return " | ".join(ends) if is_pair else ""


def _is_value(part: str) -> bool:
    word = part.casefold()
    is_word = _VALUE.fullmatch(part) is not None and word not in UNITS
    return is_word and (len(part) == 1 or read_required(part) is None)


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


def is_prose(name: str) -> bool:
    """A name of a property has few words and does not end like a sentence."""
    return (
        not name
        or name.count(" ") > 3
        or (name.endswith((".", "!")) and name.count(" ") > 0)
        or name.casefold() in NOTHING
        or _STOP.match(name) is not None
        or name in _ELSEWHERE
        or not any(map(str.isalpha, name))
    )
