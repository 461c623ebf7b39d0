"""Page one: what it says of the demo, and of engagements that are nothing like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from segkit.considerations.consideration import (
    CLASSES,
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
)  # fmt: skip
from segkit.engagement.demo import create_demo
from segkit.engagement.notes import Notes
from segkit.facts.known import Facts
from segkit.facts.page_one import next_steps, troubles
from segkit.facts.standing import Standing, outcomes, standing
from segkit.guide import Guide, Shown
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.rows.about.standing_parts import in_short
from segkit.rows.about.where_you_stand import where_you_stand
from segkit.rows.row import own_rows


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The demo's guide in a document."""
    return Guide(create_demo(tmp_path_factory.mktemp("standing") / "demo"))


def other(guide: Guide, notes: Mapping[str, object] | None = None, **parts: object) -> Facts:
    """The demo with another plan or workspace, or with other notes."""
    facts = Facts(guide.facts.engagement, replace(guide.facts.snapshot, **parts))  # type: ignore[arg-type]
    if notes is not None:
        facts.notes = Notes(notes)
    return facts


def text_of(facts: Facts) -> str:
    """What page one says, in one line."""
    return " ".join(where_you_stand(facts, standing(facts)).text.split())


def test_the_state_is_said_in_a_sentence_with_its_counts(guide: Guide) -> None:
    """The first that anybody reads."""
    now = standing(guide.facts)

    text = text_of(guide.facts)

    assert text.startswith(
        f"{now.classes[WRONG_NOW]} things are wrong now. {now.classes[TO_CHECK]} need a check. "
        "31 of 35 connections deliver. The plan has 35 events: 33 live, 2 planned. "
        "Of 7 business questions: 1 has a gap, 3 to check, 3 connected."
    )


def test_what_is_wrong_stands_with_place_repair_owner_and_day(guide: Guide) -> None:
    """By the customer's own names; what nobody does says so."""
    rows = [
        row
        for row in where_you_stand(guide.facts, standing(guide.facts)).rows
        if row[0] == "Wrong now"
    ]

    assert len(rows) == standing(guide.facts).classes[WRONG_NOW]
    assert str(rows[0][1]).startswith("GA4 never receives Membership Started")
    assert (rows[0][4], rows[0][5]) == ("Trail Club", "2026-12-04")
    assert any(row[4] == "No owner yet" for row in rows)
    text = text_of(guide.facts)
    assert "Slack - big orders: all mappings are switched off (Orders over 500 pounds)." in text
    assert "Turn the mapping of big orders on, or delete the destination." in text


def test_what_harms_most_stands_first(guide: Guide) -> None:
    """A question with a gap before a library without support."""
    ids = [one.first.id for one in troubles(guide.facts, WRONG_NOW)]

    assert ids[0] == "question-without-way"
    assert ids[1] == "transformation-sets-constant"
    assert ids[-1] == "library-out-of-support"


def test_the_next_steps_are_those_with_a_day_then_what_nobody_took_up(guide: Guide) -> None:
    """Three of them; questions of the room among them."""
    assert [one.due for one in next_steps(guide.facts)] == [
        "2026-12-02",
        "2026-12-02",
        "2026-12-04",
    ]

    asked = {
        "questions": {
            "a": {"text": "May we?", "due": "2026-12-01"},
            "b": {"text": "x", "answer": "y"},
        }
    }
    first, second, _ = next_steps(other(guide, asked))

    assert (first.what, first.is_question) == ("May we?", True)
    assert (second.owner, second.due) == ("", "")


def test_without_a_workspace_nothing_is_said_to_be_right(guide: Guide) -> None:
    """And nothing to be wrong."""
    text = text_of(other(guide, workspace=None))

    assert text.startswith("35 events are agreed; the workspace was not read.")
    assert "wrong now" not in text
    assert "Not known" in text  # the questions
    assert "Data flow" not in text


def test_without_a_plan_the_workspace_speaks(guide: Guide) -> None:
    """With the sentence that no plan was read."""
    text = text_of(other(guide, plan=None))

    assert "No tracking plan was read." in text
    assert "connections deliver" in text
    assert "Your questions" not in text


def test_with_nothing_at_all_that_is_said(guide: Guide) -> None:
    """No table, no number, no promise."""
    text = text_of(other(guide, {}, plan=None, workspace=None))

    assert text.startswith("Neither a tracking plan nor a workspace was read. Made by segkit")


def test_an_empty_workspace_is_a_workspace(guide: Guide) -> None:
    """Nothing is connected, and nothing is known to be wrong."""
    text = text_of(other(guide, {}, workspace=Workspace(sources=())))

    assert "No source is connected to a destination yet." in text
    assert "was not read" not in text


def test_many_troubles_with_long_names_stay_on_one_page(guide: Guide) -> None:
    """The first of them, and how many more there are; nothing is cut off within a word."""
    facts = other(guide)
    one = next(item for item in facts.considerations if item.class_ == WRONG_NOW)
    long = "Brass lantern with a very long name " * 5
    found = [
        replace(
            facts.considered.items[0],
            item=replace(one, id=f"x{n}", text=f"{long}{n}", evidence=long),
            key=f"x{n}",
        )
        for n in range(200)
    ]
    facts.__dict__["considered"] = replace(facts.considered, items=tuple(found))

    text = text_of(facts)

    assert text.startswith("200 things are wrong now.")
    assert "188 more are wrong now." in text
    cut = set(re.findall(r"(\w+)…", text))
    assert cut
    assert cut <= set(long.split())


def test_hostile_words_of_notes_and_plan_are_text(guide: Guide) -> None:
    """On the page nothing of them is markup."""
    bad = "<img src=x onerror=alert(1)>"
    notes = {
        "objectives": {"a": {"text": bad, "measure": bad}},
        "decisions": {"a": {"text": bad, "owner": bad, "date": bad}},
        "questions": {"a": {"text": bad, "owner": bad, "due": bad}},
        "actions": {"a": {"text": bad, "owner": bad, "due": bad}},
    }
    plan = TrackingPlan(
        "Plan", extra={"questions": [{"question": bad, "answered_by": [bad], "decided_on": [bad]}]}
    )

    html = str(where_you_stand(other(guide, notes, plan=plan), Standing()).html)

    assert "<img" not in html
    assert html.count("&lt;img") > 8


COUNTS: Mapping[str, Callable[[Standing], int]] = {
    r"(\d+) things? (?:is|are) wrong now": lambda now: now.classes[WRONG_NOW],
    r"(?<!unread: )\b(\d+) wrong now": lambda now: now.classes[WRONG_NOW],
    r"(\d+) need(?:s)? a check": lambda now: now.classes[TO_CHECK],
    r"(\d+) check\b": lambda now: now.classes[TO_CHECK],
    r"(\d+) satisfied": lambda now: now.classes[SATISFIED],
    r"(\d+) good to know": lambda now: now.classes[GOOD_TO_KNOW],
    r"has (\d+) events": lambda now: now.events.current,
    r"(?:has|Of) (\d+) (?:business )?questions": lambda now: sum(now.questions.values()),
    r"(\d+) live\b": lambda now: now.events.live,
    r"(\d+) of 35 connections": lambda now: now.connections.delivering,
    r"of (\d+) connections deliver": lambda now: now.connections.all,
    r"(\d+) connections from": lambda now: now.connections.all + now.connections.warehouses,
    r"(\d+) connections to destinations": lambda now: now.connections.all,
    r"(\d+) connected\b": lambda now: now.questions["connected"],
}
"""How the guide says each count, and which it is."""
IN_DATA: Mapping[str, Callable[[Facts], int]] = {
    r"has (\d+) pages": lambda facts: len(current(facts, "page")),
    r"has (\d+) screens": lambda facts: len(current(facts, "screen")),
    r"identify calls with (\d+) traits": lambda facts: len(traits(facts, "identify")),
    r"group calls with (\d+) traits": lambda facts: len(traits(facts, "group")),
    r"(\d+) actions? (?:is|are) open": lambda facts: outcomes(facts, facts.notes).open_actions,
    r"(\d+) questions? still open": lambda facts: outcomes(facts, facts.notes).open_questions,
}
"""Likewise, counted in plan and notes."""
OF_EACH = {("destinations", r"(?<!unread: )\b(\d+) wrong now"), ("destinations", r"(\d+) satisfied"),
           ("destinations", r"(\d+) check\b"), ("destinations", r"(\d+) good to know")}  # fmt: skip
"""Counts of the same words that a row says of each single thing."""
QUIET = {
    "agenda",
    "connect",
    "doctor",
    "export",
    "playground",
    "presenter",
    "pull",
    "route",
    "todos",
}


def current(facts: Facts, call: str) -> set[str]:
    """Names of the pages or screens that are to be sent."""
    rules = facts.plan.of(call) if facts.plan else ()
    return {rule.key for rule in rules if rule.key and not rule.deprecated}


def traits(facts: Facts, call: str) -> set[tuple[str, ...]]:
    """Places of the traits that a call is to carry."""
    rules = facts.plan.of(call) if facts.plan else ()
    paths = {one.path for rule in rules if not rule.deprecated for one in rule.fields}
    return {path for path in paths if path[0] == "traits"}


def test_every_count_of_the_guide_is_the_standing_s(guide: Guide) -> None:
    """Whatever row says it, on the page or in words; and each count is said somewhere."""
    now = standing(guide.facts)
    counts = {pattern: count(now) for pattern, count in COUNTS.items()}
    counts |= {pattern: count(guide.facts) for pattern, count in IN_DATA.items()}
    said: set[str] = set()

    for name in set(own_rows()) - QUIET:
        shown = getattr(guide, name)()
        assert isinstance(shown, Shown)
        text = f"{shown.view.text} {re.sub(r'<[^>]+>', ' ', shown.view.html)}"
        for pattern, count in counts.items():
            if (name, pattern) in OF_EACH:
                continue
            for found in re.findall(pattern, text):
                assert int(found) == count, (name, pattern)
                said.add(pattern)

    assert said == set(counts)
    assert sum(now.classes[name] for name in CLASSES) == now.considerations
    assert sum(int(str(count)) for _, count in guide.modes().view.rows) == now.connections.all


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        (
            "One sentence. " + "Another one that is long enough. " * 5,
            "One sentence. Another one that is long enough.",
        ),
        ("Words, " * 40, "Words, Words, Words, Words, Words, Words, Words, Words…"),
        ("w" * 200, "w" * 56 + "…"),
    ],
)
def test_a_long_text_ends_where_a_sentence_or_a_word_does(text: str, short: str) -> None:
    """With a sign that there is more where a sentence breaks off."""
    assert in_short(text, 56) == short
