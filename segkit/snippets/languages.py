"""Code for the customer to copy, in the current library of every language Segment supports.

`LANGUAGES` is in the order in which the guide offers them. To add one: describe its library as a
`Language` beside its relatives and put it in the list.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from segkit.errors import UsageError
from segkit.model.plan import CALLS
from segkit.snippets.app_languages import FLUTTER, KOTLIN, SWIFT
from segkit.snippets.calls import statement
from segkit.snippets.compiled_languages import CLOJURE, CSHARP, GO, JAVA
from segkit.snippets.dynamic_languages import PHP, PYTHON, RUBY
from segkit.snippets.http_api import CURL
from segkit.snippets.language import WRITE_KEY, Language
from segkit.snippets.script_languages import JAVASCRIPT, NODE, REACT_NATIVE
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


def call_snippet(language_id: str, call: str, payload: Mapping[str, object]) -> str:
    """One call in a language's current library, ready to paste.

    A library that lacks the call gets a comment which says so, and what to use instead.

    Args:
        language_id: Of one of `LANGUAGES`.
        call: `track`, `identify`, `group`, `page`, `screen` or `alias`.
        payload: The call as it is sent (`{"event": ..., "userId": ..., "properties": {...}}`).

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
    code = statement(
        method,
        cleaned,
        language.literals,
        comment=language.comment,
        remembers=language.remembers,
    )
    return f"{code}\n"


def load_snippet(language_id: str, write_key: str, *, region: str = "us") -> str:
    """The current initialisation of a language's library for a workspace's region.

    Args:
        language_id: Of one of `LANGUAGES`.
        write_key: The source's, or its masked form.
        region: `us` or `eu`.

    Raises `UsageError` for an unknown language or region.
    """
    language = _language(language_id)
    template = language.loads.get(region)
    if template is None:
        known = ", ".join(language.loads)
        raise UsageError(f"{region!r} is no region of Segment.", f"use one of: {known}.")
    key = str(clean(write_key))
    literal = shlex.quote(key) if language.fence == "bash" else language.literals.text(key)
    return template.replace(WRITE_KEY, literal)


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
