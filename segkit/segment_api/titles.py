"""What people call the resources of a workspace's document."""

from __future__ import annotations

_TITLES = {
    "connectedSources": "warehouse connections",
    "eventVolumes": "events received",
    "functions": "insert functions",
    "instances": "insert functions in use",
    "models": "Reverse ETL models",
    "sourceSettings": "schema settings of sources",
    "subscriptions": "mappings",
    "filters": "destination filters",
    "trackingPlanRules": "rules of tracking plans",
    "trackingPlanSources": "sources of tracking plans",
    "trackingPlans": "tracking plans",
    "writeKeys": "write keys",
}


def title_of(resource: str) -> str:
    """A resource's key in words; unknown ones stay as they are."""
    return _TITLES.get(resource, resource)
