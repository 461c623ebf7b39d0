"""Behaviour of `segkit.widgets.plan`, without a browser."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.engagement.corrections import Corrections
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.journal import journal_of
from segkit.engagement.notes.workshop import (
    ACTIONS,
    MENDED,
    PLANNED,
    REVIEWED,
    Action,
    Mended,
    PlanWord,
    ReviewWord,
)
from segkit.engagement.profile import read_profile
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.pull.places import plan_place
from segkit.review.causes import causes
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
    notes = facts.engagement.notes_file
    made = notes.parent.glob("*-fixed*")
    for file in (notes, journal_of(notes), *made):
        file.unlink(missing_ok=True)
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
        ("finding-later", "no-such-rule", {}),
        ("finding-explode", "types-missing", {}),
        ("finding-fix", "privacy-personal", {}),
        ("finding-not-ours", "types-missing", {"reason": "  "}),
        ("undo", "", {}),
    ],
)
def test_what_cannot_be_said_is_answered(
    widget: PlanWidget, send: Send, do: str, key: str, fields: dict[str, str]
) -> None:
    """With a problem, and without a change."""
    assert send(widget, do, key, fields=fields)["problem"]
    assert words(widget) == {}


def test_the_findings_are_gone_through_by_cause(
    widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """The worst first; an action is noted with the word, and undo takes both back."""
    notes = widget._file
    rules = re.findall(r'data-sk-do="finding-action" data-sk-item="(.*?)"', shown(widget))
    compared = widget._facts.review
    assert compared is not None
    assert rules == [one.first.rule for one in causes(compared.review, compared.review.standing)]
    assert len(rules) > 5
    assert f"{len(rules)} of {len(rules)} causes of findings wait" in shown(widget)

    first, second, third = rules[:3]
    today = str(dt.datetime.now(tz=dt.UTC).astimezone().date())
    assert "no owner yet" in str(send(widget, "finding-action", first)["said"])
    send(widget, "finding-later", second)
    send(widget, "finding-not-ours", third, fields={"reason": " It is  another team's. "})

    assert f"{len(rules) - 3} of {len(rules)} causes of findings wait" in shown(widget)
    assert "Not ours: It is another team&#39;s." in shown(widget)
    assert read_notes(notes).of(REVIEWED) == {
        first: ReviewWord("action"),
        second: ReviewWord("later"),
        third: ReviewWord("not-ours", "It is another team's.", widget._facts.engagement.sa, today),
    }
    noted = read_notes(notes).of(ACTIONS)[f"review-{first}"]
    assert noted.text
    assert first in noted.repairs
    change(notes, [edit(ACTIONS, "other", Action("Noted elsewhere"))], "noted")
    for _ in range(3):
        send(widget, "undo")
    assert not read_notes(notes).of(REVIEWED)
    assert set(read_notes(notes).of(ACTIONS)) == {"other"}
    assert "Nothing to undo" in shown(widget)


def test_a_word_on_a_finding_can_be_taken_back_and_an_action_stays_as_it_was_written(
    widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """Saying it again changes no action that somebody wrote on since."""
    rule = re.findall(r'data-sk-do="finding-action" data-sk-item="(.*?)"', shown(widget))[0]
    key = f"review-{rule}"
    send(widget, "finding-action", rule)
    change(widget._file, [edit(ACTIONS, key, Action("Mine", owner="Ada"))], "changed")

    send(widget, "finding-forget", rule)
    assert not read_notes(widget._file).of(REVIEWED)
    send(widget, "finding-action", rule)

    assert read_notes(widget._file).of(ACTIONS)[key] == Action("Mine", owner="Ada")


def test_a_fix_is_shown_with_what_it_touches_before_it_is_made(
    widget: PlanWidget, send: Send, shown: Shown
) -> None:
    """Its cell, what stops working, and that code changes too; then it is settled."""
    case = "naming-property-case"
    html = plain(shown(widget))
    assert "Track!C215 Gear Returned: lateDays → late_days" in html
    assert "15 things may stop working. The code that sends it has to change as well." in html
    assert "Planned call: Gear Returned" in html

    assert "Fixed in tracking-plan-fixed.xlsx" in str(send(widget, "finding-fix", case)["said"])

    assert read_notes(widget._file).of(MENDED) == {case: Mended("tracking-plan-fixed.xlsx")}
    assert "Fixed in the copy" in plain(shown(widget))
    assert "13 of 14 causes of findings wait" in plain(shown(widget))
    send(widget, "undo")
    assert "14 of 14 causes of findings wait" in plain(shown(widget))


def test_without_a_review_the_calls_can_be_gone_through(tmp_path: Path, shown: Shown) -> None:
    """Settings that are not understood are said where the findings would be."""
    folder = create_demo(tmp_path / "demo").folder
    with (folder / "engagement.toml").open("a", encoding="utf-8") as file:
        file.write('\n[lint.levels]\nno-such-rule = "note"\n')

    html = shown(PlanWidget(Facts(read_engagement(folder)), None))

    assert "no rule &#39;no-such-rule&#39;" in html
    assert "planned calls wait for your word" in html
    assert "finding-action" not in html


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
