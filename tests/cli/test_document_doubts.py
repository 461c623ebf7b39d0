"""Doubts about a document at every surface, and what a document that is no plan is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli

PLANS = {
    "plan.yaml": "events: [{name: Lamp Lit, properties: {room: {type: Chamber}}}]\n",
    "plan.json": '{"events": [{"name": "Lamp Lit", "properties": {"room": {"type": "Chamber"}}}]}',
    "plan.ts": "export const EVENTS = [{ name: 'Lamp Lit', properties: { room: { type: 'Chamber' } } }];",
    "plan/lamp.yml": "name: Lamp Lit\nproperties: {room: {type: Chamber}}\n",
    "plan.tf": (
        'resource "segment_tracking_plan" "web" {\n  name = "Quillmoor"\n  rules = [{ key = "Lamp Lit", '
        'type = "TRACK", json_schema = jsonencode(merge(local.a, {})) }]\n}\n'
    ),
    "plan.md": "## lamp_opened\n- Properties: room_id\n\n`tea_ordered` is sent by the kitchen.\n",
}
SAID = {
    "plan.tf": "worked out by Terraform",
    "plan.md": "neither its properties nor allowed values",
}
NO_PLANS = {
    "notes.yaml": ("colours: [red, green]\n", "The YAML is no tracking plan"),
    "notes.json": ('{"colours": ["red"]}', "The JSON is no tracking plan"),
    "notes.md": ("# Notes\n\nLamps are fine.\n", "holds no tracking plan"),
    "notes.js": ("const lamps = 3;\n", "states no events"),
    "notes.tf": ('variable "lamps" {}\n', "holds no tracking plan with rules"),
    "notes/a.yaml": ("colours: [red]\n", "is no tracking plan"),
}


def run(*arguments: object) -> Result:
    """`segkit` with these arguments."""
    return CliRunner().invoke(cli, list(map(str, arguments)))


def place(folder: Path, name: str, text: str) -> Path:
    """The file, or the folder that it stands in."""
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file if "/" not in name else file.parent


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A plan in one of the languages, and words of its doubt."""
    name = str(request.param)
    return place(tmp_path, name, PLANS[name]), SAID.get(name, "types are none that segkit knows")


@pytest.mark.parametrize("way", [(), ("--json",), ("--explain",), ("--explain", "--json")])
def test_a_document_is_doubted_like_a_table(plan: tuple[Path, str], way: tuple[str, ...]) -> None:
    """Shown in every form, and the status with `--strict` alone."""
    file, said = plan

    strictly, else_ = run("plan", file, *way, "--strict"), run("plan", file, *way)

    assert (strictly.exit_code, else_.exit_code) == (1, 0)
    assert strictly.stdout == else_.stdout
    assert said in else_.stdout


def test_its_doubts_are_in_the_reports_json(plan: tuple[Path, str]) -> None:
    """Where, what, how many, and examples, as of a table."""
    file, said = plan

    found = json.loads(run("plan", file, "--json").stdout)["report"]["doubts"]

    [doubt] = [one for one in found if said in one["what"]]
    assert set(doubt) == {"where", "what", "count", "examples"}
    assert doubt["where"]
    assert doubt["examples"]


def test_check_shows_its_doubts(tmp_path: Path, plan: tuple[Path, str]) -> None:
    """In words and as JSON, from what was pulled."""
    file, said = plan
    folder = tmp_path / "quillmoor"
    made = run("new", folder, "--customer", "Quillmoor Supply", "--plan", file)
    assert made.exit_code == 0, made.output
    assert run("pull", folder).exit_code == 0

    shown, as_json = run("check", folder), run("check", folder, "--json")

    assert said in shown.output
    assert any(said in one["what"] for one in json.loads(as_json.stdout)["doubts"])


@pytest.mark.parametrize("name", NO_PLANS)
@pytest.mark.parametrize("way", [(), ("--json",), ("--explain",), ("--explain", "--json")])
def test_a_document_that_is_no_plan_is_an_error(
    tmp_path: Path, name: str, way: tuple[str, ...]
) -> None:
    """With its own language's name and the way out; explained, it is not praised."""
    text, said = NO_PLANS[name]

    ended = run("plan", place(tmp_path, name, text), *way)

    assert ended.exit_code == 2
    assert said in ended.stderr
    assert "To fix: " in ended.stderr
    assert "no reading has to be confirmed" not in ended.output
