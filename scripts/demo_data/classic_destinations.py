"""Catalog entries of the demo's destinations that bring their own code (not Actions)."""

from __future__ import annotations

from demo_data.shapes import Component, DestinationType, Option

WEB_CODE = "segment-integrations/analytics.js-integration-"
SERVER_CODE = "segmentio/integrations/tree/master/integrations/"
IOS_CODE = "segment-integrations/analytics-ios-integration-"
ANDROID_CODE = "segment-integrations/analytics-android-integration-"

AMPLITUDE_CLASSIC = DestinationType(
    id="54521fd525e721e32a72ee91",
    slug="amplitude",
    name="Amplitude",
    description="Product analytics: the older destination with its own code per platform.",
    website="http://amplitude.com",
    categories=("Analytics",),
    methods=("track", "identify", "group", "pageview"),
    platforms=("browser", "mobile", "server"),
    options=(
        Option("apiKey", "string", "API Key", required=True),
        Option("secretKey", "string", "Secret Key"),
        Option("trackAllPages", "boolean", "Track All Pages to Amplitude", default=False),
        Option("trackAllPagesV2", "boolean", "Track All Screens", default=False),
        Option("trackSessionEvents", "boolean", "Track Session Events", default=False),
        Option("useLogRevenueV2", "boolean", "Use Log Revenue V2 API", default=True),
    ),
    components=(
        Component("BROWSER", f"{WEB_CODE}amplitude"),
        Component("IOS", f"{IOS_CODE}amplitude"),
        Component("ANDROID", f"{ANDROID_CODE}amplitude"),
        Component("SERVER", f"{SERVER_CODE}amplitude"),
    ),
    unbundling=True,
    endpoints=("US", "EU"),
)
MIXPANEL = DestinationType(
    id="54521fd925e721e32a72eed6",
    slug="mixpanel",
    name="Mixpanel (Legacy)",
    description="Product analytics with funnels and cohorts.",
    website="http://mixpanel.com",
    categories=("Analytics",),
    methods=("track", "identify", "group", "alias", "pageview"),
    platforms=("browser", "mobile", "server"),
    previous_names=("Mixpanel", "Mixpanel (Legacy)"),
    options=(
        Option("token", "string", "Token", required=True),
        Option("apiKey", "string", "API Secret"),
        Option("people", "boolean", "Use Mixpanel People", default=True),
        Option("enableEuropeanUnionEndpoint", "boolean", "EU Endpoint", default=False),
        Option("consolidatedPageCalls", "boolean", "Consolidate page calls", default=False),
        Option("groupIdentifierTraits", "array", "Group Identifier Traits", default=[]),
    ),
    components=(
        Component("BROWSER", f"{WEB_CODE}mixpanel", "PARTNER"),
        Component("IOS", f"{IOS_CODE}mixpanel"),
        Component("ANDROID", f"{ANDROID_CODE}mixpanel"),
        Component("SERVER", f"{SERVER_CODE}mixpanel"),
    ),
    replay=True,
    unbundling=True,
)
FIREBASE = DestinationType(
    id="579a568e80412f644ff19cf7",
    slug="firebase",
    name="Firebase",
    description="App analytics that runs inside the app only.",
    website="https://firebase.google.com/",
    categories=("Analytics", "Advertising", "CRM"),
    methods=("track", "identify"),
    platforms=("mobile",),
    options=(Option("deepLinkURLScheme", "string", "Deep Link URL Scheme (iOS)"),),
    components=(
        Component("IOS", f"{IOS_CODE}firebase"),
        Component("ANDROID", f"{ANDROID_CODE}firebase"),
    ),
)
APPSFLYER = DestinationType(
    id="54521fd525e721e32a72ee8f",
    slug="appsflyer",
    name="AppsFlyer",
    description="Tells which campaign brought an app install and what followed from it.",
    website="http://www.appsflyer.com/",
    categories=("Attribution", "Deep Linking"),
    methods=("track", "identify"),
    platforms=("mobile", "server"),
    options=(
        Option("appsFlyerDevKey", "string", "AppsFlyer Dev Key", required=True),
        Option("appleAppID", "string", "Apple App ID (iOS)"),
        Option("androidAppID", "string", "Android App ID"),
        Option("appsFlyerS2SToken", "string", "AppsFlyer S2S Token"),
        Option("trackAttributionData", "boolean", "Track Attribution Data", default=False),
    ),
    components=(
        Component("IOS", "AppsFlyerSDK/segment-appsflyer-ios", "PARTNER"),
        Component("ANDROID", "AppsFlyerSDK/AppsFlyer-Segment-Integration", "PARTNER"),
        Component("SERVER", f"{SERVER_CODE}appsflyer"),
    ),
)
GOOGLE_TAG_MANAGER = DestinationType(
    id="54521fd625e721e32a72eeb9",
    slug="google-tag-manager",
    name="Google Tag Manager",
    description="Loads a tag container on the page and passes events to its data layer.",
    website="https://www.google.com/analytics/tag-manager/",
    categories=("Tag Managers",),
    methods=("track", "pageview"),
    platforms=("browser",),
    options=(
        Option("containerId", "string", "Container ID", required=True),
        Option("environment", "string", "Environment"),
        Option("trackAllPages", "boolean", "Track All Pages", default=False),
        Option("trackCategorizedPages", "boolean", "Track Categorized Pages", default=False),
        Option("trackNamedPages", "boolean", "Track Named Pages", default=False),
    ),
    components=(Component("BROWSER", f"{WEB_CODE}google-tag-manager"),),
)
INTERCOM = DestinationType(
    id="54521fd725e721e32a72eec6",
    slug="intercom",
    name="Intercom",
    description="Chat and help on the site and in the app.",
    website="http://intercom.com",
    categories=("Livechat", "Customer Success", "Email Marketing"),
    methods=("track", "identify", "group", "pageview"),
    platforms=("browser", "mobile", "server"),
    options=(
        Option("appId", "string", "App ID"),
        Option("apiKey", "string", "Enter your API Key"),
        Option("apiBase", "select", "API Base"),
        Option("mobileApiKey", "string", "Enter your Mobile API Key"),
        Option("activator", "string", "Inbox Button Selector", default="#IntercomDefaultWidget"),
        Option("richLinkProperties", "array", "Rich Link Properties", default=[]),
    ),
    components=(
        Component("BROWSER", f"{WEB_CODE}intercom"),
        Component("IOS", f"{IOS_CODE}intercom"),
        Component("ANDROID", f"{ANDROID_CODE}intercom"),
        Component("SERVER", f"{SERVER_CODE}intercom"),
    ),
)
CUSTOMER_IO = DestinationType(
    id="54521fd525e721e32a72eea8",
    slug="customer-io",
    name="Customer.io",
    description="Sends messages that follow from what a customer did.",
    website="http://customer.io",
    categories=("Email Marketing", "SMS & Push Notifications"),
    methods=("track", "identify", "pageview"),
    platforms=("browser", "mobile", "server"),
    options=(
        Option("siteId", "string", "Site ID", required=True),
        Option("apiKey", "string", "API Key"),
        Option("datacenter", "select", "Customer.io Datacenter"),
        Option("convertToUnixTime", "boolean", "Convert To Unix Time", default=True),
    ),
    components=(
        Component("BROWSER", f"{WEB_CODE}customer.io", "PARTNER"),
        Component("SERVER", f"{SERVER_CODE}customer.io"),
    ),
    unbundling=True,
    endpoints=("US", "EU"),
)
HUBSPOT = DestinationType(
    id="54521fd725e721e32a72eec1",
    slug="hubspot",
    name="HubSpot",
    description="Keeps contacts, companies and their history.",
    website="http://www.hubspot.com",
    categories=("Analytics", "CRM", "Email Marketing"),
    methods=("track", "identify", "group", "pageview"),
    platforms=("browser", "mobile", "server"),
    options=(
        Option("portalId", "string", "Hub ID", required=True),
        Option("privateAppToken", "string", "Private App Token"),
        Option("apiKey", "string", "API Key"),
        Option("enableEuropeanDataCenter", "boolean", "HubSpot SDK for EU", default=False),
        Option("loadFormsSdk", "boolean", "Load Forms SDK", default=False),
    ),
    components=(
        Component("BROWSER", f"{WEB_CODE}hubspot"),
        Component("SERVER", f"{SERVER_CODE}hubspot"),
    ),
    endpoints=("EU", "US"),
)
FACEBOOK_PIXEL = DestinationType(
    id="5661eb58e954a874ca44cc07",
    slug="facebook-pixel",
    name="Facebook Pixel",
    description="Reports visits and purchases to Meta from the browser.",
    website="https://developers.facebook.com/docs/facebook-pixel",
    categories=("Advertising",),
    methods=("track", "identify", "pageview"),
    platforms=("browser",),
    options=(
        Option("pixelId", "string", "Pixel ID", required=True),
        Option("initWithExistingTraits", "boolean", "Enable Advanced Matching", default=False),
        Option("limitedDataUse", "boolean", "Limited Data Use", default=True),
        Option("standardEvents", "map", "Map Your Events to Standard FB Events", default={}),
        Option("valueIdentifier", "select", "Value Field Identifier", default="value"),
        Option("automaticConfiguration", "boolean", "Automatic Configuration", default=True),
    ),
    components=(Component("BROWSER", f"{WEB_CODE}facebook-pixel"),),
)
KINESIS = DestinationType(
    id="57da359580412f644ff33fb9",
    slug="amazon-kinesis",
    name="Amazon Kinesis",
    description="Puts every event on a stream of the customer's own AWS account.",
    website="https://aws.amazon.com/kinesis/streams/",
    categories=("Analytics", "Raw Data"),
    methods=("track", "identify", "group", "alias", "pageview"),
    platforms=("browser", "mobile", "server"),
    options=(
        Option("region", "string", "Stream Region", required=True, default="us-west-2"),
        Option("stream", "string", "AWS Kinesis Stream Name", required=True),
        Option("roleAddress", "string", "Role Address"),
        Option(
            "secretId",
            "string",
            "Secret ID (Read-Only)",
            required=True,
            default="#SEGMENT_WORKSPACE_ID",
        ),
        Option("useMessageId", "boolean", "Use Segment Message ID", default=False),
    ),
    components=(Component("SERVER", f"{SERVER_CODE}amazon-kinesis"),),
    replay=True,
)
FULLSTORY = DestinationType(
    id="54521fd625e721e32a72eeb8",
    slug="fullstory",
    name="FullStory",
    description="Records visits to show where people get stuck.",
    website="http://fullstory.com",
    categories=("Analytics", "Heatmaps & Recordings"),
    methods=("identify",),
    platforms=("browser",),
    options=(
        Option("org", "string", "FS Org", required=True),
        Option("debug", "boolean", "Enter FS debug mode", default=False),
        Option("trackAllPages", "boolean", "Track All Pages", default=False),
        Option("trackNamedPages", "boolean", "Track Named Pages", default=False),
    ),
    components=(Component("BROWSER", f"{WEB_CODE}fullstory"),),
    endpoints=("EU", "US"),
)
HOTJAR = DestinationType(
    id="5913371070a3e552b9561a4e",
    slug="hotjar",
    name="Hotjar",
    description="Draws heat maps of pages and asks visitors short questions.",
    website="http://www.hotjar.com",
    categories=("Heatmaps & Recordings",),
    methods=("track", "identify"),
    platforms=("browser",),
    options=(
        Option("hjid", "string", "Site ID", required=True),
        Option("hjPlaceholderPolyfill", "boolean", "IE9 Placeholder Polyfill", default=True),
    ),
    components=(Component("BROWSER", f"{WEB_CODE}hotjar"),),
)
