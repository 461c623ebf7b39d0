"""Analytics-Swift, for apps of Apple's platforms.

Sources: Segment's docs and `segmentio/analytics-swift` 1.10.0, `Events.swift` (arguments and
enrichments), `JSON.swift` and `JSONKeyPath.swift` (how the context is changed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.snippets.calls import Argument, Method, Note, Parts, aside, no_note, one
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
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_braces

_TEXT = Quoting(hex_braces, LINE_ESCAPES)
_ALIAS = """\
if var alias = event as? AliasEvent {{
    alias.previousId = {}
    event = alias
}}"""


def _text(key: str, literal: str) -> str:
    return _ALIAS.format(literal) if key == "previousId" else f"event?.{key} = {literal}"


def _entry(owner: str, key: str, value: object, swift: Literals) -> Iterator[str]:
    """What the library holds already is kept: a device token does not cost the device's id.

    Key paths cannot name a key that has a dot itself (`Customer.io`).
    """
    inner = value if isinstance(value, Mapping) and value and owner == "context" else {}
    if inner and not any("." in name for name in (key, *inner)):
        for name, leaf in inner.items():
            path = swift.text(f"{key}.{name}")
            yield f"event?.{owner}?.setValue({_codable(leaf, swift)}, forKeyPath: {path})"
        return
    written = swift.write(value, within=True)
    yield f"event?.{owner} = try? event?.{owner}?.add(value: {written}, forKey: {swift.text(key)})"


def _codable(value: object, swift: Literals) -> str:
    if value is None:
        return "JSON.null"
    written = swift.write(value, within=True)
    return f"try? JSON({written})" if isinstance(value, Mapping | list) else written


_CLOSURE = Closure("{ event in", _text, _entry, "return event", "}", first="var event = event")


def _identity(parts: Parts, swift: Literals) -> str:
    """Without a userId only typed traits are taken, such as the library's own `JSON`."""
    written = {key: swift.write(part) for key, part in parts.items()}
    if "userId" not in parts:
        return f"traits: try! JSON({written['traits']})"
    return ", ".join(f"{key}: {written[key]}" for key in ("userId", "traits") if key in parts)


def _call(call: str, *own: Argument, note: Note = no_note) -> Method:
    beside = aside(call, own, "enrichments: ", lambda parts, swift: f"[{_CLOSURE(parts, swift)}]")
    return Method(f"analytics.{call}(", (*own, beside), ")", note=note)


SWIFT = Language(
    id="swift",
    name="Swift",
    library="Analytics-Swift",
    fence="swift",
    comment="//",
    install='.package(url: "https://github.com/segmentio/analytics-swift.git", from: "1.10.0")',
    loads=by_region(
        f"""\
import Segment

let configuration = Configuration(writeKey: {WRITE_KEY})
    .trackApplicationLifecycleEvents(true)
let analytics = Analytics(configuration: configuration)
""",
        ("(true)\n", f'(true)\n    .apiHost("{EU_HOST_V1}")\n'),
    ),
    literals=Literals(
        text=_TEXT,
        # Swift infers no type for mixed values within another literal.
        maps=Brackets("[", "]", "[:]", within=" as [String: Any]"),
        lists=Brackets("[", "]", "[]", within=" as [Any]"),
        entry=lambda key, value: f"{_TEXT(key)}: {value}",
        words=("true", "false", "NSNull()"),
    ),
    methods={
        "identify": _call("identify", Argument(("userId", "traits"), write=_identity)),
        "track": _call(
            "track", one("event", "name: ", absent='""'), one("properties", "properties: ")
        ),
        "screen": _call(
            "screen",
            one("name", "title: ", absent='""'),
            one("category", "category: "),
            one("properties", "properties: "),
        ),
        "group": _call(
            "group", one("groupId", "groupId: ", absent='""'), one("traits", "traits: ")
        ),
        "alias": _call(
            "alias",
            one("userId", "newId: ", absent='""'),
            note=previous_id("the userId of the last identify(), if there is one,"),
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
    typed=True,
)
