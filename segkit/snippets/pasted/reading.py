"""Which language a pasted text is in, and the one call that it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from segkit.errors import UsageError
from segkit.malformed import wording
from segkit.model.plan import CALLS
from segkit.snippets.pasted import signatures
from segkit.snippets.pasted.javascript import written_in_javascript
from segkit.snippets.pasted.python import written_in_python
from segkit.snippets.pasted.swift import written_in_swift
from segkit.snippets.pasted.written import Written, known

LANGUAGES = ("json", "javascript", "python", "swift")
"""What can be pasted."""

MOST_CHARACTERS = 200_000
"""Far above the 32 KB that Segment takes for one call."""

_FIX = (
    'paste one call: JSON such as {"type": "track", "event": "…"}, or code such as '
    'analytics.track("…", {…}).'
)
_TEXT = re.compile(
    r"""//.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""",
)
_SWIFT = re.compile(
    r"\.(?:track|identify|page|screen|group|alias)\s*\(\s*"
    r"(?:(?:name|userId|title|category|groupId|newId|properties|traits)\s*:|\"[^\"\n]*\"\s*,\s*\w+\s*:)"
)
_PYTHON = re.compile(
    r"\b(?:None|True|False)\b(?!\s*:)|^\s*(?:import|from)\s+[\w., ]+$|^\s*#"
    r"|\.(?:track|identify|page|screen|group|alias)\s*\([^)]*?\b[a-z_]+\s*=(?![=>])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """One call, and how it was understood.

    Attributes:
        call: As it would be sent, with its `type`.
        language: One of `LANGUAGES`.
        notes: What could not be told from the text, a sentence each.
    """

    call: Mapping[str, object]
    language: str
    notes: tuple[str, ...] = ()


def read_pasted(text: str, language: str = "") -> Pasted:
    """The first call in `text`.

    Args:
        text: JSON of a call (or of a batch), or code in one of the languages.
        language: One of `LANGUAGES`; empty to find it out.

    Raises:
        UsageError: There is no call in it, or it cannot be parsed (with line and column).
    """
    if language and language not in LANGUAGES:
        raise UsageError(
            f"{language!r} cannot be read here.", f"use one of: {', '.join(LANGUAGES)}."
        )
    if not text.strip():
        raise UsageError("There is nothing to read.", _FIX)
    if len(text) > MOST_CHARACTERS:
        raise UsageError("The text is far larger than any call that Segment takes.", _FIX)
    chosen = language or _guess(text)
    try:
        return _from_json(text) if chosen == "json" else _from_code(text, chosen)
    except RecursionError as error:
        raise UsageError("The text is nested too deeply for a call.", _FIX) from error


def _guess(text: str) -> str:
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return "json"
    code = _TEXT.sub('""', text)  # what the call says is no sign of the language that says it
    if _SWIFT.search(code):
        return "swift"
    return "python" if _PYTHON.search(code) or _has_python_order(text) else "javascript"


def _has_python_order(text: str) -> bool:
    """A track call whose second argument is a text: the first is then Python's user id."""
    try:
        first = next(written_in_python(text), None)
    except UsageError:
        return False
    given = first.positional if first else ()
    return bool(first and first.call in {"track", "group"} and len(given) > 1) and isinstance(
        given[1], str
    )


def _from_code(text: str, language: str) -> Pasted:
    readers: Mapping[str, Callable[[str], Iterator[Written]]] = {
        "javascript": written_in_javascript,
        "python": written_in_python,
        "swift": written_in_swift,
    }
    as_call = {
        "javascript": signatures.javascript_call,
        "python": signatures.python_call,
        "swift": signatures.swift_call,
    }
    calls = readers[language](text)
    first = next(calls, None)
    if first is None:
        names = ", ".join(CALLS)
        raise UsageError(f"There is no call of Segment in it (one of: {names}).", _FIX)
    unknown: list[str] = []
    call = known(as_call[language](first), unknown)
    assert isinstance(call, dict)  # noqa: S101 (what goes in as one comes out as one)
    return Pasted(call, language, (*_unknown_notes(unknown), *_more(calls, first)))


def _unknown_notes(unknown: list[str]) -> Iterator[str]:
    for source in dict.fromkeys(unknown):
        yield f"Only running the code tells {source}: its source stands in its place."


def _more(calls: Iterator[Written], first: Written) -> Iterator[str]:
    try:
        others = sum(1 for _ in calls)
    except UsageError:
        yield "The text after the call cannot be read, and was left aside."
        return
    if others:
        yield f"There are {others} more calls in the text; this is the one in line {first.line}."


def _from_json(text: str) -> Pasted:
    try:
        found = json.loads(text.lstrip("\ufeff"), parse_constant=partial(_no_number, text))
    except json.JSONDecodeError as error:
        raise UsageError(
            f"The JSON cannot be read: {wording(error)}.",
            _FIX,
        ) from error
    notes: list[str] = []
    if isinstance(found, dict) and isinstance(found.get("batch"), list):
        found = found["batch"]
    if isinstance(found, list):
        if len(found) > 1:
            notes.append(f"There are {len(found) - 1} more calls in the text; this is the first.")
        found = found[0] if found else None
    if not isinstance(found, dict):
        raise UsageError("The JSON is no call: it is no object.", _FIX)
    if "type" in found:
        return Pasted(found, "json", tuple(notes))
    kind = _kind(found)
    notes.append(f"The JSON has no type; it was taken for a {kind} call.")
    return Pasted({"type": kind, **found}, "json", tuple(notes))


def _no_number(_text: str, name: str) -> object:
    raise UsageError(f"{name} is no number in JSON.", "send null, or leave the field out.")


def _kind(found: Mapping[str, object]) -> str:
    for key, call in (
        ("event", "track"),
        ("groupId", "group"),
        ("previousId", "alias"),
        ("traits", "identify"),
        ("name", "page"),
        ("properties", "page"),
    ):
        if key in found:
            return call
    raise UsageError("The JSON does not say which call it is.", 'add "type": "track" or another.')
