"""Which events a heading or an entry of a list names."""

from __future__ import annotations

import re

from segkit.plans.cells.values import says_type
from segkit.plans.markdown.outline import NUMBERED, About, Node
from segkit.plans.shapes.keys import squashed
from segkit.plans.words.headings import call_of_name, call_of_title, hints, is_common
from segkit.plans.words.looks import (
    is_compound,
    is_constant,
    is_event_like,
    is_key_like,
    is_name,
    is_past,
)
from segkit.plans.words.misnomers import FILE
from segkit.plans.words.vocabulary import says_every, take_apart

_LED = re.compile(
    r"^(?:event|ereignis|evento|événement|событие|事件)\b(?:\s+name)?\s*\d*\s*[:.–-]\s*",
    re.IGNORECASE,
)
_NAME = r"[^\W\d][\w$]*(?:[.:/\-][\w$]+)*"
NAMES = re.compile(
    rf"^(?P<names>{_NAME}(?:\s*(?:/|,|\||\bor\b|\band\b|&)\s*{_NAME})*)\s*(?P<rest>[:–—→({{=].*|-\s.*|\.\s.*|)$",
    re.DOTALL,
)
_OF_NAMES = {"event", "name", "key"}
_OF_PAYLOADS = {"example", "payload", "event", "code", "field", "data", "list"}
_SAYING = {"event", "track"}
_AROUND = _SAYING | {"name", "vendor", "filler"}
_ACTIONS = {"action", "event action"}
_BETWEEN = re.compile(r"\s*(?:/|,|\||\bor\b|\band\b|&)\s*")
_CODED = re.compile(r"^\S.*\((?P<name>[^()\s]+)\)$")
_REMARK = re.compile(r"(?<=\w)\s+\([^()]*,[^()]*\)$")
_FEW_WORDS = 3
_OF_CALL = re.compile(
    r"(?P<call>page|screen|track)(?:\s+(?:call|view|event))?\s*[:–—]\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
"""`Page: Article`: a heading that says the call of what it names."""
_SLASH = re.compile(r"\s+/\s+(?![^{]*\})")
_BRACED = re.compile(r"(?P<name>[\w.]+)\s*(?P<fields>\{[^{}]*\})?")
_FORMULA = re.compile(r"\w = \S.*[(/*]")
"""`rate = lamp_lit / lamp_seen`: a measure, and no event."""
_FUNCTION = re.compile(r"^(?:[\w.]+\(\)|[a-z]+(?:[A-Z]\w*)+\(.*\))$")
_SET = re.compile(r"[\w.]+=\S")
"""`utm_medium=cta`."""
_WORD = re.compile(r"[\w.:$]+")
_TITLED = re.compile(
    r"^(?:(?P<name>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\s+[^\x00-\x7f]+|[^\x00-\x7f]+\s+(?P<last>[a-z][a-z0-9]*(?:_[a-z0-9]+)+))$"
)
"""`lamp_lit 点灯`: a name, and its title in another script."""
_BRACKETS = re.compile(r"\([^()]*\)")
_CARRIES = re.compile(
    r"\bevents?\s+(?:\w+ly\s+|also\s+|must\s+|should\s+|will\s+)*"
    r"(?:carr(?:y|ies)|includes?|contains?|has|have|sends?|shares?|comes? with)\s*"
    r"(?:the following\b.*)?:?$",
    re.IGNORECASE,
)
_CARRIES_ELSEWHERE = re.compile(
    r"enthalten|enthält|tragen|trägt|haben|senden|port(?:e|ent)\b|contien|inclu|llevan?\b|tienen?\b|levam?\b|contêm|"
    r"possuem|portano|includono|contengono|bevatten|zawieraj|содерж|携带|包含|含有|附带|带上|含む|含まれ|持つ|付与|포함|"
    r"تحمل|يحمل|تتضمن|يتضمن|تحتوي|يحتوي"
)
_CARRIES_THESE = re.compile(
    r"(?P<every>.*?\bevents?)\s+(?:\w+ly\s+|also\s+|must\s+|should\s+|will\s+)*"
    r"(?:carr(?:y|ies)|includes?|contains?|has|have|sends?)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\b(?:auto(?:matically)?[- ](?:attached|added|appended|included|injected)|(?:attached|added) to (?:every|all|each))\b",
    re.IGNORECASE,
)
_ONLY_JOINTS = re.compile(
    r"(?:[\s,.;:&/+]|\b(?:and|plus|the|both|und|et|y|e|en|i|и|og|och)\b)*", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*(?:\(.*\)|\s[-–—]\s.*|[:–—].*)$", re.DOTALL)


def bare_text(node: Node) -> str:
    """Its words without a number, a sign or "Event:" before them."""
    text = NUMBERED.sub("", node.text).strip() or node.text.strip()
    return _LED.sub("", text).strip() or text


def is_spelled(node: Node) -> bool:
    """It is spelled as only names of events are."""
    short = _ASIDE.sub("", bare_text(node)).strip()
    is_named = is_compound(short) or is_compound(node.head) or _is_beside_names(node, short)
    return is_named or _TITLED.match(short) is not None or bool(_coded(node) or _called(node))


def _is_beside_names(node: Node, word: str) -> bool:
    """`search`, `logout`: a heading of one small word, most of those beside it names of events."""
    if not (node.is_heading and node.above and word.islower() and is_key_like(word)) or hints(word):
        return False
    beside = [one for one in node.above.below if one.level == node.level and one is not node]
    names = sum(is_compound(_ASIDE.sub("", bare_text(one)).strip()) for one in beside)
    return names > 1 and names * 2 > len(beside)


def _coded(node: Node) -> str:
    """The name in brackets behind a title: `lamp_lit` of "Lamp (`lamp_lit`)"; empty for none."""
    found = _CODED.match(bare_text(node))
    name = found["name"] if found else ""
    if found and _speaks_of_several(bare_text(node).removesuffix(f"({name})")):
        return ""  # `Events of the site (`lamps.example`)`
    return name if name in node.spans and is_key_like(name) and not FILE.search(name) else ""


def _called(node: Node) -> list[str]:
    """`Event `lamp_lit``, `The `lamp_lit` event`: the names, where nothing else is said."""
    words = _WORD.findall(_ASIDE.sub("", bare_text(node)))
    names = [
        word
        for word in words
        if (word in node.spans or "_" in word) and is_compound(word) and not FILE.search(word)
    ]
    around = take_apart(" ".join(word for word in words if word not in names))
    is_said = bool(around.about & _SAYING) and around.about <= _AROUND and not around.unknown
    return names if node.is_heading and is_said else []


def is_variant(node: Node) -> bool:
    """`LampsView` below `Event: `screen_view``: one of the ways in which that event is sent."""
    heads = (one for one in node.ancestors() if one.is_heading)
    return node.is_heading and any(
        is_compound(bare_text(one)) and _LED.match(NUMBERED.sub("", one.text)) for one in heads
    )


def names_of_heading(node: Node, *, strict: bool) -> list[str]:
    """The events that a heading names; `strict` when it has to be spelled like one."""
    bare = bare_text(node)
    if node.is_heading and (found := _OF_CALL.match(bare)):
        return [found["name"].strip("` ")]
    told = _coded(node) or call_of_name(bare) or owner_of(bare)
    if called := [told] if told else _called(node):
        return called
    short = _ASIDE.sub("", bare).strip()
    if is_variant(node) or speaks_of_call(bare) or _speaks_of_object(bare) or FILE.search(short):
        return []
    if node.head and (short in {node.head, ""} or _is_of_payload(node, short)):
        return [node.head]
    found = _TITLED.match(short)
    names = [found["name"] or found["last"]] if found else _several(short)
    if all(map(is_compound, names)) or _is_beside_names(node, short):
        return names
    is_heading = node.about is About.EVENTS and (
        _speaks_of_several(bare) or not take_apart(bare).unknown
    )
    is_titled = bare.istitle() and take_apart(bare).unknown > 1  # `Error Fetching Attributes`
    is_short = (is_past(bare) or is_titled) and len(bare.split()) <= _FEW_WORDS
    # `Fields that must be hashed`, and not `Form Field Hashed`
    is_heading |= not (is_short or take_apart(bare).about.isdisjoint({"field", "variable"}))
    # `Lamp Lit (once, at night)`
    bare = _REMARK.sub("", bare)
    # `Lamp Lit – a switch was turned`
    name, _, told = bare.replace("—", "–").partition(" – ")
    bare = name.strip() if " " in told.strip() and is_past(name) else bare
    is_title = node.level == 1 and not (is_past(bare) and _has_properties(node))
    return [] if strict or is_title or is_heading else [bare]


def _is_of_payload(node: Node, short: str) -> bool:
    """`lamp_lit example`, the name as code: what it sends is below."""
    words = take_apart(short.removeprefix(node.head))
    is_said = bool(words.about) and words.about <= _OF_PAYLOADS and not words.unknown
    return is_said and node.head in node.spans and is_compound(node.head) and bool(node.code)


def _has_properties(node: Node) -> bool:
    """A title right below which the properties of one event are: a file for each event."""
    below = [one for one in node.below if one.is_heading and one.about is not About.OTHER]
    return [one.about for one in below] == [About.FIELDS]


def call_in_heading(node: Node) -> str:
    """The call that a heading says before the name: `page` of `Page: Article`; empty for none."""
    found = _OF_CALL.match(bare_text(node)) if node.is_heading else None
    return found["call"].casefold() if found else ""


def _several(text: str) -> list[str]:
    """`lamp_lit/lamp_out` are two events, `lampShade/turned` is one."""
    is_path = "/" in text and " " not in text and not text.islower()
    return [text] if is_path else _BETWEEN.split(text)


def owner_of(title: str) -> str:
    """`Properties of the event lamp_lit`: that event; empty for other headings."""
    bare = _BRACKETS.sub(" ", title)
    keys = [word for word in _WORD.findall(bare) if is_compound(word)]
    if len(keys) != 1 or FILE.search(keys[0]):
        return ""
    about = take_apart(bare.replace(keys[0], " "))
    return keys[0] if "field" in about.about and not about.unknown else ""


def is_code(node: Node) -> bool:
    """It is nothing but a name, in code or in bold."""
    return bool(node.head) and bare_text(node) == node.head and is_key_like(node.head)


def is_sure(node: Node, names: list[str]) -> bool:
    """Its spelling, or what it stands below, says that it names events; words alone may mislead."""
    is_named = all(is_past(name) or call_of_name(name) for name in names)
    return is_code(node) or is_spelled(node) or is_named or is_below_events(node)


def is_below_events(node: Node) -> bool:
    """The heading above speaks of events; that of the whole file says too little."""
    above = next((one for one in node.ancestors() if one.is_heading), None)
    return above is not None and above.level > 1 and above.about is About.EVENTS


def is_below_title(node: Node, items: list[Node]) -> bool:
    """`Core`, right below `Analytics events`, with nothing in its list but names."""
    above = node.above
    is_title = above is not None and above.level == 1 and _speaks_of_several(above.text)
    is_title = is_title and above is not None and not take_apart(above.text).unknown
    return is_title and node.about is not About.FIELDS and all(map(is_mere_name, items))


def is_mere_name(node: Node) -> bool:
    """`lamp_lit`, `LAMP_LIT` and nothing besides."""
    return not node.below and (is_compound(node.text) or is_constant(node.text))


def _speaks_of_several(title: str) -> bool:
    """`Core events`, and not `First event`."""
    words = re.findall(r"\w+", title.casefold())
    return any(word.endswith("s") and "event" in take_apart(word).about for word in words)


def _speaks_of_object(title: str) -> bool:
    """`Lamp event object`: what several events carry."""
    words = take_apart(title)
    return "event" in words.about and words.last == {"object"}


def speaks_of_call(title: str) -> bool:
    """`User traits`, `Common properties`: what is below belongs to a call, not to an event."""
    about = take_apart(title).about
    return bool(about & {"field", "trait", "variable"}) and call_of_title(title) is not None


def is_of_all(node: Node) -> bool:
    """`Global payload (on every event)`, `Every event carries:`: properties of all events are below."""
    about = take_apart(node.label).about
    is_payload = says_every(node.label) and "payload" in about
    is_said = _CARRIES.search(node.text) is not None and says_every(node.text.rstrip(": "))
    if node.text.rstrip().endswith((":", "：")) and _CARRIES_ELSEWHERE.search(node.text):
        is_said |= says_every(node.text.rstrip(":： "))
    above = node.above if node.about is About.FIELDS and not node.is_heading else None
    is_below = above is not None and not is_spelled(above)
    is_below &= above is not None and "common" in take_apart(above.text).about
    is_attached = _ATTACHED.search(node.text) is not None and node.is_heading
    is_attached &= "event" not in take_apart(_BRACKETS.sub("", node.text)).about
    return (
        is_common(node.text)
        or (bool(node.rest) and is_common(node.label))
        or is_attached
        or is_payload
        or is_said
        or is_below
        or bool(carried_by_all(node))
    )


def speaks_of_all(node: Node) -> bool:
    """A sentence that says what every event carries."""
    found = _CARRIES_THESE.match(node.text) if node.spans else None
    return found is not None and says_every(found["every"])


def carried_by_all(node: Node) -> list[str]:
    """`Every event includes `room` and `shade`.`: these names, if it says nothing else."""
    found = _CARRIES_THESE.match(node.text)
    return only_names(node, found["rest"]) if found and speaks_of_all(node) else []


def only_names(node: Node, text: str) -> list[str]:
    """The names written as code in a part of its text; none where it says more than these."""
    names = [name for name in node.spans if is_key_like(name) and name in text]
    for name in names:
        text = text.replace(name, "", 1)
    return names if _ONLY_JOINTS.fullmatch(text) else []


def said_names(node: Node) -> list[str]:
    """The events behind a label: `Event: Lamp Lit`, `Event name: lamp_lit`, `Action: lamp_lit`."""
    if node.label.casefold() in _ACTIONS and is_compound(node.rest):
        return [node.rest]
    words = take_apart(node.label)
    title = node.above.text if node.above else ""
    rest = node.rest.strip("'\"“” ")
    is_key = "key" in words.about and squashed(title) == squashed(rest.strip("`"))
    is_label = is_key or ("event" in words.about and not words.unknown)
    is_label &= words.about - {"list"} <= _OF_NAMES
    is_one = is_name(rest) and not (set(",(") & set(rest) or says_type(rest))
    is_field = node.is_item and node.above is not None and node.above.says_fields
    if node.is_heading or not is_label or not is_one or (is_field and " " in rest):
        return []
    names = _BETWEEN.split(rest)
    if all(map(is_compound, names)):
        return names
    # `Event: Lamp Lit`, and not `Events: those of the hall`
    is_named = "event" in words.last and node.label.rstrip().casefold().endswith("s")
    return [] if is_named and not is_event_like(rest) else [rest]


def names_of_item(node: Node, *, loose: bool = True) -> list[str]:
    """The events that an entry names: spelled as programs do, in code, or in bold like one."""
    text = bare_text(node)
    found = NAMES.match(text)
    names = _BETWEEN.split(found["names"]) if found else []
    is_part = node.head.startswith("_") or node.head.endswith("_")
    if is_part or _FORMULA.search(node.head) or _FUNCTION.match(node.head) or _SET.match(text):
        return []  # a beginning or an end of names, a function, or what is set
    if names and (all(map(is_compound, names)) or (loose and all(map(is_constant, names)))):
        return names
    if any(map(is_compound, names)) and found and " " in found["names"]:
        return names
    is_told = loose or (is_event_like(node.head) and not node.head.isalpha())
    if node.head and text.startswith(node.head) and is_told:
        is_label = hints(node.head) and node.head[0] != "$" and not is_past(node.head)
        return [] if is_label else [node.head.rstrip(": ")]
    carries = any(one.says_fields for one in node.below)
    is_one = len(names) == 1 and is_key_like(names[0]) and not hints(names[0])
    if is_one and found and (loose or carries) and (found["rest"] or node.below):
        return names
    return []


def braced_names(node: Node) -> list[tuple[str, str, str]]:
    """`opened / failed { reason } / shut`: each event with what it carries itself, if not the last."""
    parts = _SLASH.split(bare_text(node))
    found = [_BRACED.fullmatch(part.strip()) for part in parts]
    is_own = len(parts) > 1 and any(one and one["fields"] for one in found[:-1])
    is_own &= all(one and is_compound(one["name"]) for one in found)
    return [(one["name"], "", one["fields"] or "") for one in found if one] if is_own else []


def speaks_of_events(node: Node) -> bool:
    """It, or something that it stands below, speaks of events."""
    return any("event" in take_apart(one.label).about for one in (node, *node.ancestors()))
