"""Tokens where none belongs: in settings that people share, commit and show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_TOKEN = re.compile(r"sgp_\w{8,}")  # how Segment's Public API tokens begin
_NAME = re.compile(r"token|secret|passw|credential|bearer|authorization|api_?key", re.IGNORECASE)


def place_of_token(settings: Mapping[str, object]) -> str:
    """The name of the first setting that holds a token (`workspace.token`); empty without one.

    A setting counts by its value, which begins as tokens do, or by its name.
    """
    return next(_places(settings, ""), "")


def _places(value: object, name: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            # a token may have been pasted as a name, which then must not be shown either
            is_token = _TOKEN.search(str(key)) is not None
            shown = "a name" if is_token else f"{name}.{key}" if name else str(key)
            if is_token:
                yield shown
            yield from _places(inner, shown)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _places(inner, name)
    elif isinstance(value, str) and _is_token(name.rpartition(".")[2], value):
        yield name


def _is_token(name: str, value: str) -> bool:
    return bool(_TOKEN.search(value) or (value.strip() and _NAME.search(name)))
