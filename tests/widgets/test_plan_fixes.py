"""Findings mended in the copy of the plan, as the room asks for them, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from segkit.engagement.notes import read_notes
from segkit.engagement.notes.journal import journal_of
from segkit.engagement.notes.workshop import MENDED, Mended
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.facts.known import Facts
from segkit.model.plan import TrackingPlan
from segkit.pull import read_plan
from segkit.pull.places import PlanPlace, plan_place
from segkit.widgets import PlanWidget

Send = Callable[..., dict[str, object]]
Shown = Callable[[PlanWidget], str]
CASE, TRAITS = "naming-property-case", "required-trait"
NAMES = ("boat_id", "berth_id", "sail_area", "hull_type", "crew_size", "mast_height", "keel_depth")


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """An engagement whose plan has one name in another casing, and a trait that is required."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for row in (
        ("Call", "Event", "Property", "Type", "Required", "Description"),
        *(("track", "Boat Hired", one, "string", "Yes", f"What the quay knows of {one}")
          for one in NAMES),
        ("track", "Boat Returned", "lateDays", "number", "No", "Days after the agreed one"),
        ("identify", "", "nickname", "string", "Yes", "As the quay calls them"),
    ):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    file = tmp_path / "engagement.toml"
    file.write_text('customer = "Quillmoor Supply"\n[plan]\nfile = "plan.xlsx"\n', "utf-8")
    take_snapshot(read_engagement(tmp_path))
    return Facts(read_engagement(tmp_path))


@pytest.fixture
def widget(facts: Facts) -> PlanWidget:
    """Its form."""
    return PlanWidget(facts, None)


def differing(facts: Facts) -> dict[str, object]:
    """What the copy says otherwise than the customer's own file, by cell."""
    before, after = (load_workbook(facts.engagement.folder / name)["Plan"]
                     for name in ("plan.xlsx", "plan-fixed.xlsx"))  # fmt: skip
    assert before.dimensions == after.dimensions
    return {
        cell.coordinate: after[cell.coordinate].value
        for row in before
        for cell in row
        if cell.value != after[cell.coordinate].value
    }


def mended(facts: Facts) -> list[str]:
    """The checks of which the notes say so."""
    return list(read_notes(facts.engagement.notes_file).of(MENDED))


def plain(html: str) -> str:
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_only_the_cells_that_were_shown_differ_in_the_copy(
    facts: Facts, widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """And the customer's own file stays as it is."""
    own = facts.engagement.folder / "plan.xlsx"
    before = own.read_bytes()
    assert "Plan!C9 Boat Returned : lateDays → late_days" in plain(shown(widget))
    assert "Plan!C10 nickname of identify : Required → Optional" in plain(shown(widget))

    send(widget, "finding-fix", CASE)
    assert differing(facts) == {"C9": "late_days"}
    send(widget, "finding-fix", TRAITS)

    assert differing(facts) == {"C9": "late_days", "E10": "No"}
    assert own.read_bytes() == before
    assert f'data-sk-do="finding-fix" data-sk-item="{CASE}"' not in shown(widget)


def test_said_twice_it_changes_nothing_and_each_can_be_taken_back(
    facts: Facts, widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """In any order; the copy is gone when nothing is left in it."""
    copy, notes = facts.engagement.folder / "plan-fixed.xlsx", facts.engagement.notes_file
    send(widget, "finding-fix", CASE)
    send(widget, "finding-fix", TRAITS)
    files = (copy, copy.with_suffix(".changes.toml"), notes, journal_of(notes))
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]

    assert send(widget, "finding-fix", CASE)["saved"]
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before

    send(widget, "finding-forget", CASE)
    assert differing(facts) == {"E10": "No"}
    send(widget, "undo")
    assert differing(facts) == {"C9": "late_days", "E10": "No"}
    send(widget, "undo")
    assert differing(facts) == {"C9": "late_days"}
    send(widget, "undo")
    assert not copy.exists()
    assert not files[1].exists()
    assert f'data-sk-do="finding-fix" data-sk-item="{CASE}"' in shown(widget)


def test_a_copy_that_somebody_worked_on_is_not_written_over(
    facts: Facts, widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """It says so and notes nothing; without the copy the fix is offered again."""
    send(widget, "finding-fix", CASE)
    copy = facts.engagement.folder / "plan-fixed.xlsx"
    copy.write_bytes(mine := copy.read_bytes() + b"mine")

    assert "was changed by somebody" in str(send(widget, "finding-fix", TRAITS)["problem"])

    assert copy.read_bytes() == mine
    assert mended(facts) == [CASE]
    copy.unlink()
    widget.draw()
    assert f'data-sk-do="finding-fix" data-sk-item="{CASE}"' in shown(widget)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("plan-fixed.xlsx", "link"),
        ("plan-fixed.xlsx", "strange"),
        ("plan-fixed.changes.toml", "folder"),
        ("plan-fixed.changes.toml", "strange"),
    ],
)
def test_what_lies_in_the_way_of_the_copy_stays_as_it_is(  # noqa: PLR0917 (as the tables have them)
    facts: Facts, widget: PlanWidget, send: Send,
    tmp_path_factory: pytest.TempPathFactory, name: str, how: str,
) -> None:  # fmt: skip
    """A link out of the folder, a folder, a file of somebody else: it says so, and the form stands."""
    there, aim = facts.engagement.folder / name, tmp_path_factory.mktemp("other") / "aim"
    aim.write_bytes(strange := b"\xff\x00= [")
    if how == "folder":
        there.mkdir()
    elif how == "link":
        there.symlink_to(aim)
    else:
        there.write_bytes(strange)

    assert send(widget, "finding-fix", CASE)["problem"]
    widget.draw()

    assert f'data-sk-item="{CASE}"' in str(widget.parts)
    assert there.is_dir() if how == "folder" else there.read_bytes() == strange
    assert mended(facts) == []


def test_what_the_file_does_not_take_is_named_with_its_reason(
    facts: Facts, widget: PlanWidget, send: Send
) -> None:
    """Here it was changed since the pull: nothing is noted, and there is no copy."""
    own = facts.engagement.folder / "plan.xlsx"
    book = load_workbook(own)
    book["Plan"]["C9"] = "days_late"
    book.save(own)

    problem = str(send(widget, "finding-fix", CASE)["problem"])

    assert "cannot be made in the copy: Plan!C9" in problem
    assert "the plan does not have it" in problem
    assert mended(facts) == []
    assert list(facts.engagement.folder.glob("plan-fixed*")) == []


def test_a_cause_with_more_than_its_safe_changes_stays_open(
    tmp_path: Path, send: Send, shown: Shown
) -> None:
    """What needs a decision waits for a word although the rest is in the copy."""
    rows = ["Event,Property,Type,Description"]
    rows += [f"Boat Hired,{one},string,What the quay knows" for one in NAMES]
    rows += ["Boat Returned,lateDays,number,Days", "Boat Sold,boatId,string,Its number"]
    (tmp_path / "plan.csv").write_text("\n".join(rows), "utf-8")
    (tmp_path / "engagement.toml").write_text(
        'customer = "Q"\n[plan]\nfile = "plan.csv"\n', "utf-8"
    )
    take_snapshot(read_engagement(tmp_path))
    widget = PlanWidget(Facts(read_engagement(tmp_path)), None)
    assert "Fix 1 place in the copy" in shown(widget)

    send(widget, "finding-fix", CASE)

    row = next(html for key, html in widget.parts.items() if CASE in str(key))
    assert "Fixed in the copy, but for 1" in plain(row)
    assert "data-sk-walk data-sk-open" in row
    assert (tmp_path / "plan-fixed.csv").read_text("utf-8") == "\n".join(rows).replace(
        "lateDays", "late_days"
    )
    send(widget, "finding-later", CASE)
    row = next(html for key, html in widget.parts.items() if CASE in str(key))
    assert "data-sk-walk data-sk-open" not in row
    assert "Fixed in the copy, but for 1, Later" in plain(row)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (PlanPlace("sheet", "https://docs.google.com/spreadsheets/d/1"), "is a Google Sheet"),
        (PlanPlace("api", "tp_1"), "is in Segment"),
        (None, "names no plan"),
    ],
)
def test_a_plan_that_is_no_file_is_mended_as_rules(
    facts: Facts, send: Send, shown: Shown, place: PlanPlace | None, why: str
) -> None:
    """Nothing is written where the plan is; the places are named, and it says why."""
    widget = PlanWidget(Facts(replace(facts.engagement, plan=place)), None)
    assert why in plain(shown(widget))
    assert "Plan!C9 Boat Returned : lateDays → late_days" in plain(shown(widget))

    send(widget, "finding-fix", CASE)

    made = facts.engagement.folder / "plan-fixed.json"
    rules: TrackingPlan = read_plan(plan_place(made))
    assert [
        one.name for rule in rules.rules if rule.key == "Boat Returned" for one in rule.fields
    ] == ["late_days"]
    assert read_notes(facts.engagement.notes_file).of(MENDED) == {CASE: Mended("plan-fixed.json")}
    send(widget, "undo")
    assert not made.exists()
