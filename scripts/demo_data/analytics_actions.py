"""Catalog entries of the Actions destinations that count and analyse."""

from __future__ import annotations

from demo_data.action_fields import (
    CHECKOUT_STARTED,
    CLOUD,
    CURRENCY,
    DEVICE_ID_DIRECTIVE,
    EVENT_NAME,
    EVENT_PROPERTIES,
    EVERY_METHOD,
    EVERY_TRACK,
    ITEMS,
    ORDER_COMPLETED,
    PARAMETERS,
    PRODUCT_ADDED,
    PRODUCT_VIEWED,
    TRACK_EXCEPT_ORDER,
    USER_ID,
    WEB_ONLY,
    value_from,
)
from demo_data.shapes import Action, ActionField, DestinationType, Option, Preset, path

ORDER_ID = ActionField(
    "transaction_id",
    "STRING",
    "Order Id",
    "Which order it is.",
    required=True,
    default=path("properties.order_id"),
)
GA4_CONFIGURATION = Action(
    "hhcbf2MTRHEXqkz9AipW4V",
    "setConfigurationFields",
    "Set Configuration Fields",
    "Starts Google Analytics on the page; the other actions need it.",
    'type = "page"',
    (
        USER_ID,
        ActionField("user_properties", "OBJECT", "User Properties", "Facts about the visitor."),
        ActionField("campaign_name", "STRING", "Campaign Name", "The campaign, if known."),
        ActionField("language", "STRING", "Language", "The language of the page."),
    ),
    "WEB",
)
GA4_WEB = DestinationType(
    id="63ed446fe60a1b56c5e6f130",
    slug="actions-google-analytics-4-web",
    name="Google Analytics 4 Web",
    description="Web analytics that runs in the visitor's browser.",
    website="https://support.google.com/analytics/answer/10089681",
    categories=("Analytics",),
    methods=EVERY_METHOD,
    platforms=WEB_ONLY,
    options=(
        Option("measurementID", "string", "Measurement ID", required=True),
        Option("pageView", "boolean", "Page Views", default=True),
        Option("enableConsentMode", "boolean", "Enable Consent Mode", default=False),
        Option("cookieDomain", "string", "Cookie Domain", default="auto"),
        Option("cookieExpirationInSeconds", "number", "Cookie Expiration", default=63072000),
        Option("allowGoogleSignals", "boolean", "Allow Google Signals", default=True),
        Option("domain", "string", "Domain", default="www.googletagmanager.com"),
    ),
    actions=(
        GA4_CONFIGURATION,
        Action(
            "8u4W8qspnaZQviyMzQgbtS",
            "customEvent",
            "Custom Event",
            "Sends an event under its own name.",
            EVERY_TRACK,
            (EVENT_NAME, USER_ID, PARAMETERS),
            "WEB",
        ),
        Action(
            "s4P812yhNfyexNfYTWCFMB",
            "viewItem",
            "View Item",
            "Sends the view of one product.",
            PRODUCT_VIEWED,
            (ITEMS, CURRENCY, value_from("properties.value")),
            "WEB",
        ),
        Action(
            "27A9EoSJr1fhRFcQv8RRqN",
            "addToCart",
            "Add to Cart",
            "Sends a product put into the basket.",
            PRODUCT_ADDED,
            (ITEMS, CURRENCY, value_from("properties.value")),
            "WEB",
        ),
        Action(
            "smG3c6UCXCozKmtivN5KUn",
            "beginCheckout",
            "Begin Checkout",
            "Sends the start of a checkout.",
            CHECKOUT_STARTED,
            (ITEMS, CURRENCY, value_from("properties.value")),
            "WEB",
        ),
        Action(
            "isThvSzFJdikeHGq14EFQS",
            "purchase",
            "Purchase",
            "Sends a completed order.",
            ORDER_COMPLETED,
            (CURRENCY, ITEMS, ORDER_ID, value_from("properties.total")),
            "WEB",
        ),
        Action(
            "6thqfbUiJonUWbjjEwb4ge",
            "signUp",
            "Sign Up",
            "Sends a new account.",
            'type = "track" and event = "Signed Up"',
            (ActionField("method", "STRING", "Method", "How the account was made."),),
            "WEB",
        ),
    ),
    presets=(Preset("Set Configuration Fields", GA4_CONFIGURATION, 'type = "page"'),),
)
GA4_CLOUD = DestinationType(
    id="60ad61f9ff47a16b8fb7b5d9",
    slug="actions-google-analytics-4",
    name="Google Analytics 4 Cloud",
    description="Web analytics fed from Segment's servers instead of the browser.",
    website="https://support.google.com/analytics/answer/10089681",
    categories=("Analytics",),
    methods=EVERY_METHOD,
    platforms=CLOUD,
    previous_names=("Actions Google Analytics 4", "Google Analytics 4 Cloud"),
    options=(
        Option("apiSecret", "string", "API Secret", required=True),
        Option("measurementId", "string", "Measurement ID"),
        Option("firebaseAppId", "string", "Firebase App ID"),
    ),
    actions=(
        Action(
            "tNPRvBDTsfszvJQy6kE9K3",
            "customEvent",
            "Custom Event",
            "Sends an event under its own name.",
            EVERY_TRACK,
            (EVENT_NAME, USER_ID, PARAMETERS),
        ),
        Action(
            "5oPdBsFNJRsrxVh17oPFPm",
            "refund",
            "Refund",
            "Sends money paid back.",
            'type = "track" and event = "Order Refunded"',
            (ORDER_ID, USER_ID, value_from("properties.total")),
        ),
    ),
)

DEVICE_ID = ActionField(
    "device_id", "STRING", "Device ID", "On which device.", default=DEVICE_ID_DIRECTIVE
)
EVENT_TYPE = ActionField(
    "event_type",
    "STRING",
    "Event Type",
    "The name of the event in Amplitude.",
    required=True,
    default=path("event"),
)
AMPLITUDE_EVENT_FIELDS = (USER_ID, DEVICE_ID, EVENT_TYPE, EVENT_PROPERTIES)
AMPLITUDE_LOG = Action(
    "uhprCN3Pc9fjb89v4xDrfP",
    "logEventV2",
    "Log Event V2",
    "Records an event.",
    EVERY_TRACK,
    AMPLITUDE_EVENT_FIELDS,
)
AMPLITUDE_PURCHASE = Action(
    "cRSyn3B292uKfxrpKwHRDY",
    "logPurchase",
    "Log Purchase",
    "Records an order and its revenue.",
    EVERY_TRACK,
    AMPLITUDE_EVENT_FIELDS,
)
AMPLITUDE_IDENTIFY = Action(
    "9STyJcVfDee2NowS4DGdmW",
    "identifyUser",
    "Identify User",
    "Updates what is known about a person.",
    'type = "identify"',
    (
        USER_ID,
        DEVICE_ID,
        ActionField(
            "user_properties", "OBJECT", "User Properties", "The traits.", default=path("traits")
        ),
    ),
)
AMPLITUDE_SESSION = Action(
    "nhJa95SA9MXa3hi2Vm2acC",
    "sessionId",
    "Session Plugin",
    "Adds a session id in the browser, before events leave it.",
    'type = "track" or type = "identify" or type = "group" or type = "page" or type = "alias"',
    (
        ActionField(
            "sessionLength", "NUMBER", "Session Length", "In milliseconds.", default=1800000
        ),
    ),
    "WEB",
)
AMPLITUDE = DestinationType(
    id="5f7dd6d21ad74f3842b1fc47",
    slug="actions-amplitude",
    name="Amplitude (Actions)",
    description="Product analytics, sent from Segment's servers.",
    website="https://amplitude.com",
    categories=("Analytics",),
    methods=EVERY_METHOD,
    platforms=CLOUD,
    previous_names=("Actions Amplitude", "Amplitude (Actions)"),
    options=(
        Option("apiKey", "string", "API Key", required=True),
        Option("secretKey", "string", "Secret Key", required=True),
        Option("endpoint", "select", "Endpoint Region", default="north_america"),
    ),
    actions=(
        AMPLITUDE_LOG,
        AMPLITUDE_PURCHASE,
        AMPLITUDE_IDENTIFY,
        Action(
            "hMC2cGnxZanH97kGbGUNQM",
            "groupIdentifyUser",
            "Group Identify User",
            "Updates what is known about a company.",
            'type = "group"',
            (
                ActionField(
                    "group_type", "STRING", "Group Type", "The kind of group.", required=True
                ),
                ActionField("group_value", "STRING", "Group Value", "Which group.", required=True),
            ),
        ),
        AMPLITUDE_SESSION,
    ),
    presets=(
        Preset("Track Calls", AMPLITUDE_LOG, TRACK_EXCEPT_ORDER),
        Preset("Order Completed Calls", AMPLITUDE_PURCHASE, ORDER_COMPLETED),
        Preset("Identify Calls", AMPLITUDE_IDENTIFY, 'type = "identify"'),
        Preset("Browser Session Tracking", AMPLITUDE_SESSION, AMPLITUDE_SESSION.trigger or ""),
    ),
    endpoints=("US", "EU"),
)
