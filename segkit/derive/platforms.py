"""Which platforms a planned call is meant for, and on which a source runs."""

from __future__ import annotations

import re
from functools import lru_cache

from segkit.model.plan import Rule

_COLUMN = re.compile(r"platforms?", re.IGNORECASE)
_WORDS = {
    "web": {"web", "website", "site", "browser", "javascript", "js"},
    "mobile": {"mobile", "app", "apps", "ios", "android", "swift", "kotlin", "react native"},
    "server": {"server", "server side", "backend", "api"},
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words}


PLATFORMS = ("web", "ios", "android", "server")
"""What an application runs on; each has its own code, keys and tests."""

_MOBILE = frozenset({"ios", "android"})
_OF_LANGUAGE = {
    "Swift": frozenset({"ios"}),
    "Objective-C": frozenset({"ios"}),
    "Kotlin": frozenset({"android"}),
    "Java": frozenset({"android"}),
    "BrightScript": frozenset[str](),
}
"""Of mobile libraries; every other language serves both platforms."""


def platforms_of(kind: str, language: str) -> frozenset[str]:
    """The platforms that a source of this kind with a library in this language runs on."""
    if kind == "mobile":
        return _OF_LANGUAGE.get(language, _MOBILE)
    return frozenset({"server"}) if kind == "function" else frozenset({kind} & {"web", "server"})


def kinds_named(rule: Rule) -> frozenset[str]:
    """`web`, `mobile` and `server`, as far as the rule's platform column names them.

    Empty when there is no such column or it holds a word that segkit does not know: then
    nothing can be ruled out.
    """
    return _kinds(platform_cells(rule))


def platform_cells(rule: Rule) -> tuple[str, ...]:
    """What the rule's platform column says, as written."""
    return tuple(
        str(part)
        for header, value in rule.labels.items()
        if _COLUMN.fullmatch(header.strip())
        for part in (value if isinstance(value, (list, tuple)) else [value])
    )


@lru_cache(1024)
def _kinds(cells: tuple[str, ...]) -> frozenset[str]:
    named = [
        re.sub(r"[\s_-]+", " ", word).strip().casefold()
        for cell in cells
        for word in re.split(r"[,;/|&\n]+", cell)
    ]
    words = [word for word in named if word]
    if not all(word in _KIND_OF for word in words):
        return frozenset()
    return frozenset(_KIND_OF[word] for word in words)
