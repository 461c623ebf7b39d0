"""What is said of a call as it arrives."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import cast

import pytest

from segkit.facts.known import Facts
from segkit.listen.hearing import Heard, Hearing, breach_in_words
from segkit.listen.receiver import Arrival, Notice
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.traffic.judge import Breach

NOW = dt.datetime(2026, 11, 30, 10, 41, tzinfo=dt.UTC)
PLAN = TrackingPlan(
    "Quillmoor plan",
    (
        Rule("track", "Order Completed", fields=(
            Field(("properties", "total"), ("number",), required=True),
            Field(("properties", "email"), ("string",), enum=("none",)),
        )),
    ),
)  # fmt: skip


def hear(hearing: Hearing, number: int = 1, **call: object) -> Heard:
    """One call, taken."""
    found = hearing.take(Arrival(NOW, {"messageId": f"m-{number}", **call}, "shop", "••••a206"))
    assert isinstance(found, Heard)
    return found


@pytest.fixture
def hearing() -> Hearing:
    """Judges by the small plan."""
    return Hearing(cast("Facts", SimpleNamespace(plan=PLAN)))


def test_each_call_gets_its_word(hearing: Hearing) -> None:
    """Kept, broken at its field, not planned with what may be meant; values are not said."""
    right = hear(hearing, 1, type="track", event="Order Completed", properties={"total": 1})
    wrong = hear(hearing, 2, type="track", event="Order Completed",
                 properties={"total": "12.50", "email": "ada@example.com"})  # fmt: skip
    near = hear(hearing, 3, type="track", event="Order Complete")
    odd = hear(hearing, 4, type=7, event="x")

    assert (right.state, right.said) == ("valid", "keeps the plan")
    assert wrong.state == "broken"
    assert wrong.said == "breaks the plan: properties.total must be number, not string, and 1 more"
    assert "ada" not in "".join(breach_in_words(one) for one in wrong.breaches)
    assert near.said == "not planned; planned is 'Order Completed'"
    assert (odd.state, odd.title) == ("unplanned", "a call without type")
    assert hearing.newest[0] is odd
    assert hearing.total == 4


def test_a_repeated_call_counts_once(hearing: Hearing) -> None:
    """By its messageId; it is shown, and said to be one."""
    hear(hearing, 1, type="track", event="Order Completed", properties={"total": 1})
    again = hear(hearing, 1, type="track", event="Order Completed", properties={"total": 1})

    assert again.again
    assert (hearing.total, hearing.repeated, again.number) == (1, 1, 2)


def test_without_a_plan_nothing_is_judged() -> None:
    """Neither kept nor broken."""
    hearing = Hearing(cast("Facts", SimpleNamespace(plan=None)))

    assert hear(hearing, type="track", event="A").said == "there is no plan to judge it by"
    assert hearing.counts == {"unjudged": 1}


def test_notices_are_kept_apart(hearing: Hearing) -> None:
    """They are no calls."""
    notice = Notice(NOW, "A client spoke https:// to this port.")

    assert hearing.take(notice) is notice
    assert (hearing.total, list(hearing.notices)) == (0, [notice])


@pytest.mark.parametrize(
    ("breach", "said"),
    [
        (Breach(("userId",), "required"), "userId is required"),
        (Breach(("properties", "p", "*", "sku"), "type", ("string", "null"), "integer"),
         "properties.p[].sku must be string or null, not integer"),
        (Breach(("properties", "x"), "additionalProperties"), "properties.x is not planned"),
        (Breach(("properties", "c"), "enum", ["EUR", "GBP"], "string", "ada"),
         "properties.c must be EUR or GBP"),
        (Breach((), "minProperties", 1, "object"), "the call must keep minProperties 1"),
    ],
)  # fmt: skip
def test_a_breach_is_said_without_the_value(breach: Breach, said: str) -> None:
    """The plan's side in full, the customer's by its type."""
    assert breach_in_words(breach) == said
