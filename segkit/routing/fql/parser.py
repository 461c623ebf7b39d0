"""From the text of a condition to its parts.

The grammar, from loose to tight:

    condition   "all" | joined, up to the end
    joined      together { "or" together }
    together    comparison { "and" comparison }
    comparison  operand [ ( "=" | "!=" | ">" | ">=" | "<" | "<=" | "in" ) operand ]
    operand     "!" operand | "(" joined ")" | "[" [ operand { "," operand } ] "]"
                | name "(" [ operand { "," operand } ] ")" | path | string | number
                | "true" | "false" | "null"

That `and` binds tighter than `or` is an assumption: Segment's documentation does not say.
So is that `!` takes the one operand behind it, and not a comparison.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NoReturn

from segkit.errors import FqlError
from segkit.routing.fql.functions import ARGUMENTS
from segkit.routing.fql.syntax import (
    Comparison,
    Expression,
    Function,
    Joined,
    ListOf,
    Literal,
    Not,
    Path,
)
from segkit.routing.fql.tokens import Kind, Token, tokens

MAX_DEPTH = 64
"""How deep parentheses, lists, functions and `!` may stand inside each other."""

_COMPARISONS = frozenset({"=", "!=", ">", ">=", "<", "<=", "in"})
_SINGLE = (Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.NULL)
_MARKS = (Kind.MARK, Kind.OPERATOR)
_WORDS: dict[str, bool] = {"true": True, "false": False}


# the same few conditions judge call after call
@lru_cache(maxsize=2048)
def parse(text: str) -> Expression:
    """The condition that `text` states.

    Raises:
        FqlError: It is no FQL, longer than `MAX_BYTES` or deeper than `MAX_DEPTH`.
    """
    return _Parser(text).condition()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0

    def condition(self) -> Expression:
        found = self._joined()
        if self._now.raw in {"and", "or"}:
            self._refuse(f"{self._now.raw} has no space behind it", "add one")
        if self._now.kind is not Kind.END:
            self._refuse(
                "a condition ends here, but more follows", "join conditions by `and` or `or`"
            )
        # the word alone stands for every call (destination filters, "Remove userId from payload")
        every = [token.raw for token in self._tokens] == ["all", ""]
        return Literal(value=True, column=found.column) if every else found

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._now
        self._at += token.kind is not Kind.END
        return token

    def _is(self, mark: str) -> bool:
        now = self._tokens[self._at]
        return now.text == mark and now.kind in _MARKS

    def _joined(self) -> Expression:
        """Comparisons, and what joins them."""
        alternatives = [[self._comparison()]]
        while self._now.kind is Kind.JOIN:
            if self._take().text == "or":
                alternatives.append([])
            alternatives[-1].append(self._comparison())
        return _join("or", [_join("and", together) for together in alternatives])

    def _comparison(self) -> Expression:
        left = self._operand()
        if not self._is_comparison():
            return left
        operator = self._take()
        right = self._operand()
        if self._is_comparison():
            self._refuse("two comparisons stand in a row", "join them by `and` or `or`")
        return Comparison(left, operator.text, right, operator.column)

    def _is_comparison(self) -> bool:
        return self._now.raw in _COMPARISONS

    def _operand(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"it nests deeper than {MAX_DEPTH} levels", "make the condition flatter")
        found = self._inner()
        self._depth -= 1
        return found

    def _inner(self) -> Expression:
        token = self._take()
        if token.kind in _SINGLE:
            return self._single(token)
        if token.text == "!" and token.kind is Kind.OPERATOR:
            return Not(self._operand(), token.column)
        if token.text == "(":
            found = self._joined()
            self._close(")", token)
            return found
        if token.text == "[":
            return ListOf(self._operands("]", token), token.column)
        raise _error(
            "a value is missing", "write a path, text in quotes, or a number", token.column
        )

    def _single(self, token: Token) -> Expression:
        """What starts with a word of its own."""
        if token.kind is Kind.NAME:
            return self._named(token)
        if token.kind is Kind.NUMBER:
            return Literal(_number(token), token.column)
        text = token.text[1:-1] if token.kind is Kind.STRING else None
        return Literal(text, token.column)

    def _named(self, token: Token) -> Expression:
        """A path, a function, true or false."""
        if self._is("(") and self._now.column == token.column + len(token.raw):
            return self._function(token)
        names = [token.text]
        while self._is("."):
            self._take()
            if self._now.kind is not Kind.NAME:
                self._refuse("a name is missing after the dot", "add it, or remove the dot")
            names.append(self._take().text)
        if len(names) == 1 and token.raw in _WORDS:
            return Literal(_WORDS[token.raw], token.column)
        return Path(tuple(names), token.column)

    def _function(self, token: Token) -> Expression:
        if token.raw in {"and", "or", "in"}:
            problem = f"{token.raw} touches a parenthesis"
            raise _error(problem, "put a space between them", token.column)
        if token.raw not in ARGUMENTS:
            problem = f"there is no function {token.text!r}"
            raise _error(problem, f"use one of {', '.join(ARGUMENTS)}", token.column)
        arguments = self._operands(")", self._take())
        if len(arguments) != ARGUMENTS[token.text]:
            wanted = ARGUMENTS[token.text]
            problem = f"{token.text}() takes {wanted} arguments, not {len(arguments)}"
            raise _error(problem, "correct the arguments", token.column)
        return Function(token.text, arguments, token.column)

    def _operands(self, closing: str, opening: Token) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while not self._is(closing):
            if found:
                if not self._is(","):
                    self._close(closing, opening)
                self._take()
            found.append(self._operand())
        self._take()
        return tuple(found)

    def _close(self, closing: str, opening: Token) -> None:
        if not self._is(closing):
            what = f"{closing!r} is missing for the {opening.text!r} of column {opening.column}"
            self._refuse(what, "close it")
        self._take()

    def _refuse(self, problem: str, fix: str) -> NoReturn:
        raise _error(problem, fix, self._now.column)


def _join(word: str, operands: list[Expression]) -> Expression:
    if len(operands) == 1:
        return operands[0]
    return Joined(word, tuple(operands), operands[0].column)


def _number(token: Token) -> float:
    if not any(character.isdigit() for character in token.text):
        raise _error("a number has no digits", "add them", token.column)
    if math.isinf(number := float(token.text)):
        raise _error("a number is too large", "write a smaller one", token.column)
    return number


def _error(problem: str, fix: str, column: int) -> FqlError:
    return FqlError(f"Invalid FQL at column {column}: {problem}.", f"{fix}.", column)
