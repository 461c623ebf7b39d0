"""Names of files, made of names that customers have."""

from __future__ import annotations

import unicodedata

_MOST_NAME_BYTES = 120
"""File systems allow 255 for a whole name; the guide's own ending needs room."""


def file_name(text: str, fallback: str = "guide") -> str:
    """`text` as part of a file name on any system: `Ünï <b>` becomes `ünï-b`.

    Letters, marks and digits of any script, hyphens between them, at most 60 characters
    and 120 bytes; `fallback` when nothing of the text is left.
    """
    spaced = "".join(
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", text).lower()
    )
    name = "-".join(spaced.split())[:60]
    while len(name.encode("utf-8")) > _MOST_NAME_BYTES:
        name = name[:-1]
    return name.strip("-") or fallback
