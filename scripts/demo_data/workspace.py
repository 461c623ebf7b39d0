"""The demo workspace in one object, under the keys the Public API answers with."""

from __future__ import annotations

import json

from demo_data import governance
from demo_data.destinations import DESTINATIONS
from demo_data.further import further
from demo_data.ids import WORKSPACE_ID
from demo_data.mappings import MAPPINGS
from demo_data.shapes import JsonObject
from demo_data.sources import SOURCES
from demo_data.warehouses import WAREHOUSES


def workspace() -> JsonObject:
    """Everything the Public API would tell about the workspace of Quillmoor Supply."""
    return {
        "workspace": {"id": WORKSPACE_ID, "slug": "quillmoor", "name": "Quillmoor Supply"},
        "labels": [*governance.LABELS],
        "sources": [each.as_json() for each in SOURCES],
        "sourceSettings": [*governance.source_settings()],
        "destinations": [each.as_json() for each in DESTINATIONS],
        "subscriptions": [each.as_json() for each in MAPPINGS],
        "filters": [*governance.filters()],
        "transformations": [*governance.transformations()],
        "functions": [*governance.functions()],
        "instances": [*governance.function_instances()],
        "models": [*governance.models()],
        "warehouses": [each.as_json() for each in WAREHOUSES],
        "connectedSources": {each.id: [load.id for load in each.loads] for each in WAREHOUSES},
        "trackingPlans": [*governance.TRACKING_PLANS],
        "trackingPlanSources": {
            governance.PLAN_ID: [each.id for each in governance.PLANNED_SOURCES]
        },
        **further(),
    }


def workspace_bytes() -> bytes:
    """The workspace as the text of `workspace.json`."""
    text = json.dumps(workspace(), indent=1, ensure_ascii=False)
    return f"{text}\n".encode()
