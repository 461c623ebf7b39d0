"""From a field's name as a sheet writes it to its path in the payload.

Segment's notation for nesting is a dot (`address.city`), and `$` for the elements of an
array (`products.$.sku`); sheets also write `products[].sku` and `products[0].sku`, and
`campaign[source]` for a key. A dotted
name is always read as nesting, because that is what it means in Segment's own plan editor;
a name in which the dot cannot mean that (`1.5 rating`, `e.g. this`, an address) stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from segkit.model.plan import CONTAINERS, ELEMENT

_ROOTS = {
    "identify": frozenset({"userId", "anonymousId"}),
    "group": frozenset({"groupId", "userId", "anonymousId"}),
    "common": frozenset(
        {"userId", "anonymousId", "messageId", "timestamp", "integrations", "type", "event"}
    ),
}
_INDEX = re.compile(r"\.?\[(?:\d*|\*|n|i|x)\](?=\.|\[|$)")
_KEY = re.compile(r"(?<=[\w\]])\[(['\"]?)([^\W\d]\w*)\1\]")
_INSIDE = re.compile(r"(?<=[\w\]])\s+>\s+(?=\w)")
_ELEMENTS = frozenset({"$", "*", ELEMENT})
_NO_NESTING = re.compile(r"^[\d.]|[/\\]|://|\.\.|\s\.|\.\s|\.$")
_DRESS = re.compile(
    r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\[\]]+)\]\((?:https?://|/|\.|%|[\w-]+%20)[^()\s]*\)"
)
_INDENT = re.compile(r"^(?:\s*(?:[↳└├╰→⤷>]+[─—-]*|-{1,2}>|\.{2,})\s*|[-–—•·]\s+|\s{2,}|\t)")


@lru_cache(maxsize=65536)
def split_name(name: str) -> tuple[str, ...]:
    """The segments of a name: `products[].sku` is `("products", "[]", "sku")`.

    White space around the whole name is kept where it stands.
    """
    if "." not in name and "[" not in name and " > " not in name:
        return (name,)
    stripped = _INSIDE.sub(".", name.strip())
    inner = _KEY.sub(r".\2", _INDEX.sub(f".{ELEMENT}", stripped))
    if _NO_NESTING.search(inner):
        return (name,)
    parts = inner.split(".")
    segments = [
        ELEMENT if part in _ELEMENTS or (part.isdigit() and place < len(parts) - 1) else part
        for place, part in enumerate(parts)
    ]
    if segments[0] == ELEMENT or parts[-1].isdigit():
        return (name,)
    before, _, after = name.partition(name.strip())
    if segments[-1] != ELEMENT:
        segments[-1] += after
    segments[0] = before + segments[0]
    return tuple(segments)


@lru_cache(maxsize=65536)
def path_of(name: str, call: str) -> tuple[str, ...]:
    """The path from the payload's root for a name in a table about this call.

    Ids of identify and group calls (`userId`, `groupId`) and `context.…` stand at the
    root, everything else in `traits` or `properties`. A common rule is about the
    whole payload; its plain names are properties.
    """
    segments = split_name(name.removeprefix("$."))
    first = segments[0].strip()
    container = CONTAINERS.get(call)
    if len(segments) > 1 and (
        first in {"context", container} or (container is None and first in {"properties", "traits"})
    ):
        return (first, *segments[1:])
    if first in _ROOTS.get(call, ()) or call == "alias":
        return (first, *segments[1:])
    if call == "common" and first == "context":
        return ("context",)
    return (container or "properties", *segments)


def undressed(name: str) -> str:
    """The name without Markdown around all of it: `` `Order Completed` ``, a link, bold."""
    if name[:1] not in {"`", "*", "["}:
        return name
    found = _DRESS.fullmatch(name.strip())
    return next(text for text in found.groups() if text) if found else name


_BANNER = re.compile(
    r"^\s*[\u2190-\u21ff\u25a0-\u25ff\u2794-\u27be\u2b00-\u2bff\u2022\u2023\u25e6\u276f\u00bb]+\s+(?=\S)"
)
_BLANK = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u3000\u2007\u202f"


_CODE = re.compile(r"`([^`]+)`")
_NUMBERING = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*[.)]?\s+|#+\s+)?(?:(?:track )?event(?: name)?\s*:\s*)?", re.IGNORECASE
)


def name_in_title(title: str) -> str:
    """The event that a tab's or section's title names: `3.1 Event: Order Completed`."""
    code = _CODE.findall(title)
    return (
        code[0].strip() if len(code) == 1 else _NUMBERING.sub("", title, count=1).strip() or title
    )


def unbannered(name: str) -> str:
    """The name without the sign that makes its row a heading: `▶ Order Completed`."""
    found = _BANNER.match(name)
    return name[found.end() :] if found else name


_COUNT = re.compile(r"\s*[#(\[]?(\d+(?:\.\d+)*)[.):\]]*\s+(?=[^\W\d])")


def are_numbered(names: Sequence[str]) -> bool:
    """`1. Order Completed`, `1.1 order_id`: a number of its own stands before each of them."""
    numbers = [found[1] for name in names if (found := _COUNT.match(name))]
    return len(numbers) > 1 and len(set(numbers)) == len(numbers) == len(names)


def without_number(name: str) -> str:
    """The name without that number."""
    return _COUNT.sub("", name, count=1)


_UNSEEN = re.compile("[\u00a0\u00ad\u200b-\u200f\u2007\u202a-\u202f\u2060-\u2064\ufeff]")


def has_unseen(name: str) -> bool:
    """The name holds a character that nobody sees, or takes for a blank."""
    return not name.isascii() and _UNSEEN.search(name) is not None


def unseen_of(name: str) -> str:
    """Such characters of a name by their code: `U+200B`."""
    return ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(_UNSEEN.findall(name)))


def trimmed(name: str) -> str:
    """The name without blanks, seen or unseen, at its ends; an indent that means nesting stays."""
    if name[-1:] not in _BLANK and name[:1] not in _BLANK:
        return name
    return name.rstrip(_BLANK) if is_indented(name) else name.strip(_BLANK)


def is_indented(name: str) -> bool:
    """The name is set off (`↳ city`, two blanks in front) to show that it is nested."""
    return not name[:1].isalnum() and _INDENT.match(name) is not None


def without_sign(name: str) -> str:
    """The name without an arrow that sets it off below nothing; blanks in front stay."""
    return without_indent(name) if is_indented(name) and not name[:1].isspace() else name


def without_indent(name: str) -> str:
    """The name without what sets it off."""
    return _INDENT.sub("", name, count=1)
