"""Which argument of a library's call is which part of the call that is sent.

The signatures are those of Segment's documentation of each library (Analytics.js, Node, Python,
Swift, React Native), November 2025, and of their code: `segkit.snippets` names the versions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.snippets.pasted.written import NOTHING, Changes, Unknown, Value, Written

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
_LAST = ("context", "timestamp", "anonymousId", "integrations", "messageId")
_PYTHON: Mapping[str, tuple[str, ...]] = {
    "track": ("userId", "event", "properties", *_LAST),
    "identify": ("userId", "traits", *_LAST),
    "group": ("userId", "groupId", "traits", *_LAST),
    "page": ("userId", "category", "name", "properties", *_LAST),
    "screen": ("userId", "category", "name", "properties", *_LAST),
    "alias": ("previousId", "userId", "context", "timestamp", "integrations", "messageId"),
}
_SWIFT: Mapping[str, Mapping[str, str]] = {
    "track": {"name": "event"},
    "screen": {"title": "name"},
    "page": {"title": "name"},
    "alias": {"newId": "userId"},
}
_FIRST = {"track": "event", "identify": "userId", "group": "groupId"}


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
    named = {words.get(key, key): value for key, value in written.named.items()}
    changes = named.pop("enrichments", NOTHING)
    call = {
        "type": written.call,
        **dict(zip((first,), written.positional, strict=False)),
        **named,
    }
    if isinstance(changes, Changes):
        changes.on(call)
    return call


def javascript_call(written: Written) -> Call:
    """The call that Analytics.js, Node or React Native sends."""
    given = [one for one in written.positional if not isinstance(one, Changes)]
    while given and given[-1] is NOTHING:
        given.pop()
    call: Call = {"type": written.call}
    if len(given) == 1 and isinstance(given[0], dict) and _is_whole(written.call, given[0]):
        call |= given[0]
    elif written.call in {"page", "screen"}:
        call |= _view(given)
    elif written.call == "alias":
        texts = [one for one in given if not isinstance(one, dict) and one is not None]
        call |= dict(zip(("userId", "previousId"), texts, strict=False))
        call |= _options(next((one for one in given if isinstance(one, dict)), {}))
    else:
        call |= _about(written.call, given)
    for one in written.positional:
        if isinstance(one, Changes):
            one.on(call)
    return {key: value for key, value in call.items() if value is not NOTHING}


def _about(call: str, given: list[Value]) -> Call:
    """Track, identify and group: what it is about, the object, the options; by their places.

    An identify or group call may leave out the id.
    """
    if given and isinstance(given[0], dict) and call != "track":
        given = [None, *given]
    first, data, options = [*given, None, None, None][:3]
    found = {_FIRST[call]: first, _OBJECT.get(call, "traits"): data}
    return {key: part for key, part in found.items() if part is not None} | _options(options)


def _view(given: list[Value]) -> Call:
    """Page and screen: one text is the name, two are category and name, then two objects."""
    texts = [one for one in given if isinstance(one, str | Unknown) and one is not NOTHING]
    objects: list[Value] = [one for one in given if isinstance(one, dict)]
    keys = ("category", "name") if len(texts) > 1 else ("name",)
    found: Call = dict(zip(keys, texts, strict=False))
    if len(objects) == 1 and given.index(objects[0]) == 3:
        objects.insert(0, None)
    data, options = [*objects, None, None][:2]
    return found | ({} if data is None else {"properties": data}) | _options(options)


def _is_whole(call: str, given: Mapping[str, Value]) -> bool:
    """One object that is the call itself, as Node takes it."""
    keys = set(given)
    if not keys <= _COMMON | _OWN[call]:
        return False
    return bool(keys & {"userId", "anonymousId", "event", "properties", "traits", "groupId"})


def _options(options: Value) -> Call:
    """What Analytics.js takes as options: parts of the call, and the rest as context."""
    if not isinstance(options, dict):
        return {}
    own = {key: value for key, value in options.items() if key in _COMMON}
    context = {key: value for key, value in options.items() if key not in _COMMON}
    if not context:
        return own
    given = own.get("context")
    return {**own, "context": {**(given if isinstance(given, dict) else {}), **context}}


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)
