"""Files that are no plan by their kind are refused by that; texts are told from sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.plans.plan_input import PlanInput
from segkit.pull import read_plan


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lamps.swift", "a program in Swift"),
        ("lamps.go", "a program in Go"),
        ("lamps.pdf", "a PDF"),
        ("lamps.docx", "a Word document"),
        ("lamps.html", "a web page"),
    ],
)
def test_what_is_no_plan_by_its_kind_is_called_so(tmp_path: Path, name: str, said: str) -> None:
    """And what to do instead is said; nothing of it is taken for columns."""
    file = tmp_path / name
    file.write_text("func lampLit(room: String, watts: Int)\n", encoding="utf-8")

    with pytest.raises(NotATrackingPlanError, match=f"is {said}") as refused:
        read_plan(file)

    assert "To fix: " in str(refused.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# Events\n| Event | Properties |\n|---|---|\n| lamp_lit | `room` |\n", "markdown"),
        ("Event: Lamp Lit\nProperties: room (string), watts\n", "markdown"),
        ("Event,Property\nLamp Lit,room\nLamp Out,room\n", "delimited"),
        ("Event\tProperty\nLamp Lit\t- room\n", "delimited"),
    ],
)
def test_a_file_of_text_is_a_sheet_or_written(tmp_path: Path, text: str, kind: str) -> None:
    """By how its lines begin."""
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")

    assert PlanInput(file).kind == kind


def test_labelled_lines_without_any_heading_are_read(tmp_path: Path) -> None:
    """Each event with what follows up to the next."""
    file = tmp_path / "plan.txt"
    file.write_text(
        "Event: Lamp Lit\nProperties: room (string), watts (number)\n\n"
        "Event: Lamp Sold\nProperties: order_id (string)\n",
        encoding="utf-8",
    )

    plan = read_plan(file)

    read = {rule.key: [(one.path[-1], *one.types) for one in rule.fields] for rule in plan.rules}
    assert read == {
        "Lamp Lit": [("room", "string"), ("watts", "number")],
        "Lamp Sold": [("order_id", "string")],
    }
