"""Analytics.js, Node.js and React Native: JavaScript and TypeScript.

Sources: Segment's docs of each library, and `segmentio/analytics-next` and
`segmentio/analytics-react-native`.
"""

from __future__ import annotations

import re

from segkit.snippets.calls import WHOLE, Argument, Method
from segkit.snippets.language import ALIAS_NOTE, EU_SERVER, NO_PAGE, REMEMBERED, WRITE_KEY, Language
from segkit.snippets.literals import Brackets, Literals
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


def _call(name: str, *arguments: Argument, note: str = "") -> Method:
    return Method(f"analytics.{name}(", arguments, ");", note=note)


_PAGE = (Argument("category"), Argument("name"), Argument("properties"))

JAVASCRIPT = Language(
    id="javascript",
    name="JavaScript (browser)",
    library="Analytics.js 2.0 (@segment/analytics-next)",
    fence="javascript",
    comment="//",
    install="npm install @segment/analytics-next",
    loads={
        "us": f"""\
import {{ AnalyticsBrowser }} from "@segment/analytics-next";

export const analytics = AnalyticsBrowser.load({{ writeKey: {WRITE_KEY} }});

// With the snippet from the source's overview page instead of npm, its last line is:
// analytics.load({WRITE_KEY});
""",
        "eu": f"""\
import {{ AnalyticsBrowser }} from "@segment/analytics-next";

// The region needs no option: the library reads it from the source's settings.
export const analytics = AnalyticsBrowser.load({{ writeKey: {WRITE_KEY} }});

// With the snippet from the source's overview page instead of npm, its last line is:
// analytics.load({WRITE_KEY});
""",
    },
    literals=_LITERALS,
    methods={
        "identify": _call("identify", Argument("userId"), Argument("traits")),
        "track": _call("track", Argument("event", absent='""'), Argument("properties")),
        "page": _call("page", *_PAGE),
        "screen": _call("screen", *_PAGE),
        "group": _call("group", Argument("groupId"), Argument("traits")),
        "alias": _call("alias", Argument("userId", absent='""'), Argument("previousId")),
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
        name: _call(name, Argument(WHOLE))
        for name in ("identify", "track", "page", "screen", "group", "alias")
    },
    instead={},
)

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
    loads={
        "us": f"""\
import {{ createClient }} from "@segment/analytics-react-native";

export const analytics = createClient({{
  writeKey: {WRITE_KEY},
  trackAppLifecycleEvents: true,
}});
""",
        "eu": f"""\
import {{ createClient }} from "@segment/analytics-react-native";

export const analytics = createClient({{
  writeKey: {WRITE_KEY},
  trackAppLifecycleEvents: true,
  proxy: "{EU_SERVER}/v1",
  useSegmentEndpoints: true,
}});
""",
    },
    literals=_LITERALS,
    methods={
        "identify": _call("identify", Argument("userId", absent="undefined"), Argument("traits")),
        "track": _call("track", Argument("event", absent='""'), Argument("properties")),
        "screen": _call("screen", Argument("name", absent='""'), Argument("properties")),
        "group": _call("group", Argument("groupId", absent='""'), Argument("traits")),
        "alias": _call(
            "alias",
            Argument("userId", absent='""'),
            note=ALIAS_NOTE,
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
)
