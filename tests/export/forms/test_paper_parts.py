"""Behaviour of `segkit.export.forms.paper_parts`: nothing of a page is lost between its parts."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from markupsafe import escape

from segkit.engagement.demo import create_demo
from segkit.export import export_guide
from segkit.export.forms import paper_parts
from segkit.export.forms.paper_parts import Part, parts_of
from segkit.export.page.page import style_hash


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo's guide, as a draft."""
    engagement = create_demo(tmp_path_factory.mktemp("parts") / "demo")
    return export_guide(engagement, draft=True).read_text(encoding="utf-8")


@pytest.fixture(params=[5_000, 40_000, 200_000])
def parts(
    page: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[Part, ...]:
    """It in parts of this size."""
    monkeypatch.setattr(paper_parts, "LARGE", 1)
    monkeypatch.setattr(paper_parts, "MOST", request.param)
    return parts_of(page)


def main(html: str) -> str:
    """What stands in the `main`, without stand-ins."""
    inside = html.partition("<main ")[2].rpartition("</main>")[0].partition(">")[2]
    # what only parts have: where links lead from and to, and which row begins one
    without = re.sub(r"<a (?:class=sk-elsewhere|hidden) [^>]*></a>", "", inside)
    without = re.sub(r'class="sk-item sk-resumed"', "class=sk-item", without)
    return without.replace("sk-item sk-resumed", "sk-item")


def items(html: str) -> list[str]:
    """The rows, each by how it begins."""
    return re.findall(r'<\w+ class="?sk-item[^>]*>', html)


def test_a_page_that_is_not_large_stays_whole(page: str) -> None:
    """It is printed at once, with tags."""
    assert len(page) < paper_parts.LARGE
    assert parts_of(page) == ()


def test_every_row_is_in_one_part(page: str, parts: tuple[Part, ...]) -> None:
    """In the same order."""
    found = [item for part in parts for item in items(main(part.html))]

    assert len(parts) > 1
    assert found == items(main(page))


def test_every_word_is_in_one_part(page: str, parts: tuple[Part, ...]) -> None:
    """Only what stands above rows that go on comes again; it is hidden there."""
    again = r'<section class="sk-section sk-continued">.*?<!--rows-->'

    def words(html: str) -> Counter[str]:
        return Counter(re.sub(r"<[^>]*>", " ", re.sub(again, "", html, flags=re.DOTALL)).split())

    found = sum((words(main(part.html)) for part in parts), Counter[str]())
    assert found == words(main(page))


def test_a_part_is_as_large_as_it_may_be(parts: tuple[Part, ...]) -> None:
    """But for a single row, and for sections whose rows cannot be told apart."""
    sizes = [len(main(part.html)) for part in parts]

    assert max(sizes) < 2 * max(paper_parts.MOST, 60_000)


def test_tags_are_balanced(parts: tuple[Part, ...]) -> None:
    """As far as HTML asks for end tags at all."""
    for part in parts:
        for tag in ("section", "div", "table", "details", "figure", "ul", "dl", "main", "body"):
            opened = len(re.findall(rf"<{tag}[ >]", part.html))
            closed = part.html.count(f"</{tag}>")
            assert opened == closed, (part.name, tag)


def test_links_lead_into_other_parts(page: str, parts: tuple[Part, ...]) -> None:
    """A stand-in for what is elsewhere; every id belongs to one part."""
    ids = set(re.findall(r'\sid="?([^\s">\x27]+)', page))

    for part in parts:
        here = set(re.findall(r'\sid="?([^\s">\x27]+)', part.html))
        linked = set(re.findall(r'href="?#([^\s">]+)', main(part.html)))
        assert linked & ids <= here
    owned = Counter(place for part in parts for place in part.places)
    assert set(owned) == ids
    assert set(owned.values()) == {1}


def test_only_the_first_has_a_cover_and_each_its_first_number(parts: tuple[Part, ...]) -> None:
    """No part knows how many sheets there are; the policy admits its styles and no others."""
    for number, part in enumerate(parts):
        html = part.beginning_at(7)
        styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        policy = html.partition('Content-Security-Policy" content="')[2].partition('"')[0]
        assert ("@page :first" in html) == (number == 0)
        assert "counter(pages)" not in html
        assert "counter-set:page 6" in html
        assert all(str(escape(style_hash(style))) in policy for style in styles)
        assert policy.partition("script-src")[0].count("sha256") == len(styles)


def test_parts_have_the_names_of_their_sections(parts: tuple[Part, ...]) -> None:
    """Rows that go on have that of the section that they belong to."""
    names = [part.name for part in parts]

    assert names[0].startswith("Welcome")
    assert names[-1].endswith("Since last time")
    assert all(names)
