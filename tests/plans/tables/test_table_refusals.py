"""Tables that are no tracking plan are refused instead of misread."""

from __future__ import annotations

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import explain, plan_from_tabs

FOREIGN = {
    "addresses": "Name|Email|Phone|Address|City\nAnn|a@quillmoor.example|1|Road 1|Hexham",
    "invoice": "Invoice No|Date|Description|Quantity|Unit price|Total\n1|2026-01-01|Boots|2|10|20",
    "calendar": "Event|Date|Location|Budget\nSummer party|2026-07-01|Hexham|1000\nTrade fair|2026-09-01|Leeds|5",
    "conference": "Event Name|Description|Date|Venue|Speaker\nOpening|we open|2026|Hall|Ann",
    "houses": "Property|Address|Price|Type|Status\nVilla|Road 1|100|House|Sold\nFlat 2|Road 2|50|Flat|Free",
    "budget": "Category|January|February|Total\nRent|10|10|20",
    "assets": "Name|Type|Status|Owner\nBoots|Shoe|Yes|Ann\nJacket|Coat|No|Bob",
    "tasks": "Task|Owner|Status|Due date\nWrite|Ann|Done|2026",
    "people": "ID|First name|Last name|Birthday\n1|A|B|2000-01-01",
    "stock": "Product|SKU|Price|Required|Options\nBoots|1|2|yes|S, M, L",
    "database": "Column|Type|Nullable\nid|varchar|no\nx|int|yes",
    "site": "Page|Title|Owner|Status\n/home|Home|Ann|live",
    "form": "Field|Value\nName|Quillmoor\nType|Shop",
    "calls that were sent": "event_date|user_id|event\n2026-01-01|u1|lamp_lit\n2026-01-02|u1|lamp_lit\n2026-01-02|u2|tea_poured",
    "calls with what they carried": 'session_id|event_type|payload|client_ts\n1|lamp_lit|{"room": 1}|178\n1|lamp_lit|{"room": 2}|179\n2|tea_poured|{}|180',
    "prose": "just some text\nand more of it",
}


@pytest.mark.parametrize("title", ["Sheet1", "Events", "Users", "Track"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_tables_are_refused_whatever_their_tab_is_called(kind: str, title: str) -> None:
    """One header word in common does not make a plan."""
    tab = Tab(title, tuple(tuple(line.split("|")) for line in FOREIGN[kind].splitlines()))

    with pytest.raises(NotATrackingPlanError) as caught:
        plan_from_tabs((tab,), name="file.xlsx")

    assert title in caught.value.problem
    assert tab.rows[0][0] in caught.value.problem
    assert explain((tab,))[0].state == "not a plan"


def test_rows_below_headings_of_something_else_are_not_read_as_if_they_had_none() -> None:
    """However much the names in them look like those of events and properties."""
    rows = [(f"tea-0{n}", f"tea_q{n}", "1", "No tea", f"tea_q{n} = 1", "Boil it") for n in range(9)]
    head = ("id", "question_id", "priority", "title", "trigger", "advice")

    with pytest.raises(NotATrackingPlanError):
        plan_from_tabs((Tab("advice", (head, *rows), titled=False),), name="advice.csv")


def test_plan_without_a_single_rule_is_refused() -> None:
    """An empty template is no plan yet."""
    tab = Tab("Track", (("Event Name", "Trigger", "Property", "Data Type"),))

    with pytest.raises(NotATrackingPlanError, match="not one event"):
        plan_from_tabs((tab,), name="template.xlsx")


def test_no_tabs_and_only_hidden_tabs_are_refused() -> None:
    """The message says what is hidden, so that nobody searches for it."""
    hidden = Tab("Old", (("Event", "Property", "Type"), ("A", "id", "string")), hidden=True)

    with pytest.raises(NotATrackingPlanError, match="no tabs"):
        plan_from_tabs((), name="x")
    with pytest.raises(NotATrackingPlanError, match="hidden"):
        plan_from_tabs((hidden,), name="x")


def test_a_tab_of_headers_alone_is_an_empty_plan() -> None:
    """A workbook that nobody has filled in yet is no plan."""
    tabs = [Tab("Identify", (("Trait", "Type"),))]

    with pytest.raises(NotATrackingPlanError):
        plan_from_tabs(tabs, name="blank")
