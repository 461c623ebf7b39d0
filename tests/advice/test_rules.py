"""Every rule of the special considerations: one case that makes it fire, one that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from segkit.advice.case import Case
from segkit.advice.rules import RULES
from segkit.model.derived import Placement
from segkit.model.finding import SEVERITIES
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from tests.advice.conftest import Build

Make = Callable[["Build"], Case]

PERSON = Rule("identify")
PAGE = Rule("page", "Home")
TRACKS = frozenset({"track"})
GA4_WEB = "actions-google-analytics-4-web"


def many_events(b: Build, count: int) -> Case:
    """A plan of so many events."""
    return b.case(plan=b.plan(*(b.event(f"Event {n}") for n in range(count))))


def many_properties(b: Build, count: int) -> Case:
    """An event of so many properties."""
    fields = (b.field("properties", f"p{n}") for n in range(count))
    return b.case(plan=b.plan(b.event("Order Completed", *fields)))


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


def basket(b: Build, **array: object) -> Case:
    """An event with a list of products."""
    products = b.field("properties", "products", types=("array",), **array)
    sku = b.field("properties", "products", "[]", "sku")
    return b.case(plan=b.plan(b.event("Order Completed", products, sku)))


def controls(b: Build, *possible: str, kind: str = "web", **track: object) -> Case:
    """A source with these schema controls for track, and one destination."""
    source = b.source(kind, schema_settings={"track": track})
    return b.case(b.link(source, *possible))


def stored(b: Build, *rules: Rule, kind: str = "snowflake") -> Case:
    """A plan and a warehouse."""
    return b.case(sources=(b.source(),), plan=b.plan(*rules), warehouses=(b.warehouse(kind),))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "device-only-off-device",
        lambda b: b.case(b.link("server", "nothing", catalog=b.catalog(components=("BROWSER",)))),
        lambda b: b.case(b.link("web", "device", catalog=b.catalog(components=("BROWSER",)))),
    ),
    (
        "device-only-off-device",
        lambda b: b.case(b.link("cloud-event", "nothing", catalog=b.actions("WEB", "WEB"))),
        lambda b: b.case(b.link("cloud-object", "nothing", catalog=b.catalog())),
    ),
    (
        "nothing-can-arrive",
        lambda b: b.case(b.link("cloud-object", "nothing")),
        lambda b: b.case(b.link("server", "nothing", catalog=b.catalog(components=("IOS",)))),
    ),
    (
        "nothing-can-arrive",
        lambda b: b.case(b.link("web", "nothing", catalog=b.catalog(components=("IOS",)))),
        lambda b: b.case(b.link("web", "cloud")),
    ),
    (
        "disabled-destination",
        lambda b: b.case(b.link(enabled=False)),
        lambda b: b.case(b.link()),
    ),
    (
        "mode-not-told",
        lambda b: b.case(b.link("web", "device", "cloud")),
        lambda b: b.case(
            b.link("web", "device", "cloud", mode="cloud"),
            b.link("web", "device", "cloud", name="Mixed", catalog=b.actions("WEB", "CLOUD")),
        ),
    ),
    (
        "sdk-must-be-in-the-app",
        lambda b: b.case(b.link("mobile", "device")),
        lambda b: b.case(b.link("web", "device"), b.link("mobile", "device", "cloud")),
    ),
    (
        "second-device-mode-instance",
        lambda b: b.case(b.link("web", "device"), b.link("web", "device", "cloud", name="Two")),
        lambda b: b.case(b.link("web", "device"), b.link("web", "cloud", name="Two")),
    ),
    (
        "second-device-mode-instance",
        lambda b: b.case(
            b.link("mobile", "device", "cloud", mode="cloud"),
            b.link("mobile", "device", "cloud", mode="cloud", name="Two"),
        ),
        lambda b: b.case(b.link("mobile", "cloud"), b.link("mobile", "cloud", name="Two")),
    ),
    (
        "several-instances",
        lambda b: b.case(b.link("server"), b.link("server", name="Two")),
        lambda b: b.case(
            b.link("server"),
            b.link("server:2", name="Two"),
            b.link("server", name="Other", catalog=b.catalog(id="other")),
        ),
    ),
    (
        "several-instances",
        lambda b: b.case(b.link("web", "device"), b.link("web", "cloud", name="Two")),
        lambda b: b.case(b.link("web", "device"), b.link("web", "device", name="Two")),
    ),
    (
        "too-many-instances",
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(27))),
        lambda b: b.case(b.link("web", "device"), *(b.link(name=f"Beacon {n}") for n in range(25))),
    ),
    (
        "too-many-instances",
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(26))),
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(25))),
    ),
    (
        "no-eu-endpoint",
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="EU"),
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="US"),
    ),
    (
        "no-eu-endpoint",
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="eu"),
        lambda b: b.case(
            b.link(catalog=b.catalog(region_endpoints=("US", "EU"))),
            b.link(name="Not said"),
            region="eu",
        ),
    ),
    (
        "no-enabled-mapping",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=(b.mapping(enabled=False),))),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=(b.mapping(),))),
    ),
    (
        "no-enabled-mapping",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=())),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=None), b.link(mappings=())),
    ),
    (
        "ga4-without-configuration",
        lambda b: b.case(
            b.link(catalog=b.actions("WEB", slug=GA4_WEB), mappings=(b.mapping(),)),
        ),
        lambda b: b.case(
            b.link(
                catalog=b.actions("WEB", slug=GA4_WEB),
                mappings=(b.mapping(), b.mapping(action_slug="setConfigurationFields")),
            ),
            b.link(catalog=b.actions("WEB", slug=GA4_WEB), mappings=(), name="Empty"),
            b.link(catalog=b.actions("WEB"), mappings=(b.mapping(),), name="Other"),
        ),
    ),
    (
        "mappings-not-read",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=None)),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=()), b.link(mappings=None)),
    ),
    (
        "too-many-mappings",
        lambda b: b.case(b.link(mappings=(b.mapping(),) * 51)),
        lambda b: b.case(b.link(mappings=(b.mapping(),) * 50)),
    ),
    (
        "call-not-supported",
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(PERSON)),
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(b.event())),
    ),
    (
        "call-not-supported",
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(PAGE)),
        lambda b: b.case(
            b.link("mobile", catalog=b.catalog(methods=TRACKS)), plan=b.plan(PAGE, Rule("screen"))
        ),
    ),
    (
        "call-without-mapping",
        lambda b: b.case(
            b.link(catalog=b.actions(), mappings=(b.mapping(),)), plan=b.plan(PERSON, b.event())
        ),
        lambda b: b.case(
            b.link(catalog=b.actions(), mappings=(b.mapping(),)), plan=b.plan(b.event())
        ),
    ),
    (
        "web-mapping-off-web",
        lambda b: b.case(b.link("server", catalog=b.actions("WEB"), mappings=(b.mapping(),))),
        lambda b: b.case(
            b.link("web", catalog=b.actions("WEB"), mappings=(b.mapping(),)),
            b.link("server", catalog=b.actions("CLOUD"), mappings=(b.mapping(),)),
        ),
    ),
    (
        "mapping-for-unplanned-event",
        lambda b: b.case(b.link(mappings=(b.mapping('event = "Order"'),)), plan=b.plan(b.event())),
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order Completed"'),)), plan=b.plan(b.event())
        ),
    ),
    (
        "mapping-for-unplanned-event",
        lambda b: b.case(
            b.link("web", mappings=(b.mapping('event = "Application Opened"'),)),
            plan=b.plan(b.event()),
        ),
        lambda b: b.case(
            b.link("mobile", mappings=(b.mapping('event = "Application Opened"'),)),
            plan=b.plan(b.event()),
        ),
    ),
    (
        "mapping-for-retired-event",
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order"'),)),
            plan=b.plan(b.event("Order", deprecated=True)),
        ),
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order"'),)),
            plan=b.plan(b.event("Order", deprecated=True), b.event("Order", version=2)),
        ),
    ),
    (
        "same-mapping-twice",
        lambda b: b.case(b.link(mappings=(b.mapping(), b.mapping(name="Again")))),
        lambda b: b.case(
            b.link(mappings=(b.mapping(), b.mapping(name="Again", settings={"id": "2"})))
        ),
    ),
    (
        "filter-in-device-mode",
        lambda b: b.case(b.link("web", "device", filters=(b.filter(),))),
        lambda b: b.case(b.link("web", "cloud", filters=(b.filter(),)), b.link("web", "device")),
    ),
    (
        "filter-on-storage",
        lambda b: b.case(b.link(catalog=b.catalog(slug="amazon-s3"), filters=(b.filter(),))),
        lambda b: b.case(b.link(filters=(b.filter(),)), b.link(catalog=b.catalog(slug="aws-s3"))),
    ),
    (
        "too-many-filters",
        lambda b: b.case(b.link(filters=(b.filter(),) * 11)),
        lambda b: b.case(b.link(filters=(b.filter(),) * 10)),
    ),
    (
        "filter-too-long",
        lambda b: b.case(b.link(filters=(b.filter("a" * 5121),))),
        lambda b: b.case(b.link(filters=(b.filter("a" * 5120),))),
    ),
    (
        "transformation-in-device-mode",
        lambda b: b.case(b.link("web", "device"), transformations=(b.transformation(),)),
        lambda b: b.case(b.link("web", "cloud"), transformations=(b.transformation(),)),
    ),
    (
        "transformation-in-device-mode",
        lambda b: b.case(
            b.link("web", "device"),
            transformations=(b.transformation(destination_catalog_id="cat"),),
        ),
        lambda b: b.case(
            b.link("web", "device"),
            transformations=(b.transformation(destination_catalog_id="other"),),
        ),
    ),
    (
        "transformation-without-destination",
        lambda b: b.case(
            b.link("web"), transformations=(b.transformation(destination_catalog_id="other"),)
        ),
        lambda b: b.case(
            b.link("web"),
            transformations=(b.transformation(destination_catalog_id="cat"), b.transformation()),
        ),
    ),
    (
        "filter-misses-warehouse",
        lambda b: b.case(b.link(filters=(b.filter(),)), warehouses=(b.warehouse(),)),
        lambda b: b.case(
            b.link("server", filters=(b.filter(),)), b.link(), warehouses=(b.warehouse(),)
        ),
    ),
    (
        "integrations-object-and-warehouses",
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(),)),
        lambda b: b.case(
            sources=(b.source("cloud-object"), b.source("web")),
            warehouses=(b.warehouse(source_ids=("cloud-object",)),),
        ),
    ),
    (
        "insert-function-in-device-mode",
        lambda b: b.case(
            b.link("web", "device"), insert_functions=(b.insert_function("web-Beacon"),)
        ),
        lambda b: b.case(
            b.link("web", "cloud"), insert_functions=(b.insert_function("web-Beacon"),)
        ),
    ),
    (
        "insert-function-on-storage",
        lambda b: b.case(warehouses=(b.warehouse(),), insert_functions=(b.insert_function("wh"),)),
        lambda b: b.case(b.link(), insert_functions=(b.insert_function("web-Beacon"),)),
    ),
    (
        "insert-function-on-storage",
        lambda b: b.case(
            b.link(catalog=b.catalog(slug="amazon-s3")),
            insert_functions=(b.insert_function("web-Beacon"),),
        ),
        lambda b: b.case(b.link(catalog=b.catalog(slug="amazon-s3"))),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", allowUnplannedEventProperties=False),
        lambda b: controls(b, "cloud", allowUnplannedEventProperties=False),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", kind="mobile", allowUnplannedEvents=False),
        lambda b: controls(b, "device", kind="web", allowUnplannedEvents=False),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", "cloud", commonEventOnViolations="BLOCK"),
        lambda b: controls(b, "device", "cloud", commonEventOnViolations="ALLOW"),
    ),
    (
        "blocked-events-lost",
        lambda b: b.case(
            sources=(b.source(schema_settings={"track": {"allowUnplannedEvents": False}}),)
        ),
        lambda b: b.case(
            sources=(
                b.source(
                    schema_settings={
                        "track": {"allowUnplannedEvents": False},
                        "forwardingBlockedEventsTo": "server",
                    }
                ),
            )
        ),
    ),
    (
        "library-out-of-support",
        lambda b: b.case(
            sources=(b.source(),), libraries={"web": b.library(support_ended="March 2026")}
        ),
        lambda b: b.case(
            sources=(b.source(), b.source("server", enabled=False)),
            libraries={"web": b.library(), "server": b.library(support_ended="March 2026")},
        ),
    ),
    (
        "library-in-maintenance",
        lambda b: b.case(sources=(b.source(),), libraries={"web": b.library(tier="maintenance")}),
        lambda b: b.case(sources=(b.source(),), libraries={"web": b.library()}),
    ),
    (
        "eu-host-in-code",
        lambda b: b.case(sources=(b.source("server"),), region="eu"),
        lambda b: b.case(sources=(b.source("web"),), region="eu"),
    ),
    (
        "eu-host-in-code",
        lambda b: b.case(sources=(b.source("mobile"),), region="eu"),
        lambda b: b.case(sources=(b.source("mobile"),), region="us"),
    ),
    (
        "one-source-for-several-environments",
        lambda b: b.case(
            sources=(b.source(),),
            placements=(Placement("web", "Shop", "all", "its name says all"),),
        ),
        lambda b: b.case(
            sources=(b.source(),), placements=(Placement("web", "Shop", "prod", "a label"),)
        ),
    ),
    (
        "disabled-source",
        lambda b: b.case(sources=(b.source(enabled=False),)),
        lambda b: b.case(sources=(b.source(),)),
    ),
    (
        "source-without-destination",
        lambda b: b.case(b.link(enabled=False)),
        lambda b: b.case(b.link()),
    ),
    (
        "source-without-destination",
        lambda b: b.case(sources=(b.source(),)),
        lambda b: b.case(
            sources=(b.source(), b.source("cloud-object"), b.source("server", enabled=False)),
            warehouses=(b.warehouse(),),
        ),
    ),
    (
        "source-without-destination",
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(source_ids=()),)),
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(source_ids=None),)),
    ),
    (
        "email-as-user-id",
        lambda b: b.case(
            plan=b.plan(
                Rule("identify", fields=(b.field("userId", example="a@quillmoor.example"),))
            )
        ),
        lambda b: b.case(
            plan=b.plan(
                Rule(
                    "identify",
                    fields=(
                        b.field("userId", example="8c1f", description="Never the e-mail address"),
                        b.field("traits", "email", format="email"),
                    ),
                )
            )
        ),
    ),
    (
        "email-as-user-id",
        lambda b: b.case(
            plan=b.plan(
                Rule("identify", fields=(b.field("userId", description="The user's e-mail"),))
            )
        ),
        lambda b: b.case(
            plan=b.plan(Rule("identify", fields=(b.field("userId", description="Database id"),)))
        ),
    ),
    (
        "required-identify-traits",
        lambda b: b.case(
            plan=b.plan(Rule("identify", fields=(b.field("traits", "email", required=True),)))
        ),
        lambda b: b.case(
            plan=b.plan(
                Rule(
                    "identify",
                    fields=(
                        b.field("userId", required=True),
                        b.field("traits", "address", types=("object",)),
                        b.field("traits", "address", "city", required=True),
                    ),
                )
            )
        ),
    ),
    (
        "reserved-id-trait",
        lambda b: b.case(plan=b.plan(Rule("identify", fields=(b.field("traits", "userId"),)))),
        lambda b: b.case(plan=b.plan(Rule("identify", fields=(b.field("userId"),)))),
    ),
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
        lambda b: mapped_advertiser(b, {"email": {"@path": "$.context.traits.email"}}),
        lambda b: mapped_advertiser(b, {"plan": {"@path": "$.traits.plan"}}),
    ),
    (
        "personal-properties-to-advertising",
        lambda b: advertiser(b, "track", "email"),
        lambda b: advertiser(b, "track", "total"),
    ),
    (
        "too-many-rules",
        lambda b: many_events(b, 2001),
        lambda b: many_events(b, 2000),
    ),
    (
        "too-many-properties",
        lambda b: many_properties(b, 301),
        lambda b: many_properties(b, 300),
    ),
    (
        "call-over-limit",
        lambda b: many_properties(b, 10_001),
        lambda b: many_properties(b, 2_500),
    ),
    (
        "call-over-limit",
        lambda b: b.case(
            plan=b.plan(b.event("A", b.field("properties", "body", example="x" * 33_000)))
        ),
        lambda b: b.case(
            plan=b.plan(b.event("A", b.field("properties", "body", example="x" * 32_000)))
        ),
    ),
    (
        "arrays-without-limit",
        basket,
        lambda b: basket(b, schema={"maxItems": 50}),
    ),
    (
        "arrays-without-limit",
        basket,
        lambda b: b.case(
            plan=b.plan(
                b.event(
                    "A",
                    b.field("properties", "sizes", types=("array",)),
                    b.field("properties", "sizes", "[]"),
                )
            )
        ),
    ),
    (
        "event-version-must-be-sent",
        lambda b: b.case(plan=b.plan(b.event(), b.event(version=2))),
        lambda b: b.case(plan=b.plan(b.event(deprecated=True), b.event(version=2))),
    ),
    (
        "lookahead-in-pattern",
        lambda b: b.case(plan=b.plan(b.event("A", b.field("properties", "p", pattern="^(?!x)")))),
        lambda b: b.case(plan=b.plan(b.event("A", b.field("properties", "p", pattern="^(?:x)")))),
    ),
    (
        "source-without-plan",
        lambda b: b.case(sources=(b.source(tracking_plan_id="tp_1"), b.source("server"))),
        lambda b: b.case(sources=(b.source(), b.source("server"))),
    ),
    (
        "plan-on-many-sources",
        lambda b: b.case(
            sources=tuple(b.source(f"web:{n}", tracking_plan_id="tp_1") for n in range(4))
        ),
        lambda b: b.case(
            sources=tuple(b.source(f"web:{n}", tracking_plan_id="tp_1") for n in range(3))
        ),
    ),
    (
        "columns-collide",
        lambda b: stored(
            b, b.event("A", b.field("properties", "firstName"), b.field("properties", "first_name"))
        ),
        lambda b: stored(
            b,
            b.event("A", b.field("properties", "firstName")),
            b.event("B", b.field("properties", "first_name")),
        ),
    ),
    (
        "columns-collide",
        lambda b: stored(
            b,
            Rule("page", "Home", fields=(b.field("properties", "listId"),)),
            Rule("page", "Cart", fields=(b.field("properties", "list_id"),)),
        ),
        lambda b: stored(
            b,
            Rule("page", "Home", fields=(b.field("properties", "list_id"),)),
            Rule("page", "Cart", fields=(b.field("properties", "list_id"),)),
        ),
    ),
    (
        "tables-collide",
        lambda b: stored(b, b.event("Order Completed"), b.event("order_completed")),
        lambda b: stored(b, b.event("Order Completed"), b.event("Order Completed", version=2)),
    ),
    (
        "tables-collide",
        lambda b: stored(b, b.event("Pages")),
        lambda b: stored(b, PAGE, b.event("Pages Counted")),
    ),
    (
        "reserved-columns",
        lambda b: stored(b, b.event("A", b.field("properties", "userId"))),
        lambda b: stored(b, b.event("A", b.field("properties", "member_id"))),
    ),
    (
        "columns-named-otherwise",
        lambda b: stored(b, b.event("A", b.field("properties", "accountType"))),
        lambda b: stored(b, b.event("A", b.field("properties", "account_type"))),
    ),
    (
        "several-types-in-one-column",
        lambda b: stored(b, b.event("A", b.field("properties", "p", types=("string", "number")))),
        lambda b: stored(b, b.event("A", b.field("properties", "p", types=("string", "null")))),
    ),
    (
        "leading-digit-in-redshift",
        lambda b: stored(b, b.event("2nd Order"), kind="redshift"),
        lambda b: stored(b, b.event("2nd Order"), kind="snowflake"),
    ),
    (
        "reserved-columns",
        lambda b: stored(b, b.event("A", b.field("properties", "userId"))),
        lambda b: b.case(
            sources=(b.source("cloud-event"), b.source()),
            plan=b.plan(b.event("A", b.field("properties", "userId"))),
            warehouses=(b.warehouse(source_ids=("cloud-event",)),),
        ),
    ),
    (
        "disabled-warehouse",
        lambda b: b.case(warehouses=(b.warehouse(enabled=False),)),
        lambda b: b.case(warehouses=(b.warehouse(),)),
    ),
    (
        "warehouse-without-source",
        lambda b: b.case(warehouses=(b.warehouse(source_ids=()),)),
        lambda b: b.case(warehouses=(b.warehouse(source_ids=None),)),
    ),
)

BY_ID = {rule.id: rule for rule in RULES}


@pytest.mark.parametrize(("rule_id", "fires"), [(i, fires) for i, fires, _ in CASES])
def test_rule_fires(build: Build, rule_id: str, fires: Make) -> None:
    """A rule speaks where its fact holds, names what it saw, and says each thing once."""
    rule = BY_ID[rule_id]

    found = list(rule(fires(build)))

    assert found
    assert len({(item.source_id, item.target_id) for item in found}) == len(found)
    for item in found:
        assert (item.id, item.severity, item.docs) == (rule.id, rule.severity, rule.docs)
        assert item.evidence.strip()
        assert 0 < len(item.text) <= 400


@pytest.mark.parametrize(("rule_id", "silent"), [(i, silent) for i, _, silent in CASES])
def test_rule_stays_silent(build: Build, rule_id: str, silent: Make) -> None:
    """A rule says nothing where its fact does not hold."""
    assert list(BY_ID[rule_id](silent(build))) == []


def test_every_rule_has_its_cases() -> None:
    """No rule is added without a case that makes it speak and one that keeps it silent."""
    assert {rule_id for rule_id, _, _ in CASES} == set(BY_ID)


def test_doubt_is_told_apart_from_certainty(build: Build) -> None:
    """The same find is certain where the mode is known, and says what is missing where not."""
    rule = BY_ID["insert-function-in-device-mode"]
    functions = (build.insert_function("web-Beacon"),)

    [sure] = rule(build.case(build.link("web", "device"), insert_functions=functions))
    [unsure] = rule(build.case(build.link("web", "device", "cloud"), insert_functions=functions))

    assert sure.doubt == ""
    assert "Beacon" in unsure.doubt


def test_rules_are_well_formed() -> None:
    """Ids are unique, severities known, and every rule says what to do and where to read on."""
    assert len(BY_ID) == len(RULES) >= 40
    for rule in RULES:
        assert rule.severity in SEVERITIES
        assert rule.basis in {"workspace", "catalog", "plan"}
        assert rule.docs.startswith("/")
        assert not rule.docs.endswith("/")
        assert rule.looks_at
        assert rule.action.endswith(".")


def test_no_rule_speaks_about_an_empty_workspace(build: Build) -> None:
    """Nothing given, nothing found, nothing broken."""
    assert [item for rule in RULES for item in rule(build.case())] == []
