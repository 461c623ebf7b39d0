"""Lists of allowed values in a cell, told from prose, ranges and regular expressions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from segkit.plans.cells.leading import leads_values
from segkit.plans.cells.separators import VALUE, cut_values, split
from segkit.plans.cells.values import read_type, says_type
from segkit.plans.words.vocabulary import is_dense

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
_GLOSS = re.compile(
    r"^\s*(?P<value>[\w.+-]{1,40}|\"[^\"]{1,40}\"|'[^']{1,40}')\s*"
    r"(?:\([^()]*\)|=\s*[^\W\d].*|(?::|\s[-–—])\s+[^\W\d]\S*\s.*)\s*$"
)
"""`1 (dim)`, `1 = dim`, `warm - as of a candle`: a value and what it means."""
_QUOTED_LEAD = re.compile(r"^\s*(?:(?:and|or)\s+)?[\"“]([^\"“”]{1,40})[\"”]\s+[^\"“”]+$")
_PROSE = re.compile(
    r"\b(?:any|must|should|see|valid|e\.g|i\.e|eg|etc|example|examples|such as|the|refer|between|"
    r"if|when|characters|following|depends|list of|from|up to|max|min|maximum|minimum|free text|tbd|"
    r"all|than|values?|format)\b|https?://|[<>]=?\s*\d",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:one of|required|recommended|mandatory|available|typically|usually|normally|generally)\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"[A-Z][\w'’-]*(?:\s[^\sA-Z]\S*){2,}")
"""`Name of its keeper`: what a sentence begins with, and a value hardly."""
_SENTENCE = re.compile(r"[a-z]\.$")
_FEW_WORDS = 3
_OPEN_END = re.compile(
    r"\.\.\.\W*$|…\W*$|\b(?:etc|usw|ecc)\b|(?:等|など|등)\W*$|\((?:or|and) [^()]*\)\W*$"
)
_MARKUP = re.compile(r"^(\*\*|\*|__|`|\")(?=\S)(.*)(?<=\S)\1$", re.DOTALL)
_WHOLLY = re.compile(r"([\"'`])(?:(?!\1).)*\1|[“‘’„«].*|\W*", re.DOTALL)
_STANDS_FOR = re.compile(r"\[[\w .-]*\]|_\w+_|<[\w .-]*>")
"""`[event_name]`, `_many_`: what is put in its place."""
_RANGE = re.compile(
    r"^[<>=≤≥]*\s*-?\d[\d.,]*\s*%?\s*(?:-|–|—|\.\.+|to|bis|a|à|~|〜)\s*\d[\d.,]*\s*%?$"
)
_ONE_VALUE = re.compile(
    r"^(?:[A-Z0-9_+.]+|[a-z0-9_]+|[a-z]+(?:[A-Z][a-z0-9]*)+|[A-Z][a-z]+|[^\x00-\x7f]+)$"
)
_BOUND = re.compile(r"[<>≤≥]?=?\d[\w.+%]*(?:[-–]\d[\w.+%]*)?")
"""`<1m`, `1-5m`, `>60m`."""
_PLACEHOLDER = frozenset(
    {"numeric", "alphanumeric", "dynamic", "various", "unique", "unknown", "generated", "custom", "freetext", "semver",
     "variable", "dynamisch", "variabel", "freitext", "beliebig", "dynamique", "dinamico", "dinámico", "dinâmico",
     "variabile", "vrij", "動的", "可変", "动态", "可变", "동적", "가변",
     "libre", "frei", "livre", "libero", "frei wählbar", "自由", "任意", "자유",
     "anything", "several", "multiple", "same", "depends", "optional", "required", "none", "varies", "free"}
)  # fmt: skip
_PHRASE = 3
_WORD = re.compile(r"[\w.+-]+")
_QUOTES = "\"'“”‘’`„«»"
_INTRODUCED = re.compile(
    r"^(?:(?:one of|enum|either|options|allowed values|values)\s*:?\s*|[^\W\d][^:,;|/\n\"'`]*\s[^:,;|/\n\"'`]*:\s+(?=[^:]*$)(?=.*[,;|/]))",
    re.IGNORECASE,
)
_DEFAULT = re.compile(
    r"\s*[(（](?:default|standard|initial|par défaut|por defecto|padrão|predefinito|デフォルト|默认|預設|기본값?)[)）]$",
    re.IGNORECASE,
)


_AND = re.compile(r"^(?:and|und|et)\s|\s(?:and|und|et)\s")
_WORDLY = re.compile(r"[\w.+-]+")
_CHOICE = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)\W*$")
_CLAUSE = re.compile(r"[.;\n(–—]|\s-\s")
_SAID = re.compile(
    r"(?:.*\s)?(?:(one of|either|values are)|can be|may be|must be)\s(?:one of |either )?([^:]+)",
    re.IGNORECASE,
)
"""Values in a sentence: `Can be home, list, or push`; of two, only where it says that these are all."""
_QUOTE = frozenset("`'\"“")
_ENDS = re.compile(r"[.;\n](?:\s|$)")


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

    def fits(self, types: tuple[str, ...]) -> bool:
        """Texts are no values of a number: `Code of the alarm, as shown`, or `ms` alone."""
        values = self.as_types(types)
        phrases = [isinstance(one, str) and " " in one for one in values]
        if types == ("boolean",):
            return not any(phrases)
        is_number = bool(types) and set(types) <= {"integer", "number"}
        is_one_text = len(values) == 1 and isinstance(values[0], str)
        return not is_number or not (is_one_text or all(phrases))


@lru_cache(maxsize=8192)
def read_listing(text: str, *, strict: bool = False) -> Listing | None:
    """The values that a cell lists, or None when it is prose.

    `strict` is for columns that can hold nothing but values ("Enum Values"): prose
    is not suspected there.
    """
    stripped = _bared(text.strip())
    if not stripped or stripped in {"-", "–", "—", "n/a", "N/A"} or _RANGE.match(stripped):
        return None
    if (from_json := _json_list(stripped)) is not None:
        return Listing(from_json, typed=True)
    parts, glossed = _split_listing(_unwrap(stripped))
    values = tuple(part for part in (_unquote(part) for part in parts) if part)
    if (
        not values
        or _is_no_list(stripped, values)
        or (not strict and not glossed and _is_prose(stripped, values))
    ):
        return None
    return Listing(values, exact=not glossed)


def listed_last(description: str, *, any_label: bool) -> Listing | None:
    """The values that a description ends with: `Kind of lamp. One of: warm, cold`.

    `any_label`: what stands before the colon need not speak of values.
    """
    written = description.strip()
    found = _CHOICE.search(written)
    label, _, said = written.rpartition(":")
    if found is not None:
        said = found[1]
    elif not any_label and not _leads_values(label):
        said = next(filter(None, map(_in_sentence, _ENDS.split(written))), "")
    parts = _in_words(said)
    are_values = len(parts) > 1 and all(map(_WORDLY.fullmatch, parts))
    return Listing(tuple(parts)) if are_values else None


def _in_words(text: str) -> list[str]:
    """The values of a sentence, which may say `and` before the last."""
    *others, final = cut_values(text.strip(" .[]{}"), ("|,/",))
    parts = [*others, *filter(None, _AND.split(final))]
    return [re.sub(r"^(?:or|o|ou|oder)\s+", "", part.strip()).strip(_QUOTES) for part in parts]


def _in_sentence(sentence: str) -> str:
    """The values that a sentence lists, as far as it seems to."""
    found = _SAID.fullmatch(sentence.strip())
    if found is None:
        return ""
    is_sure = found[1] or not _QUOTE.isdisjoint(found[2]) or len(_in_words(found[2])) > 2
    return found[2] if is_sure else ""


def _leads_values(label: str) -> bool:
    """What stands before a colon ends with words for a list of values: `… Possible values`."""
    return leads_values(_CLAUSE.split(label)[-1])


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
    """Without brackets around the whole list, or an introduction such as `one of:`, `kind of lamp:`."""
    text = _INTRODUCED.sub("", text, count=1)
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
    for signs, needs_blanks in (("|｜", False), (";；", False), (",，、", False), ("·/／", True)):
        if len(parts := split(line, signs, needs_blanks=needs_blanks)) > 1:
            return _without_glosses(parts)
    if re.fullmatch(r"`?[\w+-]+`?(?:\s*/\s*`?[\w+-]+`?)+", line):
        return line.split("/"), False
    ends = cut_values(line, ())
    is_said = len(ends) > 1 and any(map(_is_said, ends))  # `a number or null`
    return ([line], False) if is_said else _without_glosses(ends)


def _is_said(part: str) -> bool:
    """Words for what stands there, and no value."""
    is_kind = part.casefold() in {"null", "snake_case"} or says_type(part)
    return is_kind or (" " in part and part[0].islower() and "(" not in part)


def _without_glosses(parts: list[str]) -> tuple[list[str], bool]:
    """`1 (dim)`, `2 (bright)`, `"lit" when it burns`: the values alone, each of them once."""
    led = [one[1] for one in map(_QUOTED_LEAD.match, parts) if one]
    if len(led) == len(parts) > 1:
        return led, True
    found = [_GLOSS.match(part) for part in parts]
    bare = [one["value"] if one else part.strip() for one, part in zip(found, parts, strict=True)]
    is_glossed = any(found) and all(
        one or _WORD.fullmatch(part) for one, part in zip(found, bare, strict=True)
    )
    is_told = is_glossed and len(set(bare)) == len(bare) > 1
    return (bare, True) if is_told else (parts, False)


def _unquote(part: str) -> str:
    part = _DEFAULT.sub("", re.sub(r"^(?:or|and)\s+(?=\S)", "", part.strip()))
    part = _bared(part)
    return part[1:-1] if len(part) > 1 and part[0] in _QUOTES and part[-1] in _QUOTES else part


def _bared(text: str) -> str:
    """Without emphasis, marks of code and quotes around all of it, however many."""
    while text[:1] in {"*", "_", "`", '"'} and (found := _MARKUP.fullmatch(text)):
        if found[1] in found[2]:
            break
        text = found[2]
    return text


def _is_no_list(text: str, values: tuple[str, ...]) -> bool:
    """An open row (`1, 2, …`) and a sentence are no closed list, even where only values stand."""
    is_cut = any("{" in value for value in values)
    is_phrase = len(values) == 1 and (" " in values[0] and not _WHOLLY.fullmatch(text))
    is_name = len(values) == 1 and _STANDS_FOR.fullmatch(text) is not None
    return is_cut or is_phrase or is_name or _OPEN_END.search(text) is not None


def _is_prose(text: str, values: tuple[str, ...]) -> bool:
    """Sentences, conditions and examples are no closed list of values."""
    is_parted = "|" in text and all(map(VALUE.fullmatch, values))
    if _PROSE.search(text) and not (is_parted or text.startswith(tuple(_QUOTES))):
        return True
    if len(values) == 1 and text[0] not in _QUOTES:
        only = values[0]
        return (
            not _ONE_VALUE.match(only)
            or only.casefold() in _PLACEHOLDER
            or read_type(only) is not None
            or (is_dense(only) and len(only) > _PHRASE)  # words need no blanks there
        )
    phrases = [value for value in values if " " in value]
    if phrases and len(text.split()) > _FEW_WORDS and _SENTENCE.search(text):
        return True  # `Use stable ids or slugs.`
    if phrases and (values[0].casefold() in _PLACEHOLDER or any(map(_ASKED.search, phrases))):
        return True  # `required; one for each lamp`
    if _BEGUN.fullmatch(values[0]) and all(one[:1].islower() for one in values[1:]):
        return True  # `Name of its keeper, in lower case`
    return any(
        len(value) > 60 or value.count(" ") > 5 or ": " in value or ", " in value
        for value in values
    )


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
