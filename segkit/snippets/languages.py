"""Code for the customer to copy, in the current library of every language Segment supports.

`LANGUAGES` is in the order in which the guide offers them. To add one: describe its library as a
`Language` beside its relatives and put it in the list.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import datetime

from segkit.errors import UsageError
from segkit.model.plan import CALLS
from segkit.snippets.csharp import CSHARP
from segkit.snippets.dynamic_languages import PHP, PYTHON, RUBY
from segkit.snippets.fitting import fitted
from segkit.snippets.flutter import FLUTTER
from segkit.snippets.go import GO
from segkit.snippets.http_api import CURL
from segkit.snippets.java import CLOJURE, JAVA
from segkit.snippets.kotlin import KOTLIN
from segkit.snippets.language import PLACEHOLDER, WRITE_KEY, Language
from segkit.snippets.script_languages import JAVASCRIPT, NODE, REACT_NATIVE
from segkit.snippets.swift import SWIFT
from segkit.snippets.text import clean

LANGUAGES: tuple[Language, ...] = (
    JAVASCRIPT,
    NODE,
    PYTHON,
    SWIFT,
    KOTLIN,
    REACT_NATIVE,
    FLUTTER,
    GO,
    JAVA,
    CLOJURE,
    RUBY,
    PHP,
    CSHARP,
    CURL,
)

_BY_ID = {language.id: language for language in LANGUAGES}

_BY_LIBRARY: Mapping[str, str] = {
    "javascript": "javascript",
    "node-js": "node",
    "python": "python",
    "apple": "swift",
    "ios": "swift",
    "kotlin-android": "kotlin",
    "kotlin": "kotlin",
    "android": "kotlin",
    "react-native": "react-native",
    "flutter": "flutter",
    "go": "go",
    "java": "java",
    "clojure": "clojure",
    "ruby": "ruby",
    "php": "php",
    "net": "csharp",
    "csharp": "csharp",
    "unity": "csharp",
    "xamarin": "csharp",
    "http-api": "curl",
}
"""Slugs of Segment's source catalog. Libraries out of support lead to their successor."""


def language_for(library_slug: str) -> str | None:
    """The id of the language for a source of this catalog slug.

    None for sources that nobody writes code for (cloud apps, pixels) and for libraries that
    segkit has no snippets for (AMP, Roku, Rust).
    """
    return _BY_LIBRARY.get(library_slug)


def call_snippet(
    language_id: str, call: str, payload: Mapping[str, object], *, remembered: bool = False
) -> str:
    """One call in a language's current library, ready to paste, with all that the call has.

    A library that lacks the call gets a comment which says so, and what to use instead.

    Args:
        language_id: Of one of `LANGUAGES`.
        call: `track`, `identify`, `group`, `page`, `screen` or `alias`.
        payload: The call as it is sent (`{"event": ..., "userId": ..., "properties": {...}}`).
        remembered: The ids are those of the last identify(): where the library adds them by
            itself, the code leaves that to it.

    Raises `UsageError` for an unknown language or call.
    """
    language = _language(language_id)
    if call not in CALLS:
        raise UsageError(f"{call!r} is no call of Segment.", f"use one of: {', '.join(CALLS)}.")
    method = language.methods.get(call)
    if method is None:
        return f"{language.comment} {language.library} has no {call}(): {language.instead[call]}\n"
    cleaned = clean(payload)
    assert isinstance(cleaned, dict)  # noqa: S101  # tells mypy what a mapping becomes
    if remembered:
        added = {*language.remembers} - method.own
        cleaned = {key: part for key, part in cleaned.items() if key not in added}
    fit, notes = fitted(cleaned, method, language)
    above = [f"{language.comment} {line}" for note in notes for line in note.split("\n")]
    if any(isinstance(part, datetime) for part in fit.values()):
        above.append(language.time_needs)
    lines = [line for line in (*above, method.code(fit, language.literals)) if line]
    return "\n".join(lines) + "\n"


def load_snippet(
    language_id: str, write_key: str, *, region: str = "us", source: str = "", ends: str = ""
) -> str:
    """The current initialisation of a language's library for a workspace's region.

    Args:
        language_id: Of one of `LANGUAGES`.
        write_key: The source's, or `PLACEHOLDER`.
        region: `us` or `eu`.
        source: The name of the source whose key it is; it is said in a comment.
        ends: The end of that key, where no more than that is known.

    Raises `UsageError` for an unknown language or region.
    """
    language = _language(language_id)
    template = language.loads.get(region)
    if template is None:
        known = ", ".join(language.loads)
        raise UsageError(f"{region!r} is no region of Segment.", f"use one of: {known}.")
    key = str(clean(write_key))
    literal = shlex.quote(key) if language.fence == "bash" else language.literals.text(key)
    if source:
        template = _with_comment(template, _whose_key(language, key, source, ends))
    return template.replace(WRITE_KEY, literal)


def _whose_key(language: Language, key: str, source: str, ends: str) -> str:
    quoted = language.literals.text
    named = f"write key of the source {quoted(str(clean(source)))}"
    if ends:
        named += f", which ends in {quoted(str(clean(ends)))}"
    sentence = f"{PLACEHOLDER}: the {named}." if key == PLACEHOLDER else f"The {named}."
    return f"{language.comment} {sentence}"


def _with_comment(template: str, comment: str) -> str:
    """The comment above the first line that holds the key, as far in as that line."""
    lines = template.split("\n")
    at = next(number for number, line in enumerate(lines) if WRITE_KEY in line)
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    return "\n".join([*lines[:at], f"{indent}{comment}", *lines[at:]])


def install_snippet(language_id: str) -> str:
    """How a language's library is installed; empty when there is nothing to install.

    Raises `UsageError` for an unknown language.
    """
    install = _language(language_id).install
    return f"{install}\n" if install else ""


def _language(language_id: str) -> Language:
    try:
        return _BY_ID[language_id]
    except KeyError:
        raise UsageError(
            f"There are no snippets for {language_id!r}.", f"use one of: {', '.join(_BY_ID)}."
        ) from None
