"""A call of a library as it stands in code, whatever the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.model.plan import CALLS

Value = object
"""Plain JSON, or `Unknown` where only running the code would tell."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is no literal: its source text, on one line."""

    source: str


NOTHING = Unknown("")
"""An argument that says nothing: a callback, or JavaScript's `undefined`."""


@dataclass(frozen=True, slots=True)
class Changes:
    """A function that the library runs on the call before it is sent.

    Attributes:
        steps: Where it puts what, in order: keys from the call down, and a value.
    """

    steps: tuple[tuple[tuple[str, ...], Value], ...]

    def on(self, call: dict[str, Value]) -> None:
        """Make the changes; the call is changed in place."""
        for path, value in self.steps:
            owner = call
            for key in path[:-1]:
                inner = owner.get(key)
                owner[key] = owner = dict(inner) if isinstance(inner, dict) else {}
            owner[path[-1]] = value


PARTS = frozenset(
    {
        *("userId", "anonymousId", "previousId", "messageId", "timestamp", "context"),
        *("integrations", "category"),
    }
)
"""What such a function can put into a call beside its own arguments."""


@dataclass(frozen=True, slots=True)
class Written:
    """One call of a library.

    Attributes:
        call: One of the six calls.
        positional: Arguments without a name, in order.
        named: Arguments with a name, as the language writes it (`user_id`, `properties`).
        line: Where it stands, from 1.
    """

    call: str
    positional: tuple[Value, ...] = ()
    named: Mapping[str, Value] = field(default_factory=dict, hash=False)
    line: int = 1


def is_call(name: str) -> bool:
    """The name is one of the six calls."""
    return name in CALLS


def known(value: Value, unknown: list[str]) -> object:
    """The value with a text in place of everything unknown, whose source goes to `unknown`."""
    if isinstance(value, Unknown):
        unknown.append(value.source)
        return f"‹{value.source}›"
    if isinstance(value, dict):
        return {key: known(one, unknown) for key, one in value.items() if one is not NOTHING}
    if isinstance(value, list):
        return [known(None if one is NOTHING else one, unknown) for one in value]
    return value


def one_line(source: str) -> str:
    """Source text for a person: one line, shortened."""
    text = " ".join(source.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
