"""Behaviour of `segkit.plans.foreign.glean`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan

Read = Callable[..., TrackingPlan]
InShort = Callable[[TrackingPlan], dict[str, str]]

LAMPS = """
$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0
no_lint: [COMMON_PREFIX]

lamps:
  lit:
    type: event
    description: A lamp burns.
    expires: never
    extra_keys:
      room: {type: string, description: Where it stands.}
      watts: {type: quantity}
      is_oil: {type: boolean}
      hall: {description: Of old.}
  burning: {type: counter, description: How many burn.}

lamps.shop:
  opened: {type: event, description: The shop is open.}
"""


def test_metrics_of_the_type_event_are_the_plan(read: Read, in_short: InShort) -> None:
    """Each is called by its category and its name; other metrics are counted in a note."""
    plan = read(LAMPS, "metrics.yaml")

    assert in_short(plan) == {
        "track lamps.lit": "room:string watts:integer is_oil:boolean hall",
        "track lamps.shop.opened": "",
    }
    assert plan.report.notes == ("1 metrics are no events, and no part of the plan.",)
    assert plan.report.doubts == ()


def test_a_registry_without_an_event_is_refused(read: Read) -> None:
    """Counters are no calls."""
    text = LAMPS.replace("type: event", "type: string")

    with pytest.raises(NotATrackingPlanError, match="none of them is an event"):
        read(text, "metrics.yaml")
