"""Destinations and identify in the room: what is wrong first, from the verdicts that exist."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.considering import Considering
from segkit.facts.known import Facts
from segkit.facts.standing import standing
from segkit.model.plan import Field, TrackingPlan
from segkit.rows.forms.destination_lines import destination_lines
from segkit.rows.forms.identify_lines import identify_lines
from segkit.rows.forms.lines import CHECK, OK, SIGNS, WRONG, Line


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo, of which everything is derived once."""
    return Facts(create_demo(tmp_path_factory.mktemp("lines") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Iterator[Facts]:
    """The same, whose notes are put back."""
    file = known.engagement.notes_file
    before = file.read_bytes()
    yield known
    file.write_bytes(before)


def with_plan(facts: Facts, change: Callable[[TrackingPlan], TrackingPlan]) -> Facts:
    """The demo with another plan, which is not judged for a workspace."""
    plan = facts.snapshot.plan
    assert plan is not None
    return Facts(facts.engagement, replace(facts.snapshot, plan=change(plan), workspace=None))


def titled(lines: Sequence[Line], key: str) -> Line:
    """The row of this key."""
    [found] = [one for one in lines if one.key == key]
    return found


def test_silent_destinations_stand_first_then_what_is_wrong(facts: Facts) -> None:
    """Each with who stops it, and nothing that delivers without a question."""
    shown = destination_lines(facts, None, read_only=False)

    now = standing(facts).connections
    assert shown.heading == "31 of 35 connections deliver. 4 are silent."
    assert [one.state.split(":")[0] for one in shown.lines[: now.silent]] == ["Silent"] * 4
    assert shown.lines[0].title == "Slack - big orders"
    assert shown.lines[0].state == "Silent: no mapping on"
    assert shown.lines[0].points[0].sign == WRONG
    loud = shown.lines[now.silent :]
    assert [SIGNS.index(one.sign) for one in loud] == sorted(SIGNS.index(one.sign) for one in loud)
    assert {one.sign for one in loud} == {WRONG, CHECK}
    assert shown.beside.startswith(f"{now.all - len(shown.lines)} connections deliver")


def test_a_word_is_seen_at_once_and_a_reader_sees_none(facts: Facts) -> None:
    """What was accepted waits for nobody any more; whoever reads is asked for nothing."""
    considering = Considering(facts)
    slack = destination_lines(facts, None, read_only=False).lines[0]
    id_ = next(one.id for one in facts.destinations.values() if one.name == slack.title)
    keys = [
        one.key for one in considering.considered.items
        if one.item.target_id == id_ and one.item.text == slack.points[0].text
    ]  # fmt: skip

    considering.accept(keys)

    after = destination_lines(facts.now(), None, read_only=False).lines[0]
    assert (slack.points[0].word, after.points[0].word) == ("not read yet", "accepted")
    assert (slack.waits, after.waits) == (True, False)
    read = destination_lines(facts, None, read_only=True).lines
    assert not any(one.waits or one.place or (one.points and one.points[0].word) for one in read)


def test_what_identify_asks_stands_before_what_is_good(facts: Facts) -> None:
    """The required traits are a question; the id, its companions and receivers are as they are."""
    shown = identify_lines(facts, read_only=False)

    assert shown.heading == "2 things to settle about who somebody is"
    assert shown.lines[0].title == "Do all identify calls carry the required traits?"
    assert "email, createdAt, newsletter_opt_in" in " ".join(shown.lines[0].seen)
    assert titled(shown.lines, "identify-id").sign == OK
    assert titled(shown.lines, "identify-received").sign == OK
    signs = [SIGNS.index(one.sign) for one in shown.lines]
    assert signs == sorted(signs)
    assert not any(one.place for one in identify_lines(facts, read_only=True).lines)


def test_an_address_as_id_is_wrong_and_first(facts: Facts) -> None:
    """Also where no workspace was read, and who receives the traits is not known."""

    def addressed(plan: TrackingPlan) -> TrackingPlan:
        def as_email(field: Field) -> Field:
            return replace(field, format="email") if field.path == ("userId",) else field

        rules = (replace(r, fields=tuple(map(as_email, r.fields))) for r in plan.rules)
        return replace(plan, rules=tuple(rules))

    lines = identify_lines(with_plan(facts, addressed), read_only=False).lines

    assert (lines[0].key, lines[0].sign) == ("identify-id", WRONG)
    assert "people change theirs" in lines[0].seen[0]
    assert "not known" in titled(lines, "identify-unread").title


def test_traits_that_nobody_receives_are_named(facts: Facts) -> None:
    """From the coverage that the guide's gaps are counted from."""
    renewed = Facts(facts.engagement, facts.snapshot)
    covered = tuple(
        one._replace(receipts=(), open=(), warehouses=(), unsure=frozenset())
        if one.field.path == ("traits", "avatar")
        else one
        for one in facts.field_coverage
    )
    renewed.__dict__["field_coverage"] = covered
    renewed.__dict__["considered"] = facts.considered

    line = titled(identify_lines(renewed, read_only=False).lines, "identify-nobody")

    assert (line.title, line.sign) == ("1 trait that nobody receives", WRONG)
    assert line.seen[0] == "avatar"


def test_the_live_forms_write_nothing(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are what a customer may have, too; the whole matrix is behind one key."""
    from segkit.guide import Guide
    from segkit.widgets.form import FormWidget

    heard: list[dict[str, object]] = []
    monkeypatch.setattr(FormWidget, "send", lambda _form, content: heard.append(content))
    before = facts.engagement.notes_file.read_bytes()
    for read_only in (True, False):
        guide = Guide(facts.engagement, live=True, read_only=read_only, facts=facts)
        for form in (guide.matrix(), guide.identify_facts()):
            assert isinstance(form, FormWidget)
            form._handle_custom_msg({"id": "m", "do": "set", "key": "a", "value": "x"}, [])
            assert heard[-1]["problem"]
            assert ("data-sk-goes" in json.dumps(form.parts)) is not read_only
        frame = str(guide.matrix().parts[""])  # type: ignore[attr-defined]
        assert '<table class="sk-grid sk-matrix">' in frame.partition('data-sk-hot="o"')[2]
    assert facts.engagement.notes_file.read_bytes() == before
