"""Behaviour of `segkit.google.sheet_address`."""

from __future__ import annotations

import pytest

from segkit.errors import UsageError
from segkit.google.sheet_address import is_sheet, sheet_key, tab_url

KEY = "1QuillmoorPlan0000000000000000000000000000Ab"
XLSX_IN_DRIVE = "1AbzqfXfYSEiVVIdP2QYSVPr7bOG_jhOk"


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        f"  {KEY}\n",
        f"https://docs.google.com/spreadsheets/d/{KEY}",
        f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=12",
        f"https://docs.google.com/spreadsheets/d/{KEY}/edit?gid=12#gid=12",
        f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing&ouid=1",
        f"https://docs.google.com/spreadsheets/u/0/d/{KEY}/edit",
        f"https://docs.google.com/a/quillmoor.example/spreadsheets/d/{KEY}/edit",
        f"https://docs.google.com/spreadsheets/d/{KEY}/copy",
        f"https://docs.google.com/spreadsheets/d/{KEY}/export?format=csv&gid=0",
        f"https://docs.google.com/spreadsheets/d/{KEY}/htmlview",
        f"https://docs.google.com/spreadsheet/ccc?key={KEY}&usp=drive_web#gid=0",
        f"https://spreadsheets.google.com/ccc?key={KEY}",
        f"https://drive.google.com/open?id={KEY}",
        f"https://drive.google.com/file/d/{KEY}/view",
        f"docs.google.com/spreadsheets/d/{KEY}/edit",
        f"HTTPS://DOCS.GOOGLE.COM/spreadsheets/d/{KEY}/edit",
        f"https://www.google.com/url?q=https%3A%2F%2Fdocs.google.com%2Fspreadsheets%2Fd%2F{KEY}%2Fedit&sa=D",
    ],
)
def test_every_spelling_of_an_address_gives_the_key(text: str) -> None:
    """As copied from the browser, a mail, an old bookmark, or Drive."""
    assert is_sheet(text)
    assert sheet_key(text) == KEY


def test_the_shorter_key_of_a_file_in_drive_counts() -> None:
    """It cannot be read, but Google says so better than we could guess."""
    assert sheet_key(XLSX_IN_DRIVE) == XLSX_IN_DRIVE


@pytest.mark.parametrize("page", ["pubhtml", "pub?output=csv", "pubhtml?gid=0&single=true"])
def test_published_copies_are_recognised_and_refused(page: str) -> None:
    """Their key is not the sheet's."""
    address = f"https://docs.google.com/spreadsheets/d/e/2PACX-1vQuillmoorInvented0000/{page}"

    assert is_sheet(address)
    with pytest.raises(UsageError, match="published to the web"):
        sheet_key(address)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plan.xlsx",
        "quillmoor-tracking-plan-of-may-2026-final-version",
        "https://docs.google.com/document/d/abc/edit",
        f"https://docs.google.com.evil.example/spreadsheets/d/{KEY}/edit",
        f"https://evil.example/?u=docs.google.com/spreadsheets/d/{KEY}",
        f"/home/{KEY}.csv",
        "https://[::1",
        "https://www.google.com/url?q=https://www.google.com/url?q=x",
        "tp_abc123",
    ],
)
def test_other_texts_are_no_sheet(text: str) -> None:
    """Files, other documents and look-alike hosts are left to others."""
    assert not is_sheet(text)
    with pytest.raises(UsageError, match="no address of a Google Sheet"):
        sheet_key(text)


def test_a_tab_has_its_own_link() -> None:
    """The guide links to it."""
    assert tab_url(KEY, 12) == f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=12"
