"""Whether a field shows where a part of the call does: pure functions, tables of cases."""

from __future__ import annotations

import pytest

from segkit.mappings.directives import Reads, reads
from segkit.mappings.showing import Known, Plan, shows
from segkit.mappings.values import Part, Path, Shown


def at(dotted: str) -> Path:
    """A path; empty for the whole call."""
    return tuple(dotted.split(".")) if dotted else ()


PLAN = Plan(map(at, ["event", "p.note", "p.depot.town", "p.list.[].sku", "p.list.[].price"]))
TEXT, PLAIN, SPREAD = Shown.TEXT, Shown.PLAIN, Shown.SPREAD
BESIDE = Part(at("p.depot"), SPREAD, beneath=frozenset({at("p.other")}))
CASES: list[tuple[Part, str, str, Plan | None, Known]] = [
    (Part(at("p.depot")), "p.depot", "", None, True),
    (Part(at("p.depot")), "p.depot.town", "", None, True),
    (Part(at("p.depot")), "t.depot", "", None, False),
    (Part(at("p.depot")), "p", "object", None, True),
    (Part(at("p.depot")), "p", "", None, True),
    (Part(at("p.depot")), "p", "string", None, None),
    (Part(at("p.depot")), "p", "string object", None, True),
    (Part(at("p.depot")), "p", "array", None, False),
    (Part(at("p.depot")), "p", "null array", None, False),
    (Part(at("p.list.[].sku")), "p.list", "array", None, None),
    (Part(at("p.list.[].sku")), "p.list", "object", None, False),
    (Part(at("p.list.[].sku")), "p.list", "object", PLAN, True),
    (Part(at("p.list.[].colour")), "p.list", "array", PLAN, None),
    (Part(at("p.list.[]")), "p.list", "array", None, True),
    (Part(at("p.list.[]")), "p.list", "array", PLAN, True),
    (Part(at("p.list.[]")), "p.list.0", "", None, True),
    (Part(at("p.list.[]")), "p.list.a", "", None, False),
    (Part(at("p.list.0")), "p.list.[]", "", None, False),
    (Part(at("p.list.0.sku")), "p", "object", None, True),
    (Part(at("p.note.more")), "p.note", "string", PLAN, None),
    (Part(at("p.depot.colour")), "p.depot", "object", PLAN, None),
    (Part(at("p.depot.town.part")), "p.depot", "object", PLAN, True),
    (Part(at("p.note"), TEXT), "p.note", "string", None, True),
    (Part(at("p.note"), TEXT), "p.note", "", None, None),
    (Part(at("p.note"), TEXT), "p.note", "array", None, None),
    (Part(at("p.note"), TEXT), "p.note", "string object", None, None),
    (Part(at("p.note"), TEXT), "p.note.[]", "string", None, True),
    (Part(at("p.note"), TEXT), "p.note.[]", "object", None, None),
    (Part(at("p.note"), TEXT), "p.note.[].[]", "string", None, True),
    (Part(at("p.note"), TEXT), "p.note.[].x", "string", None, False),
    (Part(at("p.note"), PLAIN), "p.note", "string", None, True),
    (Part(at("p.note"), PLAIN), "p.note", "array", None, False),
    (Part(at("p.note"), PLAIN), "p.note", "object null", None, False),
    (Part(at("p.note"), PLAIN), "p.note", "array string", None, None),
    (Part(at("p.note"), PLAIN), "p.note", "", None, None),
    (Part(at("p.note"), PLAIN), "p.note.[]", "string", None, False),
    (Part(at("p.note"), SPREAD), "p.note", "", None, None),
    (Part(at("p.note"), SPREAD), "p.note", "string", None, None),
    (Part(at("p.note"), SPREAD), "p.note", "number", None, False),
    (Part(at("p.note"), SPREAD), "p.note", "object", None, True),
    (Part(at("p.note"), SPREAD), "p.note", "number object", None, True),
    (Part(at("p.note"), SPREAD), "p.note.x", "number", None, True),
    (Part(at("p.depot"), without=frozenset({"town"})), "p.depot.town", "", None, False),
    (Part(at("p.depot"), without=frozenset({"town"})), "p.depot.spot", "", None, True),
    (Part(at("p.depot"), without=frozenset({"town"})), "p.depot", "", None, True),
    (Part(at("p.note"), sure=False), "p.note", "", None, None),
    (BESIDE, "p.depot", "object", PLAN, None),
    (BESIDE, "p.depot.[]", "", PLAN, None),
    (BESIDE, "p.depot.town", "", None, None),
    (BESIDE, "p.depot.town", "", PLAN, True),
    (BESIDE, "p.depot.town", "", Plan(map(at, ["p.depot.town", "p.other.town"])), True),
    (BESIDE, "p.depot.town", "", Plan(map(at, ["p.depot.town", "p.other.town.x"])), None),
]


@pytest.mark.parametrize(("part", "field", "types", "plan", "expected"), CASES)
def test_a_field_shows_where_a_part_of_the_call_does(
    part: Part, field: str, types: str, plan: Plan | None, expected: Known
) -> None:
    """By its place and its types, and by what is planned around it."""
    assert shows(part, at(field), tuple(types.split()), plan) is expected


def needing(*given: str, missing: str = "") -> Part:
    """A note that shows where one of each of these is there, and those are missing."""
    groups = frozenset(frozenset(map(at, one.split())) for one in given)
    return Part(at("p.note"), given=groups, missing=frozenset(map(at, missing.split())))


NEEDS: list[tuple[Part, bool, bool]] = [
    (needing("event"), True, True),
    (needing("p.zonk"), True, False),
    (needing("p.zonk event"), True, True),
    (needing("event", "p.zonk"), True, False),
    (needing("event", missing="event"), False, False),
    (needing("event p.zonk", missing="event"), False, True),
    (needing(missing="p.zonk"), False, True),
    (needing(missing="event"), False, True),
    (needing(missing="event p.depot.town"), False, False),
    (needing(missing="event p.zonk"), False, True),
    (needing(missing="p.depot"), False, False),
    (needing(missing="p.note"), False, False),
    (needing(missing="p"), False, False),
    (needing(missing="p.note.more"), False, False),
]


@pytest.mark.parametrize(("part", "alone", "planned"), NEEDS)
def test_a_branch_is_taken_by_calls_of_the_plan(part: Part, *, alone: bool, planned: bool) -> None:
    """Where what it needs can be there, and no more than one plain field has to be missing."""
    assert shows(part, at("p.note"), ("string",)) is (True if alone else None)
    assert shows(part, at("p.note"), ("string",), PLAN) is (True if planned else None)


NOTE, USER = {"@path": "$.p.note"}, {"@path": "$.userId"}
EITHER = {"@if": {"exists": NOTE, "then": NOTE, "else": USER}}
LACKING: list[tuple[object, str, Plan | None, str]] = [
    (EITHER, "userId", None, ""),
    (EITHER, "userId", PLAN, "p.note"),
    (EITHER, "userId", Plan([at("userId")]), ""),
    (EITHER, "p.note", None, ""),
    ([EITHER, USER], "userId", None, ""),
    (USER, "p.note", None, ""),
]


@pytest.mark.parametrize(("value", "field", "plan", "expected"), LACKING)
def test_what_has_to_be_missing_for_a_field_to_show(
    value: object, field: str, plan: Plan | None, expected: str
) -> None:
    """Nothing where it shows in another way as well, or where no plan is there or has it."""
    assert reads(value).lacking(at(field), (), plan) == at(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"@path": "$.p"}, True),
        ({"@path": "$."}, True),
        ({"@path": "$.q"}, False),
        ({"@path": "$.p.note"}, False),
        ({"@template": "{{p}}"}, False),
        ({"@if": {"exists": NOTE, "then": {"@path": "$.p"}}}, False),
        ({"@merge": {"objects": [{"@path": "$.p"}, {"a": 1}], "direction": "right"}}, False),
        ({"@merge": {"objects": [{"a": 1}, {"@path": "$.p"}], "direction": "right"}}, True),
    ],
)
def test_all_of_an_object_shows(value: object, *, expected: bool) -> None:
    """In every call, with nothing laid over it."""
    assert reads(value).takes_all_of(("p",)) is expected


def test_a_list_that_counts_only_where_it_is_none_is_no_place() -> None:
    """Beside what is read of its elements."""
    parts = (Part(at("p.list"), PLAIN), Part(at("p.list.[].sku")), Part(at("p.note"), PLAIN))

    assert Reads((*parts, parts[1])).paths == (at("p.list.[].sku"), at("p.note"))
