"""Every statement that segkit derives about the demo, as a table that people have read.

`demo_statements.md` holds one row for each: what it is about, what is said, and what it was
read against. A statement that is new, gone or worded otherwise fails here; read it against
the documentation or the demo's own files, and then change its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from segkit.considerations.consideration import (
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
)
from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts

TABLE = Path(__file__).with_name("demo_statements.md")
TOPICS = {"mode", "environment", "finding", "method", "call", "identify", "consideration", "quiet"}

Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What is known about the demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("statements") / "demo"))


def statements(facts: Facts) -> Iterator[Row]:
    """Topic, what it is about, and the statement with all that it claims."""
    names = facts.names
    for one in facts.connections:
        sure = "certain" if one.certain else "inferred"
        pair = f"{names[one.source_id]} → {names[one.destination_id]}"
        mode = f"{one.mode} of {', '.join(one.possible) or 'nothing'}"
        yield "mode", pair, f"{mode}: {one.reason} ({one.basis}, {sure})"
    for place in facts.placements:
        about = f"{place.product}: {place.environment or 'not known'}"
        yield "environment", names[place.source_id], f"{about} ({place.evidence})"
    for finding in facts.source_findings:
        said = f"[{finding.severity}] {finding.message} {finding.action}"
        yield "finding", finding.origin, said
    choice = facts.tracking_choice
    yield "method", "the workspace", f"{choice.value}: {choice.reason}"
    for scope in facts.call_scopes:
        yield "call", scope.call, f"{'in' if scope.in_scope else 'out of'} scope: {scope.reason}"
    yield from _identify(facts)
    yield from _considerations(facts)
    for (source, target), words in facts.quiet_pairs.items():
        yield "quiet", f"{names[source]} → {names[target]}", words


def _identify(facts: Facts) -> Iterator[Row]:
    known = facts.identify
    assert known is not None
    yield "identify", "userId", f"{known.user_id}; an e-mail address: {known.user_id_is_email}"
    yield "identify", "required traits", ", ".join(known.required)
    yield "identify", "track calls next to it", ", ".join(known.track_calls)
    yield "identify", "traits about the person", ", ".join(known.profile_traits)
    yield "identify", "traits about the company", ", ".join(known.company_traits)


def _considerations(facts: Facts) -> Iterator[Row]:
    """The same words about several pairs are one statement."""
    alike: dict[tuple[str, str], list[str]] = {}
    for item in facts.considerations:
        alike.setdefault((item.id, _said(item)), []).append(_about(item, facts.names))
    for (item_id, said), about in alike.items():
        yield "consideration", "; ".join(about), f"{item_id} {said}"


def _said(item: Consideration) -> str:
    doubt = f" Doubt: {item.doubt}" if item.doubt else ""
    # why general knowledge applies repeats what it is about
    is_general = item.basis == "knowledge" and item.class_ == GOOD_TO_KNOW
    repeats = is_general and (item.source_id or item.target_id)
    evidence = "" if repeats else f" Because: {item.evidence}"
    asked = f" {item.question}" if item.class_ == TO_CHECK else ""
    return f"[{item.class_}, {item.severity}, {item.basis}]{asked} {item.text}{evidence}{doubt}"


def _about(item: Consideration, names: dict[str, str]) -> str:
    ends = [names.get(one, "") for one in (item.source_id, item.target_id) if one]
    return " → ".join(ends) or "the workspace"


def _reviewed() -> dict[Row, str]:
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith(("| Topic", "| ---")):
            topic, about, said, against = (
                cell.replace("&#124;", "|").strip() for cell in line.strip("|").split(" | ")
            )
            rows[topic, about, said] = against
    return rows


def _changes(derived: set[Row], reviewed: set[Row]) -> str:
    gone = [f"- {' | '.join(row)}" for row in sorted(reviewed - derived)]
    new = [f"+ {' | '.join(row)}" for row in sorted(derived - reviewed)]
    return "\n".join(gone + new)


def test_every_statement_of_the_demo_has_been_read(facts: Facts) -> None:
    """Nothing is said in the demo's guide that nobody has judged, and nothing is forgotten."""
    changes = _changes(set(statements(facts)), set(_reviewed()))

    assert not changes, f"Read these, then change {TABLE.name}:\n{changes}"


def test_every_row_says_what_it_was_read_against() -> None:
    """A page of the documentation, the catalog, or the demo's own plan and workspace."""
    rows = _reviewed()

    assert {topic for topic, _, _ in rows} == TOPICS
    for row, against in rows.items():
        named = ("`/", "catalog", "workspace.json", "tracking-plan.xlsx", "engagement.toml")
        assert any(word in against for word in named), row


def test_as_many_as_a_person_would_write_by_hand_ask_for_something(facts: Facts) -> None:
    """About ten are wrong now and about twenty are to be checked; no blocker is anything else."""
    found = [one.first.item for one in facts.considered.statements]
    of = {name: [i for i in found if i.class_ == name] for name in (WRONG_NOW, TO_CHECK, SATISFIED)}

    assert 8 <= len(of[WRONG_NOW]) <= 12
    assert 16 <= len(of[TO_CHECK]) <= 26
    assert len(of[SATISFIED]) >= 7
    assert {item.class_ for item in found if item.severity == "blocker"} == {WRONG_NOW}
    assert all(item.question and item.evidence for item in of[TO_CHECK])
    assert all(item.action and item.evidence and not item.doubt for item in of[WRONG_NOW])


def test_what_is_done_already_is_not_asked_for(facts: Facts) -> None:
    """No two statements contradict each other: what is satisfied here is wrong nowhere on it."""
    classes: dict[tuple[str, str], dict[str, str]] = {}
    for item in facts.considerations:
        classes.setdefault((item.source_id, item.target_id), {})[item.id] = item.class_
    names = {name: key for key, name in facts.names.items()}
    web = classes[names["Quillmoor web (production)"], names["GA4 - shop"]]
    facebook = classes[names["Shop API (production)"], names["Facebook Conversions API"]]

    assert web["actions-google-analytics-4-web-02"] == SATISFIED
    assert facebook["actions-facebook-conversions-api-02"] == TO_CHECK
    assert classes[names["Quillmoor web (production)"], ""]["src-javascript-01"] == SATISFIED
    for (source, target), found in classes.items():
        if "no-enabled-mapping" in found or "device-only-off-device" in found:
            received = facts.case.coverage.calls if facts.case else ()
            reached = {r.destination_id for call in received for r in call.receipts}
            assert target not in reached, (source, target)
            assert "personal-data-received" not in found


def test_a_statement_that_changes_is_noticed() -> None:
    """The comparison finds what is gone and what is new."""
    before = {("call", "alias", "out of scope"), ("call", "group", "in scope")}
    after = {("call", "alias", "in scope"), ("call", "group", "in scope")}

    assert _changes(after, before).splitlines() == [
        "- call | alias | out of scope",
        "+ call | alias | in scope",
    ]
