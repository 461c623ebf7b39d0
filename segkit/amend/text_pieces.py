"""Which pieces of a document say what a change is about: JSON, YAML, Terraform and their relatives.

Names are found where documents have them: between quotes, before a colon or an equals sign, as
an item of a list. Which of several places is meant is told by reading the copy, so places are
tried all together first and then neighbours with neighbours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from segkit.amend.edit import Edits, Span
from segkit.amend.json_places import json_places
from segkit.amend.keyword_places import keyword_ways
from segkit.model.change import RENAME_FIELD, RENAME_RULE, ProposedChange

_COMMENT = re.compile(r"\s*(?:#|//)")
_FEW = 5


def ways_in_text(text: str, change: ProposedChange, *, kind: str) -> Iterator[Edits]:
    """The ways in which the change could be written, the likeliest first."""
    if change.kind in {RENAME_RULE, RENAME_FIELD}:
        old, new = str(change.old), str(change.new)
        spans = list(_named(text, old, kind=kind))
        for some in _scoped(text, spans, change) if kind == "json" else _together(spans):
            yield {span: _like(text[span.start : span.end], old, new) for span in some}
    elif kind == "json":
        yield from json_places(text).ways(change)
    elif change.at.path:
        names, events = (
            list(_named(text, one, kind=kind)) if one else []
            for one in (change.at.path[-1], change.at.key)
        )
        yield from keyword_ways(text, change, names, events)


def _scoped(text: str, spans: Sequence[Span], change: ProposedChange) -> Iterator[Sequence[Span]]:
    """Those in what says the rule's name, then all."""
    for around in json_places(text).spans_of(change.at):
        yield from _together([one for one in spans if around.start <= one.start < around.end])
    yield from _together(spans)


def _named(text: str, name: str, *, kind: str) -> Iterator[Span]:
    """Where the name stands as a whole key, value, item, cell or heading."""
    forms = [
        re.escape(one) for one in sorted({json.dumps(name, ensure_ascii=False), json.dumps(name)})
    ]
    if kind != "json":
        forms.append(re.escape(f"'{name}'"))
        if name.strip() == name:
            more = "|`*" if kind == "markdown" else ""
            before, after = rf"(?<![^\s\[{{,({more}])", rf"(?=\s*[:=,\]\r\n({more}]|\s*$)"
            forms.append(before + re.escape(name) + after)
    for found in re.finditer("|".join(forms), text, re.MULTILINE):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        is_code = line.endswith("`")
        if kind == "json" or is_code or _IS_SAID[kind == "markdown"](line):
            yield Span(*found.span())


_IS_SAID: tuple[Callable[[str], bool], Callable[[str], bool]] = (
    lambda line: not _COMMENT.match(line),
    lambda line: line.lstrip()[:1] in {"", "|", "#", "-", "*", "+"},
)
"""A line of data but for its comments; of Markdown a table, a heading or a list, no prose."""


def _together(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """All of them, then fewer; of many places only neighbours, so many as can be tried."""
    few = len(spans) <= _FEW
    sizes = range(len(spans), 0, -1) if few else (len(spans), 1, 2, 3)
    for size in sizes:
        if few:
            yield from combinations(spans, size)
        else:
            yield from (spans[at : at + size] for at in range(len(spans) - size + 1))


def _like(written: str, old: str, new: str) -> str:
    """The new name, quoted as the old one was."""
    if written.startswith('"'):
        return json.dumps(new, ensure_ascii=written.isascii() and not old.isascii())
    if written.startswith("'"):
        return "'" + new.replace("'", "''") + "'"
    return (
        new if re.fullmatch(r"[\w.$-]+(?: [\w.$-]+)*", new) else json.dumps(new, ensure_ascii=False)
    )
