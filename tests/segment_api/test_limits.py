"""Behaviour of `segkit.segment_api.limits`: all requests keep to the limits together."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.patience import Pause
from segkit.segment_api.client import PublicApi
from segkit.segment_api.endpoints import LABELS, Endpoint
from segkit.segment_api.limits import AT_ONCE, Limits
from segkit.segment_api.pull import pull_workspace

if TYPE_CHECKING:
    from tests.doubles.segment_api import Asked, Canned, SegmentApi
    from tests.segment_api.conftest import PretendClock

LIMITED = Endpoint("/limited", "items", per_minute=5)
A_MINUTE = {
    "Date": "Tue, 24 Nov 2026 09:31:00 GMT",
    "X-RateLimit-Reset": "Tue, 24 Nov 2026 09:32:00 GMT",
}
"""Headers of an answer that is given a minute before a period ends."""


def test_published_limit_is_never_exceeded(clock: PretendClock) -> None:
    """In no minute, however long single requests take."""
    limits, sent = Limits(clock), []

    async def ask(n: int) -> None:
        async with limits.place(LIMITED):
            sent.append(clock.now())
            await clock.sleep(n % 4)

    async def everybody() -> None:
        await asyncio.gather(*map(ask, range(23)))

    asyncio.run(everybody())

    assert len(sent) == 23
    assert all(later - earlier >= 60 for earlier, later in zip(sent, sent[5:], strict=False))


def test_limit_of_one_call_holds_no_other_up(clock: PretendClock) -> None:
    """Each published limit counts for itself."""
    limits = Limits(clock)

    async def ask(endpoint: Endpoint) -> None:
        async with limits.place(endpoint):
            await asyncio.sleep(0)

    async def everybody() -> None:
        await asyncio.gather(*(ask(LIMITED) for _ in range(5)))
        await asyncio.gather(*(ask(LABELS) for _ in range(40)))

    asyncio.run(everybody())

    assert clock.slept == []


def test_after_a_refusal_one_goes_first(clock: PretendClock) -> None:
    """Only when it is answered do more follow, each answer letting in one more."""
    limits, together = Limits(clock), []
    inside: list[int] = []

    async def ask(n: int) -> None:
        async with limits.place(LABELS) as turn:
            inside.append(n)
            together.append(len(inside))
            await asyncio.sleep(0.001)
            limits.answered(turn, {})
            inside.remove(n)

    async def everybody() -> None:
        limits.back_off(30)
        await asyncio.gather(*map(ask, range(12)))

    asyncio.run(everybody())

    assert clock.now() == 1030
    assert together[:3] == [1, 1, 2]
    assert max(together) > 2


def test_limits_are_remembered_from_pull_to_pull(clock: PretendClock) -> None:
    """Starting again does not make the last minute undone."""
    limits = Limits(clock)

    async def ask() -> None:
        limits.begin()
        for _ in range(5):
            async with limits.place(LIMITED):
                pass

    asyncio.run(ask())
    asyncio.run(ask())

    assert clock.now() >= 1060


def test_storm_of_refusals_is_waited_out_by_all(
    segment: SegmentApi, api: PublicApi, clock: PretendClock
) -> None:
    """A limit that nobody announced: nothing is lost, and each wave costs few refusals."""
    segment.limits[""] = 8
    news: list[object] = []

    found = pull_workspace(api, progress=news.append)

    waves = 6  # of 8, for 46 requests
    assert len(found["subscriptions"]) == len(segment.document["subscriptions"])  # type: ignore[arg-type]
    assert 0 < segment.refused_for_limit <= waves * AT_ONCE
    assert clock.now() - 1000 <= (waves + 1) * 62
    assert sum(isinstance(one, Pause) for one in news) <= waves + 1


def test_announced_limit_is_never_exceeded(
    segment: SegmentApi, api: PublicApi, clock: PretendClock
) -> None:
    """`X-RateLimit-Remaining` tells it before a refusal has to."""
    segment.limits[""], segment.rate_headers = 8, True

    pull_workspace(api)

    assert segment.refused_for_limit == 0
    assert len({one.target for one in segment.asked}) == 47  # a broken line is asked again
    assert clock.now() - 1000 <= 6 * 62


@pytest.mark.parametrize("seed", range(4))
def test_announced_limit_holds_whatever_becomes_of_an_answer(
    segment: SegmentApi, api: PublicApi, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Answers are late, overtake each other, and some are lost after they were counted."""
    dice, answer = random.Random(seed), segment._answer  # noqa: S311 no secret
    segment.limits[""], segment.rate_headers = 8, True

    def late(asked: Asked) -> Canned:
        time.sleep(dice.random() / 50)
        given = answer(asked)
        time.sleep(dice.random() / 50)
        return replace(given, cut=1) if len(segment.asked) > 3 and dice.random() < 0.1 else given

    monkeypatch.setattr(segment, "_answer", late)

    pull_workspace(api)

    assert segment.refused_for_limit == 0
    assert len(segment.asked) > 47


def test_a_lost_answer_counts_as_well(clock: PretendClock) -> None:
    """The API may have counted the request before its answer was lost."""
    limits = Limits(clock)

    async def ask() -> None:
        async with limits.place(LABELS) as turn:
            limits.answered(turn, A_MINUTE | {"X-RateLimit-Remaining": "1"})
        async with limits.place(LABELS):
            pass
        assert clock.slept == []
        async with limits.place(LABELS):
            pass

    asyncio.run(ask())

    assert sum(clock.slept) >= 60


def test_what_has_its_own_limit_may_count_for_all(clock: PretendClock) -> None:
    """Its answer speaks of its own limit, and other answers may have overtaken it."""
    limits = Limits(clock)

    async def ask() -> None:
        async with limits.place(LABELS) as first, limits.place(LABELS):
            async with limits.place(LIMITED):
                pass
            # the second of them is under way, and the limited one was perhaps counted after it
            limits.answered(first, A_MINUTE | {"X-RateLimit-Remaining": "2"})
            async with limits.place(LABELS):
                pytest.fail("nothing is certainly left")

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(ask(), 0.1))


def test_volumes_keep_to_their_sixty_a_minute(
    segment: SegmentApi, api: PublicApi, clock: PretendClock
) -> None:
    """The API publishes that number for this call."""
    segment.limits["/events/volume"], segment.largest_page = 60, 1
    segment.volumes = [{"eventName": f"Event {n}", "total": n, "series": []} for n in range(125)]

    found = pull_workspace(api, volumes_days=7)

    assert len(found["eventVolumes"]["items"]) == 125  # type: ignore[index]
    assert segment.refused_for_limit == 0
    assert clock.now() - 1000 >= 120


def test_only_so_many_ask_at_once(segment: SegmentApi, api: PublicApi) -> None:
    """Concurrent, and no flood."""
    segment.latency = 0.05

    pull_workspace(api)

    assert 3 < segment.most_at_once <= AT_ONCE


@pytest.mark.parametrize(
    "headers",
    [{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "soon"}, {"X-RateLimit-Remaining": "-3"},
     {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1764000000"}],
)  # fmt: skip
def test_strange_headers_hold_nobody_up(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, clock: PretendClock,
    headers: dict[str, str],
) -> None:  # fmt: skip
    """What cannot be understood is left to a 429."""
    about = {"data": {"workspace": segment.document["workspace"]}}
    segment.canned["/"].append(doubles.Canned(200, about, headers))

    pull_workspace(api)

    assert clock.slept == []


def test_a_refusal_that_says_nothing_of_the_limit_does_not_lift_it(clock: PretendClock) -> None:
    """What was known to be left stays, until an answer tells more."""
    limits = Limits(clock)

    async def ask() -> None:
        async with limits.place(LABELS) as turn:
            pass
        limits.answered(turn, A_MINUTE | {"X-RateLimit-Remaining": "0"})
        async with limits.place(LABELS) as turn:  # the first of a new period
            pass
        limits.answered(turn, {}, good=False)
        async with limits.place(LABELS), limits.place(LABELS):
            pytest.fail("nobody said that there is room for two")

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(ask(), 0.1))
