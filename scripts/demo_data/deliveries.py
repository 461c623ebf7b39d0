"""What the demo workspace received and passed on in the week before the workshop."""

from __future__ import annotations

from collections.abc import Mapping

from demo_data import destinations as at
from demo_data import sources
from demo_data.destinations import DESTINATIONS
from demo_data.shapes import Json, JsonObject
from demo_data.sources import SOURCES

WINDOW: JsonObject = {
    "granularity": "DAY",
    "startTime": "2026-11-17T09:26:00Z",
    "endTime": "2026-11-24T09:26:00Z",
}
ORDER, VIEW, ADD = "Order Completed", "Product Viewed", "Product Added"
NO_MAPPING = "NO_MATCHING_MAPPING"
FILTERED = "Filtered by destination filter"

Counts = Mapping[str, int]
"""By event."""

Discards = Mapping[tuple[str, str], int]
"""By event and by the API's reason."""

RECEIVED: Mapping[str, Counts] = {
    sources.WEB_PROD.id: {
        VIEW: 48_210, ADD: 9_480, "Checkout Started": 3_120, ORDER: 2_140, "Trail Planned": 1_310,
        "Promotion Clicked": 880, "Signed Up": 412, "Membership Started": 96, "": 2_600,
    },
    sources.WEB_STAGING.id: {VIEW: 610, ADD: 120, ORDER: 31},
    sources.IOS_PROD.id: {VIEW: 12_870, "Trail Completed": 4_020, "Trail Saved": 2_310, ORDER: 640},
    sources.IOS_OLD.id: {"Trail Completed": 210},
    sources.ANDROID_PROD.id: {VIEW: 9_130, "Trail Completed": 3_380, "Trail Saved": 1_790, ORDER: 455},
    sources.SHOP_API_PROD.id: {
        ORDER: 3_260, "Order Refunded": 148, "Membership Renewed": 71, "Gear Rented": 64,
        "Membership Cancelled": 22, "Checkout Started": 3_102,
    },
    sources.SHOP_API_STAGING.id: {ORDER: 58},
    sources.BILLING.id: {"Membership Renewed": 69, "Order Refunded": 150},
    sources.KIOSK.id: {"Store Visited": 1_904},
    sources.BRAZE_EVENTS.id: {"Email Opened": 15_220, "Email Link Clicked": 2_480},
    sources.ENGAGE_OUTPUT.id: {"": 4_210},
}  # fmt: skip
REFUSED: Mapping[str, Discards] = {
    sources.KIOSK.id: {("Store Visited", "Message larger than 32 KB"): 17},
}
BLOCKED: Mapping[str, Discards] = {
    sources.WEB_PROD.id: {
        ("promo_banner_seen", "Blocked by tracking plan"): 1_940,
    },
}
API = sources.SHOP_API_PROD.id
DELIVERED: Mapping[str, Counts] = {
    at.AMPLITUDE_ON_WEB.id: {
        VIEW: 47_690, ADD: 9_402, "Checkout Started": 3_097, ORDER: 2_126, "Trail Planned": 1_301,
        "Promotion Clicked": 871, "Signed Up": 409, "Membership Started": 96, "": 2_600,
    },
    at.HUBSPOT_ON_WEB.id: {"": 2_600},
    at.MIXPANEL_ON_WEB.id: {**RECEIVED[sources.WEB_PROD.id], VIEW: 48_204},
    at.AMPLITUDE_ON_STAGING.id: RECEIVED[sources.WEB_STAGING.id],
    at.AMPLITUDE_ON_IOS.id: RECEIVED[sources.IOS_PROD.id],
    at.AMPLITUDE_ON_ANDROID.id: RECEIVED[sources.ANDROID_PROD.id],
    at.AMPLITUDE_ON_API.id: RECEIVED[API],
    at.BRAZE_ON_API.id: {
        ORDER: 3_258, "Membership Renewed": 71, "Gear Rented": 64, "Membership Cancelled": 22,
    },
    at.FACEBOOK_ON_API.id: {ORDER: 2_871, "Checkout Started": 2_730},
    at.KINESIS_ON_API.id: RECEIVED[API],
    at.LOYALTY_WEBHOOK.id: {ORDER: 3_249},
    at.RETURNS_WEBHOOK.id: {"Order Refunded": 148},
    at.AMPLITUDE_ON_API_STAGING.id: RECEIVED[sources.SHOP_API_STAGING.id],
    at.GA4_ON_BILLING.id: RECEIVED[sources.BILLING.id],
    at.MIXPANEL_ON_KIOSK.id: RECEIVED[sources.KIOSK.id],
    at.KINESIS_ON_BRAZE.id: RECEIVED[sources.BRAZE_EVENTS.id],
    at.BRAZE_ON_ENGAGE.id: {"": 4_210},
}  # fmt: skip


def _unmapped(*mapped: str) -> Discards:
    """What the shop API sends and no mapping of a destination takes."""
    return {(event, NO_MAPPING): n for event, n in RECEIVED[API].items() if event not in mapped}


KEPT_BACK: Mapping[str, Discards] = {
    at.AMPLITUDE_ON_WEB.id: {
        (VIEW, FILTERED): 520, (ADD, FILTERED): 78, ("Checkout Started", FILTERED): 23,
        (ORDER, FILTERED): 14, ("Trail Planned", FILTERED): 9,
        ("Promotion Clicked", FILTERED): 9, ("Signed Up", FILTERED): 3,
    },
    at.BRAZE_ON_API.id: _unmapped(
        ORDER, "Membership Renewed", "Gear Rented", "Membership Cancelled"
    ),
    at.FACEBOOK_ON_API.id: _unmapped(ORDER, "Checkout Started"),
    at.SLACK_ON_API.id: _unmapped(),
    at.LOYALTY_WEBHOOK.id: _unmapped(ORDER),
    at.RETURNS_WEBHOOK.id: _unmapped("Order Refunded"),
    at.BRAZE_ON_API_STAGING.id: {(ORDER, NO_MAPPING): 58},
}  # fmt: skip
FAILED: Mapping[str, Discards] = {
    at.MIXPANEL_ON_WEB.id: {(VIEW, "500"): 6},
    at.FACEBOOK_ON_API.id: {(ORDER, "400"): 389, ("Checkout Started", "400"): 372},
    at.LOYALTY_WEBHOOK.id: {(ORDER, "503"): 11},
    at.BRAZE_ON_API.id: {(ORDER, "429"): 2},
}


def overview() -> JsonObject:
    """The delivery overview, as a pull that asked for it has it."""
    on = [each for each in SOURCES if each.enabled]
    pairs = [each for each in DESTINATIONS if each.enabled and each.source.enabled]
    at_source: tuple[tuple[str, Mapping[str, Counts | Discards]], ...] = (
        ("received", RECEIVED), ("failedOnIngest", REFUSED), ("filteredAtSource", BLOCKED),
    )  # fmt: skip
    at_destination: tuple[tuple[str, Mapping[str, Counts | Discards]], ...] = (
        ("filtered", KEPT_BACK), ("failed", FAILED), ("delivered", DELIVERED),
    )  # fmt: skip
    steps: list[Json] = [
        {"step": step, "sourceId": each.id, "items": _items(counts.get(each.id, {}))}
        for each in on
        for step, counts in at_source
    ]
    steps += [
        {
            "step": step,
            "sourceId": each.source.id,
            "destinationId": each.id,
            "items": _items(counts.get(each.id, {})),
        }
        for each in pairs
        for step, counts in at_destination
    ]
    return {**WINDOW, "steps": steps}


def metrics() -> JsonObject:
    """The delivery metrics of each destination, which are sums of the same."""
    pairs = [each for each in DESTINATIONS if each.enabled and each.source.enabled]
    return {
        **WINDOW,
        "items": [
            {
                "destinationId": each.id,
                "sourceId": each.source.id,
                "destinationMetadataId": each.type.id,
                "metrics": [
                    {"metricName": name, "total": sum(counts.get(each.id, {}).values())}
                    for name, counts in (("successes", DELIVERED), ("discarded", FAILED))
                ],
            }
            for each in pairs
        ],
    }


def _items(counts: Counts | Discards) -> list[Json]:
    """A dataset of the API; it always has its series, here without a day."""
    found: list[Json] = []
    for key, total in counts.items():
        event, reason = key if isinstance(key, tuple) else (key, "")
        kind = "track" if event else "identify"
        item: JsonObject = {"eventType": kind, "total": total, "series": []}
        item |= {"eventName": event} if event else {}
        found.append(item | ({"discardReason": reason} if reason else {}))
    return found
