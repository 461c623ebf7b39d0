"""Behaviour of `segkit.export.forms.paper`: numbers in the contents of a PDF, without a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter

from segkit.errors import ExportError
from segkit.export.forms import paper_parts
from segkit.export.forms.binding import Printed, sheets_of
from segkit.export.forms.paper import WITHOUT_TAGS, on_paper
from segkit.export.news import nobody
from segkit.export.page.page import style_hash

HTML = """<html><head><meta http-equiv="Content-Security-Policy" content="style-src &#39;x&#39;">
</head><body><nav class="sk-contents"><ol><li><a href="#one">One</a>
<li><a href="#zwei-\u00fc">Two &amp; more</a></ol></nav><a href="#one">One</a></body></html>"""


def pdf_with(**pages: int) -> bytes:
    """A PDF with a place of each name on its page, counted from 1."""
    writer = PdfWriter()
    for _ in range(9):
        writer.add_blank_page(100, 100)
    for name, page in pages.items():
        writer.add_named_destination(name, page - 1)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


class Printer:
    """Remembers what it printed, and gives one file after the other."""

    def __init__(self, *files: bytes | ExportError) -> None:
        self.files = list(files)
        self.pages: list[str] = []
        self.tagged: list[bool] = []

    def __call__(self, html: str, *, tagged: bool = True) -> bytes:
        """The next file."""
        self.pages.append(html)
        self.tagged.append(tagged)
        file = self.files.pop(0)
        if isinstance(file, ExportError):
            raise file
        return file

    @property
    def numbers(self) -> list[list[str]]:
        """The numbers in the contents of each page that was printed."""
        return [re.findall(r"<b>(\d*)</b>", page) for page in self.pages]


def two(first: int, second: int) -> bytes:
    """A PDF of `HTML`, with its headings on these pages, named as Chromium names them."""
    return pdf_with(**{"one": first, "zwei-%C3%BC": second})


def test_the_contents_get_the_numbers_of_the_first_print() -> None:
    """Twice is enough where nothing moves; links elsewhere stay as they are."""
    printer = Printer(two(3, 5), two(3, 5))

    paper = on_paper(HTML, printer, nobody)

    assert (paper.content, paper.note) == (two(3, 5), "")
    assert printer.numbers == [["", ""], ["3", "5"]]
    assert '<a href="#one"><span>One</span> <b>3</b></a>' in printer.pages[1]
    assert "<span>Two &amp; more</span> <b>5</b>" in printer.pages[1]
    assert printer.pages[1].endswith('<a href="#one">One</a></body></html>')


def test_the_policy_admits_the_style_of_the_numbers() -> None:
    """And nothing else."""
    printer = Printer(two(3, 5), two(3, 5))

    on_paper(HTML, printer, nobody)

    [style] = re.findall(r"<style>(.*?)</style>", printer.pages[1])
    hashed = style_hash(style).replace("'", "&#39;")
    assert f'content="style-src {hashed} &#39;x&#39;"' in printer.pages[1]


def test_a_heading_that_moved_is_printed_once_more() -> None:
    """With the number that it has now."""
    printer = Printer(two(3, 5), two(3, 6), two(3, 6))

    paper = on_paper(HTML, printer, nobody)

    assert paper.note == ""
    assert printer.numbers[-1] == ["3", "6"]


def test_headings_that_keep_moving_get_no_numbers() -> None:
    """A wrong number is worse than none."""
    printer = Printer(two(3, 5), two(3, 6), two(3, 5), two(3, 5))

    paper = on_paper(HTML, printer, nobody)

    assert "no page numbers" in paper.note
    assert printer.numbers[-1] == ["", ""]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (lambda: [two(3, 5), ExportError("It had not printed.", "wait.")], "It had not printed."),
        (lambda: [b"%PDF-1.4 nothing"], "could not be read"),
    ],
    ids=["second print", "unreadable"],
)
def test_without_numbers_there_is_the_first_print(
    files: Callable[[], list[bytes | ExportError]], reason: str
) -> None:
    """And a word on why."""
    given = files()

    paper = on_paper(HTML, Printer(*given), nobody)

    assert paper.content == given[0]
    assert reason in paper.note


def test_what_cannot_be_printed_at_all_is_an_error() -> None:
    """As it comes from the browser."""
    with pytest.raises(ExportError, match="no Chromium"):
        on_paper(HTML, Printer(ExportError("There is no Chromium.", "install it.")), nobody)


LARGE = """<html lang="de"><head><title>Q &amp; A: guide</title>
<meta http-equiv="Content-Security-Policy" content="style-src &#39;x&#39;">
</head><body><nav class="sk-contents"><ol><li><a href="#one">One</a><ol>
<li><a href="#two">Two &amp; more</a></ol><li><a href="#three">Three</a></ol></nav>
<main id=content>
<section class=sk-section><h2 id=one>One<a class="sk-permalink" href="#one"></a></h2></section>
<section class=sk-section><h3 id=two>Two<a class="sk-permalink" href="#two"></a></h3></section>
<section class=sk-section><h2 id=three>Three<a class="sk-permalink" href="#three"></a></h2></section>
</main></body></html>"""


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every section of `LARGE` is a part."""
    monkeypatch.setattr(paper_parts, "LARGE", 1)
    monkeypatch.setattr(paper_parts, "MOST", 1)


def sheets(count: int, **places: int) -> bytes:
    """A PDF of so many sheets, with these places on them, counted from 1."""
    writer = PdfWriter()
    for number in range(count):
        writer.add_blank_page(100 + number, 100)
    for name, sheet in places.items():
        writer.add_named_destination(name, sheet - 1)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.usefixtures("in_parts")
def test_a_large_page_is_printed_in_parts_and_bound() -> None:
    """Each begins with its number; the first is printed again with all numbers; no tags."""
    one, two, three = sheets(3, one=3, two=1), sheets(4, two=2), sheets(1, three=1)
    printer = Printer(one, two, three, one)
    said: list[str] = []

    paper = on_paper(LARGE, printer, said.append)

    reader = PdfReader(io.BytesIO(paper.content))
    starts = [re.findall(r"counter-set:page (\d+)", page) for page in printer.pages]
    assert starts == [["0"], ["3"], ["7"], ["0"]]
    assert printer.numbers[0] == ["", "", ""]
    assert printer.numbers[3] == ["3", "5", "8"]  # not the stand-in for `two` in the first part
    assert not any(printer.tagged)
    assert len(reader.pages) == 8
    assert sheets_of([Printed(paper.content)]) == {"one": 3, "two": 5, "three": 8}
    assert said == [
        f"The PDF is printed in parts; now part {n} of 3, {name}."
        for n, name in enumerate(("One", "Two", "Three"), start=1)
    ]
    assert str(reader.root_object["/Lang"]) == "de"
    assert paper.note == WITHOUT_TAGS


@pytest.mark.usefixtures("in_parts")
def test_what_is_bound_has_an_outline() -> None:
    """The title, below it the contents as they are nested."""
    parts = sheets(3, one=3), sheets(4, two=2), sheets(1, three=1)

    paper = on_paper(LARGE, Printer(*parts, parts[0]), nobody)

    reader = PdfReader(io.BytesIO(paper.content))
    assert lines(reader, reader.outline) == [
        ("Q & A: guide", 0), [("One", 2), [("Two & more", 4)], ("Three", 7)],
    ]  # fmt: skip


def lines(reader: PdfReader, outline: object) -> list[object]:
    """The outline as titles with their sheets, nested as it is."""
    found: list[object] = []
    for entry in outline if isinstance(outline, list) else []:
        if isinstance(entry, list):
            found.append(lines(reader, entry))
        else:
            found.append((entry.title, reader.get_destination_page_number(entry)))
    return found


@pytest.mark.usefixtures("in_parts")
def test_a_part_that_cannot_be_printed_is_named() -> None:
    """So that one knows what to make smaller."""
    printer = Printer(sheets(1), ExportError("Chromium had not printed the guide.", "wait."))

    with pytest.raises(ExportError, match=r"had not printed the guide\. It was part 2 of 3, Two\."):
        on_paper(LARGE, printer, nobody)


@pytest.mark.parametrize(
    ("again", "reason"),
    [
        (lambda: ExportError("It had not printed.", "wait."), "It had not printed."),
        (lambda: sheets(4, one=4), "they moved the headings"),
    ],
    ids=["not printed", "moved"],
)
@pytest.mark.usefixtures("in_parts")
def test_a_first_part_without_numbers_stays(
    again: Callable[[], bytes | ExportError], reason: str
) -> None:
    """A wrong number is worse than none; the note says why there are none."""
    printer = Printer(sheets(3, one=3), sheets(4, two=2), sheets(1, three=1), again())

    paper = on_paper(LARGE, printer, nobody)

    assert len(PdfReader(io.BytesIO(paper.content)).pages) == 8
    assert reason in paper.note
    assert paper.note.endswith(WITHOUT_TAGS)
