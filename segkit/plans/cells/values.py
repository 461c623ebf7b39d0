"""What single cells mean: types, yes and no, formats, versions.

Text in, meaning out; nothing here knows about rows or columns. A text that is not understood
gives None, so that the caller keeps it as it was written. The words are in `words.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from segkit.plans.words.vocabulary import (
    cell_words,
    english,
    heading_words,
    is_dense,
    plain,
    take_apart,
)

_JSON_FORMATS = frozenset(
    {"date-time", "date", "time", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference",
     "uuid", "regex", "json-pointer", "idn-email", "duration", "iri", "uri-template"}
)  # fmt: skip
_LIST_OF = re.compile(
    r"^(?:array|list|set|lista|liste|arreglo)s?\s*(?:of|de|di|von|[<(\[:])\s*(.+?)\s*[>)\]]?$"
)
_OF_LIST = re.compile(r"^(?:(.+?)\s*(?:\[\s*\]|\s(?:array|list))|\[\s*([^\]]+?)\s*\])$")
_TYPE_LIST = re.compile(r"\[([^\[\]]+)\]")
_ENUM_OF = re.compile(
    r"^(?:enum|enumeration|one of|string|number|integer)\s*[(\[{<:]\s*(.+?)\s*[)\]}>]?$",
    re.IGNORECASE,
)
_NAME_OF_ENUM = re.compile(r"^[A-Z]\w*:\s+(?=[^:]*$)")  # `Enum(Halls: north, south)`
_OR_NULL = re.compile(
    r"(.+[)\]}>])\s*\|\s*null|(?:optional|nullable)[\[<](.+)[\]>]", re.IGNORECASE | re.DOTALL
)
_ASIDE = re.compile(r"\s*(?:\([^)\]]{0,400}[)\]]|\[[^)\]]{1,400}[)\]])\s*")
EXAMPLE = (
    r"(?:\be\.?\s?g\b|\bfor (?:example|instance)\b|\bsuch as\b|\bz\. ?b\b|\bbspw?\b|\bp\. ?ex\b|\bex(?:emple)?\s?[.:]|\bpar exemple\b"
    r"|\bej(?:emplo)?\s?[.:]|\bp\. ?ej\b|\bpor (?:ejemplo|exemplo)\b|\b(?:ad )?es\.|\besempio\b|\bnp\.|\bbijv\b|\börn\w*\b|\bнапр(?:имер|\.)"
    r"|\bcontoh\b|\bví dụ\b|例えば|例[:：]|예[:：)]|예시|^예\b|比如|例如|^如)"
)
"""Words before examples, which are no list of what is allowed."""
_UNION = re.compile(r"\s*(?:\||/|,|;|\n|\bor\b|\band\b|\bou\b|\bo\b|\boder\b)\s*")
_LISTED = re.compile(r"^([a-z]+)\s*[(\[]\s*(\w[\w+-]*(?:\s*[,|/]\s*\w[\w+-]*)+)\s*[)\]]$")
UNITS = frozenset(
    {"hashed", "nullable", "unique", "pii", "auto", "utc", "iso", "sha256", "seconds", "minutes", "hours", "ms", "cents", "usd", "eur",
     "gbp", "numeric", "dynamic", "custom", "encrypted", "encoded", "lowercase", "iso8601", "etc", "if", "when", "raw",
     "sanitized", "anonymized", "normalized", "redacted", "truncated", "masked", "rounded"}
)  # fmt: skip
"""Words in brackets that say something of a value, and are none."""
CURRENCIES = frozenset({"usd", "eur", "gbp", "jpy", "chf", "cad", "aud"})
_PATTERN = re.compile(r"[YMDHhms:/.\-T ]*(?:YYYY|MM|DD|HH)[YMDHhms:/.\-TZ ]*", re.IGNORECASE)
"""`YYYY-MM-DD`: how a value is written, and none itself."""
_LONGEST = 200
"""Of a type; a list of values in quotes may be longer."""
_LITERAL = re.compile(r"""^(["'“])(.*)["'”]$""")
_CLAIMED = re.compile(r"\s*[,;/]\s*|\s[-–—]\s")
_KINDS = (
    ("array", re.compile(r"^(?:array|list|set|lista|liste)s?(?: (?:of|de|di|von) [a-z ]+| ?<[a-z]\w*>)$")),
    ("string", re.compile(r"^(?:delimited|long|short|free|plain|random|encoded|hashed|comma[- ]separated) (?:string|text)$")),
)  # fmt: skip
"""`array of items`, `Array<Item>`, `delimited string`: a type, and words that say more of it."""
_SIZED = re.compile(r"^([a-z]+?)\s*\d+$")
_NUMBER = re.compile(r"^\d{1,2}[.)] ")
"""`2. string`, the second of several."""
_BY_NAME = frozenset({"string", "number", "integer", "boolean", "object"})
_SCALARS = _BY_NAME - {"object"}
_INEXACT = frozenset({"currency", "money", "percentage", "percent"})


@dataclass(frozen=True, slots=True)
class TypeReading:
    """A type cell understood.

    Attributes:
        types: JSON Schema names in the order written; empty for "any".
        elements: Types of an array's elements; None when the cell says nothing of them.
        format: What the word adds, such as `date-time`.
        enum: The word was "Enum": the values are a closed list.
        values: The values themselves, as in `"low" | "high"` or `enum(low, high)`.
        exact: Nothing of the text is lost; otherwise it is worth keeping as written.
        required: What brackets behind the type say, as in `string (required)`.
    """

    types: tuple[str, ...]
    elements: tuple[str, ...] | None = None
    format: str | None = None
    enum: bool = False
    values: tuple[str, ...] = ()
    exact: bool = True
    required: bool | None = None


_BOOLEAN = TypeReading(("boolean",))


@lru_cache(maxsize=8192)
def read_type(text: str) -> TypeReading | None:
    """`array of strings`, `Date time`, `string or null`; None for words that are no type."""
    words = (
        _NUMBER.sub("", " ".join(plain(text).replace("`", " ").split())).removesuffix("?")
        if len(text) <= _LONGEST or text.lstrip("` ")[:1] in {'"', "'"}
        else ""
    )
    if words[:1] == "<" and words[-1:] == ">":  # `<string>`: what stands in its place
        words = words[1:-1].strip()
        text = text.strip()[1:-1]
    if not words:
        return None
    either = _OR_NULL.fullmatch(text.strip())
    if either and (inner := read_type(either[1] or either[2])):
        return replace(inner, types=(*inner.types, "null")) if inner.types else inner
    plain_one = _listed_types(text) or _simple_type(words)
    if found := plain_one or _with_values(text, words) or _union_type(words):
        return found
    if claimed := _with_claim(words):
        return claimed
    bare = _ASIDE.sub(" ", words).strip()
    sized = _SIZED.match(bare)
    bare = sized[1] if sized else bare
    if bare and bare != words and (found := read_type(bare)):
        asides = [one.strip(" ()[]") for one in _ASIDE.findall(words)]
        claim = next((read_required(one) for one in asides if says_required(one)), None)
        is_exact = (sized is not None or claim is not None) and found.exact
        return replace(found, exact=is_exact, required=claim.value if claim else None)
    return None


def _listed_types(text: str) -> TypeReading | None:
    """`["string", "null"]`, as a JSON Schema has it: several types, and no list of texts."""
    found = _TYPE_LIST.fullmatch(text.strip("` "))
    parts = [part.strip() for part in found[1].split(",")] if found else []
    names = [_LITERAL.sub(r"\2", part) for part in parts]
    known = [_simple_type(plain(name)) for name in names]
    are_quoted = all(map(_LITERAL.match, parts)) or "null" in parts
    types = [name for one in known if one for name in one.types]
    is_list = bool(parts) and are_quoted and len(types) == len(parts)
    return TypeReading(tuple(dict.fromkeys(types))) if is_list else None


def _with_claim(words: str) -> TypeReading | None:
    """`string, required`, `optional string`, `string!`: a type and whether it is needed."""
    if words.endswith("!"):
        found = read_type(words[:-1])
        return replace(found, required=True) if found else None
    parts = _CLAIMED.split(words)
    if len(parts) < 2:
        first, _, last = words.partition(" ")
        parts = [last, first] if says_required(first) else []
    kinds = [part for part in parts if not says_required(part)]
    found = read_type(kinds[0]) if len(kinds) == 1 and len(parts) == 2 else None
    if found is None or found.required is not None:
        return None
    claim = next(read_required(part) for part in parts if says_required(part))
    return replace(found, required=claim.value if claim else None)


def _simple_type(words: str) -> TypeReading | None:
    """A single type, a format, any, enum, or a list of one of these."""
    if name := cell_words("type").get(_without_type(words) or words):
        if name == "any":
            return TypeReading(())
        if name == "enum":
            return TypeReading(("string",), enum=True)
        return TypeReading((name,), exact=words not in _INEXACT)
    if name := cell_words("format").get(words):
        return TypeReading(("string",), format=name)
    if found := _LIST_OF.match(words) or _OF_LIST.match(words):
        inner = read_type(next(part for part in found.groups() if part))
        if inner is not None:
            exact = inner.exact and inner.elements is None and inner.format is None
            return TypeReading(("array",), inner.types, exact=exact, required=inner.required)
    return next(
        (TypeReading((name,), exact=False) for name, kind in _KINDS if kind.match(words)), None
    )


def _without_type(words: str) -> str:
    """`整数` in `整数类型`, `entero` in `tipo entero`: a scalar called a type; "" for others.

    An `object type` or `list type` is the type of one.
    """
    if is_dense(words):
        cut = [(words.removesuffix(word).strip(), word) for word in heading_words("type")]
    else:
        first, _, behind = words.partition(" ")
        before, _, last = words.rpartition(" ")
        cut = [(behind, first), (before, last)]
    for bare, word in cut:
        is_said = bare != words and word in heading_words("type")
        is_plain = bare in _BY_NAME or word not in english()
        if is_said and is_plain and cell_words("type").get(bare) in _SCALARS:
            return bare
    return ""


def _with_values(text: str, words: str) -> TypeReading | None:
    """A closed list in place of a type: `"low" | "high"`, `enum(low, high)`."""
    found = _ENUM_OF.match(" ".join(text.split()))
    is_enum = words.startswith(("enum", "one of"))
    inner = _NAME_OF_ENUM.sub("", found[1]) if found else text
    parts = [
        part.strip() for part in re.split(r"[|,/;]|\s(?:or|oder|ou|o|또는|または|或)\s", inner)
    ]
    quoted = [match[2] for part in parts if (match := _LITERAL.match(part))]
    if len(parts) == 1 and quoted and (named := cell_words("type").get(quoted[0])) in _BY_NAME:
        return TypeReading((named,))  # `"string"`, in the place of a value
    rest = [part for part in parts if not _LITERAL.match(part)]
    are_listed = all(part.casefold() in {"undefined", "null", "string"} for part in rest)
    if quoted and are_listed and not any(map(_PATTERN.fullmatch, quoted)):
        nullable = ("null",) if "null" in map(str.casefold, rest) else ()
        return TypeReading(("string", *nullable), enum=True, values=tuple(quoted))
    if found and is_enum and len(parts) > 1 and all(parts):
        return TypeReading(("string",), enum=True, values=tuple(parts))
    listed = _LISTED.match(words)
    kind = _simple_type(listed[1]) if listed else None
    inside = (
        parts if found else re.split(r"\s*[,|/]\s*", text.strip(" )]").partition("(")[2].strip())
    )
    is_money = len(inside) > 1 and {word.casefold() for word in inside} <= CURRENCIES
    if kind is None or kind.types != ("string",) or kind.format:
        return None
    if not is_money and not all(map(_is_value, inside)):
        return None
    return TypeReading(("string",), enum=True, values=tuple(inside))


def _is_value(word: str) -> bool:
    """`owner` in `Text (owner, editor)`, and not `unique`, `optional` or `email`."""
    bare = word.casefold()
    is_said = bare in UNITS or read_required(word) is not None or _simple_type(bare) is not None
    return bool(word) and not word.isdigit() and not is_said


def _union_type(words: str) -> TypeReading | None:
    """`string | null`; a format stays with the types of which it was said."""
    written = [part for part in _UNION.split(words.strip("[]{} ")) if part != "undefined"]
    parts = [_BOOLEAN if part in {"true", "false"} else _simple_type(part) for part in written]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts) or (len(known) < 2 and "undefined" not in words):
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A yes or no; `exact` is False when the text says more than that."""

    value: bool
    exact: bool = True


_PLAINLY = 3  # a beginning of fewer letters is no word: `c` for conditional


@cache
def _soft_words() -> tuple[str, ...]:
    """With what conditions begin, which do not make a property required: `if `, `optional`."""
    known = cell_words("required").items()
    return ("optional", *(one for one, what in known if what == "soft" and len(one) >= _PLAINLY))


@lru_cache(maxsize=4096)
def read_required(text: str) -> Claim | None:
    """Yes, no, or a condition (which counts as no and is worth keeping); None for other text."""
    known = cell_words("required")
    words = " ".join(plain(text).split()).strip(" .!*")
    meaning = known.get(words) or ("yes" if text.strip() == "*" else "")
    if not words and not meaning:
        return Claim(value=False)
    if meaning in {"yes", "no"}:
        return Claim(value=meaning == "yes")
    if meaning == "soft" or words.startswith(_soft_words()):
        return Claim(value=False, exact=False)
    bare = _ASIDE.sub(" ", words).strip()
    if bare != words and known.get(bare) in {"yes", "no"}:
        return Claim(value=known[bare] == "yes", exact=False)
    first = words.split(" ", 1)[0].strip(",;:-–")
    if first in {"yes", "required", "mandatory", "no"} and len(words) < 120:
        return Claim(value=first != "no", exact=False)
    return None


def says_kind(text: str) -> bool:
    """A word for a kind of interaction: `Click`, `Pageview`, `Custom event`."""
    return " ".join(plain(text).split()) in cell_words("kind")


def says_type(text: str) -> bool:
    """A word for a type that is nothing else: `None`, or what a button says, is none where nothing says so."""
    found = read_type(text)
    return found is not None and found.types != ("null",) and len(found.values) != 1


_IN_BRACKETS = re.compile(r"[(\[]\S{1,3}[)\]]")
_MARKS = frozenset(
    {"x", "✓", "✔", "✅", "☑", "✔️", "☑️", "●", "•", "1", "0", "y", "n", "yes", "no", "true", "false", "t", "f", "-", "–", "—",
     "✗", "✘", "❌", "☐", "☒", "×", "✖", "❎", "o", "○", "◯", "v", "√", "n/a", "na", "r", "m", "c", "ja", "nein", "si",
     "oui", "non", "sim", "nao", "da", "tak", "nie", "ano", "ne", "evet", "是", "否", "有", "无", "*"}
)  # fmt: skip
_REQUIRED_MARKS = frozenset(
    {"required", "optional", "mandatory", "req", "opt", "recommended", "conditional", "required*"}
)


def is_mark(text: str) -> bool:
    """A sign or word that only says yes or no, or how much: `x`, `–`, `R`, `optional`."""
    word = plain(_bare_mark(text))
    return word in _MARKS or word in _REQUIRED_MARKS


def _bare_mark(text: str) -> str:
    """`x` of `(x)` and `x*`: of another grade, and a mark as well."""
    bare = text.strip()
    return bare[1:-1] if _IN_BRACKETS.fullmatch(bare) else bare.rstrip("*") or bare


def is_sign(text: str) -> bool:
    """A mark that is no claim in words: `x`, `yes`, and neither `Required` nor `R`."""
    word = plain(_bare_mark(text))
    return word in _MARKS - {"r", "m", "o", "c"}


def says_required(text: str, *, softly: bool = False) -> bool:
    """Words that only speak of being required: `Mandatory`, `Optional`, `必填`; no bare marks.

    `softly`: conditions and recommendations (`should`) as well.
    """
    claim, word = read_required(text), plain(text.strip(" ."))
    is_word = any(map(str.isalnum, word)) and word not in _MARKS
    return claim is not None and is_word and (claim.exact or softly)


_ABSENT = frozenset(
    {"", "-", "–", "—", "no", "n", "false", "0", "n/a", "na", "✗", "✘", "❌", "☐", "×", "✖", "否", "无"}
)  # fmt: skip
_NEEDED = frozenset(
    {"r", "required", "req", "m", "mandatory", "must", "required*", "必填", "必須", "pflicht"}
)


def is_absent(text: str, *, shown: bool = False) -> bool:
    """The event does not carry the property; `shown`: it may be by an example of it, as `false` is."""
    said = text.strip().casefold()
    return said in _ABSENT and not (shown and said.isalnum())


def is_needed(mark: str) -> bool:
    """The mark says that the event must carry the property."""
    return mark.strip().casefold() in _NEEDED


@lru_cache(maxsize=1024)
def read_version(text: str) -> int | None:
    """`2`, `v2`, `2.0`; None when it is no whole number."""
    found = re.fullmatch(r"(?:v(?:ersion)?\.?\s*)?(\d{1,6})(?:\.0+)?", text.strip().casefold())
    return int(found[1]) if found else None


def read_format(text: str) -> str | None:
    """A JSON Schema format, by its own name or a usual word for it."""
    words = " ".join(plain(text).split())
    return words if words in _JSON_FORMATS else cell_words("format").get(words)


_LABELLED = re.compile(r"([^\W\d][\w ]{1,20}?)\s*[:=：]\s*(\S.*)", re.DOTALL)


def plainly(text: str) -> str:
    """`Pflicht = ja`, `type: string` as what they say: `required`, `string`."""
    found = _LABELLED.fullmatch(text)
    label = take_apart(found[1]) if found else None
    if found is None or label is None or label.unknown:
        return text
    if label.about == {"type"} and read_type(found[2]):
        return found[2]
    claim = read_required(found[2])
    if claim and claim.exact and len(label.about) == 1 and label.about <= {"required", "optional"}:
        return "required" if claim.value is ("required" in label.about) else "optional"
    return text
