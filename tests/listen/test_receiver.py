"""What each path answers, what is kept of it, and what of it is told."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest

Listening = Any
"""That of `conftest.py`: test folders are no packages."""

WEB_KEY = "invented-key-of-the-web-a206"
ORIGIN = "https://shop.quillmoor.example"
ORDER = {"event": "Order Completed", "userId": "u-1", "messageId": "m-1", "properties": {"a": 1}}


def basic(key: str) -> str:
    """The header of Basic auth with a key."""
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/v1/t", "track"), ("/v1/i", "identify"), ("/v1/p", "page"), ("/v1/s", "screen"),
     ("/v1/g", "group"), ("/v1/a", "alias"), ("/v1/track", "track"), ("/v1/identify", "identify"),
     ("/v1/page/", "page"), ("/v1/screen", "screen"), ("/v1/group", "group"),
     ("/v1/alias", "alias"), ("/v1/v1/track", "track")],
)  # fmt: skip
def test_every_path_of_a_single_call_gives_its_type(heard: Listening, path: str, kind: str) -> None:
    """The type comes from the path where the call does not name it."""
    status, _, body = heard.send(path, {"userId": "u-1", "writeKey": WEB_KEY})

    assert (status, json.loads(body)) == (200, {"success": True})
    assert heard.kept[0]["type"] == kind
    assert heard.kept[0]["projectId"] == "src_web"
    assert str(heard.kept[0]["messageId"]).startswith("segkit-")
    assert WEB_KEY not in heard.file.read_text()


@pytest.mark.parametrize("path", ["/v1/b", "/v1/batch", "/v1/import", "/v1/import/", "/v1", "/"])
def test_every_path_of_a_batch_takes_its_calls(heard: Listening, path: str) -> None:
    """What stands beside the batch holds for each of its calls, and a call's own word goes before."""
    context = {"app": "shop", "locale": "de"}
    calls = [
        {**ORDER, "type": "track", "context": {"locale": "en"}},
        {"type": "identify", "userId": "u-1", "messageId": "m-2", "writeKey": WEB_KEY},
    ]
    sent = {
        "batch": calls,
        "writeKey": WEB_KEY,
        "sentAt": "2026-11-30T10:00:00Z",
        "context": context,
    }

    status, _, _ = heard.send(path, sent)

    first, second = heard.kept
    assert status == 200
    assert first["context"] == {"app": "shop", "locale": "en"}
    assert second["context"] == context
    assert [one["sentAt"] for one in heard.kept] == ["2026-11-30T10:00:00Z"] * 2
    assert [one.source for one in heard.arrivals] == ["shop_web_prod"] * 2
    assert "writeKey" not in second
    assert first["receivedAt"]


@pytest.mark.parametrize(
    ("headers", "more", "source"),
    [
        ({"Authorization": basic(WEB_KEY)}, {}, "shop_web_prod"),
        ({}, {"writeKey": WEB_KEY}, "shop_web_prod"),
        ({"Authorization": basic("another-workspaces-key-9999")}, {}, "?"),
        ({"Authorization": "Basic %%%"}, {"writeKey": WEB_KEY}, "shop_web_prod"),
        ({"Authorization": "Bearer abc"}, {"writeKey": WEB_KEY}, "shop_web_prod"),
        ({}, {}, "?"),
        ({}, {"writeKey": 7}, "?"),
    ],
)
def test_the_write_key_decides_the_source(
    heard: Listening, headers: Mapping[str, str], more: Mapping[str, object], source: str
) -> None:
    """From the header or the body; a key of nobody's is taken too, and said to be."""
    status, _, _ = heard.send("/v1/track", {**ORDER, **more}, **headers)

    assert status == 200
    assert heard.arrivals[0].source == source
    assert ("projectId" in heard.kept[0]) == (source != "?")
    assert "another-workspaces-key" not in heard.arrivals[0].key


def test_gzip_is_told_by_how_it_begins(heard: Listening) -> None:
    """A library that compresses need not say so, and may write several members."""
    body = json.dumps({**ORDER, "batch": [{"type": "track"}]}).encode()

    heard.send("/v1/b", gzip.compress(body, mtime=0), Content_Type="text/plain")
    heard.send(
        "/v1/b", gzip.compress(body[:9], mtime=0) + gzip.compress(body[9:]), Content_Encoding="gzip"
    )

    assert [one["type"] for one in heard.kept] == ["track", "track"]


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/v1/t", b'{"event": ', "broken JSON"),
        ("/v1/t", b"[1]", "no JSON object"),
        ("/v1/t", b"", "no body"),
        ("/v1/t", b'{"a": "\xff"}', "UTF-8"),
        ("/v1/t", b'{"a": NaN}', "broken JSON"),
        ("/v1/t", b'{"a": 1e999}', "broken JSON"),
        ("/v1/t", b'{"a":' * 9000 + b"1" + b"}" * 9000, "nested too deeply"),
        ("/v1/t", gzip.compress(b"{}", mtime=0)[:-9], "cut off"),
        ("/v1/t", b"\x1f\x8b" + b"no gzip at all", "damaged"),
        ("/v1/t", gzip.compress(b" " * 2_000_000, mtime=0), "once it is unpacked"),
        ("/v1/t", json.dumps({"a": "x" * (32 << 10)}).encode(), "more than 32,768"),
        ("/v1/b", json.dumps({"batch": [{"a": "x" * (500 << 10)}]}).encode(), "more than 512,000"),
        ("/v1/b", b" " * 1_100_000, "1,000,000"),
        ("/v1/b", b'{"event": "A"}', "neither"),
    ],
)  # fmt: skip
def test_what_segment_refuses_is_refused_and_kept_as_unreadable(
    heard: Listening, path: str, body: bytes, why: str
) -> None:
    """400, a line in the file, and a browser may read the answer."""
    status, headers, _ = heard.send(path, body, Origin=ORIGIN)

    (line,) = heard.kept
    assert status == 400
    assert headers["Access-Control-Allow-Origin"] == ORIGIN
    assert line["segkit"] == "unreadable"
    assert why in str(line["why"])
    assert str(line["where"]).startswith(f"POST {path} at 20")
    assert why in heard.notices[0]


def test_a_batch_keeps_what_is_a_call(heard: Listening) -> None:
    """One part that is no object does not take the others along; too many calls are dropped."""
    assert heard.send("/v1/b", {"batch": [ORDER, "no call"]})[0] == 200
    assert heard.send("/v1/b", {"batch": [{}] * 2501})[0] == 200

    call, part, many = heard.kept
    assert call["event"] == "Order Completed"
    assert "part 2" in str(part["why"])
    assert "2501 calls" in str(many["why"])


def test_a_call_of_a_batch_that_is_too_large_is_told(heard: Listening) -> None:
    """It is kept, and so are the others; Segment would not take it."""
    large = {**ORDER, "properties": {"text": "x" * (32 << 10)}}

    assert heard.send("/v1/b", {"batch": [ORDER, large]})[0] == 200
    assert len(heard.kept) == 2
    assert heard.notices == [
        "POST /v1/b: call 2 of the batch has 32,861 bytes; Segment takes 32,768."
    ]


def test_a_browser_may_ask_and_send(heard: Listening) -> None:
    """The preflight allows what analytics-next sends with a call, and with a repeated one."""
    status, asked, body = heard.send(
        "/v1/t", method="OPTIONS", Origin=ORIGIN,
        Access_Control_Request_Headers="authorization,x-retry-count",
    )  # fmt: skip
    _, sent, _ = heard.send("/v1/t", ORDER, Origin="null")
    assert heard.send("/v1/t", ORDER, Origin="http://caf\xe9.example")[0] == 200

    assert (status, body) == (204, b"")
    assert asked["Access-Control-Allow-Origin"] == ORIGIN
    assert asked["Access-Control-Allow-Credentials"] == "true"
    allowed = {name.strip() for name in asked["Access-Control-Allow-Headers"].split(",")}
    assert allowed >= {"authorization", "content-type", "x-retry-count"}
    assert "POST" in asked["Access-Control-Allow-Methods"]
    assert sent["Access-Control-Allow-Origin"] == "null"


def test_settings_lead_back_here_with_the_key_of_the_path(heard: Listening) -> None:
    """Analytics.js sends the key of its settings; an emulator knows this computer otherwise."""
    status, _, body = heard.send("/v1/projects/k%20ey/settings", method="GET", Host="10.0.2.2:8765")

    segment = json.loads(body)["integrations"]["Segment.io"]
    assert status == 200
    assert segment == {"apiKey": "k ey", "apiHost": "10.0.2.2:8765/v1", "protocol": "http"}


def test_a_pixel_is_a_call(heard: Listening) -> None:
    """The call is in the address, and a picture comes back; what is none is refused."""
    call = {"event": "Mail Opened?", "userId": "u", "writeKey": WEB_KEY}
    data = base64.b64encode(json.dumps(call).encode()).decode().rstrip("=")

    status, headers, picture = heard.send(f"/v1/pixel/track?data={data}", method="GET")
    refused, _, _ = heard.send("/v1/pixel/track?data=%25", method="GET")

    assert (status, headers["Content-Type"], picture[:6]) == (200, "image/gif", b"GIF89a")
    assert (heard.kept[0]["event"], heard.kept[0]["type"]) == ("Mail Opened?", "track")
    assert heard.arrivals[0].source == "shop_web_prod"
    assert refused == 400


def test_metrics_are_no_calls(heard: Listening) -> None:
    """What Analytics.js says of itself is answered and forgotten."""
    assert heard.send("/v1/m", {"series": []})[0] == 200
    assert (heard.kept, heard.told) == ([], [])


@pytest.mark.parametrize("host", ["shop.quillmoor.example", "shop.example:80", "", "127.0.0.1.x.y"])
def test_a_name_that_leads_here_is_refused(heard: Listening, host: str) -> None:
    """A stranger's page that makes its own name mean this computer reads and writes nothing."""
    status, _, _ = heard.send("/v1/t", ORDER, Host=host)

    assert status == 403
    assert heard.kept == []
    assert "127.0.0.1" in heard.notices[0]


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost", "[::1]:80", "10.0.2.2:9"])
def test_an_address_is_answered(heard: Listening, host: str) -> None:
    """Only this computer reaches the socket, whatever it is called from inside an emulator."""
    assert heard.send("/v1/t", ORDER, Host=host)[0] == 200


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/t"), ("PUT", "/v1/t"), ("POST", "/x/v2/t")]
)
def test_a_wrong_address_is_said(heard: Listening, method: str, path: str) -> None:
    """Whoever forgot /v1 reads so, in place of waiting."""
    assert heard.send(path, ORDER, method=method)[0] == 404
    assert "no path of Segment's" in heard.notices[0]


def test_a_trouble_that_goes_on_is_told_once(heard: Listening) -> None:
    """Without files for new connections the system says so a thousand times a second."""
    for _ in range(5):
        heard.receiver._on_trouble(None, {"message": "Too many files", "exception": OSError(24)})

    assert heard.notices == ["Too many files: 24."]


def test_no_page_shows_a_call(heard: Listening) -> None:
    """Whoever reaches the port reads nothing of what was sent."""
    heard.send("/v1/t", ORDER)

    for path in ("/", "/v1/t", "/calls.jsonl", "/v1/projects/x/settings"):
        assert b"Order" not in heard.send(path, method="GET")[2]
