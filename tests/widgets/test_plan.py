"""Behaviour of `segkit.widgets.plan`, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.engagement.corrections import Corrections
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import read_notes
from segkit.engagement.notes.room import PLANNED, PlanWord
from segkit.engagement.profile import read_profile
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.pull.places import plan_place
from segkit.widgets import PlanWidget

Send = Callable[..., dict[str, object]]
Shown = Callable[[PlanWidget], str]
ORDER = "track/Order Completed/2"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo's."""
    folder = create_demo(tmp_path_factory.mktemp("plan") / "demo").folder
    return Facts(read_engagement(folder))


@pytest.fixture
def widget(facts: Facts) -> PlanWidget:
    """Its plan, of which nothing was said."""
    facts.engagement.notes_file.unlink(missing_ok=True)
    return PlanWidget(facts, None)


def plain(html: str) -> str:
    """What a reader sees."""
    return re.sub(r"<[^>]+>", "", html)


def words(widget: PlanWidget) -> dict[str, PlanWord]:
    """What the file says."""
    return dict(read_notes(widget._file).of(PLANNED))


def test_keeping_is_one_key(widget: PlanWidget, send: Send, shown: Shown) -> None:
    """The count falls; undo asks again."""
    before = shown(widget)
    assert "planned calls wait for your word" in before

    assert send(widget, "keep", ORDER)["said"] == "Keep: Order Completed."

    assert words(widget) == {ORDER: PlanWord("keep")}
    assert "1 of " in shown(widget)
    send(widget, "undo")
    assert words(widget) == {}


def test_a_rename_shows_first_what_it_touches(widget: PlanWidget, send: Send, shown: Shown) -> None:
    """By the one function that the command uses; nothing is written before the second gesture."""
    send(widget, "look-rename", ORDER, fields={"to": " Order  Placed "})

    html = plain(shown(widget))
    assert "Rename to Order Placed: " in html
    assert "things may stop working" in html
    assert "Its trigger takes" in html
    assert words(widget) == {}
    send(widget, "rename", ORDER, "Order Placed")
    assert words(widget) == {ORDER: PlanWord("rename", "Order Placed")}
    assert "Rename to Order Placed: " not in plain(shown(widget))


def test_a_drop_shows_first_what_it_touches(widget: PlanWidget, send: Send, shown: Shown) -> None:
    """And can be left."""
    send(widget, "look-drop", ORDER)
    assert "Drop it: " in plain(shown(widget))
    send(widget, "leave")
    assert "Drop it: " not in plain(shown(widget))

    send(widget, "look-drop", ORDER)
    send(widget, "drop", ORDER)

    assert words(widget) == {ORDER: PlanWord("drop")}
    assert "drop" in widget.view.text


@pytest.mark.parametrize(
    ("do", "key", "fields"),
    [
        ("keep", "track/Nothing/1", {}),
        ("rename", ORDER, {}),
        ("look-rename", ORDER, {"to": "Order Completed"}),
        ("look-rename", ORDER, {}),
        ("look-drop", "identify//1", {}),
        ("explode", ORDER, {}),
        ("undo", "", {}),
    ],
)
def test_what_cannot_be_said_is_answered(
    widget: PlanWidget, send: Send, do: str, key: str, fields: dict[str, str]
) -> None:
    """With a problem, and without a change."""
    assert send(widget, do, key, fields=fields)["problem"]
    assert words(widget) == {}


def test_a_doubt_says_what_a_yes_would_change(
    facts: Facts, tmp_path: Path, send: Send, shown: Shown
) -> None:
    """Found by reading the plan with it; a yes is in profile.toml, and asked no more."""
    facts.engagement.notes_file.unlink(missing_ok=True)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Track"
    sheet.append(["Event", "Property", "Type", "Needed?"])
    for event in ("Boat Hired", "Boat Returned", "Boat Cleaned"):
        sheet.append([event, "boat_id", "string", "yes"])
        sheet.append([event, "hours", "number", "no"])
    workbook.save(tmp_path / "plan.xlsx")
    corrections = Corrections(plan_place(tmp_path / "plan.xlsx"), tmp_path / "profile.toml")
    widget = PlanWidget(facts, corrections)
    doubts = [one for one in widget._doubts() if one.yes]
    if not doubts:
        pytest.fail(str([r.doubts for r in corrections.outcome.readings]))

    first = doubts[0]
    assert first.changes
    assert first.changes in shown(widget)
    send(widget, "doubt-yes", f"{first.tab} {first.key}")

    assert read_profile(tmp_path / "profile.toml").tabs
    assert first.key not in [one.key for one in widget._doubts()]
    send(widget, "undo")
    assert first.key in [one.key for one in widget._doubts()]
