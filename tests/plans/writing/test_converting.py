"""Behaviour of `segkit.plans.writing.converting`: a plan on its way through another form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.engagement import demo
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.plans.documents.rules import read_rules
from segkit.plans.grids.delimited import read_delimited_text
from segkit.plans.tables import plan_from_tabs
from segkit.plans.writing.converting import Form, convert
from segkit.plans.writing.plan_losses import comparable
from segkit.pull import read_plan

FORMS: tuple[Form, ...] = ("api", "csv")
quickly = settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)

NAMES = st.sampled_from(
    ["order_id", "Order Total", "e.g. this", "none", "`code`", "↳ city", "-", "a|b", "Name", "x\ny"]
)
LABELS = st.dictionaries(
    st.sampled_from(["Status", "Trigger", "Type", "Why?", "Event Name", "Example", "Column Z"]),
    st.sampled_from(["Deprecated", "yes", "#1", "=1+1", "Track", "two\nlines", "string"]),
    max_size=3,
)


def field_named(name: str, **more: object) -> Field:
    """A property of a track call."""
    return Field(("properties", name), **more)  # type: ignore[arg-type]  # a builder


PLAIN_FIELDS = st.builds(
    field_named,
    NAMES,
    types=st.sampled_from([(), ("string",), ("any",), ("array", "null"), ("integer", "string")]),
    required=st.booleans(),
    description=st.sampled_from(["", 'Words, "quoted".', "- a\n- b"]),
    enum=st.sampled_from([None, (), (None, "a", 1, True), ("one or two",)]),
    pattern=st.sampled_from([None, "abc", "a|b", "^x$\n"]),
    format=st.sampled_from([None, "date-time", "uuid", "own words"]),
    example=st.sampled_from([None, "12,50", "e.g. 1"]),
    labels=LABELS,
)  # fmt: skip


@st.composite
def plain_plans(draw: st.DrawFn) -> TrackingPlan:
    """What a table can hold: names that need no nesting, texts, each rule once."""
    keys = draw(st.lists(st.tuples(NAMES, st.integers(0, 3)), unique=True, min_size=1, max_size=4))
    rules = []
    for key, version in keys:
        fields = draw(st.lists(PLAIN_FIELDS, max_size=4, unique_by=lambda field: field.path))
        labels = draw(LABELS)
        rules.append(
            Rule(
                call="track",
                key=key,
                version=version,
                description=draw(st.sampled_from(["", "When paid", "the name of it"])),
                labels=labels,
                deprecated=labels.get("Status") == "Deprecated",
                fields=tuple(fields),
                required=("properties",) if any(field.required for field in fields) else (),
            )
        )
    return TrackingPlan(name="Identify", rules=tuple(rules))


ODD_PATHS = st.lists(
    st.sampled_from(["properties", "context", "a.b", "", "[]", " x ", "$", "products"]),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip
ODD_FIELDS = st.builds(
    Field,
    path=ODD_PATHS,
    types=st.sampled_from([(), ("a | b",), ("string", "null")]),
    required=st.booleans(),
    declared=st.booleans(),
    enum=st.sampled_from([None, ({"a": 1},), ("",)]),
    pattern=st.sampled_from([None, ""]),
    example=st.sampled_from([None, 3, "", ["a"]]),
    labels=st.sampled_from([{}, {"a": ["b"]}, {"": "x"}, {" b ": "x"}]),
)
ODD_PLANS = st.builds(
    TrackingPlan,
    name=st.just("Quillmoor Web"),
    rules=st.lists(
        st.builds(
            Rule,
            call=st.sampled_from(["track", "identify", "page", "common", "beacon"]),
            key=st.sampled_from([None, "", " ", "Order Completed", "=1"]),
            version=st.sampled_from([1, 2, 12345678]),
            fields=st.lists(ODD_FIELDS, max_size=3).map(tuple),
            labels=st.sampled_from([{}, {"a": 1}, {"Event Name": "x"}, {"": "y"}]),
            deprecated=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
)


def read_back(text: str, form: Form, name: str) -> TrackingPlan:
    """The plan that a reader finds in converted text."""
    if form == "csv":
        return plan_from_tabs(read_delimited_text(text, name), name=name)
    return read_rules(json.loads(text), name="other")


@quickly
@given(plain_plans())
def test_a_plan_that_a_table_can_hold_comes_back_from_csv_as_it_was(plan: TrackingPlan) -> None:
    """Whatever its names and labels look like, nothing in segkit's own CSV is guessed."""
    text, lost = convert(plan, "csv")

    assert lost == ()
    assert comparable(read_back(text, "csv", plan.name)) == plan


@pytest.mark.parametrize("form", FORMS)
@quickly
@given(plan=ODD_PLANS)
def test_any_plan_comes_back_or_its_losses_are_listed(form: Form, plan: TrackingPlan) -> None:
    """There is never a difference without a word about it, and no word without a difference."""
    text, lost = convert(plan, form)

    if plan.rules and not lost:
        assert comparable(read_back(text, form, plan.name)) == comparable(plan)
    elif plan.rules and form == "api":
        assert comparable(read_back(text, form, plan.name)) != comparable(plan)


@pytest.mark.parametrize("form", FORMS)
def test_the_demo_plan_comes_back_except_for_what_is_listed(form: Form) -> None:
    """Every rule and field of a workbook as SAs keep it survives both forms."""
    plan = read_plan(Path(demo.__file__).parent / "tracking-plan.xlsx")
    text, lost = convert(plan, form)

    after = read_back(text, form, plan.name)

    assert [(rule.call, rule.key) for rule in after.rules] == [(r.call, r.key) for r in plan.rules]
    # JSON Schema has no labels for fields, no deprecation, and puts children inside parents;
    # a CSV has no place for the business questions beside the plan
    words = ("cannot hold 'labels'", "cannot hold 'deprecated'", " adds 'context.", "'questions'")
    assert all(any(word in one.reason for word in words) for one in lost)
    assert [one.origin for one in lost if form == "csv"] == (["plan"] if form == "csv" else [])
