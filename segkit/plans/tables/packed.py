"""Properties that share one cell: `order_id*, total (number)`, bullets, a JSON example."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from segkit.plans.tables.values import read_required, read_type


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One property of a list in a cell.

    Attributes:
        name: As written, nesting in it as `a.b` or `a[].b`.
        type: The type's word, or empty.
        required: What the list says about it; None when it says nothing.
        description: What follows the name, if it is no type.
        example: The value of a JSON example.
    """

    name: str
    type: str = ""
    required: bool | None = None
    description: str = ""
    example: object | None = None


@dataclass(frozen=True, slots=True)
class PackedReading:
    """A cell's properties; `whole` is False when some of its text is in none of them."""

    items: tuple[PackedItem, ...]
    whole: bool = True


_NOTHING = frozenset(
    {"none", "n/a", "na", "-", "–", "—", "no properties", "no props", "nothing", "null", "{}", "[]",
     "none.", "no"}
)  # fmt: skip
_BULLET = re.compile(r"^\s*(?:[-*•‣▪◦·–—+]\s+|[•‣▪◦·]|\d{1,2}[.)]\s+)")
_ITEM = re.compile(
    r"""^\s*[`"']?(?P<name>[^\s`"'(:=<*?,;][^`"'(:=<*?,;]*?)[`"']?\s*
    (?P<mark>[*?]|\(\*\))?\s*
    (?:\((?P<aside>[^()]*(?:\([^()]*\)[^()]*)*)\)|<(?P<angle>[^<>]+)>)?\s*(?P<late>\*)?\s*
    (?:(?:[:=]|\s[-–—]|-\s)\s*(?P<rest>.*))?$""",
    re.VERBOSE | re.DOTALL,
)
_TOP_LEVEL = re.compile(r"""([,;|•\n](?![^()<>{}]*[)>}]))""")
_CODE = re.compile(r"^(?:\w+\.)*analytics\.\w+\(.*?(\{.*\})", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"'([^'\"\\\n]*)'")
_KEY = re.compile(r"([{,\n]\s*)([A-Za-z_$][\w$.]*)\s*:")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_SMART_QUOTES = str.maketrans("“”„‘’", '"""\'\'')


def read_packed(text: str) -> PackedReading:
    """The properties that a cell lists; none for `n/a`, and not whole for prose."""
    stripped = text.strip()
    if stripped.casefold() in _NOTHING:
        return PackedReading(())
    if stripped.startswith(("{", "[")) and (example := _json_of(stripped)) is not None:
        return PackedReading(tuple(_from_json(example, "")))
    if (code := _CODE.match(stripped)) and (example := _json_of(code[1])) is not None:
        return PackedReading(tuple(_from_json(example, "")), whole=False)
    items, whole = [], True
    for piece in _pieces(stripped.strip("{}")):
        item = _read_item(piece)
        if item is None:
            whole = False
        else:
            items.append(item)
    return PackedReading(tuple(items), whole)


def _pieces(text: str) -> Iterator[str]:
    """The list's entries, by lines first; a line of bare names is cut at its commas."""
    lines = [_BULLET.sub("", line) for line in text.splitlines() if line.strip(" ,;\t")]
    for line in lines:
        parts = [part for part in _TOP_LEVEL.split(line) if part not in {",", ";", "|", "•", "\n"}]
        parts = [part for part in parts if part.strip()]
        if len(lines) > 1 and any(_is_description(part) for part in parts[1:]):
            yield line.strip().rstrip(",;")
        else:
            yield from (_BULLET.sub("", part).strip() for part in parts)


def _is_description(part: str) -> bool:
    """Text after a comma that goes on describing the property of its line."""
    head = re.split(r"[(:=<]", part, maxsplit=1)[0].strip()
    return head.count(" ") > 1 or read_required(head) is not None or bool(read_type(head))


def _read_item(piece: str) -> PackedItem | None:
    """One entry; None when it is prose rather than a name."""
    found = _ITEM.match(piece)
    if not found or _is_prose(found["name"].strip()):
        return None
    aside = found["aside"] or found["angle"] or ""
    kind, required, description = _read_aside(aside)
    if found["mark"] == "?":
        required = False
    elif found["mark"] or found["late"]:
        required = True
    rest = (found["rest"] or "").strip()
    if rest and not kind:
        kind, claim, rest = _type_first(rest)
        required = claim if claim is not None else required
    description = " ".join(part for part in (description, rest) if part)
    return PackedItem(found["name"].strip(), kind, required, description)


def _type_first(rest: str) -> tuple[str, bool | None, str]:
    """`string, required - the id` into its type, its claim, and what remains."""
    if read_type(rest):
        return rest, None, ""
    head, separator, tail = rest.partition(" - ")
    if not separator:
        found = re.match(r"^([\w\[\]<> |/-]+?)\s*([,;(.:–—]\s*|\s\()(.*)$", rest, re.DOTALL)
        if not found:
            return "", None, rest
        head, tail = found[1], found[3].removesuffix(")") if "(" in found[2] else found[3]
    if not read_type(head.strip()):
        return "", None, rest
    claim = read_required(tail)
    if claim and claim.exact:
        return head.strip(), claim.value, ""
    return head.strip(), None, tail.strip()


def _read_aside(aside: str) -> tuple[str, bool | None, str]:
    """What parentheses after a name say: type, required, and the rest of it."""
    if read_type(aside):
        return aside.strip(), None, ""
    kind, required, rest = "", None, []
    for part in re.split(r"[,;]", aside):
        claim = read_required(part) if part.strip() else None
        if not kind and read_type(part.strip()):
            kind = part.strip()
        elif claim and claim.exact:
            required = claim.value
        elif part.strip():
            rest.append(part.strip())
    return kind, required, ", ".join(rest)


def _is_prose(name: str) -> bool:
    """A name of a property has few words and does not end like a sentence."""
    return (
        not name
        or name.count(" ") > 3
        or (name.endswith((".", "!")) and name.count(" ") > 0)
        or name.casefold() in _NOTHING
        or not any(letter.isalnum() for letter in name)
    )


def _json_of(text: str) -> dict[str, object] | None:
    """The JSON in a cell, also when keys are bare or a comma is left at the end."""
    plain = text.translate(_SMART_QUOTES)
    tidied = _TRAILING_COMMA.sub(r"\1", _KEY.sub(r'\1"\2":', plain))
    for candidate in (plain, tidied, _SINGLE_QUOTED.sub(r'"\1"', tidied)):
        try:
            found = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        items = found if isinstance(found, list) else [found]
        if items and all(isinstance(item, dict) for item in items):
            example: dict[str, object] = items[0]
            return example
    return None


def _from_json(value: object, prefix: str) -> Iterator[PackedItem]:
    """The keys of an example, parents before children, with their values as examples."""
    if not isinstance(value, dict):
        return
    for key, held in value.items():
        name = f"{prefix}{key}"
        if isinstance(held, dict):
            yield PackedItem(name, "object")
            yield from _from_json(held, f"{name}.")
        elif isinstance(held, list):
            yield PackedItem(name, "array")
            yield from _from_json(held[0] if held else None, f"{name}[].")
        elif isinstance(held, str) and read_type(held):
            yield PackedItem(name, held)
        else:
            yield PackedItem(name, example=held)
