"""Behaviour of `segkit.plans.documents.yaml_text`."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import InputFileError
from segkit.plans.documents.yaml_text import load_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]\n"
    for below, name in zip("abcdef", "bcdefg", strict=True)
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [1,\nb: {", "line"),
        ("", "is empty"),
        ("a: &a [*a]", "aliases"),
        (BOMB, "aliases"),
        ("\x00", "no YAML"),
        ("{a: " * 210 + "}" * 210, "nested deeper"),
        ("lamp: {lit: 1}\nkettle: {on: 2, 'on': 3}", "'on' stands twice in one mapping at line 2"),
    ],
)
def test_yaml_that_cannot_be_trusted_is_refused(text: str, problem: str) -> None:
    """Faults have a place, and what aliases would make endless is not made."""
    with pytest.raises(InputFileError, match=problem):
        load_yaml(text, "plan.yaml")


def test_yaml_values_are_those_of_json() -> None:
    """Keys become texts and dates stay as written."""
    assert load_yaml("2024-05-01: {1: yes, ~: 2024-05-01}", "plan.yaml") == {
        "2024-05-01": {"1": True, "null": "2024-05-01"}
    }


def test_aliases_stand_for_what_they_name() -> None:
    """Fields that are written once and used often are read in each place."""
    text = """
shared: &order {order_id: string, total: number}
events:
  Order Completed: *order
  Order Refunded: {<<: *order, total: integer}
"""

    assert load_yaml(text, "plan.yaml") == {
        "shared": {"order_id": "string", "total": "number"},
        "events": {
            "Order Completed": {"order_id": "string", "total": "number"},
            "Order Refunded": {"order_id": "string", "total": "integer"},
        },
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("[yes, no, on, Off]", ["yes", "no", "on", "Off"]),
        ("[true, false]", [True, False]),
        ("yes", True),
        ("12:30", "12:30"),
        ("010", "010"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("!!set {a, b}", {"a": None, "b": None}),
    ],
)
def test_values_are_what_a_person_reads(written: str, value: object) -> None:
    """Answers in a list are texts, and so are numbers that only YAML 1.1 knows."""
    assert load_yaml(f"kettle: {written}", "plan.yaml") == {"kettle": value}


def test_documents_that_follow_each_other_become_a_list() -> None:
    """A file may hold several documents; empty ones are none."""
    assert load_yaml("a: 1\n---\n---\nb: 2\n", "plan.yaml") == [{"a": 1}, {"b": 2}]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text("abc _:-#", max_size=4), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(["events", "name"]), VALUES, min_size=1))
def test_what_pyyaml_writes_is_read_as_it_was(document: dict[str, object]) -> None:
    """Whatever has a place in JSON comes back from YAML as the same value."""
    text = yaml.safe_dump(document, allow_unicode=True)

    assert load_yaml(text, "plan.yaml") == document == yaml.safe_load(text)
