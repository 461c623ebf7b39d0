"""Behaviour of `segkit.plans.documents.json_text`."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import MAX_DEPTH, load_json


def test_one_document_is_given_as_it_is() -> None:
    """A byte order mark and blanks around the document do not matter."""
    assert load_json('\ufeff {"a": [1, 2.5, null]}\n', "plan.json") == {"a": [1, 2.5, None]}


@pytest.mark.parametrize("between", ["", "\n", "  \r\n\t"])
def test_documents_that_follow_each_other_become_a_list(between: str) -> None:
    """Pages that were saved one after the other are read like pages in a list."""
    assert load_json(f'{{"a": 1}}{between}[2]', "pages.json") == [{"a": 1}, [2]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,\n "b": }', "line 2, column 7"),
        ('{"a": 1}\n{"b"', "line 2, column 5"),
        ("hello", "line 1, column 1"),
        ('{"rules": [1, 2,]}', "line 1"),
    ],
)
def test_text_that_is_no_json_is_refused_with_line_and_column(text: str, place: str) -> None:
    """The message points at the character that does not fit."""
    with pytest.raises(InputFileError, match=place) as caught:
        load_json(text, "plan.json")

    assert caught.value.problem.startswith("plan.json")


def test_a_key_that_stands_twice_is_refused_where_its_object_begins() -> None:
    """Which of the two would win is chance; the innermost object is named."""
    text = '{"rules": [\n  {"key": "A",\n   "key": "B"}]}'

    with pytest.raises(InputFileError, match=r"line 2, column 3: the key 'key' stands twice"):
        load_json(text, "plan.json")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_json_cannot_hold_are_refused(number: str) -> None:
    """Python would take them, and no other reader of the file would."""
    with pytest.raises(InputFileError, match=number):
        load_json(f'{{"minimum": {number}}}', "plan.json")


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    """Python's limit on digits is an error about the file, not a crash."""
    with pytest.raises(InputFileError, match=r"plan\.json"):
        load_json("9" * 5000, "plan.json")


@pytest.mark.parametrize("levels", [MAX_DEPTH + 1, 100_000])
def test_endless_nesting_is_refused(levels: int) -> None:
    """Neither the parser nor a reader after it runs out of stack."""
    with pytest.raises(InputFileError, match="nested deeper"):
        load_json("[" * levels + "]" * levels, "plan.json")


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_file_is_called_empty(text: str) -> None:
    """There is no line and column to point at."""
    with pytest.raises(InputFileError, match=r"plan\.json is empty"):
        load_json(text, "plan.json")


def test_half_a_character_becomes_the_replacement_character() -> None:
    """Cut emoji must not stop the plan from being saved; whole ones and backslashes stay."""
    text = r'["cut \ud83d", "\ude00 cut", "whole \ud83d\ude00", "text \\ud83d"]'

    assert load_json(text, "plan.json") == ["cut \ufffd", "\ufffd cut", "whole 😀", r"text \ud83d"]


TEXTS = st.sampled_from(["a", "b", "http://a.example", "a:b", '"', "\\", " :", "}", "é"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(st.tuples(TEXTS, inner), max_size=3).map(lambda pairs: ("object", pairs))
    ),
    max_leaves=12,
)


def written(value: object, between: str) -> str:
    """The value as JSON, objects with every pair that they were given."""
    if isinstance(value, tuple):
        pairs = (f"{json.dumps(key)}{between}{written(one, between)}" for key, one in value[1])
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(one, between) for one in value) + "]"
    return json.dumps(value)


def has_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """What an object's pairs hold; raises when a key stands twice."""
    if len(dict(pairs)) < len(pairs):
        raise KeyError
    return dict(pairs)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(VALUES, st.sampled_from([":", ": ", " : ", "\n:"]))
def test_a_key_that_stands_twice_is_found_wherever_colons_stand(
    value: object, between: str
) -> None:
    """Reading fast, which only counts colons and keys, refuses what reading slowly refuses."""
    text = written(value, between)
    try:
        expected = json.loads(text, object_pairs_hook=has_twins)
    except KeyError:
        with pytest.raises(InputFileError, match="stands twice"):
            load_json(text, "quillmoor.json")
    else:
        assert load_json(text, "quillmoor.json") == expected
