"""Values of a call that nobody has sent yet: where they come from, and what is built around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

Path = tuple[str, ...]


class Shown(Enum):
    """How much of a part of the call shows in what is made of it."""

    WHOLE = "whole"
    """The part itself and all that it holds."""
    TEXT = "text"
    """What it is as text: nothing of an object's inside, each plain value of a list."""
    PLAIN = "plain"
    """Only what is no object and no list."""
    SPREAD = "spread"
    """What it holds, laid into an object; a number or a boolean leaves nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the call that shows in a mapping's output.

    Attributes:
        path: Where it is, `("properties", "products", "[]", "price")`; empty for the call.
        shown: How much of it shows.
        without: Names directly below it that something else takes the place of.
        sure: False when only values tell whether it shows.
        given: Of each of these, one has to be there for that.
        missing: All of these have to be missing for that.
        beneath: Objects of the call that are laid over it; their names take the place of its own.
    """

    path: Path
    shown: Shown = Shown.WHOLE
    without: frozenset[str] = frozenset()
    sure: bool = True
    given: frozenset[frozenset[Path]] = frozenset()
    missing: frozenset[Path] = frozenset()
    beneath: frozenset[Path] = frozenset()

    def under(self, needs: Needs) -> Part:
        """The part, where more has to be there or missing."""
        if needs == NO_NEEDS:
            return self
        given, missing = self.given | needs.given, self.missing | needs.missing
        return replace(self, given=given, missing=missing)


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be there and what has to be missing for a branch to be taken."""

    given: frozenset[frozenset[Path]] = frozenset()
    missing: frozenset[Path] = frozenset()

    def where(self, test: frozenset[Path]) -> Needs:
        """Where the test is there as well."""
        return Needs(self.given | {test}, self.missing) if test else self

    def without(self, test: frozenset[Path]) -> Needs:
        """Where the test is missing as well."""
        return Needs(self.given, self.missing | test)


NO_NEEDS = Needs()


@dataclass(frozen=True, slots=True)
class Const:
    """A value of the mapping's own; None stands for nothing."""

    value: object = None


@dataclass(frozen=True, slots=True)
class Event:
    """What the call has at a path."""

    path: Path


@dataclass(frozen=True, slots=True)
class Thing:
    """An object with these keys."""

    keys: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of these elements."""

    elements: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in which parts of the call show.

    Attributes:
        decides: What of the call decides between values, and may not show itself.
        fixed: It may say something of its own too.
        full: It is never empty.
    """

    parts: tuple[Part, ...] = ()
    decides: tuple[Path, ...] = ()
    fixed: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values.

    Attributes:
        options: What it may be; with a test, what it is where that is there.
        otherwise: What it is where the test is missing.
        test: What is looked at, and does not show for that alone.
    """

    options: tuple[Value, ...]
    otherwise: Value | None = None
    test: frozenset[Path] = frozenset()

    @property
    def every(self) -> tuple[Value, ...]:
        """All that it may be."""
        return self.options if self.otherwise is None else (*self.options, self.otherwise)


@dataclass(frozen=True, slots=True)
class Merged:
    """Objects laid over each other, the last one on top."""

    layers: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """A list made of each element of another one; that itself where it is no list or object."""

    root: Value
    shapes: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """An object of one level, made of a value with all that it holds."""

    value: Value
    separator: str
    arrays: bool = True


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a value says where it is JSON as text, else the value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Derived:
    """Something made of values, of which nobody can tell how much they show."""

    of: tuple[Value, ...]


Value = Const | Event | Thing | Items | Text | Choice | Merged | Each | Flat | Parsed | Derived

ABSENT = Const()


def unsure(part: Part) -> Part:
    """The part, without being sure of it."""
    return replace(part, sure=False)


def one_of(values: tuple[Value, ...]) -> Value:
    """Any of these values."""
    return values[0] if len(values) == 1 else Choice(values) if values else ABSENT
