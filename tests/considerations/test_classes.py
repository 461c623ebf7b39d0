"""Classes: wrong now is proved, of production, of today; everything else is less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import CHECKS
from segkit.considerations.classes import class_of
from segkit.considerations.consideration import (
    CLASSES,
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
)
from segkit.considerations.deriving import considerations
from segkit.considerations.words import consider
from segkit.engagement.notes import Added, Word
from segkit.knowledge.entries import targets
from segkit.model.derived import Placement

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from tests.doubles.cases import Build


def unmapped(build: Build, environment: str = "prod", **fields: object) -> Case:
    """A destination without a mapping, on a server in this environment."""
    link = build.link("server", catalog=build.actions(), mappings=(), **fields)  # type: ignore[arg-type]
    return build.case(link, placements=(Placement("server", "API", environment, "label"),))


def only(case: Case, check_id: str) -> Consideration:
    """What a check says of the case."""
    [found] = [one for one in considerations(case) if one.id == check_id]
    return found


@pytest.mark.parametrize(
    ("environment", "class_", "severity"),
    [
        ("prod", WRONG_NOW, "blocker"),
        ("all", WRONG_NOW, "blocker"),
        ("staging", TO_CHECK, "high"),
        ("dev", TO_CHECK, "high"),
        ("", TO_CHECK, "high"),
    ],
)
def test_what_is_proved_is_wrong_now_in_production_only(
    build: Build, environment: str, class_: str, severity: str
) -> None:
    """Elsewhere, and where nobody said which environment it is, it is asked about."""
    found = only(unmapped(build, environment), "no-enabled-mapping")

    assert (found.class_, found.severity) == (class_, severity)
    assert found.question == "Is this destination in use?"


def test_what_is_switched_off_is_not_asked_to_be_repaired(build: Build) -> None:
    """It is so on purpose, or will be found when it is switched on."""
    found = only(unmapped(build, enabled=False), "no-enabled-mapping")

    assert found.class_ == GOOD_TO_KNOW


def test_what_is_out_of_support_is_to_be_replaced_and_not_repaired(build: Build) -> None:
    """Of its source nothing is asked but the move itself."""
    case = unmapped(build)
    ended = build.library("net", "Analytics.NET", support_ended="March 2026")
    object.__setattr__(case, "libraries", {"server": ended})

    assert only(case, "library-out-of-support").class_ == WRONG_NOW
    assert only(case, "no-enabled-mapping").class_ == GOOD_TO_KNOW


def test_a_doubt_makes_it_a_question(build: Build) -> None:
    """Nothing is wrong now as long as something would have to be known."""
    case = unmapped(build)

    assert class_of(case, WRONG_NOW, "server", "server-Beacon", "Is it so?") == TO_CHECK
    assert class_of(case, WRONG_NOW, "server", "server-Beacon") == WRONG_NOW
    assert class_of(case, SATISFIED, "server", "server-Beacon", "Is it so?") == SATISFIED


def test_every_own_check_that_may_ask_has_a_question() -> None:
    """A check is worded as a question, and says so for what is good to know only by its class."""
    for check in CHECKS:
        assert check.says in CLASSES
        assert (check.says == GOOD_TO_KNOW) is not bool(check.asks), check.id
        assert check.asks.endswith("?") or not check.asks


def test_every_entry_that_may_ask_has_a_question() -> None:
    """Also where it is wrong in production, and so asked about elsewhere."""
    for file in ("destinations", "sources"):
        for entry in (entry for target in targets(file) for entry in target.entries):
            asking = any(one.otherwise in {"wrong", "check"} for one in entry.conditions)
            assert not asking or entry.asks.endswith("?"), entry.id
            assert entry.asks or not asking


def test_an_entry_that_asks_without_a_condition_is_always_a_question(build: Build) -> None:
    """Nothing but a person or the code can answer it."""
    target = next(t for t in targets("destinations") if t.slug == "appsflyer")
    catalog = build.catalog(id=target.catalog_id, name=target.name, slug=target.slug)

    found = only(build.case(build.link("mobile", "device", catalog=catalog)), "appsflyer-01")

    assert (found.class_, found.question) == (TO_CHECK, "Does the app contain the AppsFlyer SDK?")


def test_a_blocker_is_wrong_now_whoever_says_so(build: Build) -> None:
    """The SA's word is proof enough; what they add of low severity is good to know."""
    case = unmapped(build, "staging")
    item = only(case, "no-enabled-mapping")
    word = Word(item.id, "edited", "server", item.target_id, severity="blocker")
    added = {
        "own-1": Added("Stop the import.", severity="blocker"),
        "own-2": Added("Look here.", severity="high"),
        "own-3": Added("By the way.", severity="low"),
    }

    found = consider(case, [item], {"w": word}, added).items

    assert {one.item.class_ for one in found if one.item.severity == "blocker"} == {WRONG_NOW}
    assert {one.key: one.item.class_ for one in found if one.state == "added"} == {
        "own-1": WRONG_NOW,
        "own-2": TO_CHECK,
        "own-3": GOOD_TO_KNOW,
    }
