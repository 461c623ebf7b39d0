"""The sources of the demo workspace, with the untidiness a real workspace has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from demo_data.ids import MASKED, WORKSPACE_ID, demo_id, write_key
from demo_data.shapes import JsonObject, Option, SourceType, label

PROD = "environment:prod"
STAGING = "environment:staging"
DEV = "environment:dev"
# The app team labelled its sources by itself: the same meaning under an unlike label.
APP_PROD = "env:production"

JAVASCRIPT = SourceType(
    id="IqDTy1TpoU",
    slug="javascript",
    name="Javascript",
    description="Collects what visitors do on a website, in the browser.",
    categories=("Website",),
)
APPLE = SourceType(
    id="dZeHygTSD4",
    slug="apple",
    name="Apple",
    description="Collects what people do in an app for iPhone, iPad, Mac, Apple TV or Watch.",
    categories=("Mobile",),
)
KOTLIN_ANDROID = SourceType(
    id="9EMcTqiKok",
    slug="kotlin-android",
    name="Kotlin (Android)",
    description="Collects what people do in an Android app.",
    categories=("Mobile",),
)
IOS_CLASSIC = SourceType(
    id=demo_id("source-type/ios", 10),
    slug="ios",
    name="iOS",
    description="The former iOS library, replaced by the Apple source.",
    categories=("Mobile",),
    status="DEPRECATED",
)
NODE = SourceType(
    id="U9mT0bPcI6",
    slug="node-js",
    name="Node.js",
    description="Sends events from a server written in JavaScript or TypeScript.",
    categories=("Server",),
)
PYTHON = SourceType(
    id="XRksQPCr7X",
    slug="python",
    name="Python",
    description="Sends events from a server written in Python.",
    categories=("Server",),
)
DOTNET = SourceType(
    id="8HWbgPTt3k",
    slug="net",
    name=".NET",
    description="Sends events from a server written in C#, with the former library.",
    categories=("Server",),
)
HTTP_API = SourceType(
    id="iUM16Md8P2",
    slug="http-api",
    name="HTTP API",
    description="Takes events from anything that can make an HTTPS request.",
    categories=("Server",),
)
BRAZE = SourceType(
    id=demo_id("source-type/braze", 10),
    slug="braze",
    name="Braze",
    description="Brings back what customers did with messages sent by Braze.",
    categories=("Email Marketing", "SMS & Push Notifications"),
    emits_cloud_events=True,
)
STRIPE = SourceType(
    id="1bow82lmk",
    slug="stripe",
    name="Stripe",
    description="Copies payments, customers and subscriptions into a warehouse.",
    categories=("Payments",),
    options=(Option("account", "string", "Account name"),),
)
ZENDESK = SourceType(
    id="3hbak7a9",
    slug="zendesk",
    name="Zendesk",
    description="Copies tickets and their history into a warehouse.",
    categories=("Helpdesk",),
    options=(Option("subdomain", "string", "Subdomain", required=True),),
)
SNOWFLAKE = SourceType(
    id="BQp3zGUgjV",
    slug="snowflake",
    name="Snowflake",
    description="Reads rows from a Snowflake warehouse and sends them on (Reverse ETL).",
    categories=("Database",),
    options=(
        Option("accountId", "string", "Account", required=True),
        Option("database", "string", "Database", required=True),
        Option("warehouse", "string", "Warehouse", required=True),
        Option("username", "string", "Username", required=True),
        Option("password", "password", "Password", required=True),
    ),
)
ENGAGE = SourceType(
    id="dBg7wLNWBb",
    slug="personas",
    name="Personas",
    description="Carries audiences and computed traits out of an Engage space.",
    categories=("Internal",),
    status="UNAVAILABLE",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the customer's workspace."""

    slug: str
    name: str
    type: SourceType
    labels: Sequence[str] = ()
    enabled: bool = True
    has_write_key: bool = True
    settings: JsonObject = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id under which everything else points to this source."""
        return demo_id(f"source/{self.slug}")

    def as_json(self) -> JsonObject:
        """The source as `SourceV1`."""
        return {
            "id": self.id,
            "slug": self.slug,
            "name": self.name,
            "workspaceId": WORKSPACE_ID,
            "enabled": self.enabled,
            "writeKeys": [write_key(self.slug)] if self.has_write_key else [],
            "metadata": self.type.as_json(),
            "settings": self.settings,
            "labels": [label(each) for each in self.labels],
        }


WEB_PROD = Source(
    "quillmoor_web_prod",
    "Quillmoor web (production)",
    JAVASCRIPT,
    (PROD, "team:shop"),
    settings={"website_url": "https://www.quillmoor.example"},
)
WEB_STAGING = Source(
    "quillmoor_web_staging",
    "Quillmoor web (staging)",
    JAVASCRIPT,
    (STAGING, "team:shop"),
    settings={"website_url": "https://staging.quillmoor.example"},
)
WEB_DEV = Source(
    "quillmoor_web_dev",
    "Quillmoor web (development)",
    JAVASCRIPT,
    (DEV, "team:shop"),
    settings={"website_url": "https://dev.quillmoor.example"},
)
IOS_PROD = Source("trail_app_ios_prod", "Trail app iOS", APPLE, (APP_PROD, "team:app"))
IOS_DEV = Source("trail_app_ios_dev", "Trail app iOS (dev)", APPLE, (DEV, "team:app"))
ANDROID_PROD = Source(
    "trail_app_android_prod", "Trail app Android", KOTLIN_ANDROID, (APP_PROD, "team:app")
)
ANDROID_DEV = Source(
    "trail_app_android_dev", "Trail app Android (dev)", KOTLIN_ANDROID, (DEV, "team:app")
)
IOS_OLD = Source(
    "trail_app_ios_classic", "Trail app iOS (classic, before 4.0)", IOS_CLASSIC, (PROD,)
)
SHOP_API_PROD = Source("shop_api_prod", "Shop API (production)", NODE, (PROD, "team:shop"))
SHOP_API_STAGING = Source("shop_api_staging", "Shop API (staging)", NODE, (STAGING, "team:shop"))
BILLING = Source("billing_service", "Billing service (all environments)", PYTHON)
WAREHOUSE_DESK = Source("warehouse_management", "Warehouse management", DOTNET, (PROD,))
KIOSK = Source("store_kiosk_prod", "Store kiosk - prod", HTTP_API)
BRAZE_EVENTS = Source("braze_currents", "Braze message events", BRAZE, (PROD,))
STRIPE_RECORDS = Source(
    "stripe",
    "Stripe payments",
    STRIPE,
    (PROD,),
    has_write_key=False,
    settings={"account": "Quillmoor Supply"},
)
ZENDESK_RECORDS = Source(
    "zendesk",
    "Zendesk tickets",
    ZENDESK,
    (PROD,),
    has_write_key=False,
    settings={"subdomain": "quillmoor"},
)
SNOWFLAKE_MODELS = Source(
    "snowflake_reverse_etl",
    "Snowflake (Reverse ETL)",
    SNOWFLAKE,
    (PROD,),
    has_write_key=False,
    settings={
        "accountId": "qm00000.eu-west-1",
        "database": "ANALYTICS",
        "warehouse": "SEGMENT_WH",
        "username": "SEGMENT_REVERSE_ETL",
        "password": MASKED,
    },
)
ENGAGE_OUTPUT = Source("personas_trail_club", "Engage (Trail Club)", ENGAGE, has_write_key=False)
BLOG = Source(
    "trail_journal_blog",
    "Trail Journal blog (retired)",
    JAVASCRIPT,
    (PROD,),
    enabled=False,
    settings={"website_url": "https://journal.quillmoor.example"},
)

SOURCES = (
    WEB_PROD,
    WEB_STAGING,
    WEB_DEV,
    IOS_PROD,
    IOS_DEV,
    IOS_OLD,
    ANDROID_PROD,
    ANDROID_DEV,
    SHOP_API_PROD,
    SHOP_API_STAGING,
    BILLING,
    WAREHOUSE_DESK,
    KIOSK,
    BRAZE_EVENTS,
    STRIPE_RECORDS,
    ZENDESK_RECORDS,
    SNOWFLAKE_MODELS,
    ENGAGE_OUTPUT,
    BLOG,
)
