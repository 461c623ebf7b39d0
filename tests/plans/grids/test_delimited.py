"""Behaviour of `segkit.plans.grids.delimited`."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.errors import InputFileError
from segkit.plans.grids.delimited import read_delimited

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "cp850",
    "cp437",
    "mac_roman",
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_delimiter_and_encoding_are_found_out(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    """Umlauts, accents and cells of several lines survive every spelling of CSV."""
    path = tmp_path / "plan.csv"
    rows = (
        ("Event", "Größe", "Descr"),
        ("Café öffnen", "a", f"two\nlines, ; {delimiter} x"),
        ("b", "", "ä"),
    )
    text = "\n".join(
        delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in rows
    )
    path.write_bytes(text.encode(encoding))

    [tab] = read_delimited(path)

    assert tab.rows == rows
    assert tab.title == "plan"


def test_row_number_counts_records_not_lines(tmp_path: Path) -> None:
    """A cell of several lines does not shift the origins below it."""
    path = tmp_path / "plan.csv"
    path.write_text('Event,Description\nA,"one\ntwo\nthree"\nB,x\n', encoding="utf-8")

    [tab] = read_delimited(path)

    assert tab.rows[2][0] == "B"
    assert tab.origin(2, 0) == "plan!A3"


def test_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    """`sep=;` is an instruction, not a row."""
    path = tmp_path / "plan.csv"
    path.write_text("sep=;\r\nEvent;Type, or kind\r\nA;b\r\n", encoding="utf-8")

    [tab] = read_delimited(path)

    assert tab.rows == (("Event", "Type, or kind"), ("A", "b"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"a,b\n\x00\x01\xff\x00binary", "could not be read as text"),
        (b'Event,Description\nA,"never closed\nB,x\nC,y\n', "row 2: a quotation mark"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, content: bytes, problem: str) -> None:
    """Nothing is guessed into a plan."""
    path = tmp_path / "plan.csv"
    path.write_bytes(content)

    with pytest.raises(InputFileError, match=problem):
        read_delimited(path)


def test_too_many_rows_are_refused_by_size(tmp_path: Path) -> None:
    """The message says the limit."""
    path = tmp_path / "plan.csv"
    path.write_text("a\n" * 200_002, encoding="utf-8")

    with pytest.raises(InputFileError, match="200,000 rows"):
        read_delimited(path)
