"""Planned calls and destinations on the exported page: one script puts together what stands there once."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, expect

from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.rows.plan.cards import Cards

CODE = """() => [...document.querySelectorAll('.sk-event')].flatMap(card =>
    [...card.querySelectorAll('.sk-tab')].map(tab => JSON.stringify([
        card.id, tab.querySelector('.sk-tabname').textContent, tab.querySelector('code').textContent])))"""

RECEIVED = """() => [...document.querySelectorAll('.sk-destinations [data-n]')].map(line =>
    [line.closest('.sk-item').id, parseInt(line.textContent), line.querySelectorAll('.sk-made a').length])"""

FIRST = """() => [...document.querySelectorAll('.sk-event')].map(card =>
    [card.querySelectorAll('[data-as]').length, card.querySelectorAll('.sk-props > thead').length,
     card.querySelectorAll('.sk-props').length])"""


def test_the_page_holds_every_card_whole_and_both_ways_lead_on(
    browser: Browser, demo_guide: Path
) -> None:
    """All in one page: code, lists, headings, filters, and the way to a destination and back."""
    context = browser.new_context(viewport=ViewportSize(width=1440, height=900), offline=True)
    page = context.new_page()
    page.goto(demo_guide.as_uri())

    facts = Facts(read_engagement(demo_guide.parent))
    assert facts.plan is not None
    deck = Cards(facts)
    made = [json.loads(one) for one in page.evaluate(CODE)]
    planned = [
        (tab.title, tab.code.strip())
        for rule in facts.plan.of("page", "screen", "track", "group", "common", "alias")
        for tab in deck.of(rule).code
    ]
    assert len(planned) > 150
    assert sorted((title, code.strip()) for _, title, code in made) == sorted(planned)

    received = page.evaluate(RECEIVED)
    assert len(received) > 20
    assert [one for one in received if one[1] != one[2]] == []
    assert all(links == 0 and heads == tables for links, heads, tables in page.evaluate(FIRST))

    events = page.locator(".sk-calls", has=page.get_by_label("Search events"))
    events.get_by_label("Status").select_option("Planned")
    expect(events.locator(".sk-count")).to_have_text("2 of 37 events")
    events.get_by_label("Status").select_option("")
    events.locator("label", has_text="Source").locator("select").select_option("Store kiosk - prod")
    events.locator(".sk-morefilters summary").click()
    events.get_by_label("Destination contains").fill("mixpanel - kiosks")
    events.locator("summary", has_text="Gear Rented").click()

    card = events.locator(".sk-event", has_text="Gear Rented").first
    card.get_by_role("link", name="Mixpanel - kiosks").click()
    there = page.locator(".sk-destinations .sk-chosen")
    expect(there).to_contain_text("Mixpanel - kiosks")
    there.get_by_role("link", name="Gear Returned").click()
    expect(page.locator("#track-Gear-Returned details").first).to_have_attribute("open", "")

    page.goto(f"{demo_guide.as_uri()}#{page.locator('.sk-notes li[id]').first.get_attribute('id')}")
    page.reload()
    expect(page.locator(".sk-notes li:visible").first).to_be_visible()
    context.close()


def test_without_scripts_everything_is_there_or_a_link(browser: Browser, demo_guide: Path) -> None:
    """JSON of each call, names of receivers or the place of the same list, notes unfolded."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(demo_guide.as_uri())

    html = page.content()

    assert html.count("data-code=") > 40
    assert '"event":"Order Completed"' in html
    links = [part.split("=", 1)[0] for part in html.split("<a data-as")[1:]]
    assert len(links) > 50
    targets = [
        part.split('href="#', 1)[1].split('"', 1)[0] for part in html.split("<a data-as")[1:]
    ]
    assert all(f'id="{target}"' in html for target in targets)
    assert page.locator("noscript").count() == 1
    context.close()
