"""One call of Segment's spec as one statement of a library.

A `Method` says which parts of the call become which arguments, in which order. A part that the
library takes nowhere is named by `segkit.snippets.fitting`, never dropped silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.snippets.literals import Literals, indented

Parts = Mapping[str, object]
"""A call as it is sent: `event`, `properties`, `context` and so on."""

Writer = Callable[[Parts, Literals], str]
"""Writes the parts of an argument that the call has."""

Note = Callable[[Parts], str]
"""Call → sentences for the reader, each a line, or nothing."""

WHOLE = "*"
"""In place of a key: the argument is the whole call, with whatever is in it."""

MORE = ("userId", "anonymousId", "timestamp", "messageId", "context", "integrations")
"""What every call may carry beside what it is about."""


def no_note(_call: Parts) -> str:
    """For calls of which there is nothing to say."""
    return ""


def value(parts: Parts, literals: Literals) -> str:
    """The literal for the only part of an argument."""
    [only] = parts.values()
    return literals.write(only)


def together(parts: Parts, literals: Literals) -> str:
    """One map of all parts of an argument."""
    return literals.write(parts)


@dataclass(frozen=True, slots=True)
class Argument:
    """One or several parts of a call, and how they are passed.

    Attributes:
        keys: The parts, or `WHOLE`.
        prefix: Before the value (`properties: `).
        suffix: After it.
        absent: What to pass when the call has none of the parts; None passes nothing.
        holds: What to pass then when another argument follows, where only the place tells them
            apart.
        write: Writes the value.
        aside: It holds what any call may carry beside what it is about.
    """

    keys: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""
    absent: str | None = None
    holds: str | None = None
    write: Writer = value
    aside: bool = False

    def of(self, call: Parts) -> Parts:
        """The parts of the argument that the call has, in the call's order."""
        if WHOLE in self.keys:
            return call
        return {key: part for key, part in call.items() if key in self.keys}


def one(
    key: str, prefix: str = "", suffix: str = "", *, absent: str | None = None, holds: str = ""
) -> Argument:
    """The argument for a single part of the call."""
    return Argument((key,), prefix, suffix, absent, holds or absent)


def aside(call: str, own: Iterable[Argument], prefix: str, write: Writer, *also: str) -> Argument:
    """The argument for all that a call of this kind carries beside the arguments of its own.

    Args:
        call: Its kind.
        own: Those arguments.
        prefix: Before the value.
        write: Writes it.
        also: Parts of the call that it takes although they belong to what the call is about.
    """
    taken = {key for argument in own for key in argument.keys}
    keys = (*(["previousId"] if call == "alias" else []), *also, *MORE)
    rest = tuple(key for key in keys if key not in taken)
    return Argument(rest, prefix, write=write, aside=True)


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


@dataclass(frozen=True)
class Method:
    """How a library sends one kind of call.

    Attributes:
        opening: Up to and with the bracket.
        arguments: In the library's order.
        closing: The bracket and what follows.
        layout: How the arguments are set.
        note: Call → sentences for the reader, shown as comments.
        beside: Parts that only code around the statement can add.
        around: Those parts and the statement → the code; used when the call has any of them.
    """

    opening: str
    arguments: tuple[Argument, ...]
    closing: str
    layout: Layout = Layout()
    note: Note = no_note
    beside: tuple[str, ...] = ()
    around: Callable[[Parts, str, Literals], str] = lambda _parts, code, _literals: code

    @cached_property
    def own(self) -> frozenset[str]:
        """The parts without which it would be another call."""
        return frozenset(key for a in self.arguments if not a.aside for key in a.keys)

    @cached_property
    def keys(self) -> frozenset[str]:
        """All parts that the library takes."""
        return frozenset(key for a in self.arguments for key in a.keys) | {*self.beside}

    def code(self, call: Parts, literals: Literals) -> str:
        """The statement for a call of which the library takes every part."""
        written: list[str] = []
        for argument in reversed(self.arguments):
            text = _argument(argument, call, literals, followed=bool(written))
            if text is not None:
                written.insert(0, indented(text, self.layout.step))
        inner = self.layout.joint.join(written)
        if written:
            inner = f"{self.layout.lead}{inner}{self.layout.trail}"
        code = f"{self.opening}{inner}{self.closing}"
        beside = any(key in self.beside for key in call)
        return self.around(call, code, literals) if beside else code


def _argument(argument: Argument, call: Parts, literals: Literals, *, followed: bool) -> str | None:
    if parts := argument.of(call):
        text: str | None = argument.write(parts, literals)
    else:
        text = argument.holds if followed else argument.absent
    return None if text is None else f"{argument.prefix}{text}{argument.suffix}"
