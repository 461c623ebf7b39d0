"""The search of the exported guide: forty things that people type, and the hit that comes first."""

from __future__ import annotations

import tomllib
from pathlib import Path

from playwright.sync_api import Browser

CASES = tomllib.loads(Path(__file__).with_name("searches.toml").read_text(encoding="utf-8"))[
    "search"
]
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
