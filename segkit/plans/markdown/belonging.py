"""What belongs to an event that a heading or an entry names: its properties and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segkit.plans.cells.packed import lists_names, read_packed
from segkit.plans.cells.separators import OPEN
from segkit.plans.markdown.coded_values import values_in
from segkit.plans.markdown.event_names import NAMES, bare_text, is_spelled, only_names
from segkit.plans.markdown.outline import About, Node
from segkit.plans.markdown.property_items import is_property, parted, states_type
from segkit.plans.markdown.typed_code import typed_lines
from segkit.plans.shapes.keys import PLATFORMS
from segkit.plans.words.headings import call_of_value, hints
from segkit.plans.words.looks import is_compound, is_done, is_key_like, is_past, says_deed
from segkit.plans.words.role import Role
from segkit.plans.words.vocabulary import take_apart

_TOLD = re.compile(r"[\w.$]+\??:\s*\S")
_NONE = re.compile(
    r"(?:none|nothing|n/a|no (?:properties|parameters|params))\b(?:\s*[—–(.;,-]|\s*$)",
    re.IGNORECASE,
)
_MOST_WORDS = 3
_FEWEST = 2
_JOINT = re.compile(r"\s*(?:[,/&+]|\band\b|\bund\b|\bet\b|\be\b|\by\b)\s*")
_SAYS = re.compile(r"\s*(?:[:：=–—]|-\s)")
_BRACKETS = re.compile(r"\([^()]*\)")
_WITH = re.compile(r"(?:with|mit|avec|con|com|met|med|z|с)\s+(\S.*)()$", re.IGNORECASE)
_AT_END = re.compile(r"\(([^()]+)\)\.?$|\.\s+([^.]+)\.?$")
_WHOLLY_BRACKETED = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)\s*(?:[.;]?$|[-–—:]\s)", re.DOTALL)
_NEXT_SENTENCE = re.compile(r"\w\w\.\s+[A-Z]\w+ \w")
_HOLDS = re.compile(r"\b(?:object|array|list|map|nested|fields?|propert|with)", re.IGNORECASE)
_JOINING = frozenset({"plus", "and", "or", "und", "et", "y"})
_SENTENCES = re.compile(r"[.;]\s+")
_FIELDS = {Role.FIELD, Role.PACKED}
_PARTS = {About.FIELDS, About.NOTHING, About.TOLD}
OF_SOME = re.compile(
    r"\(?(?:only )?(?:for|on|in|bei|f[uü]r|pour|para|per|voor|de) (?:the )?([^()]+?)(?: events?| only)?\)?",
    re.IGNORECASE,
)
"""`for `lamp_lit`` and `(only in `lamp_lit`)`: the events that alone carry a property."""


def is_part(node: Node) -> bool:
    """A heading or label of a part of what is above it, such as "Properties" or "Details".

    What has such parts itself and says more is none: "Variable Selected" is an event.
    """
    if node.about not in _PARTS or is_spelled(node):
        return False
    is_titled = take_apart(node.text).unknown > 1
    if is_titled and (is_past(node.text) or _is_among_others(node)):
        return False  # `Order Field Added` is an event, `Fields Used` none
    has_parts = any(one.is_heading and one.about in _PARTS for one in node.below)
    return not (node.is_heading and has_parts and take_apart(node.label).unknown)


def _is_among_others(node: Node) -> bool:
    """Several headings stand beside it, and few of these are of a part."""
    beside = [one for one in node.above.below if one.is_heading] if node.above else []
    others = [one for one in beside if one is not node]
    parts = sum(one.about in _PARTS for one in others)
    return node.is_heading and len(others) > _FEWEST and parts * 2 < len(others)


def near(node: Node) -> list[Node]:
    """A heading with the paragraphs, lists and headings below it that name nothing themselves."""
    found = [node]
    for one in node.below:
        if not one.is_heading:
            found.append(one)
        elif is_part(one):
            found += near(one)
    return found


def fields_of(node: Node, *, is_event: bool) -> Iterator[str]:
    """Properties that a node lists: behind a label, below it, or one in each entry."""
    items = [one for one in node.below if one.is_item]
    if node.about is About.FIELDS:
        mark = mark_of(node)
        if node.rest and not node.is_heading and (found := typed_lines(node.rest.rstrip(". "))):
            yield from found
        elif node.rest and not node.is_heading and not _says_nothing(node.rest):
            yield from (marked(part, mark) for part in _parts(_led_by_code(node)))
        yield from (marked(line, mark) for one in items for line in lines_of(one))
        yield from (line for chunk in node.code for line in _told_in(chunk.text))
    elif node.is_heading and items and is_event and all(is_property(one) for one in items):
        yield from (line for one in items for line in lines_of(one))


def _says_nothing(text: str) -> bool:
    """`none — the page says it all`, or sentences about the properties, and no list of them."""
    if _NONE.match(text):
        return True
    return _NEXT_SENTENCE.search(text) is not None and not is_list(text.partition(". ")[0])


def _told_in(code: str) -> list[str]:
    """`room: string — where`, one to a line; none where the code is a language."""
    lines = list[str]()
    for line in code.splitlines():
        if line[:1].isspace() and line.strip() and lines:  # it goes on with the one above
            lines[-1] += (" " if line.strip()[0] in "|,/" else " — ") + line.strip()
        elif line.strip():
            lines.append(line)
    return lines if all(map(_TOLD.match, lines)) and not set("{};") & set(code) else []


def item_fields(node: Node) -> list[str]:
    """The properties of an entry that names an event: below it, or behind the name."""
    lines = [line for one in node.below for line in fields_of(one, is_event=False)]
    if not lines and node.below and _list_names(node):
        lines = [line for one in node.below for line in lines_of(one)]
    if not lines and (listed := _in_brackets(node)):
        return [listed]
    rest = behind(node)
    if not lines and (typed_rest := typed_lines(rest.rstrip(". "))):
        return typed_rest
    if not lines and rest and is_list(rest):
        lines = _parts(rest)
    # `lamp_lit` with `room` and `shade`, `lamp_lit` — the lamp is lit (`room`)
    found = _WITH.match(rest) or _AT_END.search(rest)
    return lines or said_in_words(rest) or (only_names(node, found[1] or found[2]) if found else [])


def _list_names(node: Node) -> bool:
    """Properties below an event; single words among keys, or below what only an event is called."""
    words = [one.text for one in node.below if not is_property(one)]
    are_plain = all(is_key_like(one) and one.islower() and one not in PLATFORMS for one in words)
    is_event = node.head in node.spans and is_compound(node.head) and says_deed(node.head)
    return are_plain and (is_event or len(words) < len(node.below))


def _in_brackets(node: Node) -> str:
    """`lamp_lit (properties: room, shade)`: what the brackets right behind the name list."""
    text = bare_text(node)
    found = NAMES.match(text)
    rest = found["rest"] if found else text.removeprefix(node.head) if node.head else ""
    inside = _WHOLLY_BRACKETED.match(rest.strip())
    if inside is None:
        return ""
    label, colon, said = inside[1].partition(":")
    if colon and _FIELDS & hints(label).keys() and not take_apart(label).unknown:
        return said.strip()
    return inside[1] if is_list(inside[1]) and not _are_words(inside[1], node.head) else ""


def _are_words(listed: str, name: str) -> bool:
    """`lamp_lit (Hall / Tea Room)`: words with capitals behind a name without any are no names."""
    words = [part.strip() for part in re.split(r"[/,|]", listed)]
    return name.islower() and all(word.istitle() for word in words)


def said_in_words(text: str) -> list[str]:
    """`Is lit. Properties: room, shade`: what a label behind a sentence lists."""
    parts = (part.partition(":") for part in _SENTENCES.split(text)[1:])
    return [
        rest.strip(" .") for label, colon, rest in parts if colon and _FIELDS & hints(label).keys()
    ]


def lines_of(node: Node) -> Iterator[str]:
    """A property with what is said about it; below it stand its values or what is in it."""
    below = [one.head or one.text for one in node.below]
    led, rest = _led(node)
    is_group = node.head in node.bold and node.head.istitle() and is_list(node.rest)
    if is_group:  # **Web**: room, shade
        yield node.rest
    elif len(led) > 1 and (
        rest[:1] not in OPEN or OF_SOME.fullmatch(rest)
    ):  # `room` and `shade` when it is lit
        yield from (f"{name} — {rest}" if rest else name for name in led)
    elif (found := _values_of(node))[0]:
        yield f"{node.head} ({' | '.join(found[0])})" + (f" — {found[1]}" if found[1] else "")
    elif below and all(map(is_key_like, below)) and _are_values(node):
        yield f"{node.head or led[0]} ({' | '.join(below)}) — {rest}"
    elif below and (all(map(is_compound, below)) or all(map(_is_typed, node.below))):
        yield node.text
        name = node.head or parted(node)[0]
        for one in node.below:
            yield from (f"{name}.{line}" for line in lines_of(one))
    elif below and all(map(is_key_like, below)):
        yield f"{node.text.rstrip(': ')} ({' | '.join(below)})"
    else:
        text = node.text.replace("\n", " ")
        known = {one.name for one in read_packed(text).items} if led and rest else {text}
        is_told = bool(led and rest) and led[0] not in known  # `room` where the lamp stands
        yield f"{led[0]} — {rest}" if is_told else text


def _are_values(node: Node) -> bool:
    """Something is said of the property, and neither that it is an object nor of which type its entries are."""
    _, told = _led(node)
    entries = [item for one in node.below for item in read_packed(one.text).items]
    is_held = _HOLDS.search(told) is not None or any(one.type for one in entries)
    return " " in told and not is_held


def _is_typed(node: Node) -> bool:
    """An entry that says of which type it is: `length (integer, required): in millimetres`."""
    items = read_packed(node.text.partition("\n")[0]).items
    is_told = bool(node.head and items and items[0].type and items[0].name == node.head)
    return node.is_item and (is_told or states_type(node))


def _led(node: Node) -> tuple[list[str], str]:
    """The names written as code that it begins with, and what follows them."""
    names, rest = list[str](), node.text
    for span in node.spans:
        joint = _JOINT.match(rest) if names else None
        bare = rest[joint.end() :] if joint else rest
        if (names and not joint) or not bare.startswith(span) or not is_key_like(span):
            break
        names.append(span)
        rest = bare.removeprefix(span)
    return names, rest.strip(" .:–—-")


def _values_of(node: Node) -> tuple[list[str], str]:
    """`state`: `on`, `off` (of a lamp): the values that alone stand behind the name, and the rest."""
    bare = node.text.removeprefix(node.head)
    is_said = node.spans[:1] == (node.head,) and _SAYS.match(_BRACKETS.sub("", bare))
    return values_in(bare, node.spans[1:]) if is_said else ([], "")


def _parts(text: str) -> list[str]:
    return [text] if text else []


def _led_by_code(node: Node) -> str:
    """`room`, `shade`, plus error `message`: what is behind the label, a word before a name aside."""
    text = node.rest
    for part in text.split(",") if len(node.spans) > 1 else ():
        named = [span for span in node.spans if part.strip().endswith(f" {span}")]
        words = part.strip().removesuffix(named[0]).split() if named else []
        if words and words[0] in _JOINING and not hints(" ".join(words[1:])):
            text = text.replace(part, f" {named[0]} — {' '.join(words[1:])}".rstrip(" —"))
    return text


def mark_of(node: Node) -> str:
    """What a heading or label says of all that it stands above: `required`, `optional`, or nothing."""
    found = hints(node.label)
    if Role.REQUIRED in found and Role.OPTIONAL not in found:
        return "required"
    return "optional" if Role.OPTIONAL in found else ""


def marked(text: str, mark: str) -> str:
    """The text with the mark behind each name of which it does not say itself what is required."""
    for one in read_packed(text).items if mark else ():
        if one.required is None:
            name = re.compile(rf"(?<![\w.]){re.escape(one.name)}(?![\w.])")
            text = name.sub(f"{one.name} ({mark})", text, count=1)
    return text


def behind(node: Node) -> str:
    """What an entry says behind the event's name."""
    text = bare_text(node)
    found = NAMES.match(text)
    rest = found["rest"] if found else text[len(node.head) :] if node.head else ""
    return re.sub(
        r"^\s*(?:[^\w\s({:–—→=\-`'\"]+\s*)?(?:\([^()]*\)\s*)?[:–—→=\-]?\s*", "", rest
    ).strip()


def is_list(text: str) -> bool:
    """Names of properties and little else."""
    reading = read_packed(text)
    names = [one.name for one in reading.items]
    return (
        (lists_names(text) or is_compound(text))
        and reading.whole
        and sum(map(is_key_like, names)) * 3 >= len(names) * 2
        and (
            text[:1] == "{"
            or any(map(is_compound, names))
            or any(one.type or one.required is not None for one in reading.items)
            or (len(names) > 1 and all(map(is_key_like, names)))
        )
    )


def call_of(nodes: list[Node]) -> str:
    """The call that a line says: `Call: page`, `Type: identify`; empty where none does."""
    said = (
        one
        for one in nodes
        if Role.CALL in hints(one.label) and one.head not in one.spans and _says_call(one)
    )
    found = next((one for one in said if not _tells_category(one)), None)
    return found.rest.strip("` ") if found else ""


def _says_call(node: Node) -> bool:
    return call_of_value(node.rest.strip("` ")) is not None


def _tells_category(node: Node) -> bool:
    """`Event type: user`, where others of the file are `Event type: game`."""
    *_, root = node.ancestors()
    return any(one.rest and one.label == node.label and not _says_call(one) for one in root.all())


def told_of(nodes: list[Node]) -> str:
    """What is said about an event in these lines: behind a label, else in a paragraph."""
    labelled = (one.rest for one in nodes if one.about is About.TOLD)
    texts = [
        one for one in nodes if not (one.is_item or one.is_heading or (one.rest and _is_short(one)))
    ]
    plain = (one.text for one in texts if one.about in {About.OTHER, About.TOLD})
    return next(filter(None, labelled), "") or next(plain, "")


def labels_of(nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    """`Owner: the shop`, `Value: 1 to 5`: what else lines say of an event, by their labels."""
    said = {
        one.label.strip(): one.rest
        for one in nodes
        if one.about is About.OTHER and one.rest and one.head not in one.spans and _labels(one)
    }
    return tuple(said.items())


def _is_short(node: Node) -> bool:
    return len(node.label.split()) <= _MOST_WORDS


def _labels(node: Node) -> bool:
    """It begins with a label of a few words, and with no name and no sentence."""
    label = node.label.strip()
    return _is_short(node) and label[:1].isalpha() and not (is_compound(label) or hints(label))


def told_of_item(node: Node) -> str:
    """What an entry says about its event: below it, or behind the name."""
    rest = behind(node)
    return told_of(node.below) or ("" if is_list(rest) else rest)


def typed(nodes: list[Node]) -> list[str]:
    """The properties that a block of code declares as types."""
    blocks = (typed_lines(chunk.text) for one in nodes for chunk in one.code)
    return next(filter(None, blocks), [])


def events_in_group(name: str, lines: list[str]) -> list[str]:
    """`Session: session_start, session_end`: the events of a group; none for an event's properties."""
    items = [one for line in lines for one in read_packed(line).items]
    names = [one.name for one in items]
    done = [one.name for one in items if is_done(one.name) and not one.type]
    return names if not is_done(name) and len(names) > 1 and len(done) * 2 > len(names) else []
