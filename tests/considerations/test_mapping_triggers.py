"""What the text of a mapping's trigger tells, and where it does not tell enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.considerations.checks.mappings import (
    call_without_mapping,
    mapping_for_unplanned_event,
)
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def test_one_mapping_that_cannot_be_judged_silences_the_rule(build: Build) -> None:
    """Better nothing said than something wrong."""
    mappings = (build.mapping(), build.mapping("userId != null", name="Everybody"))
    link = build.link(catalog=build.actions(), mappings=mappings)

    found = list(call_without_mapping(build.case(link, plan=build.plan(Rule("identify")))))

    assert found == []


def test_disabled_mappings_take_nothing(build: Build) -> None:
    """Only what is switched on counts, and the words do not claim more than is known."""
    mappings = (
        build.mapping(),
        build.mapping('type = "identify"', name="People", enabled=False),
    )
    link = build.link(catalog=build.actions(), mappings=mappings)

    [found] = call_without_mapping(build.case(link, plan=build.plan(Rule("identify"))))

    assert "identify calls" in found.evidence
    assert "may not receive" in found.text


def test_a_name_that_a_transformation_makes_is_no_unplanned_event(build: Build) -> None:
    """The mapping waits for the new name, which arrives."""
    link = build.link(mappings=(build.mapping('event = "Purchase"'),))
    renames = build.transformation(body={"newEventName": "Purchase"})

    case = build.case(link, plan=build.plan(build.event()), transformations=(renames,))

    assert list(mapping_for_unplanned_event(case)) == []


def test_unplanned_event_is_named_with_its_mapping(build: Build) -> None:
    """The evidence says which mapping waits, and for what."""
    link = build.link(mappings=(build.mapping('event = "Order Complete"', name="Orders"),))

    [found] = mapping_for_unplanned_event(build.case(link, plan=build.plan(build.event())))

    assert found.evidence == "Orders (waits for 'Order Complete')"
