"""Closures that change one call on its way through a library of apps.

Swift, Kotlin and C# have no arguments for `context`, `integrations`, `timestamp` and the ids of
a single call. Each of their calls takes a closure instead: it runs when the library has filled
the call in, and before any destination gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from segkit.snippets.calls import Parts
from segkit.snippets.literals import Literals, indented

Entry = Callable[[str, str, object, Literals], Iterable[str]]
"""Map (`context`, `integrations`), key, value → the statements that put it there."""


@dataclass(frozen=True, slots=True)
class Closure:
    """How a language writes such a closure.

    Attributes:
        opening: Up to the first line break.
        first: Statements before the others.
        text: Key and literal → the statement that sets a text of the call.
        entry: Sets one entry of a map of the call.
        last: The statement that hands the call back.
        closing: The bracket.
    """

    opening: str
    text: Callable[[str, str], str]
    entry: Entry
    last: str
    closing: str
    first: str = ""

    def __call__(self, parts: Parts, literals: Literals) -> str:
        """The closure that sets all these parts."""
        statements = [self.first] if self.first else []
        for key, part in parts.items():
            if isinstance(part, Mapping):
                for name, inner in part.items():
                    statements += self.entry(key, name, inner, literals)
            else:
                statements.append(self.text(key, literals.write(part)))
        body = indented("\n".join([*statements, self.last]), literals.indent)
        return f"{self.opening}\n{literals.indent}{body}\n{self.closing}"
