"""Views whose names are as long as Segment allows, on a phone."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from segkit.model.derived import Placement
from segkit.model.workspace import Source, SourceCatalog
from segkit.render.styles import style_tag
from segkit.rows.workspace.sources import SourceKind, sources_by_kind

LONG = "n" * 300


def test_a_long_name_of_a_source_stays_on_the_page(context: BrowserContext) -> None:
    """It breaks where it has to; the page does not scroll sideways."""
    source = Source("s", LONG, LONG, SourceCatalog("c", LONG, "odd"))
    view = sources_by_kind(
        [SourceKind("Websites", "Pages.", (source,))], placements=[Placement("s", LONG, LONG, "")]
    )
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})

    page.set_content(f"{style_tag()}{view.html}")

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
