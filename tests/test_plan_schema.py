"""The JSON Schema of `segkit plan --json`, held against what the command really prints."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from segkit.listings.plan import plan_as_json
from segkit.model.plan import Explained, Field, Report, Rule, TrackingPlan
from segkit.pull import read_plan

DEMO = Path(str(files("segkit.engagement.demo"))) / "tracking-plan.xlsx"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The schema of the package, itself valid."""
    text = files("segkit").joinpath("schemas", "plan.schema.json").read_text(encoding="utf-8")
    content = json.loads(text)
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def printed(plan: TrackingPlan) -> dict[str, Any]:
    """What a script gets: the JSON, read again."""
    found: dict[str, Any] = json.loads(json.dumps(plan_as_json(plan)))
    return found


PLANS = [
    TrackingPlan("empty"),
    TrackingPlan("one call without a name", (Rule("identify"),)),
    TrackingPlan(
        "everything odd",
        (
            Rule("track", "", version=2, labels={"Team": ["a", "b"]}, deprecated=True),
            Rule("email_delivered", "of a kind nobody knows"),
            Rule(
                "track",
                "Order  Completed ",
                fields=(
                    Field(("properties", "a.b", "[]", "$c"), ("any", "null"), enum=(None, 1, "x")),
                    Field(("context", ""), pattern="(", format="date-time", example={"a": [1]}),
                ),
                origin="Track!A2",
            ),
        ),
        report=Report(3, 2, (Explained("Track!A9", "a note"),), ("a remark",)),
    ),
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_every_plan_has_the_shape(schema: Draft202012Validator, plan: TrackingPlan) -> None:
    """Odd plans are as regular for scripts as tidy ones."""
    assert [error.message for error in schema.iter_errors(printed(plan))] == []


def test_the_demos_workbook_has_the_shape(schema: Draft202012Validator) -> None:
    """A plan as an SA keeps it."""
    plan = printed(read_plan(DEMO))

    assert [error.message for error in schema.iter_errors(plan)] == []


@pytest.mark.parametrize("kind", ["rule", "field", "report"])
def test_the_schema_names_every_key(schema: Draft202012Validator, kind: str) -> None:
    """A key that is added to the output is added here, or this fails."""
    plan = printed(PLANS[2])
    rule = plan["rules"][-1]
    found = {"rule": rule, "field": rule["fields"][0], "report": plan["report"]}[kind]
    described = schema.schema["$defs"][kind]

    assert set(described["properties"]) == set(found)
    assert set(described["required"]) == set(found)


@pytest.mark.parametrize(
    "broken", [{"name": 1}, {"rules": [{}]}, {"rules": None}, {"report": {"rows": -1}}]
)
def test_another_shape_is_refused(schema: Draft202012Validator, broken: dict[str, object]) -> None:
    """The schema says something."""
    assert not schema.is_valid(printed(PLANS[1]) | broken)
