"""Where each row of the document that SAs used to fill in stands in the guide."""

from __future__ import annotations

import json
import re

import pytest

from segkit.engagement.bundled import notebooks_folder

TEMPLATE = (
    "Welcome",
    "Segment 101",
    "Sources",
    "Best practices",
    "Core tracking",
    "Tracking methods",
    "Identify",
    "When to call identify",
    "Identify traits",
    "Destinations",
    "Your destinations",
    "Special considerations",
)
"""Its headings, each found by its own name."""

PLACES = {
    "S1": ("Welcome", "[Customer Name]"),
    "S2": ("", "guide.cover()"),
    "S3": ("", "guide.todos()"),
    "S4": ("Welcome", "Intentional data beats more data"),
    "S5": ("Segment 101", "guide.overview()"),
    "S6": ("Sources", "guide.sources()"),
    "S7": ("Best practices", "guide.environments()"),
    "S7, its line of code": ("Write keys", "guide.load_snippet()"),
    "S8": ("Core tracking", "guide.quickstarts()"),
    "S9": ("Tracking methods", "guide.tracking_methods()"),
    "S10": ("Calls in scope", "guide.calls_in_scope()"),
    "S11": ("Identify", "guide.identify_tab()"),
    "S12": ("When to call identify", "guide.identify_facts()"),
    "S13": ("Identify traits", "guide.identify()"),
    "S13, its code": ("Identify traits", "guide.identify_snippets()"),
    "S14": ("Destinations", "guide.modes()"),
    "S15": ("Your destinations", "guide.destinations()"),
    "S15, as matrix": ("Which source reaches which destination", "guide.matrix()"),
    "S15, its warehouses": ("Warehouses", "guide.warehouses()"),
    "S16": ("Special considerations", "guide.considerations()"),
    "S17, Track": ("Events", "guide.track()"),
    "S17, Page and Screen": ("Pages and screens", "guide.pages()"),
    "S17, Group": ("Group", "guide.group()"),
}


def sections() -> dict[str, str]:
    """What stands below each heading of the guide; before the first, below no name."""
    found, heading = {"": ""}, ""
    cells = json.loads((notebooks_folder() / "guide.ipynb").read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and (named := re.match(r"#+ (.*)", text)):
            heading = named[1]
        found[heading] = found.get(heading, "") + text
    return found


@pytest.mark.parametrize("row", PLACES)
def test_a_row_of_the_template_has_its_place(row: str) -> None:
    """Below this heading, shown by this call or said in these words."""
    heading, what = PLACES[row]

    assert what in sections()[heading]


def test_a_heading_of_the_template_is_found_by_its_name() -> None:
    """An architect who knows the template does not have to look for it."""
    assert set(TEMPLATE) <= set(sections())
