"""What in a document looks like part of a plan and did not become one, gathered while reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from segkit.model.plan import Doubt, Rule

_MOST_EXAMPLES = 5
_NUMBERS = re.compile(r"\[\d+\]")
_OF_ALTERNATIVES = (
    "anyOf", "oneOf", "allOf", "if", "then", "else", "patternProperties", "dependentSchemas",
    "prefixItems", "items", "contains", "additionalProperties",
)  # fmt: skip
"""Keywords below which a schema may name properties that stand nowhere else in it."""


@dataclass(slots=True)
class _Kind:
    where: str
    examples: dict[str, None] = field(default_factory=dict)
    count: int = 0


class Doubts:
    """Doubts by what they are about, each with the place where it was met first."""

    def __init__(self) -> None:
        """Nothing is in doubt yet."""
        self._kinds: dict[tuple[str, str], _Kind] = {}
        self._told: set[tuple[str, str]] = set()

    def add(self, where: str, what: str, *examples: str) -> None:
        """One more value in doubt.

        Args:
            where: Its place, e.g. `events[3].fields`.
            what: A sentence with `{count}` in it; values with the same one are counted together.
            examples: The value as written, or several of them.
        """
        kind = self._kinds.setdefault((_section(where), what), _Kind(where))
        kind.count += len(examples) or 1
        for one in examples:
            if len(kind.examples) < _MOST_EXAMPLES:
                kind.examples[one] = None

    def found(self) -> tuple[Doubt, ...]:
        """All of them, in the order in which they were met."""
        return tuple(
            Doubt(
                kind.where.removesuffix(": ") or "the file",
                what.replace("{count}", str(kind.count)),  # the rest may be a text of the customer
                kind.count,
                tuple(kind.examples),
            )
            for (_, what), kind in self._kinds.items()
        )

    def add_once(self, where: str, what: str, example: str) -> None:
        """The same of a value that may come by again and is one all the same."""
        if (what, example) not in self._told:
            self._told.add((what, example))
            self.add(where, what, example)

    def hidden_names(self, rules: Iterable[Rule]) -> None:
        """Doubt names that stand in what is left of a schema, and are no field of the rule."""
        for rule in rules:
            left = [rule.schema, *(one.schema for one in rule.fields if one.schema)]
            names = list(dict.fromkeys(name for one in left for name in _hidden(one)))
            known = {segment for one in rule.fields for segment in one.path} if names else set()
            if lost := [name for name in names if name not in known]:
                self.add(
                    rule.origin,
                    "{count} names of properties stand only in conditions or alternatives of a "
                    "schema; they are checked, and no fields of the plan.",
                    *lost,
                )


def _section(where: str) -> str:
    """Where values of one kind stand, whatever their number: `events[].fields`."""
    return _NUMBERS.sub("[]", where.rpartition(": ")[2].rpartition(".")[0])


def _hidden(schema: Mapping[str, object]) -> Iterator[str]:
    """Names that a schema's conditions and alternatives describe."""
    for key, value in schema.items():
        if key == "properties" and isinstance(value, Mapping):
            for one in value.values():
                yield from _hidden(one) if isinstance(one, Mapping) else ()
        elif key in _OF_ALTERNATIVES:
            yield from _described(value)


def _described(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _described(one)
    elif isinstance(value, Mapping):
        names = value.get("properties")
        for name, one in names.items() if isinstance(names, Mapping) else ():
            yield str(name)
            yield from _described(one)
        for key, one in value.items():
            if key in _OF_ALTERNATIVES:
                yield from _described(one)
