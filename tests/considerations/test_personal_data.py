"""When personal data is said to reach an advertising destination, and when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks.personal import (
    personal_properties_to_advertising,
    personal_traits_to_advertising,
)
from segkit.model.plan import Rule
from segkit.model.workspace import DestinationFilter

if TYPE_CHECKING:
    from tests.doubles.cases import Build, Link

ADS = ("Advertising",)


def holding_back(kind: str, *names: str) -> DestinationFilter:
    """A filter that drops or allows these traits."""
    action = {"type": kind, "fields": {"traits": {"fields": list(names)}}}
    return DestinationFilter("f", "web", "d", 'type = "identify"', actions=(action,))


def advertiser(build: Build, *possible: str, **fields: object) -> Link:
    """An advertising destination that takes identify and track calls."""
    catalog = build.catalog(categories=ADS, methods=frozenset({"identify", "track"}))
    return build.link("web", *possible, catalog=catalog, **fields)  # type: ignore[arg-type]


def people(build: Build) -> Rule:
    """Identify with an address and an e-mail address."""
    return Rule(
        "identify",
        fields=(
            build.field("traits", "email"),
            build.field("traits", "address", types=("object",)),
            build.field("traits", "address", "street"),
        ),
    )


def test_what_is_inside_a_personal_object_is_not_named_again(build: Build) -> None:
    """The object's own name says it."""
    case = build.case(advertiser(build), plan=build.plan(people(build)))

    [found] = personal_traits_to_advertising(case)

    assert found.evidence == "Traits that look personal: email, address"


@pytest.mark.parametrize(
    ("kind", "names", "left"),
    [
        ("DROP_PROPERTIES", ("email",), "address"),
        ("DROP_PROPERTIES", ("email", "address"), ""),
        ("ALLOW_PROPERTIES", ("address",), "address"),
        ("ALLOW_PROPERTIES", ("jacket_size",), ""),
        ("DROP", (), ""),
    ],
)
def test_a_filter_that_names_a_field_holds_it_back(
    build: Build, kind: str, names: tuple[str, ...], left: str
) -> None:
    """In cloud mode nothing is claimed about a field that a filter may remove."""
    link = advertiser(build, filters=(holding_back(kind, *names),))

    found = list(personal_traits_to_advertising(build.case(link, plan=build.plan(people(build)))))

    assert [i.evidence for i in found] == ([f"Traits that look personal: {left}"] if left else [])


def test_a_filter_that_drops_some_calls_holds_nothing_back_from_the_others(build: Build) -> None:
    """Only staff is left out, so what customers enter arrives."""
    some = DestinationFilter("f", "web", "d", "traits.staff = true", actions=({"type": "DROP"},))
    link = advertiser(build, filters=(some,))

    [found] = personal_traits_to_advertising(build.case(link, plan=build.plan(people(build))))

    assert found.evidence == "Traits that look personal: email, address"


def test_device_mode_goes_past_filters(build: Build) -> None:
    """A filter may have no effect there, so the field is still named."""
    link = advertiser(build, "device", filters=(holding_back("DROP_PROPERTIES", "email"),))

    [found] = personal_traits_to_advertising(build.case(link, plan=build.plan(people(build))))

    assert "email" in found.evidence


def test_only_mapped_events_reach_an_actions_destination(build: Build) -> None:
    """An event that no enabled mapping names does not go there."""
    plan = build.plan(
        build.event("Signed Up", build.field("properties", "email")),
        build.event("Callback Requested", build.field("properties", "phone")),
    )
    link = build.link(
        catalog=build.actions(categories=ADS),
        mappings=(build.mapping('type = "track" and event = "Signed Up"'),),
    )

    [found] = personal_properties_to_advertising(build.case(link, plan=plan))

    assert found.evidence == "Properties that look personal: Signed Up: email"


def test_events_of_other_platforms_are_not_counted(build: Build) -> None:
    """What only apps send does not reach the website's destinations."""
    event = build.event(
        "Trail Planned", build.field("properties", "email"), labels={"Platforms": "iOS, Android"}
    )
    case = build.case(advertiser(build), plan=build.plan(event, build.event()))

    assert list(personal_properties_to_advertising(case)) == []
