"""Behaviour of `segkit.rows.workspace.receiving`: which planned calls a destination receives."""

from __future__ import annotations

import re

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.render.tree import div, html_of, plain
from segkit.rows.workspace import receiving
from segkit.rows.workspace.receiving import Received, ReceivedCalls, Receiving, received_parts
from segkit.snippets.payload import example_payload


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known of the demo."""
    return Facts(create_demo(tmp_path_factory.mktemp("receiving") / "demo"))


def of(facts: Facts, name: str) -> Receiving:
    """What the destination of this name receives."""
    [id_] = [one.id for one in facts.destinations.values() if one.name == name]
    found = ReceivedCalls(facts).of(id_)
    assert found is not None
    return found


def text(found: Receiving) -> str:
    """What its card says."""
    return re.sub(r"\s+", " ", plain(div(*received_parts(found))))


def test_each_planned_call_is_received_or_not_or_not_sent(facts: Facts) -> None:
    """Of every destination all of them are accounted for, each once, as coverage has it."""
    assert facts.case is not None
    calls, rules = ReceivedCalls(facts), facts.case.coverage.rules()

    for id_ in facts.destinations:
        found = calls.of(id_)
        assert found is not None
        assert found.lacking is not None
        lacking = [name for some in found.lacking.values() for name in some]
        names = [one.title for one in found.calls] + lacking
        assert len(names) == len(set(names))
        assert len(names) + found.others == len(rules)
        sure = {
            c.rule.title for c in facts.call_coverage for r in c.receipts if r.destination_id == id_
        }
        assert len(found.calls) >= len(sure)


def test_a_reason_is_that_of_the_route(facts: Facts) -> None:
    """The example of each call that is said not to arrive is followed, and stopped there."""
    steps = {
        "switched off": {"enabled"},
        "this source cannot deliver to it": {"mode"},
        "no mapping is on": {"call", "mappings"},
        "no mapping waits for it": {"call", "mappings"},
        "its filter drops it": {"filters"},
        "the tool leaves such calls out": {"limits"},
    }
    assert facts.case is not None
    calls, seen = ReceivedCalls(facts), set()
    by_title = {rule.title: rule for rule in facts.case.coverage.rules() if rule.version == 1}
    for id_, destination in facts.destinations.items():
        found = calls.of(id_)
        for reason, names in (found.lacking or {}).items() if found else ():
            rule = next((by_title[name] for name in names if name in by_title), None)
            if rule is None or reason in seen or rule.call == "alias":
                continue
            outcomes = facts.route(
                {"type": rule.call, **example_payload(rule)}, destination.source_id
            ).outcomes
            [outcome] = [one for one in outcomes if one.id == id_]
            seen.add(reason)
            assert outcome.result == "not delivered", (destination.name, rule.title)
            assert outcome.stopped_by in steps[reason], (destination.name, rule.title, reason)

    assert len(seen) >= 5


def test_names_there_and_calls_that_do_not_arrive_stand_with_their_reason(facts: Facts) -> None:
    """A mapping's own name, that of an action, and why the others do not come."""
    refunds = text(of(facts, "GA4 - refunds"))

    assert "Membership Renewed as membership_renewed" in refunds
    assert "Order Refunded as action Refund" in refunds
    assert "Order Completed" in refunds.split("Does not receive")[1]
    assert ": no mapping waits for it" in refunds
    assert re.search(r"Its source does not send the other \d+\.", refunds)


def test_many_calls_are_marked_where_their_cards_name_the_destination(facts: Facts) -> None:
    """So that a page counts them; a test's tools are named on no card, and stay whole."""
    web = str(html_of(*received_parts(of(facts, "Amplitude - web"))))
    test = str(html_of(*received_parts(of(facts, "Amplitude - test project"))))

    assert 'data-n="26"' in web
    assert "Product Viewed" in web
    assert "data-n" not in test


def test_what_is_not_known_is_said_apart() -> None:
    """A call of which it is open whether it arrives is none that arrives."""
    found = Receiving((Received("Lamp Lit"), Received("Lamp Sold", sure=False)), {})

    assert "Lamp Sold not known" in text(found)


def test_a_long_plan_is_counted(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The coverage table names each call."""
    monkeypatch.setattr(receiving, "MOST_CALLS", 3)

    assert re.fullmatch(r"Receives \d+ of \d+ planned calls\.", text(of(facts, "Amplitude - web")))


def test_without_a_plan_nothing_is_said(facts: Facts) -> None:
    """No list, and no sentence about one."""
    assert received_parts(None) == ()
    bare = Facts(facts.engagement)
    object.__setattr__(bare.snapshot, "plan", None)

    assert ReceivedCalls(bare).of(next(iter(facts.destinations))) is None
