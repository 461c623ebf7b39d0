"""Behaviour of `segkit.export.forms.paper`: numbers in the contents of a PDF, without a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfWriter

from segkit.errors import ExportError
from segkit.export.forms.paper import on_paper
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

    def __call__(self, html: str) -> bytes:
        """The next file."""
        self.pages.append(html)
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

    paper = on_paper(HTML, printer)

    assert (paper.content, paper.note) == (two(3, 5), "")
    assert printer.numbers == [["", ""], ["3", "5"]]
    assert '<a href="#one"><span>One</span> <b>3</b></a>' in printer.pages[1]
    assert "<span>Two &amp; more</span> <b>5</b>" in printer.pages[1]
    assert printer.pages[1].endswith('<a href="#one">One</a></body></html>')


def test_the_policy_admits_the_style_of_the_numbers() -> None:
    """And nothing else."""
    printer = Printer(two(3, 5), two(3, 5))

    on_paper(HTML, printer)

    [style] = re.findall(r"<style>(.*?)</style>", printer.pages[1])
    hashed = style_hash(style).replace("'", "&#39;")
    assert f'content="style-src {hashed} &#39;x&#39;"' in printer.pages[1]


def test_a_heading_that_moved_is_printed_once_more() -> None:
    """With the number that it has now."""
    printer = Printer(two(3, 5), two(3, 6), two(3, 6))

    paper = on_paper(HTML, printer)

    assert paper.note == ""
    assert printer.numbers[-1] == ["3", "6"]


def test_headings_that_keep_moving_get_no_numbers() -> None:
    """A wrong number is worse than none."""
    printer = Printer(two(3, 5), two(3, 6), two(3, 5), two(3, 5))

    paper = on_paper(HTML, printer)

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

    paper = on_paper(HTML, Printer(*given))

    assert paper.content == given[0]
    assert reason in paper.note


def test_what_cannot_be_printed_at_all_is_an_error() -> None:
    """As it comes from the browser."""
    with pytest.raises(ExportError, match="no Chromium"):
        on_paper(HTML, Printer(ExportError("There is no Chromium.", "install it.")))
