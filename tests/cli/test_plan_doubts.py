"""Doubts about a plan on the command line: shown, in JSON, and as an exit status."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli

PLAIN = "Event,Property,Type\nOrder Paid,id,string\nCart Seen,cart,string\n"
DOUBTED = "Event,Property,Type,Zonk\nOrder Paid,id,string,x\nCart Seen,cart,string,\n"
SAID = "1 value of 'Zonk' (D) look like required marks and are not used as such."


def run(*arguments: object) -> Result:
    """`segkit` with these arguments."""
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with one doubt."""
    file = tmp_path / "plan.csv"
    file.write_text(DOUBTED, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "way", [(), ("--json",), ("--explain",), ("--explain", "--json"), ("--to", "csv")]
)
def test_strict_ends_with_one_while_something_is_doubted(plan: Path, way: tuple[str, ...]) -> None:
    """In every form of the output, which is the same without it."""
    strictly, else_ = run("plan", plan, *way, "--strict"), run("plan", plan, *way)

    assert (strictly.exit_code, else_.exit_code) == (1, 0)
    assert strictly.stdout == else_.stdout
    assert SAID in strictly.output


def test_strict_ends_with_zero_when_nothing_is(tmp_path: Path) -> None:
    """Headings and values agree."""
    file = tmp_path / "plan.csv"
    file.write_text(PLAIN, encoding="utf-8")

    assert run("plan", file, "--strict").exit_code == 0


def test_doubts_are_in_the_reports_json(plan: Path) -> None:
    """Where, what, how many, and examples."""
    found = json.loads(run("plan", plan, "--json").stdout)

    assert found["report"]["doubts"] == [
        {"where": "plan!D", "what": SAID, "count": 1, "examples": ["x"]}
    ]


def test_the_explanation_says_how_a_doubt_is_settled(plan: Path) -> None:
    """Its key, its column, and the role that yes gives; weights for each role."""
    [tab] = json.loads(run("plan", plan, "--explain", "--json").stdout)["tabs"]

    [doubt] = tab["doubts"]
    assert (doubt["key"], doubt["column"], doubt["role"]) == (
        "Zonk: required marks", "Zonk", "required",
    )  # fmt: skip
    assert tab["tables"][0]["columns"][0]["weights"] == {"event name": 1.0}


def test_check_shows_doubts_and_is_not_held_up_by_them(tmp_path: Path, plan: Path) -> None:
    """They keep no guide from being final."""
    folder = tmp_path / "quillmoor"
    made = run("new", folder, "--customer", "Quillmoor Supply", "--plan", plan)
    assert made.exit_code == 0, made.output
    assert run("pull", folder).exit_code == 0

    shown, as_json = run("check", folder), run("check", folder, "--json")

    assert SAID in shown.output
    found = json.loads(as_json.stdout)
    assert [one["what"] for one in found["doubts"]] == [SAID]
    assert SAID not in json.dumps({key: what for key, what in found.items() if key != "doubts"})


def test_what_is_settled_in_the_profile_is_no_doubt_for_an_engagement(
    tmp_path: Path, plan: Path
) -> None:
    """`settled` in `profile.toml` holds at every reading."""
    assert plan.is_file()
    (tmp_path / "engagement.toml").write_text(
        'customer = "Quillmoor Supply"\n[plan]\nfile = "plan.csv"\n', encoding="utf-8"
    )
    (tmp_path / "profile.toml").write_text(
        '[plan]\nsettled = ["Zonk: required marks"]\n', encoding="utf-8"
    )

    assert run("plan", tmp_path, "--strict").exit_code == 0


def test_the_schema_knows_doubts(plan: Path) -> None:
    """They are required in every report, so that scripts need not ask whether they are there."""
    schema = msgspec.json.decode(Path("segkit/schemas/plan.schema.json").read_bytes())
    found = json.loads(run("plan", plan, "--json").stdout)["report"]

    report = schema["$defs"]["report"] if "$defs" in schema else schema["properties"]["report"]
    assert "doubts" in report["required"]
    assert set(found) <= set(report["properties"])
