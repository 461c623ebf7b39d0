"""What the final guide waits for, and what is open besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.notes import change, edit, read_notes
from segkit.engagement.notes.workshop import ACTIONS, QUESTIONS, Action, Question
from segkit.engagement.snapshot.kept_reading import outcome_of
from segkit.facts.holding_up import CONSIDERATIONS, OUTCOMES, PLAN, waiting
from segkit.facts.known import Facts
from segkit.model.plan import Doubt
from segkit.plans.tables import TabDoubt


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo, whose considerations are derived once."""
    return Facts(create_demo(tmp_path_factory.mktemp("waiting") / "demo"))


@pytest.fixture
def facts(known: Facts) -> Iterator[Facts]:
    """The same, with the notes and settings that it came with."""
    files = {one: one.read_bytes() for one in known.engagement.folder.glob("*.toml")}
    yield known
    known.engagement.profile_file.unlink(missing_ok=True)
    for file, content in files.items():
        file.write_bytes(content)


def test_a_word_on_all_holds_nothing_up_and_is_not_the_last(facts: Facts) -> None:
    """The demo's considerations were settled by one word, and none was read one by one."""
    found = {one.key: one for one in waiting(facts)}

    assert not any(one.holds_up for one in found.values())
    assert found["unread-wrong now"].what.endswith("wrong now without a word")
    assert found["unread-wrong now"].place == CONSIDERATIONS
    assert next(iter(found)) == "unread-wrong now"
    assert found["considerations"].said == facts.notes.done["considerations"]


def test_what_is_not_settled_holds_the_guide_up(facts: Facts) -> None:
    """Once, and before everything else."""
    facts.engagement.notes_file.write_text("")

    first, *others = waiting(facts.now())

    assert (first.key, first.holds_up, first.place) == ("considerations", True, CONSIDERATIONS)
    assert "segkit tick" not in first.fix
    assert not any(one.key.startswith("unread") for one in others)


def test_what_nobody_does_is_named(facts: Facts) -> None:
    """Actions and questions without an owner, until they have one or are closed."""
    file = facts.engagement.notes_file
    change(file, [edit(ACTIONS, "a", Action("Move the old source"))], "one")
    change(file, [edit(QUESTIONS, "q", Question("Who owns iOS?"))], "two")

    found = {one.key: one for one in waiting(facts.now())}

    assert found["unowned-action"].about == "Move the old source"
    assert found["unowned-question"].what == "1 question without an owner"
    assert found["asked"].what == "2 open questions"
    assert found["unowned-action"].place == OUTCOMES

    noted = read_notes(file)
    change(file, [edit(ACTIONS, "a", replace(noted.of(ACTIONS)["a"], state="dropped"))], "three")
    assert "unowned-action" not in {one.key for one in waiting(facts.now())}


def test_doubts_of_the_reading_are_open_until_they_are_answered(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snapshot keeps those of the last pull; `profile.toml` has the answers since."""
    outcome = outcome_of(facts.snapshot.plan_reading, facts.snapshot.plan)
    tab = outcome.readings[0]
    doubt = TabDoubt(Doubt("Events!F1", "It may be the platforms."), "k", "Platforms")
    doubted = replace(outcome, readings=(replace(tab, doubts=(doubt,)),))
    monkeypatch.setattr("segkit.facts.holding_up.outcome_of", lambda *_: doubted)
    [found] = [one for one in waiting(facts) if one.place == PLAN]
    assert (found.what, found.about) == ("1 doubt of the reading", "Events!F1")

    facts.engagement.profile_file.write_text(f'["{tab.title}"]\nsettled = ["k"]\n')

    assert not [one for one in waiting(facts) if one.place == PLAN]


def test_known_things_are_worked_out_once_while_notes_change(facts: Facts) -> None:
    """A word changes what is considered, and nothing else is derived again."""
    assert facts.now() is facts
    before = facts.derived_considerations
    facts.engagement.notes_file.write_text("")

    renewed = facts.now()

    assert renewed.derived_considerations is before
    assert renewed.notes.done == {} != facts.notes.done
    assert renewed.considered is not facts.considered
    settings = facts.engagement.file.read_text().replace("Robin Ashdown", "Somebody Else")
    facts.engagement.file.write_text(settings)
    assert facts.now().engagement.sa == "Somebody Else"


def test_a_damaged_profile_is_said_and_hides_no_doubts(facts: Facts) -> None:
    """Which doubts were answered is not known then."""
    facts.engagement.profile_file.write_text("[broken", encoding="utf-8")

    [said] = [one for one in waiting(facts) if one.key == "doubts"]

    assert "profile.toml" in said.what
    assert said.fix
    assert said.is_wrong
    assert said.place == PLAN
