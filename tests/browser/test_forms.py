"""The guide printed, and as a docsify site with the real docsify, in Chromium."""

from __future__ import annotations

import functools
import http.server
import io
import os
import re
import shutil
import subprocess
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from segkit.engagement.demo import create_demo
from segkit.export.forms import Wanted, export_forms, paper_parts
from segkit.export.forms.paper import WITHOUT_TAGS, on_paper
from segkit.export.news import nobody
from segkit.programs.chromium import printed

VERSION = "4.13.1"


class _Silent(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def docsify(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real package, from the npm registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm gets docsify for this test: install your system's package `npm`.")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--ignore-scripts", "--no-audit", f"docsify@{VERSION}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=180, check=False)
    if done.returncode != 0 and not os.environ.get("CI"):
        pytest.skip("the npm registry is out of reach")
    assert done.returncode == 0, done.stderr
    return folder / "node_modules" / "docsify"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, docsify: Path) -> Iterator[str]:
    """The demo's site, served as `docsify serve` does: file by file."""
    folder = tmp_path_factory.mktemp("site")
    engagement = create_demo(folder / "demo")
    export_forms(engagement, ["docsify"], Wanted(docsify=str(docsify)), output=folder / "site")
    handler = functools.partial(_Silent, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_docsify_shows_the_guide(
    site: str, browser: Browser, keep_screenshot: Callable[..., None]
) -> None:
    """Its chapters, a sidebar that leads there, callouts, pictures; nothing from elsewhere."""
    page = browser.new_page(viewport={"width": 1250, "height": 800})
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    page.goto(site)
    page.locator(".sidebar-nav a", has_text="Best practices").click()
    page.wait_for_function(
        "Math.abs(document.getElementById('best-practices').getBoundingClientRect().top) < 200"
    )

    keep_screenshot(page, "docsify")
    page.locator(".sk-site-search input").fill("order completed")
    assert "Order Completed" in page.locator(".sk-site-search li").first.inner_text()
    page.locator(".sk-site-search li a").first.click()
    assert page.evaluate("CSS.highlights.get('sk-string').size") > 100
    assert page.locator("#main pre[data-lang=swift]").count() > 5
    assert page.locator("#main h1").inner_text() == "Quillmoor Supply: Segment guide"
    assert page.locator("#main p.tip", has_text="Use the write key").count() == 1
    assert page.locator("#main table").count() > 40
    widths = page.evaluate("[...document.querySelectorAll('#main img')].map(i => i.naturalWidth)")
    assert len(widths) == 2
    assert all(widths)
    assert complaints == []
    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    page.close()


def test_the_guide_is_printed(demo_guide: Path) -> None:
    """With title, language, outline and tags, and contents that name the right pages."""
    paper = on_paper(demo_guide.read_text(encoding="utf-8"), printed, nobody)

    reader = PdfReader(io.BytesIO(paper.content))
    root, pages = reader.root_object, [page.extract_text() for page in reader.pages]
    listed = _listed(pages[1], reader)
    assert paper.note == ""
    assert [title for title, _ in listed[:3]] == [
        "Where you stand",
        "Welcome",
        "Your tracking plan",
    ]
    assert len(listed) > 20
    assert [(t, n) for t, n in listed if f"\n{t}\n" not in f"\n{pages[int(n) - 1]}\n"] == []
    assert reader.metadata is not None
    assert reader.metadata.title == "Quillmoor Supply: Segment guide"
    assert str(root["/Lang"]) == "en"
    assert "'/Marked': True" in str(root["/MarkInfo"])
    assert "'/DisplayDocTitle': True" in str(root["/ViewerPreferences"])
    assert len(_titles(reader.outline)) == len(listed) + 1


def test_the_guide_in_parts_is_the_same_guide(
    demo_guide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words and links as printed at once, an outline, and numbers that are right."""
    html = demo_guide.read_text(encoding="utf-8")
    whole = PdfReader(io.BytesIO(on_paper(html, printed, nobody).content))
    monkeypatch.setattr(paper_parts, "LARGE", 1)
    monkeypatch.setattr(paper_parts, "MOST", 30_000)
    said: list[str] = []

    paper = on_paper(html, printed, said.append)

    parts = PdfReader(io.BytesIO(paper.content))
    pages = [page.extract_text() for page in parts.pages]
    listed = _listed(pages[1], parts)
    assert len(said) > 5
    assert paper.note == WITHOUT_TAGS
    # one that breaks over a line or a sheet is two, elsewhere in parts than in the whole
    links = _links(parts)
    # a list that stands in another part is a link to it
    assert {place for place in links if not re.match(r"/(as|ways)\d", place)} == set(_links(whole))
    # names on cards lead to destinations, which are in another part
    assert sum(links[place] for place in links if place.startswith("/destination-")) > 150
    squeezed = "".join(_words(parts))  # a word may be broken in one and not in the other
    assert [word for word in _words(whole) if word not in squeezed] == []
    assert len(_titles(parts.outline)) == len(_titles(whole.outline))
    assert [(t, n) for t, n in listed if f"\n{t}\n" not in f"\n{pages[int(n) - 1]}\n"] == []
    feet = [
        re.match(r"(\d+)\n?Quillmoor Supply: Segment guide · \d+ \w+ 20\d\d", page)
        for page in pages[1:]
    ]
    assert [foot and int(foot[1]) for foot in feet] == list(range(2, len(pages) + 1))
    assert parts.metadata is not None
    assert parts.metadata.title == "Quillmoor Supply: Segment guide"
    assert str(parts.root_object["/Lang"]) == "en"
    assert "'/DisplayDocTitle': True" in str(parts.root_object["/ViewerPreferences"])


def _listed(contents: str, reader: PdfReader) -> list[tuple[str, str]]:
    """What the contents list, with its page; what else stands on that sheet is none of it."""
    # a font may draw two letters as one
    text, listed = " ".join(unicodedata.normalize("NFKC", contents).split()), []
    for title in _titles(reader.outline)[1:]:  # a long one goes on in a second line
        assert title is not None
        if found := re.search(rf"{re.escape(' '.join(title.split()))} (\d+)(?= |$)", text):
            listed.append((title, found[1]))
    return listed


def _links(reader: PdfReader) -> Counter[str]:
    """Where the links of a file lead: places in it, and addresses; none leads nowhere."""
    found: Counter[str] = Counter()
    for page in reader.pages:
        for annotation in page.get("/Annots") or []:
            link = annotation.get_object()
            place = str(link["/Dest"]) if "/Dest" in link else str(link["/A"]["/URI"])
            assert "/Dest" not in link or place in reader.named_destinations
            found[place] += 1
    return found


def _words(reader: PdfReader) -> list[str]:
    """The words of a file but those of the feet of its pages, and of the contents.

    The contents name pages, which are others in parts: a part begins a new one.
    """
    texts = (page.extract_text() for number, page in enumerate(reader.pages) if number != 1)
    foot = r"\d+( / \d+)?\n?Quillmoor Supply: Segment guide · \d+ \w+ 20\d\d"
    return [word for text in texts for word in re.sub(foot, "", text).split()]


def _titles(outline: Iterable[object]) -> list[str | None]:
    """Every entry of a reader's outline, the cover's as well."""
    found: list[str | None] = []
    for entry in outline:
        found += _titles(entry) if isinstance(entry, list) else [getattr(entry, "title", None)]
    return found
