"""Swift, Kotlin and Flutter: libraries of apps, which keep the user's identity themselves.

Sources: Segment's docs of each library, and `segmentio/analytics-swift`, `-kotlin`,
`analytics_flutter`.
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.snippets.calls import Argument, Method
from segkit.snippets.language import (
    ALIAS_NOTE,
    EU_HOST_V1,
    NO_PAGE,
    REMEMBERED,
    WRITE_KEY,
    Language,
)
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_braces, hex_pairs

_SWIFT_TEXT = Quoting(hex_braces, LINE_ESCAPES)

SWIFT = Language(
    id="swift",
    name="Swift",
    library="Analytics-Swift",
    fence="swift",
    comment="//",
    install='.package(url: "https://github.com/segmentio/analytics-swift.git", from: "1.9.0")',
    loads={
        "us": f"""\
import Segment

let configuration = Configuration(writeKey: {WRITE_KEY})
    .trackApplicationLifecycleEvents(true)
let analytics = Analytics(configuration: configuration)
""",
        "eu": f"""\
import Segment

let configuration = Configuration(writeKey: {WRITE_KEY})
    .trackApplicationLifecycleEvents(true)
    .apiHost("{EU_HOST_V1}")
let analytics = Analytics(configuration: configuration)
""",
    },
    literals=Literals(
        text=_SWIFT_TEXT,
        # Swift infers no type for mixed values within another literal.
        maps=Brackets("[", "]", "[:]", within=" as [String: Any]"),
        lists=Brackets("[", "]", "[]", within=" as [Any]"),
        entry=lambda key, value: f"{_SWIFT_TEXT(key)}: {value}",
        words=("true", "false", "NSNull()"),
    ),
    methods={
        "identify": Method(
            "analytics.identify(",
            (Argument("userId", "userId: "), Argument("traits", "traits: ")),
            ")",
        ),
        "track": Method(
            "analytics.track(",
            (Argument("event", "name: ", absent='""'), Argument("properties", "properties: ")),
            ")",
        ),
        "screen": Method(
            "analytics.screen(",
            (
                Argument("name", "title: ", absent='""'),
                Argument("category", "category: "),
                Argument("properties", "properties: "),
            ),
            ")",
        ),
        "group": Method(
            "analytics.group(",
            (Argument("groupId", "groupId: ", absent='""'), Argument("traits", "traits: ")),
            ")",
        ),
        "alias": Method(
            "analytics.alias(", (Argument("userId", "newId: ", absent='""'),), ")", note=ALIAS_NOTE
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
)

_KOTLIN_TEXT = Quoting(hex_pairs, {**LINE_ESCAPES, "\b": "\\b", "$": "\\$"})

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
    loads={
        "us": f"""\
import com.segment.analytics.kotlin.android.Analytics
import com.segment.analytics.kotlin.core.*
import kotlinx.serialization.json.*

// On a server: import com.segment.analytics.kotlin.core.Analytics, without applicationContext.
val analytics = Analytics({WRITE_KEY}, applicationContext) {{
    trackApplicationLifecycleEvents = true
}}
""",
        "eu": f"""\
import com.segment.analytics.kotlin.android.Analytics
import com.segment.analytics.kotlin.core.*
import kotlinx.serialization.json.*

// On a server: import com.segment.analytics.kotlin.core.Analytics, without applicationContext.
val analytics = Analytics({WRITE_KEY}, applicationContext) {{
    trackApplicationLifecycleEvents = true
    apiHost = "{EU_HOST_V1}"
}}
""",
    },
    literals=Literals(
        text=_KOTLIN_TEXT,
        maps=Brackets("buildJsonObject {", "}", "buildJsonObject {}", joint="", trail=""),
        lists=Brackets("buildJsonArray {", "}", "buildJsonArray {}", joint=";", trail="", pad=" "),
        entry=lambda key, value: f"put({_KOTLIN_TEXT(key)}, {value})",
        item=lambda value: f"add({value})",
        words=("true", "false", "JsonNull"),
    ),
    methods={
        "identify": Method("analytics.identify(", (Argument("userId"), Argument("traits")), ")"),
        "track": Method(
            "analytics.track(", (Argument("event", absent='""'), Argument("properties")), ")"
        ),
        "screen": Method(
            "analytics.screen(",
            (
                Argument("name", absent='""'),
                Argument("properties"),
                Argument("category", "category = "),
            ),
            ")",
        ),
        "group": Method(
            "analytics.group(", (Argument("groupId", absent='""'), Argument("traits")), ")"
        ),
        "alias": Method(
            "analytics.alias(", (Argument("userId", absent='""'),), ")", note=ALIAS_NOTE
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
)

_DART_TEXT = Quoting(hex_braces, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f", "$": "\\$"}, quote="'")

_USER_TRAITS = (
    "avatar", "birthday", "createdAt", "description", "email", "firstName", "gender", "id",
    "lastName", "name", "phone", "title", "username", "website",
)  # fmt: skip
_GROUP_TRAITS = (
    "avatar", "createdAt", "description", "email", "employees", "id", "industry", "name",
    "phone", "plan", "website",
)  # fmt: skip


def _typed_traits(class_name: str, known: tuple[str, ...], value: object, dart: Literals) -> str:
    """Flutter's typed traits: reserved texts are arguments of their own, the rest is `custom`."""
    if not isinstance(value, Mapping):
        return dart.write(value)
    own = {key: text for key, text in value.items() if key in known and isinstance(text, str)}
    custom = {key: inner for key, inner in value.items() if key not in own}
    parts = [f"{key}: {dart.write(text)}" for key, text in own.items()]
    if custom:
        parts.append(f"custom: {dart.write(custom)}")
    if not parts:
        return f"{class_name}()"
    body = indented(",\n".join(parts), dart.indent)
    return f"{class_name}(\n{dart.indent}{body},\n)"


FLUTTER = Language(
    id="flutter",
    name="Flutter",
    library="Analytics-Flutter (segment_analytics, public beta)",
    fence="dart",
    comment="//",
    install="flutter pub add segment_analytics",
    loads={
        "us": f"""\
import 'package:segment_analytics/client.dart';
import 'package:segment_analytics/event.dart';
import 'package:segment_analytics/state.dart';

final analytics = createClient(Configuration(
  {WRITE_KEY},
  trackApplicationLifecycleEvents: true,
));
""",
        "eu": f"""\
import 'package:segment_analytics/client.dart';
import 'package:segment_analytics/event.dart';
import 'package:segment_analytics/state.dart';

final analytics = createClient(Configuration(
  {WRITE_KEY},
  trackApplicationLifecycleEvents: true,
  apiHost: '{EU_HOST_V1}',
));
""",
    },
    literals=Literals(
        text=_DART_TEXT,
        maps=Brackets("{", "}", "{}"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_DART_TEXT(key)}: {value}",
        indent="  ",
    ),
    methods={
        "identify": Method(
            "analytics.identify(",
            (
                Argument("userId", "userId: "),
                Argument(
                    "traits",
                    "userTraits: ",
                    write=lambda value, dart: _typed_traits(
                        "UserTraits", _USER_TRAITS, value, dart
                    ),
                ),
            ),
            ");",
        ),
        "track": Method(
            "analytics.track(",
            (Argument("event", absent="''"), Argument("properties", "properties: ")),
            ");",
        ),
        "screen": Method(
            "analytics.screen(",
            (Argument("name", absent="''"), Argument("properties", "properties: ")),
            ");",
        ),
        "group": Method(
            "analytics.group(",
            (
                Argument("groupId", absent="''"),
                Argument(
                    "traits",
                    "groupTraits: ",
                    write=lambda value, dart: _typed_traits(
                        "GroupTraits", _GROUP_TRAITS, value, dart
                    ),
                ),
            ),
            ");",
        ),
        "alias": Method(
            "analytics.alias(", (Argument("userId", absent="''"),), ");", note=ALIAS_NOTE
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
)
