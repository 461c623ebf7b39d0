"""Consent categories and actions entered in a real JupyterLab: with keys, without a kernel, by two people."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Axe, Room

Keep = Callable[..., None]
SOON = 20_000


@pytest.fixture(scope="module")
def room(in_room: Callable[..., Room]) -> Room:
    """This form and that of the actions, alone."""
    opened = "import segkit\nguide = segkit.open_guide()\n"
    room: Room = in_room("consent.ipynb", opened, "guide.consent()", "guide.actions()")
    room.run_all()
    return room


@pytest.fixture
def form(room: Room) -> Locator:
    """The form."""
    return room.page.locator(".jp-OutputArea-output .sk-consent-form")


def entered(room: Room) -> object:
    """What `engagement.toml` says."""
    file = room.lab.folder / "engagement.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")).get("consent")


def is_said(form: Locator, words: str) -> None:
    """Wait for the form's one state."""
    expect(form.locator(".sk-state")).to_contain_text(words, timeout=SOON)


def test_categories_are_typed_and_destinations_ticked(
    room: Room, form: Locator, axe: Axe, keep_screenshot: Keep
) -> None:
    """With keys alone; the field is empty for the next one, and what cannot be is refused."""
    field = form.get_by_label("New category", exact=False)
    for name in ("advertising", "analytics"):
        field.fill(name)
        field.press("Enter")
        is_said(form, "✓ In engagement.toml")
        expect(field).to_have_value("")
        expect(form.get_by_role("columnheader", name=name)).to_be_visible(timeout=SOON)
    tick = form.get_by_role("checkbox", name="Mixpanel (Legacy) is in advertising")
    tick.focus()
    tick.press("Space")
    row = form.get_by_role("row", name="Mixpanel (Legacy)")
    expect(row.locator(".sk-state")).to_contain_text("✓ In engagement.toml", timeout=SOON)

    field.fill("1st")
    field.press("Enter")

    is_said(form, "begins with no digit")
    expect(field).to_have_value("1st")
    keep_screenshot(room.page, "refused")
    field.fill("")
    expect(form.locator(".sk-state")).not_to_contain_text("Not saved yet")
    assert entered(room) == {"advertising": ["Mixpanel (Legacy)"], "analytics": []}
    assert axe.violations(room.page, ".sk-consent-form") == []


def test_an_action_is_noted_and_another_closed(room: Room, axe: Axe) -> None:
    """A new one with its owner; what is done gets the day of its closing."""
    actions = room.page.locator(".jp-OutputArea-output .sk-records-form")
    first = actions.locator(".sk-records-row").first
    expect(first).to_contain_text("Delete the line of the transformation", timeout=SOON)

    actions.get_by_role("button", name="Add an action").press("Enter")
    room.page.keyboard.type("Ask the agency for its tag.")
    room.saved("Ask the agency for its tag.")
    new = actions.locator(".sk-records-row", has_text="Ask the agency for its tag.")
    new.get_by_label("Owner").fill("Maren Tolbert")
    new.get_by_label("Owner").press("Tab")
    room.saved("Maren Tolbert")

    first.locator(".sk-records-head").click()
    first.locator("summary").click()
    first.get_by_label("State").select_option("done")
    room.saved(f'closed = "{dt.datetime.now(tz=dt.UTC).astimezone().date()}"')

    noted = tomllib.loads(room.notes.read_text(encoding="utf-8"))["actions"]
    [asked] = [one for one in noted.values() if one["text"] == "Ask the agency for its tag."]
    assert asked["owner"] == "Maren Tolbert"
    closed = [one for one in noted.values() if one["text"].startswith("Delete the line")]
    assert [one["state"] for one in closed] == ["done"]
    assert axe.violations(room.page, ".sk-records-form") == []


def test_a_tick_outlives_the_kernel(room: Room, form: Locator, keep_screenshot: Keep) -> None:
    """It is offered in words, and saved when the person says so."""
    room.kill()
    tick = form.get_by_role("checkbox", name="Hotjar is in analytics")
    tick.check()
    is_said(form, "Kernel gone. 1 line kept")
    room.reload()
    room.run_all()

    is_said(form, "“Hotjar is in analytics: yes”")
    assert entered(room) == {"advertising": ["Mixpanel (Legacy)"], "analytics": []}
    expect(tick).to_be_checked()
    keep_screenshot(room.page, "offered")
    form.get_by_role("button", name="Save", exact=True).click()

    is_said(form, "✓ In engagement.toml")
    assert entered(room) == {"advertising": ["Mixpanel (Legacy)"], "analytics": ["Hotjar"]}


def test_a_second_window_follows_and_one_undo_is_one_tick(room: Room, form: Locator) -> None:
    """What is saved in one is shown in the other."""
    room.save()
    second = room.page.context.new_page()
    second.goto(f"{room.lab.address}/lab/workspaces/b/tree/{room.name}?token={room.lab.token}")
    other = second.locator(".jp-OutputArea-output .sk-consent-form")
    tick = other.get_by_role("checkbox", name="Hotjar is in advertising")
    tick.check(timeout=60_000)
    mine = form.get_by_role("checkbox", name="Hotjar is in advertising")
    expect(mine).to_be_checked(timeout=SOON)

    form.get_by_role("button", name="Undo").click()

    expect(tick).not_to_be_checked(timeout=SOON)
    expect(other.get_by_role("checkbox", name="Hotjar is in analytics")).to_be_checked()
    second.close()
