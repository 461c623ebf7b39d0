"""Corrections of a reading: saved, used again, and reported when they no longer fit."""

from __future__ import annotations

import pytest

from segkit.errors import ConfigError, NotATrackingPlanError
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import Profile, Role, TabProfile, explain, plan_from_tabs

ROWS = (("Ding A", "Ding B", "Ding C"), ("Order Completed", "id", "string"))


def profile_of(**tab: object) -> Profile:
    """A profile for the tab `Plan`."""
    return Profile.from_dict({"Plan": tab})


def test_profile_survives_being_written() -> None:
    """Plain tables, for a TOML file that a person edits."""
    profile = Profile(
        {
            "Plan": TabProfile("track", header_row=3, roles={"A": Role.EVENT}),
            "Old": TabProfile(skip=True),
        }
    )

    assert Profile.from_dict(profile.to_dict()) == profile
    assert profile.to_dict()["Plan"] == {
        "call": "track",
        "header_row": 3,
        "columns": {"A": "event name"},
    }


@pytest.mark.parametrize(
    "tab",
    [
        {"call": "tracks"},
        {"skip": "yes"},
        {"header_row": 0},
        {"columns": {"A": "event"}},
        {"colums": {}},
        {"columns": 1},
    ],
)
def test_unknown_corrections_are_named(tab: dict[str, object]) -> None:
    """A slip in the file is an error that lists what is known."""
    with pytest.raises(ConfigError, match="Plan"):
        Profile.from_dict({"Plan": tab})


def test_corrected_columns_make_an_unknown_table_a_plan() -> None:
    """What no word of ours says, the SA says once."""
    tab = Tab("Plan", ROWS)
    profile = profile_of(columns={"Ding A": "event name", "Ding B": "field name", "Ding C": "type"})

    with pytest.raises(NotATrackingPlanError):
        plan_from_tabs((tab,), name="x")
    plan = plan_from_tabs((tab,), name="x", profile=profile)

    assert (plan.rules[0].key, plan.rules[0].fields[0].types) == ("Order Completed", ("string",))


def test_changed_header_is_reported_and_not_guessed_over() -> None:
    """The role whose header is gone is given to no other column."""
    tab = Tab("Plan", (("Event", "Property", "Type"), ("Order Completed", "id", "string")))
    profile = profile_of(call="track", columns={"Ereignis": "event name"})

    [reading] = explain((tab,), profile)

    assert "no 'Ereignis'" in reading.notes[0] or "'Ereignis'" in reading.notes[0]
    assert all(c.role is not Role.EVENT for table in reading.tables for c in table.columns)


def test_header_row_that_is_empty_now_is_reported() -> None:
    """The tab is not read from another row instead."""
    tab = Tab("Plan", (("Event", "Property", "Type"), ("A", "id", "string"), ("", "", "")))

    with pytest.raises(NotATrackingPlanError, match="row 3"):
        plan_from_tabs((tab,), name="x", profile=profile_of(header_row=3))


def test_tabs_are_skipped_and_hidden_ones_read_on_request() -> None:
    """Skipped rows are explained; `skip = false` opens a hidden tab."""
    rows = (("Event", "Property", "Type"), ("A", "id", "string"))
    tabs = (Tab("Track", rows), Tab("Plan", rows, hidden=True))

    skipped = plan_from_tabs(
        tabs,
        name="x",
        profile=Profile({"Track": TabProfile(skip=True), "Plan": TabProfile(skip=False)}),
    )

    assert [rule.origin for rule in skipped.rules] == ["Plan!A2"]
    assert (skipped.report.rows, skipped.report.used, len(skipped.report.explained)) == (4, 1, 3)


def test_columns_of_one_name_are_told_apart() -> None:
    """The key that `explain` shows is the key that a profile takes."""
    tab = Tab(
        "Track", (("Event", "Notes", "Property", "Type", "Notes"), ("A", "n", "id", "string", "m"))
    )

    [reading] = explain((tab,))
    keys = [column.header for column in reading.tables[0].columns]
    plan = plan_from_tabs(
        (tab,), name="x", profile=Profile({"Track": TabProfile(roles={keys[1]: Role.IGNORED})})
    )

    assert keys == ["Event", "Notes (B)", "Property", "Type", "Notes (E)"]
    assert "n" not in plan.rules[0].labels.values()


def test_profile_of_a_tab_that_is_gone_is_noted() -> None:
    """A renamed tab does not lose its corrections in silence."""
    tab = Tab("Track", (("Event", "Property", "Type"), ("A", "id", "string")))

    plan = plan_from_tabs((tab,), name="x", profile=profile_of(skip=True))

    assert "'Plan'" in plan.report.notes[0]


def test_a_call_that_is_fixed_for_a_tab_goes_before_the_name_of_an_event() -> None:
    """An event that is called `identify` is an event there."""
    tab = Tab("Plan", (("Event", "Property", "Type"), ("identify", "id", "string")))

    free = plan_from_tabs((tab,), name="x")
    fixed = plan_from_tabs((tab,), name="x", profile=profile_of(call="track"))

    assert [(rule.call, rule.key) for rule in free.rules] == [("identify", None)]
    assert [(rule.call, rule.key) for rule in fixed.rules] == [("track", "identify")]


def test_traits_beside_events_are_a_rule_of_their_own() -> None:
    """Where the SA says that a column holds them."""
    tab = Tab("Plan", (("Event", "Properties", "Zonk"), ("Signed Up", "plan", "email, name")))
    profile = profile_of(columns={"Zonk": str(Role.TRAITS)})

    track, identify = plan_from_tabs((tab,), name="x", profile=profile).rules

    assert (track.call, [one.path[1] for one in track.fields]) == ("track", ["plan"])
    assert (identify.call, [one.path[1] for one in identify.fields]) == (
        "identify",
        ["email", "name"],
    )
    assert identify.origin == "Plan!C2"
