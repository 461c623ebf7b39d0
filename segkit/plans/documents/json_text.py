"""Text of a JSON file → parsed JSON, strictly: what is ambiguous or no JSON is an error.

Python's own parser takes duplicate keys, `NaN` and endless nesting without a word. A plan in
which one of two equal keys wins by chance is no truth to make a guide from.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from json.decoder import JSONObject  # type: ignore[attr-defined]  # the parser's own, in Python
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # the parser that can say where

from segkit.errors import InputFileError
from segkit.malformed import wording

MAX_DEPTH = 200
"""Levels of nesting that are read; real plans stay below 30, a parser's stack ends near 1,000."""

_ESCAPES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # both halves of a character
    r"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)

_FIX = "save it again as plain JSON, or export it anew from where it came."


class _RefusedError(ValueError):
    """JSON that Python would take and segkit does not."""


def load_json(text: str, origin: str) -> object:
    """The JSON document in `text`; a list of them when several follow each other.

    Args:
        text: What the file holds; a byte order mark is ignored.
        origin: What people call the file, for messages.

    Raises:
        InputFileError: It is empty or no JSON (with line and column), a key stands twice in
            one object, a number is none (`NaN`), or it is nested deeper than `MAX_DEPTH`.
    """
    text = _whole_characters(text.removeprefix("\ufeff"))
    document, depth = _plain_document(text)
    if depth:
        return document
    documents: list[object] = []
    at = _next_document(text, 0)
    if at == len(text):
        raise InputFileError(f"{origin} is empty.", "choose a file that holds something.")
    while at < len(text):
        document, at = _document_at(text, at, origin)
        documents.append(document)
        at = _next_document(text, at)
    if max(map(nesting, documents)) > MAX_DEPTH:
        raise _too_deep(origin)
    return documents[0] if len(documents) == 1 else documents


def _plain_document(text: str) -> tuple[object, int]:
    """The document and its depth where nothing is to be feared; depth 0 asks for a closer look.

    Looking for keys that stand twice costs as much as all the rest of reading. There is none
    when the text has no more colons that can follow a key than the document has keys.
    """
    try:
        document = _PLAIN.decode(text)
    except (ValueError, RecursionError):  # read again, by the parser that says where
        return None, 0
    depth, keys = _census(document)
    is_plain = depth <= MAX_DEPTH and keys in _most_keys(text)
    return (document, depth) if is_plain else (None, 0)


def _most_keys(text: str) -> Iterator[int]:
    """How many colons may follow a key, counted quickly first: never fewer than there are."""
    yield text.count(":") - text.count("://")
    yield sum(map(text.count, _AFTER_KEYS))


def nesting(document: object) -> int:
    """How many objects and lists lie inside each other; counting ends beyond `MAX_DEPTH`."""
    return _census(document)[0]


def _census(document: object) -> tuple[int, int]:
    """How deep the document is, and how many keys its objects have."""
    depth, keys = 0, 0
    inside: Iterable[object] = (document,)
    while depth <= MAX_DEPTH:
        objects: list[dict[str, object]] = []
        lists: list[list[object]] = []
        for one in inside:
            kind = type(one)
            if kind is dict:
                objects.append(one)  # type: ignore[arg-type]  # asking its type costs less than isinstance
            elif kind is list:
                lists.append(one)  # type: ignore[arg-type]
        if not objects and not lists:
            break
        depth += 1
        keys += sum(map(len, objects))
        inside = chain(chain.from_iterable(map(dict.values, objects)), chain.from_iterable(lists))
    return depth, keys


def _whole_characters(text: str) -> str:
    """The text with `\\ufffd` for each half of a character, of the same length.

    Tools that cut descriptions at a fixed length cut emoji in two; no file can hold the half.
    """
    if "\\u" not in text or ("\\ud" not in text and "\\uD" not in text):
        return text
    return _ESCAPES.sub(lambda match: "\\ufffd" if match["half"] else match[0], text)


def _next_document(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n\x1e":
        at += 1
    return at


def _document_at(text: str, at: int, origin: str) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _no_json(error, origin) from error
    except RecursionError as error:
        raise _too_deep(origin) from error
    except ValueError as error:  # ours, or Python's own about a number with 4,300 digits
        raise InputFileError(f"{_place(text, at, origin)}: {wording(error)}.", _FIX) from error


def _no_json(error: json.JSONDecodeError, origin: str) -> InputFileError:
    return InputFileError(f"{origin} is no JSON: {wording(error)}.", _FIX)


def _too_deep(origin: str) -> InputFileError:
    return InputFileError(
        f"{origin} is nested deeper than {MAX_DEPTH} levels, as no plan and no workspace is.",
        "choose the file that holds the plan.",
    )


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add() says None: not seen before
        raise _RefusedError(f"the key {twice!r} stands twice in one object")
    return result


def _number(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise _RefusedError(f"{literal} is no number that JSON can hold")
    return number


_AFTER_KEYS = ('":', " :", "\t:", "\n:", "\r:")
"""What a colon after a key is written as; texts may hold some of these, too."""

_PLAIN = json.JSONDecoder(parse_float=_number, parse_constant=_number)
_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_number, parse_constant=_number)


class _LocatingDecoder(json.JSONDecoder):
    """The same parser in Python: slower, but it knows where the object with the fault begins."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_object, parse_float=_number, parse_constant=_number)
        self.fault_at: int | None = None
        self.parse_object = self._object_at
        self.scan_once = py_make_scanner(self)

    def _object_at(self, start: tuple[str, int], *rest: object) -> object:
        try:
            return JSONObject(start, *rest)
        except json.JSONDecodeError:
            raise
        except ValueError:
            # the innermost object is the first to see its own fault
            self.fault_at = self.fault_at if self.fault_at is not None else start[1] - 1
            raise


def _place(text: str, at: int, origin: str) -> str:
    locating = _LocatingDecoder()
    try:
        locating.raw_decode(text, at)
    except (ValueError, RecursionError):
        at = locating.fault_at if locating.fault_at is not None else at
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return f"{origin}, in what begins at line {line}, column {column}"
