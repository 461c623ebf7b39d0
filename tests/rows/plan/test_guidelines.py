"""What the guide says of the plan's own words and rules."""

from __future__ import annotations

from segkit.derive.beside import PlanBlock, blocks
from segkit.derive.naming import EVENTS, NamingRule
from segkit.model.plan import TrackingPlan
from segkit.rows.about.provenance import provenance
from segkit.rows.plan.guidelines import plan_guidelines

OWNER = PlanBlock(
    "Read me", "owner", "Owner", "Digital <team>", (("Owner", "Digital <team>"),), "Read me!A3"
)
NAMES = PlanBlock(
    "Read me", "naming", "Names", "Title Case", (("Names", "Title Case"),), "Read me!A9"
)
LEGEND = PlanBlock(
    "Read me",
    "legend",
    "",
    "",
    (("Status", "Meaning"), ("Live", "Sent today")),
    "Read me!A12",
)
ABOVE = PlanBlock("Track", "version", "Version", "2.3", (("Version 2.3",),), "Track!A2")


def test_each_label_stands_with_what_the_plan_says() -> None:
    """In the customer's words, escaped, with the place in the data."""
    view = plan_guidelines((NAMES, OWNER, LEGEND, ABOVE))

    assert "Digital &lt;team&gt;" in view.html
    assert ("Plan owner", "Digital <team>", "Read me!A3") in view.rows
    assert ("Version", "2.3", "Track!A2") in view.rows
    assert "Sent today" in view.text


def test_names_that_break_the_rule_are_counted_with_examples() -> None:
    """And where all keep to it, that is said."""
    rules = (
        NamingRule(EVENTS, "Title Case", 35, tuple(f"event_{n}" for n in range(7))),
        NamingRule("properties", "snake_case", 80, ()),
    )

    text = plan_guidelines((NAMES,), rules).text

    assert (
        "7 of 35 events are not Title Case: event_0, event_1, event_2, event_3, event_4 and 2 more."
        in text
    )
    assert "All 80 properties keep to it (snake_case)." in text


def test_a_plan_that_says_nothing_of_itself_shows_nothing() -> None:
    """No heading, and no table of a single "missing"."""
    assert not plan_guidelines(()).html
    assert not plan_guidelines((PlanBlock("Notes", "text", "", "Hello", (("Hello",),)),)).html


def test_every_row_beside_the_plan_is_quoted_in_about() -> None:
    """Also what is known to be nothing in particular."""
    note = PlanBlock("Read me", "note", "Colour", "Green", (("Colour", "Green", "x"),))

    view = provenance([], beside=(note, ABOVE))

    assert "Colour | Green | x" in view.text
    assert ("Beside the plan: Track", "Version 2.3", "", "") in view.rows


def test_a_snapshot_that_somebody_changed_by_hand_is_no_reason_to_fail() -> None:
    """What is not as it was written is left aside."""
    extra = {"beside": [3, {"tab": "T", "blocks": [1, {"kind": "text", "rows": [["a"], 4]}]}]}

    assert [one.rows for one in blocks(TrackingPlan("Plan", extra=extra))] == [(("a",),)]
