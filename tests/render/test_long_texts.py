"""Behaviour of `segkit.render.long_texts`: what is too long for a page is cut there, and kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook

from segkit.engagement.demo import create_demo
from segkit.export.document import render_guide
from segkit.export.forms import Making, Wanted
from segkit.export.forms.whole_texts import in_pieces, is_too_long
from segkit.render.long_texts import (
    KEPT_OF_WORD,
    MOST_IN_TEXT,
    MOST_IN_WORD,
    MOST_OF_CODE,
    long_texts,
    shortened,
    shortened_text,
)

LONG = "x" * 20_000
LINE = "line of code\n"
PROSE = "and so on " * 2_000


def test_a_long_word_is_cut_and_says_how_long_it_was() -> None:
    """What stands beside it stays."""
    made = shortened(f'<p class="a">before {LONG} after<br>next</p>')

    assert made == (
        f'<p class="a">before {"x" * KEPT_OF_WORD}… [cut: 20,000 characters; whole in workbook and '
        "CSV, “Long texts”] after<br>next</p>"
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'x' * MOST_IN_WORD}</p>",
        f"<p>{('word ' * 800)[:MOST_IN_TEXT]}</p>",
        f"<p>{'漢' * 3_000}</p>",
        f'<img src="data:image/png;base64,{LONG}" alt="a">',
        f'<path d="{"M0 0" * 5_000}"/>',
        f"<pre><code>{LINE * 3_000}</code></pre>",
        "<p>a</p>" * 5_000,
    ],
    ids=lambda html: html[:30],
)
def test_what_can_be_read_stays_as_it_is(html: str) -> None:
    """Long names, prose, scripts without blanks, pictures, drawings, code."""
    assert shortened(html) == html


@pytest.mark.parametrize(
    "html",
    [
        f"<td>{PROSE}</td>",
        f"<td>{'a line<br>' * 2_000}</td>",
        f"<pre><code>{LONG}</code></pre>",
        f"<pre><code>{LINE * (MOST_OF_CODE // 10)}</code></pre>",
        f'<th title="{LONG}">a</th>',
        f'<svg aria-label="{PROSE}"></svg>',
        f"<text>{LONG}</text>",
        f"<p>{LONG}",
        f"{LONG}<b>",
    ],
    ids=lambda html: html[:30],
)
def test_what_cannot_is_cut_wherever_it_stands(html: str) -> None:
    """In cells, code, attributes and drawings; the tags around it stay."""
    made = shortened(html)

    assert len(made) < 8_000
    assert "[cut: " in made
    assert tags(made) == tags(html)


def tags(html: str) -> list[str]:
    """The names of its tags, but those of line breaks."""
    return [name for name in re.findall(r"</?(\w+)", html) if name != "br"]


def test_a_text_of_people_may_be_longer_than_one_of_the_data() -> None:
    """A paragraph in the notebook is meant to be read."""
    html = f"<p>{PROSE[:10_000]}</p>"

    assert shortened(html, of_people=True) == html
    assert shortened(html) != html
    assert len(shortened(f"<p>{PROSE * 2}</p>", of_people=True)) < 5_000


def test_what_is_escaped_stays_escaped() -> None:
    """A cut may fall anywhere."""
    made = shortened(f"<td>{'&lt;b&gt;&amp;&#34;' * 3_000}</td>")

    assert unescape(made).startswith('<td><b>&"<b>&"')
    assert "<b>" not in made


def test_plain_text_is_cut_as_well() -> None:
    """Titles and the lines of origin."""
    assert len(shortened_text(LONG)) < 250
    assert len(shortened_text(PROSE)) < 1_200
    assert shortened_text("Quillmoor") == "Quillmoor"


def test_the_whole_is_given_once() -> None:
    """However often the page shows it."""
    found = list(
        long_texts([(f"<p>a {LONG}</p><b>{LONG}</b>", True), (f"<td>{PROSE}</td>", False)])
    )

    assert found == [LONG, PROSE]


def test_every_piece_fits_into_a_cell() -> None:
    """Also where letters count twice."""
    text = "😀" * 40_000

    [sheet] = in_pieces([text])

    assert [row[:3] for row in sheet.table.rows] == [(1, 1, 40_000), (1, 2, 40_000), (1, 3, 40_000)]
    assert "".join(str(row[3]) for row in sheet.table.rows) == text
    assert not any(is_too_long(str(row[3])) for row in sheet.table.rows)
    assert in_pieces([]) == ()


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("x" * 32_767, False), ("x" * 32_768, True), ("😀" * 16_383, False), ("😀" * 16_384, True)],
)
def test_what_a_cell_cannot_hold_is_known(text: str, *, is_so: bool) -> None:
    """Counted as Excel counts."""
    assert is_too_long(text) == is_so


@pytest.mark.parametrize("filling", [LONG, PROSE], ids=["a word", "prose"])
def test_no_field_makes_the_page_heavy_and_none_is_lost(
    tmp_path: Path, double: Callable[[str], ModuleType], filling: str
) -> None:
    """Each once with 20,000 letters: the page stays a page, the tables have every text whole.

    The page's bound is twice what the same guide weighs without them.
    """
    plain = len(render_guide(create_demo(tmp_path / "plain"), draft=True))
    engagement = double("filled_engagement").filled_engagement(tmp_path / "demo", filling)
    guide = Making(engagement, "everyone", Wanted(draft=True))

    page = render_guide(engagement, draft=True)
    guide.write("csv", tmp_path / "csv")
    guide.write("xlsx", tmp_path / "guide.xlsx")

    assert len(page) < 2 * plain
    assert (
        max(
            map(
                len,
                re.split(
                    r"[<>\s]", re.sub(r"<style.*?</style>|\"data:[^\"]*", "", page, flags=re.DOTALL)
                ),
            )
        )
        < 2_000
    )
    said = (tmp_path / "csv" / "long-texts.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(said, newline="")))[1:]
    whole = {number: "" for number, *_ in rows}
    for number, _, _, text in rows:
        whole[number] += text.removeprefix("'")
    cut = {int(found.replace(",", "")) for found in re.findall(r"\[cut: ([\d,]+) characters", page)}
    assert cut <= {len(text) for text in whole.values()}
    sheet = load_workbook(tmp_path / "guide.xlsx")["Long texts"]
    assert sheet.max_row == len(rows) + 1
