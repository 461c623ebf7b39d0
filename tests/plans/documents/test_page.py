"""Behaviour of `segkit.plans.documents.page`: JSON as programs and people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.errors import InputFileError
from segkit.plans.documents.page import Page, page_of
from segkit.plans.plan_input import PlanInput


def page(tmp_path: Path, text: str, name: str = "quillmoor.json") -> Page:
    """The page in a file of this content."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    given = PlanInput(file)
    return page_of(given.path, given.kind, given.text)


@pytest.mark.parametrize(
    "text",
    [
        '{"kettle": ["on", "off"], /* what it may be */ "url": "https://a.example/*b*/"}',
        '// Quillmoor\n{"kettle": ["on", "off",], "url": "https://a.example/*b*/",}',
        '{"kettle": ["on", "off" /* last */ ,\n // nothing more\n ], "url": "https://a.example/*b*/"}',
        "{kettle: ['on', 'off'], url: 'https://a.example/*b*/'}",
        '{\n  kettle: ["on", "off"], // both\n  url: "https://a.example/*b*/",\n}',
    ],
)
def test_json_with_what_json_has_not_is_read_with_a_remark(tmp_path: Path, text: str) -> None:
    """Comments, commas at the end and names without quotes do not stand in the way."""
    found = page(tmp_path, text)

    assert found.document == {"kettle": ["on", "off"], "url": "https://a.example/*b*/"}
    assert len(found.notes) == 1


def test_plain_json_is_read_without_a_remark(tmp_path: Path) -> None:
    """What stands in texts is no comment."""
    found = page(tmp_path, '{"a": "// no comment, ]"}')

    assert (found.document, found.notes) == ({"a": "// no comment, ]"}, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1, "a": 2,}', "'a' stands twice"),
        ("{a: 1, a: 2}", "line 1, column 2"),
        ('{"a": NaN}', "NaN is no number"),
        ('// one\n{"a": 1 "b": 2}', "line 2, column 9"),
        ('{"a": [1, 2', "line 1"),
        ("[" * 210 + "]" * 210, "nested deeper"),
    ],
)
def test_what_is_wrong_with_it_is_said_as_of_strict_json(
    tmp_path: Path, text: str, problem: str
) -> None:
    """Places in messages are those of the file, and no fault is read over."""
    with pytest.raises(InputFileError, match=problem):
        page(tmp_path, text)


QUOTES = """
events:
  - name: lamp_opened
    description: `lamp` was opened   # by hand
    note: "a: b"
    properties: {room: string}
  - name: tea_ordered
    description: Sent when: tea is ordered
    tags: [@home]
"""


def test_texts_that_need_quotes_in_yaml_are_read_with_a_remark(tmp_path: Path) -> None:
    """A person reads them; what else is wrong stays an error with its line."""
    read = page(tmp_path, QUOTES.replace("[@home]", "[home]"), "quillmoor.yaml")

    assert read.document == {
        "events": [
            {
                "name": "lamp_opened",
                "description": "`lamp` was opened",
                "note": "a: b",
                "properties": {"room": "string"},
            },
            {
                "name": "tea_ordered",
                "description": "Sent when: tea is ordered",
                "tags": ["home"],
            },
        ]
    }
    assert read.notes == (
        "2 texts would need quotes to be YAML, and were read as if they had them.",
    )
    with pytest.raises(InputFileError, match="line 4, column 18"):
        page(tmp_path, QUOTES, "quillmoor.yaml")
