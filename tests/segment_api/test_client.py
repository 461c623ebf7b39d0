"""Behaviour of `segkit.segment_api.client`, over real connections to a stand-in."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import time
import traceback
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.errors import ApiError, SegkitError, TokenError
from segkit.model.workspace import Json
from segkit.patience import Pause
from segkit.segment_api.background import Tell, run
from segkit.segment_api.client import PublicApi, open_api
from segkit.segment_api.endpoints import LABELS, SUBSCRIPTIONS, Endpoint
from segkit.segment_api.progress import Progress, unheard
from segkit.segment_api.token import Token

if TYPE_CHECKING:
    from tests.doubles.segment_api import SegmentApi
    from tests.segment_api.conftest import PretendClock

HTML = b"<html><body>Please log in to the Wi-Fi</body></html>"


def get(
    api: PublicApi, endpoint: Endpoint = LABELS, owner: str = "", *, heard: bool = True
) -> Json:
    """The data of one call; `heard` asks for the workspace first."""

    async def work(tell: Tell) -> Json:
        async with api.session(tell) as session:
            if heard:
                await session.workspace()
            return await session.get(endpoint, owner)

    return run(work, unheard)


def workspace(api: PublicApi) -> Json:
    """The token's workspace."""

    async def work(tell: Tell) -> Json:
        async with api.session(tell) as session:
            return await session.workspace()

    return run(work, unheard)


def test_nothing_but_get_is_sent(segment: SegmentApi, api: PublicApi, doubles: ModuleType) -> None:
    """The client cannot change a workspace; it says which version it wants."""
    segment.canned["/destinations/{id}/subscriptions"].append(doubles.Canned(200, {"data": {}}))

    get(api, SUBSCRIPTIONS, "any")

    assert {one.method for one in segment.asked} == {"GET"}
    assert [one.headers["accept"] for one in segment.asked] == [
        "application/vnd.segment.v1+json",
        "application/vnd.segment.v1alpha+json",
    ]


def test_strange_ids_stay_in_their_place(segment: SegmentApi, api: PublicApi) -> None:
    """An id from a foreign answer cannot lead to another call."""
    segment.canned["/destinations/../sources?x=1#/subscriptions"].append(None)

    with pytest.raises(ApiError, match="404"):
        get(api, SUBSCRIPTIONS, "../sources?x=1#")

    assert not segment.paths("/sources")


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_passing_fault_is_outlasted(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, clock: PretendClock, status: int
) -> None:
    """Three faults in a row, and then the answer; with growing pauses."""
    segment.canned["/labels"].extend([doubles.Canned(status, HTML)] * 3)

    found = get(api)

    assert found["labels"] == segment.document["labels"]
    assert clock.slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    ("headers", "body", "said"),
    [
        ({"Retry-After": "99999999"}, {}, "wait about 3 years more"),
        ({"Retry-After": "999999999"}, {}, "wait about 32 years more"),
        ({"Retry-After": "400"}, {}, "wait about 7 min more"),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, {}, "wait more than 1,000 years more"),
        ({}, {"errors": [{"data": {"msBeforeNext": 10**300}}]}, "wait more than 1,000 years more"),
        ({}, {"errors": [{"data": {"msBeforeNext": 86_400_000 * 3}}]}, "wait 3 days more"),
    ],
)
def test_a_long_wait_is_said_as_people_say_it(
    segment: SegmentApi,
    api: PublicApi,
    doubles: ModuleType,
    *,
    headers: dict[str, str],
    body: object,
    said: str,
) -> None:
    """Nobody counts seconds in years."""
    dated = {"Date": "Tue, 24 Nov 2026 10:00:00 GMT", **headers}
    segment.canned["/labels"].append(doubles.Canned(429, body, dated))

    with pytest.raises(ApiError, match=said):
        get(api)


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": {"labels": [{"key": "\xff\xfe", "value": "x"}]}}',
        b'{"data": {"labels": [{"key": "\xed\xa0\x80", "value": "x"}]}}',
        b'{"data": {"la\\u0062els": [{"key": "\xe9"}]}}',
        b"\xff\xfe{\x00}\x00",
        b"\x80" * 1000,
    ],
)
@pytest.mark.parametrize("status", [200, 403, 500])
def test_bytes_that_are_no_text_are_an_error_of_ours(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, body: bytes, status: int
) -> None:
    """Whatever the status: what came, from where, and what to do."""
    segment.canned["/labels"].extend([doubles.Canned(status, body)] * 20)

    with pytest.raises(ApiError, match=r"GET .*/labels") as caught:
        get(api)

    assert "To fix: " in str(caught.value)
    if status == 200:
        assert "with" in caught.value.problem
        assert "instead of JSON" in caught.value.problem


@pytest.mark.parametrize("kind", ["html", "half", "list", "no json"])
def test_answer_that_is_none_is_asked_for_again(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, kind: str
) -> None:
    """A log-in page, a body that breaks off, JSON of another shape, text."""
    answers: dict[str, Any] = {
        "html": doubles.Canned(200, HTML),
        "half": doubles.Canned(200, {"data": {"labels": []}}, cut=9),
        "list": doubles.Canned(200, [1, 2]),
        "no json": doubles.Canned(200, b'{"data": {"labels": ['),
    }
    segment.canned["/labels"].append(answers[kind])

    found = get(api)

    assert found["labels"] == segment.document["labels"]


def test_fault_that_stays_ends_with_an_error(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """It says what was asked, what came, how often, and what to do."""
    segment.canned["/labels"].extend([doubles.Canned(200, HTML)] * 99)

    with pytest.raises(ApiError) as caught:
        get(api)

    assert "/labels" in caught.value.problem
    assert "tried 6 times: it answered 200 with a web page" in caught.value.problem
    assert "proxy" in caught.value.fix
    assert len(segment.paths("/labels")) == 6


def test_no_connection_is_said_soon(clock: PretendClock) -> None:
    """An address where nobody ever answered is tried once more, and no longer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

        with pytest.raises(ApiError, match="no connection could be made"):
            workspace(PublicApi(Token("sgp_invented"), addresses={"": url}, clock=clock))

    assert clock.slept == [0.5]


def test_slow_answer_is_not_waited_for_without_end(
    segment: SegmentApi, doubles: ModuleType, clock: PretendClock
) -> None:
    """Silence counts as a fault, which may pass."""
    api = PublicApi(Token(segment.token), addresses={"": segment.url}, clock=clock, silence=0.1)
    segment.canned["/labels"].append(doubles.Canned(200, {"data": {}}, delay=1.0))
    start = time.monotonic()

    found = get(api)

    assert found["labels"]
    assert time.monotonic() - start < 0.9


def test_dripping_answer_is_not_waited_for_without_end(
    segment: SegmentApi, doubles: ModuleType, clock: PretendClock
) -> None:
    """Each byte may come in time and the whole never."""
    api = PublicApi(Token(segment.token), addresses={"": segment.url}, clock=clock, deadline=0.15)
    segment.canned["/labels"].append(doubles.Canned(200, {"data": {}}, drip=0.02))

    assert get(api)["labels"]


@pytest.mark.parametrize("header", [True, False])
def test_limit_is_waited_for(segment: SegmentApi, api: PublicApi, header: bool) -> None:
    """By `Retry-After`, or by the body's `msBeforeNext`; the one that is longer counts."""
    segment.retry_after = header
    segment.limits[""] = 1
    news: list[Progress | Pause] = []

    async def work(tell: Tell) -> Json:
        async with api.session(tell) as session:
            await session.workspace()
            return await session.get(LABELS)

    found = run(work, news.append)

    assert found["labels"]
    assert segment.refused_for_limit == 1
    [pause] = news
    assert isinstance(pause, Pause)
    assert 60 <= pause.seconds <= 61


def test_wait_of_minutes_is_an_error(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Nobody sits before a pull that stands still for an hour."""
    segment.canned["/labels"].append(doubles.Canned(429, {}, {"Retry-After": "3600"}))

    with pytest.raises(ApiError, match="wait 60 min"):
        get(api)


def test_region_is_found_out(
    segment: SegmentApi, doubles: ModuleType, clock: PretendClock, document: dict[str, Any]
) -> None:
    """The token that one region redirects is shown to the other; then only that is asked."""
    with doubles.running(doubles.SegmentApi(document, elsewhere=segment.url)) as us:
        api = PublicApi(
            Token(segment.token), addresses={"US": us.url, "EU": segment.url}, clock=clock
        )

        found = get(api, heard=False)

    assert found["labels"]
    assert api.region == "EU"
    assert [one.path for one in us.asked] == ["/"]


def test_redirect_is_not_followed(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, document: dict[str, Any]
) -> None:
    """The token does not go where an answer points."""
    with doubles.running(doubles.SegmentApi(document)) as other:
        segment.elsewhere = other.url

        with pytest.raises(TokenError, match=r"redirect.*'127.0.0.1'.*not sent"):
            workspace(api)

    assert other.asked == []


@pytest.mark.parametrize("status", [401, 403])
def test_token_that_no_region_takes_is_named(
    segment: SegmentApi, clock: PretendClock, status: int
) -> None:
    """By the variable that held it; and the way to another one."""
    segment.closed["/"] = status
    token = Token(segment.token, where="PUBLIC_API_TOKEN")
    api = PublicApi(token, addresses={"US": segment.url, "EU": segment.url}, clock=clock)

    with pytest.raises(TokenError, match=f"PUBLIC_API_TOKEN \\({status}") as caught:
        workspace(api)

    assert "Access Management" in caught.value.fix
    assert len(segment.asked) == 2


def test_secret_is_in_no_message_log_or_traceback(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even when the API repeats it, or all that libraries log is looked at."""
    said = f"Bearer {segment.token} is invalid, token {segment.token}"
    error = {"errors": [{"type": "unauthorized", "message": said}]}
    segment.canned["/"].append(doubles.Canned(401, error))
    caplog.set_level(logging.DEBUG)

    with pytest.raises(SegkitError) as caught:
        workspace(api)

    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [str(frame.locals) for frame in shown.stack if frame.filename != __file__]
    everything = "".join(frames) + str(caught.value) + caplog.text + repr(vars(api))
    assert len(frames) > 3
    assert "is invalid, token" in str(caught.value)
    assert len(caplog.records) > 5
    assert segment.token not in everything


def test_words_of_the_api_come_on_one_plain_line(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Neither control characters nor pages of text reach the terminal."""
    error = {"errors": [{"type": "x", "message": "bad\x1b[31m\r\nrequest " + "y" * 999}]}
    segment.canned["/labels"].append(doubles.Canned(400, error))

    with pytest.raises(ApiError) as caught:
        get(api)

    assert "\x1b" not in caught.value.problem
    assert "\n" not in caught.value.problem
    assert len(caught.value.problem) < 400


def test_data_of_another_shape_is_an_error(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """JSON without `data` is not what the API documents."""
    segment.canned["/labels"].append(doubles.Canned(200, {"errors": []}))

    with pytest.raises(ApiError, match="no data"):
        get(api)


def test_proxies_of_the_environment_are_not_for_this_computer(
    segment: SegmentApi, api: PublicApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without HTTPS a proxy would read the token."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert workspace(api)["slug"] == "quillmoor"
    assert segment.asked


def test_client_is_opened_from_the_environment(segment: SegmentApi) -> None:
    """The address of one's own, and no region but the one given."""
    environment = {"SEGMENT_PUBLIC_API_URL": segment.url}

    api = open_api(environment, Token(segment.token), region="eu")

    assert api.region == "EU"
    assert get(api)["labels"]


def test_redirect_on_the_same_server_is_followed(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Some servers send `/labels` to `/labels/`; the token stays where it was."""
    moved = doubles.Canned(308, b"", headers={"Location": "/labels?moved=1"})
    segment.canned["/labels"].append(moved)

    assert get(api)["labels"] == segment.document["labels"]
    assert [one.query for one in segment.asked][-1] == {"moved": ["1"]}


def test_redirect_without_end_ends_with_an_error(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType
) -> None:
    """Three steps are more than any server needs."""
    moved = doubles.Canned(302, b"", headers={"Location": "/labels"})
    segment.canned["/labels"].extend([moved] * 99)

    with pytest.raises(ApiError, match="lead in a circle") as caught:
        get(api)

    assert not isinstance(caught.value, TokenError)  # the token and its region are right
    assert len(segment.paths("/labels")) == 4


@pytest.mark.parametrize(
    "location", ["//elsewhere.example/x", "https://127.0.0.1/", "http://[", ""]
)
def test_redirect_elsewhere_is_not_followed(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, location: str
) -> None:
    """Another host, another scheme, another port, or no address at all."""
    segment.canned["/labels"].append(doubles.Canned(302, b"", headers={"Location": location}))

    with pytest.raises(TokenError, match="redirect"):
        get(api)

    assert len(segment.paths("/labels")) == 1


def test_limit_that_asks_for_no_wait_is_not_stormed(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, clock: PretendClock
) -> None:
    """`Retry-After: 0` on a 429 means soon, and not at once."""
    busy = doubles.Canned(429, {"errors": []}, headers={"Retry-After": "0"})
    segment.canned["/labels"].extend([busy] * 3)

    assert get(api)["labels"]
    assert sum(clock.slept) >= 3


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Retry-After": "1.5"}, 1.5),
        (
            {
                "Retry-After": "Tue, 24 Nov 2026 10:00:07 GMT",
                "Date": "Tue, 24 Nov 2026 10:00:00 GMT",
            },
            7,
        ),
    ],
)
def test_other_forms_of_retry_after_are_obeyed(
    segment: SegmentApi,
    doubles: ModuleType,
    clock: PretendClock,
    headers: dict[str, str],
    least: float,
) -> None:
    """Parts of seconds, and dates by the server's own clock."""
    api = PublicApi(Token(segment.token), addresses={"": segment.url}, clock=clock)
    segment.canned["/labels"].append(doubles.Canned(429, {"errors": []}, headers=headers))

    assert get(api)["labels"]
    assert max(clock.slept) == pytest.approx(least)


@pytest.mark.parametrize("zipped", [True, False])
def test_answers_may_be_compressed_and_close_the_connection(
    segment: SegmentApi, api: PublicApi, doubles: ModuleType, zipped: bool
) -> None:
    """What servers and proxies do on the way does not matter."""
    body = json.dumps({"data": {"labels": [{"key": "environment", "value": "prod"}]}}).encode()
    headers = {"Connection": "close"} | ({"Content-Encoding": "gzip"} if zipped else {})
    content = gzip.compress(body) if zipped else body
    segment.canned["/labels"].append(doubles.Canned(200, content, headers=headers))

    assert get(api)["labels"] == [{"key": "environment", "value": "prod"}]


@pytest.mark.parametrize("written", ["plain", "slashes", "numbers"])
def test_answer_that_repeats_the_token_is_masked(
    segment: SegmentApi, clock: PretendClock, doubles: ModuleType, written: str
) -> None:
    """However JSON may write it: as it is, with `\\/`, or in numbers."""
    secret = "sgp_Invented/Token+0123456789"
    segment.token = secret
    api = PublicApi(Token(secret), addresses={"": segment.url}, clock=clock)
    body = json.dumps({"data": {"labels": [{"key": secret, "value": "prod"}]}})
    shown = {
        "plain": body,
        "slashes": body.replace("/", "\\/"),
        "numbers": body.replace("sgp", "\\u0073\\u0067\\u0070"),
    }
    segment.canned["/labels"].append(doubles.Canned(200, shown[written].encode()))

    assert get(api)["labels"] == [{"key": "••••", "value": "prod"}]
