"""Analytics-Flutter, whose calls take nothing but names, properties and traits.

Sources: Segment's docs and `segmentio/analytics_flutter` 1.1.10, `analytics.dart` (arguments),
`plugin.dart` and `timeline.dart` (how a plugin changes a call), `event.dart` (types).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.snippets.calls import Argument, Method, Note, Parts, Writer, aside, no_note, one, value
from segkit.snippets.language import (
    EU_HOST_V1,
    NO_PAGE,
    REMEMBERED,
    WRITE_KEY,
    Language,
    by_region,
    previous_id,
)
from segkit.snippets.literals import Brackets, Literals, indented
from segkit.snippets.text import LINE_ESCAPES, Quoting, hex_braces

_TEXT = Quoting(hex_braces, {**LINE_ESCAPES, "\b": "\\b", "\f": "\\f", "$": "\\$"}, quote="'")

_USER_TRAITS = (
    "avatar", "birthday", "createdAt", "description", "email", "firstName", "gender", "id",
    "lastName", "name", "phone", "title", "username", "website",
)  # fmt: skip
_GROUP_TRAITS = (
    "avatar", "createdAt", "description", "email", "employees", "id", "industry", "name",
    "phone", "plan", "website",
)  # fmt: skip
_FILLED = ("app", "device", "library", "network", "os", "screen", "traits")
"""Objects of the context that the library fills, as its own types."""

_PLUGIN = """\
// {call}() has no argument for these, so a plugin adds them to this one call.
class {name}Details extends Plugin {{
  {name}Details() : super(PluginType.enrichment);

  @override
  Future<RawEvent?> execute(RawEvent event) async {{
    if ({other}) return event;
    analytics?.removePlugin(this);
    {statements}
    return event;
  }}
}}

Future<void> send{name}() async {{
  analytics.addPlugin({name}Details());
  await {statement}
}}"""

_KNOWN = "// The library adds the userId by itself: call identify(userId: {}) once before."
"""In place of a plugin where the id is all that is missing."""


def _typed_traits(class_name: str, known: tuple[str, ...]) -> Writer:
    """Flutter's typed traits: reserved texts are arguments of their own, the rest is `custom`."""

    def write(parts: Parts, dart: Literals) -> str:
        traits = parts["traits"]
        assert isinstance(traits, Mapping)  # noqa: S101  # fitted
        own = {key: text for key, text in traits.items() if key in known and isinstance(text, str)}
        custom = {key: inner for key, inner in traits.items() if key not in own}
        written = [f"{key}: {dart.write(text)}" for key, text in own.items()]
        if custom:
            written.append(f"custom: {dart.write(custom)}")
        if not written:
            return f"{class_name}()"
        body = indented(",\n".join(written), dart.indent)
        return f"{class_name}(\n{dart.indent}{body},\n)"

    return write


def _call(call: str, event: str, *own: Argument, note: Note = no_note) -> Method:
    """The call; for all that it may carry beside its arguments, a plugin that waits for it."""
    keys = aside(call, own, "", value).keys
    [key] = own[0].keys

    def around(parts: Parts, code: str, dart: Literals) -> str:
        if {name for name in parts if name in keys} == {"userId"}:
            return f"{_KNOWN.format(dart.write(parts['userId']))}\n{code}"
        waits = f"event is! {event}"
        if parts.get(key):
            waits += f" || event.{key} != {dart.write(parts[key])}"
        statements = [_statement(name, part, dart) for name, part in parts.items() if name in keys]
        return _PLUGIN.format(
            call=call,
            name=_name(call, str(parts.get(key, "")) if key in {"event", "name"} else ""),
            other=waits,
            statements=indented("\n".join(statements), dart.indent * 2),
            statement=indented(code, dart.indent),
        )

    return Method(f"analytics.{call}(", own, ");", note=note, beside=keys, around=around)


def _name(call: str, about: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", about)
    name = "".join(word[0].upper() + word[1:] for word in words)[:40]
    return name if name[:1].isalpha() else f"{call.capitalize()}{name}"


def _statement(key: str, part: object, dart: Literals) -> str:
    if not isinstance(part, Mapping):
        return f"event.{key} = {dart.write(part)};"
    entries = [f"{dart.text(name)}: {_entry(key, name, one, dart)}" for name, one in part.items()]
    before = "...?event.integrations" if key == "integrations" else "...event.context!.toJson()"
    body = indented(",\n".join([before, *entries]), dart.indent)
    written = f"{{\n{dart.indent}{body},\n}}"
    # The library hands the same context to every call: this one gets a copy.
    return f"event.{key} = {f'Context.fromJson({written})' if key == 'context' else written};"


def _entry(owner: str, name: str, part: object, dart: Literals) -> str:
    if owner != "context" or name not in _FILLED or not isinstance(part, Mapping):
        return dart.write(part)
    entries = [f"{dart.text(key)}: {dart.write(inner)}" for key, inner in part.items()]
    body = indented(",\n".join([f"...event.context!.{name}.toJson()", *entries]), dart.indent)
    return f"{{\n{dart.indent}{body},\n}}"


FLUTTER = Language(
    id="flutter",
    name="Flutter",
    library="Analytics-Flutter (segment_analytics, public beta)",
    fence="dart",
    comment="//",
    install="flutter pub add segment_analytics",
    loads=by_region(
        f"""\
import 'package:segment_analytics/client.dart';
import 'package:segment_analytics/event.dart';
import 'package:segment_analytics/plugin.dart';
import 'package:segment_analytics/state.dart';

final analytics = createClient(Configuration(
  {WRITE_KEY},
  trackApplicationLifecycleEvents: true,
));
""",
        ("true,\n", f"true,\n  apiHost: '{EU_HOST_V1}',\n"),
    ),
    literals=Literals(
        text=_TEXT,
        maps=Brackets("{", "}", "{}"),
        lists=Brackets("[", "]", "[]"),
        entry=lambda key, value: f"{_TEXT(key)}: {value}",
        indent="  ",
    ),
    methods={
        "identify": _call(
            "identify",
            "IdentifyEvent",
            one("userId", "userId: "),
            Argument(("traits",), "userTraits: ", write=_typed_traits("UserTraits", _USER_TRAITS)),
        ),
        "track": _call(
            "track", "TrackEvent", one("event", absent="''"), one("properties", "properties: ")
        ),
        "screen": _call(
            "screen", "ScreenEvent", one("name", absent="''"), one("properties", "properties: ")
        ),
        "group": _call(
            "group",
            "GroupEvent",
            one("groupId", absent="''"),
            Argument(
                ("traits",), "groupTraits: ", write=_typed_traits("GroupTraits", _GROUP_TRAITS)
            ),
        ),
        "alias": _call(
            "alias",
            "AliasEvent",
            one("userId", absent="''"),
            note=previous_id("the userId of the last identify(), else the anonymousId,"),
        ),
    },
    instead=NO_PAGE,
    remembers=REMEMBERED,
    typed=True,
)
