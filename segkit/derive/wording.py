"""Environments as people write them: in labels, in names, in slugs.

Only words are read here; which source belongs where is in `environments`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.model.workspace import Label

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "prod": ("prod", "production", "live", "prd"),
    "staging": (
        "staging", "stage", "stg", "uat", "preprod", "preproduction", "qa", "test", "testing",
    ),
    "dev": ("dev", "development", "local", "localhost", "sandbox"),
    "nonprod": ("nonprod", "nonproduction"),
    "all": ("all", "shared", "multiple"),
}  # fmt: skip
_CANONICAL = {word: name for name, words in _SPELLINGS.items() for word in words}

_KEYS = ("environment", "env", "stage", "tier")
_SURE_KEYS = {"environment", "env"}

# `stage`, `live`, `test` and `local` are ordinary words too (Live chat): they count at the end
_IN_TEXT = re.compile(
    r"""(?<![^\W_])(?:
        (?P<all>all[\s_-]*env(?:ironment)?s?)
      | (?P<word>
            (?:pre|non)[\s_-]?prod(?:uction)?
          | production | prod | prd | staging | stg | uat | qa
          | development | dev | sandbox | localhost
          | (?:stage | live | test | testing | local)(?=\s*(?:env(?:ironment)?\b|[)\]}]|$))
        )\d{0,2}(?:[\s_-]+env(?:ironment)?)?
    )(?![^\W_])""",
    re.IGNORECASE | re.VERBOSE,
)
_EMPTY_BRACKETS = re.compile(r"[(\[{][\s,/+&|:_-]*(?:and)?[\s,/+&|:_-]*[)\]}]")
_SEPARATORS = " \t-_–—|/:,.·+&"
_REPEATED = re.compile(r"\s*[-–—|/:,_]\s*(?=[-–—|/:,_])")
_LEADING = re.compile(r"[._]?\s+[._-](?=\w)")  # what stood on both sides of the word


def canonical(word: str) -> str:
    """`prod` for `Production`; a word of the customer's own stays, in lower case."""
    plain = re.sub(r"[\s_-]+", "", word.casefold())
    return _CANONICAL.get(plain, word.strip().casefold())


def environment_labels(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """Those labels that name an environment, the surest key first."""
    found = [
        label
        for label in labels
        if (label.key.casefold() in _SURE_KEYS and label.value.strip())
        or (label.key.casefold() in _KEYS and canonical(label.value) in _SPELLINGS)
    ]
    return tuple(sorted(found, key=lambda label: _KEYS.index(label.key.casefold())))


def environment_in(text: str) -> tuple[str, tuple[str, ...]]:
    """The environment that a name or slug speaks of, and the words that do.

    `all` when it speaks of several; empty when of none.
    """
    matches = list(_IN_TEXT.finditer(_one_blank(text)))
    named = {canonical(m["word"]) if m["word"] else "all" for m in matches}
    words = tuple(dict.fromkeys(m.group() for m in matches))
    return (named.pop() if len(named) == 1 else "all" if named else ""), words


def without_environment(text: str) -> str:
    """A name or slug with environments taken out: `Web shop` for `[PROD] Web shop`."""
    rest = _one_blank(_EMPTY_BRACKETS.sub(" ", _one_blank(_IN_TEXT.sub(" ", _one_blank(text)))))
    rest = _one_blank(_LEADING.sub(" ", _REPEATED.sub(" ", rest)).strip(_SEPARATORS))
    return rest if " " in rest else re.sub(r"[_-]+", " ", rest)


def _one_blank(text: str) -> str:
    return " ".join(text.split())
