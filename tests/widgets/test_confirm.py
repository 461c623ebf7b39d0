"""Behaviour of `segkit.widgets.confirm`, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.engagement.corrections import Corrections
from segkit.engagement.profile import read_profile
from segkit.plans.tables import Profile, Role, TabProfile
from segkit.pull.places import plan_place
from segkit.rows.forms.reading import column_key, doubt_key, tab_key
from segkit.widgets import ConfirmWidget

Send = Callable[..., dict[str, object]]
Shown = Callable[[ConfirmWidget], str]
WIDGET = "application/vnd.jupyter.widget-view+json"
HOSTILE = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def widget(tmp_path: Path) -> ConfirmWidget:
    """A plan of two tabs; the second has hostile names and is hidden."""
    workbook = Workbook()
    workbook.active.title = "Track"
    other = workbook.create_sheet("Old 'tab' <b>")
    other.sheet_state = "hidden"
    for sheet, event, remark in (
        (workbook.active, "Order Completed", "Remark"),
        (other, "Order Refunded", HOSTILE),
    ):
        sheet.append(["Event", "Property", "Type", remark])
        sheet.append([event, "id", "string", "after the payment"])
    workbook.save(tmp_path / "plan.xlsx")
    return ConfirmWidget(Corrections(plan_place(tmp_path / "plan.xlsx"), tmp_path / "profile.toml"))


def saved(widget: ConfirmWidget) -> Profile:
    """What the file says."""
    return read_profile(widget.corrections.profile_file)


def test_the_static_view_travels_in_the_widgets_bundle(widget: ConfirmWidget) -> None:
    """A host that can run no widget shows the same reading, without controls."""
    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert data[WIDGET]["model_id"] == widget.model_id
    assert "after the payment" in data["text/html"]
    assert "<select" not in data["text/html"]
    assert "after the payment" in data["text/plain"]


def test_a_role_is_saved_and_answered_with_the_counts(widget: ConfirmWidget, send: Send) -> None:
    """The answer says what was done and what came of it."""
    column = column_key("Track", "Property")

    answer = send(widget, "role", f"{tab_key('Track')} {column}", "ignored")

    assert saved(widget) == Profile({"Track": TabProfile(roles={"Property": Role.IGNORED})})
    assert "1 rule, 0 fields" in str(answer["parts"])
    assert str(answer["said"]).startswith("Saved: Property on Track is ignored. 1 rule, 0 fields")
    assert answer["saved"]


def test_each_control_of_a_tab_is_saved(widget: ConfirmWidget, send: Send, shown: Shown) -> None:
    """Call, header row, all columns at once; and back."""
    tab = tab_key("Track")

    send(widget, "choice", tab, "page")
    send(widget, "header-row", tab, "1")
    send(widget, "confirm", tab)
    everything = saved(widget).of("Track")
    for _ in range(3):
        send(widget, "undo")

    assert (everything.call, everything.header_row, len(everything.roles)) == ("page", 1, 4)
    assert saved(widget) == Profile()
    assert 'data-sk-do="undo" aria-disabled="true"' in shown(widget)


def test_a_hidden_tab_is_read_when_somebody_says_so(
    widget: ConfirmWidget, send: Send, shown: Shown
) -> None:
    """Its names are text, whatever they are."""
    send(widget, "choice", tab_key("Old 'tab' <b>"), "read")

    html = shown(widget)
    assert "2 rules" in html
    assert "<img" not in html
    assert "<b>" not in html


def test_corrections_that_fit_nothing_can_be_forgotten(widget: ConfirmWidget, send: Send) -> None:
    """A column and a tab that are gone."""
    widget.corrections.change(
        "Track",
        lambda _: Profile(
            {
                "Track": TabProfile(roles={"Gone": Role.TRIGGER}),
                "Lost": TabProfile(skip=True),
            }
        ),
    )

    send(widget, "forget", f"{tab_key('Track')} {column_key('Track', 'Gone')}")
    send(widget, "forget-tab", tab_key("Lost"))

    assert saved(widget) == Profile()


@pytest.mark.parametrize(
    "gesture",
    [
        ("role", "tab-Track column-nothing", "type"),
        ("role", "tab-Nowhere x", "type"),
        ("role", f"tab-Track {column_key('Track', 'Type')}", "x"),
        ("choice", "tab-Track", "tracks"),
        ("header-row", "tab-Track", "99"),
        ("header-row", "tab-Track", "first"),
        ("explode", "tab-Track"),
        ("undo",),
        ("",),
    ],
)
def test_what_cannot_be_done_is_said(
    widget: ConfirmWidget, send: Send, gesture: tuple[str, ...]
) -> None:
    """Never a traceback; the file stays as it is."""
    answer = send(widget, *gesture)

    assert answer["problem"]
    assert not widget.corrections.profile_file.exists()


def test_a_damaged_file_is_said_and_stays(widget: ConfirmWidget, send: Send) -> None:
    """Somebody's half-typed correction is not written over."""
    widget.corrections.profile_file.write_text("[broken", encoding="utf-8")

    answer = send(widget, "choice", tab_key("Track"), "page")

    assert "could not be read" in str(answer["problem"])
    assert widget.corrections.profile_file.read_text(encoding="utf-8") == "[broken"


@pytest.fixture
def doubted(tmp_path: Path) -> ConfirmWidget:
    """A plan with a column of marks below a heading that says nothing."""
    workbook = Workbook()
    workbook.active.title = "Track"
    for row in (
        ("Event", "Property", "Type", HOSTILE),
        ("Order Paid", "id", "string", "x"),
        ("Order Paid", "total", "number", ""),
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "plan.xlsx")
    return ConfirmWidget(Corrections(plan_place(tmp_path / "plan.xlsx"), tmp_path / "profile.toml"))


def test_doubts_stand_first_with_a_button_each(doubted: ConfirmWidget, shown: Shown) -> None:
    """What is doubted, an example, and what comes of the reading; names are text."""
    html = shown(doubted)

    assert "look like required marks and are not used as such" in html
    assert 'data-sk-do="doubt-yes"' in html
    assert 'data-sk-do="doubt-no"' in html
    assert html.index("doubt-yes") < html.index('data-sk-do="role"')
    assert "What comes of it" in html
    assert "<img" not in html


@pytest.mark.parametrize("answer", ["doubt-yes", "doubt-no"])
def test_one_click_settles_a_doubt(
    doubted: ConfirmWidget, send: Send, shown: Shown, answer: str
) -> None:
    """It is saved, the preview changes at once, and it can be undone."""
    [doubt] = doubted.corrections.outcome.readings[0].doubts
    key = f"{tab_key('Track')} {doubt_key('Track', doubt)}"

    send(doubted, answer, key)

    html = shown(doubted)
    assert 'data-sk-do="doubt-yes"' not in html
    assert ("id*" in html) == (answer == "doubt-yes")
    assert saved(doubted).of("Track") != TabProfile()
    send(doubted, "undo")
    assert 'data-sk-do="doubt-yes"' in shown(doubted)
