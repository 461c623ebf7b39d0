"""The shape of every answer, and how a list is cut into pages that fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from segkit.agents.boundary import NOTICE, SHORT, compact, crossed
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError

MOST_BYTES = 8000
_HEAD = 4000
_ITEM = 3000
_KEYS = 12
_LIMIT = 20

Json = Mapping[str, object]


@dataclass(frozen=True)
class Found:
    """What a tool found.

    Attributes:
        head: What stands beside the list.
        items: The list; None for an answer without one.
        most: Characters of a text.
    """

    head: Json = field(default_factory=dict)
    items: Sequence[Callable[[], Json] | Json] | None = None
    most: int = SHORT


def size_of(value: object) -> int:
    """Bytes of it on the wire."""
    return len(compact(value).encode("utf-8", "surrogatepass"))


def answer(known: Known, tool: str, asked: Json, found: Found) -> dict[str, object]:
    """The whole answer: as much of the list as fits, and where it goes on.

    Raises `AskedWrongError` for a cursor of another question or snapshot.
    """
    made: dict[str, object] = {
        "notice": NOTICE,
        "evidence": known.evidence,
        "data": shrunk(crossed(found.head, found.most), _HEAD),
        "next": None,
    }
    if found.items is None:
        return made
    question = _question(known, tool, asked)
    start = _start(asked.get("cursor"), question)
    limit = asked.get("limit", _LIMIT)
    data = made["data"]
    assert isinstance(data, dict)  # noqa: S101 (a mapping crosses as one)
    items: list[object] = []
    data |= {"total": len(found.items), "items": items}
    room = MOST_BYTES - size_of(made) - 40
    most = limit if isinstance(limit, int) else _LIMIT
    for one in found.items[start : start + most]:
        most_bytes = _ITEM if items else room
        item = shrunk(crossed(one() if callable(one) else one, found.most), most_bytes)
        room -= size_of(item) + 1
        if room < 0 and items:
            break
        items.append(item)
    end = start + len(items)
    if end < len(found.items):
        made["next"] = f"{end}.{question}"
    return made


def shrunk(value: object, most: int) -> object:
    """The value with its longest lists and texts cut until it fits; its own keys stay."""
    length, text = 50, 480
    while size_of(value) > most and (length > 1 or text > 30):
        value = _shortened(value, length, text, inside=False)
        length, text = max(1, length // 2), max(30, text // 2)
    return value


def _shortened(value: object, length: int, text: int, *, inside: bool = True) -> object:
    if isinstance(value, str):
        return value if len(value) <= text else f"{value[: text - 1]}…"
    if isinstance(value, dict):
        kept = list(value.items())
        kept = kept[: max(length, _KEYS)] if inside else kept
        return {key: _shortened(inner, length, text) for key, inner in kept}
    if isinstance(value, list):
        made = [_shortened(inner, length, text) for inner in value[:length]]
        left = len(value) - len(made)
        # what is left out is said by one of the same kind
        more: list[object] = [{"more": left} if isinstance(value[0], dict) else "…"] if left else []
        return made + more
    return value


def _question(known: Known, tool: str, asked: Json) -> str:
    rest = {key: value for key, value in asked.items() if key not in {"cursor", "limit"}}
    text = json.dumps([known.mark, tool, rest], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _start(cursor: object, question: str) -> int:
    if cursor is None:
        return 0
    number, _, of = str(cursor).partition(".")
    if of != question or not number.isascii() or not number.isdigit():
        raise AskedWrongError(
            "cursor: it belongs to another question or to an older snapshot. "
            "Leave it out to begin again."
        )
    return int(number)
