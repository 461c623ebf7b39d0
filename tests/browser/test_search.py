"""The search of the exported guide: forty things that people type, and what four readers ask."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

CASES = tomllib.loads(Path(__file__).with_name("searches.toml").read_text(encoding="utf-8"))[
    "search"
]
QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))[
    "question"
]
HITS = 6
"""So many hits a reader tries."""

READ = """([typed, hit]) => {
  const box = document.getElementById("sk-search-box");
  box.value = typed;
  box.dispatchEvent(new Event("input"));
  const option = document.querySelectorAll(".sk-result")[hit];
  if (!option) return "";
  option.click();
  const place = document.activeElement;
  return (place.closest(".sk-item") ?? place.closest(".sk-section, section")).textContent.replace(/\\s+/g, " ");
}"""
FIRST = """(typed) => {
  const box = document.getElementById("sk-search-box");
  box.value = typed;
  box.dispatchEvent(new Event("input"));
  const groups = [...document.querySelectorAll(".sk-result-group")];
  const name = groups[0]?.querySelector(".sk-result-name")?.textContent;
  return [groups[0]?.getAttribute("aria-label"), name, groups.length];
}"""


def test_what_people_type_has_its_answer_first(demo_guide: Path, browser: Browser) -> None:
    """Things before lines, with one typing error, and in other words than Segment's."""
    assert len(CASES) == 40
    page = browser.new_page()
    page.goto(demo_guide.as_uri())
    page.keyboard.press("/")

    found = {one["typed"]: page.evaluate(FIRST, one["typed"]) for one in CASES}

    wrong = {
        one["typed"]: found[one["typed"]][:2]
        for one in CASES
        if found[one["typed"]][:2] != [one["kind"], one["name"]]
    }
    assert wrong == {}
    assert found["order completed"][2] > 3  # what happens to it elsewhere follows
    page.close()


def test_readers_find_what_they_ask(demo_guide: Path, browser: Browser) -> None:
    """What each job asks: on page one, or where one of the first hits leads."""
    assert Counter(one["reader"] for one in QUESTIONS) == {
        **dict.fromkeys(("executive", "engineer", "analyst"), 24),
        "mobile": 12,
    }
    page = browser.new_page()
    page.goto(demo_guide.as_uri())
    page.keyboard.press("/")
    front = " ".join(page.locator("#cover").inner_text().split())

    made = datetime.fromtimestamp(demo_guide.stat().st_mtime).astimezone()
    today = f"({made:%Y-%m-%d}|{made.day} {made:%b %Y})"

    other = {
        one["asks"]: found
        for one in QUESTIONS
        if (found := _hit(page, one["typed"], one["answer"].replace("TODAY", today), front))
        != one.get("hit", 1)
    }
    assert other == {}
    page.close()


def _hit(page: Page, typed: str, answer: str, front: str) -> int:
    """Which hit has the answer, counted from 1; 1 when page one has it, 0 when none."""
    if not typed:
        return int(re.search(answer, front) is not None)
    places = (page.evaluate(READ, [typed, n]) for n in range(HITS))
    return next((n for n, text in enumerate(places, 1) if re.search(answer, text)), 0)
