"""An organisation's own checks, other levels and thresholds, and checks of other packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from segkit import doors
from segkit.errors import ConfigError, UsageError
from segkit.model.plan import TrackingPlan
from segkit.review.check import CALLS, Check, check
from segkit.review.checks import all_checks
from segkit.review.finding import NOTE, Hit
from segkit.review.own_checks import own_checks
from segkit.review.reviewing import review
from segkit.review.rules import Rules, chosen, known_names
from segkit.review.subject import Subject

PlanOf = Callable[..., TrackingPlan]

HOUSE = """
[[rule]]
id = "house-app-prefix"
level = "error"
on = "event"
must_match = "^(Web|App): "
message = "does not say which app sends it"
why = "Both apps share the plan."
mend = "Begin with Web: or App:."

[[rule]]
id = "house-no-kiosk"
on = "property description"
must_not_match = "(?i)kiosk"
"""


def test_own_checks_speak_beside_the_score(plan_of: PlanOf) -> None:
    """Pattern, level and words are the team's; two plans stay comparable."""
    plan = plan_of("Web: Tent Pitched : a s [d=Of the KIOSK], b s", "Boots Fitted")
    rules = Rules(own=own_checks(HOUSE, "house.toml"))

    found = [one for one in review(plan, rules=rules).findings if one.family == "own"]

    assert [(one.rule, one.level, one.event, one.field) for one in found] == [
        ("house-app-prefix", "error", "Boots Fitted", ""),
        ("house-no-kiosk", "warning", "Web: Tent Pitched", "properties.a"),
    ]
    assert found[0].message == "'Boots Fitted' does not say which app sends it."
    assert found[0].mend == "Begin with Web: or App:."
    assert review(plan, rules=rules).families == review(plan).families


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule = 1", "something else than rules"),
        ("[[rule]]\nid = 'Loud'", "id is 'Loud'"),
        ("[[rule]]\nid = 'a-b'\nlevel = 'loud'", "level is 'loud'"),
        ("[[rule]]\nid = 'a-b'\non = 'cell'", "on is 'cell'"),
        ("[[rule]]\nid = 'a-b'\non = 'event'", "no pattern"),
        ("[[rule]]\nid = 'a-b'\non = 'event'\nmust_match = '(?=a)'", "must_match is"),
        ("[[rule]]\nid = 'types-missing'\non = 'event'\nmust_match = 'a'", "which is taken"),
        ("[[rule]]\nid = 'a-b'\ncolour = 'red'", "says 'colour'"),
        ("[[rule]]\nid = 1", "no table of texts"),
        ("[[rule", "no TOML"),
    ],
)
def test_what_is_no_check_is_said_with_its_place(text: str, said: str) -> None:
    """Which rule of the file, what is wrong, and what to write."""
    with pytest.raises(ConfigError, match=r"house\.toml") as caught:
        own_checks(text, "house.toml")

    assert said in str(caught.value)
    assert "To fix:" in str(caught.value)


def test_levels_and_thresholds_are_the_teams(plan_of: PlanOf) -> None:
    """A check may weigh otherwise, be off, or speak later."""
    plan = plan_of("Tent Pitched : depth ?, a>b>c>d s")
    rules = Rules(
        levels={"types-missing": "note", "identity-no-identify": "off"},
        thresholds={"names below properties": 4},
    )

    found = review(plan, rules=rules)

    assert {one.level for one in found.findings if one.rule == "types-missing"} == {"note"}
    assert "plan-deep-nesting" in {one.rule for one in review(plan).findings}
    assert "plan-deep-nesting" not in {one.rule for one in found.findings}
    assert found.off == ("identity-no-identify",)


def test_unknown_names_are_refused_with_a_near_one() -> None:
    """A typing error in a level or in `--only` is said, not passed over."""
    with pytest.raises(UsageError, match="types-missing"):
        Rules(levels={"type-missing": "note"})
    with pytest.raises(UsageError, match="majority"):
        Rules(thresholds={"majorty": 0.7})
    with pytest.raises(UsageError, match="naming"):
        known_names(["namin"])


def test_findings_are_chosen_by_check_or_family(plan_of: PlanOf) -> None:
    """`only` and `ignore` take both."""
    found = review(plan_of("Tent Pitched # : depth ?")).findings

    assert {one.rule for one in chosen(found, ("types",), ())} == {"types-missing"}
    assert "docs-event-missing" not in {one.rule for one in chosen(found, (), ("docs",))}


def test_another_package_adds_a_check(plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an entry point of the group `segkit.lint`; what is none is refused."""

    @check("house-every-call", NOTE, of=CALLS, docs="/protocols")
    def every_call(subject: Subject) -> Iterator[Hit]:
        """Every call is looked at."""
        yield Hit(f"{len(subject.rules)} calls.")

    for added in (every_call, [every_call]):
        monkeypatch.setattr(doors, "through", lambda _group, a=added: iter([("house:x", a)]))
        all_checks.cache_clear()
        assert "house-every-call" in {one.rule for one in review(plan_of("Tent Pitched")).findings}
    for wrong in (1, Check("types-missing", NOTE, CALLS, every_call.ask)):
        monkeypatch.setattr(doors, "through", lambda _group, a=wrong: iter([("house:x", a)]))
        all_checks.cache_clear()
        with pytest.raises(ConfigError, match="house:x"):
            all_checks()
    monkeypatch.undo()
    all_checks.cache_clear()
