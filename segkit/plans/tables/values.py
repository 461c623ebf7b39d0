"""What single cells mean: types, yes and no, lists of allowed values, versions.

Text in, meaning out; nothing here knows about rows or columns. A text that is not
understood gives None, so that the caller keeps it as it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_TYPES: Mapping[str, str] = {
    "string": "string", "str": "string", "text": "string", "varchar": "string", "char": "string",
    "chaîne": "string", "chaîne de caractères": "string", "zeichenkette": "string",
    "texte": "string", "stringa": "string", "testo": "string", "tekst": "string",
    "文字列": "string", "cadena de texto": "string", "cadena": "string", "texto": "string", "nvarchar": "string",
    "strings": "string",
    "integer": "integer", "int": "integer", "integers": "integer", "long": "integer",
    "bigint": "integer", "whole number": "integer", "int64": "integer", "int32": "integer",
    "ganzzahl": "integer", "nombre entier": "integer", "intero": "integer", "整数": "integer",
    "geheel getal": "integer", "número entero": "integer", "inteiro": "integer", "entier": "integer", "entero": "integer",
    "number": "number", "numbers": "number", "float": "number", "decimal": "number",
    "double": "number", "numeric": "number", "currency": "number", "num": "number",
    "real": "number", "zahl": "number", "nombre": "number", "número": "number",
    "numero": "number", "nombre décimal": "number", "décimal": "number", "dezimalzahl": "number",
    "kommazahl": "number", "getal": "number", "数値": "number", "número decimal": "number", "numerical": "number", "money": "number",
    "boolean": "boolean", "bool": "boolean", "booleans": "boolean", "bolean": "boolean",
    "true/false": "boolean", "booléen": "boolean", "boolesch": "boolean", "wahrheitswert": "boolean", "ja/nein": "boolean",
    "y/n": "boolean", "真偽値": "boolean", "oui/non": "boolean", "sí/no": "boolean", "booleano": "boolean", "yes/no": "boolean",
    "array": "array", "list": "array", "tableau": "array", "matriz": "array", "配列": "array", "arrays": "array", "liste": "array", "lista": "array",
    "object": "object", "json": "object", "map": "object", "dict": "object",
    "dictionary": "object", "objects": "object", "json object": "object", "struct": "object",
    "hash": "object", "record": "object", "objekt": "object", "objet": "object",
    "objeto": "object", "nested object": "object",
    "null": "null", "none": "null", "nil": "null",
}  # fmt: skip
_FORMATS: Mapping[str, str] = {
    "date": "date-time", "datetime": "date-time", "date time": "date-time",
    "date-time": "date-time", "timestamp": "date-time", "iso 8601": "date-time",
    "iso8601": "date-time", "iso date": "date-time", "iso 8601 date": "date-time",
    "iso timestamp": "date-time", "iso-8601": "date-time", "iso 8601 datetime": "date-time",
    "iso datetime": "date-time", "date/time": "date-time", "iso 8601 timestamp": "date-time",
    "datum": "date-time", "fecha": "date-time", "日付": "date-time",
    "zeitstempel": "date-time", "date et heure": "date-time", "fecha y hora": "date-time", "time stamp": "date-time",
    "uuid": "uuid", "guid": "uuid", "url": "uri", "uri": "uri", "email": "email",
    "e-mail": "email", "email address": "email", "ip": "ipv4", "ip address": "ipv4",
    "time": "time",
}  # fmt: skip
_JSON_FORMATS = frozenset(
    {"date-time", "date", "time", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference",
     "uuid", "regex", "json-pointer", "idn-email", "duration", "iri", "uri-template"}
)  # fmt: skip
_ANY = frozenset({"any", "any type", "mixed", "various", "variant", "*"})
_ENUM = frozenset({"enum", "enumeration", "string enum", "enum string", "dropdown", "picklist"})
_LIST_OF = re.compile(r"^(?:array|list|set)s?\s*(?:of|[<(\[:])\s*(.+?)\s*[>)\]]?$")
_OF_LIST = re.compile(r"^(.+?)\s*(?:\[\s*\]|\s(?:array|list))$")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_UNION = re.compile(r"\s*(?:\||/|,|;|\n|\bor\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class TypeReading:
    """A type cell understood.

    Attributes:
        types: JSON Schema names in the order written; empty for "any".
        elements: Types of an array's elements; None when the cell says nothing of them.
        format: What the word adds, such as `date-time`.
        enum: The word was "Enum": the values are a closed list.
        exact: Nothing of the text is lost; otherwise it is worth keeping as written.
    """

    types: tuple[str, ...]
    elements: tuple[str, ...] | None = None
    format: str | None = None
    enum: bool = False
    exact: bool = True


@lru_cache(maxsize=8192)
def read_type(text: str) -> TypeReading | None:
    """`array of strings`, `Date time`, `string or null`; None for words that are no type."""
    words = " ".join(text.casefold().split()) if len(text) <= 100 else ""
    if not words:
        return None
    if found := _simple_type(words):
        return found
    if found := _union_type(words):
        return found
    bare = _ASIDE.sub(" ", words).strip()
    if bare and bare != words and (found := read_type(bare)):
        return TypeReading(found.types, found.elements, found.format, found.enum, exact=False)
    return None


def _simple_type(words: str) -> TypeReading | None:
    """A single type, a format, any, enum, or a list of one of these."""
    if name := _TYPES.get(words):
        return TypeReading((name,), exact=words not in {"currency", "money"})
    if name := _FORMATS.get(words):
        return TypeReading(("string",), format=name)
    if words in _ANY:
        return TypeReading(())
    if words in _ENUM:
        return TypeReading(("string",), enum=True)
    if found := _LIST_OF.match(words) or _OF_LIST.match(words):
        inner = read_type(found[1])
        if inner is not None:
            exact = inner.exact and inner.elements is None and inner.format is None
            return TypeReading(("array",), elements=inner.types, exact=exact)
    return None


def _union_type(words: str) -> TypeReading | None:
    """`string | null`; a format stays with the types of which it was said."""
    parts = [_simple_type(part) for part in _UNION.split(words.strip("[]{} "))]
    known = [part for part in parts if part is not None]
    if len(known) < 2 or len(known) < len(parts):
        return None
    types = tuple(dict.fromkeys(name for part in known for name in part.types))
    formats = {part.format for part in known if part.format}
    elements = next((part.elements for part in known if part.elements is not None), None)
    if not all(part.types for part in known):  # "any" widens the rest to anything
        types = ()
    return TypeReading(
        types,
        elements,
        formats.pop() if len(formats) == 1 else None,
        enum=any(part.enum for part in known),
        exact=all(part.exact for part in known) and not formats,
    )


_YES = frozenset(
    {"required", "yes", "y", "true", "x", "✓", "✔", "✅", "☑", "1", "must", "mandatory", "r",
     "req", "always", "ja", "oui", "sí", "si", "sim", "t", "required: yes", "pflicht", "m",
     "obligatorio", "obbligatorio", "verplicht", "sì", "○", "◯", "必須", "always sent", "obligatoire", "requis", "requerido", "erforderlich", "✔️", "☑️", "req'd"}
)  # fmt: skip
_NO = frozenset(
    {"optional", "no", "n", "false", "0", "not required", "-", "–", "—", "o", "nein", "non", "não",
     "f", "✗", "✘", "❌", "☐", "nice to have", "may", "opt", "n/a", "na", "non-required", "opcional",
     "optionnel", "facultatif", "facoltativo", "optioneel", "never sent", "×", "✖", "❎"}
)  # fmt: skip
_SOFT = ("recommended", "sometimes sent", "conditional", "if ", "when ", "sometimes", "depends", "preferred", "should",
         "only ", "optional", "required if", "required when", "required for", "where ")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A yes or no; `exact` is False when the text says more than that."""

    value: bool
    exact: bool = True


@lru_cache(maxsize=4096)
def read_required(text: str) -> Claim | None:
    """Yes, no, or a condition (which counts as no and is worth keeping); None for other text."""
    words = " ".join(text.casefold().split()).strip(" .!*")
    if words in _YES or text.strip() == "*":
        return Claim(value=True)
    if not words or words in _NO:
        return Claim(value=False)
    if words.startswith(_SOFT):
        return Claim(value=False, exact=False)
    bare = _ASIDE.sub(" ", words).strip()
    if bare != words and (bare in _YES or bare in _NO):
        return Claim(value=bare in _YES, exact=False)
    first = words.split(" ", 1)[0].strip(",;:-–")
    if first in {"yes", "required", "mandatory", "no"} and len(words) < 120:
        return Claim(value=first != "no", exact=False)
    return None


@lru_cache(maxsize=1024)
def read_version(text: str) -> int | None:
    """`2`, `v2`, `2.0`; None when it is no whole number."""
    found = re.fullmatch(r"(?:v(?:ersion)?\.?\s*)?(\d{1,6})(?:\.0+)?", text.strip().casefold())
    return int(found[1]) if found else None


def read_format(text: str) -> str | None:
    """A JSON Schema format, by its own name or a usual word for it."""
    words = " ".join(text.casefold().split())
    return words if words in _JSON_FORMATS else _FORMATS.get(words)


_REGEX_SIGNS = re.compile(
    r"^\^|(?<!\\)\$$|\\[dwsbDWSB]|\[[^\]\s]*-[^\]\s]*\]|\.[*+](?![.\w])|\(\?|[\])]\{\d+(?:,\d*)?\}|[\])][*+?]"
)

_CHARACTER_CLASS = re.compile(r"^\[[^\]\s,\"']*-[^\]\s,\"']*\][*+?{^$\\\[(.]?")


def is_regex(text: str) -> bool:
    """The text is written as a regular expression (not merely `a|b`)."""
    stripped = text.strip()
    if stripped.startswith("http"):
        return False
    return bool(
        _CHARACTER_CLASS.match(stripped) if stripped[:1] == "[" else _REGEX_SIGNS.search(stripped)
    )


_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦·–—]\s+|[•‣▪◦·]|\d{1,2}[.)]\s+)")
_GLOSSED = re.compile(r"^\s*([\w.+-]{1,40}|\"[^\"]{1,40}\"|'[^']{1,40}')\s*(?:[=:]|\s[-–—])\s+\S")
_PROSE = re.compile(
    r"\b(?:any|must|should|see|valid|e\.g|i\.e|eg|etc|example|examples|such as|the|refer|between|"
    r"if|when|characters|following|depends|list of|from|up to|max|min|maximum|minimum|free text|tbd|"
    r"all|than|values?|format)\b|\.\.\.|…|https?://|[<>]=?\s*\d",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’`„«»"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of allowed values.

    Attributes:
        values: In order: texts without bullets and quotes, or what a JSON list holds.
        typed: They come from a JSON list, which says itself what is text and what a number.
        exact: Nothing else stood in the cell (such as what each value means).
    """

    values: tuple[object, ...]
    exact: bool = True
    typed: bool = False

    def as_types(self, types: tuple[str, ...]) -> tuple[object, ...]:
        """The values as a field of these types holds them, when all of them fit."""
        texts = tuple(value for value in self.values if isinstance(value, str))
        return self.values if self.typed else convert_values(texts, types)


@lru_cache(maxsize=8192)
def read_listing(text: str, *, strict: bool = False) -> Listing | None:
    """The values that a cell lists, or None when it is prose.

    `strict` is for columns that can hold nothing but values ("Enum Values"): prose
    is not suspected there.
    """
    stripped = text.strip()
    if not stripped or stripped in {"-", "–", "—", "n/a", "N/A"}:
        return None
    if (from_json := _json_list(stripped)) is not None:
        return Listing(from_json, typed=True)
    parts, glossed = _split_listing(_unwrap(stripped))
    values = tuple(part for part in (_unquote(part) for part in parts) if part)
    if not values or (not strict and not glossed and _is_prose(stripped, values)):
        return None
    return Listing(values, exact=not glossed)


def _json_list(text: str) -> tuple[object, ...] | None:
    if not text.startswith("["):
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return None
    plain = isinstance(items, list) and all(
        isinstance(item, str | int | float | None) for item in items
    )
    return tuple(items) if plain else None


def _unwrap(text: str) -> str:
    """Without brackets around the whole list, or an introduction such as `one of:`."""
    text = re.sub(
        r"^(?:one of|enum|either|options|allowed values|values)\s*:?\s*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if len(text) > 2 and (text[0] + text[-1]) in {"[]", "{}", "()"}:
        return text[1:-1].strip()
    return text


def _split_listing(text: str) -> tuple[list[str], bool]:
    """Parts by the strongest separator that occurs; and whether glosses were cut off."""
    lines = [_BULLET.sub("", line) for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        glosses = [_GLOSSED.match(line) for line in lines]
        if all(glosses):
            return [gloss[1] for gloss in glosses if gloss], True
        return [line.strip().rstrip(",;") for line in lines], False
    line = lines[0] if lines else ""
    for separator in ("|", ";", ","):
        if separator in line:
            return line.split(separator), False
    if re.fullmatch(r"[\w+-]+(?:\s*/\s*[\w+-]+)+", line):
        return line.split("/"), False
    if re.search(r"\sor\s", line):
        return re.split(r"\sor\s", line), False
    return [line], False


def _unquote(part: str) -> str:
    part = part.strip()
    part = re.sub(r"^(?:or|and)\s+(?=\S)", "", part)
    if len(part) > 1 and part[0] in _QUOTES and part[-1] in _QUOTES:
        return part[1:-1]
    return part


def _is_prose(text: str, values: tuple[str, ...]) -> bool:
    """Sentences, conditions and examples are no closed list of values."""
    if _PROSE.search(text) and not text.startswith(tuple(_QUOTES)):
        return True
    if len(values) == 1:
        return (" " in values[0] and text[0] not in _QUOTES) or len(values[0]) > 40
    return any(len(value) > 60 or value.count(" ") > 5 for value in values)


def convert_values(values: tuple[str, ...], types: tuple[str, ...]) -> tuple[object, ...]:
    """Values as the field's types hold them, when all of them fit; as written otherwise."""
    wanted = [name for name in types if name != "null"]
    nullable = "null" in types
    converted = [
        None if nullable and value.casefold() == "null" else _convert(value, wanted)
        for value in values
    ]
    if any(value is _UNFIT for value in converted):
        return values
    return tuple(converted)


class _Unfit:
    """A value that does not fit the type."""


_UNFIT = _Unfit()


def _convert(value: str, types: list[str]) -> object:
    """One value as the only type there is; text when there are several or none."""
    if types == ["boolean"]:
        return {"true": True, "false": False}.get(value.casefold(), _UNFIT)
    if types == ["integer"]:
        return int(value) if re.fullmatch(r"[+-]?(?:0|[1-9]\d{0,17})", value) else _UNFIT
    if types == ["number"]:
        if not re.fullmatch(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?", value):
            return _UNFIT
        number = float(value)
        return int(number) if number.is_integer() and "." not in value else number
    return value
