"""Whether something is a call that Segment takes at all.

What the spec asks of each of the six calls, and Segment's size limit. Whether the call keeps
to the customer's plan is another question (`segkit.validation`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from segkit.errors import InputFileError
from segkit.model.plan import CALLS

MOST_BYTES = 32 * 1024
"""Segment refuses a larger call (docs: libraries/server/http-api)."""

MOST_LEVELS = 200
"""Deeper than any call is meant to be, and well within Python's own stack."""

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "track": ("event",),
    "group": ("groupId",),
    "alias": ("userId", "previousId"),
}
_OBJECTS = ("properties", "traits", "context", "integrations")
_FILLED_IN = frozenset({"previousId"})
_SETS_IDS = frozenset({"web", "mobile"})


def check_call(call: object, source_kind: str) -> Mapping[str, object]:
    """The call, when it is one that Segment takes.

    Args:
        call: As it is sent.
        source_kind: The library of a website or an app fills in ids that a server has to give.

    Raises:
        InputFileError: It has no type, lacks what its type needs, or is too large.
    """
    if not isinstance(call, Mapping):
        raise InputFileError(
            "This is no call: it is no JSON object.", 'write one like {"type": "track", …}.'
        )
    kind = call.get("type")
    if kind not in CALLS:
        said = "The call has no type." if kind is None else f"The call's type is {kind!r}."
        raise InputFileError(said, f'write "type" with one of: {", ".join(CALLS)}.')
    for name in _needs(str(kind), source_kind):
        if not isinstance(call.get(name), str) or not call[name]:
            raise InputFileError(
                f"The {kind} call has no {name}.", f'write "{name}" with a text that is not empty.'
            )
    for name in _OBJECTS:
        if name in call and not isinstance(call[name], Mapping | None):
            raise InputFileError(f"The call's {name} is no object.", f'write "{name}": {{…}}.')
    _check_size(call)
    return call


def _needs(kind: str, source_kind: str) -> tuple[str, ...]:
    needed = _NEEDS.get(kind, ())
    return tuple(one for one in needed if one not in _FILLED_IN or source_kind not in _SETS_IDS)


def _check_size(call: Mapping[str, object]) -> None:
    if not _is_shallow(call):
        raise InputFileError(
            f"The call is nested deeper than {MOST_LEVELS} levels.", "send flatter properties."
        )
    try:
        text = json.dumps(call, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputFileError(
            f"The call cannot be written as JSON: {error}.", "use JSON's own values only."
        ) from error
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise InputFileError(
            f"The call has {size:,} bytes; Segment refuses calls of more than 32 KB.",
            "send less in one call.",
        )


def _is_shallow(call: object) -> bool:
    level = [call]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for value in level
            if isinstance(value, Mapping | list | tuple)
            for inner in (value.values() if isinstance(value, Mapping) else value)
        ]
        if not level:
            return True
    return False


def oddities(call: Mapping[str, object], source_kind: str) -> Iterator[str]:
    """What Segment or its tools will stumble over, although the call may travel."""
    if not call.get("userId") and not call.get("anonymousId"):
        if source_kind in _SETS_IDS:
            yield "The call has neither userId nor anonymousId; the library adds an anonymousId."
        else:
            yield (
                "The call has neither userId nor anonymousId. Segment needs one of them, and a "
                "server sets none by itself."
            )
    if call.get("type") == "alias" and not call.get("previousId"):
        yield (
            "The alias call has no previousId; the library fills in the userId so far, else the "
            "anonymousId, for Segment's servers. Code of a destination on the device sees none."
        )
    other = {"properties": "traits", "traits": "properties"}
    for kinds, holds in (
        (("identify", "group"), "traits"),
        (("track", "page", "screen"), "properties"),
    ):
        if call.get("type") in kinds and other[holds] in call:
            yield f"A {call['type']} call carries {holds}; its {other[holds]} are not read."
    message = call.get("messageId")
    if isinstance(message, str) and len(message) > 100:
        yield "The messageId has more than 100 characters; Engage drops such events."
