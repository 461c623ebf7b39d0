"""Which rule speaks of a call, and what it says."""

from __future__ import annotations

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.validation import PlanCheck


def prop(name: str, *types: str, required: bool = False) -> Field:
    """A planned property."""
    return Field(("properties", name), types, required)


def order(version: int, *fields: Field) -> Rule:
    """A version of one planned event."""
    return Rule("track", "Order Completed", version, fields=fields)


PLAN = TrackingPlan(
    "Larkspur plan",
    (
        order(2, prop("total", "number", required=True), prop("currency", "string", required=True)),
        order(1, prop("total", "number", required=True)),
        Rule("identify", fields=(Field(("traits", "email"), ("string",)),)),
        Rule("track", "Page Viewed", fields=(prop("path", "string", required=True),)),
        Rule("common", fields=(Field(("userId",), ("string",), required=True),)),
    ),
)
CHECK = PlanCheck(PLAN)


def call(**more: object) -> dict[str, object]:
    """An order that keeps version 1."""
    return {
        "type": "track", "event": "Order Completed", "userId": "u_1",
        "properties": {"total": 12.5}, **more,
    }  # fmt: skip


def asking(version: object) -> dict[str, object]:
    """The same, asking for a version."""
    return call(context={"protocols": {"event_version": version}})


def test_without_a_version_the_oldest_counts() -> None:
    """As Segment's documentation has it; the sentence says so."""
    verdict = CHECK.check(call())

    assert verdict.rule is not None
    assert (verdict.rule.version, verdict.is_valid) == (1, True)
    assert "names no version, so the oldest" in verdict.because


def test_the_version_that_is_asked_for_counts() -> None:
    """Also when it is written as text; one that does not exist means the oldest."""
    second, as_text, unknown = (CHECK.check(asking(v)) for v in (2, "2", 9))

    assert [v.field for v in second.violations] == ["properties.currency"]
    assert as_text.rule is second.rule
    assert unknown.rule is not None
    assert unknown.rule.version == 1
    assert "no version 9" in unknown.because


def test_a_name_must_match_to_the_letter() -> None:
    """Another spelling is not planned, and the one that was meant is offered."""
    verdict = CHECK.check(call(event="order completed"))

    assert verdict.rule is None
    assert not verdict.is_valid
    assert verdict.near == ("Order Completed",)


def test_common_rules_speak_of_every_call() -> None:
    """Planned or not, the call has to keep them."""
    without_id = {"type": "track", "event": "Order Completed", "properties": {"total": 1}}

    assert [v.field for v in CHECK.check(without_id).violations] == ["userId"]
    assert [v.field for v in CHECK.check({**without_id, "event": "Else"}).violations] == ["userId"]


def test_unplanned_fields_are_listed() -> None:
    """They break nothing by themselves; Protocols can omit them."""
    verdict = CHECK.check(call(properties={"total": 1, "coupon": "SPRING"}))

    assert verdict.is_valid
    assert verdict.unplanned == ("properties.coupon",)


def test_a_property_is_not_planned_because_the_context_has_one_of_its_name() -> None:
    """Each stands below its own object."""
    fields = (Field(("context", "ip"), ("string",)), Field(("properties", "total"), ("number",)))
    check = PlanCheck(TrackingPlan("Shop", (Rule("track", "Paid", fields=fields),)))
    sent = {"type": "track", "event": "Paid", "properties": {"ip": "1", "total": 1}}

    assert check.check(sent).unplanned == ("properties.ip",)


def test_pages_may_be_planned_as_page_viewed() -> None:
    """Where the plan has no page rules, its event of that name speaks of pages."""
    verdict = CHECK.check({"type": "page", "name": "Home", "userId": "u_1", "properties": {}})

    assert [v.field for v in verdict.violations] == ["properties.path"]


def test_anything_is_answered() -> None:
    """A call without type or with values of the wrong kind is not planned, and no crash."""
    assert CHECK.check({}).rule is None
    assert CHECK.check({"type": ["track"], "event": {"a": 1}}).rule is None
    assert CHECK.check({"type": "identify", "traits": [], "userId": "u_1"}).rule is not None
