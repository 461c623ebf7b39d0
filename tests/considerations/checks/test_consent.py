"""Checks on consent: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks.consent import calls_without_consent
from segkit.delivery.case import Case
from segkit.model.plan import Field, Rule

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts
    from tests.doubles.cases import Build

ENTERED: dict[str, tuple[str, ...]] = {"Advertising": ("Beacon",)}
CONSENT = Field(("context", "consent", "categoryPreferences", "Advertising"), ("boolean",))


def a_case(
    build: Build, *rules: Rule, kind: str = "server", entered: dict[str, tuple[str, ...]] | None
) -> Case:
    """One source with one destination and a plan of these rules."""
    case = build.case(build.link(kind), plan=build.plan(*rules) if rules else None)
    return replace(case, consent=entered)


def carrying(rule: Rule) -> Rule:
    """The same call with the consent object."""
    return replace(rule, fields=(*rule.fields, CONSENT))


def test_a_source_whose_planned_calls_lack_it_is_named(build: Build, speaks: Asserts) -> None:
    """With the calls that lack it; a server's are known, an app's may get it from a plugin."""
    without, with_it = build.event("Order Completed"), carrying(build.event("Signed Up"))
    server = a_case(build, without, with_it, entered=ENTERED)
    web = a_case(build, without, kind="web", entered=ENTERED)

    speaks("calls-without-consent", server)
    [some], [every] = list(calls_without_consent(server)), list(calls_without_consent(web))

    assert some.text.startswith("Some planned calls")
    assert some.evidence.endswith(": Order Completed.")
    assert (some.doubt, every.text.startswith("The planned calls")) == ("", True)
    assert "wrapper or plugin" in every.doubt


def test_the_plan_alone_says_that_consent_is_in_use(build: Build, speaks: Asserts) -> None:
    """One planned call that carries it is enough; Protocols' own event is not one that lacks it."""
    rules = build.event("Order Completed"), build.event("Segment Consent Preference Updated")

    speaks("calls-without-consent", a_case(build, *rules, entered=None))
    assert not list(calls_without_consent(a_case(build, rules[1], entered=None)))


def test_a_source_that_no_plan_covers_is_not_known(build: Build) -> None:
    """That is said, not that its calls lack it."""
    [found] = calls_without_consent(a_case(build, entered=ENTERED))

    assert found.text.startswith("It is not known")
    assert found.doubt


@pytest.mark.parametrize(
    ("rules", "entered"),
    [
        (("plain",), None),
        (("plain",), {}),
        (("carrying",), ENTERED),
        (("plain", "common"), ENTERED),
    ],
)
def test_it_is_silent_where_consent_is_not_in_use_or_planned_everywhere(
    build: Build, rules: tuple[str, ...], entered: dict[str, tuple[str, ...]] | None
) -> None:
    """A rule for all calls speaks for each of them."""
    made = {
        "plain": build.event("Order Completed"),
        "carrying": carrying(build.event("Order Completed")),
        "common": Rule("common", None, fields=(CONSENT,)),
    }

    case = a_case(build, *(made[one] for one in rules), entered=entered)

    assert not list(calls_without_consent(case))
