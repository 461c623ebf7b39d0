"""The score: its arithmetic, what never lowers it, and the way to ninety."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from segkit.amend import amended
from segkit.model.plan import TrackingPlan
from segkit.review.finding import PlanFinding, Review, renames, safe_changes
from segkit.review.reviewing import review, scored
from segkit.review.rules import Rules
from segkit.review.scoring import POINTS, arithmetic, grade, way_to

PlanOf = Callable[..., TrackingPlan]

FAULTY = (
    "Tent Pitched : tentId s, peg_count float, pole_kind s, door_side s [enum=a|b|a], roof_hue s",
    "Boots Fitted : tent_id s, mat_kind s, bagKind s, rope_kind s [pattern=.*], leg_kind s",
    "Trail Walked : guide_id i, walked_at s, side s [pattern=red, green]",
    "map_opened #TBD : api_key s, depth s",
    "Stove  Lit # : depth n, is_hot s, kind ?",
    "Rope Coiled : revenue s",
    "identify : email s!, age s, fname s",
    "common : userId s! [format=email]",
)
"""A fault of nearly each family."""


def test_the_points_are_a_hundred_and_the_sum_is_the_last_line(plan_of: PlanOf) -> None:
    """Everything that is taken off can be added up again."""
    found = review(plan_of(*FAULTY))

    lines = arithmetic(found.families, found.score)

    assert sum(POINTS.values()) == 100
    assert lines[-1].endswith(f"= {found.score}")
    for family in found.families:
        lost = sum(loss.points for loss in family.losses)
        assert family.earned == pytest.approx(max(0, family.points - lost), abs=0.1)
        assert f"{family.family}: {family.earned:g} of {family.points}" in lines


@pytest.mark.parametrize(
    ("level", "affected", "checked", "points"),
    [
        ("error", 1, 2000, 2.0),  # the floor: one password among two thousand events still costs
        ("warning", 1, 2000, 0.5),
        ("note", 1, 2000, 0.002),
        ("error", 1, 1, 4.0),  # at least five below the line
        ("warning", 30, 60, 6.0),
        ("note", 60, 60, 4.0),
    ],
)
def test_a_loss_is_a_share_with_a_floor(
    plan_of: PlanOf, level: str, affected: int, checked: int, points: float
) -> None:
    """The same share costs the same in small and in large plans."""
    checks = Rules(levels={"types-missing": level}).checks
    found = review(plan_of("Tent Pitched : depth ?"), rules=Rules(levels={"types-missing": level}))
    one = next(one for one in found.findings if one.rule == "types-missing")
    many = [one] * affected

    after = scored(many, {**found.checked, "fields": checked}, checks)

    [types] = [family for family in after.families if family.family == "types"]
    assert types.losses[0].points == pytest.approx(points)


def test_taking_findings_away_never_lowers_the_score(plan_of: PlanOf) -> None:
    """In whatever order they are mended, each step is no step back."""
    found = review(plan_of(*FAULTY))
    left: list[PlanFinding] = list(found.findings)
    random.Random(19).shuffle(left)  # noqa: S311 (an order, not a secret)
    scores = [found.score]
    while left:
        left.pop()
        scores.append(scored(left, found.checked, Rules().checks).score)

    assert scores == sorted(scores)
    assert scores[-1] == 100


def test_a_repair_never_lowers_the_score(plan_of: PlanOf) -> None:
    """Every safe change by itself, and all together, after which none is left."""
    plan = plan_of(*FAULTY)
    before = review(plan)
    mendable = [one for one in before.findings if one.is_safe]

    for one in mendable:
        assert _earned(review(amended(plan, one.changes))) >= _earned(before)
    after = review(amended(plan, safe_changes(before.findings)))

    assert {one.rule for one in mendable} == {
        "naming-event-case", "naming-property-case", "naming-stray-blank", "types-unknown-name",
        "types-enum-duplicate", "types-pattern-list", "types-keyword-without-effect",
        "required-trait",
    }  # fmt: skip
    assert safe_changes(after.findings) == ()
    assert after.score >= before.score


def _earned(found: Review) -> float:
    return round(sum(one.earned for one in found.families), 1)


def test_renames_go_to_the_code_and_are_told_once(plan_of: PlanOf) -> None:
    """An event's name in the plan's casing is free of stray blanks as well."""
    names = ("Tent Pitched", "Boots Fitted", "Trail Walked", "Rope Coiled", "Hut Booked")

    changes = safe_changes(review(plan_of(*names, "map  opened", "map  opened v2")).findings)

    assert renames(changes) == [
        {"rule": "naming-event-case", "what": "event", "from": "map  opened", "to": "Map Opened"}
    ]
    assert len(changes) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("map_opened", "mapOpened"),  # the new name would be taken, or nearly
        ("order_completed",),  # a name of Segment's specs
        ("map_${kind}_opened",),  # a name that holds a value
        ("Map Opened ", " Map Opened"),
    ],
)
def test_a_rename_onto_what_somebody_else_has_is_never_safe(
    plan_of: PlanOf, lines: tuple[str, ...]
) -> None:
    """It is left to a person."""
    names = ("Tent Pitched", "Boots Fitted", "Trail Walked", "Rope Coiled", "Hut Booked")

    changes = safe_changes(review(plan_of(*names, *lines)).findings)

    assert changes == ()


def test_the_way_to_ninety_is_the_shortest_list(plan_of: PlanOf) -> None:
    """Mending it reaches ninety, and leaving out any step does not."""
    found = review(plan_of(*FAULTY))
    way = way_to(90, found.families)

    assert way
    rules = {loss.rule for loss in way}
    without = [one for one in found.findings if one.rule not in rules]
    assert scored(without, found.checked, Rules().checks).score >= 90
    for rule in rules:
        still = [one for one in found.findings if one.rule not in rules - {rule}]
        assert scored(still, found.checked, Rules().checks).score < 90


def test_the_grade_needs_twenty_things_and_an_a_no_error() -> None:
    """A plan of five fields has no grade; one error keeps it from an A."""
    assert grade(100, has_errors=False, things=19) == "-"
    assert grade(92, has_errors=False, things=20) == "A"
    assert grade(92, has_errors=True, things=20) == "B"
    assert [grade(score, has_errors=False, things=99) for score in (80, 65, 50, 49)] == list("BCDE")


def test_a_very_large_plan_is_reviewed_in_seconds(plan_of: PlanOf) -> None:
    """2,000 rules with 20,000 fields: no check compares everything with everything."""
    fields = ", ".join(f"part{n}Of_it s" for n in range(10))
    plan = plan_of(*(f"Tent{n} Pitched{n % 7} : {fields}" for n in range(2000)))
    start = time.process_time()

    found = review(plan)

    assert found.checked["fields"] == 20_000
    assert time.process_time() - start < 3


def test_deprecated_calls_are_not_reviewed(plan_of: PlanOf) -> None:
    """What is wrong with them goes with them."""
    from dataclasses import replace

    plan = plan_of("Tent Pitched # : api_key s")
    gone = replace(plan, rules=tuple(replace(rule, deprecated=True) for rule in plan.rules))

    assert review(plan).findings
    assert review(gone).findings == ()
