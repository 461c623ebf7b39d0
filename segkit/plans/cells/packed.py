"""Properties that share one cell: `order_id*, total (number)`, lines, bullets, JSON, code.

One grammar for all of them (`segkit.plans.cells.entries` reads one entry):

    cell := object | code | entry (separator entry)*
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from segkit.plans.cells.entries import read_entry
from segkit.plans.cells.item import NOTHING, PROGRAMS_SAY, PackedItem
from segkit.plans.cells.listing import read_listing
from segkit.plans.cells.object_text import read_object
from segkit.plans.cells.payloads import read_code, read_payload
from segkit.plans.cells.separators import CLOSE, OPEN, split, split_list
from segkit.plans.cells.telling import as_entry, valued_parts, with_told
from segkit.plans.cells.values import plainly, read_required, read_type, says_required
from segkit.plans.words.looks import is_compound, is_key_like
from segkit.plans.words.misnomers import FILE
from segkit.plans.words.states import without_state
from segkit.plans.words.vocabulary import cell_words, plain, take_apart

_NO_MORE = re.compile(
    r"^Record<\w+, ?never>$|^[_*(\s]*(?:none|no|nothing|n/a)\b[^,;\n]*\b(?:beyond|besides|except|other than|additional|extra|further|standard|default)\b[^,;\n]*$"
    r"|^(?:no|without|keine?|ohne|aucun\w*|sans|sin|ningun\w*|sem|nenhum\w*|nessun\w*|senza)\s+(?:\w+\s+){0,2}"
    r"(?:propert\w+|param\w*|attribut\w*|eigenschaft\w*|propri\w+|propied\w+|props|filt\w+)\b(?:\s+\w+){0,2}[.)_*]*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\w[/:]\w")  # `id/title`, `type:label`: perhaps several
_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦·–—+]\s+|[•‣▪◦·]|[✅➕🆕]\s+|\d{1,2}[.)]\s+)")
_FAMILY = re.compile(
    r"^((?=\S*(?:^\*[_.\-]|[_.\-]\*|[\w$]\*\w))[\w$.\-]*\*[\w$.\-*]*)(?:\s+\w.*)?$|^([\w$.\-]+[_.\-]\*)\s*[(:].*$"
)
_SAME = re.compile(
    r"^(?:(?:the )?same (?:\w+ )?as|see(?: also)?|as (?:in|for|with)|identical to|wie|gleich wie|siehe|idem|come|uguale a"
    r"|igual (?:que|a|ao)|mismo que|o mesmo que|identique à|même que|comme|zelfde als|как в|так же как)\s+(?:for |the )?(.+)$"
    r"|^[与和跟同](?!上)\s*(\S+?)\s*(?:相同|一致|一样|一樣)?$|^(\S+?)\s*(?:と同じ|と同様|와 동일|과 동일|와 같음|과 같음)$",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"(?:(?:async |export )?function \w+ ?\(|(?:const|let|var|def|class|import) \w|//|/\*|if ?\()"
)
_PARTS = re.compile(r"[,:\n\"']")
_QUERY = re.compile(r"\??[\w$.]+=[^&\s,;]*(?:&[\w$.]+=[^&\s,;]*)+")
"""`shade=warm&level=1`."""
_PLUS = re.compile(r"(?:\s+\+\s+|\s+plus\s+|(?<=\w)\s&\s(?=\w+$))(?![^()]*\))")
_VAGUE = frozenset(
    {"details", "detail", "detalles", "detalhes", "dettagli", "context", "contexto", "contexte", "kontext", "more", "others",
     "other", "etc", "extra", "extras", "meta", "metadata", "rest", "additional", "common", "standard", "defaults", "base"}
)  # fmt: skip
"""What stands behind a plus and names nothing: `room + details`."""
_AND_MORE = re.compile(rf"^\s*\+\s*(?:{'|'.join(sorted(_VAGUE))})\s*$", re.IGNORECASE)
_VALUED = re.compile(r"^\s*`?([\w$.]+)`?[?*]?\s*[:=]\s*[^:=]+$")
_IN_BRACES = re.compile(r"`?[a-z]\w*[a-rt-z]`?\s?\{([a-z]+(?:\s*,\s*[a-z]+)+)\}")
"""`shade {warm, cold}`: values, or what it holds."""
_GROUP = re.compile(
    r"^(?:\[[^\[\]]+\]|\{[^{}]+\}|<[^<>]+>|\+\s*.+|\.{3}\w+|(?:Partial|Pick|Omit|Required|Readonly|Record)<.+>)$"
)
_CLAIM = re.compile(
    r"^(?:(required|mandatory|req)|optional|opt)\b(?: (?:properties|parameters|params|props|fields))?\s*[:–—-]\s*",
    re.IGNORECASE,
)
_LED = re.compile(r"^[A-Z][a-z]+(?: [a-z]+){0,4}: (?=`?[a-z]+_\w+`?(?:$|[\s(,:]))")
"""`Shared: order_id`: a word for several, before the first of them."""
_ONE_WORD = re.compile(r"^`?[\w$.]+`?\s*[:：]\s*[^\s()]+$")
"""`way: next`."""
_GLUE = frozenset(["a", "all", "an", "and", "any", "as", "at", "by", "for", "from", "if", "in", "is", "no", "not",
                   "of", "on", "or", "per", "the", "to", "with"])  # fmt: skip
_DESCRIBED = re.compile(r"\s[-–—]\s+\S+\s|:\s+\S+\s+\S+\s")


def same_as(text: str) -> str:
    """The event whose properties these are as well: `same as lamp_lit`, `与 lamp_lit 相同`; or nothing."""
    if text.isalpha() and plain(text) in cell_words("above"):
        return "above"  # `idem`
    found = _SAME.match(text)
    return next(filter(None, found.groups()), "") if found else ""


@dataclass(frozen=True, slots=True)
class PackedReading:
    """What a cell holds.

    Attributes:
        items: Its properties.
        whole: False when some of its text is in none of them.
        families: Names that stand for several (`utm_*`), which no plan can hold.
        groups: Names of groups of properties (`[User Properties]`) that are defined elsewhere.
        event: The event of a payload or of a piece of code.
        call: The call that a piece of code makes.
    """

    items: tuple[PackedItem, ...]
    whole: bool = True
    families: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    event: str = ""
    call: str = ""


_ARGUMENTS = re.compile(r"\(\s*([\w$]+\??\s*:[^()]*|)\)")
"""`(room: string)`, `()`: what a function is given."""


@lru_cache(maxsize=4096)
def read_packed(text: str) -> PackedReading:
    """The properties that a cell lists; none for `n/a`, and not whole for prose."""
    stripped = text.strip()
    if stripped.count("`") == 2 and stripped[0] == stripped[-1] == "`":
        stripped = stripped.strip("`").strip()
    if given := _ARGUMENTS.fullmatch(stripped):
        stripped = given[1].strip()
    if stripped.casefold().strip("_*() ") in {"", *NOTHING} or _NO_MORE.match(stripped):
        return PackedReading(())
    is_group = _GROUP.match(stripped) and " " in stripped and not _PARTS.search(stripped)
    if is_group and stripped[0] == "{" and is_key_like(inner := stripped.strip("{} `")):
        stripped, is_group = inner, None  # `{ room }`
    if stripped[:1] in {"{", "["} and not is_group and (found := read_object(stripped, whole=True)):
        payload = read_payload(found)
        return PackedReading(payload.items, whole=payload.whole, event=payload.event)
    if (code := read_code(stripped)) is not None:
        payload = code.payload
        return PackedReading(
            payload.items, whole=payload.whole, event=code.event or payload.event, call=code.call
        )
    if _PROGRAM.match(stripped):
        return PackedReading((), whole=False)
    cell = _Cell()
    if _QUERY.fullmatch(stripped):
        stripped = stripped.lstrip("?").replace("&", ", ")
    for piece in _pieces(stripped):
        cell.take(piece)
    cell.put_aside()
    return PackedReading(tuple(cell.items), cell.whole, tuple(cell.families), tuple(cell.groups))


@dataclass(slots=True)
class _Cell:
    """What the entries of a cell turned out to be."""

    items: list[PackedItem] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    whole: bool = True
    claim: bool | None = None
    led: set[str] = field(default_factory=set)

    def take(self, piece: str) -> None:
        """One entry: a family, a group, several names, one property, or prose."""
        if found := _CLAIM.match(piece):  # `Required: order_id, total`
            self.claim, piece = bool(found[1]), piece[found.end() :]
        piece = _LED.sub("", piece)
        if piece.startswith(("[", "~~")) and (tagged := without_state(piece))[1]:
            piece = " - ".join(tagged)  # `[DEPRECATED] order_id`
        bare = plainly(piece.strip("`'\"“” "))
        if self.items and says_required(bare) and self._tells():
            # `id: string, required`, `id: string, Pflicht: ja`
            self.items[-1] = replace(
                self.items[-1], required=claim.value if (claim := read_required(bare)) else None
            )
            return
        family = next(filter(None, found.groups()), "") if (found := _FAMILY.match(bare)) else ""
        if family.strip("*"):
            self.families.append(family)
        elif _GROUP.match(bare) or same_as(bare) or _is_group(bare):
            self.groups.append(bare)
        elif items := read_entry(piece):
            braced = _IN_BRACES.fullmatch(piece)
            self.whole &= braced is None or "id" in re.split(r"\W+", braced[1])
            self.led |= {items[-1].name} if _ONE_WORD.match(piece) else set()
            self.items += [
                replace(item, required=self.claim) if item.required is None else item
                for item in items
            ]
        else:
            self.whole = not bare and self.whole
        self.whole &= not (self.items and says_required(self.items[-1].name))

    def _tells(self) -> bool:
        """Nothing but the property before is meant: `way, required`, not `accepted, denied, required`."""
        told = self.items[-1]
        return len(self.items) == 1 or told != PackedItem(told.name)

    def put_aside(self) -> None:
        """What is no property: words in another script among keys, and a type that stands alone."""
        bare = [item for item in self.items if item == PackedItem(item.name)]
        if len(self.items) == 1 and bare and bare[0].name.casefold() in PROGRAMS_SAY:
            others = bare
        else:
            has_keys = any(is_compound(item.name) for item in self.items)
            untold = [item for item in self.items if not (item.type or item.values)]
            others = [item for item in untold if has_keys and not plain(item.name).isascii()]
            self.groups += [item.name for item in bare if has_keys and _names_several(item.name)]
            others += [item for item in bare if item.name in self.groups]
        pairs = zip(self.items, self.items[1:], strict=False)
        self.whole &= not any(one.name in self.led and _may_go_on(one, two) for one, two in pairs)
        self.items = [item for item in self.items if item not in others]
        self.whole &= all(item.name in self.groups for item in others)
        self.whole &= not any(_JOINED.search(item.name) for item in self.items)


def _may_go_on(item: PackedItem, following: PackedItem) -> bool:
    """`way: next, last`: what follows is a further value or a further property."""
    is_word = item == PackedItem(item.name, description=item.description)
    is_bare = following == PackedItem(following.name) and not is_compound(following.name)
    return is_word and is_bare and " " not in following.name


def _names_several(text: str) -> bool:
    """`base parameters` among keys: more of them, wherever they are defined."""
    return " " in text and text.endswith("s") and "field" in take_apart(text).last


def _is_group(text: str) -> bool:
    """`common properties`, `all product params`, `GA4 standard`: several that are defined elsewhere."""
    heading = take_apart(text)
    is_bare = " " in text and not set("([{:") & set(text)
    if is_bare and not heading.unknown and "vendor" in heading.about <= {"vendor", "common"}:
        return True
    is_common = "common" in heading.about or (text.endswith("s") and not heading.unknown)
    return " " in text and is_common and "field" in heading.last


# --- a list's entries -------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[str]:
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
            for part in parts:
                bare = part if _AND_MORE.match(part) else _BULLET.sub("", part)
                first, *more = map(str.strip, _PLUS.split(bare))
                yield from (
                    first,
                    *(f"+ {one}" if one.casefold() in _VAGUE else one for one in more),
                )


def _parts(line: str) -> list[str]:
    """The list's entries; where semicolons part them, a comma parts the values of one: `way: next, last`."""
    parts = split(line, ";")
    several = [part for part in parts if len(split(part, ",")) > 1]
    names = [found[1] if (found := _VALUED.match(part)) else "" for part in several]
    is_parted = len(parts) > 1 and bool(names) and all(names)
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


@lru_cache(maxsize=4096)
def property_of(header: str) -> PackedItem:
    """The property that a column of marks is headed by: `order_id`, `order_id:string`, `order_id | string`."""
    name, bar, kind = header.partition("|")
    if bar and is_key_like(name.strip()) and read_type(kind):
        header = f"{name.strip()}: {kind.strip()}"
    reading = read_packed(header)
    is_entry = len(reading.items) == 1 and reading.whole and bool(reading.items[0].type)
    return reading.items[0] if is_entry else PackedItem(header)


def lists_names(text: str) -> bool:
    """The cell holds several names, or one with what is said of it."""
    reading = read_packed(text)
    several = len(reading.items) + len(reading.families) > 1
    return several or (len(reading.items) == 1 and reading.items[0].name != text.strip("` "))


def lists_typed(text: str) -> bool:
    """Keys, each with its type: what is said of properties is a list of them."""
    reading = read_packed(text)
    return (
        reading.whole
        and bool(reading.items)
        and all(is_key_like(item.name) and bool(item.type) for item in reading.items)
    )


def lists_keys(text: str) -> bool:
    """The cell holds names spelled as keys, one or several: more than words that happen to stand there."""
    reading = read_packed(text)
    is_object = text.lstrip("` ")[:1] in ("{", "[") or bool(reading.event)
    named = [item for item in reading.items if not FILE.search(item.name)]
    return bool(named) and (
        is_object or any(is_compound(i.name) or (i.type and is_key_like(i.name)) for i in named)
    )


def names_file(text: str) -> bool:
    """`hall.dart:34`, `Lamp.ts (light())`: where something stands in a program."""
    return FILE.search(text.split(" ", maxsplit=1)[0]) is not None


def lists_only_keys(text: str) -> bool:
    """The cell holds names as programs have them, whatever is said of each, and no file's."""
    reading = read_packed(text)
    names = [item.name for item in reading.items]
    return (
        bool(names)
        and reading.whole
        and all(map(is_key_like, names))
        and not any(map(FILE.search, names))
    )


def speaks_of_event(text: str) -> bool:
    """The cell holds a payload or a piece of code that says itself of which event or call it is."""
    reading = read_packed(text)
    return bool(reading.event or reading.call)


def are_parted_by_blanks(cells: Sequence[str]) -> bool:
    """`sku price stock_state`: in all of these cells nothing but keys, and only blanks between them."""
    said = [text for text in cells if text.strip().casefold() not in NOTHING]
    lists = [text for text in said if " " in text.strip()]
    keyed = sum(1 for text in lists if any(map(is_compound, text.split())))
    return len(lists) > 1 and 2 * keyed >= len(lists) and all(map(_are_keys, said))


def with_commas(text: str) -> str:
    """Such a list as others are written."""
    return ", ".join(text.split()) if _are_keys(text) else text


def _are_keys(text: str) -> bool:
    return all(
        is_key_like(word) and word[0].islower() and word not in PROGRAMS_SAY | _GLUE
        for word in text.split()
    )


def lists_values(text: str) -> bool:
    """The cell holds several values."""
    listing = read_listing(text)
    return listing is not None and len(listing.values) > 1
