"""Analytics.js in a real browser sends to the receiver, over a way that fails."""

from __future__ import annotations

import functools
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.knowledge.redirects import redirects_for
from segkit.listen.hearing import Hearing
from segkit.listen.receiver import News, Receiver
from segkit.listen.session import Session
from segkit.snippets.common import with_common
from segkit.snippets.payload import example_payload

KEY = "invented-key-of-the-browser"

SEND = """
async (calls) => {
  const sent = [];
  for (const call of calls) {
    const options = { userId: call.userId, anonymousId: call.anonymousId, context: call.context };
    const done = call.type === "track" ? analytics.track(call.event, call.properties, options)
      : call.type === "page" ? analytics.page(call.category ?? "", call.name, call.properties, options)
      : call.type === "group" ? analytics.group(call.groupId, call.traits, options)
      : analytics.identify(call.userId, call.traits, options);
    sent.push(done.then((context) => context.event.messageId));
  }
  return await Promise.all(sent);
}
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def library(sdks: Path, tmp_path: Path) -> Iterator[str]:
    """A page with Analytics.js from npm, served from this computer; its address."""
    built = sdks / "node_modules" / "@segment" / "analytics-next" / "dist" / "umd"
    for file in built.glob("*.js"):
        (tmp_path / file.name).symlink_to(file)
    page = "<!doctype html><title>Shop</title><link rel=icon href=data:,><script src=index.js></script>"
    (tmp_path / "page.html").write_text(page)
    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page.html"
    server.shutdown()
    server.server_close()


def test_analytics_js_loses_nothing_and_counts_nothing_twice(
    browser: Browser, library: str, tmp_path: Path, double: Callable[[str], ModuleType]
) -> None:
    """One call at a time by the line that segkit prints, then in batches by settings from here."""
    faulty = double("faulty_proxy")
    facts = Facts(create_demo(tmp_path / "demo"))
    assert facts.plan is not None
    rules = [rule for rule in facts.plan.rules if rule.version == 1]
    calls = [
        with_common({**example_payload(rule), "type": rule.call}, rules)
        for rule in rules
        if rule.call in {"track", "identify", "group", "page"}
    ]
    told: list[News] = []
    file = tmp_path / "calls.jsonl"
    receiver = Receiver(Session(file, tmp_path), facts.workspace, {}, told.append)
    receiver.start(0)
    context = browser.new_context()
    page = context.new_page()
    sent: list[str] = []
    with (
        faulty.faulty_proxy(receiver.port, faulty.ALL) as (single, done),
        faulty.faulty_proxy(receiver.port, faulty.ALL[:3]) as (batches, batched),
    ):
        (npm, _) = redirects_for("javascript")
        line = npm.code(single).replace("WRITE_KEY", json.dumps(KEY))
        page.goto(library)
        page.evaluate(f"() => {{ {npm_names()} window.analytics = {line} }}")
        sent += page.evaluate(SEND, calls)
        _wait_for(sent, file)
        page.reload()
        settings = {"writeKey": KEY, "cdnURL": f"http://127.0.0.1:{batches}"}
        strategy = {"strategy": "batching", "config": {"size": 10, "timeout": 200}}
        options = {"integrations": {"Segment.io": {"deliveryStrategy": strategy}}}
        page.evaluate(
            "([settings, options]) => { "
            f"{npm_names()} window.analytics = AnalyticsBrowser.load(settings, options) }}",
            [settings, options],
        )
        sent += page.evaluate(SEND, calls[:25])
        _wait_for(sent, file)
        beacon = {"type": "track", "event": "Page Left", "messageId": "beacon", "writeKey": KEY}
        assert page.evaluate(
            "([address, call]) => navigator.sendBeacon(address, JSON.stringify(call))",
            [f"http://127.0.0.1:{receiver.port}/v1/t", beacon],
        )
        _wait_for([*sent, "beacon"], file)
    context.close()
    receiver.stop()

    hearing = Hearing(facts)
    for news in told:
        hearing.take(news)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert done[:4] == list(faulty.ALL)
    assert batched[:3] == list(faulty.ALL[:3])
    assert {one["messageId"] for one in lines} == {*sent, "beacon"}
    assert hearing.total == len(sent) + 1 == len(set(sent)) + 1
    assert hearing.repeated == len(lines) - hearing.total > 0
    assert {one["context"]["library"]["name"] for one in lines if "context" in one} == {
        "analytics.js"
    }
    assert not hearing.notices


def npm_names() -> str:
    """What an import would give."""
    return "const { AnalyticsBrowser } = window.AnalyticsNext;"


def _wait_for(ids: list[str], file: Path) -> None:
    """Until the file has all of these messageIds."""
    deadline = time.monotonic() + 20
    missing = set(ids)
    while missing:
        missing -= {json.loads(line).get("messageId") for line in file.read_text().splitlines()}
        assert time.monotonic() < deadline, f"{len(missing)} of {len(ids)} calls did not arrive"
        time.sleep(0.05)
