"""Amplitude's exports: events with their properties, user properties, both in a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.foreign.amplitude import looks_like_amplitude, read_amplitude_csv
from segkit.pull import read_plan

HEADER = [
    "Action",
    "Object Type",
    "Object Name",
    "Object Description",
    "Tags",
    "Property Type",
    "Event Property Name",
    "Property Description",
    "Property Value Type",
    "Property Required",
    "Property Is Array",
    "Property Visibility",
]


def amplitude(*lines: str) -> TrackingPlan:
    """The plan in these rows of Amplitude's events file."""
    return read_amplitude_csv([HEADER, *[line.split(",") for line in lines]], name="quillmoor")


def test_amplitude_properties_alone_name_their_event_in_each_row() -> None:
    """A file without a column of object types holds properties of events, wherever they stand."""
    header = ["Object Name", "Property Type", "Event Property Name", "Property Value Type"]
    rows = ["Lamp Lit,Event Property,room,string", "Tea Poured,Event Property,cups,number"]
    late = "Lamp Lit,Event Property,watts,number"

    plan = read_amplitude_csv(
        [header, *(line.split(",") for line in (*rows, late))], name="quillmoor"
    )

    assert [(rule.key, [one.path[-1] for one in rule.fields]) for rule in plan.rules] == [
        ("Lamp Lit", ["room", "watts"]),
        ("Tea Poured", ["cups"]),
    ]


def test_what_amplitude_received_unexpectedly_is_read_with_a_doubt() -> None:
    """Its status says that it came in, and nothing says that somebody planned it."""
    header = ["Object Type", "Object Name", "Event Schema Status", "Property Type"]
    header += ["Event Property Name", "Property Value Type", "Property Schema Status"]
    rows = ["Event,Lamp Lit,,,,,", ",,,Event Property,room,string,"]
    late = [",,,Event Property,wick,,UNEXPECTED", "Event,Tea Poured,UNEXPECTED,,,,"]

    plan = read_amplitude_csv(
        [header, *(line.split(",") for line in (*rows, *late))], name="quillmoor"
    )
    planned = read_amplitude_csv([header, *(line.split(",") for line in rows)], name="quillmoor")

    assert [rule.key for rule in plan.rules] == ["Lamp Lit", "Tea Poured"]
    [doubt] = plan.report.doubts
    assert (doubt.count, doubt.examples) == (2, ("wick", "Tea Poured"))
    assert planned.report.doubts == ()


def test_amplitude_properties_of_no_event_plan_nothing() -> None:
    """A file of properties alone that names no object is refused in plain words."""
    header = ["Property Type", "Event Property Name", "Property Value Type"]

    with pytest.raises(NotATrackingPlanError, match="plans nothing"):
        read_amplitude_csv([header, ["Event Property", "room", "string"]], name="quillmoor")


def test_amplitude_properties_belong_to_the_event_above() -> None:
    """Types, arrays and what else the columns say are kept."""
    plan = amplitude(
        ",Event,Order Completed,Paid.,shop",
        ",,,,,Event Property,sku,Stock number,string,TRUE,TRUE,Visible",
        ",,,,,Event Property,plan,,enum,FALSE,FALSE",
        ",Property Group,Cart",
        "",
        "Remove,Event,Old",
    )

    [order] = plan.rules
    assert (order.key, order.description, order.labels) == (
        "Order Completed",
        "Paid.",
        {"Tags": "shop"},
    )
    assert [(f.path[1:], f.types, f.required, f.origin) for f in order.fields] == [
        (("sku",), ("array",), True, "row 3"),
        (("sku", "[]"), ("string",), False, "row 3[]"),
        (("plan",), ("string",), False, "row 4"),
    ]
    assert order.fields[0].description == "Stock number"
    assert order.fields[0].labels == {"Property Visibility": "Visible"}
    assert [one.origin for one in plan.report.explained] == ["row 5", "row 7"]
    assert (plan.report.rows, plan.report.used) == (5, 3)


def test_amplitude_user_properties_become_traits() -> None:
    """They are exported in a file of their own."""
    header = ["Property Type", "Property Name", "Property Description", "Property Value Type"]
    plan = read_amplitude_csv(
        [header, ["User Property", "plan", "Which", "string"], ["User Property", "", "", ""]],
        name="quillmoor",
    )

    [identify] = plan.rules
    assert (identify.call, identify.fields[0].path) == ("identify", ("traits", "plan"))
    assert [one.origin for one in plan.report.explained] == ["row 3"]


def test_other_tables_are_not_amplitudes() -> None:
    """A sheet with a column in common is left to the reader of sheets."""
    assert not looks_like_amplitude(["Event Name", "Property Name", "Property Type"])
    with pytest.raises(NotATrackingPlanError, match="Amplitude"):
        read_amplitude_csv([["Event Name"]], name="quillmoor")


def test_both_files_of_amplitude_may_be_tabs_of_a_workbook(tmp_path: Path) -> None:
    """Each row says on which tab it is; a tab that is only a header plans nothing."""
    book = Workbook()
    book.remove(book.worksheets[0])
    users = ["Property Type", "Property Name", "Property Description", "Property Value Type"]
    tabs = {
        "Events": [HEADER, ["", "Event", "Order Completed"], ["Remove", "Event", "Old"]],
        "Users": [users, ["User Property", "plan", "Which", "string"]],
        "Groups": [HEADER],
    }
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "quillmoor.xlsx")

    plan = read_plan(tmp_path / "quillmoor.xlsx")

    assert [(rule.call, rule.key, rule.origin) for rule in plan.rules] == [
        ("track", "Order Completed", "Events: row 2"),
        ("identify", None, "Users: row 2"),
    ]
    assert plan.rules[1].fields[0].origin == "Users: row 2"
    assert [one.origin for one in plan.report.explained] == ["Events: row 3"]
    assert (plan.report.rows, plan.report.used) == (3, 2)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", " ", "Event", "User Property", "Event Property", "TRUE", "a"]),
            max_size=13,
        ),
        max_size=5,
    )
)
def test_every_row_of_amplitude_is_used_or_explained(lines: list[list[str]]) -> None:
    """Blank rows aside, the report counts each of them."""
    plan = read_amplitude_csv([HEADER, ["", "Event", "A"], *lines], name="quillmoor")

    filled = sum(any(cell.strip() for cell in line) for line in lines)
    assert plan.report.rows == filled + 1
    assert plan.report.rows == plan.report.used + len(plan.report.explained)
