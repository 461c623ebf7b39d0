"""Events that headings and entries of lists name, with the properties listed below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segkit.plans.cells.packed import lists_names, read_packed
from segkit.plans.markdown.event_names import (
    NAMES,
    bare_text,
    is_below_events,
    is_spelled,
    is_sure,
    names_of_heading,
    names_of_item,
    owner_of,
    speaks_of_events,
)
from segkit.plans.markdown.outline import About, Node
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_event_like, is_key_like
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import deeds, plain

_CALL = re.compile(
    r"\b(?:track|trackEvent|logEvent|capture|sendEvent)\(\s*(['\"])(?P<name>[^'\"]+)\1"
)


@dataclass(frozen=True, slots=True)
class Outlined:
    """An event that the outline names.

    Attributes:
        name: As written.
        told: What is said about it.
        properties: Its properties as they would stand in one cell.
        is_guess: Only the title of the whole file speaks of events.
        bold: Names of properties in bold, where others are not.
        by_words: A heading names it that is not spelled as events are.
    """

    name: str
    told: str = ""
    properties: str = ""
    is_guess: bool = False
    bold: tuple[str, ...] = ()
    by_words: bool = False

    @property
    def is_bare(self) -> bool:
        """Nothing but its name is written."""
        return not self.told and not self.properties


def events_above(node: Node, *, strict: bool, is_said: bool) -> tuple[list[str], Node]:
    """The events that a table below this node belongs to, and where they are named.

    Headings such as "Properties" name none; the one above them does. `strict` where tables name
    the events: a heading then names one only if it is spelled so. `is_said` where the table says
    itself that it holds properties.
    """
    for one in (node, *node.ancestors()):
        if owner := owner_of(one.text):
            return [owner], one
        if one.level == 0 or _is_part(one):
            is_said = is_said or one.says_fields
            continue
        names = names_of_heading(one, strict=strict) if one.is_heading else names_of_item(one)
        is_event = is_said or is_sure(one, names) or any(map(is_event_like, names))
        return names if is_event else [], one
    return [], node


def _is_part(node: Node) -> bool:
    """A heading or label of a part of what is above it, such as "Properties" or "Details"."""
    return node.about in {About.FIELDS, About.NOTHING, About.TOLD} and not is_spelled(node)


def outlined_events(root: Node, *, strict: bool) -> Iterator[Outlined]:
    """Events of headings and lists that have their properties, or a description, in a list."""
    seen: set[int] = set()
    for node in root.all():
        if id(node) in seen:
            continue
        found = list(_of_heading(node, strict=strict)) if node.is_heading else []
        found = found or list(_of_list(node))
        if found:
            seen |= {id(one) for one in node.all() if not one.is_heading}
        yield from found


def _of_heading(node: Node, *, strict: bool) -> Iterator[Outlined]:
    """The event that a heading names, when a list or code below it says what it carries."""
    if _is_part(node):
        return
    own = _near(node)
    names = names_of_heading(node, strict=strict)
    if not names or any(one.tables for one in own):
        return
    is_clear = is_spelled(node)
    lines = [line for one in own for line in _fields(one, is_event=is_clear)]
    is_said = is_clear or any(one.says_fields for one in own)
    code = _payload(own, names[0], is_spelled=is_clear) if not lines else ""
    is_event = is_clear or is_event_like(names[0]) or is_below_events(node)
    for name in names if code or (lines and is_said and is_event) else ():
        told, fields = told_of(own[1:]), code or "\n".join(lines)
        yield Outlined(name, told, fields, by_words=not is_sure(node, names))


def _of_list(node: Node) -> Iterator[Outlined]:
    """The events that most entries below a heading or label name."""
    items = [one for one in node.below if one.is_item]
    if not items or node.about in {About.FIELDS, About.NOTHING}:
        return
    loose = node.about is About.EVENTS or is_below_events(node)
    named = [(one, names) for one in items if (names := names_of_item(one, loose=loose))]
    if len(named) * 2 <= len(items):
        return
    found = [(one, names, _item_fields(one)) for one, names in named]
    has_fields = any(lines for _, _, lines in found)
    are_deeds = sum(_is_deed(names[0]) for _, names in named) * 2 > len(named)
    if not loose and not (speaks_of_events(node) and (has_fields or are_deeds)):
        return
    is_guess = not loose and not has_fields
    for one, names, lines in found:
        fields = "\n".join(lines)
        for name in names:
            yield Outlined(name, _told_of_item(one), fields, is_guess, _bold_names(one, fields))


def _bold_names(node: Node, fields: str) -> tuple[str, ...]:
    """Names of properties in bold, where some are not."""
    names = [one.name for one in read_packed(fields).items]
    bold = tuple(name for name in names if name in node.bold)
    return bold if len(bold) < len(names) else ()


def _is_deed(name: str) -> bool:
    return deeds().search(plain(name).replace("_", " ")) is not None


# --- what belongs to an event --------------------------------------------------------------------


def _near(node: Node) -> list[Node]:
    """A heading with the paragraphs, lists and headings below it that name nothing themselves."""
    found = [node]
    for one in node.below:
        if not one.is_heading:
            found.append(one)
        elif _is_part(one):
            found += _near(one)
    return found


def _fields(node: Node, *, is_event: bool) -> Iterator[str]:
    """Properties that a node lists: behind a label, below it, or one in each entry."""
    items = [one for one in node.below if one.is_item]
    if node.about is About.FIELDS:
        mark = _mark(node)
        if node.rest and not node.is_heading:
            yield from (_marked(part, mark) for part in _parts(node.rest))
        yield from (_marked(line, mark) for one in items for line in _lines(one))
    elif node.is_heading and items and is_event and all(_is_property(one) for one in items):
        yield from (line for one in items for line in _lines(one))


def _item_fields(node: Node) -> list[str]:
    """The properties of an entry that names an event: below it, or behind the name."""
    lines = [line for one in node.below for line in _fields(one, is_event=False)]
    if not lines and node.below and all(_is_property(one) for one in node.below):
        lines = [line for one in node.below for line in _lines(one)]
    rest = _behind(node)
    if not lines and rest and _is_list(rest):
        lines = _parts(rest)
    return lines


def _is_property(node: Node) -> bool:
    """An entry that begins with a name as programs have them, and not with a label in bold."""
    if node.head in node.bold and node.about in {About.FIELDS, About.TOLD}:
        return False
    found = NAMES.match(bare_text(node))
    return bool(node.head and is_key_like(node.head)) or (
        found is not None and is_compound(found["names"])
    )


def _lines(node: Node) -> Iterator[str]:
    """A property with what is said about it; below it stand its values or what is in it."""
    below = [one.head or one.text for one in node.below]
    if below and all(map(is_compound, below)):
        yield node.text
        yield from (f"{node.head or node.text.partition(':')[0].strip()}.{one}" for one in below)
    elif below and all(map(is_key_like, below)):
        yield f"{node.text.rstrip(': ')} ({' | '.join(below)})"
    else:
        yield node.text.replace("\n", " ")


def _parts(text: str) -> list[str]:
    return [text] if text else []


def _mark(node: Node) -> str:
    found = hints(node.label)
    if Role.REQUIRED in found and Role.OPTIONAL not in found:
        return "required"
    return "optional" if Role.OPTIONAL in found else ""


def _marked(text: str, mark: str) -> str:
    """The text with the mark behind each name of which it does not say itself what is required."""
    for one in read_packed(text).items if mark else ():
        if one.required is None:
            name = re.compile(rf"(?<![\w.]){re.escape(one.name)}(?![\w.])")
            text = name.sub(f"{one.name} ({mark})", text, count=1)
    return text


def _behind(node: Node) -> str:
    """What an entry says behind the event's name."""
    text = bare_text(node)
    found = NAMES.match(text)
    rest = found["rest"] if found else text[len(node.head) :] if node.head else ""
    return re.sub(r"^\s*(?:\([^()]*\)\s*)?[:–—=\-]?\s*", "", rest).strip()


def _is_list(text: str) -> bool:
    """Names of properties and little else."""
    reading = read_packed(text)
    names = [one.name for one in reading.items]
    return (
        lists_names(text)
        and reading.whole
        and sum(map(is_key_like, names)) * 3 >= len(names) * 2
        and (
            any(map(is_compound, names))
            or any(one.type or one.required is not None for one in reading.items)
            or (len(names) > 1 and all(map(is_key_like, names)))
        )
    )


def told_of(nodes: list[Node]) -> str:
    """What is said about an event in these lines: behind a label, else in a paragraph."""
    labelled = (one.rest for one in nodes if one.about is About.TOLD)
    texts = [one for one in nodes if not one.is_item and not one.is_heading and not one.rest]
    plain = (one.text for one in texts if one.about in {About.OTHER, About.TOLD})
    return next(filter(None, labelled), "") or next(plain, "")


def _told_of_item(node: Node) -> str:
    rest = _behind(node)
    return told_of(node.below) or ("" if _is_list(rest) else rest)


def _payload(nodes: list[Node], name: str, *, is_spelled: bool) -> str:
    """An example of the event's payload, or the code that sends it."""
    sent = re.compile(
        rf"(?:event\w*['\"]?\s*[:=,]|\()\s*['\"]{re.escape(name)}['\"]", re.IGNORECASE
    )
    blocks = [chunk.text for one in nodes for chunk in one.code if "{" in chunk.text]
    return next((one for one in blocks if is_spelled or sent.search(one)), "")


def events_in_code(root: Node) -> Iterator[Outlined]:
    """Events that blocks of code send."""
    for node in root.all():
        for chunk in node.code:
            if found := _CALL.search(chunk.text):
                yield Outlined(found["name"], "", chunk.text)
