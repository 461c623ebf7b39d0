"""The list of changes that a person goes through, and the command that makes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.amend import amended, read_map, written_map
from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.errors import ConfigError
from segkit.model.change import KINDS, Place, ProposedChange
from segkit.model.plan import Field, Rule, TrackingPlan

PLACE = Place("track", "Order\u00a0Completed", 2, ("properties", "a.b", "[]", "c"), "Track!B4")


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("rename-field", "c\u200b", 'say "hi" \\ there'),
        ("retype", ("string",), ("string", "null")),
        ("require", False, True),
        ("set-enum", ("null", None), ("a", 1, True, 2.5, None)),
        ("set-pattern", "^a$", None),
        ("describe", "", "Zeile\nzwei 😀"),
        ("remove", None, None),
    ],
)
def test_a_map_reads_back_as_it_was_written(kind: str, old: object, new: object) -> None:
    """Names with characters that nobody sees among them, which the file shows."""
    change = ProposedChange(kind, PLACE, old, new, safe=True, why="naming-stray-blank")

    text = written_map("plan.xlsx", [change], lambda _: "may break 2 mappings")

    assert [(one.kind, one.at, one.old, one.new) for one in read_map(text, "m")] == [
        (kind, PLACE, old, new)
    ]
    assert "\u200b" not in text
    assert "\u00a0" not in text
    assert "# may break 2 mappings\n[[change]]\napply = true" in text


def test_what_a_person_left_out_is_not_applied() -> None:
    """Only `apply = true` counts; what needs judgement starts without it."""
    change = ProposedChange("remove", PLACE)

    assert read_map(written_map("p", [change]), "m") == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("change = 3", "no list of changes"),
        ("[[change", "not TOML"),
        ('[[change]]\napply = true\nkind = "melt"', "no kind"),
        ('[[change]]\napply = true\nkind = "remove"', "of which rule"),
        ('[[change]]\napply = true\nkind = "remove"\ncall = "track"\npath = "x"', "no path"),
    ],
)
def test_a_damaged_map_is_refused_with_its_place(text: str, problem: str) -> None:
    """Half a map is not applied."""
    with pytest.raises(ConfigError, match=problem):
        read_map(text, "changes.toml")


def test_every_kind_of_change_has_a_plan_after_it() -> None:
    """A kind that is new has to say what it makes of a plan."""
    field = Field(("properties", "total"), ("number",))
    plan = TrackingPlan("p", (Rule("track", "A", fields=(field,)),))
    new = {"retype": ("string",), "require": True, "set-enum": (1, 2), "mark-personal": True}

    for kind in KINDS:
        path = () if kind == "rename-rule" else field.path
        change = ProposedChange(kind, Place("track", "A", 1, path), new=new.get(kind, "other"))
        assert amended(plan, [change]) != plan, kind


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement."""
    return create_demo(tmp_path_factory.mktemp("demo") / "quillmoor").folder


def test_from_a_question_to_a_copy(demo: Path, tmp_path: Path) -> None:
    """Asked, written down, applied to a copy of the engagement's own workbook."""
    agreed, copy = tmp_path / "agreed.toml", tmp_path / "copy" / "tracking-plan.xlsx"
    copy.parent.mkdir()
    before = (demo / "tracking-plan.xlsx").read_bytes()
    words = ["impact", "rename", "products[].sku", str(demo), "--to", "SKU"]

    asked_ = CliRunner().invoke(cli, [*words, "--write-map", str(agreed)])
    made = CliRunner().invoke(
        cli, ["amend", str(demo), str(agreed), "--output", str(copy), "--json"]
    )

    assert (asked_.exit_code, made.exit_code) == (0, 0)
    assert {one["to"].rpartition(".")[2] for one in json.loads(made.output)["places"]} == {"SKU"}
    assert (demo / "tracking-plan.xlsx").read_bytes() == before
    again = CliRunner().invoke(
        cli, ["amend", str(copy), str(agreed), "--output", str(tmp_path / "b.xlsx")]
    )
    assert (tmp_path / "b.xlsx").read_bytes() == copy.read_bytes()
    assert "0 changes made" in again.output


def test_rules_for_the_api_have_the_changes(demo: Path, tmp_path: Path) -> None:
    """The other form, for a plan that no file of the customer's can take."""
    agreed, rules = tmp_path / "agreed.toml", tmp_path / "rules.json"
    CliRunner().invoke(
        cli,
        [
            "impact",
            "remove",
            "coupon",
            str(demo),
            "--event",
            "Order Completed",
            "--write-map",
            str(agreed),
        ],
    )

    made = CliRunner().invoke(
        cli, ["amend", str(demo), str(agreed), "--to", "api", "--output", str(rules)]
    )

    assert made.exit_code == 0
    every = json.loads(rules.read_text())["data"]["rules"]
    found = [one for one in every if one["key"] == "Order Completed"]
    assert found
    assert "coupon" not in json.dumps(found)


def test_the_plan_itself_is_never_written(demo: Path, tmp_path: Path) -> None:
    """A copy has another name."""
    agreed = tmp_path / "agreed.toml"
    agreed.write_text("")
    plan = demo / "tracking-plan.xlsx"

    made = CliRunner().invoke(cli, ["amend", str(plan), str(agreed), "--output", str(plan)])

    assert made.exit_code == 2
    assert "is the plan itself" in made.output
