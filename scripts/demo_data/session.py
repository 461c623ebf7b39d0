"""A session of `segkit listen`: an afternoon of testing on the staging shop and a phone.

Every call is invented. What is right in it comes from the plan; what is wrong is what people
really get wrong, once each.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demo_data.ids import demo_id
from segkit.model.plan import Rule, TrackingPlan
from segkit.snippets.common import put, with_common
from segkit.snippets.payload import example_payload

BEGUN = dt.datetime(2026, 11, 23, 14, 2, 11, tzinfo=dt.UTC)
WEB, API, ANDROID = "quillmoor_web_staging", "shop_api_staging", "trail_app_android_dev"
_LIBRARIES = {
    WEB: {"name": "analytics.js", "version": "next-1.84.3"},
    API: {"name": "@segment/analytics-node", "version": "3.1.0"},
    ANDROID: {"name": "analytics-kotlin", "version": "1.21.0"},
}


@dataclass(frozen=True)
class Step:
    """One call of the session.

    Attributes:
        source: Slug of the source that sent it.
        kind: The call.
        name: Of the event, page or screen; empty where there is none.
        version: Of the rule that it follows.
        changed: Values by the path at which they stand, in place of the plan's; None takes out.
        times: How often it was sent.
        like: The planned name that it was meant to have.
    """

    source: str
    kind: str
    name: str = ""
    version: int = 1
    changed: Mapping[tuple[str, ...], object] = field(default_factory=dict)
    times: int = 1
    like: str = ""


STEPS: Sequence[Step] = (
    Step(WEB, "page", "Home", times=2),
    Step(WEB, "track", "Promotion Viewed"),
    Step(WEB, "track", "Products Searched", times=2),
    Step(WEB, "page", "Category"),
    Step(WEB, "track", "Product List Viewed", times=2),
    Step(WEB, "track", "Product Clicked", times=2),
    Step(WEB, "page", "Product", times=2),
    Step(WEB, "track", "Product Viewed", times=3),
    Step(WEB, "track", "Product Added", times=2),
    Step(WEB, "track", "Basket Viewed", like="Cart Viewed"),
    Step(WEB, "page", "Cart"),
    Step(WEB, "track", "Signed In"),
    Step(WEB, "identify", times=2),
    Step(WEB, "track", "Coupon Denied", changed={("properties", "order_id"): None}),
    Step(WEB, "page", "Checkout"),
    Step(WEB, "track", "Checkout Started"),
    Step(WEB, "track", "Checkout Step Completed", changed={("properties", "step"): "2"}),
    Step(WEB, "track", "Checkout Step Completed"),
    Step(WEB, "track", "Order Complete", like="Order Completed"),
    Step(API, "track", "Order Completed", version=2, times=3),
    Step(API, "track", "Order Completed", version=2, changed={("properties", "membership_tier"): "Gold",
                                                               ("properties", "total"): "201.95"}),
    Step(API, "track", "Order Updated"),
    Step(API, "track", "Order Refunded", changed={("properties", "currency"): "gbp"}),
    Step(ANDROID, "screen", "Home"),
    Step(ANDROID, "screen", "Trail Map"),
    Step(ANDROID, "track", "Trail Planned", times=2),
    Step(ANDROID, "track", "Trail Completed"),
)  # fmt: skip


def session_bytes(plan: TrackingPlan, sources: Mapping[str, str]) -> bytes:
    """The session's file, for source ids by slug."""
    return "".join(f"{json.dumps(line)}\n" for line in _lines(plan, sources)).encode()


def _lines(plan: TrackingPlan, sources: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    number, moment = 0, BEGUN
    for step in STEPS:
        for _ in range(step.times):
            number += 1
            moment += dt.timedelta(seconds=17 + number * 7 % 41)
            line = _call(plan, step, number, moment, sources[step.source])
            yield line
            if number == 20:  # its answer was lost on the way, so the library sent it again
                yield {**line, "receivedAt": _iso(moment + dt.timedelta(seconds=2))}
    where = f"POST /v1/t at {_iso(moment + dt.timedelta(seconds=30))}"
    why = "it has 41,208 bytes; Segment refuses a call of more than 32,768"
    yield {"segkit": "unreadable", "why": why, "where": where}


def _call(
    plan: TrackingPlan, step: Step, number: int, moment: dt.datetime, project: str
) -> Mapping[str, object]:
    rule = _rule(plan, step)
    call: dict[str, object] = {"type": step.kind, **example_payload(rule)}
    if step.like:
        call["event"] = step.name
    if step.version > 1:
        call["context"] = {"protocols": {"event_version": step.version}}
    with_common(call, plan.rules)
    put(call, ("context", "library"), _LIBRARIES[step.source])
    for path, value in step.changed.items():
        _change(call, path, value)
    return {
        **call,
        "messageId": f"demo-{demo_id(f'session/{number}')}",
        "timestamp": _iso(moment),
        "sentAt": _iso(moment + dt.timedelta(milliseconds=240)),
        "receivedAt": _iso(moment + dt.timedelta(milliseconds=251)),
        "projectId": project,
    }


def _rule(plan: TrackingPlan, step: Step) -> Rule:
    wanted = (step.kind, step.like or step.name or None, step.version)
    return next(rule for rule in plan.rules if (rule.call, rule.key, rule.version) == wanted)


def _change(call: dict[str, object], path: tuple[str, ...], value: object) -> None:
    if value is not None:
        put(call, path, value)
        return
    owner = call[path[0]]
    if isinstance(owner, dict):
        owner.pop(path[1], None)


def _iso(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
