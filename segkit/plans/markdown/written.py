"""All names that a Markdown file writes, as code or spelled as names are, each with what it stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from segkit.plans.cells.item import PROGRAMS_SAY
from segkit.plans.cells.packed import read_packed
from segkit.plans.markdown.event_names import only_names, speaks_of_all
from segkit.plans.markdown.markdown_blocks import Chunk, sets_off
from segkit.plans.markdown.outline import NUMBERED, Node
from segkit.plans.words.looks import is_compound, is_past
from segkit.plans.words.vocabulary import take_apart

_NO_NAME = re.compile(
    r"^[\"'/@?]|^(?:console|window|document|process|navigator)\.|[/\\*<>]|\.(?:[cm]?[jt]sx?|vue|py|rb|go|kt|swift|java|dart|md|json|ya?ml|csv|toml|html?|sql|svg|css)$"
)
_GONE = re.compile(
    r"\b(?:removed|retired|archived|dropped|legacy|deprecated|obsolete|excluded|forbidden|deferred|postponed|anti-?patterns?"
    r"|bad|wrong|avoid|don['’]?t|do not|never|not (?:yet|tracked|sent|used|implemented)|no longer|out of scope|instead of)\b|[❌🚫✗✘]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[#.]*(?:[A-Z]+[-.]?)*[\d.-]+")
_ARGUMENTS = re.compile(r"\s*(?:[({\[=]|:(?!\w)).*", re.DOTALL)
_LED = re.compile(r"[A-Z]\w*: [A-Z][\w ]+")
"""`API: Lamp Lit`."""
_SEVERAL = re.compile(r"\s*(?:[|,]|\s/\s)\s*")

_BARE = re.compile(
    r"(?<![\w./@:#$<-])(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[a-z]{2,}[a-z0-9]*(?:[A-Z][a-z0-9]+)+)(?![\w(*<-]|\.\w)"
)
"""`room_id` in a sentence, and no part of a path, a pattern or a call."""
_NO_VALUES = PROGRAMS_SAY | {"true", "false", "null", "undefined", "any", "number", "bigint"}
_KEY = re.compile(r"^[\s{(\[,-]*['\"]?([A-Za-z_$][\w$]*)['\"]?\??\s*:\s*\S", re.MULTILINE)
"""`room: …` on a line of code."""
_OF_SCHEMAS = frozenset(
    {"additionalProperties", "patternProperties", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems",
     "oneOf", "anyOf", "allOf"}
)  # fmt: skip
"""Words of JSON Schema that are spelled as names are."""
_LONGEST = 60
_EITHER = re.compile(
    r"(?<![\w|/])(?:`?[\w.+-]+`?(?:\s*\|\s*`?[\w.+-]+`?)+"
    r"|['\"“][\w .+-]+['\"”](?:\s*[|/]\s*['\"“][\w .+-]+['\"”])+)(?![\w|/])"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A name that a text writes: as code, or spelled as nothing but a name is.

    Attributes:
        name: As written.
        where: The heading that it stands below.
        part: Which part of the text that is: what that heading stands below.
        within: The names that its row, its entry and the headings above begin with, the nearest last.
        leads: It begins a row, an entry of a list or a heading itself.
        left_out: What says that nothing below it is sent: `Removed events`.
        is_code: It is written as code.
        is_told: It stands within a row of a table, whose columns say what is in it.
        is_key: It is a key in a block of code.
        values: It is no name, but these alternatives: `on|off`.
    """

    name: str
    where: str
    part: int = 0
    within: tuple[str, ...] = ()
    leads: bool = False
    left_out: str = ""
    is_code: bool = True
    is_told: bool = False
    is_key: bool = False
    values: tuple[str, ...] = ()


def written(node: Node, above: Written | None = None) -> Iterator[Written]:
    """Names in headings, paragraphs, lists and tables, in the file's order.

    `above` is of what the node stands below: the heading, the names and what says that they are left out.
    """
    above = above or Written("", node.text)
    where = node.text if node.is_heading else above.where
    is_label = node.is_heading or node.text.endswith((":", "："))
    is_gone = (_GONE.search if is_label else _GONE.match)(node.text) if node.level else None
    if is_past(node.text) and "event" not in take_apart(node.text).about:
        is_gone = None  # `Lamp Removed` is an event
    part = id(node.above) if node.is_heading else above.part
    above = replace(
        above, where=where, part=part, left_out=above.left_out or (node.text if is_gone else "")
    )
    text = NUMBERED.sub("", node.text)
    first = text.partition(" ")[0].rstrip(":.,")
    is_code = node.head in node.spans and sets_off(text, node.head)
    is_bare = is_compound(first) and (node.is_item or node.is_heading)
    led = node.head if is_code else first if is_bare else ""
    names = tuple(_names_in(led))
    yield from (replace(above, name=name, leads=True) for name in names)
    below = replace(above, within=(*above.within, *names))
    is_of_all = speaks_of_all(node) or (node.says_fields and bool(node.rest))
    is_of_all |= len(only_names(node, node.rest or node.text)) > 1 and not node.is_item
    for span in node.spans[led in node.spans :]:
        yield from (replace(below, name=name, leads=is_of_all) for name in _names_in(span))
    if node.level and not node.is_heading:
        bare = _without(node.text, (*node.spans, *names))
        yield from (replace(below, name=name, is_code=False) for name in _BARE.findall(bare))
        yield from _alternatives(node.text, below)
    for table in node.tables:
        yield from _in_table(table, below)
    for chunk in node.code:
        keys = (
            key
            for key in _KEY.findall(chunk.text)
            if (node.says_fields or is_compound(key)) and key not in _OF_SCHEMAS
        )
        key = replace(below, is_code=False, is_key=True, leads=node.says_fields)
        yield from (replace(key, name=name) for name in keys)
    for one in node.below:
        yield from written(one, below)


def _in_table(table: Chunk, above: Written) -> Iterator[Written]:
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        # `| 1 | lamp_lit |`, `| TE-01 | lamp_lit |`: rows may be numbered
        first = next(
            (at for at, cell in enumerate(row) if not _NUMBER.fullmatch(cell.strip())),
            0,
        )
        led = codes[first] or ([row[first]] if is_compound(row[first]) else []) if row else []
        names = tuple(name for code in led for name in _names_in(code))
        yield from (replace(above, name=name, leads=True) for name in names)
        below = replace(above, within=(*above.within, *names))
        for cell, spans in zip(row[first + 1 :], codes[first + 1 :], strict=False):
            told = () if cell.strip() in spans else spans  # its column says what it is
            names_there = (name for span in told for name in _names_in(span))
            yield from (replace(below, name=name, is_told=True) for name in names_there)
        yield from (one for cell in row[1:] for one in _alternatives(cell, below))


def _alternatives(text: str, above: Written) -> Iterator[Written]:
    """`on|off`, `'on' / 'off'`: values of which a person chooses one, and no types."""
    for found in _EITHER.finditer(text):
        written = found[0].rstrip(".")
        values = tuple(part.strip(" '\"`“”") for part in re.split(r"\s*[|/]\s*", written))
        if _NO_VALUES.isdisjoint(map(str.casefold, values)):
            yield replace(above, name=written[:_LONGEST], values=values)


def _without(text: str, parts: Sequence[str]) -> str:
    """The text with a blank in the place of each of these."""
    for one in parts:
        text = text.replace(one, " ", 1)
    return text


def _names_in(code: str) -> Iterator[str]:
    """`lamp_lit` of `lamp_lit { room }`, both of `room: string, shade`; none of files and settings."""
    text = code.strip()
    if _NO_NAME.search(text) or text.isupper() or "()" in text:
        return
    if _LED.fullmatch(text) and is_past(text.partition(": ")[2]):
        yield text
        return
    packed = [one.name for one in read_packed(text).items] if "," in text else []
    names = packed if len(packed) > 1 else _SEVERAL.split(_ARGUMENTS.sub("", text))
    yield from filter(None, (name.strip("?*! ") for name in names))
