"""Analytics for Java, and the Clojure library that wraps it.

Sources: Segment's docs, `segmentio/analytics-java` 3.5.5 (`MessageBuilder.java`) and
`circleci/analytics-clj` 0.10.2 (`core.clj`, `common.clj`).
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.snippets.calls import Argument, Layout, Method, Parts, aside, one
from segkit.snippets.language import EU_SERVER, WRITE_KEY, Language, by_region
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.moments import iso
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_pairs, java_code

_JAVA_TEXT = Quoting(java_code, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"})

_FIRST = {
    "track": "event",
    "page": "name",
    "screen": "name",
    "group": "groupId",
    "alias": "previousId",
}
"""What the builder itself takes."""


def _integrations(parts: Parts, java: Literals) -> str:
    """One call of the builder for each integration; `All` is a name like any other."""
    [integrations] = parts.values()
    assert isinstance(integrations, Mapping)  # noqa: S101  # fitted
    return "\n.".join(
        f"{'enableIntegration' if isinstance(on, bool) else 'integrationOptions'}"
        f"({java.text(name)}, {java.write(on)})"
        for name, on in integrations.items()
    )


def _java_method(call: str) -> Method:
    first = _FIRST.get(call)
    keys = [key for key in SERVER_KEYS[call] if key not in {first, "integrations"}]
    if call == "screen":
        keys.remove("category")
    arguments = [one(key, f"{key}(", ")") for key in keys]
    arguments.append(Argument(("integrations",), write=_integrations))
    builder = f"analytics.enqueue({call.capitalize()}Message.builder("
    step = "\n    ."
    if first is None:
        return Method(f"{builder})", (*arguments,), ");", Layout(step, step, "\n"))
    arguments.insert(0, one(first, suffix=")", absent='""'))
    return Method(builder, (*arguments,), ");", Layout("", step, "\n"))


JAVA = Language(
    id="java",
    name="Java",
    library="Analytics for Java (com.segment.analytics.java:analytics)",
    fence="java",
    comment="//",
    install='implementation("com.segment.analytics.java:analytics:3.5.5")',
    loads=by_region(
        f"""\
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.*;
import java.time.Instant;
import java.util.*;

Analytics analytics = Analytics.builder({WRITE_KEY}).build();
""",
        (".build();", f'\n    .endpoint("{EU_SERVER}")\n    .build();'),
    ),
    literals=Literals(
        text=_JAVA_TEXT,
        # Needs no library; the builders copy into a map that refuses null where Guava is there.
        maps=Brackets("Map.ofEntries(", ")", "Map.of()", trail=""),
        lists=Brackets("Arrays.asList(", ")", "Arrays.asList()", trail=""),
        entry=lambda key, value: f"Map.entry({_JAVA_TEXT(key)}, {value})",
        # A bare null would be taken for the whole array of arguments.
        item=lambda value: "(Object) null" if value == "null" else value,
        holds_null=False,
        long_mark="L",
        time=lambda time: f'Date.from(Instant.parse("{iso(time)}"))',
    ),
    methods={call: _java_method(call) for call in SERVER_KEYS},
    instead={},
    typed=True,
    switches=True,
)

_CLOJURE_TEXT = Quoting(hex_pairs, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"})
_KEYWORDS = {
    "anonymousId": ":anonymous-id",
    "timestamp": ":timestamp",
    "messageId": ":message-id",
    "context": ":context",
    "integrations": ":integrations",
}


def _clojure_entry(key: str, value: str) -> str:
    return _after(_CLOJURE_TEXT(key), value)


def _after(key: str, value: str) -> str:
    return f"{key} {indented(value, ' ' * (len(key) + 1))}"


def _options(parts: Parts, clojure: Literals) -> str:
    """The map of options; what an integration is told beside on and off has its own key."""
    written = []
    for key, part in parts.items():
        if key == "integrations" and isinstance(part, Mapping):
            on = {name: value for name, value in part.items() if isinstance(value, bool)}
            told = {name: value for name, value in part.items() if name not in on}
            pairs = ((":integrations", on), (":integration-options", told))
            written += [_after(name, clojure.write(map_)) for name, map_ in pairs if map_]
        else:
            written.append(_after(_KEYWORDS[key], clojure.write(part)))
    return f"{{{indented(chr(10).join(written), ' ')}}}"


def _clojure_method(call: str) -> Method:
    own = tuple(
        one(key, absent=None if key in {"traits", "properties"} else "nil", holds="nil")
        for key in SERVER_KEYS[call]
        if key not in {*_KEYWORDS, "category"}
    )
    options = aside(call, own, "", _options)
    return Method(f"(segment/{call} analytics", (*own, options), ")", Layout("\n  ", "\n  "))


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
        holds_null=False,
        time=lambda time: f'#inst "{iso(time)}"',
    ),
    methods={call: _clojure_method(call) for call in SERVER_KEYS},
    instead={},
    typed=True,
    switches=True,
)
