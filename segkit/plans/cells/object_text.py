"""Objects written in a cell: JSON, or the literal of a programming language, however carelessly.

Quotes may be missing, single or curly, a comma may be left over, and a value may be the name of
a variable, or a type (`{ id: string; coupon?: string }`). Only text is read; nothing is run.
"""

from __future__ import annotations

import json
import re

_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "„": "“"}
_DEEPEST = 20
_BARE_END = re.compile(r"[,;}\]\n]|//")
_KEY = re.compile(r"\s*([\w$.\-]+(?: [\w$]+)*\??)\s*(?::|=>|=)|\s*([\w$]+\??)(?=\s*[,}])")
_SWIFT = re.compile(r"\[\s*(['\"])[^'\"\n]*\1\s*:")
"""`["room": "hall"]`: an object as Swift writes it."""
_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,300}(?:\.\d+)?")


class _NoObjectError(ValueError):
    """The text is something else."""


def read_object(text: str, *, whole: bool = False) -> object | None:
    """The object or list at the beginning of a text; None when there is none.

    `whole`: nothing may stand behind it.
    """
    found, rest = leading_object(text)
    return None if whole and rest else found


def leading_object(text: str) -> tuple[object | None, str]:
    """The object or list at the beginning of a text, and what stands behind it."""
    try:
        found, end = json.loads(text), len(text)
    except (ValueError, RecursionError):
        try:
            found, end = _value(text, _skip(text, 0), 0)
        except (_NoObjectError, IndexError):
            return None, ""
    rest = text[_skip(text, end) :].strip(" ,;)")
    return (found, rest) if isinstance(found, dict | list) else (None, "")


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _value(text: str, place: int, depth: int) -> tuple[object, int]:
    """The value at a place, and where it ends."""
    sign = text[place]
    if depth > _DEEPEST:
        raise _NoObjectError
    if sign == "{":
        return _members(text, place, depth)
    if sign == "[":
        is_keyed = _SWIFT.match(text, place) is not None
        return _members(text, place, depth, "]") if is_keyed else _elements(text, place, depth)
    if sign in _QUOTES:
        found, end = _quoted(text, place)
        is_union = text[_skip(text, end) :][:1] == "|"  # `'web' | 'store'`
        return _bare(text, place) if is_union else (found, end)
    if depth == 0:
        raise _NoObjectError
    return _bare(text, place)


def _members(text: str, place: int, depth: int, end: str = "}") -> tuple[dict[str, object], int]:
    found: dict[str, object] = {}
    place = _skip(text, place + 1)
    while text[place] != end:
        if text.startswith("...", place):  # whatever else is spread into it
            _, place = _bare(text, place)
        else:
            key, place = _key(text, place)
            place = _skip(text, place)
            found[key], place = (
                ("", place) if text[place] in f",{end}" else _value(text, place, depth + 1)
            )
        place = _after(text, place, end)
    return found, place + 1


def _key(text: str, place: int) -> tuple[str, int]:
    if text[place] in _QUOTES:
        key, place = _quoted(text, place)
        place = _skip(text, place)
        if text[place] not in ":=":
            raise _NoObjectError
        return key, place + (2 if text.startswith("=>", place) else 1)
    found = _KEY.match(text, place)
    if not found:
        raise _NoObjectError
    return found[1] or found[2], found.end()


def _elements(text: str, place: int, depth: int) -> tuple[list[object], int]:
    found: list[object] = []
    place = _skip(text, place + 1)
    while text[place] != "]":
        one, place = _value(text, place, depth + 1)
        found.append(one)
        place = _after(text, place, "]")
    return found, place + 1


def _after(text: str, place: int, end: str) -> int:
    """Past a comma or semicolon, or at the end; a line break alone parts two entries as well."""
    begin, place = place, _skip(text, place)
    if text[place] in ",;":
        return _skip(text, place + 1)
    if text[place] != end and "\n" not in text[begin:place]:
        raise _NoObjectError
    return place


def _quoted(text: str, place: int) -> tuple[str, int]:
    close, letters, place = _QUOTES[text[place]], [], place + 1
    while text[place] not in (close, '"' if close == "”" else close):
        if text[place] == "\\":
            place += 1
        letters.append(text[place])
        place += 1
    return "".join(letters), place + 1


def _bare(text: str, place: int) -> tuple[object, int]:
    """A number, true, false, null, or whatever else stands there, brackets in it closed."""
    end, depth = place, 0
    while end < len(text) and (depth or not _BARE_END.match(text, end)):
        depth += (text[end] in "([{<") - (text[end] in ")]}>" and depth > 0)
        end += 1
    word = text[place:end].strip()
    plain: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
    if word.casefold() in plain:
        return plain[word.casefold()], end
    if _NUMBER.fullmatch(word):
        return float(word) if "." in word else int(word), end
    return word, end
