"""What a text says of properties by what it writes as code: their values, and which an event has."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from segkit.plans.cells.packed import read_packed
from segkit.plans.cells.values import says_type
from segkit.plans.markdown.event_names import bare_text
from segkit.plans.markdown.markdown_blocks import Chunk
from segkit.plans.markdown.outline import Node
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like
from segkit.plans.words.role import OF_ONE_FIELD, Role

_SURE = 0.8
_FEW_BLANKS = 4
_LISTS = {Role.ALLOWED, Role.ENUM}
_QUOTED = re.compile(r"'[^']+'|\"[^\"]+\"")
_CAPITAL = re.compile(r"[A-Z][A-Z0-9_]{2,}")
_CAPITALS = re.compile(r"\((?:[A-Z][A-Z0-9_]{2,}(?:\s*[,|/]\s*|(?=\)))){2,}\)")
"""`Kind of room (HALL, LOFT)`."""
_JOINT = r"(?:[\s,/|·]|\b(?:or|and|oder|und|ou|et|o|y|e|of)\b)*"
_SEVERAL = rf"\0(?:{_JOINT}\0)+"
_ALONE = re.compile(
    rf"(?P<lead>[\s:：=–—|.-]*(?:(?:\w+\s+){{0,4}}(?:\w+(?::|=|(?<=one of)|(?<=either)|(?<=values are))|(?:is|ist|est|es|é|è))\s*)?)"
    rf"(?P<values>{_SEVERAL})[\s.]*(?:[—–-].*)?",
    re.DOTALL | re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\((?P<lead>(?:one of|values|enum)?:?\s*)(?P<values>{_SEVERAL})\)")
_ASIDE = re.compile(r"\([^()\0]*\)")
_SENTENCE = re.compile(r"(?<=\w[.;])\s+(?=[A-Z])")
_NEXT = re.compile(r"\s*\n\s*|(?<=[.;])\s+(?=\0)")
_NAMED = re.compile(
    r"\b(?:(?P<word>params?|parameters?|props?|propert(?:y|ies)|fields?)"
    r"|sends|carr(?:y|ies)|includ(?:es|ing)|contains|with|mit|con|com|avec)\b[:\s]*"
    rf"(?:the\s*)?(?:optional\s*)?\0(?:{_JOINT}(?:optional\s*)?\0)*",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"\w\s*∈\s*[\[{(]")
"""`room ∈ {"hall", "loft"}`."""
_OPEN = re.compile(
    r"\b(?:includ\w+|with|when|e\.?g|z\. ?b|p\. ?ex|examples?|exemplos?|ejemplos?|ex|such as|like|etc|for instance|default)\b|…|\.\.\.|例|예",
    re.IGNORECASE,
)


def values_in(text: str, spans: Sequence[str]) -> tuple[list[str], str]:
    """The values, and what else is said: `on`, `off` and "" of ": `on`, `off`"; none of examples."""
    coded = [one for one in spans if one in text]
    capitals = _CAPITALS.search(text)
    values = coded or (_CAPITAL.findall(capitals[0]) if capitals else _QUOTED.findall(text))
    marked = with_marks(text, values)
    asides = _ASIDE.findall(marked)
    marked = _ASIDE.sub("", marked)
    found = _ALONE.fullmatch(marked) or _BRACKETED.search(marked)
    is_whole = found is not None and found[0].count("\0") == len(set(values)) == len(values)
    if found is None or not is_whole or _OPEN.search(found["lead"] + found["values"]):
        return [], ""
    rest = marked.replace(found["values"], "")
    told = "; ".join(filter(None, (one.strip(" .:：=–—|-()") for one in (rest, *asides))))
    return [one.strip("'\"") for one in values] if coded else values, told


def with_marks(text: str, spans: Sequence[str]) -> str:
    """The text with a sign in the place of each of these, which stand in it in this order."""
    parts = list[str]()
    for one in spans:
        before, _, text = text.partition(one)
        parts.append(before)
    return "\0".join((*parts, text))


def with_said(tables: Sequence[Chunk]) -> list[Chunk]:
    """Tables with a column more of what sentences in them say by names written as code.

    Tables of one header stay so: each gets the column where one of them says something.
    """
    for said, heading in (
        (_values_of_rows, "Allowed values"),
        (_names_of_rows, "Event Properties"),
    ):
        found = [said(table) for table in tables]
        headers = {table.rows[0] for table, cells in zip(tables, found, strict=True) if any(cells)}
        tables = [
            _with_column(table, heading, cells) if cells and table.rows[0] in headers else table
            for table, cells in zip(tables, found, strict=True)
        ]
    return list(tables)


def _values_of_rows(table: Chunk) -> list[str]:
    """What each row below the header says; nothing of tables that are none of properties."""
    roles = [hints(cell) for cell in table.rows[0]] if table.rows else []
    spoken = {at for at in range(len(roles)) if _LISTS & roles[at].keys() and _is_told(table, at)}
    said = {
        role
        for at, found in enumerate(roles)
        for role, weight in found.items()
        if weight >= _SURE and not (at in spoken and role in _LISTS)
    }
    may_be = any(Role.FIELD in found for found in roles) and Role.EVENT not in said
    is_of_fields = Role.FIELD in said or may_be
    if not is_of_fields or not (spoken or said & OF_ONE_FIELD) or said & _LISTS:
        return []
    told = {at for at, found in enumerate(roles) if Role.FIELD_DESCRIPTION in found} | spoken
    found = (
        [
            values_in(part, own)[0]
            for at, cell in enumerate(cells) if at in told
            for part, own in _parts(*cell)
        ]
        for cells in _cells(table)
    )  # fmt: skip
    return [" | ".join(next(filter(None, values), [])) for values in found]


def _is_told(table: Chunk, at: int) -> bool:
    """Most cells of a column are sentences."""
    cells = [row[at] for row in table.rows[1:] if row[at : at + 1]]
    return sum(one.count(" ") > _FEW_BLANKS for one in cells) * 2 > len(cells)


def _cells(table: Chunk) -> Iterator[list[tuple[str, Sequence[str]]]]:
    """For each row below the header its cells, each with what of it is written as code."""
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        yield list(zip(row, codes, strict=False))


def _names_of_rows(table: Chunk) -> list[str]:
    """`Shown (param `room`)`: the properties of each event; nothing of tables with a column of them."""
    roles = [hints(cell) for cell in table.rows[0]] if table.rows else []
    said = {role for found in roles for role in found}
    at = next((at for at, one in enumerate(roles) if one.get(Role.EVENT, 0.0) >= _SURE), None)
    if at is None or said & {Role.FIELD, Role.PACKED, Role.NESTED}:
        return []
    named = [row[at] for row in table.rows[1:] if at < len(row)]
    if sum(is_key_like(name) or is_event_like(name) for name in named) * 2 <= len(named):
        return []
    beside = (cells[:at] + cells[at + 1 :] for cells in _cells(table))
    return [", ".join(name for cell in cells for name in _named(*cell)) for cells in beside]


def _named(cell: str, spans: Sequence[str]) -> Iterator[str]:
    yield from (one.strip("{} ") for one in spans if one[:1] == "{" and read_packed(one).items)
    marked = with_marks(cell, spans)
    for found in _NAMED.finditer(marked):
        at = marked.count("\0", 0, found.start())
        parts = found[0].split("\0")[:-1]
        names = spans[at : at + len(parts)]
        if found["word"] or any(map(is_compound, names)):
            optional = (" (optional)" if "optional" in part else "" for part in parts)
            yield from map("".join, zip(names, optional, strict=True))


def _with_column(table: Chunk, heading: str, cells: Sequence[str]) -> Chunk:
    header, *rows = table.rows
    padded = (
        (*row, *[""] * (len(header) - len(row)), cell)
        for row, cell in zip(rows, cells, strict=True)
    )
    return replace(table, rows=((*header, heading), *padded))


def valued(
    root: Node, known: Collection[str], events: Collection[str]
) -> Iterator[tuple[str, str, str, str]]:
    """`mode`, its type, `on | off` and the event of an entry "`mode`: `on`, `off`", wherever it stands.

    Entries about what is a property in the plan, and not below the heading of an event.
    """
    for node in root.all():
        for span in node.spans if not node.is_heading else ():
            held = read_packed(span).items if _MEMBER.search(span) else ()
            yield from ((one.name, one.type, one.values, "") for one in held if one.name in known)
        above = [one for one in node.ancestors() if {one.head, bare_text(one)} & {*events}]
        if node.is_heading or any(one.is_heading for one in above):
            continue  # it is read with its event
        for text, spans in _parts(node.text, node.spans, _NEXT):
            name = spans[0] if spans and text.startswith(spans[0]) else ""
            if name not in known or name in events:
                continue
            values, _ = values_in(text.removeprefix(name), spans[1:])
            told = _ASIDE.sub("", text).removeprefix(name).strip(" :–—-")
            kind = told if node.is_item and says_type(told) else ""
            if values or kind:
                yield name, kind, " | ".join(values), above[0].head if above else ""


def _parts(
    text: str, spans: Sequence[str], between: re.Pattern[str] = _SENTENCE
) -> Iterator[tuple[str, list[str]]]:
    """Lines or sentences of a text, each with what of it is written as code."""
    left = iter(spans)
    for part in between.split(with_marks(text, spans)):
        first, *others = part.split("\0")
        own = [next(left) for _ in others]
        yield first + "".join(map("".join, zip(own, others, strict=True))), own
