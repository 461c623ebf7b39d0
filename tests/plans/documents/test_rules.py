"""Behaviour of `segkit.plans.documents.rules`: the forms in which Segment has given plans as JSON."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segkit.errors import NotATrackingPlanError, SegkitError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.json_text import MAX_DEPTH, load_json
from segkit.plans.documents.rules import read_rules

Json = dict[str, object]

ORDER: Json = {
    "type": "object",
    "properties": {"order_id": {"type": "string"}},
    "required": ["order_id"],
}


def rule(key: object = "Order Completed", call: object = "TRACK", **more: object) -> Json:
    """An API rule for one event, with anything in it replaced."""
    schema = {"description": "Paid.", "properties": {"properties": ORDER}}
    return {"type": call, "key": key, "jsonSchema": schema, "version": 1, **more}


def read(document: object) -> TrackingPlan:
    """The plan in the document, with a name to fall back to."""
    return read_rules(document, name="quillmoor")


def keys(plan: TrackingPlan) -> list[str | None]:
    """The events' names in plan order."""
    return [one.key for one in plan.rules]


@pytest.mark.parametrize(
    "document",
    [
        {"data": {"rules": [rule()]}},
        {"data": {"rules": [rule()], "pagination": {"totalEntries": 1}}},
        {"rules": [rule()]},
        [rule()],
        rule(),
        [{"data": {"rules": [rule()]}}],
        {"data": {"trackingPlan": {"rules": [rule()]}}},
    ],
    ids=["answer", "page", "bare", "list", "one rule", "pages", "inside the plan"],
)
def test_rules_of_the_public_api_are_read_in_every_wrapping(document: object) -> None:
    """Whole answers, what is left of them in a file, and lists of pages."""
    plan = read(document)

    [order] = plan.rules
    assert (order.call, order.key, order.version) == ("track", "Order Completed", 1)
    assert order.description == "Paid."
    assert order.fields[0].path == ("properties", "order_id")
    assert order.fields[0].required
    assert plan.name == "quillmoor"
    assert (plan.report.rows, plan.report.used, plan.report.explained) == (1, 1, ())


def test_pages_become_one_plan_and_each_origin_names_its_page() -> None:
    """Rules of all pages count, wherever the pages were cut."""
    pages = json.dumps({"data": {"rules": [rule("A"), rule("B")]}}) + json.dumps(
        {"data": {"rules": [rule("C")]}}
    )

    plan = read(load_json(pages, "pages.json"))

    assert keys(plan) == ["A", "B", "C"]
    assert [one.origin for one in plan.rules] == [
        "page 1, rules[0]",
        "page 1, rules[1]",
        "page 2, rules[0]",
    ]


def test_what_is_no_page_among_pages_is_explained() -> None:
    """A page that failed to be saved must not vanish between the others."""
    plan = read([{"data": {"rules": [rule("A")]}}, {"error": "rate limit"}, [rule("B")]])

    assert keys(plan) == ["A", "B"]
    assert [one.origin for one in plan.report.explained] == ["page 2"]
    assert plan.report.rows == 3


def test_a_page_after_which_more_follow_is_remarked() -> None:
    """A file with the first page only must not pass for the whole plan."""
    plan = read({"data": {"rules": [rule()], "pagination": {"next": "MjAw"}}})

    assert "more rules follow" in plan.report.notes[0]


def test_the_record_of_the_plan_is_kept() -> None:
    """Id, name and description have attributes, the rest stays under the API's keys."""
    record = {"id": "tp_1", "name": "Quillmoor Web", "description": "d", "slug": "web"}

    plan = read({"data": {"trackingPlan": record, "rules": [rule()]}})

    assert (plan.id, plan.name, plan.description) == ("tp_1", "Quillmoor Web", "d")
    assert plan.extra == {"slug": "web"}


def typewriter_8(*properties: str) -> Json:
    """A rule as Typewriter v8 writes it, the first property required."""
    schema = {
        "eventMetadata": {"name": "Order Completed", "type": "TRACK"},
        "properties": {name: {"type": "string"} for name in properties},
        "required": list(properties[:1]),
    }
    return {"type": "TRACK", "key": "Order Completed", "jsonSchema": schema}


@pytest.mark.parametrize("name", ["order_id", "name", "properties", "traits", "context"])
def test_unwrapped_schemas_of_typewriter_8_hold_the_properties_directly(name: str) -> None:
    """Even when a property has a name that the payload also has."""
    plan = read({"id": "tp_1", "name": "Web", "rules": [typewriter_8(name, "plan")]})

    [order] = plan.rules
    assert [f.path for f in order.fields] == [("properties", name), ("properties", "plan")]
    assert order.fields[0].required
    assert order.required == ("properties",)


def test_an_unclear_schema_is_unwrapped_when_the_others_are() -> None:
    """Without Typewriter's metadata, a lone `name` could be the payload's or a property."""
    clear: Json = {"type": "TRACK", "key": "A", "jsonSchema": {"properties": {"order_id": {}}}}
    unclear: Json = {"type": "TRACK", "key": "B", "jsonSchema": {"properties": {"name": {}}}}

    in_unwrapped = read({"rules": [unclear, clear]})
    in_enveloped = read({"rules": [unclear, rule()]})

    assert in_unwrapped.rules[0].fields[0].path == ("properties", "name")
    assert in_enveloped.rules[0].fields[0].path == ("name",)


def test_a_common_rule_describes_the_payload() -> None:
    """Its keys are the payload's, whatever the other rules look like."""
    common = {
        "type": "COMMON",
        "key": None,
        "jsonSchema": {"properties": {"userId": {}}, "required": ["userId"]},
    }

    plan = read({"rules": [typewriter_8("order_id"), common]})

    assert plan.rules[1].call == "common"
    assert plan.rules[1].key is None
    assert plan.rules[1].fields[0].path == ("userId",)
    assert plan.rules[1].fields[0].required


def config_plan(**rules: object) -> Json:
    """A plan as the Config API gives it."""
    return {
        "name": "workspaces/quillmoor/tracking-plans/rs_1",
        "display_name": "Quillmoor Web",
        "create_time": "2024-01-01T00:00:00Z",
        "rules": rules,
    }


def traits(*names: str) -> Json:
    """An envelope with these traits."""
    return {
        "type": "object",
        "properties": {"traits": {"properties": {name: {"type": "string"} for name in names}}},
    }


def test_a_plan_of_the_config_api_is_read_with_all_its_kinds_of_rules() -> None:
    """Typewriter v7 keeps this form; `identify`, `group` and `global` are envelopes."""
    event = {
        "name": "Order Completed",
        "description": "Paid.",
        "version": 2,
        "rules": {"labels": {"area": "shop"}, "properties": {"properties": ORDER}},
    }

    plan = read(
        config_plan(
            events=[event],
            identify=traits("email"),
            group=traits("plan"),
            **{"global": {"properties": {"userId": {}}}, "identify_traits": []},
        )
    )

    assert (plan.name, plan.id) == ("Quillmoor Web", "rs_1")
    assert plan.extra == {"create_time": "2024-01-01T00:00:00Z", "workspace": "quillmoor"}
    assert [(r.call, r.key, r.version, r.origin, r.fields[0].path) for r in plan.rules] == [
        ("track", "Order Completed", 2, "rules.events[0]", ("properties", "order_id")),
        ("identify", None, 1, "rules.identify", ("traits", "email")),
        ("group", None, 1, "rules.group", ("traits", "plan")),
        ("common", None, 1, "rules.global", ("userId",)),
    ]
    assert plan.rules[0].description == "Paid."
    assert plan.rules[0].labels == {"area": "shop"}
    assert plan.report.rows == plan.report.used == 4


def test_lists_of_traits_become_one_rule_per_call() -> None:
    """A trait without a name is explained, the others keep their order and place."""
    plan = read(
        config_plan(
            events=[],
            identify_traits=[
                {"name": "email", "description": "Work.", "rules": {"type": "string"}},
                {"name": "plan", "type": "string", "required": True},
                {"type": "string"},
            ],
            group_traits=[{"name": "seats", "type": "integer"}],
        )
    )

    identify, group = plan.rules
    assert [(f.path, f.types, f.required, f.origin) for f in identify.fields] == [
        (("traits", "email"), ("string",), False, "rules.identify_traits[0]"),
        (("traits", "plan"), ("string",), True, "rules.identify_traits[1]"),
    ]
    assert identify.fields[0].description == "Work."
    assert group.fields[0].path == ("traits", "seats")
    assert [one.origin for one in plan.report.explained] == ["rules.identify_traits[2]"]
    assert (plan.report.rows, plan.report.used) == (4, 3)


def test_two_versions_of_one_event_are_two_rules() -> None:
    """Also when only the second one is left in the plan."""
    plan = read({"rules": [rule("A"), rule("A", version=2), rule("B", version=2)]})

    assert [(one.key, one.version) for one in plan.rules] == [("A", 1), ("A", 2), ("B", 2)]


@pytest.mark.parametrize(
    ("version", "number", "kept"),
    [(3, 3, {}), (2.0, 2, {}), ("2", 2, {"version": "2"}), (None, 1, {})]
    + [(odd, 1, {"version": odd}) for odd in (2.5, "two", True, [2], "9" * 400)],
)
def test_an_odd_version_is_kept_beside_its_number(version: object, number: int, kept: Json) -> None:
    """Segment's versions are whole numbers; others are findings later."""
    [only] = read({"rules": [rule(version=version)]}).rules

    assert (only.version, only.extra) == (number, kept)


@pytest.mark.parametrize(
    ("date", "deprecated"),
    [
        ("0001-01-01T00:00:00.000Z", False),
        ("0001-01-01T00:00:00Z", False),
        ("", False),
        (None, False),
        ("2024-05-01T00:00:00.000Z", True),
    ],
)
def test_the_year_one_means_not_deprecated(date: str | None, *, deprecated: bool) -> None:
    """The API writes its zero date where there is none; the date itself is kept."""
    [only] = read({"rules": [rule(deprecatedAt=date, createdAt="2024")]}).rules

    assert only.deprecated is deprecated
    assert only.extra == {"deprecatedAt": date, "createdAt": "2024"}


@pytest.mark.parametrize(
    "key",
    [
        "Order Completed ",
        "Order\u2008Completed",
        "a\nb",
        "a/b.c$",
        "",
        "<script>",
        "ÖRDER 🙂",
        None,
    ],
)
def test_keys_are_kept_to_the_last_character(key: str | None) -> None:
    """Segment matches names exactly, so a blank at the end is a fact about the plan."""
    assert keys(read({"rules": [rule(key)]})) == [key]


@pytest.mark.parametrize(
    ("given_type", "call"),
    [("TRACK", "track"), ("Page", "page"), ("common", "common"), ("BEACON", "beacon")],
)
def test_a_call_is_lower_case_and_an_unknown_one_is_kept(given_type: str, call: str) -> None:
    """The API may learn new kinds of rules before segkit does."""
    assert read({"rules": [rule(call=given_type)]}).rules[0].call == call


def test_labels_may_be_lists() -> None:
    """They are kept as they are."""
    schema = {"labels": {"area": ["shop", "web"], "owner": None}, "properties": {}}

    [only] = read({"rules": [rule(jsonSchema=schema)]}).rules

    assert only.labels == {"area": ["shop", "web"], "owner": None}


def test_a_schema_may_be_a_text() -> None:
    """Terraform and exports to tables keep it as escaped JSON."""
    text = json.dumps({"properties": {"properties": ORDER}})

    [only] = read([{"type": "TRACK", "key": "A", "json_schema": text}]).rules

    assert only.fields[0].path == ("properties", "order_id")


def test_a_schema_that_is_no_schema_is_in_doubt_and_kept() -> None:
    """The event is planned; that its fields are not read must be asked about."""
    plan = read({"rules": [rule(), rule("A", jsonSchema="{broken"), rule("B", jsonSchema=[1])]})

    assert keys(plan) == ["Order Completed", "A", "B"]
    assert plan.rules[1].extra == {"jsonSchema": "{broken"}
    assert [(one.where, one.what, one.examples) for one in plan.report.doubts] == [
        ("rules[1]", "The JSON Schema of 1 rules is a text: fields are not read.", ("A",)),
        ("rules[2]", "The JSON Schema of 1 rules is a list of 1: fields are not read.", ("B",)),
    ]


def test_entries_that_are_no_rules_are_explained() -> None:
    """Each one with its place and a reason, and the count is right."""
    plan = read({"rules": [None, rule(), 5, {}, {"jsonSchema": {}}, {"type": "TRACK"}]})

    assert [one.origin for one in plan.report.explained] == [
        f"rules[{number}]" for number in (0, 2, 3, 4)
    ]
    assert plan.report.explained[0].reason == "It is null, not a rule."
    assert plan.report.rows == plan.report.used + len(plan.report.explained) == 6
    assert [one.call for one in plan.rules] == ["track", "track"]


def test_an_unknown_kind_of_config_rules_is_explained() -> None:
    """It is neither dropped nor mistaken for events."""
    plan = read(config_plan(events=[{"name": "A", "rules": {}}], beacons=[{"name": "B"}]))

    assert keys(plan) == ["A"]
    assert [one.origin for one in plan.report.explained] == ["rules.beacons[0]"]


@pytest.mark.parametrize(
    "document",
    [
        {"name": "web", "version": "1.0.0", "dependencies": {}},
        {"rules": {"no-console": "error"}},
        {"rules": [{"test": "\\.css$", "use": "css-loader"}]},
        [1, 2, 3],
        [],
        {},
        None,
        "plan",
    ],
    ids=["package", "eslint", "webpack", "numbers", "empty", "{}", "null", "text"],
)
def test_json_of_another_kind_is_refused(document: object) -> None:
    """The message says what was looked for and what was found."""
    with pytest.raises(NotATrackingPlanError, match=r"looked for .*; found ") as caught:
        read(document)

    assert caught.value.fix


def test_a_workspace_is_called_one() -> None:
    """The two files of an engagement are easily swapped."""
    with pytest.raises(NotATrackingPlanError, match="is a workspace") as caught:
        read({"data": {"workspace": {"id": "w"}, "sources": []}})

    assert "--workspace" in caught.value.fix


def test_a_list_of_plans_without_rules_is_refused_with_the_way_to_get_them() -> None:
    """The API lists plans without their rules, an easy thing to save by mistake."""
    with pytest.raises(NotATrackingPlanError, match="none of their rules") as caught:
        read({"data": {"trackingPlans": [{"id": "tp_1", "name": "Web"}]}})

    assert "/rules" in caught.value.fix


@pytest.mark.parametrize("document", [{"data": {"rules": []}}, config_plan(events=[])])
def test_an_empty_plan_is_refused(document: object) -> None:
    """A guide made from it would say nothing."""
    with pytest.raises(NotATrackingPlanError, match="The plan is empty"):
        read(document)


def test_several_plans_in_one_file_are_refused_by_name() -> None:
    """Which of them the guide is about is for a person to say; a single one is read."""
    other = config_plan(events=[{"name": "A", "rules": {}}]) | {
        "name": "workspaces/quillmoor/tracking-plans/rs_2",
        "display_name": "Quillmoor App",
    }
    first = config_plan(events=[{"name": "B", "rules": {}}])

    with pytest.raises(NotATrackingPlanError, match="'Quillmoor Web', 'Quillmoor App'"):
        read([first, other])

    assert keys(read({"tracking_plans": [first]})) == ["B"]


def test_endless_nesting_is_refused() -> None:
    """Also in a document that no JSON text was parsed for."""
    deep: object = {}
    for _ in range(MAX_DEPTH * 20):
        deep = {"properties": deep}

    with pytest.raises(NotATrackingPlanError, match="nested deeper"):
        read({"rules": [rule(jsonSchema=deep)]})


WORDS = st.sampled_from(
    [
        "rules",
        "data",
        "key",
        "type",
        "jsonSchema",
        "properties",
        "traits",
        "events",
        "identify",
        "identify_traits",
        "name",
        "version",
        "TRACK",
        "identify",
        "required",
        "items",
        "labels",
        "description",
        "deprecatedAt",
        "global",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(allow_nan=False) | WORDS
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(JSON)
def test_any_json_is_read_or_refused_in_words(document: object) -> None:
    """Nothing but segkit's own errors comes out, whatever goes in."""
    with contextlib.suppress(SegkitError):
        assert read(document).rules


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(JSON | st.fixed_dictionaries({"type": WORDS, "key": JSON, "jsonSchema": JSON})))
def test_every_entry_is_used_or_explained(entries: list[object]) -> None:
    """Rules and explanations together are as many as the entries, none is lost or merged."""
    plan = read({"rules": [rule(), *entries]})

    report = plan.report
    assert report.rows == len(entries) + 1
    assert report.used == len(plan.rules)
    assert report.rows == report.used + len(report.explained)
