"""Behaviour of `segkit.plans.plan_input`: which language a file is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.errors import InputFileError
from segkit.plans.plan_input import PlanInput


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.json", b'{"a": 1}', "json"),
        ("plan.JSON", b"no JSON at all", "json"),
        ("plan", b'\xef\xbb\xbf  [{"a": 1}]', "json"),
        ("plan.txt", b"Event;Property", "delimited"),
        ("plan", b"Event,Property", "delimited"),
        ("plan.yml", b"a: 1", "yaml"),
        ("plan.tf", b"locals {}", "terraform"),
        ("plan.md", b"# Events", "markdown"),
        ("plan.csv", b"PK\x03\x04 a workbook under a wrong name", "workbook"),
        ("plan.xlsx", b"whatever", "workbook"),
        ("plan.jsonc", b"// a comment", "json"),
    ],
)
def test_what_a_file_holds_goes_before_its_ending(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    """A workbook is one under any name, and JSON needs no ending."""
    file = tmp_path / name
    file.write_bytes(content)

    assert PlanInput(file).kind == kind


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    """White space is nothing to read."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"\xef\xbb\xbf \n\t")

    with pytest.raises(InputFileError, match="is empty"):
        _ = PlanInput(file).kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_utf_8_and_utf_16(tmp_path: Path, encoding: str) -> None:
    """A byte order mark is no part of the text."""
    file = tmp_path / "plan.yaml"
    file.write_text("name: Süßstoff", encoding=encoding)

    assert PlanInput(file).text == "name: Süßstoff"


def test_text_in_no_known_encoding_is_refused_with_its_place(tmp_path: Path) -> None:
    """The byte that does not fit is named."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"name: S\xfc\xdfstoff")

    with pytest.raises(InputFileError, match="byte 7 does not fit"):
        _ = PlanInput(file).text
