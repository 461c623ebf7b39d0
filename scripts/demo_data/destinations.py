"""The destinations set up in the demo workspace: which tool, on which source, how."""

from __future__ import annotations

from dataclasses import dataclass, field

from demo_data import analytics_actions as analytics
from demo_data import classic_destinations as classic
from demo_data import outreach_actions as outreach
from demo_data import sources
from demo_data.ids import MASKED, WORKSPACE_ID, object_id
from demo_data.shapes import DestinationType, JsonObject
from demo_data.sources import Source

AMPLITUDE_KEYS: JsonObject = {
    "apiKey": "demo-not-a-real-key-amplitude-prod",
    "secretKey": MASKED,
    "endpoint": "europe",
}
AMPLITUDE_TEST_KEYS: JsonObject = {
    "apiKey": "demo-not-a-real-key-amplitude-test",
    "secretKey": MASKED,
    "endpoint": "europe",
}
APPSFLYER_KEYS: JsonObject = {
    "appsFlyerDevKey": MASKED,
    "appsFlyerS2SToken": "",
    "trackAttributionData": True,
}
BRAZE_KEYS: JsonObject = {
    "api_key": MASKED,
    "app_id": "quillmoor-demo-app",
    "endpoint": "https://rest.fra-01.braze.eu",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """One destination of the customer's workspace."""

    key: str
    name: str
    source: Source
    type: DestinationType
    settings: JsonObject = field(default_factory=dict)
    enabled: bool = True

    @property
    def id(self) -> str:
        """The id under which mappings and filters point to this destination."""
        return object_id(f"destination/{self.key}")

    def as_json(self) -> JsonObject:
        """The destination as `DestinationV1`."""
        return {
            "id": self.id,
            "name": self.name,
            "enabled": self.enabled,
            "sourceId": self.source.id,
            "settings": self.settings,
            "metadata": self.type.as_json(),
        }


GA4_ON_WEB = Destination(
    "ga4-web",
    "GA4 - shop",
    sources.WEB_PROD,
    analytics.GA4_WEB,
    {
        "measurementID": "G-QUILLDEMO1",
        "pageView": True,
        "enableConsentMode": True,
        "cookieDomain": "auto",
        "cookieExpirationInSeconds": 63072000,
        "allowGoogleSignals": False,
    },
)
AMPLITUDE_ON_WEB = Destination(
    "amplitude-web", "Amplitude - web", sources.WEB_PROD, analytics.AMPLITUDE, AMPLITUDE_KEYS
)
BRAZE_ON_WEB = Destination(
    "braze-web",
    "Braze on the page",
    sources.WEB_PROD,
    outreach.BRAZE_WEB,
    {
        "api_key": "demo-not-a-real-key-braze-web",
        "endpoint": "sdk.fra-01.braze.eu",
        "sdkVersion": "6.1",
        "deferUntilIdentified": True,
        "automaticallyDisplayMessages": True,
        "sessionTimeoutInSeconds": 1800,
    },
)
PIXEL_ON_WEB = Destination(
    "pixel-web",
    "Facebook Pixel",
    sources.WEB_PROD,
    classic.FACEBOOK_PIXEL,
    {
        "pixelId": "100000000000001",
        "initWithExistingTraits": True,
        "limitedDataUse": True,
        "standardEvents": {"Membership Started": "Subscribe"},
        "valueIdentifier": "value",
    },
)
TAG_MANAGER_ON_WEB = Destination(
    "gtm-web",
    "Google Tag Manager",
    sources.WEB_PROD,
    classic.GOOGLE_TAG_MANAGER,
    {"containerId": "GTM-QMDEMO", "trackNamedPages": True, "trackAllPages": False},
)
INTERCOM_ON_WEB = Destination(
    "intercom-web",
    "Intercom (help desk chat)",
    sources.WEB_PROD,
    classic.INTERCOM,
    {"appId": "qmdemo01", "apiKey": MASKED, "activator": "#gear-help"},
)
CUSTOMER_IO_ON_WEB = Destination(
    "customer-io-web",
    "Customer.io (before Braze)",
    sources.WEB_PROD,
    classic.CUSTOMER_IO,
    {"siteId": "quillmoor-demo-site", "apiKey": MASKED, "datacenter": "EU"},
    enabled=False,
)
HUBSPOT_ON_WEB = Destination(
    "hubspot-web",
    "HubSpot - trade customers",
    sources.WEB_PROD,
    classic.HUBSPOT,
    {"portalId": "1000001", "privateAppToken": MASKED, "enableEuropeanDataCenter": True},
)
FULLSTORY_ON_WEB = Destination(
    "fullstory-web",
    "FullStory",
    sources.WEB_PROD,
    classic.FULLSTORY,
    {"org": "QM-DEMO", "debug": False, "trackNamedPages": True},
)
HOTJAR_ON_WEB = Destination(
    "hotjar-web", "Hotjar", sources.WEB_PROD, classic.HOTJAR, {"hjid": "1000001"}
)
MIXPANEL_ON_WEB = Destination(
    "mixpanel-web",
    "Mixpanel (merchandising team)",
    sources.WEB_PROD,
    classic.MIXPANEL,
    {"token": "demo-not-a-real-token", "apiKey": MASKED, "people": True},
)
GA4_ON_STAGING = Destination(
    "ga4-staging",
    "GA4 - staging property",
    sources.WEB_STAGING,
    analytics.GA4_WEB,
    {"measurementID": "G-QUILLTEST1", "pageView": True, "enableConsentMode": True},
)
AMPLITUDE_ON_STAGING = Destination(
    "amplitude-staging",
    "Amplitude - test project",
    sources.WEB_STAGING,
    analytics.AMPLITUDE,
    AMPLITUDE_TEST_KEYS,
)
AMPLITUDE_ON_IOS = Destination(
    "amplitude-ios", "Amplitude - iOS", sources.IOS_PROD, analytics.AMPLITUDE, AMPLITUDE_KEYS
)
FIREBASE_ON_IOS = Destination(
    "firebase-ios",
    "Firebase - iOS",
    sources.IOS_PROD,
    classic.FIREBASE,
    {"deepLinkURLScheme": "trailclub"},
)
APPSFLYER_ON_IOS = Destination(
    "appsflyer-ios",
    "AppsFlyer - iOS",
    sources.IOS_PROD,
    classic.APPSFLYER,
    {**APPSFLYER_KEYS, "appleAppID": "1000000001"},
)
AMPLITUDE_ON_OLD_IOS = Destination(
    "amplitude-ios-classic",
    "Amplitude - old iOS app",
    sources.IOS_OLD,
    classic.AMPLITUDE_CLASSIC,
    {"apiKey": "demo-not-a-real-key-amplitude-prod", "trackSessionEvents": True},
)
AMPLITUDE_ON_ANDROID = Destination(
    "amplitude-android",
    "Amplitude - Android",
    sources.ANDROID_PROD,
    analytics.AMPLITUDE,
    AMPLITUDE_KEYS,
)
FIREBASE_ON_ANDROID = Destination(
    "firebase-android", "Firebase - Android", sources.ANDROID_PROD, classic.FIREBASE
)
APPSFLYER_ON_ANDROID = Destination(
    "appsflyer-android",
    "AppsFlyer - Android",
    sources.ANDROID_PROD,
    classic.APPSFLYER,
    {**APPSFLYER_KEYS, "androidAppID": "example.quillmoor.trail"},
)
AMPLITUDE_ON_API = Destination(
    "amplitude-shop-api",
    "Amplitude - shop API",
    sources.SHOP_API_PROD,
    analytics.AMPLITUDE,
    AMPLITUDE_KEYS,
)
BRAZE_ON_API = Destination(
    "braze-shop-api",
    "Braze - orders and membership",
    sources.SHOP_API_PROD,
    outreach.BRAZE_CLOUD,
    BRAZE_KEYS,
)
FACEBOOK_ON_API = Destination(
    "facebook-shop-api",
    "Facebook Conversions API",
    sources.SHOP_API_PROD,
    outreach.FACEBOOK_CONVERSIONS,
    {"pixelId": "100000000000001", "testEventCode": ""},
)
KINESIS_ON_API = Destination(
    "kinesis-shop-api",
    "Kinesis - raw events",
    sources.SHOP_API_PROD,
    classic.KINESIS,
    {
        "region": "eu-west-1",
        "stream": "quillmoor-shop-events",
        "roleAddress": "arn:aws:iam::000000000000:role/segment-kinesis-demo",
        "secretId": WORKSPACE_ID,
        "useMessageId": False,
    },
)
SLACK_ON_API = Destination(
    "slack-shop-api", "Slack - big orders", sources.SHOP_API_PROD, outreach.SLACK
)
HOTJAR_ON_API = Destination(
    "hotjar-shop-api",
    "Hotjar - checkout",
    sources.SHOP_API_PROD,
    classic.HOTJAR,
    {"hjid": "1000001"},
)
LOYALTY_WEBHOOK = Destination(
    "webhook-loyalty",
    "Webhook - loyalty points",
    sources.SHOP_API_PROD,
    outreach.WEBHOOKS,
    {"sharedSecret": MASKED},
)
RETURNS_WEBHOOK = Destination(
    "webhook-returns",
    "Webhook - returns desk",
    sources.SHOP_API_PROD,
    outreach.WEBHOOKS,
    {"sharedSecret": "demo-not-a-real-shared-secret"},
)
AMPLITUDE_ON_API_STAGING = Destination(
    "amplitude-shop-api-staging",
    "Amplitude - shop API test",
    sources.SHOP_API_STAGING,
    analytics.AMPLITUDE,
    AMPLITUDE_TEST_KEYS,
)
BRAZE_ON_API_STAGING = Destination(
    "braze-shop-api-staging",
    "Braze - test workspace",
    sources.SHOP_API_STAGING,
    outreach.BRAZE_CLOUD,
    BRAZE_KEYS,
)
GA4_ON_BILLING = Destination(
    "ga4-billing",
    "GA4 - refunds",
    sources.BILLING,
    analytics.GA4_CLOUD,
    {"apiSecret": MASKED, "measurementId": "G-QUILLDEMO1", "firebaseAppId": ""},
)
MIXPANEL_ON_KIOSK = Destination(
    "mixpanel-kiosk",
    "Mixpanel - kiosks",
    sources.KIOSK,
    classic.MIXPANEL,
    {"token": "demo-not-a-real-token", "apiKey": MASKED, "people": False},
)
KINESIS_ON_BRAZE = Destination(
    "kinesis-braze",
    "Kinesis - message events",
    sources.BRAZE_EVENTS,
    classic.KINESIS,
    {
        "region": "eu-west-1",
        "stream": "quillmoor-message-events",
        "roleAddress": "arn:aws:iam::000000000000:role/segment-kinesis-demo",
        "secretId": WORKSPACE_ID,
        "useMessageId": True,
    },
)
SHEETS_ON_SNOWFLAKE = Destination(
    "sheets-snowflake",
    "Google Sheets - store managers",
    sources.SNOWFLAKE_MODELS,
    outreach.GOOGLE_SHEETS,
)
BRAZE_ON_ENGAGE = Destination(
    "braze-engage",
    "Braze - Trail Club audiences",
    sources.ENGAGE_OUTPUT,
    outreach.BRAZE_CLOUD,
    BRAZE_KEYS,
)

DESTINATIONS = (
    GA4_ON_WEB,
    AMPLITUDE_ON_WEB,
    BRAZE_ON_WEB,
    PIXEL_ON_WEB,
    TAG_MANAGER_ON_WEB,
    INTERCOM_ON_WEB,
    CUSTOMER_IO_ON_WEB,
    HUBSPOT_ON_WEB,
    FULLSTORY_ON_WEB,
    HOTJAR_ON_WEB,
    MIXPANEL_ON_WEB,
    GA4_ON_STAGING,
    AMPLITUDE_ON_STAGING,
    AMPLITUDE_ON_IOS,
    FIREBASE_ON_IOS,
    APPSFLYER_ON_IOS,
    AMPLITUDE_ON_OLD_IOS,
    AMPLITUDE_ON_ANDROID,
    FIREBASE_ON_ANDROID,
    APPSFLYER_ON_ANDROID,
    AMPLITUDE_ON_API,
    BRAZE_ON_API,
    FACEBOOK_ON_API,
    KINESIS_ON_API,
    SLACK_ON_API,
    HOTJAR_ON_API,
    LOYALTY_WEBHOOK,
    RETURNS_WEBHOOK,
    AMPLITUDE_ON_API_STAGING,
    BRAZE_ON_API_STAGING,
    GA4_ON_BILLING,
    MIXPANEL_ON_KIOSK,
    KINESIS_ON_BRAZE,
    SHEETS_ON_SNOWFLAKE,
    BRAZE_ON_ENGAGE,
)
