"""Whatever the grid: no crash, no lost row, no lost cell, every origin a real cell."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.grids.grid import Merge, Tab, is_empty
from segkit.plans.tables import TabProfile, explain, plan_from_tabs
from segkit.plans.tables.tab_reading import read_tab
from tests.plans.tables.meanings import meanings_of

HEADERS = (
    "", "Event", "Event Name", "Property", "Trait", "Name", "Type", "Data Type", "Required", "Status",
    "Description", "Allowed values", "Enum", "Example", "Version", "Call", "Properties", "Trigger", "Owner",
    "Order Completed", "Page", "Optional", "Array", "Nullable", "Pattern", "Format", "PII?", "Property 1",
    "Nested property", "Object", "Action", "sku_id", "Identify traits", "Event Name\n(Title Case)",
    "Level 1", "Level 2", "Parent property", "Applies to events", "User properties", "Code", "Kind", "Zonk", "Notes",
    "Optional properties", "Property 2", "Type 2", "sku_id:string", "イベント名", "Parámetro",
)  # fmt: skip
CELLS = (
    "", "", "", "string", "array of strings", "Object", "x", "R", "yes", "Order Completed", "order_id",
    "products[].sku", "address.city", "a, b, c", "1", "2", "track", "identify", "↳ zip", "  city",
    "Note: see this", "Legend", "e.g. this", "Trigger: paid", "- sku", "`code`", "[a](https://a.example)",
    "analytics.track('A', {a: 1})", "a: 1", "ONBOARDING", "id*, total (number)", '{"a": 1, "b": [{"c": 2}]}', "-", "n/a",
    "property", "event", "Order Completed, Cart Viewed", "Cart Viewed: cart_id, total", "same as Order Completed",
    "utm_*", "order_id + common properties", "\u3003", "all events", "track", "cart_id, total", "Properties: cart_id, a_b",
    "page('Home', {title: 'x'})", "Order Completed \u2013 sent when the order is paid", "optional", "Cart Viewed",
    "\u2008", "a\nb", "a.b.", "$.x", "[]", ".", "..", "[0]", "null", "a|b", "^x$", "{", "}", "Property",
)  # fmt: skip
TITLES = (
    "Track",
    "Identify",
    "Sheet1",
    "Page & Screen",
    "Common",
    "Product Added",
    "Group",
    "Users",
)

header_row = st.lists(st.sampled_from(HEADERS), min_size=1, max_size=7).map(tuple)
body_row = st.lists(st.sampled_from(CELLS) | st.text(max_size=6), max_size=7).map(tuple)
merge = st.builds(
    lambda top, left, down, right: Merge(top, left, top + down, left + right),
    st.integers(0, 12), st.integers(0, 7), st.integers(0, 3), st.integers(0, 3),
)  # fmt: skip
grid = st.tuples(
    st.lists(body_row, max_size=2), st.lists(header_row, max_size=2), st.lists(body_row, max_size=7),
    st.lists(header_row, max_size=1), st.lists(body_row, max_size=3),
).map(lambda parts: tuple(row for part in parts for row in part))  # fmt: skip
tabs = st.builds(
    Tab,
    st.sampled_from(TITLES), grid, top=st.integers(0, 3), left=st.integers(0, 30),
    merged=st.lists(merge, max_size=3).map(tuple),
)  # fmt: skip
quickly = settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


def cells_of(tab: Tab) -> dict[str, str]:
    """The tab's texts by their origin."""
    return {tab.origin(r, c): text for r, row in enumerate(tab.rows) for c, text in enumerate(row)}


def read(tab: Tab) -> TrackingPlan | None:
    """The plan, or None when the grid is refused."""
    with contextlib.suppress(NotATrackingPlanError):
        return plan_from_tabs((tab,), name="x")
    return None


@quickly
@given(tabs)
def test_every_row_is_used_or_explained_and_every_origin_exists(tab: Tab) -> None:
    """The report's sum is the sheet's, and each entry points to a cell with text."""
    explain((tab,))
    plan = read(tab)

    if plan is not None:
        texts = cells_of(tab)
        report = plan.report
        origins = [rule.origin for rule in plan.rules]
        origins += [planned.origin for rule in plan.rules for planned in rule.fields]
        origins += [entry.origin for entry in report.explained]
        assert sum(not is_empty(row) for row in tab.rows) == report.rows
        assert report.rows == report.used + len(report.explained)
        assert all(texts[origin].strip() for origin in origins)
        assert all(all(planned.path) for rule in plan.rules for planned in rule.fields)


@quickly
@given(tabs)
def test_every_cell_has_a_meaning(tab: Tab) -> None:
    """A role in the plan, or the reason why it is not in it."""
    read = read_tab(tab, TabProfile())

    if read.state == "read" and not read.sheet.tab.cells:
        meanings = meanings_of(read)
        assert meanings.keys() == {place for place, text in cells_of(tab).items() if text.strip()}
        assert all(meanings.values())


@st.composite
def numbered_tabs(draw: st.DrawFn) -> Tab:
    """A table below known headers, nearly every cell with a text of its own."""
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=9))
    rows = []
    for row in range(draw(st.integers(1, 6))):
        fixed = st.sampled_from(("", "string", "yes", "track", "identify", "1"))
        rows.append(
            tuple(
                f"text{row}x{column}" if draw(st.booleans()) else draw(fixed)
                for column in range(len(headers))
            )
        )
    return Tab(draw(st.sampled_from(TITLES)), (tuple(headers), *rows))


@quickly
@given(numbered_tabs())
def test_no_cell_of_a_used_row_is_lost(tab: Tab) -> None:
    """What no attribute can hold is a label of its event or field."""
    plan = read(tab)

    if plan is not None:
        content = repr(plan.rules)
        explained = {
            note.partition(":")[0].rpartition("!")[2].strip("ABCDEFGHI")
            for note in plan.report.notes
        } | {entry.origin.rpartition("!")[2].strip("ABCDEFGHI") for entry in plan.report.explained}
        for row, cells in enumerate(tab.rows):
            if str(row + 1) not in explained:
                kept = [text for text in cells if text.startswith("text")]
                ends = ("'", "\\n", ".")  # of a text, of a line, of a name with one nested in it
                assert all(any(text + end in content for end in ends) for text in kept)
