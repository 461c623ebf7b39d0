"""Which keys of the API's further objects a snapshot keeps; everything else in them is left out.

Names, switches, states, moments and counts: no code, no settings, no addresses, no mail
addresses of people, and no ids of the people whose data it is.
"""

from __future__ import annotations

from collections.abc import Mapping

_SPACE_OBJECT = ("id", "spaceId", "name", "description", "key", "enabled", "definition", "query")
_PHASES = (
    *("extractPhase", "loadPhase", "extractCount", "addedCount", "updatedCount", "deletedCount"),
    *("deliverSuccessCount", "deliverFailureCount", "errorCode"),
)
_FUNCTION = (
    *("id", "resourceType", "displayName", "description", "catalogId"),
    *("createdAt", "deployedAt", "isLatestVersion"),
)
_ROLES = ("id", "name", "permissions", "roleName", "resources", "type", "labels", "key", "value")
_USAGE = ("period", "daily", "bySource", "sourceId", "timestamp")
_MTU = ("anonymous", "anonymousIdentified", "identified", "neverIdentified")
_WINDOW = ("granularity", "startTime", "endTime", "sourceId", "destinationId", "items", "total")

KEPT: Mapping[str, frozenset[str]] = {
    resource: frozenset(keys)
    for resource, keys in {
        "sourceFunctions": _FUNCTION,
        "destinationFunctions": _FUNCTION,
        "livePlugins": ("id", "sourceId", "createdAt", "version"),
        "modelSyncs": (
            *("subscriptionId", "syncs", "syncId", "modelId", "sourceId", "syncStatus"),
            *("duration", "startedAt", "finishedAt", *_PHASES),
        ),
        "spaces": ("id", "slug", "name"),
        "audiences": (
            *(*_SPACE_OBJECT, "status", "createdAt", "updatedAt", "audienceType"),
            *("computeCadence", "size", "type", "count", "uniqueCount"),
        ),
        "audienceDestinations": (
            *("audienceId", "destinations", "id", "name", "slug", "enabled"),
            *("sourceId", "destinationId", "metadata"),
        ),
        "computedTraits": (*_SPACE_OBJECT, "type", "status", "createdAt", "updatedAt"),
        "spaceFilters": (*_SPACE_OBJECT, "integrationId", "if", "drop", "createdAt", "updatedAt"),
        "profilesWarehouses": (
            "id",
            "spaceId",
            "enabled",
            "schemaName",
            "metadata",
            "name",
            "slug",
        ),
        "warehouseStates": ("warehouseId", "connectionState"),
        "warehouseSyncs": (
            *("warehouseId", "reports", "sourceId", "start", "end", "status", "duration"),
            *("humanDuration", "count", "notices", "level", "message", "createdAt"),
        ),
        "selectiveSyncs": (
            *("warehouseId", "sourceId", "items", "collection", "enabled", "propertiesOff"),
        ),
        "mtuUsage": (*_USAGE, *_MTU),
        "apiUsage": (*_USAGE, "apiCalls"),
        "deliveryOverview": (
            *(*_WINDOW, "steps", "step", "eventName", "eventType", "discardReason"),
            *("subscriptionId", "totalRetryCount"),
        ),
        "deliveryMetrics": (
            *(*_WINDOW, "destinationMetadataId", "metrics", "metricName", "breakdown", "value"),
        ),
        "userGroups": (*_ROLES, "memberCount"),
        "users": _ROLES,
    }.items()
}
"""Key names that stay, by resource, at whatever depth they stand."""


def kept(value: object, resource: str) -> object:
    """The value with the keys that are kept of this resource; other values stay as they are."""
    if isinstance(value, list | tuple):
        return [kept(one, resource) for one in value]
    if not isinstance(value, Mapping):
        return value
    found = {key: kept(one, resource) for key, one in value.items() if key in KEPT[resource]}
    if resource == "selectiveSyncs" and isinstance(value.get("properties"), Mapping):
        found["propertiesOff"] = sorted(map(str, _switched_off(value["properties"])))
    return found


def _switched_off(properties: Mapping[str, object]) -> list[str]:
    """Names of the columns that are not synced."""
    return [
        name
        for name, one in properties.items()
        if one is False or (isinstance(one, Mapping) and one.get("enabled") is False)
    ]
