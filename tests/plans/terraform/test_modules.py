"""Terraform as people write it: files, locals, modules in folders, and what Terraform itself says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.pull import read_plan

InShort = Callable[[TrackingPlan], dict[str, str]]

LAMP = '{"type": "object", "properties": {"properties": {"type": "object", "properties": {"room": {"type": "string"}}, "required": ["room"]}}}'
RULE = f'{{"key": "Lamp Lit", "type": "TRACK", "version": 1, "json_schema": {json.dumps(LAMP)}}}'
LIT = {"track Lamp Lit": "room*:string"}


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def plan_with(schema: str, more: str = "") -> str:
    """A resource with one rule that has this expression for its schema."""
    return f"""
{more}
resource "segment_tracking_plan" "web" {{
  name  = "Quillmoor Web"
  type  = "LIVE"
  rules = [{{
    key         = "Lamp Lit"
    type        = "TRACK"
    version     = 1
    json_schema = {schema}
  }}]
}}
"""


EXPRESSIONS = {
    "a file": 'file("schemas/lamp.json")',
    "a file of the module": 'file("${path.module}/schemas/lamp.json")',
    "a file, decoded and encoded": 'jsonencode(jsondecode(file("./schemas/lamp.json")))',
    "a local": "local.lamp",
    "a local in a local": "local.all.lamp",
    "an element of a local": "jsonencode(local.several[1])",
    "a local of another file": "local.elsewhere",
    "YAML": 'jsonencode(yamldecode(file("schemas/lamp.yaml")))',
    "a heredoc": f"<<EOT\n{LAMP}\nEOT\n",
    "an indented heredoc": f"<<-EOT\n    {LAMP}\n    EOT\n",
    "a text around one expression": '"${file("schemas/lamp.json")}"',
    "parentheses": "(local.lamp)",
}
LOCALS = """
locals {
  lamp    = file("schemas/lamp.json")
  all     = { lamp = local.lamp }
  several = [{}, jsondecode(local.lamp)]
}
"""
FILES = {
    "schemas/lamp.json": LAMP,
    "schemas/lamp.yaml": "type: object\nproperties:\n  properties: {type: object, properties: {room: {type: string}}, required: [room]}\n",
    "more.tf": 'locals { elsewhere = file("schemas/lamp.json") }',
    "broken.tf": "resource {{{",
}


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_what_an_expression_says_without_terraform_is_read(
    tmp_path: Path, expression: str, in_short: InShort
) -> None:
    """Files below the folder, locals and encodings stand for what is in them."""
    folder = write(tmp_path / "plan", {**FILES, "main.tf": plan_with(expression, LOCALS)})

    plan = read_plan(folder / "main.tf")

    assert (plan.name, in_short(plan)) == ("Quillmoor Web", LIT)
    assert plan.report.doubts == ()


def test_files_outside_the_folder_are_not_opened(tmp_path: Path) -> None:
    """Neither `..` nor a link leads out of the plan's folder, and the report says so."""
    write(tmp_path, {"secret.json": LAMP})
    folder = write(tmp_path / "plan", {"main.tf": plan_with('file("../secret.json")')})

    plan = read_plan(folder / "main.tf")

    assert plan.rules[0].fields == ()
    assert (
        "The file ../secret.json is not below the plan's folder and was not opened."
        in plan.report.notes
    )
    [doubt] = plan.report.doubts
    assert doubt.examples == ('file("../secret.json")',)


def test_a_file_beside_it_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    """Nobody named it: Terraform would read it as part of the module."""
    (tmp_path / "secret.tf").write_text(f"locals {{ lamp = {json.dumps(LAMP)} }}")
    folder = write(tmp_path / "tf", {"main.tf": plan_with("local.lamp")})
    (folder / "beside.tf").symlink_to(tmp_path / "secret.tf")

    plan = read_plan(folder / "main.tf")

    assert plan.rules[0].fields == ()
    assert "local.lamp" in str(plan.report)


@pytest.mark.parametrize(
    "expression",
    [
        "module.lamps.schema",
        "var.schema",
        "merge(local.a, local.b)",
        'templatefile("lamp.tpl", {})',
        "local.nowhere",
        "jsonencode({ properties = { properties = { properties = { room = var.room } } } })",
        "jsonencode({ properties = local.a ? {} : {} })",
        'jsonencode({ properties = { for name in ["room"] : name => { type = "string" } } })',
        'jsonencode({ properties = { properties = { properties = { "room_${var.kind}" = {} } } } })',
        '<<EOT\n{"properties": {"properties": {"properties": {"room": {"type": "${var.kind}"}}}}}\nEOT',
        '<<EOT\n{"properties": {"properties": {"properties": {%{ if true }"room": {}%{ endif }}}}}\nEOT',
    ],
)
def test_what_terraform_works_out_is_in_doubt(tmp_path: Path, expression: str) -> None:
    """The doubt shows the source, and names what is read instead."""
    folder = write(tmp_path / "plan", {"main.tf": plan_with(expression)})

    plan = read_plan(folder / "main.tf")

    [doubt] = plan.report.doubts
    assert msgspec.to_builtins(plan)  # as a snapshot keeps it
    assert "terraform show -json" in doubt.what
    assert "tp_…" in doubt.what
    assert doubt.where == "segment_tracking_plan.web.rules[0]"
    assert doubt.examples[0] in expression


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ('[for one in fileset(path.module, "*.json") : jsondecode(file(one))]', "a for expression"),
        ("concat(local.lamps, local.teas)", "concat"),
        ("module.plan.rules", "a module"),
        ("var.rules", "a variable"),
    ],
)
def test_rules_that_terraform_works_out_are_refused_with_the_way_out(
    tmp_path: Path, rules: str, reason: str
) -> None:
    """The message names what cannot be read here, and what can be given instead."""
    folder = write(
        tmp_path / "plan",
        {"main.tf": f'resource "segment_tracking_plan" "web" {{ rules = {rules} }}'},
    )

    with pytest.raises(NotATrackingPlanError, match=reason) as refused:
        read_plan(folder / "main.tf")

    assert "terraform show -json" in refused.value.fix


def test_a_module_alone_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """A file that only calls a module names it."""
    folder = write(tmp_path / "plan", {"main.tf": 'module "lamps" { source = "./lamps" }'})

    with pytest.raises(NotATrackingPlanError, match="module lamps") as refused:
        read_plan(folder / "main.tf")

    assert "terraform show -json" in refused.value.fix


def test_a_folder_is_a_module(tmp_path: Path, in_short: InShort) -> None:
    """Its files belong together, and one that is no Terraform is listed."""
    files = {**FILES, "main.tf": plan_with("local.elsewhere"), "notes.txt": "Hello"}
    folder = write(tmp_path / "plan", files)

    plan = read_plan(folder)

    assert in_short(plan) == LIT
    assert [one.origin for one in plan.report.explained] == ["broken.tf"]
    assert plan.report.notes == ("1 file in another language was not looked at: notes.txt.",)


def test_the_only_module_with_a_plan_may_stand_below(tmp_path: Path, in_short: InShort) -> None:
    """Its files may use what stands beside it, as long as that is in the folder."""
    main = plan_with('file("${path.module}/../schemas/lamp.json")')
    folder = write(
        tmp_path / "infra",
        {"segment/main.tf": main, "dns/main.tf": "locals {}", "schemas/lamp.json": LAMP},
    )

    assert in_short(read_plan(folder)) == LIT


def test_several_modules_with_plans_are_a_question(tmp_path: Path) -> None:
    """Which one is meant is asked, with their names."""
    folder = write(
        tmp_path / "infra", {"web/main.tf": plan_with("{}"), "app/main.tf": plan_with("{}")}
    )

    with pytest.raises(NotATrackingPlanError, match="2 Terraform modules with plans: app, web"):
        read_plan(folder)


def two_plans(first: str, second: str) -> str:
    """Two resources of these types, with a rule each."""
    return "\n".join(
        f'resource "segment_tracking_plan" "{name}" {{\n type = "{kind}"\n rules = [{{ key = "{name}", '
        f'type = "TRACK", json_schema = "{{}}" }}]\n}}'
        for name, kind in (("web", first), ("library", second))
    )


def test_of_two_plans_the_live_one_is_read(tmp_path: Path) -> None:
    """A library of properties is no plan, and the report names it."""
    folder = write(tmp_path / "plan", {"main.tf": two_plans("LIVE", "PROPERTY_LIBRARY")})

    plan = read_plan(folder / "main.tf")

    assert [rule.key for rule in plan.rules] == ["web"]
    assert plan.report.notes == ("Also there, and no live plan: segment_tracking_plan.library.",)


def test_two_live_plans_are_a_question(tmp_path: Path) -> None:
    """Nothing says which of them is meant."""
    folder = write(tmp_path / "plan", {"main.tf": two_plans("LIVE", "LIVE")})

    with pytest.raises(
        NotATrackingPlanError, match=r"2 tracking plans: segment_tracking_plan\.web, "
    ):
        read_plan(folder / "main.tf")


VALUES = {"id": "tp_1", "name": "Quillmoor Web", "type": "LIVE", "rules": [json.loads(RULE)]}
SHOWN = {
    "address": "module.home.segment_tracking_plan.web",
    "type": "segment_tracking_plan",
    "values": VALUES,
}
TERRAFORM = {
    "show -json of a state": {"format_version": "1.0", "values": {"root_module": {"resources": [SHOWN]}}},
    "show -json of a plan": {"planned_values": {"root_module": {"child_modules": [{"resources": [SHOWN]}]}}},
    "a state file": {
        "version": 4, "terraform_version": "1.9.0", "lineage": "x",
        "resources": [{"type": "segment_tracking_plan", "name": "web", "instances": [{"attributes": VALUES}]}],
    },
    "a configuration in JSON": {"resource": {"segment_tracking_plan": {"web": VALUES}}},
}  # fmt: skip


@pytest.mark.parametrize("document", TERRAFORM.values(), ids=TERRAFORM)
def test_what_terraform_shows_is_read(
    tmp_path: Path, document: dict[str, object], in_short: InShort
) -> None:
    """The way out leads somewhere: state, planned values and configurations in JSON."""
    file = tmp_path / "shown.json"
    file.write_text(json.dumps(document))

    plan = read_plan(file)

    assert (plan.id, plan.name, in_short(plan)) == ("tp_1", "Quillmoor Web", LIT)


def test_a_state_without_rules_says_so(tmp_path: Path) -> None:
    """A resource that was not applied yet holds nothing to read."""
    file = tmp_path / "shown.json"
    empty = {**SHOWN, "values": {"name": "Quillmoor Web"}}
    file.write_text(json.dumps({"values": {"root_module": {"resources": [empty]}}}))

    with pytest.raises(NotATrackingPlanError, match="holds none of its rules"):
        read_plan(file)


def test_an_older_provider_keeps_the_rules_in_json(tmp_path: Path, in_short: InShort) -> None:
    """Its rules are those of the Config API."""
    rules = f'{{"events": [{{"name": "Lamp Lit", "version": 1, "rules": {LAMP}}}]}}'
    text = f"""
resource "segment_tracking_plan" "web" {{
  display_name    = "Quillmoor Web"
  rules_json_file = <<EOT
{rules}
EOT
}}
"""
    folder = write(tmp_path / "plan", {"main.tf": text})

    plan = read_plan(folder / "main.tf")

    assert (plan.name, in_short(plan)) == ("Quillmoor Web", LIT)


def test_libraries_of_an_older_provider_are_read_or_in_doubt(
    tmp_path: Path, in_short: InShort
) -> None:
    """A folder is told by its resource alone; a library of a module is named as not read."""
    rules = f'{{"events": [{{"name": "Lamp Lit", "version": 1, "rules": {LAMP}}}]}}'
    text = """
resource "tracking_plan" "web" {
  display_name    = "Quillmoor Web"
  rules_json_file = file("${path.module}/rules.json")
  import_from     = [file("${path.module}/tea.json"), module.libraries.cups]
}
"""
    tea = rules.replace("Lamp Lit", "Tea Poured")
    folder = write(tmp_path / "plan", {"main.tf": text, "rules.json": rules, "tea.json": tea})

    plan, bare = read_plan(folder), read_plan(folder / "rules.json")

    assert list(in_short(plan)) == ["track Lamp Lit", "track Tea Poured"]
    assert [(one.count, one.examples) for one in plan.report.doubts] == [
        (1, ("tracking_plan.web.import_from[1]",))
    ]
    assert "terraform show -json" in plan.report.doubts[0].what
    assert in_short(bare) == LIT


def test_a_module_from_elsewhere_is_named_with_the_way_out(tmp_path: Path) -> None:
    """A folder whose plan stands in a module that is not there says which."""
    folder = write(
        tmp_path / "plan", {"main.tf": 'module "lamp_plan" {\n  source = "./lamps"\n}\n'}
    )

    with pytest.raises(NotATrackingPlanError, match="found module lamp_plan") as refused:
        read_plan(folder)

    assert "terraform show -json" in refused.value.fix


def test_plans_in_several_files_are_listed_by_their_names(tmp_path: Path) -> None:
    """Segment's Git Sync calls files and resources by ids, which nobody knows by heart."""
    files = {
        f"tp_{name}.tf": (
            f'resource "segment_tracking_plan" "id-tp_{name}" {{\n  name = "Quillmoor {name}"\n'
            '  type = "LIVE"\n  rules = [{ key = "A", type = "TRACK", json_schema = jsonencode({}) }]\n}\n'
        )
        for name in ("web", "app")
    }
    folder = write(tmp_path / "plan", files)

    with pytest.raises(
        NotATrackingPlanError, match=r"'Quillmoor app' \(segment_tracking_plan\.id-tp"
    ):
        read_plan(folder)

    assert read_plan(folder / "tp_web.tf").name == "Quillmoor web"
