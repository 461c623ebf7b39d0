"""Checks on personal data: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, personal
from segkit.doors import declared_in
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


def advertiser(b: Build, call: str, *fields: str, category: str = "Advertising") -> Case:
    """A plan with these fields in one call, and a destination that takes the call."""
    container = "traits" if call == "identify" else "properties"
    planned = tuple(b.field(container, name) for name in fields)
    catalog = b.catalog(methods=frozenset({call}), categories=(category,))
    key = None if call == "identify" else "Order Completed"
    return b.case(b.link(catalog=catalog), plan=b.plan(Rule(call, key, fields=planned)))


def mapped_advertiser(b: Build, settings: dict[str, object]) -> Case:
    """An Actions destination for advertising with one mapping, and a planned e-mail address."""
    mapping = b.mapping('type = "identify"', settings=settings)
    link = b.link(catalog=b.actions(categories=("Advertising",)), mappings=(mapping,))
    return b.case(link, plan=b.plan(Rule("identify", fields=(b.field("traits", "email"),))))


def context_reader(b: Build, category: str) -> Case:
    """A destination whose mapping of orders reads the e-mail address out of their context."""
    mapping = b.mapping(settings={"email": {"@path": "$.context.traits.email"}})
    plan = b.plan(b.event(), Rule("identify", fields=(b.field("traits", "email"),)))
    catalog = b.actions(categories=(category,))
    return b.case(b.link("server", catalog=catalog, mappings=(mapping,)), plan=plan)


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "personal-traits-to-advertising",
        lambda b: advertiser(b, "identify", "email"),
        lambda b: advertiser(b, "identify", "email", category="Analytics"),
    ),
    (
        "personal-traits-to-advertising",
        lambda b: advertiser(b, "identify", "email"),
        lambda b: advertiser(b, "identify", "jacket_size"),
    ),
    (
        "personal-traits-to-advertising",
        lambda b: mapped_advertiser(b, {"email": {"@path": "$.traits.email"}}),
        lambda b: mapped_advertiser(b, {"email": {"@path": "$.context.traits.email"}}),
    ),
    (
        "personal-properties-to-advertising",
        lambda b: advertiser(b, "track", "email"),
        lambda b: advertiser(b, "track", "total"),
    ),
    (
        "context-traits-to-advertising",
        lambda b: context_reader(b, "Advertising"),
        lambda b: context_reader(b, "Analytics"),
    ),
    (
        "personal-data-received",
        lambda b: advertiser(b, "identify", "email", category="Analytics"),
        lambda b: advertiser(b, "identify", "jacket_size", category="Analytics"),
    ),
    (
        "personal-data-received",
        lambda b: advertiser(b, "identify", "email", category="Analytics"),
        lambda b: advertiser(b, "identify", "email"),
    ),
    (
        "personal-data-in-texts",
        lambda b: b.case(plan=b.plan(b.event("Products Searched", b.field("properties", "query")))),
        lambda b: b.case(
            plan=b.plan(b.event("Products Searched", b.field("properties", "results")))
        ),
    ),
)


@pytest.mark.parametrize(("check_id", "fires"), [(i, fires) for i, fires, _ in CASES])
def test_check_fires(build: Build, speaks: Asserts, check_id: str, fires: Make) -> None:
    """A check speaks where its fact holds, names what it saw, and says each thing once."""
    speaks(check_id, fires(build))


@pytest.mark.parametrize(("check_id", "silent"), [(i, silent) for i, _, silent in CASES])
def test_check_stays_silent(
    build: Build, keeps_silent: Asserts, check_id: str, silent: Make
) -> None:
    """A check says nothing where its fact does not hold."""
    keeps_silent(check_id, silent(build))


def test_every_rule_has_its_cases() -> None:
    """No check is added without a case that makes it speak and one that keeps it silent."""
    assert {check_id for check_id, _, _ in CASES} == {
        check.id for check in declared_in([personal], Check)
    }


def test_what_is_received_is_told_with_category_region_and_consent(build: Build) -> None:
    """What a data protection officer asks for stands in one place."""
    catalog = build.catalog(
        categories=("Analytics",), region_endpoints=("US",), methods=frozenset({"identify"})
    )
    plan = build.plan(Rule("identify", fields=(build.field("traits", "email"),)))
    case = build.case(build.link(catalog=catalog), plan=plan)
    asked = replace(case, consent={"statistics": ("Beacon",)})

    [found] = personal.personal_data_received(asked)

    assert found.evidence == ("email. Analytics. Regions: US. Consent: statistics.")
    assert found.class_ == "good to know"
