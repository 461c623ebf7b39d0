"""One call of Segment's spec as one statement of a library.

A `Method` says which parts of the payload become which arguments, in which order; what a library
cannot take is named in a comment above the statement, never dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from segkit.snippets.literals import Literals, indented

WHOLE = "*"
"""In place of a key: the argument is the whole payload."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A part of the payload and how it is passed.

    Attributes:
        key: The payload's key, or `WHOLE`.
        prefix: Before the value (`properties: `).
        suffix: After it.
        absent: What to pass when the payload has no such key; None passes nothing.
        write: Writes the value when it is no plain literal.
    """

    key: str
    prefix: str = ""
    suffix: str = ""
    absent: str | None = None
    write: Callable[[object, Literals], str] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands before, between and after the arguments; line breaks decide the indentation."""

    lead: str = ""
    joint: str = ", "
    trail: str = ""

    @property
    def step(self) -> str:
        """The indentation of arguments that have lines of their own."""
        line = self.joint.rpartition("\n")[2]
        return line[: len(line) - len(line.lstrip())] if "\n" in self.joint else ""


@dataclass(frozen=True, slots=True)
class Method:
    """How a library sends one kind of call.

    Attributes:
        opening: Up to and with the bracket.
        arguments: In the library's order.
        closing: The bracket and what follows.
        layout: How the arguments are set.
        note: A sentence for the reader, shown as a comment.
    """

    opening: str
    arguments: tuple[Argument, ...]
    closing: str
    layout: Layout = Layout()
    note: str = ""


def statement(
    method: Method,
    payload: Mapping[str, object],
    literals: Literals,
    *,
    comment: str,
    remembers: tuple[str, ...],
) -> str:
    """The call in code, with comments about what the library does by itself or cannot take.

    Args:
        method: How the library sends it.
        payload: Cleaned.
        literals: How the language writes values.
        comment: What starts a comment line.
        remembers: Keys that the library knows from an earlier call and adds itself.
    """
    notes = [method.note] if method.note else []
    notes += _missing(method, payload, literals, remembers)
    lines = [f"{comment} {note}\n" for note in notes]
    return "".join(lines) + _code(method, payload, literals)


def _code(method: Method, payload: Mapping[str, object], literals: Literals) -> str:
    layout = method.layout
    written = [
        indented(text, layout.step)
        for argument in method.arguments
        if (text := _argument(argument, payload, literals)) is not None
    ]
    if not written:
        return f"{method.opening}{method.closing}"
    return (
        f"{method.opening}{layout.lead}{layout.joint.join(written)}{layout.trail}{method.closing}"
    )


def _argument(argument: Argument, payload: Mapping[str, object], literals: Literals) -> str | None:
    if argument.key == WHOLE:
        value: object = payload
    elif argument.key in payload:
        value = payload[argument.key]
    elif argument.absent is not None:
        return f"{argument.prefix}{argument.absent}{argument.suffix}"
    else:
        return None
    text = argument.write(value, literals) if argument.write else literals.write(value)
    return f"{argument.prefix}{text}{argument.suffix}"


def _missing(
    method: Method,
    payload: Mapping[str, object],
    literals: Literals,
    remembers: tuple[str, ...],
) -> Iterator[str]:
    keys = {argument.key for argument in method.arguments}
    if WHOLE in keys:
        return
    left = [key for key in payload if key not in keys and key not in remembers]
    if left:
        names = ", ".join(literals.text(key) for key in left)
        yield f"Not an argument of this call in this library: {names}."
    nulls = [] if literals.holds_null else [*_nulls(payload)]
    if nulls:
        names = ", ".join(literals.text(key) for key in dict.fromkeys(nulls))
        yield f"Left out, because the map cannot hold null: {names}."


def _nulls(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if inner is None:
                yield str(key)
            yield from _nulls(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(inner)
