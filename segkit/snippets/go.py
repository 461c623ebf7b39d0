"""Analytics for Go.

Sources: Segment's docs and `segmentio/analytics-go` 3.3.0, whose calls are structs.
"""

from __future__ import annotations

from segkit.snippets.calls import Argument, Layout, Method, Parts, one
from segkit.snippets.language import EU_SERVER, WRITE_KEY, Language
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.moments import numbers
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_wide

_TEXT = Quoting(hex_wide, LINE_ESCAPES)
_NOT_FIELDS = {("page", "category"), ("screen", "category"), ("alias", "anonymousId")}


def _context(parts: Parts, go: Literals) -> str:
    """All of it as `Extra`, which is written out beside the fields that the library names."""
    extra = indented(go.write(parts["context"]), go.indent)
    return f"&analytics.Context{{\n{go.indent}Extra: {extra},\n}}"


def _method(call: str) -> Method:
    keys = [key for key in SERVER_KEYS[call] if (call, key) not in _NOT_FIELDS]
    return Method(
        f"client.Enqueue(analytics.{call.capitalize()}{{",
        tuple(
            Argument((key,), f"{name}: ", write=_context)
            if key == "context"
            else one(key, f"{name}: ")
            for key in keys
            for name in [f"{key[0].upper()}{key[1:]}"]
        ),
        "})",
        Layout("\n\t", ",\n\t", ",\n"),
    )


GO = Language(
    id="go",
    name="Go",
    library="Analytics for Go, v3 (github.com/segmentio/analytics-go/v3)",
    fence="go",
    comment="//",
    install="go get github.com/segmentio/analytics-go/v3",
    loads={
        "us": f"""\
package main

import "github.com/segmentio/analytics-go/v3"

func main() {{
	client := analytics.New({WRITE_KEY})
	defer client.Close()
}}
""",
        "eu": f"""\
package main

import "github.com/segmentio/analytics-go/v3"

func main() {{
	client, err := analytics.NewWithConfig({WRITE_KEY}, analytics.Config{{
		Endpoint: "{EU_SERVER}",
	}})
	if err != nil {{
		panic(err)
	}}
	defer client.Close()
}}
""",
    },
    literals=Literals(
        text=_TEXT,
        maps=Brackets("map[string]interface{}{", "}", "map[string]interface{}{}"),
        lists=Brackets("[]interface{}{", "}", "[]interface{}{}"),
        entry=lambda key, value: f"{_TEXT(key)}: {value}",
        words=("true", "false", "nil"),
        indent="\t",
        time=lambda time: f"time.Date({numbers(time)}, {time.microsecond * 1000}, time.UTC)",
    ),
    methods={call: _method(call) for call in SERVER_KEYS},
    instead={},
    typed=True,
    time_needs='// The file has to import "time".',
)
