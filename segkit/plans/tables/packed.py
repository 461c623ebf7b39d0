"""Properties that share one cell: `order_id*, total (number)`, lines, bullets, JSON, code.

One grammar for all of them. An entry is a name, marks, what brackets say of it, and what
follows a colon or a dash:

    cell  := object | code | entry (separator entry)*
    entry := mark? name mark? ("(" about ")")* ((":" | "=" | " - ") about)?
    about := type, "required", values, an example, or else its description
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from segkit.plans.tables.listing import read_listing
from segkit.plans.tables.looks import is_compound, is_key_like
from segkit.plans.tables.object_text import read_object
from segkit.plans.tables.values import read_required, read_type, says_required


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


@dataclass(frozen=True, slots=True)
class PackedReading:
    """What a cell holds.

    Attributes:
        items: Its properties.
        whole: False when some of its text is in none of them.
        families: Names that stand for several (`utm_*`), which no plan can hold.
        groups: Names of groups of properties (`[User Properties]`) that are defined elsewhere.
        event: The event of a payload or of a piece of code.
    """

    items: tuple[PackedItem, ...]
    whole: bool = True
    families: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    event: str = ""


_NOTHING = frozenset(
    {"none", "n/a", "na", "-", "–", "—", "--", "no properties", "no props", "nothing", "null", "{}", "[]", "none.",
     "no", "tbd", "no parameters", "no params", "無し", "なし", "无", "없음", "нет", "keine", "aucun", "aucune",
     "ninguno", "ninguna", "nenhum", "nessuno", "brak", "/", "?", "...", "…", "no additional properties"}
)  # fmt: skip
_NO_MORE = re.compile(
    r"^[_*(\s]*(?:none|no|nothing|n/a)\b[^,;\n]*\b(?:beyond|besides|except|other than|additional|extra|further|standard|default)\b[^,;\n]*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦·–—+]\s+|[•‣▪◦·]|\d{1,2}[.)]\s+)")
_OPEN, _CLOSE = "([{<（【", ")]}>）】"
_LIST_SIGNS = ",;|•\n，；、"
_MARKS = "*?!✱＊"
_CODE = re.compile(r"^(?:await\s+|window\.|this\.)?[\w$.]+\(.*\{", re.DOTALL)
_FIRST_TEXT = re.compile(r"\(\s*(?:['\"]event['\"]\s*,\s*)?['\"]([^'\"]+)['\"]")
_INNER = (
    "properties",
    "traits",
    "params",
    "event_properties",
    "event_params",
    "event_data",
    "parameters",
)
_OUTER = frozenset(
    {"event", "type", "userId", "anonymousId", "user_id", "context", "timestamp", "messageId", "event_name", "name",
     "event_type", "eventName", "integrations", *_INNER}
)  # fmt: skip
_LEAD = re.compile(
    r"^(\*|✱|\((?:required|optional|\*)\)|\[(?:required|optional)\])\s*(?=\S)", re.IGNORECASE
)
_FAMILY = re.compile(r"^(?=.*(?:^\*|[_.\-]\*|\*\w))[\w$.\-]*\*[\w$.\-*]*$")
_GROUP = re.compile(r"^(?:\[[^\[\]]+\]|\{[^{}]+\}|<[^<>]+>|\+\s*.+|\.{3}\w+)$")
_CLAIM = re.compile(
    r"^(?:(required|mandatory|req)|optional|opt)\b(?: (?:properties|parameters|params|props|fields))?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_PLAIN_VALUE = re.compile(
    r"""^(?:-?\d+(?:\.\d+)?|true|false|null|"[^"]*"|'[^']*')$""", re.IGNORECASE
)
_STOP = re.compile(
    r"^(?:see|same|all|any|as|when|if|e\.?g\.?|i\.e\.|etc|example|note|must|should|the|plus|and|or|default|common|"
    r"standard|send|include|tbc|todo)\b(?=.*\s)|^(?:etc|tbc|todo)\.?$",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[\w+$%.&-]+")
_QUOTED = re.compile(r"^['\"“‘`].*['\"”’`]$", re.DOTALL)
_SAYS = re.compile(r"[:=：]")
_DESCRIBED = re.compile(r"\s[-–—]\s+\S+\s|:\s+\S+\s+\S+\s")
_UNIT = frozenset(
    {"hashed", "nullable", "unique", "pii", "auto", "utc", "iso", "sha256", "seconds", "ms", "cents", "usd", "eur",
     "gbp", "numeric", "dynamic", "custom", "encrypted", "encoded", "lowercase", "iso8601", "etc", "if", "when"}
)  # fmt: skip


@lru_cache(maxsize=4096)
def read_packed(text: str) -> PackedReading:
    """The properties that a cell lists; none for `n/a`, and not whole for prose."""
    stripped = text.strip()
    if stripped.count("`") == 2 and stripped[0] == stripped[-1] == "`":
        stripped = stripped.strip("`").strip()
    if stripped.casefold().strip("_*() ") in _NOTHING or _NO_MORE.match(stripped):
        return PackedReading(())
    if stripped.startswith(("{", "[")) and (found := read_object(stripped)):
        return _of_object(found, "")
    if _CODE.match(stripped) and (found := read_object(stripped[stripped.index("{") :])):
        name = _FIRST_TEXT.search(stripped[: stripped.index("{")])
        return _of_object(found, name[1] if name else "")
    cell = _Cell()
    for piece in _pieces(stripped):
        cell.take(piece)
    return PackedReading(tuple(cell.items), cell.whole, tuple(cell.families), tuple(cell.groups))


@dataclass(slots=True)
class _Cell:
    """What the entries of a cell turned out to be."""

    items: list[PackedItem] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    whole: bool = True
    claim: bool | None = None

    def take(self, piece: str) -> None:
        """One entry: a family, a group, several names, one property, or prose."""
        if found := _CLAIM.match(piece):  # `Required: order_id, total`
            self.claim, piece = bool(found[1]), piece[found.end() :]
        bare = piece.strip("`'\"“” ")
        if self.items and says_required(bare):  # `id: string, required`
            self.items[-1] = replace(
                self.items[-1], required=claim.value if (claim := read_required(bare)) else None
            )
            return
        if _FAMILY.match(bare) and bare.strip("*"):
            self.families.append(bare)
        elif _GROUP.match(bare):
            self.groups.append(bare)
        elif items := _entry(piece):
            self.items += [
                replace(item, required=self.claim) if item.required is None else item
                for item in items
            ]
        else:
            self.whole = not bare and self.whole


# --- a list's entries -------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[str]:
    """The list's entries, by lines first; a line of bare names is cut at its commas."""
    lines = [_BULLET.sub("", line) for line in text.splitlines() if line.strip(" ,;\t")]
    lines = _joined(lines)
    for line in lines:
        parts = [part for part in split_list(line) if part.strip()]
        is_described = len(lines) > 1 and len(parts) > 1 and (
            _DESCRIBED.search(parts[0]) or any(map(_is_description, parts[1:]))
        )  # fmt: skip
        if is_described:
            yield line.strip().rstrip(",;")
        else:
            yield from (_BULLET.sub("", part).strip() for part in parts)


def _joined(lines: list[str]) -> list[str]:
    """Lines with a bracket open go on in the next one."""
    joined: list[str] = []
    for line in lines:
        if joined and sum(joined[-1].count(s) for s in _OPEN) > sum(
            joined[-1].count(s) for s in _CLOSE
        ):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return joined


def split_list(line: str, signs: str = _LIST_SIGNS) -> list[str]:
    """Cut at the separators outside of brackets; at a slash between blanks where there are none."""
    strong = signs.replace("|", "")
    parts = _split(line, strong)
    for sign, needs_blanks in (("|", False), ("/", True)):
        if len(parts) == 1:
            more = _split(line, sign, needs_blanks=needs_blanks)
            # `method: email | phone` lists values, `method | phone` names
            parts = more if not _SAYS.search(more[0]) or _SAYS.search(more[-1]) else parts
    if len(parts) == 1 and line.count("/") > 1 and not _SAYS.search(line):
        names = _split(line, "/")
        parts = names if all(is_key_like(name) for name in names) else parts
    first, last, more = parts[-1].rpartition(" and ")
    is_sure = len(parts) > 1 or is_compound(first) or is_compound(more)
    if last and is_sure and is_key_like(more) and (not first.strip() or is_key_like(first)):
        parts = [*parts[:-1], *filter(None, (first, more))]
    return parts


def _split(text: str, signs: str, *, needs_blanks: bool = False) -> list[str]:
    parts, depth, begin, quote, opened, close = [], 0, 0, "", "", ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in '"`' and text.find(sign, place + 1) > 0:
            quote = sign
        elif not close and sign in _OPEN and _CLOSE[_OPEN.index(sign)] in text[place:]:
            opened, close, depth = sign, _CLOSE[_OPEN.index(sign)], 1
        elif close and sign in (opened, close):
            depth += 1 if sign == opened else -1
            close = close if depth else ""
        elif sign in signs and not depth:
            around = text[max(0, place - 1) : place + 2]
            if not needs_blanks or (around[:1] == around[-1:] == " "):
                parts.append(text[begin:place])
                begin = place + 1
    return [*parts, text[begin:]]


def _is_description(part: str) -> bool:
    """Text after a comma that goes on describing the property of its line."""
    head = re.split(r"[(:=<]", part, maxsplit=1)[0].strip()
    return head.count(" ") > 1 or read_required(head) is not None or bool(read_type(head))


# --- one entry --------------------------------------------------------------------------------


def _entry(piece: str) -> list[PackedItem]:
    """One entry, with what its braces say is nested in it; none when it is prose."""
    text, required = piece.strip(), None
    if lead := _LEAD.match(text):
        required, text = "optional" not in lead[1].casefold(), text[lead.end() :]
    name, rest = _name_and_rest(text)
    bare, marks = _unmarked(name)
    asides, rest = _asides(rest)
    late = rest[: len(rest) - len(rest.lstrip(_MARKS + " "))].strip()
    if marks + late:
        required = "?" not in marks + late
    item, nested = PackedItem(bare, required=required), list[str]()
    for sign, aside in asides:
        names = [part.strip() for part in _split(aside, ",;|")]
        if all(map(is_key_like, names)) and (sign in "{｛" or bare.endswith("[]")):
            nested += names
        else:
            item = _with(item, aside)
    rest = rest.lstrip(_MARKS + " ")
    if rest:
        item = _with(item, rest.lstrip(":=-–—→： ").strip(), sign=rest[0])
    elif not asides:
        item = _spoken(item)
    words = item.name.split()
    if len(words) > 1 and all(map(is_compound, words)):
        return [replace(item, name=word) for word in words]
    if _is_prose(item.name):
        return []
    return [item, *(PackedItem(f"{item.name.removesuffix('[]')}[].{inner}") for inner in nested)]


def _unmarked(name: str) -> tuple[str, str]:
    """A name without its marks and quotes, and the marks."""
    bare = name.rstrip(_MARKS + " ")
    return bare.strip("`'\"“” "), name[len(bare) :].strip()


def _spoken(item: PackedItem) -> PackedItem:
    """`order_id string required`: a key, and words that each say something of it."""
    first, *words = item.name.split() or [""]
    if not words or not is_key_like(first):
        return item
    kinds = [word for word in words if read_type(word)]
    claims = [
        claim
        for word in words
        if word not in kinds and (claim := read_required(word)) and claim.exact
    ]
    if not kinds or len(kinds) + len(claims) < len(words):
        return item
    return replace(
        item, name=first, type=kinds[0], required=claims[0].value if claims else item.required
    )


_END_OF_NAME = re.compile(r"\s*[(<{（]|\s*\[(?=[^\]\d])|\s*[:=：]|\s[-–—→]\s|-\s|\s-")


def _name_and_rest(text: str) -> tuple[str, str]:
    """The name, quoted or up to the first sign that ends it."""
    if text[:1] in "`'\"“" and (close := text.find({"“": "”"}.get(text[0], text[0]), 1)) > 0:
        return text[1:close], text[close + 1 :]
    found = _END_OF_NAME.search(text)
    if not found:
        return text, ""
    return text[: found.start()], text[found.start() :].lstrip()


def _asides(text: str) -> tuple[list[tuple[str, str]], str]:
    """What stands in brackets at the beginning, with the bracket, and what follows."""
    found: list[tuple[str, str]] = []
    while (text := text.lstrip()) and text[0] in _OPEN:
        depth, close = 0, _CLOSE[_OPEN.index(text[0])]
        for place, sign in enumerate(text):
            depth += (sign == text[0]) - (sign == close)
            if not depth:
                break
        found.append((text[0], text[1:place].strip()))
        text = text[place + 1 :]
    return found, text


def _with(item: PackedItem, about: str, *, sign: str = "") -> PackedItem:
    """The entry with what a text says of it: type, required, values, or a description.

    `sign` is what stood before the text: a colon, a dash, an equals sign.
    """
    if sign and _PLAIN_VALUE.match(about):
        return replace(item, example=about.strip("\"'"))
    kind, claim, values, rest = _about(about)
    if sign and not (kind or claim is not None or values):
        kind, claim, rest = _type_first(about)
        values, rest = (found, "") if kind and (found := _values(rest)) else ("", rest)
    if sign == "=" and rest and not kind:
        return replace(item, example=rest)
    return replace(
        item,
        type=item.type or kind,
        required=claim if item.required is None else item.required,
        description=" ".join(part for part in (item.description, rest) if part),
        values=item.values or values,
    )


def _about(text: str) -> tuple[str, bool | None, str, str]:
    """Type, claim, values, and what else a text says, when it says these alone or in a row."""
    if not text:
        return "", None, "", ""
    if read_type(text):
        return text, None, "", ""
    if values := _values(text):
        return "", None, values, ""
    kind, claim, values, rest = "", None, "", []
    for part in (part.strip() for part in _split(text, ",;")):
        found = read_required(part) if part else None
        if not kind and read_type(part):
            kind = part
        elif found and found.exact:
            claim = found.value
        elif kind and not values and (several := _values(part)):
            values = several
        elif part:
            rest.append(part)
    return (
        (kind, claim, values, ", ".join(rest))
        if kind or claim is not None
        else ("", None, "", text)
    )


def _values(text: str) -> str:
    """The text when it lists values: quoted, or single words parted by `/`, `|` or commas."""
    for signs in ("|", "/", ","):
        parts = [part.strip() for part in _split(text, signs)]
        if len(parts) > 1 and all(parts):
            are_types = signs == "," and any(map(read_type, parts))
            if all(map(_QUOTED.match, parts)) or (all(map(_is_value, parts)) and not are_types):
                return " | ".join(parts)
            return ""
    return ""


def _is_value(part: str) -> bool:
    word = part.casefold()
    is_word = _VALUE.fullmatch(part) is not None and word not in _UNIT
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


def _is_prose(name: str) -> bool:
    """A name of a property has few words and does not end like a sentence."""
    return (
        not name
        or name.count(" ") > 3
        or (name.endswith((".", "!")) and name.count(" ") > 0)
        or name.casefold() in _NOTHING
        or _STOP.match(name) is not None
        or not any(letter.isalnum() for letter in name)
    )


# --- objects ----------------------------------------------------------------------------------


def _of_object(found: object, event: str) -> PackedReading:
    """The properties of a payload, of an example, of a list of names or of descriptions."""
    if isinstance(found, list):
        if all(isinstance(one, str) for one in found):
            return PackedReading(tuple(PackedItem(str(one)) for one in found), event=event)
        described = [one for one in found if isinstance(one, dict)]
        if described and all(
            isinstance(one.get("name"), str) and len(one) > 1 and "type" in one for one in described
        ):
            return PackedReading(tuple(map(_described, described)), event=event)
        found = described[0] if described else {}
    if not isinstance(found, dict):
        return PackedReading((), whole=False)
    named = next(
        (
            found[key]
            for key in ("event", "event_name", "eventName")
            if isinstance(found.get(key), str)
        ),
        "",
    )
    inner = next((found[key] for key in _INNER if isinstance(found.get(key), dict)), None)
    if isinstance(inner, dict) and found.get("type") == "object":
        return PackedReading(tuple(_of_schema(found, "")), event=event)
    if isinstance(inner, dict) and (set(found) <= _OUTER):
        return PackedReading(tuple(_of_example(inner, "")), event=str(named) or event)
    own = (
        {key: value for key, value in found.items() if key not in {"event", "eventName"}}
        if named
        else found
    )
    return PackedReading(tuple(_of_example(own, "")), event=str(named) or event)


def _described(one: Mapping[str, object]) -> PackedItem:
    required = one.get("required")
    return PackedItem(
        str(one["name"]), str(one.get("type", "")), required if isinstance(required, bool) else None,
        str(one.get("description", "")),
    )  # fmt: skip


def _of_schema(schema: Mapping[str, object], prefix: str) -> Iterator[PackedItem]:
    """The properties of a JSON Schema."""
    properties, needed = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict):
        return
    for key, held in properties.items():
        own = held if isinstance(held, dict) else {}
        kind = own.get("type", "")
        words = " | ".join(map(str, kind)) if isinstance(kind, list) else str(kind)
        values = own.get("enum")
        yield PackedItem(
            f"{prefix}{key}", words, key in needed if isinstance(needed, list) else None,
            str(own.get("description", "")),
            " | ".join(f'"{value}"' for value in values) if isinstance(values, list) else "",
        )  # fmt: skip
        yield from _of_schema(own, f"{prefix}{key}.")
        items = own.get("items")
        yield from _of_schema(items if isinstance(items, dict) else {}, f"{prefix}{key}[].")


def _of_example(value: object, prefix: str) -> Iterator[PackedItem]:
    """The keys of an example, parents before children, with their values as examples."""
    if not isinstance(value, dict):
        return
    for key, held in value.items():
        name = f"{prefix}{key}"
        if isinstance(held, dict):
            yield PackedItem(name, "object")
            yield from _of_example(held, f"{name}.")
        elif isinstance(held, list):
            yield PackedItem(name, "array")
            yield from _of_example(held[0] if held else None, f"{name}[].")
        elif isinstance(held, str) and read_type(held):
            yield PackedItem(name, held)
        else:
            yield PackedItem(name, example=held)


def lists_names(text: str) -> bool:
    """The cell holds several names, or one with what is said of it."""
    reading = read_packed(text)
    several = len(reading.items) + len(reading.families) > 1
    return several or (len(reading.items) == 1 and reading.items[0].name != text.strip("` "))


def lists_keys(text: str) -> bool:
    """The cell holds names spelled as keys, one or several: more than words that happen to stand there."""
    reading = read_packed(text)
    is_object = text.lstrip("` ")[:1] in ("{", "[") or "(" in text.partition("{")[0]
    return bool(reading.items) and (
        is_object or any(is_compound(item.name) for item in reading.items)
    )


def lists_values(text: str) -> bool:
    """The cell holds several values."""
    listing = read_listing(text)
    return listing is not None and len(listing.values) > 1
