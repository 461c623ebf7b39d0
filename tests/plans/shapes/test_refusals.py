"""Documents that are no tracking plan are refused, with what they are."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segkit.errors import NotATrackingPlanError, PullError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.page import Page
from segkit.plans.shapes.tree import read_tree

Read = Callable[..., TrackingPlan]

REFUSED = {
    "a calendar": (
        "events: [{name: Open House, date: 2026-11-03, venue: Attic}, {name: Tea Time, date: 2026-11-04, venue: Hall}]",
        "calendar",
    ),
    "calls that were sent": (
        ("- {event: Lamp Lit, anonymousId: a1, timestamp: 2026-11-03, properties: {room: hall}}\n"
        "- {event: Lamp Lit, anonymousId: a2, timestamp: 2026-11-03, properties: {room: attic}}"),
        "calls that were sent",
    ),
    "what happened, by kind": (
        '[{type: drafted, id: a-lamp, at: "2026-11-03T08:00:00Z"}, {type: approved, id: a-lamp, at: "2026-11-04T08:00:00Z"}]',
        "no tracking plan",
    ),
    "a schema of plans": (
        ("$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n"
        "properties: {events: {type: array, items: {type: object}}}"),
        "how a file is built",
    ),
    "users of a machine": (
        ("- {name: Add a lamp, become: yes}\n"
        "- {name: Add another, quillmoor.builtin.user: {name: ada, groups: [lamps, tea]}}"),
        "stands deep in something else",
    ),
    "an interface": (
        "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {Lamp: {type: object, properties: {room: {type: string}}}}}",
        "OpenAPI",
    ),
    "paths of an interface": (
        "paths: {/lamps: {get: {events: {lamp_lit: {type: object, properties: {room: {type: string}}}}}}}",
        "OpenAPI",
    ),
    "a package": ("name: quillmoor\nversion: 1.0.0\nscripts: {test: vitest}\ndependencies: {lamp: ^1}", "no tracking plan"),
    "ids by name": (
        "{bounce_event: e2c1a770-52b0-4a56-bf35-e9ea5895992a, lamp_id: 5c7aad97-077f-402c-94ec-07cf0ba1a49f}",
        "no tracking plan",
    ),
    "a list of colours": ("[red, green]", "a list of 2"),
    "objects without names": ("events: [{lit: a}, {lit: b}]", "no tracking plan|None of the 2"),
    "a workspace": ("data: {sources: [], destinations: []}", "a workspace"),
    "nothing": ("{}", "an empty object"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_plan_is_refused_in_words(text: str, problem: str, read: Read) -> None:
    """The message says what was found, and names the language of the file."""
    with pytest.raises(NotATrackingPlanError, match=problem) as refused:
        read(text)

    assert "JSON is no" not in str(refused.value)


WORDS = st.sampled_from(
    ["events", "event", "name", "properties", "required", "optional", "type", "types", "string",
     "number", "enum", "values", "items", "traits", "user_properties", "groups", "common", "schema",
     "$ref", "$defs", "#/$defs/a", "a", "oneOf", "allOf", "const", "description", "Lamp Lit", "lamp_lit",
     "context", "identify", "page", "rules", "includes", "free | pro", "room?", "utm_*", "a.b", "[]",
     "définition", "excluded", "labels", "status", "deprecated", "version"]
)  # fmt: skip
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


@settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.lists(DOCUMENTS, min_size=1, max_size=2))
def test_any_document_is_read_or_refused_in_words(documents: list[object]) -> None:
    """Whatever stands where: no crash, and the report counts every entry."""
    several = len(documents) > 1
    pages = tuple(
        Page(one, "YAML", f"file{number}", f"file{number}.yaml: " if several else "")
        for number, one in enumerate(documents)
    )

    with contextlib.suppress(PullError):
        plan = read_tree(pages, "quillmoor")
        report = plan.report
        assert plan.rules
        assert report.rows == report.used + len(report.explained)
        assert all(one.count and one.what and one.where for one in report.doubts)
        assert all(rule.origin for rule in plan.rules)
