"""What people call the resources of a workspace's document."""

from __future__ import annotations

from collections.abc import Collection

from segkit.errors import UsageError

_TITLES = {
    "apiUsage": "API calls by day and source",
    "audienceDestinations": "where audiences go",
    "audiences": "audiences",
    "computedTraits": "computed traits",
    "connectedSources": "warehouse connections",
    "deliveryMetrics": "delivery metrics",
    "deliveryOverview": "delivery overview",
    "destinationFunctions": "destination functions",
    "eventVolumes": "events received",
    "functions": "insert functions",
    "instances": "insert functions in use",
    "livePlugins": "live plugins of apps",
    "modelSyncs": "last runs of Reverse ETL models",
    "models": "Reverse ETL models",
    "mtuUsage": "monthly tracked users by day and source",
    "profilesWarehouses": "warehouses of Profiles Sync",
    "selectiveSyncs": "Selective Sync of warehouses",
    "sourceFunctions": "source functions",
    "sourceSettings": "schema settings of sources",
    "spaceFilters": "filters of profile spaces",
    "spaces": "profile spaces",
    "subscriptions": "mappings",
    "filters": "destination filters",
    "trackingPlanRules": "rules of tracking plans",
    "trackingPlanSources": "sources of tracking plans",
    "trackingPlans": "tracking plans",
    "userGroups": "groups of users",
    "users": "users",
    "warehouseStates": "connection states of warehouses",
    "warehouseSyncs": "last syncs of warehouses",
    "writeKeys": "write keys",
}

ON_REQUEST = {
    "audiences": "where each of more than 25 audiences goes: a request for each, 50 a minute",
    "delivery": "what was delivered in the last 7 days: four requests for each destination",
    "owners": "who may change sources: names of people and groups",
    "syncs": "last syncs and Selective Sync of warehouses: two requests a minute",
}
"""What a pull reads only when it is asked for, and what that costs."""

ASKED_FOR_WITH = {
    "deliveryOverview": "delivery",
    "deliveryMetrics": "delivery",
    "userGroups": "owners",
    "users": "owners",
    "warehouseSyncs": "syncs",
    "selectiveSyncs": "syncs",
}
"""By what of `ON_REQUEST` a resource is read; other resources come with every pull."""


def names_in(text: str) -> list[str]:
    """`delivery, owners` as a list; raises `UsageError` for what a pull cannot read."""
    return checked([name.strip() for name in text.split(",") if name.strip()])


def checked(names: Collection[str]) -> list[str]:
    """The names, when a pull can read all of them; raises `UsageError`."""
    if unknown := sorted(set(names) - set(ON_REQUEST)):
        raise UsageError(
            f"A pull cannot also read {unknown[0]!r}.", f"use one of {', '.join(ON_REQUEST)}."
        )
    return list(names)


def title_of(resource: str) -> str:
    """A resource's key in words; unknown ones stay as they are."""
    return _TITLES.get(resource, resource)
