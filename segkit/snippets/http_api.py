"""The HTTP Tracking API, called with curl from a shell."""

from __future__ import annotations

import shlex
from dataclasses import replace

from segkit.snippets.calls import WHOLE, Argument, Method, Parts
from segkit.snippets.language import EU_SERVER, WRITE_KEY, Language
from segkit.snippets.literals import Brackets, Literals
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_pairs

_JSON_TEXT = Quoting(hex_pairs, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"})
_JSON = Literals(
    text=_JSON_TEXT,
    maps=Brackets("{", "}", "{}", trail=""),
    lists=Brackets("[", "]", "[]", trail=""),
    entry=lambda key, value: f"{_JSON_TEXT(key)}: {value}",
    indent="  ",
)


READABLE_JSON = replace(_JSON, maps=replace(_JSON.maps, short=True))
"""JSON for people: what is short stays on one line."""


def call_json(call: str, payload: Parts) -> str:
    """A call as JSON, its type first."""
    return READABLE_JSON.write({"type": call, **payload})


CURL = Language(
    id="curl",
    name="HTTP (curl)",
    library="HTTP Tracking API",
    fence="bash",
    comment="#",
    install="",
    loads={
        "us": f"""\
export SEGMENT_WRITE_KEY={WRITE_KEY}
export SEGMENT_API="https://api.segment.io/v1"
""",
        "eu": f"""\
export SEGMENT_WRITE_KEY={WRITE_KEY}
export SEGMENT_API="{EU_SERVER}/v1"
""",
    },
    literals=_JSON,
    methods={
        call: Method(
            f"""\
curl "$SEGMENT_API/{call}" \\
  --user "$SEGMENT_WRITE_KEY:" \\
  --header "Content-Type: application/json" \\
  --data-raw """,
            (Argument((WHOLE,), write=lambda parts, json: shlex.quote(json.write(parts))),),
            "",
        )
        for call in SERVER_KEYS
    },
    instead={},
)
