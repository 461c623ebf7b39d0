"""Every form of capture, whole and damaged: what can be read is counted, the rest is named."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from segkit.traffic.results.verified import Verified
from segkit.traffic.verifying import Against, verify

Call = dict[str, object]
Make = Callable[..., Call]


@pytest.fixture
def read(against: Against, tmp_path: Path) -> Callable[..., Verified]:
    """What comes of files with these contents."""

    def write_and_read(content: bytes | str = b"", **files: bytes | str) -> Verified:
        paths = []
        named = {name.replace("__", "/"): files[name] for name in files}
        for name, said in (named or {"shop.any": content}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(said.encode() if isinstance(said, str) else said)
            paths.append(tmp_path / path.relative_to(tmp_path).parts[0])
        return verify(list(dict.fromkeys(paths)), against, jobs=1)

    return write_and_read


def entry(body: object, *, url: str = "https://api.segment.io/v1/t", status: int = 200,
          method: str = "POST", headers: Mapping[str, str] = {}, **data: str) -> Call:  # fmt: skip
    """An entry of a HAR; a body that is no text is sent as JSON."""
    text = body if isinstance(body, str) else json.dumps(body)
    given = [{"name": name, "value": value} for name, value in headers.items()]
    return {
        "request": {"method": method, "url": url, "headers": given,
                    "postData": {"mimeType": "text/plain", "text": text, **data}},
        "response": {"status": status, "content": {"text": 'a "body" with [brackets'}},
    }  # fmt: skip


def har(*entries: Call, **log: object) -> str:
    """A HAR as programs write it, with odd things before and after its entries."""
    creator = {"name": "WebInspector", "entries": ["none"]}
    return json.dumps({"log": {"creator": creator, "entries": list(entries), "pages": [{}], **log}})


def lines(*calls: Mapping[str, object]) -> str:
    """A call a line."""
    return "".join(json.dumps(call) + "\n" for call in calls)


def packed(body: object) -> str:
    """Gzip as base64."""
    return base64.b64encode(gzip.compress(json.dumps(body).encode())).decode()


def form(call: Call) -> Call:
    """An entry of a program that takes each body for a form."""
    data = {"params": [{"name": json.dumps(call), "value": ""}]}
    return {"request": {"method": "POST", "url": "https://api.segment.io/v1/t", "postData": data}}


FORMS: dict[str, Callable[[list[Call]], bytes | str]] = {
    "lines": lambda calls: lines(*calls),
    "lines of Windows": lambda calls: b"\xef\xbb\xbf" + lines(*calls).replace("\n", "\r\n").encode(),
    "lines in UTF-16": lambda calls: lines(*calls).encode("utf-16"),
    "an array": json.dumps,
    "two calls a line": lambda calls: lines(*calls).replace("}\n", "}", 1),
    "a mark before each": lambda calls: "".join(f"\x1e{json.dumps(one)}\n" for one in calls),
    "a pretty array": lambda calls: json.dumps(calls, indent=2),
    "pretty calls in a row": lambda calls: "\n".join(json.dumps(one, indent=1) for one in calls),
    "a batch": lambda calls: json.dumps({"batch": calls, "sentAt": "2026-11-20T11:00:00Z"}),
    "batches a line": lambda calls: lines(*({"batch": [one]} for one in calls)),
    "a HAR": lambda calls: har(*map(entry, calls)),
    "a HAR with a batch": lambda calls: har(entry({"batch": calls}, url="https://e.example/v1/b")),
    "gzip": lambda calls: gzip.compress(lines(*calls).encode()),
    "gzip in members": lambda calls: b"".join(gzip.compress(lines(c).encode()) for c in calls),
    "a packed body in a HAR": lambda calls: har(
        entry(packed({"batch": calls}), url="https://e.example/v1/batch", encoding="base64")
    ),
    "a packed body as HTTP Toolkit keeps it": lambda calls: har(
        {"request": {"method": "POST", "url": "https://e.example/v1/b", "headers": [],
                     "_content": {"text": packed({"batch": calls}), "encoding": "base64"}}}
    ),
    "unmarked base64 in a HAR": lambda calls: har(
        *(entry(base64.b64encode(json.dumps(one).encode()).decode()) for one in calls)
    ),
    "bodies taken for forms": lambda calls: har(*map(form, calls)),
    "JSON within a text": lambda calls: har(*(entry(json.dumps(json.dumps(one))) for one in calls)),
    "calls that somebody wrapped up": lambda calls: json.dumps({"found": {"events": calls}}),
    "a session of Charles": lambda calls: json.dumps([
        {"method": "POST", "scheme": "https", "host": "e.example", "path": "/v1/batch",
         "request": {"header": {"headers": []}, "body": body}, "response": {"status": 200}}
        for body in ({"text": json.dumps({"batch": calls[:2]})},
                     {"encoding": "base64", "encoded": packed({"batch": calls[2:]})})
    ]),
    "the log of a HAR alone": lambda calls: json.dumps({"entries": [*map(entry, calls)]}),
    "entries a line": lambda calls: lines(*map(entry, calls)),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same(read: Callable[..., Verified], order: Make, form: str) -> None:
    """Three calls of which one breaks the plan, whatever they are wrapped in."""
    calls = [order(1), order(2, total="x"), order(3)]

    found = read(FORMS[form](calls))

    assert (found.calls, found.unreadable) == (3, [])
    event = found.events[0]
    assert (event.seen, event.valid, event.violations[0].dotted) == (3, 2, "properties.total")
    assert (event.first, event.last) == ("2026-11-20T10:01:00.000Z", "2026-11-20T10:03:00.000Z")


CUT: dict[str, tuple[Callable[[list[Call]], bytes], int]] = {
    "lines": (lambda calls: lines(*calls).encode()[:-9], 2),
    "lines after a crash": (lambda calls: lines(*calls).encode() + bytes(4_000), 3),
    "lines whose beginning is torn": (lambda calls: lines(*calls).encode()[20:], 2),
    "an array": (lambda calls: json.dumps(calls).encode()[:-9], 2),
    "a batch": (lambda calls: json.dumps({"batch": calls}).encode()[:-9], 2),
    "a HAR": (lambda calls: har(*map(entry, calls)).split('"pages"')[0].encode()[:-90], 2),
    "gzip": (lambda calls: gzip.compress(lines(*calls).encode())[:-12], 2),
}


@pytest.mark.parametrize("form", CUT)
def test_of_a_cut_file_the_rest_is_counted(
    read: Callable[..., Verified], order: Make, form: str
) -> None:
    """And where it is cut is named."""
    cut, count = CUT[form]

    found = read(cut([order(1), order(2), order(3)]))

    assert found.calls >= count
    assert found.unreadable


def test_only_requests_to_segment_are_calls(read: Callable[..., Verified], order: Make) -> None:
    """Preflights, settings, metrics and other sites are counted as ignored."""
    empty = entry("", url="https://t.quillmoor.example/v1/t")
    foreign = entry({"type": "track", "event": "Else"}, url="https://pixel.example/v1/t")
    alike = {**order(2), "context": {"library": {"name": "RudderLabs JavaScript SDK"}}}
    found = read(
        har(
            entry(order()),
            foreign,
            empty,
            entry({"batch": [alike]}, url="https://data.example/v1/batch"),
            entry("", method="OPTIONS"),
            entry("", method="GET", url="https://cdn.segment.com/v1/projects/x/settings"),
            entry({"series": []}, url="https://api.segment.io/v1/m"),
        )
    )

    may_be = "requests without a body, to paths that Segment has too,"
    assert (found.calls, found.ignored, found.unreadable) == (1, {"requests": 5, may_be: 1}, [])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": ""}, "holds no body"),
        ({"text": "\x1f\ufffd\b\0"}, "kept a compressed body as text"),
        ({"text": '{"type": "tra'}, "cut off"),
        ({"text": "H4sIAAAAAAAA", "encoding": "base64"}, "compressed body"),
    ],
)
def test_a_body_that_cannot_be_read_is_named(
    read: Callable[..., Verified], order: Make, given: dict[str, str], why: str
) -> None:
    """Never taken for empty; where bodies are missing, how to record them is said."""
    broken = entry(order(2))
    broken["request"]["postData"] |= given  # type: ignore[index]  # it is a dict
    found = read(har(entry(order()), broken))

    assert found.calls == 1
    assert [one.where for one in found.unreadable] == ["shop.any entry 2"]
    assert why in found.unreadable[0].why


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04....", "ZIP"),
        (b"(\xb5/\xfd....", "zstd"),
        (b"<!doctype html><html>", "HTML"),
        (b"4096:9:websocket;0:~", "hardump"),
        (b"\0\1\2\3" * 40, "no text"),
        (b"just some words", "no form"),
        (b'["text", 1]', "holds no call"),
        (b'{"batch": []}', "holds no call"),
        (b"[" * 60_000 + b"]" * 60_000, "nested too deeply"),
        (b"a,b,c\n1,2,3\n", "columns"),
        pytest.param(
            gzip.compress(gzip.compress(gzip.compress(b"x"))), "more than twice", id="packed thrice"
        ),
    ],
)
def test_what_is_no_capture_is_named(
    read: Callable[..., Verified], content: bytes, why: str
) -> None:
    """With a way out where there is one."""
    found = read(content)

    assert why in found.unreadable[0].why
    assert found.calls == 0


def test_odd_lines_stop_nothing(read: Callable[..., Verified], order: Make) -> None:
    """Each is named with its number, and what stands around them is counted."""
    odd = [
        b'{"type": "track", "event": "x", "properties": {"n": NaN}}', b"[1, 2]", b"12", b"null",
        b'{"no": "call"}', b'{"type": "poem"}', b'{"type": "track", "event": "\xff"}', b"{" * 200_000,
    ]  # fmt: skip
    found = read(
        b"\n".join([lines(order(1)).strip().encode(), *odd, b"", lines(order(2)).encode()])
    )

    assert found.calls == 2
    assert [one.where for one in found.unreadable] == [f"shop.any line {n}" for n in range(2, 10)]


def test_odd_values_in_calls_are_still_calls(read: Callable[..., Verified], order: Make) -> None:
    """Numbers as ids, null in place of objects, halves of characters, a type with capitals."""
    calls = [
        {**order(1), "type": "Track"}, {**order(2), "userId": 17, "anonymousId": None},
        {**order(3), "context": None}, {**order(4), "context": []}, {**order(5), "messageId": 5},
        {**order(6), "timestamp": 1795132800000}, {**order(7, order_id="\ud800")},
        {**order(8), "properties": None}, {**order(9), "context": {"library": "x"}},
    ]  # fmt: skip
    found = read(lines(*calls))

    assert (found.calls, found.unreadable) == (9, [])
    assert (found.events[0].seen, found.events[0].valid) == (9, 8)


def test_a_trap_that_unpacks_without_end_is_left(read: Callable[..., Verified]) -> None:
    """What packs to a thousandth is no recording."""
    found = read(gzip.compress(b" " * 110_000_000))

    assert any("unpacks to more than" in one.why for one in found.unreadable)


def test_an_archive_says_its_source_by_its_folders(
    read: Callable[..., Verified], order: Make
) -> None:
    """Where the calls carry neither project nor key."""
    found = read(logs__id_web__1__a=lines(order(1)), logs__else__1__b=lines(order(2)))

    assert [(one.slug, one.calls) for one in found.sources] == [("?", 1), ("shop_web_prod", 1)]


def test_write_keys_are_known_by_their_end_and_never_shown(
    read: Callable[..., Verified], order: Make
) -> None:
    """A key that two sources might have is nobody's."""
    full = "wk_invented_9f31c2a206"
    basic = base64.b64encode(f"{full}:".encode()).decode()
    found = read(
        har(
            entry({**order(1), "writeKey": full}),
            entry(order(2), headers={"Authorization": f"Basic {basic}"}),
            entry({**order(3), "writeKey": "wk_invented_other_zzzz"}),
        )
    )

    assert [(one.slug, one.key, one.calls) for one in found.sources] == [
        ("?", "••••zzzz", 1), ("shop_web_prod", "••••a206", 2),
    ]  # fmt: skip
    assert full not in str(found)


def test_a_call_of_another_workspace_is_nobodys(read: Callable[..., Verified], order: Make) -> None:
    """Also in a folder that is named like one of ours."""
    found = read(id_web__a=lines({**order(1), "projectId": "elsewhere"}))

    assert [(one.slug, one.project) for one in found.sources] == [("?", "elsewhere")]
    assert any("no source's of this workspace" in limit for limit in found.limits)


def test_violations_that_segment_reports_are_no_calls(read: Callable[..., Verified]) -> None:
    """They are never evidence of a call that was valid."""
    said = {
        "type": "track", "event": "Violation Generated", "messageId": "sch-1",
        "properties": {"eventName": "Order Completed", "eventType": "track",
                       "violationField": "properties.total", "violationType": "Required"},
    }  # fmt: skip
    found = read(lines(said, said))

    assert (found.calls, found.reported.count, found.events) == (0, 2, [])
    assert found.reported.violations[0].path == ["properties", "total"]


SCHEMA = """Event Name,Last Seen At (UTC),Property Name,Allowed,Blocked,Total,Planned
Order Completed,2026-11-29 10:00,,"1,200",0,"1,200",Yes
Order Completed,2026-11-29 10:00,total,1200,0,1200,Yes
Rope Cut,2026-11-28 10:00,,4,0,4,No
"""
TABLE = """id,received_at,event,event_text,order_id,total
a,2026-11-20 10:00:00,order_completed,Order Completed,o-1,5
b,2026-11-21 10:00:00,order_completed,Order Completed,,5
b,2026-11-21 10:00:00,order_completed,Order Completed,,5
"""


def test_tables_count_and_judge_nothing(read: Callable[..., Verified]) -> None:
    """A source's schema and a warehouse's table say that something came, not that it was valid."""
    found = read(**{"quill-shop_web_prod-track.csv": SCHEMA, "tracks.csv": TABLE})

    counted = [(one.event, one.count, one.form, one.empty) for one in found.counted]
    assert counted == [
        ("Order Completed", 1200, "source schema", {}),
        ("Rope Cut", 4, "source schema", {}),
        ("Order Completed", 2, "warehouse", {"properties.order_id": 1}),
    ]
    assert found.events == []
    assert 'track "Order Completed"' not in [one.title for one in found.not_seen]


@pytest.mark.parametrize(
    ("name", "content", "counted"),
    [
        ("orders.json", lines(*({"id": n, "received_at": "2026-11-20 10:00:00.5 UTC",
                                 "event": "order_completed", "type": "gift"} for n in range(2))),
         ("Order Completed", 2, "2026-11-20T10:00:00.500Z")),
        ("identifies_0000_part_00", "id|received_at|user_id\na|2026-11-20 10:00:00 +0000|u\n",
         (None, 1, "2026-11-20T10:00:00.000Z")),
        ("PAGES.csv", '"ID","RECEIVED_AT","NAME"\n"a","2026-11-20 10:00:00.000 Z","Home"\n',
         ("Home", 1, "2026-11-20T10:00:00.000Z")),
        ("q-shop_web_prod-track.csv", "Event Name,Property Name,Total\nRope Cut,a,7\nRope Cut,b,2\n",
         ("Rope Cut", 7, None)),
        ("q-shop_web_prod-identify.csv", "Trait Name,Total\nemail,7\nplan,2\n", (None, 7, None)),
    ],
)  # fmt: skip
def test_tables_are_known_as_programs_write_them(
    read: Callable[..., Verified], name: str, content: str, counted: tuple[str | None, int, str]
) -> None:
    """Rows as JSON, with pipes, in capitals, and schemas that have rows of properties only."""
    found = read(**{name: content})

    assert [(one.event, one.count, one.first) for one in found.counted] == [counted]
    assert found.unreadable == []


def test_parquet_is_read_as_the_table_that_it_is(
    against: Against, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With DuckDB; without it, what to do is said."""
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    file = tmp_path / "tracks.parquet"
    duckdb.read_csv(str(tmp_path / "t.csv")).write_parquet(str(file))

    assert verify([file], against).counted[0].count == 2
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    assert "pip install" in verify([file], against).unreadable[0].why


def test_links_and_devices_are_not_followed(against: Against, tmp_path: Path, order: Make) -> None:
    """Out of a folder nothing is read by way of a link; what is no file is named."""
    folder, outside = tmp_path / "captures", tmp_path / "outside.jsonl"
    folder.mkdir()
    outside.write_text(lines(order(1)), encoding="utf-8")
    (folder / "link.jsonl").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    (folder / ".DS_Store").write_bytes(b"\0")

    found = verify([folder, Path("/dev/zero"), tmp_path / "missing"], against)

    assert found.calls == 0
    assert [one.where for one in found.unreadable] == [
        "captures/link.jsonl", "captures/up", "zero", "missing",
    ]  # fmt: skip
    assert verify([folder / "link.jsonl"], against).calls == 1


def test_an_own_file_of_the_engagement_leads_nowhere(
    against: Against, tmp_path: Path, order: Make
) -> None:
    """A folder that came from somebody may hold a link in the place of a capture."""
    own = tmp_path / "quillmoor"
    own.mkdir()
    (tmp_path / "secret.jsonl").write_text(lines(order(1)), encoding="utf-8")
    (own / "session.jsonl").symlink_to(tmp_path / "secret.jsonl")
    from dataclasses import replace

    found = verify([own / "session.jsonl"], replace(against, folder=own))

    assert found.calls == 0
    assert "leads out of the engagement's folder" in found.unreadable[0].why
