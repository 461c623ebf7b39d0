"""Layouts by the columns of a table and what surrounds it: pure functions, tables of cases."""

from __future__ import annotations

import pytest

from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.columns import Column
from segkit.plans.layouts.evidence import Surroundings, evidence_of
from segkit.plans.layouts.layout import RECOGNISED, is_outline, is_outline_event, recognise
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import hints
from segkit.plans.words.role import Role

EVENT, FIELD, TYPE, LABEL = Role.EVENT, Role.FIELD, Role.TYPE, Role.LABEL


def columns_of(*given: tuple[Role, str] | tuple[Role, str, str]) -> list[Column]:
    """Columns by role, header and values, the values parted by blanks."""
    return [
        Column(index, 0, header, "", hints(header), tuple(" ".join(values).split()), role)
        for index, (role, header, *values) in enumerate(given)
    ]


PAYLOAD = '{"event":"Order","properties":{"id":1}}'
CALL = (Role.CALL, "Call", "track")
MARKS = ((LABEL, "Order Completed", "x"), (LABEL, "Cart Viewed", "x –"))
KEYS = ((LABEL, "order_id", "x"), (LABEL, "total", "–"))
Given = list[tuple[Role, str] | tuple[Role, str, str]]
LAID_OUT: dict[str, tuple[Given, dict[str, object], str]] = {
    "events and fields": ([(EVENT, "Event"), (FIELD, "Property")], {}, "rows"),
    "calls and fields": ([CALL, (FIELD, "Property")], {}, "rows"),
    "calls that are nowhere filled in": (
        [(Role.CALL, "Call"), (FIELD, "Property")], {"call": "track"}, "list"),
    "events and lists": ([(EVENT, "Event"), (Role.PACKED, "Properties")], {}, "packed"),
    "calls and lists": ([CALL, (Role.PACKED, "Properties")], {}, "packed"),
    "payloads that name their events": ([(Role.PACKED, "Payload", PAYLOAD)], {}, "packed"),
    "lists of nobody knows what": ([(Role.PACKED, "Properties", "id")], {}, ""),
    "lists beside fields": (
        [(Role.PACKED, "Properties", "id"), (FIELD, "Property")], {"call": "track"}, ""),
    "events alone": ([(EVENT, "Event")], {}, "events"),
    "events across from properties": ([(EVENT, "Event"), *KEYS], {}, "crossed"),
    "events with one property": ([(EVENT, "Event"), KEYS[0]], {}, "events"),
    "events with platforms": ([(EVENT, "Event"), (LABEL, "web", "x"), (LABEL, "app", "x")], {},
                              "events"),
    "nothing": ([], {"call": "identify"}, ""),
    "types alone": ([(TYPE, "Type", "string")], {"call": "track"}, ""),
    "fields of a call": ([(FIELD, "Property")], {"call": "track"}, "list"),
    "fields of what may be a call": (
        [(FIELD, "Property")], {"call": "track", "vague_call": True}, "reference"),
    "fields of nobody knows what": ([(FIELD, "Property")], {"call": None}, "reference"),
    **{f"fields of {call}": ([(FIELD, "Property")], {"call": call, "vague_call": True}, "list")
       for call in ("identify", "group", "alias", "common")},
    "fields with their events": (
        [(FIELD, "Property"), (Role.APPLIES, "Events")], {"call": "track"}, "reference"),
    "fields of common with their events": (
        [(FIELD, "Property"), (Role.APPLIES, "Events")], {"call": "common"}, "reference"),
    "traits with their events": (
        [(FIELD, "Trait"), (Role.APPLIES, "Events")], {"call": "identify"}, "list"),
    "fields with marks below events": ([(FIELD, "Property"), *MARKS], {"call": "track"}, "matrix"),
    "fields of common with marks below events": (
        [(FIELD, "Property"), *MARKS], {"call": "common"}, "matrix"),
    **{f"traits of {call} with marks": ([(FIELD, "Trait"), *MARKS], {"call": call}, "list")
       for call in ("identify", "group", "alias")},
    "fields below an event's name": ([(FIELD, "Property")], {"call": "track", "headed": True},
                                     "headed"),
    "fields among events": ([(FIELD, "Property")], {"call": "track", "outline": True}, "outline"),
    "fields among events, below a name": (
        [(FIELD, "Property")], {"call": None, "outline": True, "headed": True}, "outline"),
    "fields of common among events": (
        [(FIELD, "Property")], {"call": "common", "outline": True, "headed": True}, "list"),
    "traits below a name": ([(FIELD, "Trait")], {"call": "identify", "headed": True}, "list"),
    "fields of a tab named after an event": (
        [(FIELD, "Property")], {"call": "track", "titled_as_event": True}, "titled"),
    "fields of a tab named after nobody knows what": (
        [(FIELD, "Property")], {"call": None, "titled_as_event": True}, "titled"),
    "traits of a tab named after an event": (
        [(FIELD, "Trait")], {"call": "group", "titled_as_event": True}, "list"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAID_OUT)
def test_a_layout_is_told_by_the_columns_that_hold_names(name: str) -> None:
    """And by what surrounds the table, where no column holds events."""
    given, around, layout = LAID_OUT[name]
    columns, surroundings = columns_of(*given), Surroundings(**{"call": "track", **around})  # type: ignore[arg-type]

    found = recognise(columns, surroundings)

    evidence = evidence_of(columns, surroundings)
    assert found.layout == (layout or "list")
    assert found.points == (sum(weight for weight, _ in evidence) if layout else 0.0)
    assert found.why == tuple(f"{reason} ({weight:+g})" for weight, reason in evidence)


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ([(FIELD, "Zonk")], RECOGNISED),
        ([(EVENT, "Event"), (FIELD, "Property", "order_id"), (TYPE, "Type", "string")], 7.0),
        ([(TYPE, "Type")], 0.0),
    ],
)
def test_a_table_that_a_person_says_is_one_is_recognised(given: Given, points: float) -> None:
    """Where it can be read at all; other evidence counts as ever."""
    found = recognise(columns_of(*given), Surroundings("track", forced=True))

    assert found.points == points


@pytest.mark.parametrize(
    ("header", "values", "is_mark"),
    [
        ("Order Completed", "x", True),
        ("Order Completed", "", True),
        ("Order Completed", "string number", True),
        ("Web", "x", False),
        ("Zonk", "x –", True),
        ("Zonk", "x string", False),
        ("Zonk", "", False),
        ("", "x", False),
        ("order_completed", "x", True),
        ("event_name", "x", False),
        ("data_type", "x", False),
        ("Owner", "x", False),
        ("Price", "x", True),
        ("Type", "x", False),
    ],
)
def test_columns_of_events_hold_marks(header: str, values: str, *, is_mark: bool) -> None:
    """Or are named as events are; a word of headings, or of something beside the plan, is none."""
    columns = columns_of((FIELD, "Property"), (LABEL, "Cart Viewed", "x"), (LABEL, header, values))

    found = recognise(columns, Surroundings("track"))

    assert found.layout == ("matrix" if is_mark else "list")
    assert columns[2].role is (Role.MARK if is_mark else LABEL)
    if is_mark:
        assert (columns[2].confidence, columns[2].why) == (0.8, "marks below a name")


@pytest.mark.parametrize(
    ("header", "values", "is_mark"),
    [
        ("total", "x", True),
        ("total", "string number x", True),
        ("total", "string zonk", False),
        ("total", " ".join([*["string"] * 9, "zonk"]), True),
        ("total: number", "x", True),
        ("Total: number", "x", False),
        (" total ", "x", True),
        ("Total", "x", False),
        ("Order Completed", "x", False),
        ("owner", "x", False),
        ("products[].sku", "x", True),
    ],
)
def test_columns_of_properties_hold_marks_or_types(
    header: str, values: str, *, is_mark: bool
) -> None:
    """Each is headed by a key; one at least is spelled as nothing else is."""
    columns = columns_of((EVENT, "Event"), (LABEL, "order_id", "x"), (LABEL, header, values))

    found = recognise(columns, Surroundings("track"))

    assert found.layout == ("crossed" if is_mark else "events")
    assert columns[2].role is (Role.MARK if is_mark else LABEL)


def test_marks_stand_right_of_the_names_and_somewhere_one_is_made() -> None:
    """Columns before the names, and columns that are empty, are something else."""
    before = columns_of(*MARKS, (FIELD, "Property"))
    empty = columns_of((FIELD, "Property"), *((LABEL, header) for _, header, _ in MARKS))
    decided = columns_of((FIELD, "Property"), MARKS[0], (Role.EXAMPLE, "Cart Viewed", "x"))

    found = [recognise(one, Surroundings("track")).layout for one in (before, empty, decided)]

    assert found == ["list", "list", "list"]
    assert [one.role for one in before] == [LABEL, LABEL, FIELD]


@pytest.mark.parametrize(
    ("kind", "required", "is_event"),
    [
        ("", "", True),
        (" ", " ", True),
        ("", "yes", False),
        ("string", "", False),
        ("Track", "", True),
        (" page call ", "yes", True),
    ],
)
def test_a_row_of_an_outline_is_an_event_by_what_it_lacks(
    kind: str, required: str, *, is_event: bool
) -> None:
    """A type, and a word on being required; a call's name in place of a type says so itself."""
    assert is_outline_event(kind, required) is is_event


BELOW = ["Order Completed||", "id|string|", "total|number|yes"]
OUTLINES = {
    "an event with its properties": (BELOW, {}, True),
    "blank rows between": ([BELOW[0], "||", *BELOW[1:]], {}, True),
    "two events": ([*BELOW, "Cart Viewed||", *BELOW[1:]], {}, True),
    "three events of which one has properties": (
        ["Order Completed||", "Cart Viewed||", "Cart Opened||", *BELOW[1:]], {}, True),
    "four events of which one has properties": (
        ["Order Completed||", "A Sent||", "B Sent||", "C Sent||", *BELOW[1:]], {}, False),
    "a property first": (BELOW[1:] + BELOW[:1], {}, False),
    "two rows": (BELOW[:2], {}, False),
    "one property": (["Order Completed||", "Cart Viewed||", "id|string|"], {}, False),
    "no types": (BELOW, {TYPE: LABEL}, False),
    "no fields": (BELOW, {FIELD: LABEL}, False),
    "a column of events": (BELOW, {Role.REQUIRED: EVENT}, False),
    "events that carry them": (BELOW, {Role.REQUIRED: Role.APPLIES}, False),
    "no column of requirement": (["Sent||yes", *BELOW[1:]], {Role.REQUIRED: LABEL}, True),
    "an event that is required": (["Sent||yes", *BELOW[1:]], {}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
def test_events_and_properties_may_share_a_column(name: str) -> None:
    """Told by rows without a type that rows with one follow."""
    lines, roles, expected = OUTLINES[name]
    rows = tuple(tuple(line.split("|")) for line in ["Name|Type|Required", *lines, "x||", "y||"])
    given = [(roles.get(role, role), role.value) for role in (FIELD, TYPE, Role.REQUIRED)]

    found = is_outline(Sheet(Tab("Plan", rows)), columns_of(*given), 1, len(rows) - 2)

    assert bool(found) is expected


@pytest.mark.parametrize(("plain", "expected"), [(494, True), (495, False)])
def test_an_outline_is_told_by_its_first_rows(plain: int, *, expected: bool) -> None:
    """However many there are: here the last of the first five hundred is the second property."""
    rows = (("Sent", ""), *[("", "")] * plain, ("id", "string"), *[("", "")] * 3, ("b", "string"))

    found = is_outline(
        Sheet(Tab("Plan", rows)), columns_of((FIELD, "N"), (TYPE, "T")), 0, len(rows)
    )

    assert bool(found) is expected
