"""A sheet as a whole: names as they are written, tabs that are not read, what is explained."""

from __future__ import annotations

from segkit.model.plan import Rule, TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import explain, is_source_schema, plan_from_tabs
from tests.plans.tables.kinds import tab_of


def plan_of(*tabs: Tab) -> TrackingPlan:
    """The plan, with its report's sum checked on the way."""
    plan = plan_from_tabs(tabs, name="Quillmoor")
    assert plan.report.rows == plan.report.used + len(plan.report.explained)
    return plan


def names(rule: Rule) -> list[str]:
    """The rule's fields as people write them."""
    return [planned.dotted for planned in rule.fields]


def test_source_schema_export_is_recognised_and_read() -> None:
    """Counts of what was observed stay labels of what they count."""
    tab = tab_of(
        "shop-web-track",
        """Event Name|Last Seen At (UTC)|Property Name|Allowed|Blocked|Total|Planned
        Order Completed|2026-05-01||10|0|10|true
        Order Completed|2026-05-01|order_id|9|1|10|false""",
    )

    plan = plan_of(tab)

    assert is_source_schema(tab)
    assert (plan.rules[0].key, plan.rules[0].labels["Total"]) == ("Order Completed", "10")
    assert plan.rules[0].fields[0].labels["Blocked"] == "1"


def test_names_are_kept_as_they_are_written() -> None:
    """Odd spaces within, quotes, markup, 300 characters: all kept."""
    odd = (
        "Order\u2008Completed",
        "“Quoted”",
        "<script>",
        "a/b",
        "x" * 300,
        "🧭 ok",
        "שלום",
    )
    rows = tuple((name, f"{name}_id", "String") for name in odd)
    tab = Tab("Track", (("Event", "Property", "Type"), *rows))

    plan = plan_of(tab)

    assert [rule.key for rule in plan.rules] == list(odd)
    assert [rule.fields[0].path[-1] for rule in plan.rules] == [f"{name}_id" for name in odd]


def test_blanks_at_the_ends_of_names_are_left_out_and_noted() -> None:
    """Nobody sees them in a sheet, and with them one event would be two."""
    plan = plan_of(
        Tab(
            "Track",
            (
                ("Event", "Property", "Type"),
                ("Order Completed  ", "order_id ", "string"),
                ("Order Completed", "total\u200b", "number"),
            ),
        )
    )

    assert [(rule.key, names(rule)) for rule in plan.rules] == [
        ("Order Completed", ["order_id", "total"])
    ]
    assert plan.report.notes == (
        "Track: 3 names have blanks at the ends in the sheet; they are left out.",
    )


def test_hidden_tabs_are_listed_and_a_read_me_is_kept() -> None:
    """A read-me is kept beside the plan; a hidden tab is only noted."""
    plan = plan_of(
        tab_of("Read me", "Welcome\nPlease keep this tidy."),
        tab_of("Track", "Event|Property|Type\nA|id|string"),
        Tab("Old", (("Event", "Property"), ("B", "id")), hidden=True),
    )

    assert [rule.key for rule in plan.rules] == ["A"]
    assert [entry.origin for entry in plan.report.explained] == ["Track!A1"]
    assert [one["tab"] for one in plan.extra["beside"]] == ["Read me"]  # type: ignore[attr-defined]
    assert plan.report.notes == ("Old: hidden tab, not read (2 rows).",)


def test_explanation_shows_roles_samples_and_doubts() -> None:
    """A person can check every column, and sees the rows that could be meant otherwise."""
    [reading] = explain(
        (
            tab_of(
                "Track",
                "Event|Trigger|Property|Type|Owner\nOnboarding||||\nA|When|id|string|Ann\nB|When|id|string|Bo",
            ),
        )
    )

    [table] = reading.tables
    assert [(c.header, str(c.role)) for c in table.columns] == [
        ("Event", "event name"), ("Trigger", "trigger"), ("Property", "field name"), ("Type", "type"),
        ("Owner", "label"),
    ]  # fmt: skip
    assert table.columns[4].samples == ("Ann", "Bo")
    assert [doubt.origin for doubt in reading.doubtful] == ["Track!A2"]
    assert (table.header_rows, table.layout, table.rules, table.fields) == ((1,), "rows", 3, 2)


def test_tables_beside_each_other_are_read_on_their_own() -> None:
    """A row that only one of them could use is noted."""
    plan = plan_of(
        tab_of(
            "Plan",
            """Trait|Type|Required||Event|Property|Type
            email|string|yes||Order Completed|order_id|string
            plan|string|no|||total|number
            age|integer|no||||string""",
        )
    )

    assert [(rule.call, names(rule)) for rule in plan.rules] == [
        ("identify", ["email", "plan", "age"]),
        ("track", ["order_id", "total"]),
    ]
    assert plan.report.notes[0].startswith("Plan!A4: only part of this row is in the plan")
