"""One property as a list in a cell writes it: `order_id* (string, required): the id`.

entry := mark? name mark? ("(" about ")")* ((":" | "=" | " - ") about)?
about := type, "required", values, an example, or else its description
"""

from __future__ import annotations

import re
from dataclasses import replace

from segkit.plans.cells.about import with_said
from segkit.plans.cells.alternatives import once_named
from segkit.plans.cells.item import NOTHING, PROGRAMS_SAY, PackedItem
from segkit.plans.cells.object_text import read_object
from segkit.plans.cells.payloads import read_payload
from segkit.plans.cells.separators import CLOSE, OPEN, split
from segkit.plans.cells.values import (
    CURRENCIES,
    UNITS,
    read_required,
    read_type,
)
from segkit.plans.words.looks import is_compound, is_key_like

_MARKS = "*?!✱＊"
FOOTNOTE = re.compile(r"(?<=[a-z_][a-z])[¹²³⁰-⁹†‡]+$")
"""`direction²`: the sign of a remark that stands elsewhere, and no part of the name."""
_LEAD = re.compile(
    r"^(\*|✱|\((?:required|optional|\*)\)|\[(?:required|optional)\]|(?:optional|required) (?=[\w.]+\s*(?:[:=(]|$)))\s*(?=\S)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(`?[\w$.]+`?)\s+((?:string|str|integer|int|boolean|bool|float|double|enum)\s*[(\[|<].*)",
    re.IGNORECASE | re.DOTALL,
)
"""`mode enum(dim, bright)`, `shade str | null`: a name, and its type behind nothing but a blank."""
_CALLED = re.compile(r"[\w$]+(?:\.[\w$]+)*\(\)")
_BOLD = re.compile(r"(?<!\w)(\*{1,2})(?=\S)([^*]+)(?<=\S)\1(?!\w)")
_STOP = re.compile(
    r"^(?:see|same|all|any|as|when|if|e\.?g\.?|i\.e\.|etc|example|note|must|should|the|plus|and|or|default|common|"
    r"standard|send|include|no|tbc|todo|without|ohne|sem|sin|sans|senza|zonder)\b(?=.*\s)|^(?:any|etc|tbc|todo|varies|various|depends)\.?$|^[a-z]+-specific$",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    {
        "见下表",
        "见下",
        "同上",
        "如下",
        "见上",
        "下表",
        "下記",
        "下記参照",
        "上記",
        "同上参照",
        "아래 참조",
        "см. ниже",
    }
)
_BETWEEN = re.compile(r"\s*[|/&]\s*|\s+")
_HOLDING = re.compile(
    r"(?P<name>`?[\w$.]+(?:\[\])?`?[*?!]?)(?:\s*[:=]|\s+[–—-]\s|(?=\[\{))\s*(?P<kind>(?:array|list|objects?)(?:\s+of)?(?:\s+objects?)?)?\s*"
    r"(?P<held>\[?\s*\{.+\}\s*\]?(?:\[\])?)",
    re.IGNORECASE | re.DOTALL,
)
_LIST_OF = re.compile(
    r"(?P<name>[\w$.]+)\s*\((?P<kind>(?:list|array)(?P<of> of)?|object)(?: with)?:\s*(?P<held>[^:;()]+,[^:;()]+)\)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"(`?[\w$.]+`?[*?]?)\s*\(((?:array|list|object)s?(?: of)?(?: objects)?:?\s*\[?\{.*)\)",
    re.IGNORECASE | re.DOTALL,
)
"""`lamps (array of { id, shade })`."""
_TITLES = re.compile(r"[A-Z]\w*(?: [A-Z]\w*)*")
"""`Lamp ID`, as some name their properties."""
_NO_MEMBER = re.compile(r"^\{\s*['\"]|\|\s*[\w'\"]+\s*\}$")
"""`{'on', 'off'}`, `{on | off}`: values in braces."""
_NTH = re.compile(r"\[(?:\d+|[in])\]")
_GIVEN = re.compile(
    r"^([\w$.]+)\s+((?:if|when|where) (?:applicable|known|available|present|any|set|provided|given|relevant|needed|possible))$"
    r"|^([a-z]\w*(?:_\w+|[a-z][A-Z]\w*))\s+((?:if|when|where) \S.*)$"
)
"""`shade if known`, `lamp_shade if the lamp has one`: a name, and when it is there."""
_BESIDES = re.compile(
    r"^((?:for|with|in|on|bei|für|mit|pour|avec|chez|para|con|em|com|per|voor|bij|met) \S[^:,(]*?)\s+"
    r"(?:also|additionally|zusätzlich|auch|aussi|en plus|también|además|também|anche|inoltre|ook|extra)"
    r"\s+((?-i:[a-z])\w*)(?=\s*(?:[:=(]|$))",
    re.IGNORECASE,
)
"""`for tea also sugar: none | one`: when a property is there as well, and its name."""
_MEMBER = re.compile(
    r"(?<=[\w`'\"])\s*(?:∈|\bin\b|\bone of\b)\s*[\[({]([^\[\](){}]+)[\])}]\s*$", re.IGNORECASE
)


def _member(found: re.Match[str]) -> str:
    """`shade in [warm, cold]` as `shade (warm, cold)`; `Logged In (Boolean)` is a name."""
    is_word = found[0].lstrip()[:2].casefold() == "in"
    return found[0] if is_word and read_type(found[1]) else f" ({found[1]})"


def read_entry(piece: str) -> list[PackedItem]:
    """One entry, with what its braces say is nested in it; none when it is prose."""
    text = _MEMBER.sub(_member, _BOLD.sub(r"\2", once_named(piece.strip())))
    if _CALLED.match(text) or (held := _holding(text)):
        return (
            [] if _CALLED.match(text) else held
        )  # `analytics.search()`: where it is sent, not what
    required, text = _claimed(text)
    name, rest = _name_and_rest(_SPOKEN.sub(r"\1: \2", text) if _SPOKEN.fullmatch(text) else text)
    bare, marks = _unmarked(_NTH.sub("[]", FOOTNOTE.sub("", name)))
    asides, rest = _asides(rest)
    late = rest[: len(rest) - len(rest.lstrip(_MARKS + " "))].strip()
    if marks + late:
        required = "?" not in marks + late
    item, nested = PackedItem(bare, required=required), list[str]()
    for sign, aside in asides:
        names = [part.strip() for part in split(aside, ",;|")]
        is_type = len(names) == 1 and read_type(aside) is not None
        are_members = sign == "[" and len(names) > 1 and any(map(_is_key, names))
        are_titles = bare.endswith("[]") and all(map(_TITLES.fullmatch, names))
        if (are_titles or all(map(is_key_like, names))) and (
            sign in "{｛" or are_members or (bare.endswith("[]") and not is_type)
        ):
            nested += names
        else:
            item = with_said(item, aside)
    rest = rest.lstrip(_MARKS + " ")
    if rest:
        sign = ":" if rest.startswith("=>") else rest[0]
        item = with_said(item, rest.lstrip(":=>-–—→：/ ").strip(), sign=sign)
    elif not asides:
        item = _spoken(item)
    words = _BETWEEN.split(item.name)
    if len(words) > 1 and all(map(is_compound, words)):
        return [replace(item, name=word) for word in words]
    if is_prose(item.name):
        return []
    inside = [PackedItem(f"{item.name.removesuffix('[]')}[].{inner}") for inner in nested]
    return [_as_array(_by_key(item)), *inside]


def _by_key(item: PackedItem) -> PackedItem:
    """`灯 (lamp_id)`: a title, and the name that is sent."""
    title, key = item.name, item.description
    is_title = not title.isascii() and key.isascii() and is_key_like(key) and key.islower()
    return replace(item, name=key, description=title) if is_title else item


def _holding(text: str) -> list[PackedItem]:
    """`items: [{ sku, qty }]`, `lamp: { id: string }`: a property with what is in it; else nothing."""
    if listed := _LIST_OF.fullmatch(text):  # `items (list of: lamp id, price)`
        names = [part.strip() for part in split(listed["held"], ",")]
        is_list = listed["kind"].casefold() != "object"
        if not is_list or listed["of"] or any(map(_is_key, names)):
            kind, joint = ("array", "[].") if is_list else ("object", ".")
            paths = [listed["name"] + joint + name for name in names]
            return [PackedItem(listed["name"], kind), *map(PackedItem, paths)]
    found = _HOLDING.fullmatch(_IN_BRACKETS.sub(r"\1: \2", text))
    held = read_object(found["held"].removesuffix("[]").strip(), whole=True) if found else None
    if found is None or held is None:
        return []
    name, marks = _unmarked(found["name"])
    inner = read_payload(held).items
    is_list = isinstance(held, list) or found["held"].rstrip().endswith("[]")
    is_list |= bool(found["kind"]) and not found["kind"].casefold().startswith("obj")
    is_list |= name.endswith("[]")
    stem = name.removesuffix("[]")
    if not (inner and is_key_like(stem)) or _NO_MEMBER.search(found["held"]):
        return []
    required = "?" not in marks if marks else None
    own = PackedItem(stem, "array" if is_list else "object", required)
    joint = f"{stem}[]." if is_list else f"{stem}."
    return [own, *(replace(one, name=joint + one.name) for one in inner)]


def _is_key(name: str) -> bool:
    """It names something, and is no value."""
    return name == "id" or is_compound(name)


def _claimed(text: str) -> tuple[bool | None, str]:
    """What stands first, or last, in an entry about its being needed, and the entry without it."""
    if lead := _LEAD.match(text):
        return "optional" not in lead[1].casefold(), text[lead.end() :]
    if besides := _BESIDES.match(text):
        return False, f"{besides[2]} ({besides[1]}){text[besides.end() :]}"
    given = _GIVEN.match(text)
    return (False, " - ".join(filter(None, given.groups()))) if given else (None, text)


def _as_array(item: PackedItem) -> PackedItem:
    """`tags[]: string` is a list of these."""
    if not item.name.endswith("[]") or item.name.count("[]") > 1:
        return item
    found = read_type(item.type) if item.type else None
    is_array = found is not None and "array" in found.types
    kind = item.type if is_array else f"array of {item.type}" if found else "array"
    return replace(item, name=item.name.removesuffix("[]"), type=kind)


def _unmarked(name: str) -> tuple[str, str]:
    """A name without its marks and quotes, and the marks."""
    bare = name.rstrip(_MARKS + " ")
    return bare.strip("`'\"“” "), name[len(bare) :].strip()


def _spoken(item: PackedItem) -> PackedItem:
    """`order_id string required`: a key, and words that each say something of it."""
    first, *words = item.name.split() or [""]
    if not words or not is_key_like(first):
        return item
    if len(words) == 1 and _is_declared(first, words[0]):
        return replace(item, name=words[0], type=first if read_type(first) else "")
    kinds = [
        word
        for word in words
        if read_type(word) and (is_compound(first) or (word in PROGRAMS_SAY and first.islower()))
    ]
    claims = [
        claim
        for word in words
        if word not in kinds and (claim := read_required(word)) and claim.exact
    ]
    is_told = bool(kinds) or (bool(claims) and is_compound(first))  # `order_id optional`
    if not is_told or len(kinds) + len(claims) < len(words):
        return item
    return replace(
        item,
        name=first,
        type=kinds[0] if kinds else "",
        required=claims[0].value if claims else item.required,
    )


def _is_declared(kind: str, name: str) -> bool:
    """`string room`, `LampKind kind`: a type and a name as C writes them."""
    is_kind = kind in PROGRAMS_SAY or _CLASS.fullmatch(kind) is not None
    return is_kind and name[:1].islower() and is_key_like(name) and not read_required(name)


_CLASS = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
_PAIR = re.compile(r"([\w$.]+)([?*]?)(?:(\s*=\s*|:\s+)|:)(\S.*)")
"""`room: hall`, `room=hall`, `room:string`."""
_KEYED = re.compile(r"\w+\[['\"]?(?P<key>[^\W\d]\w{2,})['\"]?\]")
_END_OF_NAME = re.compile(r"\s*[(<{（]|\s*\[(?!\d*\])|\s*[:=：]|\s[-–—→]\s|-\s|\s-|\s//(?=\s)")


def _name_and_rest(text: str) -> tuple[str, str]:
    """The name, quoted or up to the first sign that ends it."""
    if (
        text
        and text[0] in "`'\"“"
        and (close := text.find({"“": "”"}.get(text[0], text[0]), 1)) > 0
    ):
        name, value = text[1:close], text[close + 1 :].strip()
        pair = _PAIR.fullmatch(name) if text[0] == "`" and value[:1] in {"", "("} else None
        if pair and (pair[3] or read_type(pair[4].strip()) or "|" in pair[4]):
            return pair[1] + pair[2], f"= {pair[4]} {value}".strip()
        return name, value
    start = keyed.end() if (keyed := _KEYED.match(text)) and is_key_in(keyed["key"]) else 0
    found = _END_OF_NAME.search(text, start)
    if not found:
        return text, ""
    return text[: found.start()], text[found.start() :].lstrip()


def is_key_in(word: str) -> bool:
    """What stands in brackets behind a name is a key in it, and no type, mark or unit."""
    bare = word.casefold()
    return not (bare in UNITS | CURRENCIES or read_type(word) or read_required(word))


def _asides(text: str) -> tuple[list[tuple[str, str]], str]:
    """What stands in brackets at the beginning, with the bracket, and what follows."""
    found: list[tuple[str, str]] = []
    while (text := text.lstrip()) and text[0] in OPEN:
        depth, place, close = 1, 1, CLOSE[OPEN.index(text[0])]
        while depth and place < len(text):
            depth += (text[place] == text[0]) - (text[place] == close)
            place += 1
        found.append((text[0], text[1 : place - 1 if not depth else place].strip()))
        text = text[place:]
    return found, text


def is_prose(name: str) -> bool:
    """A name of a property has few words and does not end like a sentence."""
    return (
        not name
        or name.count(" ") > 3
        or (name.endswith((".", "!")) and name.count(" ") > 0)
        or name.casefold() in NOTHING
        or _STOP.match(name) is not None
        or name in _ELSEWHERE
        or not any(map(str.isalpha, name))
    )
