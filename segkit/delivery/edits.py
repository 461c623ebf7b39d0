"""Changes to a call as the steps on its way make them: the call that comes in stays as it is.

A path is dot-separated, `properties.address.city`. A key that holds the dots itself is tried
first, because real names contain them. Copies are made along the path only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Json = Mapping[str, object]


def find(call: Json, path: str) -> tuple[str, ...] | None:
    """The keys that lead to the path's value; None when there is none."""
    if path in call:
        return (path,)
    for end in _dots(path):
        inner = call.get(path[:end])
        if isinstance(inner, Mapping) and (rest := find(inner, path[end + 1 :])):
            return (path[:end], *rest)
    return None


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
    first, *rest = keys
    if not rest:
        return {**call, first: value}
    inner = call.get(first)
    return {**call, first: with_value(inner if isinstance(inner, Mapping) else {}, rest, value)}


def only(
    call: Json, container: str, paths: Iterable[str]
) -> tuple[Json, tuple[tuple[str, ...], ...]]:
    """The call with only these paths left in one of its containers, and the keys taken out."""
    inner = call.get(container)
    if not isinstance(inner, Mapping):
        return call, ()
    allowed = [keys for path in paths if (keys := find(inner, path))]
    kept: Json = {}
    gone: list[tuple[str, ...]] = []
    for name, value in inner.items():  # in the call's own order, as it was sent
        below = [keys for keys in allowed if keys[0] == name]
        for keys in below:
            kept = with_value(kept, keys, value_at(inner, keys))
        if not below:
            gone.append((container, name))
        elif all(len(keys) > 1 for keys in below) and isinstance(value, Mapping):
            named = {keys[1] for keys in below}
            gone += [(container, name, other) for other in value if other not in named]
    return {**call, container: kept}, tuple(gone)


def _dots(path: str) -> list[int]:
    """Where the path's dots are, those further behind first."""
    return [n for n in range(len(path) - 1, 0, -1) if path[n] == "."]
