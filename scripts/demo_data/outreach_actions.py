"""Catalog entries of the Actions destinations that message, advertise or pass events on."""

from __future__ import annotations

from demo_data.action_fields import (
    ANYWHERE,
    CHECKOUT_STARTED,
    CLOUD,
    CURRENCY,
    EVENT_NAME,
    EVENT_PROPERTIES,
    EVERY_METHOD,
    EVERY_TRACK,
    FACEBOOK_PERSON,
    ORDER_COMPLETED,
    PRODUCT_ADDED,
    TRACK_EXCEPT_ORDER,
    WEB_ONLY,
    value_from,
)
from demo_data.ids import demo_id
from demo_data.shapes import Action, ActionField, DestinationType, Option, path

BRAZE_PROFILE_FIELDS = (
    ActionField("external_id", "STRING", "External User ID", "Who.", default=path("userId")),
    ActionField("email", "STRING", "Email", "The address.", default=path("traits.email")),
    ActionField(
        "custom_attributes",
        "OBJECT",
        "Custom Attributes",
        "The other traits.",
        default=path("traits"),
    ),
)
BRAZE_PRODUCTS = ActionField(
    "products",
    "OBJECT",
    "Products",
    "Each needs an id and a price.",
    multiple=True,
    default=path("properties.products"),
)
BRAZE_WEB = DestinationType(
    id="60fb01aec459242d3b6f20c1",
    slug="actions-braze-web",
    name="Braze Web Device Mode (Actions)",
    description="Customer messaging that runs in the browser, with messages on the page.",
    website="https://www.braze.com/",
    categories=("Email Marketing", "CRM", "SMS & Push Notifications"),
    methods=("track", "identify", "group", "pageview"),
    platforms=WEB_ONLY,
    previous_names=("Braze Web Mode (Actions)", "Braze Web Device Mode (Actions)"),
    options=(
        Option("api_key", "string", "API Key", required=True),
        Option("endpoint", "select", "SDK Endpoint", required=True, default="sdk.iad-01.braze.com"),
        Option("sdkVersion", "select", "SDK Version", required=True, default="6.1"),
        Option("deferUntilIdentified", "boolean", "Only Track Known Users", default=False),
        Option("automaticallyDisplayMessages", "boolean", "Send In-App Messages", default=True),
        Option("sessionTimeoutInSeconds", "number", "Session Timeout", default=1800),
    ),
    actions=(
        Action(
            "eAkHUMUhynA8wGbVdp7otr",
            "debounce",
            "Debounce Middleware",
            "Holds back traits that did not change.",
            'type = "identify" or type = "group"',
            platform="WEB",
        ),
        Action(
            "fRZrfm4TC5JL3AGeRnLk3W",
            "trackEvent",
            "Track Event",
            "Records an event in the browser.",
            TRACK_EXCEPT_ORDER,
            (
                ActionField(
                    "eventName",
                    "STRING",
                    "Event Name",
                    "Its name.",
                    required=True,
                    default=path("event"),
                ),
                ActionField(
                    "eventProperties",
                    "OBJECT",
                    "Event Properties",
                    "Its details.",
                    default=path("properties"),
                ),
            ),
            "WEB",
        ),
        Action(
            "uL67YU9rAsuT4cp4dNNmBu",
            "trackPurchase",
            "Track Purchase",
            "Records an order in the browser.",
            ORDER_COMPLETED,
            (BRAZE_PRODUCTS,),
            "WEB",
        ),
        Action(
            "rPtfyrqEKc5XbmdRZveg4S",
            "updateUserProfile",
            "Update User Profile",
            "Updates what is known about the visitor.",
            'type = "identify" or type = "group"',
            BRAZE_PROFILE_FIELDS,
            "WEB",
        ),
    ),
    endpoints=("US", "EU"),
)
BRAZE_CLOUD = DestinationType(
    id="60f9d0d048950c356be2e4da",
    slug="actions-braze-cloud",
    name="Braze Cloud Mode (Actions)",
    description="Customer messaging fed from Segment's servers.",
    website="https://www.braze.com/",
    categories=("Email Marketing", "CRM", "SMS & Push Notifications"),
    methods=EVERY_METHOD,
    platforms=CLOUD,
    previous_names=("Braze Cloud Mode (Actions)",),
    options=(
        Option("api_key", "string", "API Key", required=True),
        Option("app_id", "string", "App ID"),
        Option(
            "endpoint",
            "select",
            "REST Endpoint",
            required=True,
            default="https://rest.iad-01.braze.com",
        ),
    ),
    actions=(
        Action(
            demo_id("action/braze-cloud/trackEvent2"),
            "trackEvent2",
            "Track Event V2",
            "Records an event.",
            TRACK_EXCEPT_ORDER,
            (BRAZE_PROFILE_FIELDS[0], EVENT_NAME, EVENT_PROPERTIES),
        ),
        Action(
            demo_id("action/braze-cloud/trackPurchase2"),
            "trackPurchase2",
            "Track Purchase V2",
            "Records an order.",
            ORDER_COMPLETED,
            (BRAZE_PROFILE_FIELDS[0], BRAZE_PRODUCTS),
        ),
        Action(
            demo_id("action/braze-cloud/updateUserProfile2"),
            "updateUserProfile2",
            "Update User Profile V2",
            "Updates what is known about a person.",
            'type = "identify"',
            BRAZE_PROFILE_FIELDS,
        ),
    ),
    endpoints=("US", "EU"),
)

ACTION_SOURCE = ActionField(
    "action_source", "STRING", "Action Source", "Where it happened, such as website.", required=True
)
EVENT_TIME = ActionField(
    "event_time",
    "STRING",
    "Event Time",
    "When it happened.",
    required=True,
    default=path("timestamp"),
)
USER_DATA = ActionField(
    "user_data",
    "OBJECT",
    "User Data",
    "Who it was; needed to match.",
    required=True,
    default=FACEBOOK_PERSON,
)
EVENT_ID = ActionField(
    "event_id", "STRING", "Event ID", "Lets Meta drop doubles.", default=path("messageId")
)
FACEBOOK_FIELDS = (ACTION_SOURCE, EVENT_TIME, USER_DATA, EVENT_ID)
FACEBOOK_CONVERSIONS = DestinationType(
    id="61806e472cd47ea1104885fc",
    slug="actions-facebook-conversions-api",
    name="Facebook Conversions API (Actions)",
    description="Reports orders to Meta from Segment's servers.",
    website="https://www.facebook.com/business/help/2041148702652965",
    categories=("Advertising",),
    methods=("track", "identify", "pageview"),
    platforms=CLOUD,
    options=(
        Option("pixelId", "string", "Pixel ID", required=True),
        Option("testEventCode", "string", "Test Event Code"),
    ),
    actions=(
        Action(
            "WPutGZbpwTiko86RQ3Z4d",
            "purchase2",
            "Purchase V2",
            "Reports an order.",
            ORDER_COMPLETED,
            (*FACEBOOK_FIELDS, CURRENCY, value_from("properties.revenue", required=True)),
        ),
        Action(
            "e8H2xz2UYypWEXGDmzDZ2y",
            "addToCart2",
            "Add to Cart V2",
            "Reports a product put into the basket.",
            PRODUCT_ADDED,
            FACEBOOK_FIELDS,
        ),
        Action(
            "7bUjfzV1tx4kRPsCVUfbj3",
            "initiateCheckout2",
            "Initiate Checkout V2",
            "Reports the start of a checkout.",
            CHECKOUT_STARTED,
            FACEBOOK_FIELDS,
        ),
        Action(
            "evdcEYsm4uM3LNKtFqLBR4",
            "custom2",
            "Custom Event V2",
            "Reports any other event.",
            None,
            (
                *FACEBOOK_FIELDS,
                ActionField(
                    "event_name",
                    "STRING",
                    "Event Name",
                    "Its name.",
                    required=True,
                    default=path("event"),
                ),
            ),
        ),
    ),
)
SLACK = DestinationType(
    id="5f7dd8e302173ff732db5cc4",
    slug="actions-slack",
    name="Slack (Actions)",
    description="Posts a message in a channel when something happens.",
    website="https://slack.com",
    categories=("Customer Success",),
    methods=EVERY_METHOD,
    platforms=ANYWHERE,
    previous_names=("Actions Slack", "Slack (Actions)"),
    actions=(
        Action(
            "kp6oMyKQbaeqt6TcwFJop9",
            "postToChannel",
            "Post Message",
            "Posts one message.",
            None,
            (
                ActionField("url", "STRING", "Webhook URL", "Where to post.", required=True),
                ActionField("text", "TEXT", "Message", "What to post.", required=True),
                ActionField("channel", "STRING", "Channel", "In which channel."),
            ),
        ),
    ),
)
WEBHOOKS = DestinationType(
    id="614a3c7d791c91c41bae7599",
    slug="actions-webhook",
    name="Webhooks (Actions)",
    description="Sends events to an address of the customer's own.",
    website="https://segment.com",
    categories=("Raw Data",),
    methods=EVERY_METHOD,
    platforms=ANYWHERE,
    options=(Option("sharedSecret", "string", "Shared Secret"),),
    actions=(
        Action(
            demo_id("action/webhook/send"),
            "send",
            "Send",
            "Makes one web request.",
            EVERY_TRACK,
            (
                ActionField("url", "STRING", "URL", "Where to send it.", required=True),
                ActionField("method", "STRING", "Method", "POST, PUT or PATCH.", required=True),
                ActionField("data", "OBJECT", "Data", "What to send.", default={"@path": "$."}),
            ),
        ),
    ),
    endpoints=("US", "EU"),
)
GOOGLE_SHEETS = DestinationType(
    id="627ea052118e3cd530d28963",
    slug="actions-google-sheets",
    name="Google Sheets",
    description="Keeps a spreadsheet up to date with rows from a warehouse.",
    website="https://www.google.com/sheets/about/",
    categories=("Analytics",),
    methods=EVERY_METHOD,
    platforms=("warehouse", "linkedAudiences"),
    actions=(
        Action(
            demo_id("action/google-sheets/postSheet2"),
            "postSheet2",
            "Post Sheet V2",
            "Adds or updates one row.",
            'event = "updated" or event = "new"',
            (
                ActionField(
                    "record_identifier", "STRING", "Record Identifier", "Which row.", required=True
                ),
                ActionField(
                    "spreadsheet_id", "STRING", "Spreadsheet ID", "Which file.", required=True
                ),
                ActionField(
                    "spreadsheet_name", "STRING", "Spreadsheet Name", "Which tab.", required=True
                ),
                ActionField("fields", "OBJECT", "Fields", "Which columns.", required=True),
            ),
        ),
    ),
)
