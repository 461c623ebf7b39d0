"""`segkit lint` as people and pipelines run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.facts.known import Facts
from segkit.model.plan import TrackingPlan
from segkit.plans.writing.converting import convert
from segkit.review.finding import PlanFinding

PlanOf = Callable[..., TrackingPlan]
NAMES = ("Tent Pitched", "Boots Fitted", "Trail Walked", "Rope Coiled", "Hut Booked")


@pytest.fixture
def plan(tmp_path: Path, plan_of: PlanOf) -> Path:
    """A plan of six events; one has another casing, a missing type and an unknown one."""
    file = tmp_path / "boots.json"
    made = plan_of(*NAMES, "map_opened : depth float, kind ?")
    file.write_text(convert(made, "api")[0], encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement; what is written is written elsewhere."""
    return create_demo(tmp_path_factory.mktemp("demo") / "quillmoor").folder


def lint(*words: object) -> Result:
    """The command's result; a crash is a crash."""
    return CliRunner().invoke(cli, ["lint", *map(str, words)], catch_exceptions=False)


def as_json(*words: object) -> dict[str, object]:
    """What it prints for scripts."""
    found: dict[str, object] = json.loads(lint(*words, "--json").stdout)
    return found


def rules_in(found: dict[str, object]) -> list[str]:
    """The rules of the findings."""
    findings = found["findings"]
    assert isinstance(findings, list)
    return [one["rule"] for one in findings]


def test_the_json_has_the_agreed_shape(plan: Path) -> None:
    """Score, grade, arithmetic and findings with their place, level, fix and page."""
    found = as_json(plan)

    assert {"score", "grade", "arithmetic", "findings"} <= set(found)
    assert found["grade"] == "-"
    arithmetic = found["arithmetic"]
    assert isinstance(arithmetic, list)
    assert str(found["score"]) in arithmetic[-1]
    findings = found["findings"]
    assert isinstance(findings, list)
    one = next(one for one in findings if one["rule"] == "naming-event-case")
    assert one["level"] == "warning"
    assert (one["call"], one["event"], one["field"]) == ("track", "map_opened", None)
    assert one["fix"] == {"kind": "rename", "safe": True, "from": "map_opened", "to": "Map Opened"}
    assert one["docs"].endswith("naming-event-case")
    retyped = next(one for one in findings if one["rule"] == "types-unknown-name")
    assert retyped["field"] == "properties.depth"
    assert retyped["fix"] == {"kind": "plan", "safe": True, "from": ["float"], "to": ["number"]}
    levels = ["error", "warning", "note"]
    assert [levels.index(one["level"]) for one in findings] == sorted(
        levels.index(one["level"]) for one in findings
    )


def test_the_text_says_place_reason_and_way(demo: Path) -> None:
    """In the customer's own file, with what would bring the score up and how it comes about."""
    said = lint(demo).stdout

    assert "Track!C215  'lateDays' is not written in snake_case" in said
    assert "→ late_days" in said
    assert "  Why: Each spelling is a column" in said
    assert "naming-property-case (warning): 1 of" in said
    assert "dest-field-name" in said  # the workspace's own destinations are known
    assert "dest-field-name" not in lint(demo / "tracking-plan.xlsx").stdout


def test_a_fault_of_each_family_is_in_the_demo(demo: Path) -> None:
    """What a first look at segkit shows."""
    found = as_json(demo)["findings"]
    assert isinstance(found, list)

    assert {one["family"] for one in found} == {
        "types", "docs", "naming", "identity", "privacy", "dynamic", "required", "spec",
        "warehouse", "plan", "dest",
    }  # fmt: skip


def test_the_status_is_one_for_findings_of_the_level_or_worse(plan: Path, tmp_path: Path) -> None:
    """0 without the option, 1 where one reaches it, 2 where there is no plan."""
    other = tmp_path / "none.json"
    other.write_text("{}", encoding="utf-8")

    assert lint(plan).exit_code == 0
    assert lint(plan, "--fail-on", "error").exit_code == 1
    assert lint(plan, "--fail-on", "error", "--ignore", "types").exit_code == 0
    assert lint(plan, "--fail-on", "warning", "--only", "naming").exit_code == 1
    assert lint(other).exit_code == 2


def test_what_stands_is_kept_and_only_new_findings_count(
    plan: Path, tmp_path: Path, plan_of: PlanOf
) -> None:
    """The first run writes the file; later ones show what is new, and what has gone."""
    kept = tmp_path / "kept.json"

    assert lint(plan, "--baseline", kept, "--fail-on", "note").exit_code == 0
    assert rules_in(as_json(plan, "--baseline", kept)) == []
    more = plan_of(*NAMES, "map_opened : depth number, kind ?, api_key s")
    plan.write_text(convert(more, "api")[0], encoding="utf-8")
    found = as_json(plan, "--baseline", kept)

    assert rules_in(found) == ["privacy-secret"]
    assert lint(plan, "--baseline", kept, "--fail-on", "error").exit_code == 1
    baseline = found["baseline"]
    assert isinstance(baseline, dict)
    assert [one["rule"] for one in baseline["vanished"]] == ["types-unknown-name"]
    assert found["score"] == as_json(plan)["score"]  # of the whole plan
    lint(plan, "--baseline", kept, "--update-baseline")
    assert rules_in(as_json(plan, "--baseline", kept)) == []


def test_a_finding_is_waived_with_a_reason_and_costs_nothing(plan: Path, tmp_path: Path) -> None:
    """It is counted and listed, and stays waived when the file is written anew."""
    kept = tmp_path / "kept.json"
    lint(plan, "--baseline", kept)
    before = as_json(plan, "--baseline", kept)
    text = json.loads(kept.read_text(encoding="utf-8"))
    entry = next(one for one in text["findings"] if one["rule"] == "types-missing")
    entry |= {"waived": "It is free by intent.", "by": "Robin Ashdown", "on": "2026-11-30"}
    kept.write_text(json.dumps(text), encoding="utf-8")

    found = as_json(plan, "--baseline", kept)
    lint(plan, "--baseline", kept, "--update-baseline")

    waived = found["waived"]
    assert isinstance(waived, list)
    assert [one["waived"] for one in waived] == ["It is free by intent."]
    assert "types-missing" not in str(found["arithmetic"])
    assert "types-missing" in str(before["arithmetic"])
    assert [one["waived_by"] for one in waived] == ["Robin Ashdown"]
    assert '"by": "Robin Ashdown", "on": "2026-11-30"' in kept.read_text(encoding="utf-8")
    said = "It is free by intent. (Robin Ashdown, 2026-11-30)"
    assert said in lint(plan, "--baseline", kept).stdout


def test_what_the_room_waived_costs_nothing_in_command_and_guide(tmp_path: Path) -> None:
    """All findings of the check, each with the reason; without a reason they stand."""
    folder = create_demo(tmp_path / "demo").folder
    before = as_json(folder)
    rule = rules_in(before)[0]
    notes = folder / "notes.toml"
    notes.write_text(f'[review.{rule}]\nword = "not-ours"\n', encoding="utf-8")
    assert rules_in(as_json(folder)) == rules_in(before)
    notes.write_text(
        f'[review.{rule}]\nword = "not-ours"\nreason = "The shop team keeps it."\n',
        encoding="utf-8",
    )

    after = as_json(folder)

    assert rules_in(after) == [one for one in rules_in(before) if one != rule]
    waived = after["waived"]
    assert isinstance(waived, list)
    assert {one["waived"] for one in waived} == {"The shop team keeps it."}
    assert rule not in [one.rule for one in plan_findings(folder)]

    kept = tmp_path / "kept.json"
    lint(folder, "--baseline", kept)
    assert "The shop team" not in kept.read_text(encoding="utf-8")


def plan_findings(folder: Path) -> tuple[PlanFinding, ...]:
    """What the guide's chapter shows."""
    compared = Facts(read_engagement(folder)).review
    assert compared is not None
    return compared.review.standing


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2, "findings": []}', '{"format": 1}'])
def test_what_is_no_baseline_is_refused(plan: Path, tmp_path: Path, text: str) -> None:
    """A damaged file hides nothing."""
    kept = tmp_path / "kept.json"
    kept.write_text(text, encoding="utf-8")

    made = lint(plan, "--baseline", kept)

    assert made.exit_code == 2
    assert "To fix:" in made.stderr


def test_safe_changes_are_written_with_the_renames_beside(plan: Path, tmp_path: Path) -> None:
    """Doing so twice changes nothing more, and the map holds what is left to a person."""
    out, again = tmp_path / "out.json", tmp_path / "again.json"

    lint(plan, "--fix", out, "--write-map", tmp_path / "map.toml")
    lint(out, "--fix", again)

    assert json.loads((tmp_path / "out.renames.json").read_text(encoding="utf-8")) == [
        {"rule": "naming-event-case", "what": "event", "from": "map_opened", "to": "Map Opened"}
    ]
    assert again.read_bytes() == out.read_bytes()
    assert json.loads((tmp_path / "again.renames.json").read_text(encoding="utf-8")) == []
    assert "map_opened" in plan.read_text(encoding="utf-8")
    assert 'to = "Map Opened"' in (tmp_path / "map.toml").read_text(encoding="utf-8")
    before, after = as_json(plan)["score"], as_json(out)["score"]
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert after >= before


def test_sarif_has_a_result_for_each_finding(plan: Path, tmp_path: Path) -> None:
    """With rules, levels and pages, on the screen and in a file."""
    lint(plan, "--sarif", tmp_path / "out.sarif")
    found = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))

    assert json.loads(lint(plan, "--to", "sarif").stdout) == found
    [run] = found["runs"]
    assert found["version"] == "2.1.0"
    assert [one["ruleId"] for one in run["results"]] == rules_in(as_json(plan))
    for one in run["results"]:
        rule = run["tool"]["driver"]["rules"][one["ruleIndex"]]
        assert rule["id"] == one["ruleId"]
        assert rule["helpUri"].endswith(one["ruleId"])
        assert one["level"] in {"error", "warning", "note"}


def test_junit_fails_the_checks_that_have_findings(plan: Path) -> None:
    """One test for each check; what is below the level is told without failing."""
    suite = ET.fromstring(lint(plan, "--to", "junit", "--fail-on", "error").stdout)  # noqa: S314 (our own)

    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert len(cases) == 80
    assert cases["types-unknown-name"].find("failure") is not None
    assert cases["types-missing"].find("failure") is None
    assert cases["types-missing"].find("system-out") is not None
    assert cases["privacy-secret"].find("failure") is None


def test_markdown_is_the_guides_own_view(plan: Path) -> None:
    """For the comment below a change: the score, and each finding at its place."""
    said = lint(plan, "--to", "markdown").stdout

    assert said.startswith("## Review of the tracking plan")
    assert " of 100**" in said
    assert "](https://www.twilio.com/docs/segment/protocols/tracking-plan/" in said


def test_a_check_explains_itself_and_own_ones_too(tmp_path: Path) -> None:
    """From its own words; an unknown one names those that are near."""
    house = tmp_path / "house.toml"
    house.write_text(
        "[[rule]]\nid = 'house-x'\non = 'event'\nmust_match = '^A'\nwhy = 'So it is.'", "utf-8"
    )

    assert "When it speaks: " in lint("--explain", "naming-event-case").stdout
    assert "So it is." in lint("--explain", "house-x", "--rules", house).stdout
    assert "types-mixed" in lint("--explain", "types-mixd").stderr


def test_an_engagement_sets_levels_rules_and_a_baseline(tmp_path: Path) -> None:
    """`[lint]` of engagement.toml; its files lie in its folder."""
    folder = create_demo(tmp_path / "quillmoor").folder
    settings = folder / "engagement.toml"
    (folder / "house.toml").write_text(
        "[[rule]]\nid = 'house-trail'\non = 'event'\nmust_not_match = '^Trail'", "utf-8"
    )
    lines = '\n[lint]\nrules = "house.toml"\nignore = ["docs"]\nbaseline = "kept.json"\n'
    lines += '[lint.levels]\nrequired-trait = "off"\n'
    settings.write_text(settings.read_text("utf-8") + lines, "utf-8")

    first = as_json(folder)
    assert "house-trail" in rules_in(first)
    assert "docs-filler" not in rules_in(first)
    assert first["off"] == ["required-trait"]
    assert (folder / "kept.json").exists()
    assert rules_in(as_json(folder)) == []
    settings.write_text(settings.read_text("utf-8").replace('"kept.json"', '"../kept.json"'))
    assert lint(folder).exit_code == 2


@pytest.mark.parametrize(
    "lines",
    ["[lint.levels]\ntypes-missing = 'loud'", "[lint.thresholds]\nmajority = 'all'",
     "[lint]\nignore = [1]", "[lint]\nrules = 'none.toml'", "[lint.levels]\nno-such = 'off'"],
)  # fmt: skip
def test_settings_that_are_not_understood_are_said(tmp_path: Path, lines: str) -> None:
    """With the file and what to write."""
    folder = create_demo(tmp_path / "quillmoor").folder
    settings = folder / "engagement.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n{lines}\n", "utf-8")

    made = lint(folder)

    assert made.exit_code == 2
    assert "To fix:" in made.stderr


def test_a_comparison_names_new_findings(plan: Path, tmp_path: Path, plan_of: PlanOf) -> None:
    """`segkit diff` says what the review of the new plan has that it had not."""
    new = tmp_path / "new.json"
    more = plan_of(*NAMES, "map_opened : depth number, kind ?, api_key s")
    new.write_text(convert(more, "api")[0], encoding="utf-8")

    made = CliRunner().invoke(cli, ["diff", str(plan), str(new), "--json"])
    text = CliRunner().invoke(cli, ["diff", str(plan), str(new)]).output
    same = CliRunner().invoke(cli, ["diff", str(plan), str(plan)]).output

    found = json.loads(made.output)["findings"]
    assert [one["rule"] for one in found["new"]] == ["privacy-secret"]
    assert [one["rule"] for one in found["vanished"]] == ["types-unknown-name"]
    assert "1 new, 1 gone" in text
    assert "Findings" not in same


@pytest.mark.parametrize("option", ["--fix", "--write-map", "--sarif", "--baseline"])
def test_the_plan_itself_is_never_written_over(plan: Path, tmp_path: Path, option: str) -> None:
    """Named itself, or as that of an engagement."""
    folder = create_demo(tmp_path / "demo").folder
    for asked, file in ((plan, plan), (folder, folder / "tracking-plan.xlsx")):
        before = file.read_bytes()

        refused = lint(asked, option, file)

        assert refused.exit_code == 2
        assert "is the plan itself" in refused.stderr
        assert file.read_bytes() == before
