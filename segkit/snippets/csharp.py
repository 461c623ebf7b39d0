"""Analytics-CSharp, for .NET, Unity and Xamarin.

Sources: Segment's docs and `segmentio/Analytics-CSharp` 2.6.0, `Events.cs` (arguments) and
`Types.cs` (what an enrichment can change).
"""

from __future__ import annotations

from collections.abc import Iterator

from segkit.snippets.calls import Argument, Method, Note, aside, no_note, one
from segkit.snippets.closures import Closure
from segkit.snippets.language import (
    EU_HOST_V1,
    REMEMBERED,
    WRITE_KEY,
    Language,
    by_region,
    previous_id,
)
from segkit.snippets.literals import Brackets, Literals
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_wide

_TEXT = Quoting(hex_wide, LINE_ESCAPES)


def _pascal(key: str) -> str:
    return key[0].upper() + key[1:]


def _text(key: str, literal: str) -> str:
    owner = "((AliasEvent)e)" if key == "previousId" else "e"
    return f"{owner}.{_pascal(key)} = {literal};"


def _entry(owner: str, key: str, value: object, csharp: Literals) -> Iterator[str]:
    yield f"e.{_pascal(owner)}[{csharp.text(key)}] = {csharp.write(value)};"


_CLOSURE = Closure("e =>\n{", _text, _entry, "return e;", "}")


def _call(call: str, *own: Argument, note: Note = no_note) -> Method:
    beside = aside(call, own, "enrichment: ", _CLOSURE)
    return Method(f"analytics.{_pascal(call)}(", (*own, beside), ");", note=note)


_VIEW = (one("name", absent='""'), one("properties"), one("category", "category: "))

CSHARP = Language(
    id="csharp",
    name="C#",
    library="Analytics-CSharp (Segment.Analytics.CSharp)",
    fence="csharp",
    comment="//",
    install="dotnet add package Segment.Analytics.CSharp",
    loads=by_region(
        f"""\
using Segment.Analytics;
using Segment.Serialization;

var configuration = new Configuration({WRITE_KEY});
var analytics = new Analytics(configuration);
""",
        (f"{WRITE_KEY});", f'{WRITE_KEY}, apiHost: "{EU_HOST_V1}");'),
    ),
    literals=Literals(
        text=_TEXT,
        maps=Brackets("new JsonObject {", "}", "new JsonObject()"),
        lists=Brackets("new JsonArray {", "}", "new JsonArray()", pad=" "),
        entry=lambda key, value: f"[{_TEXT(key)}] = {value}",
        words=("true", "false", "JsonNull.Instance"),
    ),
    methods={
        "identify": _call("identify", one("userId"), one("traits")),
        "track": _call("track", one("event", absent='""'), one("properties")),
        "page": _call("page", *_VIEW),
        "screen": _call("screen", *_VIEW),
        "group": _call("group", one("groupId", absent='""'), one("traits")),
        "alias": _call(
            "alias",
            one("userId", absent='""'),
            note=previous_id("the userId of the last identify(), else the anonymousId,"),
        ),
    },
    instead={},
    remembers=REMEMBERED,
    typed=True,
)
