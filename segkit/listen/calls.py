"""From a request to the calls in it, as Segment's HTTP API takes them (docs: http-api, limits there).

Pure functions: nothing is kept, answered or judged here.
"""

from __future__ import annotations

import binascii
import json
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs

from segkit.listen.server import MOST_BYTES, Request
from segkit.traffic.captures.calls import BATCH_PATHS, OF_PATHS

CALL_BYTES = 32 << 10
BATCH_BYTES = 500 << 10
BATCH_CALLS = 2_500
"""What Segment takes at once: more bytes are refused (400), more calls are dropped in silence."""

_PATH = re.compile(r"/v1/(?:pixel/)?(?P<last>[a-z]+)/?$")
_PIXEL = re.compile(r"/v1/pixel/[a-z]+/?$")
_WHOLE = re.compile(r"/(?:v1/?)?$")
"""React Native posts to exactly the address it was given, when `useSegmentEndpoints` is not set."""
_METRICS = re.compile(r"/v1/m/?$")
_URL_SAFE = str.maketrans("-_", "+/")
_GZIP = b"\x1f\x8b"

Json = Mapping[str, object]


class UnreadableError(Exception):
    """A request that Segment would refuse: why, in words that hold nothing of the body."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What one request brought.

    Attributes:
        calls: Each with its `type`, without a write key, and what the batch says of all its calls.
        keys: The write key of each call; empty where it has none.
        unreadable: Why a part of the batch is no call.
        remarks: What Segment would make of a call that is kept all the same.
    """

    calls: tuple[dict[str, object], ...] = ()
    keys: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    calls: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def is_for_calls(path: str) -> bool:
    """Calls are posted there."""
    last = _last(path)
    return last in OF_PATHS or last in BATCH_PATHS or bool(_WHOLE.fullmatch(path))


def from_pixel(request: Request) -> Request | None:
    """The call in the address of a pixel, as if it had been posted; None when it is none.

    Source: documentation, Pixel Tracking API: JSON in Base64, as `data`.
    """
    if not _PIXEL.search(request.path):
        return None
    given = parse_qs(request.query).get("data", [""])[0].replace(" ", "+")
    try:
        body = b64decode(given.translate(_URL_SAFE) + "==")
    except binascii.Error:
        body = given.encode()  # which is no JSON either, and is said to be none
    return replace(request, body=body)


def is_for_metrics(path: str) -> bool:
    """Analytics.js posts there how it fares itself."""
    return bool(_METRICS.search(path))


def read_calls(request: Request) -> Posted:
    """The calls of a request to one of Segment's paths; raises `UnreadableError`."""
    kind = OF_PATHS.get(_last(request.path), "")
    body, size = _document(request)
    batch = body.get("batch")
    if isinstance(batch, list):
        _refuse_large(size, BATCH_BYTES, "a batch")
        posted = _batch(body, batch, _key_of(request.headers, body))
        large = _large(posted.calls) if size > CALL_BYTES else ()
        return replace(posted, remarks=tuple(large))
    if not kind and not isinstance(body.get("type"), str):
        raise UnreadableError("it holds neither a `batch` nor a call with its `type`")
    _refuse_large(size, CALL_BYTES, "a call")
    found = _Gathered()
    _take(found, body, _key_of(request.headers, body), {"type": kind})
    return Posted(tuple(found.calls), tuple(found.keys))


def _last(path: str) -> str:
    """The part of a path that says what it is for; empty for paths of somebody else."""
    found = _PATH.search(path)
    return found["last"] if found else ""


def _batch(body: Json, batch: list[object], key: str) -> Posted:
    if len(batch) > BATCH_CALLS:
        why = (
            f"a batch of {len(batch)} calls: Segment answers 200, and drops more than {BATCH_CALLS}"
        )
        return Posted(unreadable=(why,))
    # what stands beside the batch is said of each call that does not say it itself
    shared = {name: body[name] for name in ("context", "integrations", "sentAt") if name in body}
    found = _Gathered()
    for number, one in enumerate(batch, 1):
        if isinstance(one, dict):
            _take(found, one, key, shared)
        else:
            found.unreadable.append(f"part {number} of the batch is no JSON object")
    return Posted(tuple(found.calls), tuple(found.keys), tuple(found.unreadable))


def _large(calls: Sequence[Json]) -> Iterator[str]:
    """Calls of a batch that are larger than one call may be."""
    for number, call in enumerate(calls, 1):
        size = len(json.dumps(call, ensure_ascii=False).encode("utf-8", "replace"))
        if size > CALL_BYTES:
            yield f"call {number} of the batch has {size:,} bytes; Segment takes {CALL_BYTES:,}"


def _take(found: _Gathered, given: Json, key: str, shared: Json) -> None:
    call = {name: value for name, value in given.items() if name != "writeKey"}
    for name, value in shared.items():
        own = call.get(name)
        if name not in call:
            call[name] = value
        elif isinstance(own, dict) and isinstance(value, dict):
            call[name] = {**value, **own}
    own_key = given.get("writeKey")
    found.keys.append(key or (own_key if isinstance(own_key, str) else ""))
    found.calls.append(call)


def _key_of(headers: Mapping[str, str], body: Json) -> str:
    """The write key: the user's name of Basic auth, else `writeKey` in the body."""
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name = b64decode(secret.strip(), validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            name = ""
        if name:
            return name
    key = body.get("writeKey")
    return key if isinstance(key, str) else ""


def _document(request: Request) -> tuple[Json, int]:
    """The body as an object of JSON, and how many bytes it had once it was unpacked."""
    if request.is_cut:
        raise UnreadableError(f"it is larger than {MOST_BYTES:,} bytes")
    content = _unpacked(request.body)
    if not content.strip():
        raise UnreadableError("it has no body")
    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=_no_json)
        json.dumps(found, allow_nan=False)  # a number beyond all bounds could not be kept
    except UnicodeDecodeError as error:
        raise UnreadableError("its body is no text in UTF-8") from error
    except RecursionError as error:
        raise UnreadableError("its JSON is nested too deeply") from error
    except ValueError as error:
        at = f": line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(f"its body is broken JSON{at}") from error
    if not isinstance(found, dict):
        raise UnreadableError("its body is no JSON object")
    return found, len(content)


def _no_json(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


def _unpacked(body: bytes) -> bytes:
    """The body behind gzip, which is told by how it begins: not every library says so."""
    if not body.startswith(_GZIP):
        return body
    return b"".join(_members(body))


def _members(body: bytes) -> Iterator[bytes]:
    """What each part of a gzip file holds, not more than `MOST_BYTES` in all."""
    left = MOST_BYTES
    while body.startswith(_GZIP):
        unpack = zlib.decompressobj(wbits=31)
        try:
            piece = unpack.decompress(body, left + 1)
        except zlib.error as error:
            raise UnreadableError("its gzip is damaged") from error
        left -= len(piece)
        if left < 0:
            raise UnreadableError(f"it is larger than {MOST_BYTES:,} bytes once it is unpacked")
        if not unpack.eof:
            raise UnreadableError("its gzip is cut off")
        yield piece
        body = unpack.unused_data


def _refuse_large(size: int, most: int, what: str) -> None:
    if size > most:
        raise UnreadableError(
            f"it has {size:,} bytes; Segment refuses {what} of more than {most:,}"
        )
