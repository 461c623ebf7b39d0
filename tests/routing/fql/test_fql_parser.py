"""Behaviour of `segkit.routing.fql.parser` and `syntax`: text to expression and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import FqlError
from segkit.routing.fql import parse, written
from segkit.routing.fql.functions import ARGUMENTS
from segkit.routing.fql.parser import MAX_DEPTH
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
from segkit.routing.fql.tokens import MAX_BYTES, MAX_LENGTH

_NAMES = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), min_size=1)
_STRINGS = st.text().filter(lambda text: not ('"' in text and "'" in text))
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-99, 99).map(float)
_LITERALS = st.builds(Literal, _STRINGS | _NUMBERS | st.booleans() | st.none())
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map(lambda names: Path(tuple(names)))


def _larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    functions = st.sampled_from(sorted(ARGUMENTS)).flatmap(
        lambda name: st.builds(Function, st.just(name), st.tuples(*[inner] * ARGUMENTS[name]))
    )
    return (
        st.lists(inner, max_size=3).map(lambda items: ListOf(tuple(items)))
        | functions
        | st.builds(Not, inner)
        | st.builds(
            Comparison, inner, st.sampled_from(["=", "!=", ">", ">=", "<", "<=", "in"]), inner
        )
        | st.builds(Joined, st.sampled_from(["and", "or"]), several)
    )


EXPRESSIONS = st.recursive(_LITERALS | _PATHS, _larger, max_leaves=8)


def without_columns(expression: Expression) -> Expression:
    """The same expression, every column 1."""
    match expression:
        case Literal() | Path():
            return replace(expression, column=1)
        case ListOf():
            return ListOf(tuple(map(without_columns, expression.items)))
        case Function():
            return Function(expression.name, tuple(map(without_columns, expression.arguments)))
        case Not():
            return Not(without_columns(expression.operand))
        case Comparison():
            left, right = without_columns(expression.left), without_columns(expression.right)
            return Comparison(left, expression.operator, right)
        case Joined():
            return Joined(expression.operator, tuple(map(without_columns, expression.operands)))


@settings(derandomize=True, deadline=None, max_examples=150)
@given(EXPRESSIONS)
def test_what_is_written_parses_to_the_same(expression: Expression) -> None:
    """Writing and parsing are each other's inverse, columns aside."""
    text = written(expression)

    parsed = without_columns(parse(text))

    assert parsed == expression
    assert written(parsed) == text


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "type",
                "event",
                "a.b",
                "=",
                "!=",
                ">=",
                "!",
                "(",
                ")",
                "[",
                "]",
                ",",
                "and",
                "or",
                "in",
                "null",
                "true",
                "'y'",
                "1.5",
                "-",
                "\\",
                ".",
                "match",
                "length(",
                '"x"',
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_text_is_read_or_refused_with_a_column_in_it(text: str) -> None:
    """Nothing but FqlError is ever raised, and it points into the text or right behind it."""
    refused = None
    try:
        parse(text)
    except FqlError as error:
        refused = error

    assert refused is None or refused.kind == "syntax"
    assert refused is None or 1 <= refused.column <= len(text) + 1


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("", 1, "value is missing"),
        ("type =", 7, "value is missing"),
        ("type == 'track'", 7, "value is missing"),
        ("type = 'track", 8, "not closed"),
        ("price > 1.2.3", 12, "two decimal points"),
        ("price > 1. ", 10, "decimal point"),
        ("price > -", 9, "no digits"),
        ("price > " + "9" * 400, 9, "too large"),
        ("price>5", 6, "'>'"),
        ("price >=5", 8, "value is missing"),
        ("a = 1 = 2", 7, "in a row"),
        ("a and(b)", 3, "no space behind it"),
        ("nope(event)", 1, "no function 'nope'"),
        ("contains(event)", 1, "takes 2 arguments, not 1"),
        ("contains(event, 'x'", 20, "')' is missing"),
        ("(a = 1", 7, "column 1"),
        ("[1, 2 = null", 7, "']' is missing"),
        ("a = 1 b = 2", 7, "more follows"),
        ("properties. = 1", 13, "after the dot"),
        ("a = $b", 5, "'$'"),
        ("é = 1", 1, "'é'"),
        ("a && b", 3, "'&'"),
        ("!!a", 1, "'!'"),
        ("a\\", 2, "'\\\\'"),
        ("(" * 2_000, MAX_DEPTH + 1, "deeper"),
        ("!(" * 2_000, 2 * MAX_DEPTH // 2 + 1, "deeper"),
        ("lowercase(" * 400, 10 * MAX_DEPTH + 1, "deeper"),
        ("a" * (MAX_LENGTH + 1), MAX_LENGTH + 1, "characters"),
        ("a" * (MAX_BYTES + 1), MAX_BYTES + 1, "at most 5,120"),
        (f"a = '{'é' * 3_000}'", 2_563, "at most 5,120"),
    ],
)
def test_invalid_text_is_refused_at_its_column(text: str, column: int, says: str) -> None:
    """The message names what is wrong, and the column is where it is."""
    with pytest.raises(FqlError) as refused:
        parse(text)

    assert refused.value.column == column
    assert says in refused.value.problem


def test_five_kilobytes_are_read() -> None:
    """Segment's own limit for filters, to the byte."""
    assert parse(f"a = '{'x' * (MAX_BYTES - 6)}'")


def test_and_binds_tighter_than_or() -> None:
    """As in most languages; Segment's documentation does not say."""
    assert written(parse("a or b and c or d")) == "a or b and c or d"
    assert parse("a or b and c") == Joined(
        "or",
        (Path(("a",), 1), Joined("and", (Path(("b",), 6), Path(("c",), 12)), 6)),
        1,
    )


def test_a_backslash_makes_any_character_part_of_a_name() -> None:
    """A space and a dot among them, and a digit needs none after a dot."""
    assert parse("properties.product\\ 1.a\\.b.2nd") == Path(
        ("properties", "product 1", "a.b", "2nd"), 1
    )


def test_five_kilobytes_of_joins_need_no_depth() -> None:
    """Long conditions are wide, not deep."""
    text = " or ".join(["a = 1"] * 500)

    parsed = parse(text)

    assert isinstance(parsed, Joined)
    assert len(parsed.operands) == 500


def test_the_deepest_condition_that_is_read() -> None:
    """One level less than what is refused."""
    text = "(" * (MAX_DEPTH - 1) + "a" + ")" * (MAX_DEPTH - 1)

    assert parse(text) == Path(("a",), MAX_DEPTH)
