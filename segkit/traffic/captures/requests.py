"""Requests that were recorded: which of them carried calls to Segment, and what was in them.

A recording is a HAR, or a session that Charles saved as JSON.

Facts: segment.com/docs/connections/sources/catalog/libraries/server/http-api (paths, keys), the HAR
1.2 format, and what browsers and proxies make of bodies. HAR has `postData.text` for text, and
nothing for anything else; so there are as many ways for packed bodies as there are programs: marked
or unmarked base64, fields of their own, bytes as text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlsplit

from segkit.traffic.captures.calls import (
    BATCH_PATHS,
    OF_PATHS,
    Found,
    Hints,
    Ignored,
    Place,
    Unreadable,
    found_in,
)
from segkit.traffic.captures.decoding import GZIP, NotJsonError, unpacked, value_of

_HOSTS = re.compile(r"(^|\.)(segment\.(io|com)|segmentapis\.com)$")
_THEIRS = re.compile(r"writeKey|messageId|anonymousId|\"batch\"|\"integrations\"|H4sI|\\x1f")
"""What a body that cannot be read has of a call, where the path alone says too little."""

_OTHER = "requests"
_MAY_BE = "requests without a body, to paths that Segment has too,"
_NO_BODY = (
    "the recording holds no body for this request. Record it again with bodies: in Chrome and Edge "
    "“Save all as HAR (with content)”, in Firefox “Save All As HAR”, in Playwright "
    'record_har_content="embed", in a proxy without a limit on the size of bodies'
)


def found_in_entry(entry: Mapping[str, object], place: Place) -> Iterator[Found]:
    """What one entry of a HAR holds: calls, or why there are none."""
    request = _request(entry)
    address = urlsplit(str(request.get("url", "")))
    last = _last_part(address.path)
    method = str(request.get("method", "")).upper()
    if method == "GET" and "/pixel/" in address.path and last in OF_PATHS:
        yield from _pixel(address.query, place, Hints(OF_PATHS[last], accepted=_accepted(entry)))
        return
    known = last in OF_PATHS or last in BATCH_PATHS
    is_segment = known and bool(_HOSTS.search(address.hostname or ""))
    if method != "POST":
        yield Ignored()
        return
    hints = Hints(OF_PATHS.get(last, ""), _key(request), accepted=_accepted(entry))
    try:
        raw = body_of(request)
        value = value_of(raw) if raw else None
    except NotJsonError as error:
        if is_segment or (known and _THEIRS.search(str(request))):
            yield Unreadable(place, f"its body could not be read: {error}")
        else:
            yield Ignored()
        return
    if raw is None or not raw.strip():
        yield Unreadable(place, _NO_BODY) if is_segment else Ignored(_MAY_BE if known else _OTHER)
    elif is_segment or _is_segments(value, known=known, has_basic=bool(hints.key)):
        yield from found_in(value, place, hints)
    else:
        yield Ignored()


def is_entry(value: object) -> bool:
    """A JSON value is an entry of a HAR, or one of a session of Charles."""
    if not isinstance(value, dict) or not isinstance(request := value.get("request"), dict):
        return False
    return {"url", "method"} <= set(request) or {"host", "path", "method"} <= set(value)


def _request(entry: Mapping[str, object]) -> Mapping[str, object]:
    """The request of an entry, as a HAR has it."""
    request = entry.get("request")
    if not isinstance(request, dict):
        return {}
    if "host" not in entry or "url" in request:
        return request
    header = request.get("header")
    query = f"?{entry['query']}" if entry.get("query") else ""
    return {
        **request,
        "method": entry.get("method"),
        "url": f"{entry.get('scheme')}://{entry['host']}{entry.get('path')}{query}",
        "headers": header.get("headers") if isinstance(header, dict) else [],
    }


def _last_part(path: str) -> str:
    """The last part of a path of the HTTP API, which stands behind a version; empty otherwise."""
    found = re.search(r"/v1/(?:pixel/)?([a-z]+)/?$", path)
    return found[1] if found else ""


def _is_segments(value: object, *, known: bool, has_basic: bool) -> bool:
    """Nothing but Segment's libraries puts these together, whatever the host."""
    if not isinstance(value, dict) or _is_foreign(value):
        return False
    has_key = "writeKey" in value
    if isinstance(value.get("batch"), list):
        first = value["batch"][0] if value["batch"] else None
        is_theirs = isinstance(first, dict) and "messageId" in first
        return has_key or (is_theirs and (known or has_basic))
    return (has_key and "type" in value) or (known and (has_key or "messageId" in value))


def _is_foreign(body: Mapping[str, object]) -> bool:
    """Sent by the library of another product, which speaks Segment's language."""
    batch = body.get("batch")
    call = batch[0] if isinstance(batch, list) and batch else body
    context = call.get("context") if isinstance(call, dict) else None
    library = context.get("library") if isinstance(context, dict) else None
    name = library.get("name") if isinstance(library, dict) else None
    return isinstance(name, str) and name.lower().startswith("rudder")


def _pixel(query: str, place: Place, hints: Hints) -> Iterator[Found]:
    """A call that an image address carries: base64 of its JSON."""
    said = parse_qs(query).get("data", [""])[0].replace("-", "+").replace("_", "/")
    try:
        value = value_of(base64.b64decode(said.replace(" ", "+") + "==="))
    except (binascii.Error, NotJsonError):
        yield Unreadable(place, "the call in its address could not be read")
        return
    yield from found_in(value, place, hints)


def _key(request: Mapping[str, object]) -> str:
    """The write key of the Authorization header; empty without one."""
    headers = request.get("headers")
    for header in headers if isinstance(headers, list) else ():
        if isinstance(header, dict) and str(header.get("name", "")).lower() == "authorization":
            return basic_key(str(header.get("value", "")))
    return ""


def basic_key(authorization: str) -> str:
    """The user's name of Basic authorization, where libraries put the write key."""
    scheme, _, said = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(said, validate=False).decode("utf-8", "replace").partition(":")[0]
    except binascii.Error:
        return ""


def _accepted(entry: Mapping[str, object]) -> bool:
    """Answered below 400; also where the recording keeps no answers."""
    response = entry.get("response")
    status = response.get("status") if isinstance(response, dict) else None
    return not isinstance(status, int | float) or 0 < status < 400


_PLACES = ("postData", "_content", "content", "body")
"""HAR; HTTP Toolkit for what is no text; other programs."""

_GZIP_BASE64 = "H4sI"
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")


def body_of(request: Mapping[str, object]) -> bytes | None:
    """The bytes of a body; None when the recording has none. Raises `NotJsonError`."""
    text, is_base64 = next(_kept(request), ("", False))
    if not text:
        return None
    if text.lstrip().startswith(("{", "[")):
        return text.encode("utf-8", "replace")
    if is_base64 or text.startswith(_GZIP_BASE64):
        return unpacked(_decoded(text))
    if text.startswith("\x1f"):
        exact = text.encode("latin-1", "replace")
        if exact.startswith(GZIP) and "\ufffd" not in text:
            return unpacked(exact)
        raise NotJsonError(
            "the program that recorded it kept a compressed body as text, which damages it; "
            "record with another one, or switch gzip off in the library"
        )
    if _BASE64.fullmatch(text) and (found := _decoded(text)).lstrip().startswith(b"{"):
        return found
    return text.encode("utf-8", "replace")


def _kept(request: Mapping[str, object]) -> Iterator[tuple[str, bool]]:
    """Each text that stands for a body, and whether it is marked as base64."""
    for place in _PLACES:
        given = request.get(place)
        said = given if isinstance(given, Mapping) else {"text": given}
        for text in (said.get("text"), said.get("encoded"), _joined(said.get("params"))):
            if isinstance(text, str) and text:
                yield text, said.get("encoding") == "base64"
            elif isinstance(text, dict):
                yield json.dumps(text), False


def _joined(params: object) -> str:
    """A body that was taken for a form, put together again."""
    pairs = [one for one in params if isinstance(one, Mapping)] if isinstance(params, list) else []
    return "&".join(
        f"{one.get('name', '')}={one['value']}" if one.get("value") else str(one.get("name", ""))
        for one in pairs
    )


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except binascii.Error as error:
        raise NotJsonError("its base64 is damaged or cut off") from error
