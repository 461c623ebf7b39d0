"""Analytics.js, Node.js and React Native: JavaScript and TypeScript.

Sources: Segment's docs of each library; `segmentio/analytics-next`, browser 1.84.3
(`arguments-resolver`, `core/events`) and node 3.1.0 (`analytics-node.ts`);
`segmentio/analytics-react-native` 2.24.1 (`analytics.ts`, `timeline.ts`, `types.ts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.snippets.calls import Argument, Method, Note, Parts, aside, no_note, one, together
from segkit.snippets.language import (
    EU_SERVER,
    NO_PAGE,
    REMEMBERED,
    WRITE_KEY,
    Language,
    by_region,
    previous_id,
)
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.server_calls import SERVER_KEYS
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_pairs

_TEXT = Quoting(
    hex_pairs,
    {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f"},
    # Inside a page, either would end the script or hide what follows.
    rewrites=((r"</", r"<\/"), (r"<!--", r"<\!--")),
)


def _entry(key: str, value: str) -> str:
    if key == "__proto__":
        # Without brackets this sets the object's prototype instead of a key.
        return f"[{_TEXT(key)}]: {value}"
    bare = re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", key)
    return f"{key if bare else _TEXT(key)}: {value}"


_LITERALS = Literals(
    text=_TEXT,
    maps=Brackets("{", "}", "{}"),
    lists=Brackets("[", "]", "[]"),
    entry=_entry,
    indent="  ",
)


def _browser(call: str, *own: Argument, note: Note = no_note) -> Method:
    """The call with its options last."""
    options = aside(call, own, "", together)

    def notes(parts: Parts) -> str:
        return "\n".join(text for text in (note(parts), _ids(parts, options.keys)) if text)

    return Method(f"analytics.{call}(", (*own, options), ");", note=notes)


def _ids(parts: Parts, options: tuple[str, ...]) -> str:
    """What an id among the options does: less than it seems, or more."""
    said = []
    if "userId" in parts and "userId" in options:
        said.append(
            "userId among the options counts only until identify() has told the library one."
        )
    if "anonymousId" in parts and "anonymousId" in options:
        said.append("anonymousId among the options is kept for later calls too.")
    return "\n".join(said)


def _alias(parts: Parts) -> str:
    """Seen in version 1.84.3, where the id of the last identify() overwrites the new one."""
    after = "Call it before identify(): after that, its userId is the one that identify() told."
    return f"{previous_id('the userId, else the anonymousId,')(parts)}\n{after}".strip()


def _title(parts: Parts, js: Literals) -> str:
    """One text is the name, two are category and name."""
    if "category" not in parts:
        return js.write(parts["name"])
    return f"{js.write(parts['category'])}, {js.write(parts.get('name', ''))}"


_EMPTY = "{}"
_PAGE = (Argument(("category", "name"), write=_title), one("properties", holds=_EMPTY))

JAVASCRIPT = Language(
    id="javascript",
    name="JavaScript (browser)",
    library="Analytics.js 2.0 (@segment/analytics-next)",
    fence="javascript",
    comment="//",
    install="npm install @segment/analytics-next",
    loads=by_region(
        f"""\
import {{ AnalyticsBrowser }} from "@segment/analytics-next";

export const analytics = AnalyticsBrowser.load({{ writeKey: {WRITE_KEY} }});

// With the snippet from the source's overview page instead of npm, its last line is:
// analytics.load({WRITE_KEY});
""",
        (
            "export",
            "// The region needs no option: the library reads it from the source's settings.\nexport",
        ),
    ),
    literals=_LITERALS,
    methods={
        "identify": _browser("identify", one("userId"), one("traits", holds=_EMPTY)),
        "track": _browser("track", one("event", absent='""'), one("properties", holds=_EMPTY)),
        "page": _browser("page", *_PAGE),
        "screen": _browser("screen", *_PAGE),
        "group": _browser("group", one("groupId"), one("traits", holds=_EMPTY)),
        "alias": _browser("alias", one("userId", absent='""'), one("previousId"), note=_alias),
    },
    instead={},
    remembers=REMEMBERED,
)

NODE = Language(
    id="node",
    name="Node.js",
    library="Analytics for Node.js (@segment/analytics-node)",
    fence="javascript",
    comment="//",
    install="npm install @segment/analytics-node",
    loads={
        "us": f"""\
import {{ Analytics }} from "@segment/analytics-node";

export const analytics = new Analytics({{ writeKey: {WRITE_KEY} }});
""",
        "eu": f"""\
import {{ Analytics }} from "@segment/analytics-node";

export const analytics = new Analytics({{
  writeKey: {WRITE_KEY},
  host: "{EU_SERVER}",
}});
""",
    },
    literals=_LITERALS,
    methods={
        call: Method(
            f"analytics.{call}(",
            (
                Argument(
                    tuple(key for key in keys if (call, key) != ("alias", "anonymousId")),
                    write=together,
                ),
            ),
            ");",
        )
        for call, keys in SERVER_KEYS.items()
    },
    instead={},
)

_FILLED = ("app", "device", "library", "network", "os", "screen", "traits")
"""Objects of the context that the library fills."""


def _enrichment(parts: Parts, js: Literals) -> str:
    """A closure that runs when the library has filled the call in, as one expression."""
    written = []
    for key, part in parts.items():
        literal = js.write(part)
        if isinstance(part, Mapping):
            entries = [_entry(k, _kept(key, k, inner, js)) for k, inner in part.items()]
            literal = _spread(f"event.{key}", entries, js)
        written.append(f"{key}: {literal}")
    body = indented(",\n".join(written), js.indent)
    return f"(event) => Object.assign(event, {{\n{js.indent}{body},\n}})"


def _kept(owner: str, key: str, part: object, js: Literals) -> str:
    """A device token does not cost the device's id."""
    if owner != "context" or key not in _FILLED or not isinstance(part, Mapping):
        return js.write(part)
    entries = [_entry(name, js.write(inner)) for name, inner in part.items()]
    return _spread(f"event.context?.{key}", entries, js)


def _spread(before: str, entries: list[str], js: Literals) -> str:
    body = indented(",\n".join([f"...{before}", *entries]), js.indent)
    return f"{{\n{js.indent}{body},\n}}"


def _app(call: str, *own: Argument, note: Note = no_note) -> Method:
    enrichment = aside(call, own, "", _enrichment, *(["category"] if call == "screen" else []))
    return Method(f"analytics.{call}(", (*own, enrichment), ");", note=note)


REACT_NATIVE = Language(
    id="react-native",
    name="React Native",
    library="Analytics for React Native (@segment/analytics-react-native)",
    fence="typescript",
    comment="//",
    install=(
        "npm install @segment/analytics-react-native @segment/sovran-react-native"
        " react-native-get-random-values @react-native-async-storage/async-storage"
    ),
    loads=by_region(
        f"""\
import {{ createClient }} from "@segment/analytics-react-native";

export const analytics = createClient({{
  writeKey: {WRITE_KEY},
  trackAppLifecycleEvents: true,
}});
""",
        ("true,\n", f'true,\n  proxy: "{EU_SERVER}/v1",\n  useSegmentEndpoints: true,\n'),
    ),
    literals=_LITERALS,
    methods={
        "identify": _app(
            "identify", one("userId", absent="undefined"), one("traits", holds=_EMPTY)
        ),
        "track": _app("track", one("event", absent='""'), one("properties", holds=_EMPTY)),
        "screen": _app("screen", one("name", absent='""'), one("properties", holds=_EMPTY)),
        "group": _app("group", one("groupId", absent='""'), one("traits", holds=_EMPTY)),
        "alias": _app(
            "alias",
            one("userId", absent='""'),
            note=previous_id("the userId of the last identify(), else the anonymousId,"),
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
    typed=True,
)
