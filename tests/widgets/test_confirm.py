"""Behaviour of `segkit.widgets.confirm`, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from segkit.engagement.corrections import Corrections
from segkit.engagement.profile import read_profile
from segkit.plans.tables import Profile, Role, TabProfile
from segkit.pull.places import plan_place
from segkit.rows.forms.reading import column_key, tab_key
from segkit.widgets import ConfirmWidget

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


def send(widget: ConfirmWidget, **message: str) -> str:
    """A message as the browser sends it; gives the HTML that is shown after it."""
    widget._handle_custom_msg({"ticket": "t1", **message}, [])
    return str(widget.shown["html"])


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


def test_what_is_shown_is_shared_with_the_browser(widget: ConfirmWidget) -> None:
    """One trait, so that HTML and what is said always belong together."""
    assert widget.trait_metadata("shown", "sync") is True
    assert set(widget.shown) == {"html", "said", "ticket"}
    assert "export default" in widget._esm


def test_a_role_is_saved_and_answered_with_the_counts(widget: ConfirmWidget) -> None:
    """The answer carries the ticket, the new counts, and says what was done."""
    column = column_key("Track", "Property")

    html = send(widget, do="role", tab=tab_key("Track"), column=column, value="ignored")

    assert saved(widget) == Profile({"Track": TabProfile(roles={"Property": Role.IGNORED})})
    assert "1 rule, 0 fields" in html
    assert widget.shown["ticket"] == "t1"
    assert "Saved: Property on Track is ignored. 1 rule, 0 fields" in widget.shown["said"]


def test_each_control_of_a_tab_is_saved(widget: ConfirmWidget) -> None:
    """Call, header row, all columns at once; and back."""
    tab = tab_key("Track")

    send(widget, do="choice", tab=tab, value="page")
    send(widget, do="header-row", tab=tab, value="1")
    send(widget, do="confirm", tab=tab)
    everything = saved(widget).of("Track")
    for _ in range(3):
        send(widget, do="undo")

    assert (everything.call, everything.header_row, len(everything.roles)) == ("page", 1, 4)
    assert saved(widget) == Profile()
    assert 'data-sk-do="undo" aria-disabled="true"' in widget.shown["html"]


def test_a_hidden_tab_is_read_when_somebody_says_so(widget: ConfirmWidget) -> None:
    """Its names are text, whatever they are."""
    html = send(widget, do="choice", tab=tab_key("Old 'tab' <b>"), value="read")

    assert "2 rules" in html
    assert "<img" not in html
    assert "<b>" not in html


def test_corrections_that_fit_nothing_can_be_forgotten(widget: ConfirmWidget) -> None:
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

    send(widget, do="forget", tab=tab_key("Track"), column=column_key("Track", "Gone"))
    send(widget, do="forget-tab", tab=tab_key("Lost"))

    assert saved(widget) == Profile()


@pytest.mark.parametrize(
    "message",
    [
        {"do": "role", "tab": "tab-Track", "column": "column-nothing", "value": "type"},
        {"do": "role", "tab": "tab-Nowhere", "column": "x", "value": "type"},
        {"do": "role", "tab": "tab-Track", "column": column_key("Track", "Type"), "value": "x"},
        {"do": "choice", "tab": "tab-Track", "value": "tracks"},
        {"do": "header-row", "tab": "tab-Track", "value": "99"},
        {"do": "header-row", "tab": "tab-Track", "value": "first"},
        {"do": "explode", "tab": "tab-Track"},
        {"do": "undo"},
        {},
    ],
)
def test_what_cannot_be_done_is_a_panel(widget: ConfirmWidget, message: dict[str, str]) -> None:
    """Never a traceback; the file stays as it is."""
    html = send(widget, **message)

    assert 'role="alert"' in html
    assert "To fix:" in html
    assert not widget.corrections.profile_file.exists()


def test_a_damaged_file_is_a_panel_and_stays(widget: ConfirmWidget) -> None:
    """Somebody's half-typed correction is not written over."""
    widget.corrections.profile_file.write_text("[broken", encoding="utf-8")

    html = send(widget, do="choice", tab=tab_key("Track"), value="page")

    assert "could not be read" in html
    assert widget.corrections.profile_file.read_text(encoding="utf-8") == "[broken"
