"""What a mapping's trigger says: its conditions, as Segment's trigger evaluator takes them.

That evaluator (`@segment/destination-subscriptions` 3.37.0) does not parse FQL. It walks
through the words and picks out the conditions that the app's trigger builder can write,
skipping what it does not know. What follows from that, found by running it:

- `and` and `or` do not differ in strength: within one pair of parentheses the last one
  counts for all conditions there.
- `!` negates `contains` and `match` only; before a parenthesis it changes nothing.
- Parentheses inside parentheses make the trigger unreadable.
- `match` means "starts with" where the pattern ends in `*`, and otherwise "ends with" what
  follows its first character.
- Strings in single quotes keep their quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from segkit.errors import FqlError
from segkit.routing.fql.numbers import as_number, as_text
from segkit.routing.fql.tokens import Kind, Token, tokens

Field = Literal["type", "event", "userId", "name", "properties", "traits", "context"]
_FIELDS: dict[str, Field] = {
    "type": "type",
    "event": "event",
    "userId": "userId",
    "name": "name",
    "properties": "properties",
    "traits": "traits",
    "context": "context",
}
_NESTED = frozenset({"properties", "traits", "context"})
_EXISTENCE = {"=": "not_exists", "!=": "exists"}
_OF_NUMBERS = {"=": "number_equals", "!=": "number_not_equals"}


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison.

    Attributes:
        field: The part of the call that is looked at.
        name: Within properties, traits or context; parts separated by dots or brackets. The
            field's own name where none is given, and for all other fields.
        operator: As written, or one of contains, starts_with, ends_with (each also with
            `not_` before it), exists, not_exists, is_true, is_false, number_equals and
            number_not_equals.
        value: What it is compared with.
    """

    field: Field
    name: str
    operator: str
    value: str | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that hold together (`and`) or one for another (`or`).

    Attributes:
        joined_by: "and" or "or".
        children: In the order of the text; None stands for parentheses without a condition,
            which Segment's evaluator fails on as soon as it reaches them.
    """

    joined_by: str
    children: tuple[Condition | Group | None, ...]


# the same few conditions judge call after call
@lru_cache(maxsize=2048)
def conditions(trigger: str) -> Group:
    """What the trigger says.

    Raises:
        FqlError: It contains no condition, or not a whole one: it never fires.
    """
    group = _Reader(_with_paths(tokens(trigger, as_published=True))).group()
    if isinstance(group, Group):
        return group
    if group is None:
        raise _unreadable("The trigger contains no condition that Segment understands.", 1)
    return Group("and", (group,))


class _Reader:
    """Walks through the words of a trigger, or of one pair of parentheses in it."""

    def __init__(self, words: Sequence[Token]) -> None:
        self._words = words
        self._at = 0

    def group(self) -> Condition | Group | None:
        """What stands here; a single condition without a group around it."""
        joined_by = "and"
        children: list[Condition | Group | None] = []
        negated = False
        while (word := self._take()) is not None:
            if word.kind is Kind.JOIN:
                joined_by = word.text
            elif word.kind is Kind.MARK and word.text == "(":
                children.append(_Reader(self._inside(word)).group())
            elif word.kind is Kind.NAME:
                found = self._condition(word, negated=negated)
                children.extend([found] if found is not None else [])
            negated = word.kind is Kind.OPERATOR and word.text == "!"
        if len(children) == 1:
            return children[0]
        return Group(joined_by, tuple(children)) if children else None

    def _take(self) -> Token | None:
        if self._at == len(self._words):
            return None
        self._at += 1
        return self._words[self._at - 1]

    def _inside(self, opening: Token) -> Sequence[Token]:
        """The words up to the next closing parenthesis, and the end; takes both parentheses."""
        for end in range(self._at, len(self._words)):
            if self._words[end].kind is Kind.MARK and self._words[end].text == ")":
                inside = self._words[self._at : end]
                self._at = end + 1
                return [*inside, self._words[-1]]
        raise _unreadable("A parenthesis is not closed, or stands inside another.", opening.column)

    def _condition(self, word: Token, *, negated: bool) -> Condition | None:
        if word.text in {"contains", "match"}:
            return self._function(word, negated=negated)
        field, _, name = word.text.partition(".")
        if field not in _FIELDS:
            return None
        operator, value = self._take(), self._take()
        if operator is None or value is None:
            raise _unreadable(f"{word.text!r} is compared with nothing.", word.column)
        inner = name if name and field in _NESTED else field
        return _comparison(_FIELDS[field], inner, operator.text, value)

    def _function(self, word: Token, *, negated: bool) -> Condition | None:
        _, first, _, second, _ = (self._take() for _ in range(5))  # ( first , second )
        if first is None or second is None:
            raise _unreadable(f"{word.text}() needs two arguments.", word.column)
        field = _field_of_argument(first.text)
        if field is None:
            return None
        text = as_text(_value(second))
        operator, wanted = ("contains", text) if word.text == "contains" else _pattern(text)
        prefix = "not_" if negated else ""
        return Condition(field, first.text.removeprefix(f"{field}."), prefix + operator, wanted)


def _field_of_argument(path: str) -> Field | None:
    """The field that a function's argument is about; functions do not take the type."""
    for field in _FIELDS.values():
        if path == field != "type" or (field in _NESTED and path.startswith(field)):
            return field
    return None


def _comparison(field: Field, name: str, operator: str, word: Token) -> Condition:
    """What the evaluator makes of a field, an operator and a value."""
    value = _value(word)
    if word.text == "null" and operator in _EXISTENCE and field not in {"type", "event"}:
        return Condition(field, name, _EXISTENCE[operator])
    if isinstance(value, bool) and operator == "=" and (field in _NESTED or field == "userId"):
        return Condition(field, name, "is_true" if value else "is_false")
    if field not in _NESTED:
        return Condition(field, name, operator, as_text(value))
    if isinstance(value, float) and operator in _OF_NUMBERS:
        operator = _OF_NUMBERS[operator]
    return Condition(field, name, operator, value)


def _value(word: Token) -> str | float | bool:
    """A number, a truth value, or else text."""
    if word.kind is Kind.NUMBER:
        return as_number(word.text)
    if word.kind is Kind.NAME and word.text in {"true", "false"}:
        return word.text == "true"
    if word.kind is Kind.STRING and word.text.startswith('"'):
        return word.text[1:-1]
    return word.text


def _pattern(pattern: str) -> tuple[str, str]:
    """The operator and the text that a pattern stands for."""
    if pattern.endswith("*"):
        return "starts_with", pattern[:-1]
    return "ends_with", pattern[1:]


def _with_paths(words: Sequence[Token]) -> list[Token]:
    """The same words, names that dots join taken together."""
    joined: list[Token] = []
    at = 0
    while at < len(words):
        parts = [words[at].text]
        first = words[at]
        while (
            first.kind is Kind.NAME
            and at + 2 < len(words)
            and words[at + 1].kind is Kind.MARK
            and words[at + 1].text == "."
            and words[at + 2].kind is Kind.NAME
        ):
            parts.append(words[at + 2].text)
            at += 2
        joined.append(first._replace(text=".".join(parts)))
        at += 1
    return joined


def _unreadable(problem: str, column: int) -> FqlError:
    fix = "write it as the trigger builder does: conditions, in at most one level of parentheses."
    return FqlError(f"{problem} (column {column})", fix, column)
