"""A customer's words in Markdown: they stay words, whatever is in them.

Every character that could begin markup is escaped, for CommonMark, for GitHub's additions
(tables, addresses and names that become links) and for docsify's own (`!>`, `:include`,
`:smile:`).
"""

from __future__ import annotations

import re
from urllib.parse import quote

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_MARKUP = re.compile(r"([\\`*\[\]~|$<@])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_QUOTE = re.compile(r"^(\s*)>")
_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LINK_LIKE = re.compile(
    r":(?=//|[\w+-]*[A-Za-z+-][\w+-]*:)|(?<=\bwww)\.|(?<=\bmailto):", re.IGNORECASE
)
_OPTION = re.compile(r"(?<!\S):(?=\w)")
_LINE_START = re.compile(r"^(\s*)(?:([#+=-])|(\d{1,9})([.)])(?=\s|$))")
_TICKS = re.compile(r"`+")
_FENCES = {
    "javascript": "js",
    "node": "js",
    "react-native": "ts",
    "curl": "bash",
    "flutter": "dart",
}
"""Names of languages as highlighters know them, where ours are those of libraries."""

_KEPT_IN_ADDRESS = "/:?#@!$&'*+,;=%~-._"


def words(text: str) -> str:
    """The text as Markdown that shows exactly this text; line breaks become spaces."""
    text = _BLANKS.sub(" ", text)
    text = _MARKUP.sub(r"\\\1", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    # of these docsify looks at what a backslash leaves of them
    text = _OPTION.sub("&#58;", text)
    text = re.sub(r"!(?=\\\[|>|$)", "&#33;", text).replace("?>", "&#63;>")
    text = _QUOTE.sub(r"\1\\>", text)
    return _LINK_LIKE.sub(r"\\\g<0>", text)


def line(text: str) -> str:
    """A finished line of Markdown that begins no list, heading or rule by accident."""

    def escaped(found: re.Match[str]) -> str:
        if found[2]:
            return f"{found[1]}\\{found[2]}"
        return f"{found[1]}{found[3]}\\{found[4]}"

    return _LINE_START.sub(escaped, text)


def code(text: str, *, in_table: bool = False) -> str:
    """A name or value exactly as it is sent, on one line."""
    text = _BLANKS.sub(" ", text)
    if not text.strip():
        return ""
    ticks = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    room = " " if text[0] in "` " or text[-1] in "` " else ""
    # within a table GitHub takes a bar for the end of a cell even in code
    return ticks + room + (text.replace("|", r"\|") if in_table else text) + room + ticks


def fence(text: str, language: str = "") -> str:
    """A block of code."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    ticks = "`" * max(3, longest + 1)
    language = _FENCES.get(language, language)
    name = language if re.fullmatch(r"[A-Za-z0-9+#-]{1,20}", language) else ""
    return f"{ticks}{name}\n{text.strip(chr(10))}\n{ticks}"


def address(url: str) -> str:
    """The address so that nothing in it ends the link."""
    return quote(url.strip(), safe=_KEPT_IN_ADDRESS)
