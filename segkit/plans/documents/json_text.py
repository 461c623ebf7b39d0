"""Text of a JSON file → parsed JSON, strictly: what is ambiguous or no JSON is an error.

Python's own parser takes duplicate keys, `NaN` and endless nesting without a word. A plan in
which one of two equal keys wins by chance is no truth to make a guide from.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from json.decoder import JSONObject  # type: ignore[attr-defined]  # the parser's own, in Python
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # the parser that can say where

from segkit.errors import InputFileError

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


def nesting(document: object) -> int:
    """How many objects and lists lie inside each other; counting ends beyond `MAX_DEPTH`."""
    depth = 0
    level = [document]
    while level and depth <= MAX_DEPTH:
        level = [child for value in level for child in _children(value)]
        depth += 1
    return depth


def _children(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _whole_characters(text: str) -> str:
    """The text with `\\ufffd` for each half of a character, of the same length.

    Tools that cut descriptions at a fixed length cut emoji in two; no file can hold the half.
    """
    if "\\ud" not in text and "\\uD" not in text:
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
        raise InputFileError(f"{_place(text, at, origin)}: {error}.", _FIX) from error


def _no_json(error: json.JSONDecodeError, origin: str) -> InputFileError:
    return InputFileError(
        f"{origin} is no JSON: {error.msg} at line {error.lineno}, column {error.colno}.", _FIX
    )


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
