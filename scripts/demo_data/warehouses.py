"""The warehouses of the demo workspace and the sources they load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demo_data import sources
from demo_data.ids import WORKSPACE_ID, demo_id
from demo_data.shapes import NO_LOGO, JsonObject, Option


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One warehouse, with the sources connected to it."""

    slug: str
    type_name: str
    description: str
    options: Sequence[Option]
    settings: JsonObject
    loads: Sequence[sources.Source]

    @property
    def id(self) -> str:
        """The id under which the workspace knows this warehouse."""
        return demo_id(f"warehouse/{self.slug}")

    def as_json(self) -> JsonObject:
        """The warehouse as `WarehouseV1`."""
        return {
            "id": self.id,
            "workspaceId": WORKSPACE_ID,
            "enabled": True,
            "metadata": {
                "id": demo_id(f"warehouse-type/{self.slug}", 10),
                "name": self.type_name,
                "slug": self.slug,
                "description": self.description,
                "logos": NO_LOGO,
                "options": [each.as_json() for each in self.options],
            },
            "settings": self.settings,
        }


SNOWFLAKE = Warehouse(
    "snowflake",
    "Snowflake",
    "A warehouse in the customer's Snowflake account.",
    (
        Option("name", "string", "Name"),
        Option("accountId", "string", "Account", required=True),
        Option("database", "string", "Database", required=True),
        Option("warehouse", "string", "Warehouse", required=True),
        Option("username", "string", "Username", required=True),
        Option("password", "password", "Password", required=True),
    ),
    {
        "name": "Quillmoor analytics",
        "accountId": "qm00000.eu-west-1",
        "database": "SEGMENT_EVENTS",
        "warehouse": "SEGMENT_WH",
        "username": "SEGMENT_LOADER",
    },
    (
        sources.WEB_PROD,
        sources.IOS_PROD,
        sources.ANDROID_PROD,
        sources.SHOP_API_PROD,
        sources.BILLING,
        sources.WAREHOUSE_DESK,
        sources.KIOSK,
        sources.BRAZE_EVENTS,
        sources.STRIPE_RECORDS,
        sources.ZENDESK_RECORDS,
    ),
)
BIGQUERY = Warehouse(
    "bigquery",
    "BigQuery",
    "A dataset in the customer's Google Cloud project.",
    (
        Option("name", "string", "Name"),
        Option("project", "string", "Project ID", required=True),
        Option("location", "string", "Location"),
        Option("credentials", "password", "Service account key", required=True),
    ),
    {"name": "Marketing sandbox", "project": "quillmoor-marketing-demo", "location": "EU"},
    (sources.WEB_PROD, sources.WEB_STAGING),
)
WAREHOUSES = (SNOWFLAKE, BIGQUERY)
