"""Behaviour of `segkit.plans.terraform.terraform`."""

from __future__ import annotations

import pytest

from segkit.errors import InputFileError, NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.terraform.terraform import read_terraform

GIT_SYNC = r"""
import {
  to = segment_tracking_plan.id-tp_1
  id = "tp_1"
}

resource "segment_tracking_plan" "id-tp_1" {
  description = null
  name        = "Quillmoor \"Web\""
  rules = [
    {
      json_schema = jsonencode({
        "$schema" = "http://json-schema.org/draft-07/schema#"
        description = "Paid.\nOnce."
        labels = { area = ["shop"] }
        properties = {
          context    = {}
          properties = {
            properties = {
              order_id = { pattern = "^\\S+$", type = ["string", "null"] }
              total    = { minimum = -1.5, type = "number", enum = [0, true, null] }
            }
            required = ["order_id"]
            type     = "object"
          }
        }
        required = ["properties"]
      })
      key     = "Order Completed"
      type    = "TRACK"
      version = 2
    },
    {
      json_schema = jsonencode({})
      key         = null
      type        = "IDENTIFY"
      version     = 1
    },
  ]
  type = "LIVE"
}
"""


def read(text: str) -> TrackingPlan:
    """The plan in the text."""
    return read_terraform(text, name="quillmoor")


def resource(rule: str) -> str:
    """A plan's resource with one rule."""
    return f'resource "segment_tracking_plan" "web" {{\n  rules = [{rule}]\n}}\n'


def test_a_plan_as_git_sync_writes_it_is_read_whole() -> None:
    """Its id stands in the import block, a null key is no key."""
    plan = read(GIT_SYNC)

    order, identify = plan.rules
    assert (plan.id, plan.name, plan.extra) == ("tp_1", 'Quillmoor "Web"', {"type": "LIVE"})
    assert (order.call, order.key, order.version) == ("track", "Order Completed", 2)
    assert order.description == "Paid.\nOnce."
    assert order.labels == {"area": ["shop"]}
    assert order.origin == "segment_tracking_plan.id-tp_1.rules[0]"
    assert order.fields[0].pattern == r"^\S+$"
    assert order.fields[0].types == ("string", "null")
    assert order.fields[0].required
    assert order.fields[1].schema == {"minimum": -1.5}
    assert order.fields[1].enum == (0, True, None)
    assert (identify.call, identify.key) == ("identify", None)
    assert plan.report.used == 2


@pytest.mark.parametrize(
    "schema",
    [
        'jsonencode({ "properties" : { "properties" : { "properties" : { "a.b $": {} } } } })',
        'jsonencode({ properties = { properties = { properties = { "a.b $" = {}, }, }, }, })',
        r'"{\"properties\":{\"properties\":{\"properties\":{\"a.b $\":{}}}}}"',
        '<<-EOT\n    {"properties": {"properties":\n      {"properties": {"a.b $": {}}}}}\n  EOT',
        '"${jsonencode({ properties = { properties = { properties = { "a.b $" = {} } } } })}"',
        (
            "jsonencode({\n # one\n properties = { /* two */ properties = { // three\n"
            ' properties = { "a.b $" = {} } } } })'
        ),
    ],
    ids=["colons", "trailing commas", "escaped text", "heredoc", "interpolated", "comments"],
)
def test_every_spelling_of_a_schema_is_read(schema: str) -> None:
    """People and tools write the same thing in several ways."""
    plan = read(resource(f'{{ key = "A", type = "TRACK", json_schema = {schema}\n}}'))

    assert [f.path for f in plan.rules[0].fields] == [("properties", "a.b $")]


def test_escaped_markers_are_text_and_variables_stay_as_source() -> None:
    """What only Terraform can compute is shown as it is written."""
    plan = read(
        resource(
            '{ key = "Cost $${net} 5%%{x}", type = "TRACK", '
            "json_schema = jsonencode({ description = var.words }) }"
        )
    )

    assert plan.rules[0].key == "Cost ${net} 5%{x}"
    assert plan.rules[0].description == "${var.words}"


@pytest.mark.parametrize(
    "name",
    ["  Order Completed ", "a ${x} b", " ${x}", "tab\\tend", "é 🙂", "", 'say \\"hi\\"', "a$b %d"],
)
def test_texts_are_kept_to_the_last_blank(name: str) -> None:
    """White space at the ends is a fact about the plan, also beside an interpolation."""
    plan = read(resource(f'{{ key = "{name}", type = "TRACK", json_schema = jsonencode({{}}) }}'))

    assert plan.rules[0].key == name.replace("\\t", "\t").replace('\\"', '"')


@pytest.mark.parametrize("levels", [300, 20_000])
def test_endless_nesting_is_refused(levels: int) -> None:
    """Neither the reader nor anything after it runs out of stack."""
    deep = "[" * levels + "]" * levels

    with pytest.raises(InputFileError, match="nested deeper"):
        read(resource(f'{{ key = "A", type = "TRACK", json_schema = jsonencode({deep}) }}'))


def test_rules_in_a_resource_of_their_own_are_read() -> None:
    """The provider offers the rules as a separate resource, too."""
    rules = (
        'resource "segment_tracking_plan" "web" {\n  name = "Web"\n}\n'
        'resource "segment_tracking_plan_rules" "web" {\n  tracking_plan_id = "tp_2"\n'
        '  rules = [{ key = "A", type = "TRACK", version = 1, json_schema = jsonencode({}) }]\n}\n'
    )

    plan = read(rules)

    assert (plan.id, plan.name, plan.rules[0].key) == ("tp_2", "Web", "A")


def test_text_that_is_no_terraform_is_refused_with_its_place() -> None:
    """The message says where the parser stopped."""
    with pytest.raises(InputFileError, match="line 2"):
        read('resource "segment_tracking_plan" "web" {\n  rules = [ { key = } ]\n}\n')


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('resource "aws_s3_bucket" "b" {\n  bucket = "x"\n}\n', "resource aws_s3_bucket b"),
        ('resource "segment_tracking_plan" "web" {\n  rules = []\n}\n', "segment_tracking_plan"),
        ("", "nothing"),
    ],
    ids=["another resource", "no rules", "empty"],
)
def test_a_file_without_planned_rules_is_refused(text: str, found: str) -> None:
    """It says what the file holds instead."""
    with pytest.raises(NotATrackingPlanError, match=f"found .*{found}"):
        read(text)


def test_several_plans_in_one_file_are_refused_by_address() -> None:
    """Which of them is meant is for a person to say."""
    one = resource('{ key = "A", type = "TRACK", json_schema = jsonencode({}) }')

    with pytest.raises(NotATrackingPlanError, match=r"segment_tracking_plan\.web, segment_"):
        read(one + one.replace('"web"', '"app"'))


def test_rules_that_terraform_computes_are_explained() -> None:
    """They stand somewhere else, so the file alone is no plan."""
    with pytest.raises(NotATrackingPlanError, match=r"Terraform works out 'local\.rules'"):
        read('resource "segment_tracking_plan" "web" {\n  rules = local.rules\n}\n')
