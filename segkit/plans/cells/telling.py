"""What entries of a list say in words: parts that only say more of the one before, values, members."""

from __future__ import annotations

import re

from segkit.plans.cells.leading import ONE_OF, leads_values
from segkit.plans.cells.separators import OR_WORD, cut_values
from segkit.plans.cells.values import EXAMPLE, read_type
from segkit.plans.words.looks import is_compound

WHICH = r"(?:allowed|possible|fixed|closed|finite|valid|accepted|supported|permitted|known|current|enum)"
"""What is said of the values that a property may have."""
_TOLD = re.compile(r"^[\w$.`\[\]]+(?:\s*\([^()]+\))+\s*(?::|\s[-–—]\s)\s*\S")
_SHOWN = re.compile(r"(?::|\s[–—-])\s.*" + EXAMPLE.replace("^", ""), re.IGNORECASE)
_IN_QUOTES = re.compile(
    rf"^\s*(?:or\s+)?`?[\"'“‘][^\"'”’]*[\"'”’]`?(?:{OR_WORD}`?[\"'“‘][^\"'”’]*[\"'”’]`?)*[.\s]*$"
)
_QUOTED = re.compile(r"^\s*[\w$.`]+\s*[:=]\s*[\"'“‘][^\"'”’]*[\"'”’]")
_NUMBERS = re.compile(rf"^\s*-?\d+(?:\.\d+)?(?:{OR_WORD}-?\d+(?:\.\d+)?)*\s*$")
_NUMBERED = re.compile(r"^\s*[\w$.`]+\s*[:=]\s*-?\d+(?:\.\d+)?(?:\s*,\s*-?\d+(?:\.\d+)?)*\s*$")
_AND_SO_ON = re.compile(r"^\s*(?:etc|usw|ecc)\.?\s*$|^\s*(?:…|\.\.\.)\s*$", re.IGNORECASE)
_IN_WORDS = re.compile(r"^[\w$.`]+\s*:\s+(?:[^\W\d][\w'’]*\s+){2,}[^\W\d]")
"""`lamps: all of them that are lit`."""
_OWN = re.compile(r"[(:=_]|\s[-–—]\s")
_ONE_OF = re.compile(
    r"(?P<name>(?<![\w$.])[\w$.]+`?)(?:\s*[:–—-])?\s+" + ONE_OF + r":?\s+"
    r"(?P<values>`?[\w.+-]+`?(?:(?:\s*[,/|]\s*(?:or\s+)?|\s+or\s+)`?[\w.+-]+`?)+)\.?\s*$",
    re.IGNORECASE,
)
_VALUED = re.compile(
    r"^(?P<name>`?[\w$.]+`?)(?P<type>\s*\([\w ]+\))?(?P<told>\s*[:–—-]\s.*?)??(?:\s+[–—-]\s*|\s*[(,]\s*|\.\s+)"
    r"(?P<label>[^\W\d][\w ]*?)\s*[:：]\s*"
    r"(?P<values>[`\"']?[\w.+-]+[`\"']?(?:(?:\s*[,/|]\s*(?:or\s+)?|\s+or\s+)[`\"']?[\w.+-]+[`\"']?)+)\)?\.?\s*$",
    re.IGNORECASE,
)
"""`shade (string): of the lamp, values: warm, cold`."""
_HOLDS = re.compile(
    r"^(`?[\w$.]+)`?\s+(?:array|list)(?: of (?:objects|items))?:\s*((?:`?[\w$.]+`?\s*,\s*)+`?[\w$.]+`?)$"
)
"""`items array: id, shade`: what each of its members has."""


def with_told(parts: list[str]) -> list[str]:
    """Each entry with the parts that only say more of it."""
    told: list[str] = []
    for part in parts:
        if told and _goes_on(told[-1], part):
            told[-1] += "," + part
        else:
            told.append(part)
    return told


def _goes_on(entry: str, part: str) -> bool:
    """`way: 'next'` and `'last'`, `level: 0` and `1`, `way (string): next` and `last` or `or none`, `way – e.g. "next"` and `"last"`, `ids: all that are lit` and `in order`."""
    if _IN_QUOTES.match(part) or _AND_SO_ON.match(part):
        return bool(_SHOWN.search(entry) or _QUOTED.match(entry))
    if _NUMBERS.match(part):
        return bool(_NUMBERED.match(entry))
    if _OWN.search(part):
        return False
    first, *others = part.split() or [""]
    is_prose = bool(others) and not is_compound(first) and not any(map(read_type, others))
    return bool(_TOLD.match(entry) or (is_prose and _IN_WORDS.match(entry)))


def valued_parts(line: str) -> list[str]:
    """`shade: of the lamp — values: warm, cold; watts: how bright`: a semicolon ends the values."""
    parts = [part.strip() for part in line.split(";")]
    return parts if any(map(_valued, parts)) else [line]


def _valued(line: str) -> re.Match[str] | None:
    found = _VALUED.match(line)
    return found if found and leads_values(found["label"]) else None


def _as_values(found: re.Match[str]) -> str:
    """`state: one of open, shut` as `state (open | shut)`."""
    values = cut_values(found["values"].replace("`", ""), ("|,/",))
    said = found.groupdict(default="")
    about = said.get("type", "") + f" ({' | '.join(values)})" + said.get("told", "")
    return found["name"] + about


def as_entry(line: str) -> str:
    """A line that says in words what its property may be, or what each member has, as entries say it."""
    line = _ONE_OF.sub(_as_values, line)
    line = _as_values(found) if (found := _valued(line)) else line
    return _HOLDS.sub(r"\1[] {\2}", line).replace("`", "") if _HOLDS.match(line) else line
