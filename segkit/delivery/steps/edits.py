"""Changes to a call as the steps on its way make them: the call that comes in stays as it is.

A path is dot-separated, `properties.address.city`; a dot that belongs to a name has a backslash
before it, `properties.ingredients\\.salad`. Copies are made along the path only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from segkit.model.plan import ELEMENT

Json = Mapping[str, object]
Keys = tuple[str, ...]

_DOT = re.compile(r"(?<!\\)\.")
_ESCAPED = re.compile(r"\\(.)")


def keys_of(path: str) -> Keys:
    """The names that a path is made of; none for an empty one, the top of the call."""
    return tuple(_ESCAPED.sub(r"\1", name) for name in _DOT.split(path)) if path else ()


def has(call: Json, keys: Sequence[str]) -> bool:
    """Something stands below these keys, be it null."""
    inner = value_at(call, keys[:-1])
    return isinstance(inner, Mapping) and keys[-1] in inner


def value_at(call: Json, keys: Sequence[str]) -> object:
    """What stands below these keys; None where nothing does."""
    value: object = call
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def without(call: Json, keys: Sequence[str]) -> Json:
    """The call without what stands below these keys."""
    first, *rest = keys
    if not rest:
        return {key: value for key, value in call.items() if key != first}
    inner = call.get(first)
    if not isinstance(inner, Mapping):
        return call
    return {**call, first: without(inner, rest)}


def with_value(call: Json, keys: Sequence[str], value: object) -> Json:
    """The call with this value below these keys; objects on the way are made."""
    if not keys:
        return value if isinstance(value, Mapping) else call
    first, *rest = keys
    inner = call.get(first)
    below = inner if isinstance(inner, Mapping) else {}
    return {**call, first: with_value(below, rest, value) if rest else value}


def cut(
    call: Json, at: Sequence[str], names: Collection[Keys], *, keeps: bool = False
) -> tuple[Json, tuple[Keys, ...]]:
    """The call without these names, or with them alone, in one of its objects.

    Args:
        call: The call.
        at: Where the object stands, or a list, of which every object is meant.
        names: What is taken out, each as the keys that lead there from the object.
        keeps: They are what is left, and all else is taken out.

    Returns:
        The call, and the keys of what was taken out; below a list, with `[]` for its elements.
    """
    found = value_at(call, at)
    if isinstance(found, Mapping):
        left, gone = _cut(found, names, keeps=keeps)
        return with_value(call, at, left), tuple((*at, *keys) for keys in gone)
    if not isinstance(found, list | tuple):
        return call, ()
    every = [
        _cut(one, names, keeps=keeps) if isinstance(one, Mapping) else (one, ()) for one in found
    ]
    lost = dict.fromkeys(keys for _, each in every for keys in each)
    left_of_each = [left for left, _ in every]
    return with_value(call, at, left_of_each), tuple((*at, ELEMENT, *keys) for keys in lost)


def _cut(inner: Json, names: Collection[Keys], *, keeps: bool) -> tuple[Json, list[Keys]]:
    """One object without these names, or with them alone, and what was taken out of it."""
    left: dict[str, object] = {}
    gone: list[Keys] = []
    for name, value in inner.items():
        below = [keys[1:] for keys in names if keys[:1] == (name,)]
        if isinstance(value, Mapping) and below and () not in below:
            left[name], lost = _cut(value, below, keeps=keeps)
            gone += [(name, *keys) for keys in lost]
        elif (() in below) is keeps:
            left[name] = value
        else:
            gone.append((name,))
    return left, gone
