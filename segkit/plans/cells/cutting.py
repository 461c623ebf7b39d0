"""Where the text of a cell is cut into entries: at its lines, its separators, a plus, names in code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.cells.elsewhere import VAGUE
from segkit.plans.cells.separators import CLOSE, OPEN, split, split_list
from segkit.plans.cells.telling import as_entry, valued_parts, with_told
from segkit.plans.cells.values import read_required, read_type, says_required
from segkit.plans.words.looks import is_key_like
from segkit.plans.words.vocabulary import take_apart

_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦·–—+]\s+|[•‣▪◦·]|[✅➕🆕]\s+|\d{1,2}[.)]\s+)")
_PLUS = re.compile(r"(?:\s+\+\s+|\s+plus\s+|(?<=\w)\s&\s(?=\w+$))(?![^()]*\))")
_AND_MORE = re.compile(rf"^\s*\+\s*(?:{'|'.join(sorted(VAGUE))})\s*$", re.IGNORECASE)
_VALUED = re.compile(r"^\s*`?([\w$.]+)`?[?*]?\s*[:=]\s*[^:=]+$")
_DESCRIBED = re.compile(r"\s[-–—]\s+\S+\s|:\s+\S+\s+\S+\s")
_CODE = re.compile(r"`[^`]+`")
_CODED = re.compile(
    r"\s*`[\w$.\[\]]+`[?*]?(?:(?:\s*[/|&]?\s*|\s(?:or|and|oder|und|ou|et|o|y|或|和)\s)`[\w$.\[\]]+`)+\s*"
)
_STEM = re.compile(r"([\w.]*[_.]|)\{(\w+(?:,\s*\w+)+)\}([_.]\w+|)")


def pieces(text: str) -> Iterator[str]:
    """The list's entries, by lines first; a line of bare names is cut at its commas."""
    lines = [_BULLET.sub("", line) for line in text.splitlines() if line.strip(" ,;\t")]
    lines = [as_entry(part) for line in lines for part in valued_parts(line)]
    lines = _joined(lines)
    for line in lines:
        parts = with_told([part for part in _parts(line) if part.strip()])
        is_described = len(lines) > 1 and len(parts) > 1 and (
            _DESCRIBED.search(parts[0]) or any(map(_is_description, parts[1:]))
        )  # fmt: skip
        if is_described:
            yield line.strip().rstrip(",;")
        else:
            if parts and is_key_like(parts[-1].rstrip(". ").strip("`?[] ")):
                parts[-1] = parts[-1].rstrip(". ")
            for name in (name for part in parts for name in _coded(part)):
                bare = name if _AND_MORE.match(name) else _BULLET.sub("", name)
                first, *more = map(str.strip, _PLUS.split(bare))
                yield from (
                    first,
                    *(f"+ {one}" if one.casefold() in VAGUE else one for one in more),
                )


def _coded(part: str) -> list[str]:
    """`` `room`/`shade` ``, `` `room` `shade` ``, `lamp_{id,shade}`: several names as one."""
    if "{" in part and (stem := _STEM.fullmatch(part.strip("` "))):
        return [f"{stem[1]}{end.strip()}{stem[3]}" for end in stem[2].split(",")]
    is_coded = part.count("`") > 2 and _CODED.fullmatch(part)
    return _CODE.findall(part) if is_coded else [part]


def _parts(line: str) -> list[str]:
    """The list's entries; where semicolons part them, a comma parts the values of one: `way: next, last`."""
    parts = split(line, ";")
    several = [part for part in parts if len(split(part, ",")) > 1]
    names = [found[1] if (found := _VALUED.match(part)) else "" for part in several]
    is_parted = len(parts) > 1 and bool(names) and all(names)
    is_parted = is_parted and not any(map(says_required, names))
    are_labels = any("field" in take_apart(name).about for name in names)
    return parts if is_parted and not are_labels else split_list(line)


def _joined(lines: list[str]) -> list[str]:
    """Lines with a bracket open go on in the next one."""
    joined: list[str] = []
    for line in lines:
        if joined and sum(map(joined[-1].count, OPEN)) > sum(map(joined[-1].count, CLOSE)):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    return joined


def _is_description(part: str) -> bool:
    """Text after a comma that goes on describing the property of its line."""
    head = re.split(r"[(:=<]", part, maxsplit=1)[0].strip()
    return head.count(" ") > 1 or read_required(head) is not None or bool(read_type(head))
