"""The fixed texts of a guide's page in other languages than English.

The English text is the key: it stands where it is used, so English is complete. Each other
language is a file beside this one, `de.toml`, from the English text to its own; what is not in
it stays English. Scripts and style sheets mark their texts as `t("…")`; the marks are replaced
before a browser sees them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ENGLISH = "en"
LANGUAGES = (
    ENGLISH,
    *sorted(
        file.name.removesuffix(".toml")
        for file in files(__name__).iterdir()
        if file.name.endswith(".toml")
    ),
)
"""What a guide's fixed texts can be in, as tags of BCP 47."""

MARK = re.compile(r'\bt\((?:"([^"\n]*)"|`([^`\n]*)`)\)')
"""A text in a script or a style sheet; in a script it may hold `${…}`."""


def text_in(language: str, english: str) -> str:
    """The text in a language; English where that language has none."""
    return _texts(language).get(english, english)


def with_texts_in(language: str, source: str) -> str:
    """A script or style sheet in which each `t("…")` has become the text itself."""

    def literal(found: re.Match[str]) -> str:
        if found[1] is not None:
            return f'"{text_in(language, found[1])}"'
        return f"`{text_in(language, found[2])}`"

    return MARK.sub(literal, source)


@cache
def _texts(language: str) -> Mapping[str, str]:
    if language == ENGLISH:
        return {}
    found: dict[str, str] = tomllib.loads(
        files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )
    return found
