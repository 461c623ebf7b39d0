"""How heavy a page may be: it travels by e-mail, and each part has a bound of its own.

A new row of the guide costs what its words cost; what is bounded is the frame around all of
them, and the markup around each row of a table.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.export.document import render_guide
from segkit.texts import LANGUAGES

LARGE = Path(__file__).parents[3] / "benchmarks" / "large.py"

FRAME = 130_000
"""Style, scripts, and what stands around the sections of any guide."""

ROW, CELL = 240, 40
"""Markup of a row that is in sight: of itself, and for each of its cells."""

DETAILS = 800
"""Markup of the row that folds away what else is known, on average of a table."""

DEMO, LARGEST = 600_000, 8_000_000

_ROWS = re.compile(r"<tr[ >].*?(?=<tr[ >]|</table>)", re.DOTALL)
_FOLDED = re.compile(r"<tr class=\"?sk-more")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page: its name, and the HTML of its rows."""

    name: str
    rows: tuple[str, ...]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("engagement") / "demo")


@pytest.fixture(scope="module")
def page(demo: Engagement) -> str:
    """Its guide."""
    return render_guide(demo)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_guide_carries_is_bounded(tmp_path: Path, language: str) -> None:
    """Style, scripts and frame, in every language: a guide with one word in it."""
    engagement = create_demo(tmp_path / "demo")
    settings = engagement.folder / "engagement.toml"
    settings.write_text(f'{settings.read_text()}\n[look]\nlanguage = "{language}"\n')
    notebook = json.loads(engagement.notebook.read_text())
    notebook["cells"] = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A"}]
    engagement.notebook.write_text(json.dumps(notebook))

    parts = parts_of(render_guide(read_engagement(engagement.folder)))

    assert sum(parts.values()) <= FRAME, parts


def test_a_row_and_a_cell_cost_little_besides_their_words(page: str) -> None:
    """Each table of the demo, so that one with thousands of rows stays light too."""
    found = tables(page)
    too_heavy = {table.name: over for table in found if (over := excess(table)) > 0}

    assert len(found) > 20
    assert too_heavy == {}


@pytest.mark.parametrize(
    ("rows", "is_over"),
    [
        (("<tr><th>a<td>b",) * 9, False),
        (("<tr><th>a<td>" + "b" * 9_999,) * 9, False),
        (('<tr><th>a<td style="' + "x" * 400 + '">b',) * 9, True),
        (("<tr class=sk-more><td>" + "<b>x</b>" * 90,) * 9, False),
        (("<tr class=sk-more><td>" + "<b>x</b>" * 140,) * 9, True),
    ],
)
def test_what_is_too_heavy_is_found(*, rows: tuple[str, ...], is_over: bool) -> None:
    """Markup counts, words do not."""
    assert (excess(Table("a", rows)) > 0) == is_over


def test_the_demo_fits_into_a_mail(page: str) -> None:
    """With room for what a workshop adds; the heaviest parts are named when it does not."""
    assert len(page.encode()) <= DEMO, parts_of(page)


@pytest.mark.notebook
def test_a_large_engagement_fits_into_a_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,000 rules, 20,000 fields, 200 sources, 600 destinations."""
    spec = importlib.util.spec_from_file_location("large", LARGE)
    assert spec is not None
    assert spec.loader is not None
    large = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "large", large)
    spec.loader.exec_module(large)

    page = render_guide(large.large_engagement(tmp_path), draft=True)

    assert len(page.encode()) <= LARGEST, parts_of(page)
    assert {table.name for table in tables(page) if excess(table) > 0} == set()


def parts_of(page: str) -> dict[str, int]:
    """Bytes of each part, the heaviest first."""
    parts = {"style": 0, "scripts": 0}
    for name, tag in (("style", "style"), ("scripts", "script")):
        inside = re.findall(rf"<{tag}[^>]*>.*?</{tag}>", page, re.DOTALL)
        parts[name] = sum(len(one.encode()) for one in inside)
    for section in re.findall(r"<section class=sk-section>.*?</section>", page, re.DOTALL):
        heading = re.search(r"<h\d[^>]*>(.*?)(?:<a|</h)", section, re.DOTALL)
        parts[f"section {words(heading[1]) if heading else '?'}"] = len(section.encode())
    parts["frame"] = len(page.encode()) - sum(parts.values())
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def tables(page: str) -> list[Table]:
    """Every table of the page that has rows."""
    found = re.findall(r"<table.*?</table>", page, re.DOTALL)
    return [Table(_name(html), tuple(rows)) for html in found if (rows := _ROWS.findall(html))]


def excess(table: Table) -> float:
    """Bytes of markup of an average row above what it may have."""
    folded = [row for row in table.rows if _FOLDED.match(row)]
    shown = [row for row in table.rows if not _FOLDED.match(row)]
    cells = sum(len(re.findall(r"<t[dh][ >]", row)) for row in shown)
    return max(_over(folded, DETAILS * len(folded)), _over(shown, ROW * len(shown) + CELL * cells))


def _over(rows: list[str], allowed: int) -> float:
    markup = sum(len(row.encode()) - len(words(row).encode()) for row in rows)
    return (markup - allowed) / len(rows) if rows else 0.0


def words(html: str) -> str:
    """What of it is text."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def _name(html: str) -> str:
    caption = re.search(r"<caption[^>]*>([^<]*)", html)
    return caption[1] if caption else words(html)[:60]
