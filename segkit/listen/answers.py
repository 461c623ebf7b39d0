"""What is answered without a look at any call: settings, preflights, pages, and who may ask."""

from __future__ import annotations

import ipaddress
import json
import re
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from segkit.listen.server import Answer, Request

_SETTINGS = re.compile(r"/projects/(?P<key>[^/]+)/settings/?$")
_CORS = (
    ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
    # what analytics-next asks for since 1.84, the third when it repeats a call
    ("Access-Control-Allow-Headers", "authorization, content-type, x-retry-count"),
    ("Access-Control-Allow-Credentials", "true"),  # sendBeacon sends with credentials
    ("Access-Control-Allow-Private-Network", "true"),
    ("Access-Control-Max-Age", "600"),
    ("Vary", "Origin"),
)
_JSON = ("Content-Type", "application/json")
_TEXT = ("Content-Type", "text/plain; charset=utf-8")
_GIF = ("Content-Type", "image/gif")
_POINT = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
"""One transparent point, which is what the address of a picture has to give."""
TAKEN = Answer(200, (_JSON,), b'{"success": true}')
REFUSED = Answer(400, (_JSON,), b'{"success": false}')
STRANGER = Answer(403, (_TEXT,), b"Only an address of this computer is answered.\n")
NOWHERE = Answer(404, (_TEXT,), b"No path of Segment's.\n")
_HELLO = b"segkit listen: libraries of Segment post calls here. This page shows none.\n"


def page(request: Request) -> Answer:
    """What a GET gives: settings of a library, or a word that says what this is."""
    found = _SETTINGS.search(request.path)
    if found:
        return _settings(unquote(found["key"]), request.headers["host"])
    return Answer(200 if request.path == "/" else 404, (_TEXT,), _HELLO)


def picture(answer: Answer | None) -> Answer | None:
    """The answer to a call as the address of a picture gives it."""
    return answer and Answer(answer.status, (_GIF,), _POINT)


def readable(request: Request, answer: Answer | None) -> Answer | None:
    """The answer with what lets a page of any origin read it."""
    if answer is None or "origin" not in request.headers:
        return answer
    allow = ("Access-Control-Allow-Origin", request.headers["origin"])
    return Answer(answer.status, (allow, *_CORS, *answer.headers), answer.body)


def is_for_this_computer(host: str) -> bool:
    """It names an address: a name may lead here from a stranger's page (DNS rebinding).

    Which address does not matter, since only this computer reaches the socket: an emulator's is
    10.0.2.2.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return bool(ipaddress.ip_address(name))
    return False


def _settings(key: str, host: str) -> Answer:
    """Settings without any destination, which lead back here with the key they were asked for.

    Analytics.js sends the key of its settings, not the one that it was loaded with.
    """
    segment = {"apiKey": key, "apiHost": f"{host}/v1", "protocol": "http"}
    found = {
        "integrations": {"Segment.io": segment},
        "plan": {"track": {"__default": {"enabled": True, "integrations": {}}}},
        "edgeFunction": {},
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "metrics": {"sampleRate": 0},
    }
    return Answer(200, (_JSON,), json.dumps(found).encode())
