"""Segment's own libraries send what the demo plans, over a bad way: nothing lost, nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.listen.hearing import Hearing
from segkit.listen.receiver import News, Receiver
from segkit.listen.session import Session
from segkit.snippets.common import with_common
from segkit.snippets.payload import example_payload
from segkit.traffic.verifying import verify

pytestmark = pytest.mark.sdk

NODE = """
import { readFileSync } from "node:fs";
import { Analytics } from "@segment/analytics-node";
const [host, key, file] = process.argv.slice(2);
const analytics = new Analytics({ writeKey: key, host, flushAt: 15 });
for (const { type, ...call } of JSON.parse(readFileSync(file))) analytics[type](call);
await analytics.closeAndFlush({ timeout: 20000 });
"""

PYTHON = """
import json, sys
from segment.analytics import Client
host, key, file = sys.argv[1:]
client = Client(key, host=host, gzip=True, upload_size=15)
for call in json.load(open(file)):
    given = dict(user_id=call["userId"], message_id=call["messageId"],
                 anonymous_id=call["anonymousId"], context=call.get("context"))
    if call["type"] == "track":
        client.track(event=call["event"], properties=call.get("properties"), **given)
    elif call["type"] in ("page", "screen"):
        send = getattr(client, call["type"])
        send(name=call["name"], properties=call.get("properties"), **given)
    elif call["type"] == "group":
        client.group(group_id=call["groupId"], traits=call.get("traits"), **given)
    else:
        client.identify(traits=call.get("traits"), **given)
client.flush()
client.shutdown()
"""


def planned_calls(facts: Facts) -> list[dict[str, object]]:
    """One call for each current rule of the plan, as the plan has it, each with its messageId."""
    assert facts.plan is not None
    rules = [rule for rule in facts.plan.rules if rule.version == 1]
    return [
        with_common({**example_payload(rule), "type": rule.call, "messageId": f"m-{number}"}, rules)
        for number, rule in enumerate(rules)
        if rule.call != "common"
    ]


@pytest.fixture
def sent(
    tmp_path: Path, double: Callable[[str], ModuleType]
) -> Callable[[Callable[[str, Path], None]], Mapping[str, Any]]:
    """What a library's program sends over the bad way: the calls, the file's lines, the hearing."""
    faulty = double("faulty_proxy")

    def send(run: Callable[[str, Path], None]) -> Mapping[str, Any]:
        facts = Facts(create_demo(tmp_path / "demo"))
        calls = planned_calls(facts)
        wanted, file = tmp_path / "planned.json", tmp_path / "calls.jsonl"
        wanted.write_text(json.dumps(calls))
        told: list[News] = []
        receiver = Receiver(Session(file, tmp_path), facts.workspace, {}, told.append)
        receiver.start(0)
        with faulty.faulty_proxy(receiver.port) as (port, done):
            run(f"http://127.0.0.1:{port}", wanted)
        receiver.stop()
        hearing = Hearing(facts)
        for news in told:
            hearing.take(news)
        assert done[:4] == list(faulty.ALL)
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        found = verify([file], facts.against, jobs=1)
        return {"calls": calls, "lines": lines, "hearing": hearing, "verified": found}

    return send


def every_call_once(found: Mapping[str, Any]) -> None:
    """All that was sent is in the file; what came twice counts once; and it is what was meant."""
    hearing, calls, lines = found["hearing"], found["calls"], found["lines"]
    ids = [line["messageId"] for line in lines]
    assert set(ids) == {call["messageId"] for call in calls}
    assert hearing.total == len(calls)
    assert hearing.repeated == len(ids) - len(calls)
    assert hearing.repeated > 0  # the answer that was cut off
    assert not hearing.notices
    assert (found["verified"].calls, found["verified"].duplicates) == (len(calls), hearing.repeated)
    # Segment's libraries add to pages and identify calls what a plan need not know
    broken = [(one.title, one.said) for one in hearing.newest if one.state != "valid"]
    assert broken == []


def test_node_loses_nothing_and_counts_nothing_twice(
    sent: Callable[..., Mapping[str, Any]], sdks: Path
) -> None:
    """Batches of 15 with Basic auth, the same ids when they are repeated."""

    def run(host: str, wanted: Path) -> None:
        command = ["node", "--input-type=module", "-", host, "invented-key-of-nobody", str(wanted)]
        subprocess.run(command, input=NODE, text=True, cwd=sdks, check=True, timeout=60)

    every_call_once(sent(run))


def test_python_loses_nothing_and_counts_nothing_twice(
    sent: Callable[..., Mapping[str, Any]],
) -> None:
    """Compressed batches, which wait as long as the limit of rate says."""

    def run(host: str, wanted: Path) -> None:
        command = [sys.executable, "-", host, "invented-key-of-nobody", str(wanted)]
        subprocess.run(command, input=PYTHON, text=True, check=True, timeout=60)

    every_call_once(sent(run))
