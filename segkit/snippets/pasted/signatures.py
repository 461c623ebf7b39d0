"""Which argument of a library's call is which part of the call that is sent.

The signatures are those of Segment's documentation of each library (Analytics.js, Node, Python,
Swift, React Native), November 2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.snippets.pasted.written import NOTHING, Value, Written

Call = dict[str, Value]

_OBJECT = {"track": "properties", "page": "properties", "screen": "properties"}
_COMMON = {
    *("userId", "anonymousId", "messageId", "timestamp", "context", "integrations"),
}
_OWN = {
    "track": {"event", "properties"},
    "identify": {"traits"},
    "group": {"groupId", "traits"},
    "page": {"name", "category", "properties"},
    "screen": {"name", "category", "properties"},
    "alias": {"previousId"},
}
_PYTHON: Mapping[str, tuple[str, ...]] = {
    "track": ("userId", "event", "properties", "context", "timestamp", "anonymousId"),
    "identify": ("userId", "traits", "context", "timestamp", "anonymousId"),
    "group": ("userId", "groupId", "traits", "context", "timestamp", "anonymousId"),
    "page": ("userId", "category", "name", "properties", "context", "timestamp"),
    "screen": ("userId", "category", "name", "properties", "context", "timestamp"),
    "alias": ("previousId", "userId", "context", "timestamp"),
}
_SWIFT: Mapping[str, Mapping[str, str]] = {
    "track": {"name": "event"},
    "screen": {"title": "name"},
    "page": {"title": "name"},
    "alias": {"newId": "userId"},
}
_BROWSER: Mapping[str, tuple[str, ...]] = {
    "track": ("event",),
    "identify": ("userId",),
    "group": ("groupId",),
    "alias": ("userId", "previousId"),
}


def python_call(written: Written) -> Call:
    """The call that analytics-python sends."""
    named = {_camel(key): value for key, value in written.named.items()}
    return {
        "type": written.call,
        **dict(zip(_PYTHON[written.call], written.positional, strict=False)),
        **named,
    }


def swift_call(written: Written) -> Call:
    """The call that Analytics-Swift, or the classic library, sends."""
    words = _SWIFT.get(written.call, {})
    first = {"track": "event", "screen": "name", "page": "name", "group": "groupId"}.get(
        written.call, "userId"
    )
    return {
        "type": written.call,
        **dict(zip((first,), written.positional, strict=False)),
        **{words.get(key, key): value for key, value in written.named.items()},
    }


def javascript_call(written: Written) -> Call:
    """The call that Analytics.js, Node or React Native sends."""
    given = [one for one in written.positional if one is not NOTHING]
    if len(given) == 1 and isinstance(given[0], dict) and _is_whole(written.call, given[0]):
        return {"type": written.call, **given[0]}
    texts = [one for one in written.positional if not isinstance(one, dict)]
    objects = [one for one in written.positional if isinstance(one, dict)]
    call: Call = {"type": written.call, **_texts(written.call, texts)}
    if objects and written.call != "alias":
        call[_OBJECT.get(written.call, "traits")] = objects.pop(0)
    for options in objects:
        call |= _options(options)
    return {key: value for key, value in call.items() if value is not NOTHING}


def _is_whole(call: str, given: Mapping[str, Value]) -> bool:
    """One object that is the call itself, as Node takes it."""
    keys = set(given)
    if not keys <= _COMMON | _OWN[call]:
        return False
    return bool(keys & {"userId", "anonymousId", "event", "properties", "traits", "groupId"})


def _texts(call: str, texts: list[Value]) -> Call:
    """The arguments before the object; of a page's, the last one is the name."""
    if call in {"page", "screen"}:
        texts = [one for one in texts if one is not NOTHING and one is not None]
        keys = ("category", "name") if len(texts) > 1 and call == "page" else ("name",)
        return dict(zip(keys, texts, strict=False))
    found = dict(zip(_BROWSER[call], texts, strict=False))
    return {key: value for key, value in found.items() if value is not None}


def _options(options: Mapping[str, Value]) -> Call:
    """What Analytics.js takes as options: parts of the call, and the rest as context."""
    own = {key: value for key, value in options.items() if key in _COMMON}
    context = {key: value for key, value in options.items() if key not in _COMMON}
    if not context:
        return own
    given = own.get("context")
    return {**own, "context": {**(given if isinstance(given, dict) else {}), **context}}


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)
