"""Behaviour of `segkit plan --explain`: how a plan was understood, for people and scripts."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.outside import confirm_own
from segkit.engagement.profile import change_profile
from segkit.engagement.settings import read_engagement
from segkit.plans.tables import Profile, Role, TabProfile

DEMO = Path(str(files("segkit.engagement.demo"))) / "tracking-plan.xlsx"
ROWS = "Event,Property,Type,Remark\nOrder Completed,id,string,\x1b[31mred\n"


def run(*arguments: object) -> Result:
    """`segkit plan` with these arguments."""
    return CliRunner().invoke(cli, ["plan", *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small plan as CSV, with a value that would colour a terminal."""
    file = tmp_path / "Track.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_the_demo_is_explained_tab_by_tab() -> None:
    """Call, layout, header row, columns with values and reasons, unread ones, unused rows."""
    shown = run(DEMO, "--explain")

    assert shown.exit_code == 0
    for wanted in (
        "51 rules, 233 fields; 298 of 317 rows used, 19 explained",
        "Track: read\n  Look at this: 4 columns are unread.",
        "Call track (title 'Track'); layout 'rows', headers in row 4; 37 rules, 179 fields",
        "Archive (old events): hidden in the sheet, not read",
        "e.g. userId | email | firstName",
        "likely: header 'Name' beside a property column",
        "A1: heading above the table",
    ):
        assert wanted in shown.output


def test_scripts_get_the_same_as_json() -> None:
    """Every tab with its tables and columns."""
    shown = json.loads(run(DEMO, "--explain", "--json").output)

    assert shown["counts"] == {
        "rules": 51, "fields": 233, "rows": 317, "used": 298, "explained": 19,
    }  # fmt: skip
    track = next(tab for tab in shown["tabs"] if tab["title"] == "Track")
    assert track["look_at"] == ["4 columns are unread"]
    assert track["tables"][0]["columns"][0] == {
        "origin": "Track!A4",
        "header": "Event Name",
        "role": "event name",
        "unread": False,
        "confidence": 1.0,
        "why": "header 'Event Name'",
        "weights": {"event name": 1.0},
        "samples": ["Finding gear", "Products Searched", "Product List Viewed"],
    }


def test_values_cannot_command_the_terminal(table: Path) -> None:
    """Control characters are shown as replaced ones."""
    shown = run(table, "--explain")

    assert "\x1b" not in shown.output
    assert "\ufffd[31mred" in shown.output


def test_an_engagements_folder_is_read_with_its_corrections(tmp_path: Path) -> None:
    """The plan and the profile that every pull uses."""
    (tmp_path / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nfile = {json.dumps(str(DEMO))}\n', encoding="utf-8"
    )
    confirm_own(read_engagement(tmp_path))  # the plan is outside of the folder
    corrected = Profile({"Track": TabProfile(roles={"Property": Role.IGNORED})})
    change_profile(tmp_path / "profile.toml", lambda _: corrected)

    explained = run(tmp_path, "--explain")
    printed = json.loads(run(tmp_path, "--json").output)

    assert "51 rules, 54 fields" in explained.output
    assert "fixed for this tab" in explained.output
    assert sum(len(rule["fields"]) for rule in printed["rules"]) == 54


def test_what_is_no_plan_is_explained_before_it_is_refused(tmp_path: Path) -> None:
    """This is when one wants to know what was found; the status says that it failed."""
    file = tmp_path / "x.csv"
    file.write_text("Foo,Bar\n1,2\n", encoding="utf-8")

    shown = run(file, "--explain")

    assert shown.exit_code == 2
    assert "x: not recognised as part of a tracking plan" in shown.stdout
    assert "Looked for" in shown.stderr


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_document_needs_no_reading(tmp_path: Path, options: tuple[str, ...]) -> None:
    """A sentence says so."""
    file = tmp_path / "plan.json"
    file.write_text('{"rules": [{"type": "TRACK", "key": "A", "version": 1, "jsonSchema": {}}]}')

    shown = run(file, "--explain", *options)

    assert shown.exit_code == 0
    assert "plan.json is no table" in shown.output


@pytest.mark.parametrize("options", [(), ("--explain",)])
def test_a_folder_without_engagement_and_plan_is_refused(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    """With what to give instead."""
    shown = run(tmp_path, *options)

    assert shown.exit_code == 2
    assert "holds no plan" in shown.stderr
    assert "To fix: give the folder or file that holds the plan" in shown.stderr


def test_a_name_that_no_file_can_have_is_refused() -> None:
    """As an error of the input, not of segkit."""
    shown = run("x" * 300)

    assert shown.exit_code == 2
    assert "could not be read" in shown.stderr
