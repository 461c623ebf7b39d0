"""What is doubted, what is not, and what became of every cell."""

from __future__ import annotations

import pytest

from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.profile import TabProfile as Corrected
from segkit.plans.tables import Profile, Role, TabProfile, explain, plan_from_tabs
from segkit.plans.tables.tab_reading import read_tab
from tests.plans.tables.kinds import File, tab_of
from tests.plans.tables.meanings import MISFIT, meanings_of

LONG = """Event|Property|Type|Required|Remark
Order Completed|order_id|string|yes|one
Order Completed|total|number|no|two
Cart Viewed|cart_id|string|yes|three"""


def doubts_of(*tabs: Tab, profile: Profile | None = None) -> list[str]:
    """All doubts about a plan."""
    return [one.what for one in plan_from_tabs(tabs, name="x", profile=profile).report.doubts]


def test_a_plain_plan_is_not_doubted() -> None:
    """Headings say it and values bear it out."""
    assert doubts_of(tab_of(File, LONG)) == []


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Event", "are read as event name by their looks alone"),
        ("Property", "are read as field name by their looks alone"),
        ("Type", "are read as type by their looks alone"),
        ("Required", "look like required marks and are not used as such"),
    ],
)
def test_a_column_without_its_heading_is_doubted(heading: str, words: str) -> None:
    """It is read by its looks, or left alone, and always named."""
    found = doubts_of(tab_of(File, LONG.replace(heading, "Zonk", 1)))

    assert len(found) == 1
    assert "'Zonk'" in found[0]
    assert words in found[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Event|Property|Type|Zonk\nPaid|id|string|x\nSeen|cart|string|", "look like required marks"),
        ("Event|Property|Type\nPaid|id|strng\nSeen|cart|strng", "name no type that is known"),
        ("Event|Property|Type|Required\nPaid|id|string|yes\nPaid|total|number|perhaps\nSeen|cart|string|no",
         "1 value of 'Required' (D) say neither yes nor no"),
        ("Event|Zonk\nPaid|order_id, total\nSeen|cart_id, total", "look like lists of property names"),
        ("Event|Owner|Zonk\nOrder Paid|Ann|order_id\nCart Seen|Bo|cart_id", "look like property names"),
        ("Event|Properties|Required\nOrder Paid|order_id, total|yes\nCart Seen|cart_id|no",
         "1 row: one type or required mark beside several properties"),
        ("Event|Properties\nOrder Paid|order_id, utm_*\nCart Seen|cart_id", "are not wholly understood"),
        ("Event|Properties\nOrder Paid|order_id\nOrder Paid|Same as Cart Cleared", "not wholly understood"),
        ("Event|Property|Type\n|order_id|string\nOrder Paid|total|number\n|tax|number",
         "a property without an event above it: left out"),
        ("Event|Property|Type|Required\nOrder Paid|total|number|yes\n||string|no", "says a type, but names no property"),
        ("Event|Property\nOrder Paid, Cart Seen|id\nCart Left|id", "names several events"),
        ("Removed events\nEvent|Trigger|Properties\nOrder Paid|It is paid|order_id\nCart Seen|Opened|cart_id",
         "2 events stand below 'Removed events'"),
        ("Event|Trigger\nOrder Paid|It is paid (order_id, total)\nCart Seen|Opened (cart_id)\nCart Left|Closed",
         "2 values of 'Trigger' (B) name keys, perhaps"),
    ],
)  # fmt: skip
def test_what_looks_like_part_of_the_plan_is_doubted(text: str, words: str) -> None:
    """Values, rows and texts that became labels, or nothing."""
    found = doubts_of(tab_of(File, text))

    assert len(found) == 1
    assert words in found[0]


def test_a_tab_that_is_not_read_though_it_says_event_is_doubted() -> None:
    """A person looks at it; a glossary of the headings is none."""
    cases = tab_of(
        "Cases",
        "Event name|Trigger|Test case|Actual result\nOrder Paid|pay|1|ok\nCart Seen|open|2|ok",
    )
    glossary = tab_of("Glossary", "Term|Meaning\nEvent|What people do\nProperty|A detail of it")

    assert doubts_of(tab_of("Plan", LONG), cases, glossary) == [
        "3 rows of 'Cases' are not read, though 'Event name' stands above them."
    ]


def test_a_doubt_that_was_settled_is_not_raised_again() -> None:
    """By its key, at every later pull; what was said yes to is no doubt any more."""
    tab = tab_of("Plan", LONG.replace("Required", "Zonk"))
    [doubt] = explain((tab,))[0].doubts
    no = Profile({"Plan": TabProfile(settled=(doubt.key,))})
    yes = Profile({"Plan": TabProfile(roles={doubt.header: doubt.role or Role.LABEL})})

    assert (doubt.header, doubt.role, doubt.yes) == ("Zonk", Role.REQUIRED, "yes, required marks")
    assert doubts_of(tab, profile=no) == doubts_of(tab, profile=yes) == []
    assert any(f.required for f in plan_from_tabs((tab,), name="x", profile=yes).rules[0].fields)
    assert Profile.from_dict(no.to_dict()) == no


# --- cells ----------------------------------------------------------------------------------


def meanings(tab: Tab) -> dict[str, str]:
    """What became of each cell, by its address."""
    return meanings_of(read_tab(tab, Corrected()))


def test_every_cell_has_a_meaning() -> None:
    """The role of its column, its row's reason, or that it fits neither."""
    tab = tab_of(
        "Plan",
        """Our plan
        Event|Property|Type|Remark
        Order Paid|order_id|strng|one
        NOTE: ask Ann|||
        |total|number|two""",
    )

    found = meanings(tab)

    assert found == {
        "Plan!A1": "heading above the table",
        **dict.fromkeys(("Plan!A2", "Plan!B2", "Plan!C2", "Plan!D2"), "header of the table"),
        "Plan!A3": "event name",
        "Plan!B3": "field name",
        "Plan!C3": MISFIT,
        "Plan!D3": "label",
        "Plan!A4": "a note, not part of the plan",
        "Plan!B5": "field name",
        "Plan!C5": "type",
        "Plan!D5": "label",
    }
