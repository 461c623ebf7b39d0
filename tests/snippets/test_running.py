"""Snippets run with Segment's own libraries: what arrives is what the call says."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import pytest

from segkit.engagement.demo import create_demo
from segkit.explore.playground import Playground
from segkit.facts.known import Facts
from segkit.model.plan import CALLS
from segkit.validation import PlanCheck

pytestmark = pytest.mark.sdk

Call = dict[str, object]
Run = Callable[[list[Call]], list[Call]]

HOSTILE = "a\"b'c`d\n${e} </script> \u2028\u202e \U0001f6d2 \\ e\u0301 #{f}"

EVERYTHING: Mapping[str, object] = {
    "context": {
        "ip": "192.0.2.1",
        "device": {"token": "t_1", HOSTILE: HOSTILE},
        "consent": {"categoryPreferences": {"Advertising": False, "Analytics": True}},
        "createdAt": "2026-03-14",
    },
    "integrations": {"All": False, "Customer.io": True, "Amplitude": {"session_id": 1789}},
    "timestamp": "2026-03-14T09:26:53.120Z",
}
VALUES: Mapping[str, object] = {
    "total": 12.5,
    "count": 2**40,
    "large": 2**53 - 1,
    "negative": -0.001,
    "gift": False,
    "coupon": None,
    "placedAt": "2026-03-14T09:26:53Z",
    "products": [{"sku": "Q-1", "tags": ["a", None, 3]}, {"sku": HOSTILE}],
    "empty": {},
    "none": [],
    HOSTILE: {HOSTILE: HOSTILE},
}
ABOUT: Mapping[str, Mapping[str, object]] = {
    "track": {"event": HOSTILE, "properties": VALUES},
    "identify": {"traits": VALUES},
    "group": {"groupId": "group_1", "traits": VALUES},
    "page": {"category": "Shop", "name": HOSTILE, "properties": VALUES},
    "screen": {"category": "Shop", "name": "Basket", "properties": VALUES},
    "alias": {"previousId": "visitor_1"},
}


def calls(**without: str) -> list[Call]:
    """Every kind of call with everything, with ids alone, and anonymous."""
    found: list[Call] = []
    for kind in CALLS:
        about = {"type": kind, **ABOUT[kind]}
        both = {"userId": "user_1", "anonymousId": "visitor_2"}
        found.append({**about, **both, **EVERYTHING})
        found.append({**about, "userId": "user_1"})
        if kind != "alias":
            found.append({**about, "anonymousId": "visitor_2"})
    for number, call in enumerate(found):
        call["messageId"] = f"message_{number}"
        for part in without.get(str(call["type"]), "").split():
            call.pop(part, None)
    return copy.deepcopy(found)


def arrived(planned: object, received: object, path: str = "") -> Iterator[str]:
    """What is not as planned; libraries may add keys, but change and lose none."""
    if isinstance(planned, Mapping) and isinstance(received, Mapping):
        for key, value in planned.items():
            yield from arrived(value, received.get(key, "nothing"), f"{path}.{key}")
    elif path == ".timestamp":
        if moment(planned) != moment(received):
            yield f"{path}: {received!r} in place of {planned!r}"
    elif planned != received:
        yield f"{path}: {received!r} in place of {planned!r}"


def moment(text: object) -> datetime:
    """The time that a text means."""
    return datetime.fromisoformat(str(text)).astimezone(UTC)


def compare(planned: list[Call], received: list[Call]) -> None:
    """Each planned call has arrived once, as it is, and nothing has been added to its parts."""
    by_id = {call["messageId"]: call for call in received}
    assert len(received) == len(planned) == len(by_id)
    for call in planned:
        got = by_id[call["messageId"]]
        assert [*arrived(call, got)] == []
        assert got["integrations"] == call.get("integrations", {})
        if call["type"] not in {"page", "screen"}:  # a browser adds what it knows of the page
            for part in {"properties", "traits"} & call.keys():
                assert got[part] == call[part]


def test_node_sends_what_the_call_says(run_node: Run) -> None:
    """`@segment/analytics-node`; an alias call takes no anonymousId."""
    planned = calls(alias="anonymousId")

    compare(planned, run_node(planned))


def test_python_sends_what_the_call_says(run_python: Run) -> None:
    """`segment-analytics-python`; an alias call takes no anonymousId."""
    planned = calls(alias="anonymousId")

    compare(planned, run_python(planned))


def test_the_browser_sends_what_the_call_says(run_browser: Run) -> None:
    """`@segment/analytics-next`, for a visitor of whom it knows nothing yet."""
    planned = calls()

    compare(planned, run_browser(planned))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known about the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("running") / "demo"))


@pytest.mark.parametrize("run", ["run_node", "run_python", "run_browser"])
def test_what_arrives_keeps_the_plan(run: str, demo: Facts, request: pytest.FixtureRequest) -> None:
    """An example of every planned call, sent by its snippet, still breaks nothing."""
    place = Playground(demo)
    planned: list[Call] = [dict(place.compose(rule).call or {}) for rule in place.planned]
    for number, call in enumerate(planned):
        call["messageId"] = f"message_{number}"
    assert demo.plan is not None
    check = PlanCheck(demo.plan)

    received = request.getfixturevalue(run)(planned)

    compare(planned, received)
    verdicts = [check.check(call) for call in received]
    assert [v.because for v in verdicts if not v.is_valid] == []
