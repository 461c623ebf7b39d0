"""What is kept of a check: counts and names, none of the customers' values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from segkit.engagement.settings import Engagement
from segkit.errors import ConfigError, TrustError
from segkit.model.plan import Rule, TrackingPlan
from segkit.traffic.captures.calls import Place, found_in
from segkit.traffic.counting.counter import Counting
from segkit.traffic.judge import Judge
from segkit.traffic.results.evidence import (
    Evidence,
    evidence_of,
    keep_evidence,
    read_evidence,
    rule_mark,
)
from segkit.traffic.results.reckoning import Scope, verified

Call = dict[str, object]
NOW = dt.datetime(2026, 11, 30, 10, 41, tzinfo=dt.UTC)
SECRET = "ada.lovelace@quillmoor.example"


def seen(counting: Counting, *calls: Call) -> Evidence:
    """The evidence of some calls, captured in a file of somebody's folder."""
    for number, call in enumerate(calls, 1):
        for found in found_in(call, Place("/srv/ada/captures/shop.jsonl", "line", number)):
            counting.take(found)
    return evidence_of(verified(counting.finish(), Scope(counting.judge)), counting.judge.plan, NOW)


def test_it_counts_by_rule_and_source(counting: Counting, order: Callable[..., Call]) -> None:
    """Seen, valid and broken, with the field and the word that breaks it."""
    calls = [order(1), order(2, total="12"), order(2, total="12"), order(3, total="x")]

    found = seen(counting, *calls, {"type": "page", "name": "Home", "messageId": "p"})

    page, track = sorted(found.events, key=lambda one: one.type)
    assert (track.type, track.event, track.seen, track.valid) == ("track", "Order Completed", 3, 1)
    assert track.sources == {"?": 3}
    assert track.valid_sources == {"?": 1}
    assert [(b.path, b.keyword, b.count) for b in track.breaches] == [
        (("properties", "total"), "type", 2)
    ]
    assert page.event == "Home"
    assert (found.calls, found.duplicates, found.kept_at) == (4, 1, "2026-11-30T10:41:00Z")


def test_no_value_of_a_call_is_kept(
    counting: Counting, order: Callable[..., Call], tmp_path: Path
) -> None:
    """Neither in values nor in names that code made, nor the folder of whoever looked."""
    call = order(1, currency=SECRET, total=SECRET) | {"userId": SECRET, "writeKey": "k" * 32}
    unplanned: Call = {"type": "track", "event": f"Mail to {SECRET}", "messageId": "4471-invented"}
    numbered: Call = {"type": "page", "name": "Order QM-2026-118204", "messageId": "m-9"}

    keep_evidence(Engagement(tmp_path, "Q"), seen(counting, call, unplanned, numbered))

    text = (tmp_path / "seen.json").read_text()
    for value in (SECRET, "118204", "4471", "k" * 8, "/srv", "captures"):
        assert value not in text
    found = read_evidence(Engagement(tmp_path, "Q"))
    assert found is not None
    assert {one.event for one in found.unplanned} == {"Mail to …", "Order …"}
    assert found.files[0].file == "shop.jsonl"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """No evidence is none; a damaged file, one of later, and one elsewhere are errors."""
    engagement, file = Engagement(tmp_path, "Q"), tmp_path / "seen.json"
    assert read_evidence(engagement) is None

    for content in ("{", "[]", '{"format": 1}', "\x00"):
        file.write_text(content)
        with pytest.raises(ConfigError, match="delete it"):
            read_evidence(engagement)
    file.unlink()
    outside = tmp_path.parent / "theirs.json"
    outside.write_text("{}")
    file.symlink_to(outside)
    with pytest.raises(TrustError):
        read_evidence(engagement)


def test_a_rule_is_marked_by_what_it_asks_for(judge: Judge) -> None:
    """Words about it do not change the mark; a field, a version and a common rule do."""
    plan = judge.plan
    order = plan.rules[0]
    before = rule_mark(plan, "track", "Order Completed")

    def mark(*rules: Rule) -> str:
        return rule_mark(TrackingPlan("p", rules), "track", "Order Completed")

    described = replace(order, description="Other words", labels={"owner": "Shop"}, origin="A9")
    assert mark(described) == before
    assert mark(order, replace(order, version=2)) != before
    assert mark(order, Rule("common", fields=order.fields[:1])) != before
    assert mark(replace(order, fields=order.fields[1:])) != before
