"""Twenty questions about the demo, asked of the program by the protocol's own client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # stubs are a package

from segkit.pull import read_plan

if TYPE_CHECKING:
    from tests.agents.conftest import Asking


def test_01_how_large_is_it(stdio: Asking, demo: Path) -> None:
    """As `segkit plan` and the workspace file count."""
    counts = stdio.ask("overview")["counts"]
    plan = read_plan(demo / "tracking-plan.xlsx")
    workspace = json.loads((demo / "workspace.json").read_text())

    assert (counts["sources"], counts["destinations"], counts["warehouses"]) == (19, 35, 2)
    assert (len(workspace["sources"]), len(workspace["destinations"])) == (19, 35)
    assert counts["rules"] == len(plan.rules)
    assert counts["fields"] == sum(len(rule.fields) for rule in plan.rules)


def test_02_which_library_does_the_shop_api_use(stdio: Asking) -> None:
    """By its slug, among all sources."""
    (shop,) = [one for one in stdio.every("overview") if one["slug"] == "shop_api_prod"]

    assert (shop["library"], shop["kind"], shop["environment"], shop["enabled"]) == (
        "Node.js",
        "server",
        "prod",
        True,
    )


def test_03_where_do_refunds_of_billing_go(stdio: Asking) -> None:
    """One destination on that source."""
    (billing,) = [one for one in stdio.every("overview") if one["slug"] == "billing_service"]

    assert billing["destinations"] == ["GA4 - refunds"]


def test_04_which_calls_carry_loyalty_points(stdio: Asking) -> None:
    """A trait has no event; words match however they are put together."""
    found = stdio.ask("search", query="loyalty points", kind="field")["items"]

    assert [(one["event"], one["path"]) for one in found][:2] == [
        ("", ["traits", "loyalty_points"]),
        ("Order Completed", ["properties", "loyalty_points"]),
    ]
    assert {one["path"][-1] for one in found} == {"loyalty_points"}


def test_05_which_versions_has_order_completed(stdio: Asking) -> None:
    """The newest is given."""
    event = stdio.ask("get_event", name="Order Completed")

    assert (event["version"], event["versions"], event["origin"]) == (2, [1, 2], "Track!A115")


def test_05b_was_it_ever_seen(stdio: Asking) -> None:
    """What a recorded session of the demo showed, and what it did not."""
    order = stdio.ask("get_event", name="Order Completed")["seen"]
    viewed = stdio.ask("get_event", name="Product Viewed")["seen"]
    group = stdio.ask("get_event", call="group")["seen"]

    assert (order["state"], viewed["state"], group["state"]) == ("broken", "valid", "not-seen")
    assert viewed["calls"] == viewed["valid"] > 0
    assert order["violations"][0]["path"].startswith("properties.")


def test_06_what_has_an_order_to_carry(stdio: Asking) -> None:
    """Those that the sheet calls required."""
    fields = stdio.every("get_event", name="Order Completed", version=2)

    assert [".".join(one["path"][1:]) for one in fields if one["required"]] == [
        "order_id", "total", "revenue", "currency", "ordered_at", "products",
        "products.[].product_id", "products.[].price", "products.[].quantity",
    ]  # fmt: skip


def test_07_which_levels_of_membership_are_there(stdio: Asking) -> None:
    """In the sheet's order."""
    fields = stdio.every("get_event", call="identify")

    (tier,) = [one for one in fields if one["path"] == ["traits", "membership_tier"]]
    assert (tier["enum"], tier["types"], tier["origin"]) == (
        ["Free", "Ridge", "Summit"],
        ["string"],
        "Identify!A18",
    )


def test_08_which_traits_does_the_plan_call_personal(stdio: Asking) -> None:
    """By its own column; no is no, and not nothing."""
    fields = {
        ".".join(one["path"]): one["pii"] for one in stdio.every("get_event", call="identify")
    }

    assert (fields["traits.email"], fields["traits.membership_tier"]) == (True, False)
    assert sum(one is True for one in fields.values()) == 10


def test_09_is_this_call_right(stdio: Asking) -> None:
    """Each breach at its field; a misspelled one is missing and not planned."""
    call = {
        "type": "track",
        "event": "Coupon Denied",
        "anonymousId": "a",
        "properties": {"cupon": "X"},
    }

    said = stdio.ask("validate_call", call=call)

    assert (said["valid"], said["rule"]["origin"]) == (False, "Track!A82")
    assert [(one["path"], one["kind"]) for one in said["items"]] == [
        ("properties.cart_id", "Required"), ("properties.coupon", "Required"),
    ]  # fmt: skip
    assert said["unplanned"] == ["properties.cupon"]


def test_10_what_was_meant_by_this_name(stdio: Asking) -> None:
    """Names match to the letter; near ones are named."""
    said = stdio.ask("validate_call", call={"type": "track", "event": "Order Complete"})

    assert (said["rule"], said["near"]) == (None, ["Order Completed"])


def test_11_what_does_meta_get_of_an_order(stdio: Asking) -> None:
    """A transformation renames one field and sets another; an insert function is not run."""
    words = {"source": "shop_api_prod", "event": "Order Completed"}

    (one,) = stdio.ask("route_call", **words, destination="Facebook Conversions API")["items"]

    assert (one["result"], [mapping["name"] for mapping in one["mappings"]]) == (
        "unknown",
        ["Purchase"],
    )
    assert [each["field"] for each in one["changed"]] == [
        "properties.customer_segment",
        "properties.currency",
    ]
    assert any(step["step"] == "insert-function" for step in one["steps"])


def test_12_do_our_own_staff_show_up_in_amplitude(stdio: Asking) -> None:
    """A filter looks at the e-mail address in the context."""
    call = {
        "type": "track",
        "event": "Signed In",
        "userId": "u",
        "context": {"traits": {"email": "a@quillmoor.example"}},
    }

    words = {"source": "quillmoor_web_prod", "destination": "Amplitude - web"}
    (one,) = stdio.ask("route_call", **words, call=call)["items"]

    assert (one["result"], one["stoppedBy"]) == ("not delivered", "filters")


def test_13_why_is_there_nothing_in_hotjar_of_the_checkout(stdio: Asking) -> None:
    """It runs in browsers, and this source is a server."""
    found = stdio.every("route_call", source="shop_api_prod", event="Order Completed")

    assert {one["name"]: one["stoppedBy"] for one in found if one["result"] == "not delivered"} == {
        "Slack - big orders": "call", "Hotjar - checkout": "mode", "Webhook - returns desk": "mappings",
        "Marketing sandbox": "connected",
    }  # fmt: skip


def test_14_how_is_identify_written_in_swift(stdio: Asking) -> None:
    """Code with values that the plan accepts, without a key."""
    made = stdio.ask("snippet", call="identify", library="swift")

    assert made["code"].startswith("analytics.identify(userId:")
    assert made["validated"] is True
    assert "WRITE_KEY" not in made["code"]


def test_15_how_does_a_kiosk_send_an_order(stdio: Asking) -> None:
    """In what that source uses: plain HTTP."""
    made = stdio.ask("snippet", name="Order Completed", source="store_kiosk_prod")

    assert made["language"] == "curl"
    assert made["code"].startswith('curl "$SEGMENT_API/track"')


def test_16_what_is_most_serious(stdio: Asking) -> None:
    """Three blockers, by their keys."""
    found = stdio.ask("considerations", severity="blocker")["items"]

    assert [one["key"].split("/")[0] for one in found] == [
        "actions-google-analytics-4-02", "device-only-off-device", "no-enabled-mapping",
    ]  # fmt: skip


def test_17_may_we_still_build_on_the_old_ios_library(stdio: Asking) -> None:
    """Its support has ended, with what replaces it."""
    found = stdio.ask("considerations", source="trail_app_ios_classic", severity="high")["items"]

    (ended,) = [one for one in found if one["key"].startswith("library-out-of-support/")]
    assert "Analytics-Swift" in ended["text"]
    assert ended["certain"] is True


def test_18_what_breaks_if_a_membership_begins_under_another_name(stdio: Asking) -> None:
    """Mappings by their triggers, a setting by what it holds, a table by its name."""
    words = {"change": "rename", "event": "Membership Started", "to": "Membership Begun"}

    found = stdio.every("impact_of", **words)

    assert {(one["kind"], one["name"]) for one in found if one["breaks"]} == {
        ("rule", "Membership Started"), ("mapping", "Membership and rental"),
        ("mapping", "New members"), ("setting", "standardEvents"),
        ("warehouse", "membership_started"),
    }  # fmt: skip
    assert ("passes", "Membership", False) in {
        (one["kind"], one["name"], one["breaks"]) for one in found
    }


def test_19_which_mapping_posts_large_orders_to_slack(stdio: Asking) -> None:
    """It is there, and switched off."""
    (one,) = stdio.ask("search", query="slack", kind="mapping")["items"]

    assert (one["name"], one["enabled"]) == ("Orders over 500 pounds", False)
    assert "properties.total > 500" in one["trigger"]


def test_20_what_does_a_test_of_our_code_check_with(stdio: Asking) -> None:
    """The schema of the whole call takes the example, and no other event's."""
    event = stdio.ask("get_event", name="Coupon Denied", schema=True)
    sample = stdio.ask("snippet", name="Coupon Denied")["payload"]

    check = Draft7Validator(event["schema"])
    assert check.is_valid(sample)
    assert not check.is_valid(sample | {"event": "Coupon Applied"})
    assert not check.is_valid({key: value for key, value in sample.items() if key != "type"})
