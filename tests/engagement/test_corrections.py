"""Behaviour of `segkit.engagement.corrections`: a reading is corrected, saved, and used by every pull."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.engagement.corrections import (
    Corrections,
    Outcome,
    by_reason,
    choice_of,
    doubts,
    stale_columns,
    understand,
    with_choice,
    with_header_row,
    with_no,
    with_reading,
    with_role,
    with_yes,
    without_tab,
)
from segkit.engagement.profile import change_profile, read_profile
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.errors import ConfigError, UsageError
from segkit.model.plan import Explained
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import Profile, Role, TabProfile
from segkit.pull import read_plan
from segkit.pull.places import plan_place

ROWS = (
    ("Event", "Property", "Type", "Remark"),
    ("Order Completed", "id", "string", "after the payment"),
    ("", "total", "number", ""),
)


def outcome_of(*tabs: Tab, profile: Profile | None = None) -> Outcome:
    """These tabs, read."""
    return understand("plan", tabs or (Tab("Track", ROWS),), profile or Profile())


@pytest.fixture
def engagement(tmp_path: Path) -> Path:
    """A folder with a plan of one tab `Track`."""
    workbook = Workbook()
    workbook.active.title = "Track"
    for row in ROWS:
        workbook.active.append(row)
    workbook.save(tmp_path / "plan.xlsx")
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[plan]\nfile = "plan.xlsx"\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def corrections(engagement: Path) -> Corrections:
    """That plan, to be corrected."""
    return Corrections(plan_place(engagement / "plan.xlsx"), engagement / "profile.toml")


def test_a_correction_is_saved_and_changes_the_plan(corrections: Corrections) -> None:
    """The counts follow at once."""
    before = corrections.outcome.counts

    corrections.change("Track", lambda p: with_role(p, "Track", "Property", "ignored"))

    assert before["fields"] == 2
    assert corrections.outcome.counts["fields"] == 0
    assert read_profile(corrections.profile_file).of("Track").roles == {"Property": Role.IGNORED}


def test_every_pull_uses_what_was_corrected(engagement: Path, corrections: Corrections) -> None:
    """The snapshot is made from the corrected reading."""
    corrections.change("Track", lambda p: with_role(p, "Track", "Remark", "trigger"))

    plan = take_snapshot(read_engagement(engagement)).plan

    assert plan is not None
    assert plan.rules[0].description == "after the payment"


def test_damaged_corrections_stop_a_pull(engagement: Path) -> None:
    """Rather than silently pull without them; the snapshot stays."""
    folder = read_engagement(engagement)
    take_snapshot(folder)
    before = folder.snapshot_file.read_bytes()
    folder.profile_file.write_text("[broken", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"profile\.toml"):
        take_snapshot(folder)

    assert folder.snapshot_file.read_bytes() == before


def test_changes_are_taken_back_one_by_one(corrections: Corrections) -> None:
    """Until there is none left."""
    tab = corrections.outcome.tabs[0]
    corrections.change("Track", lambda p: with_role(p, "Track", "Remark", "trigger"))
    corrections.change("Track", lambda p: with_choice(p, tab, "page"))

    corrections.undo()
    first = read_profile(corrections.profile_file)
    corrections.undo()

    assert first == Profile({"Track": TabProfile(roles={"Remark": Role.TRIGGER})})
    assert read_profile(corrections.profile_file) == Profile()
    assert not corrections.can_undo
    with pytest.raises(UsageError):
        corrections.undo()


def test_what_somebody_else_wrote_is_kept(corrections: Corrections) -> None:
    """A change is made to the file as it is now; what is not ours is not undone."""
    corrections.change("Track", lambda p: with_role(p, "Track", "Remark", "trigger"))
    meanwhile = Profile({"Track": TabProfile("page"), "Old": TabProfile(skip=True)})
    change_profile(corrections.profile_file, lambda _: meanwhile)

    with pytest.raises(ConfigError, match="somebody else"):
        corrections.undo()
    corrections.change("Track", lambda p: with_role(p, "Track", "Type", "label"))

    saved = read_profile(corrections.profile_file)
    assert saved.of("Old").skip is True
    assert saved.of("Track") == TabProfile("page", roles={"Type": Role.LABEL})


def test_a_reading_that_is_confirmed_stays_as_it_was(corrections: Corrections) -> None:
    """Every column is fixed, and nothing else becomes of the plan."""
    before = corrections.outcome.plan
    [reading] = corrections.outcome.readings

    corrections.change("Track", lambda p: with_reading(p, reading))

    assert corrections.outcome.plan == before
    assert doubts(corrections.outcome, corrections.outcome.readings[0]) == ()
    assert list(read_profile(corrections.profile_file).of("Track").roles) == list(ROWS[0])


@pytest.mark.parametrize(
    ("rows", "saved"),
    [
        ((("Event", "Property", "Type"), ("A", "Must", "string")), "Must"),
        ((("Event", "Property", "Type", "Notes"), ("A", "x", "string", "n")), "Notes (B)"),
        ((("Event", "Notes", "Property", "Notes"), ("A", "n", "x", "m")), "Notes"),
        ((("Event", "Property", "Type"), ("A", "x", "string")), "Column F"),
    ],
    ids=["now only a value", "no longer twice", "now twice", "a column without a header"],
)
def test_a_column_that_is_gone_is_reported(rows: tuple[tuple[str, ...], ...], saved: str) -> None:
    """Its role is not given to another one, and the report says what to correct."""
    profile = Profile({"Track": TabProfile(roles={saved: Role.FIELD_DESCRIPTION})})

    outcome = outcome_of(Tab("Track", rows), profile=profile)
    [reading] = outcome.readings
    roles = [column.role for table in reading.tables for column in table.columns]

    assert outcome.plan is not None
    assert any(repr(saved) in note for note in outcome.plan.report.notes)
    assert stale_columns(outcome, reading) == (saved,)
    assert Role.FIELD_DESCRIPTION not in roles


def test_a_header_row_that_moved_is_reported() -> None:
    """The tab is not read from another row instead."""
    tabs = (Tab("Track", ROWS), Tab("Other", ROWS))

    outcome = outcome_of(*tabs, profile=Profile({"Track": TabProfile(header_row=2)}))

    assert outcome.plan is not None
    assert "row 2" in outcome.plan.report.notes[0]
    assert {rule.origin.partition("!")[0] for rule in outcome.plan.rules} == {"Other"}


def test_corrections_of_tables_are_not_used_for_documents_in_silence(tmp_path: Path) -> None:
    """When the plan is another file now, the report says so."""
    file = tmp_path / "plan.json"
    file.write_text('{"rules": [{"type": "TRACK", "key": "A", "version": 1, "jsonSchema": {}}]}')

    plan = read_plan(file, profile=Profile({"Track": TabProfile("page")}))

    assert "no table" in plan.report.notes[-1]


def test_tabs_that_hold_no_plan_are_an_outcome() -> None:
    """The reading is shown all the same, for this is when one needs it."""
    outcome = outcome_of(Tab("x", (("Foo", "Bar"), ("1", "2"))))

    assert outcome.plan is None
    assert outcome.counts == {}
    assert outcome.problem is not None
    assert [reading.state for reading in outcome.readings] == ["not a plan"]


@pytest.mark.parametrize(
    ("choice", "hidden", "expected"),
    [
        ("", True, TabProfile()),
        ("track", False, TabProfile("track")),
        ("track", True, TabProfile("track", skip=False)),
        ("read", True, TabProfile(skip=False)),
        ("skip", False, TabProfile(skip=True)),
    ],
)
def test_what_is_said_of_a_tab(choice: str, hidden: bool, expected: TabProfile) -> None:
    """Choosing a call for a hidden tab means that it is read."""
    tab = Tab("Track", ROWS, hidden=hidden)

    profile = with_choice(Profile(), tab, choice)

    assert profile.of("Track") == expected
    assert choice_of(profile, "Track") == choice
    assert without_tab(profile, "Track") == Profile()


def test_what_does_not_exist_is_refused() -> None:
    """With the choices that there are."""
    tab = Tab("Track", ROWS, top=2)

    with pytest.raises(UsageError, match="cannot be"):
        with_choice(Profile(), tab, "tracks")
    with pytest.raises(UsageError, match="role"):
        with_role(Profile(), "Track", "Event", "events")
    with pytest.raises(UsageError, match="no row 2"):
        with_header_row(Profile(), tab, 2)
    assert with_header_row(Profile(), tab, 3).of("Track").header_row == 3
    assert with_header_row(Profile({"Track": TabProfile(header_row=3)}), tab, None) == Profile()


def test_what_deserves_a_look_is_counted() -> None:
    """Unread columns until somebody says that a label is what they are."""
    before = outcome_of()
    after = outcome_of(profile=with_role(Profile(), "Track", "Remark", "label"))

    assert doubts(before, before.readings[0]) == ("1 column is unread",)
    assert doubts(after, after.readings[0]) == ()


def test_places_are_grouped_by_reason() -> None:
    """Twelve rows with one reason are one line."""
    rows = (Explained("A1", "note"), Explained("A2", "heading"), Explained("A3", "note"))

    assert by_reason(rows) == (("note", ("A1", "A3")), ("heading", ("A2",)))


DOUBTED = (
    ("Event", "Property", "Type", "Zonk", "Note"),
    ("Order Paid", "id", "string", "x", "one"),
    ("", "total", "number", "", ""),
)


def test_a_doubt_comes_first_and_is_settled_with_yes(engagement: Path) -> None:
    """The column is what it looks like, in the file and at the next pull."""
    workbook = Workbook()
    workbook.active.title = "Track"
    for row in DOUBTED:
        workbook.active.append(row)
    workbook.save(engagement / "plan.xlsx")
    found = Corrections(plan_place(engagement / "plan.xlsx"), engagement / "profile.toml")
    [doubt] = found.outcome.readings[0].doubts
    assert doubts(found.outcome, found.outcome.readings[0])[0] == "1 doubt"

    found.change("Track", lambda p: with_yes(p, "Track", doubt))

    assert found.outcome.readings[0].doubts == ()
    assert read_profile(found.profile_file).of("Track").roles == {"Zonk": Role.REQUIRED}
    plan = read_plan(plan_place(engagement / "plan.xlsx"), profile=read_profile(found.profile_file))
    assert [one.required for one in plan.rules[0].fields] == [True, False]
    assert plan.report.doubts == ()


def test_a_doubt_is_settled_with_no() -> None:
    """All stays as it is, and nobody is asked again."""
    tab = Tab("Track", DOUBTED)
    [doubt] = outcome_of(tab).readings[0].doubts

    profile = with_no(Profile(), "Track", doubt)
    after = outcome_of(tab, profile=Profile.from_dict(profile.to_dict()))

    assert profile.of("Track") == TabProfile(settled=(doubt.key,))
    assert after.readings[0].doubts == ()
    assert after.plan is not None
    assert not any(one.required for one in after.plan.rules[0].fields)


def test_yes_to_a_doubt_about_no_column_settles_it() -> None:
    """There is nothing to choose: a tab that is not read, a row."""
    tabs = (
        Tab("Track", ROWS),
        Tab("Cases", (("Event name", "Trigger", "Test case"), ("A Paid", "x", "1"))),
    )
    [doubt] = [one for reading in outcome_of(*tabs).readings for one in reading.doubts]

    profile = with_yes(Profile(), "Cases", doubt)

    assert doubt.role is None
    assert profile.of("Cases").settled == (doubt.key,)
