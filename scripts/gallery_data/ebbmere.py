"""The Ebbmere Post, a newspaper: its website, its subscriptions, and consent before advertising."""

from __future__ import annotations

from demo_data import analytics_actions as analytics
from demo_data import classic_destinations as classic
from demo_data import outreach_actions as outreach
from demo_data.destinations import Destination
from demo_data.ids import MASKED
from demo_data.mappings import Mapping
from demo_data.shapes import path
from demo_data.sources import JAVASCRIPT, PROD, PYTHON, STAGING, Source
from demo_data.warehouses import BIGQUERY

from gallery_data.parts import Workspace, amplitude, braze, warehouse_of

WEB = Source(
    "ebbmere_web",
    "ebbmere.example",
    JAVASCRIPT,
    (PROD,),
    settings={"website_url": "https://www.ebbmere.example"},
)
WEB_STAGING = Source(
    "ebbmere_web_staging",
    "ebbmere.example (staging)",
    JAVASCRIPT,
    (STAGING,),
    settings={"website_url": "https://staging.ebbmere.example"},
)
SUBSCRIPTIONS = Source("ebbmere_subscriptions", "Subscriptions service", PYTHON, (PROD,))

AMPLITUDE = Destination(
    "ebbmere-amplitude",
    "Amplitude - readers",
    WEB,
    analytics.AMPLITUDE,
    {"apiKey": "demo-not-a-real-key", "secretKey": MASKED, "endpoint": "europe"},
)
GA4 = Destination(
    "ebbmere-ga4",
    "GA4 - newsroom screens",
    WEB,
    analytics.GA4_WEB,
    {"measurementID": "G-EBBMEREDEMO", "pageView": True, "enableConsentMode": True},
)
PIXEL = Destination(
    "ebbmere-pixel",
    "Facebook Pixel",
    WEB,
    classic.FACEBOOK_PIXEL,
    {"pixelId": "100000000000002", "initWithExistingTraits": False, "limitedDataUse": True},
)
BRAZE = Destination(
    "ebbmere-braze",
    "Braze - newsletters",
    SUBSCRIPTIONS,
    outreach.BRAZE_CLOUD,
    {"api_key": MASKED, "app_id": "ebbmere-demo", "endpoint": "https://rest.fra-01.braze.eu"},
)

WORKSPACE = Workspace(
    "ebbmere",
    "The Ebbmere Post",
    (WEB, WEB_STAGING, SUBSCRIPTIONS),
    (AMPLITUDE, GA4, PIXEL, BRAZE),
    (
        *amplitude(AMPLITUDE),
        Mapping(
            GA4,
            "setConfigurationFields",
            "Set configuration",
            'type = "page"',
            {"user_id": path("userId")},
        ),
        Mapping(
            GA4,
            "customEvent",
            "Articles read",
            'type = "track" and event = "Article Read"',
            {"name": "article_read", "params": {"section": path("properties.section")}},
        ),
        *braze(
            BRAZE,
            ("Subscription Started", "Subscription Cancelled"),
            ("email", "subscription", "newsletters"),
        ),
    ),
    (
        warehouse_of(
            BIGQUERY,
            {"name": "Readers", "project": "ebbmere-demo", "location": "EU"},
            WEB,
            SUBSCRIPTIONS,
        ),
    ),
)
