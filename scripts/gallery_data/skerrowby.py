"""Skerrowby, an app for savings: no website, no server, no warehouse; one version with an old SDK."""

from __future__ import annotations

from demo_data import analytics_actions as analytics
from demo_data import classic_destinations as classic
from demo_data.destinations import Destination
from demo_data.ids import MASKED
from demo_data.sources import APPLE, DEV, IOS_CLASSIC, KOTLIN_ANDROID, PROD, Source

from gallery_data.parts import Workspace, amplitude

IOS = Source("skerrowby_ios", "Skerrowby iOS", APPLE, (PROD,))
IOS_DEV = Source("skerrowby_ios_dev", "Skerrowby iOS (dev)", APPLE, (DEV,))
IOS_OLD = Source("skerrowby_ios_2", "Skerrowby iOS (before 3.0)", IOS_CLASSIC, (PROD,))
ANDROID = Source("skerrowby_android", "Skerrowby Android", KOTLIN_ANDROID, (PROD,))
ANDROID_DEV = Source("skerrowby_android_dev", "Skerrowby Android (dev)", KOTLIN_ANDROID, (DEV,))


def _amplitude(on: Source) -> Destination:
    return Destination(
        f"{on.slug}-amplitude",
        f"Amplitude - {on.name}",
        on,
        analytics.AMPLITUDE,
        {"apiKey": "demo-not-a-real-key", "secretKey": MASKED, "endpoint": "europe"},
    )


def _firebase(on: Source) -> Destination:
    return Destination(f"{on.slug}-firebase", f"Firebase - {on.name}", on, classic.FIREBASE)


def _appsflyer(on: Source) -> Destination:
    return Destination(
        f"{on.slug}-appsflyer",
        f"AppsFlyer - {on.name}",
        on,
        classic.APPSFLYER,
        {"appsFlyerDevKey": MASKED, "trackAttributionData": True},
    )


ON_IOS, ON_ANDROID = _amplitude(IOS), _amplitude(ANDROID)

WORKSPACE = Workspace(
    "skerrowby",
    "Skerrowby",
    (IOS, IOS_DEV, IOS_OLD, ANDROID, ANDROID_DEV),
    (
        ON_IOS,
        ON_ANDROID,
        *(make(on) for make in (_firebase, _appsflyer) for on in (IOS, ANDROID)),
    ),
    (*amplitude(ON_IOS, screens=True), *amplitude(ON_ANDROID, screens=True)),
)
