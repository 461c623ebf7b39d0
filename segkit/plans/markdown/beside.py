"""What stands side by side in a text: headings below one, entries of one list.

Where some of these name events or properties of the plan, the others should as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from segkit.plans.cells.packed import read_packed
from segkit.plans.markdown.belonging import is_part
from segkit.plans.markdown.event_names import bare_text, is_code, names_of_heading, names_of_item
from segkit.plans.markdown.outline import Node
from segkit.plans.markdown.shown_payload import given_in
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.headings import call_of_name, hints
from segkit.plans.words.looks import is_compound, is_name, is_past, spelling
from segkit.plans.words.vocabulary import take_apart

_ENDS = re.compile(r"\s*(?:[:：({=]|\s[-–—→]\s).*", re.DOTALL)
_LABEL = re.compile(r"[A-Z][\w /&-]{0,40}:(?:\s|$)")
_LISTED = re.compile(r"[\w`]\s*[(:{]\s*([^.;(){}]+(?:(?:,|\s/\s)[^.;(){}]+)+)[)}.]?$")
_FEW_WORDS = 3
_MOST_WORDS = 6
_LITTLE = 200
_OF_EVENT = re.compile(r"\b(?:events?|sent|fire[sd]?|triggered|logged|tracked)\b", re.IGNORECASE)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Beside:
    """A heading or an entry among others.

    Attributes:
        text: What it is called.
        names: What it may name: events or properties.
        where: What it stands below.
        group: The same for all that stand side by side; a number for headings of one level.
        is_heading: A heading, and no entry of a list.
        listed: Words in a list behind it: `(room, how bright)`; of a heading, what code below it is given.
        below: What headings below it may name.
    """

    text: str
    names: tuple[str, ...]
    where: str
    group: str
    is_heading: bool
    listed: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def beside(root: Node) -> Iterator[Beside]:
    """All headings and entries of lists that may name something, in the file's order."""
    for node in root.all():
        for one in node.below:
            if one.is_heading and not (is_part(one) or _holds_more(one)):
                names = names_of_heading(one, strict=False)
                yield from _one(one, f"{id(node)}:{one.level}", names)
                yield from _one(one, f"{one.level}", names)
            elif one.is_heading:
                yield _above(one)
            elif one.is_item:
                yield from _one(one, f"{id(node)}:", names_of_item(one))


def _above(node: Node) -> Beside:
    """A heading with what those below it may name; it is of no group."""
    heads = [one for one in node.all() if one.is_heading and one is not node and not is_part(one)]
    below = tuple(name for one in heads for name in names_of_heading(one, strict=False))
    names = tuple(names_of_heading(node, strict=False))
    return Beside(node.text, names, node.text, "", is_heading=True, below=below)


def unread(root: Node, known: Collection[str]) -> Iterator[Node]:
    """Headings that name no event so far, where most of their level do.

    Those with nothing but text below them only if they are spelled as the others.
    `known`: the events that are read, without the signs between their words.
    """
    levels: dict[int, list[Node]] = {}
    for node in root.all():
        if node.is_heading:
            levels.setdefault(node.level, []).append(node)
    for nodes in levels.values():
        read = [one for one in nodes if _is_read(one, known)]
        named_as_code = [one for one in nodes if is_code(one) and is_compound(one.head)]
        are_code = len(named_as_code) == len(nodes) and bool(read)
        if not are_code and (len(read) <= _FEWEST or len(read) * 2 < len(nodes)):
            continue
        are_most = len(read) * 3 > 2 * len(nodes)
        named = [name for one in read for name in names_of_heading(one, strict=False)]
        shapes = {shape_of(name) for name in named if squashed(name) in known}
        have_code = are_most and sum(bool(one.code) for one in read) * 2 > len(read)
        for one in nodes:
            if _is_read(one, known) or is_part(one):
                continue
            name = next(iter(names_of_heading(one, strict=False)), "")
            is_alike = shape_of(name) in shapes and (
                is_compound(name) or "_" in name or (are_most and _is_told(one))
            )
            if name and (is_alike or (have_code and one.code)):
                yield one


def _is_told(node: Node) -> bool:
    """Little is said of it, as of an event, or that it is one."""
    texts = [one.text for one in node.below if not one.is_item]
    return sum(map(len, texts)) <= _LITTLE or bool(texts and _OF_EVENT.search(texts[0]))


def _is_read(node: Node, known: Collection[str]) -> bool:
    names = names_of_heading(node, strict=False)
    return _says_call(node) or any(squashed(name) in known for name in names)


def _says_call(node: Node) -> bool:
    return call_of_name(bare_text(node)) is not None


def shape_of(name: str) -> str:
    """How a name is spelled: joined by which sign, and with which words in capitals."""
    words = re.findall(r"[^\W\d_]+", name)
    capitals = "Aa" if all(word[0].isupper() for word in words) else "aa"
    return spelling(name) + (capitals if len(words) > 1 else "")


def _holds_more(node: Node) -> bool:
    """It stands above tables or headings of its own, or says nothing but what plans are made of."""
    is_title = not take_apart(node.label).unknown and bool(node.label)
    return bool(node.tables) or is_title or any(one.is_heading for one in node.below)


def _one(node: Node, group: str, names: list[str]) -> Iterator[Beside]:
    text = _ENDS.sub("", bare_text(node)).strip(" .*`")
    is_short = is_name(text) and len(text.split()) <= _MOST_WORDS
    is_label = not node.is_heading and (
        _LABEL.match(node.text) or (hints(text) and not is_past(text))
    )
    if not is_short or (is_label and node.head not in node.spans):
        return
    packed = [] if node.is_heading else [one.name for one in read_packed(node.text).items]
    where = node.above.text if node.above else ""
    found = dict.fromkeys(filter(None, (*names, node.head, text, *packed)))
    behind = _LISTED.search(node.text)
    listed = tuple(part.strip(" .`") for part in re.split(r",|\s/\s", behind[1])) if behind else ()
    are_short = all(len(part.split()) <= _FEW_WORDS for part in listed)
    if node.is_heading:
        listed, are_short = given_in(node, names), True
    yield Beside(text, tuple(found), where, group, node.is_heading, listed if are_short else ())
