"""JSON and TOML that somebody else wrote: parsed, or refused in words for people.

Python's parsers end in many ways, not all of them a `ValueError`, and in words for programmers.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

_WORDS = {
    "Expecting value": "a value is missing or unknown",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting ',' delimiter": "a comma is missing",
    "Extra data": "something stands behind its end",
    "Unterminated string starting at": "a text begins that never ends",
    "Invalid control character at": "a text holds a control character",
    "Invalid \\escape": "a backslash stands before what it cannot",
    "Invalid \\uXXXX escape": "\\u stands before what is no number of a character",
    "Invalid control character": "a text holds a control character",
}

_ENDLESS_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){200}")
"""`tomllib` takes the square of the time for a key of so many parts."""


class MalformedError(ValueError):
    """Text that is no JSON, or no TOML; the message is the end of a sentence."""


def parse_json(content: str | bytes) -> Any:  # noqa: ANN401 (whatever the text says)
    """What JSON says, as Python's own parser takes it; raises `MalformedError`."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise MalformedError(wording(error)) from error


def parse_toml(text: str) -> dict[str, Any]:
    """What TOML says; raises `MalformedError`."""
    if _ENDLESS_KEY.search(text):
        raise MalformedError("it has a key of more than 200 parts")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedError(wording(error)) from error


def wording(error: Exception) -> str:
    """Why something could not be read, as the end of a sentence."""
    match error:
        case json.JSONDecodeError(msg=said, lineno=line, colno=column):
            return f"{_WORDS.get(said.rstrip(': '), said)} at line {line}, column {column}"
        case UnicodeDecodeError(object=content, start=at):
            return f"line {content.count(10, 0, at) + 1} is not in UTF-8"
        case RecursionError():
            return "its brackets lie too deep"
        case OSError(strerror=str(said)):
            return said
        case ValueError() if "integer string conversion" in str(error):
            return "it holds a number of more digits than any real one has"
    return str(error) or type(error).__name__
