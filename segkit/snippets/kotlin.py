"""Analytics-Kotlin, for Android and for servers on the JVM.

Sources: Segment's docs and `segmentio/analytics-kotlin` 1.25.0, `Analytics.kt` (arguments),
`EventManipulationFunctions.kt` (how an enrichment changes a call).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.snippets.calls import Argument, Method, Note, aside, no_note, one
from segkit.snippets.closures import Closure
from segkit.snippets.language import (
    EU_HOST_V1,
    NO_PAGE,
    REMEMBERED,
    WRITE_KEY,
    Language,
    by_region,
    previous_id,
)
from segkit.snippets.literals import Brackets, Literals
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_pairs

_TEXT = Quoting(hex_pairs, {**LINE_ESCAPES, "\b": "\\b", "$": "\\$"})


def _text(key: str, literal: str) -> str:
    if key == "previousId":
        return f"if (event is AliasEvent) event.previousId = {literal}"
    return f"event?.{key} = {literal}"


def _entry(owner: str, key: str, value: object, kotlin: Literals) -> Iterator[str]:
    """What the library holds already is kept: a device token does not cost the device's id."""
    name = kotlin.text(key)
    if owner == "integrations":
        yield f"event?.putIntegrations({name}, {kotlin.write(value)})"
    elif isinstance(value, Mapping) and value:
        for inner, leaf in value.items():
            put = f"event?.putInContextUnderKey({name}, {kotlin.text(inner)}"
            yield f"{put}, {kotlin.write(leaf)})"
    else:
        yield f"event?.putInContext({name}, {kotlin.write(value)})"


_CLOSURE = Closure("{ event ->", _text, _entry, "event", "}")


def _call(call: str, *own: Argument, note: Note = no_note) -> Method:
    beside = aside(call, own, "enrichment = ", _CLOSURE)
    return Method(f"analytics.{call}(", (*own, beside), ")", note=note)


KOTLIN = Language(
    id="kotlin",
    name="Kotlin",
    library="Analytics-Kotlin",
    fence="kotlin",
    comment="//",
    install=(
        'implementation("com.segment.analytics.kotlin:android:1.25.0")'
        "  // on a server: com.segment.analytics.kotlin:core:1.25.0"
    ),
    loads=by_region(
        f"""\
import com.segment.analytics.kotlin.android.Analytics
import com.segment.analytics.kotlin.core.*
import com.segment.analytics.kotlin.core.utilities.*
import kotlinx.serialization.json.*

// On a server: import com.segment.analytics.kotlin.core.Analytics, without applicationContext.
val analytics = Analytics({WRITE_KEY}, applicationContext) {{
    trackApplicationLifecycleEvents = true
}}
""",
        ("= true\n", f'= true\n    apiHost = "{EU_HOST_V1}"\n'),
    ),
    literals=Literals(
        text=_TEXT,
        maps=Brackets("buildJsonObject {", "}", "buildJsonObject {}", joint="", trail=""),
        lists=Brackets("buildJsonArray {", "}", "buildJsonArray {}", joint=";", trail="", pad=" "),
        entry=lambda key, value: f"put({_TEXT(key)}, {value})",
        item=lambda value: f"add({value})",
        words=("true", "false", "JsonNull"),
    ),
    methods={
        "identify": _call("identify", one("userId"), one("traits")),
        "track": _call("track", one("event", absent='""'), one("properties")),
        "screen": _call(
            "screen", one("name", absent='""'), one("properties"), one("category", "category = ")
        ),
        "group": _call("group", one("groupId", absent='""'), one("traits")),
        "alias": _call(
            "alias",
            one("userId", absent='""'),
            note=previous_id("the userId of the last identify(), else the anonymousId,"),
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
    typed=True,
)
