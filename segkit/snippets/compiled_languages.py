"""Go, Java, Clojure and C#.

Sources: Segment's docs of each library, and `segmentio/analytics-go`, `-java`,
`Analytics-CSharp`, `circleci/analytics-clj`.
"""

from __future__ import annotations

from segkit.snippets.calls import Argument, Layout, Method
from segkit.snippets.language import (
    ALIAS_NOTE,
    EU_HOST_V1,
    EU_SERVER,
    REMEMBERED,
    WRITE_KEY,
    Language,
)
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_pairs, hex_wide, java_code

_GO_TEXT = Quoting(hex_wide, LINE_ESCAPES)


def _go_method(call: str) -> Method:
    keys = [key for key in SERVER_KEYS[call] if key != "category"]
    return Method(
        f"client.Enqueue(analytics.{call.capitalize()}{{",
        tuple(Argument(key, f"{key[0].upper()}{key[1:]}: ") for key in keys),
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
        text=_GO_TEXT,
        maps=Brackets("map[string]interface{}{", "}", "map[string]interface{}{}"),
        lists=Brackets("[]interface{}{", "}", "[]interface{}{}"),
        entry=lambda key, value: f"{_GO_TEXT(key)}: {value}",
        words=("true", "false", "nil"),
        indent="\t",
    ),
    methods={call: _go_method(call) for call in SERVER_KEYS},
    instead={},
)

_JAVA_TEXT = Quoting(java_code, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"})

_JAVA_FIRST = {
    "track": "event",
    "page": "name",
    "screen": "name",
    "group": "groupId",
    "alias": "previousId",
}
"""What the builder itself takes."""


def _java_method(call: str) -> Method:
    first = _JAVA_FIRST.get(call)
    keys = [key for key in SERVER_KEYS[call] if key not in {first, "category"}]
    rest = tuple(Argument(key, f"{key}(", ")") for key in keys)
    builder = f"analytics.enqueue({call.capitalize()}Message.builder("
    step = "\n    ."
    if first is None:
        return Method(f"{builder})", rest, ");", Layout(step, step, "\n"))
    return Method(
        builder, (Argument(first, suffix=")", absent='""'), *rest), ");", Layout("", step, "\n")
    )


JAVA = Language(
    id="java",
    name="Java",
    library="Analytics for Java (com.segment.analytics.java:analytics)",
    fence="java",
    comment="//",
    install='implementation("com.segment.analytics.java:analytics:3.5.4")',
    loads={
        "us": f"""\
import com.google.common.collect.ImmutableMap;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.*;
import java.util.Arrays;

Analytics analytics = Analytics.builder({WRITE_KEY}).build();
""",
        "eu": f"""\
import com.google.common.collect.ImmutableMap;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.*;
import java.util.Arrays;

Analytics analytics = Analytics.builder({WRITE_KEY})
    .endpoint("{EU_SERVER}")
    .build();
""",
    },
    literals=Literals(
        text=_JAVA_TEXT,
        # Guava comes with the library, whose builders copy into its null-hostile map anyway.
        maps=Brackets(
            "ImmutableMap.<String, Object>builder()",
            "    .build()",
            "ImmutableMap.<String, Object>of()",
            joint="",
            trail="",
        ),
        lists=Brackets("Arrays.asList(", ")", "Arrays.asList()", trail=""),
        entry=lambda key, value: f".put({_JAVA_TEXT(key)}, {value})",
        # A bare null would be taken for the whole array of arguments.
        item=lambda value: "(Object) null" if value == "null" else value,
        holds_null=False,
        long_mark="L",
    ),
    methods={call: _java_method(call) for call in SERVER_KEYS},
    instead={},
)

_CLOJURE_TEXT = Quoting(hex_pairs, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"})


def _clojure_entry(key: str, value: str) -> str:
    literal = _CLOJURE_TEXT(key)
    return f"{literal} {indented(value, ' ' * (len(literal) + 1))}"


def _clojure_method(call: str) -> Method:
    keys = [key for key in SERVER_KEYS[call] if key not in {"anonymousId", "category"}]
    return Method(
        f"(segment/{call} analytics",
        tuple(
            Argument(key, absent=None if key in {"traits", "properties"} else "nil") for key in keys
        ),
        ")",
        Layout("\n  ", "\n  "),
    )


CLOJURE = Language(
    id="clojure",
    name="Clojure",
    library="analytics-clj (circleci/analytics-clj)",
    fence="clojure",
    comment=";;",
    install='circleci/analytics-clj {:mvn/version "0.10.2"}',
    loads={
        "us": f"""\
(require '[circleci.analytics-clj.core :as segment])

(def analytics (segment/initialize {WRITE_KEY}))
""",
        "eu": f"""\
(require '[circleci.analytics-clj.core :as segment])

(def analytics
  (segment/initialize {WRITE_KEY} {{:endpoint "{EU_SERVER}"}}))
""",
    },
    literals=Literals(
        text=_CLOJURE_TEXT,
        maps=Brackets("{", "}", "{}", joint="", trail="", hugs=True),
        lists=Brackets("[", "]", "[]", joint="", trail="", hugs=True),
        entry=_clojure_entry,
        words=("true", "false", "nil"),
        indent="  ",
    ),
    methods={call: _clojure_method(call) for call in SERVER_KEYS},
    instead={},
)

_CSHARP_TEXT = Quoting(hex_wide, LINE_ESCAPES)


def _csharp_view(name: str) -> Method:
    return Method(
        f"analytics.{name}(",
        (
            Argument("name", absent='""'),
            Argument("properties"),
            Argument("category", "category: "),
        ),
        ");",
    )


CSHARP = Language(
    id="csharp",
    name="C#",
    library="Analytics-CSharp (Segment.Analytics.CSharp)",
    fence="csharp",
    comment="//",
    install="dotnet add package Segment.Analytics.CSharp",
    loads={
        "us": f"""\
using Segment.Analytics;
using Segment.Serialization;

var configuration = new Configuration({WRITE_KEY});
var analytics = new Analytics(configuration);
""",
        "eu": f"""\
using Segment.Analytics;
using Segment.Serialization;

var configuration = new Configuration({WRITE_KEY}, apiHost: "{EU_HOST_V1}");
var analytics = new Analytics(configuration);
""",
    },
    literals=Literals(
        text=_CSHARP_TEXT,
        maps=Brackets("new JsonObject {", "}", "new JsonObject()"),
        lists=Brackets("new JsonArray {", "}", "new JsonArray()", pad=" "),
        entry=lambda key, value: f"[{_CSHARP_TEXT(key)}] = {value}",
        words=("true", "false", "JsonNull.Instance"),
    ),
    methods={
        "identify": Method("analytics.Identify(", (Argument("userId"), Argument("traits")), ");"),
        "track": Method(
            "analytics.Track(", (Argument("event", absent='""'), Argument("properties")), ");"
        ),
        "page": _csharp_view("Page"),
        "screen": _csharp_view("Screen"),
        "group": Method(
            "analytics.Group(", (Argument("groupId", absent='""'), Argument("traits")), ");"
        ),
        "alias": Method(
            "analytics.Alias(", (Argument("userId", absent='""'),), ");", note=ALIAS_NOTE
        ),
    },
    instead={},
    remembers=REMEMBERED,
)
