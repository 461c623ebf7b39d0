"""Whether what a cell writes between the brackets fits the method that it calls.

Annotations are the one list of what a method takes. A value of another kind is refused in a
sentence before anything is drawn with it; which of the right kind there are, methods say themselves.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_EITHER = (Union, types.UnionType)
_NOUNS: Mapping[object, tuple[str, str]] = {
    str: ("text", "texts"),
    bool: ("True or False", "True or False"),
    int: ("whole number", "whole numbers"),
    float: ("number", "numbers"),
}


def misfit(
    method: Callable[..., object], args: Sequence[object], options: Mapping[str, object]
) -> str:
    """What does not fit: `'minutes' is no table of texts with whole numbers`; empty when all fits."""
    try:
        given = inspect.signature(method).bind(*args, **options).arguments
    except TypeError as error:
        return str(error)
    kinds = _kinds(method)
    for name, value in given.items():
        kind = kinds.get(name, object)
        if not _fits(value, kind):
            return f"{name!r} is no {_noun(kind)}"
    return ""


def _kinds(method: Callable[..., object]) -> Mapping[str, object]:
    """The kinds of its arguments, as far as they are known where the method is."""
    function: object = inspect.unwrap(method)
    if isinstance(function, type):
        function = vars(function).get("__init__")
    known = getattr(function, "__globals__", {})
    kinds: dict[str, object] = {}
    for name, said in getattr(function, "__annotations__", {}).items():
        one = types.SimpleNamespace(__annotations__={name: said})
        with suppress(NameError, TypeError):  # of another package, or of a function
            kinds |= get_type_hints(one, known)
    return kinds


def _fits(value: object, kind: object) -> bool:
    """The value is of the kind; of a kind that no literal has, the method itself judges."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in _EITHER:
        fits = any(_fits(value, one) for one in inner)
    elif origin is Literal:
        fits = any(_fits(value, type(one)) for one in inner)
    elif _is_a(origin, Mapping):
        fits = isinstance(value, Mapping) and all(
            _fits(key, inner[0]) and _fits(held, inner[1]) for key, held in value.items()
        )
    elif _is_a(origin, Sequence):
        fits = isinstance(value, list | tuple) and all(_fits(one, inner[0]) for one in value)
    elif kind in _NOUNS and isinstance(value, bool):
        fits = kind is bool  # which Python takes for a whole number
    elif kind is float:
        fits = isinstance(value, int | float)
    else:
        fits = isinstance(value, kind) if isinstance(kind, type) else True
    return fits


def _is_a(origin: object, kind: type) -> bool:
    return isinstance(origin, type) and issubclass(origin, kind)


def _noun(kind: object, which: int = 0) -> str:
    """The kind in words, for one or for several."""
    if kind in _NOUNS:
        return _NOUNS[kind][which]
    inner = [one for one in get_args(kind) if one is not types.NoneType]
    origin = get_origin(kind)
    if origin in _EITHER:
        return " and no ".join(_noun(one, which) for one in inner)
    if origin is Literal:
        return _noun(type(inner[0]), which)
    if _is_a(origin, Mapping):
        return f"table{'s' * which} of {_noun(inner[0], 1)} with {_noun(inner[1], 1)}"
    if _is_a(origin, Sequence):
        return f"list{'s' * which} of {_noun(inner[0], 1)}"
    return "anything" if kind in {object, Any} else str(getattr(kind, "__name__", kind))
