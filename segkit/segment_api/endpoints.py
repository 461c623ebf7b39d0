"""The calls of the Public API that segkit makes; all of them only read.

Paths, versions, answers and limits are those of segmentio/public-api-sdk-python 73.2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

Owner = str | tuple[str, ...]
"""Id of the object that is asked about, or the ids of those that it is within, from outside."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One GET call.

    Attributes:
        path: Each `{id}` stands for an object that is asked about.
        answer: The key of `data` that holds what is wanted.
        version: The media type's version: the most stable one that there is.
        paged: Whether it is a list that comes in pages.
        per_minute: Its own limit; None when it shares the default one, which is not published.
        query: Parameters that it always has.
        owner_in: The parameter that takes the object's id when the path does not.
        feature: What has to be part of the customer's plan; empty for what everybody has.
        optional: Without it the pull is still whole: whatever goes wrong is a reason, and no
            fault is waited for twice.
    """

    path: str
    answer: str
    version: str = "v1"
    paged: bool = True
    per_minute: int | None = None
    query: tuple[tuple[str, str], ...] = ()
    owner_in: str = ""
    feature: str = ""
    optional: bool = False

    @property
    def accept(self) -> str:
        """The `Accept` header."""
        return f"application/vnd.segment.{self.version}+json"

    def path_of(self, owner: Owner = "") -> str:
        """The path for one object; its ids are encoded, whatever they hold."""
        path = self.path
        for one in (owner,) if isinstance(owner, str) else owner:
            path = path.replace("{id}", quote(one, safe=""), 1)
        return path

    def query_of(self, owner: Owner = "") -> dict[str, str]:
        """The parameters for one object."""
        return dict(self.query) | ({self.owner_in: str(owner)} if self.owner_in else {})


_PROTOCOLS = "Protocols"
_FUNCTIONS = "Functions"
_MAPPINGS = "Destination Subscriptions"

WORKSPACE = Endpoint("/", "workspace", paged=False)
SOURCES = Endpoint("/sources", "sources")
SOURCE_SETTINGS = Endpoint("/sources/{id}/settings", "settings", paged=False, feature=_PROTOCOLS)
LABELS = Endpoint("/labels", "labels", paged=False)
DESTINATIONS = Endpoint("/destinations", "destinations")
FILTERS = Endpoint("/destination/{id}/filters", "filters")  # the singular is the API's
SUBSCRIPTIONS = Endpoint(
    "/destinations/{id}/subscriptions", "subscriptions", "v1alpha", feature=_MAPPINGS
)
WAREHOUSES = Endpoint("/warehouses", "warehouses")
CONNECTED_SOURCES = Endpoint("/warehouses/{id}/connected-sources", "sources")
TRACKING_PLANS = Endpoint(
    "/tracking-plans", "trackingPlans", query=(("type", "LIVE"),), feature=_PROTOCOLS
)
TRACKING_PLAN = Endpoint("/tracking-plans/{id}", "trackingPlan", paged=False, feature=_PROTOCOLS)
RULES = Endpoint("/tracking-plans/{id}/rules", "rules", per_minute=200, feature=_PROTOCOLS)
PLAN_SOURCES = Endpoint("/tracking-plans/{id}/sources", "sources", feature=_PROTOCOLS)
TRANSFORMATIONS = Endpoint("/transformations", "transformations", feature=_PROTOCOLS)
INSERT_FUNCTIONS = tuple(
    Endpoint("/functions", "functions", query=(("resourceType", kind),), feature=_FUNCTIONS)
    for kind in ("INSERT_DESTINATION", "INSERT_SOURCE", "INSERT_TRANSFORMATION")
)
INSTANCES = Endpoint(
    "/insert-function-instances",
    "instances",
    "v1alpha",
    owner_in="functionId",
    feature=_FUNCTIONS,
)
MODELS = Endpoint("/reverse-etl-models", "models", "v1alpha", feature="Reverse ETL")
EVENTS_VOLUME = Endpoint("/events/volume", "result", per_minute=60)

_SPACES = "Unify or Engage"

SOURCE_FUNCTIONS, DESTINATION_FUNCTIONS = (
    Endpoint(
        "/functions",
        "functions",
        query=(("resourceType", kind),),
        feature=_FUNCTIONS,
        optional=True,
    )
    for kind in ("SOURCE", "DESTINATION")
)
LIVE_PLUGIN = Endpoint(
    "/sources/{id}/live-plugins/latest",
    "livePlugin",
    "v1alpha",
    paged=False,
    feature="Live Plugins",
    optional=True,
)
SPACES = Endpoint("/spaces", "spaces", "v1alpha", feature=_SPACES, optional=True)
AUDIENCES = Endpoint(
    "/spaces/{id}/audiences", "audiences", per_minute=60, feature="Engage", optional=True
)
COMPUTED_TRAITS = Endpoint(
    "/spaces/{id}/computed-traits",
    "computedTraits",
    "v1alpha",
    per_minute=25,
    feature="Computed Traits",
    optional=True,
)
SPACE_FILTERS = Endpoint(
    "/filters",
    "filters",
    "v1beta",
    owner_in="integrationId",
    feature="Space Filters",
    optional=True,
)
PROFILES_WAREHOUSES = Endpoint(
    "/spaces/{id}/profiles-warehouses",
    "profilesWarehouses",
    "v1alpha",
    feature="Profiles Sync",
    optional=True,
)
AUDIENCE_DESTINATIONS = Endpoint(
    "/spaces/{id}/audiences/{id}/destination-connections",
    "connections",
    "v1alpha",
    per_minute=50,
    feature="Engage",
    optional=True,
)
MODEL_SYNCS = Endpoint(
    "/reverse-etl-models/{id}/subscriptionId/{id}/syncs",
    "syncStatuses",
    "v1alpha",
    paged=False,
    query=(("count", "1"),),
    feature="Reverse ETL",
    optional=True,
)
WAREHOUSE_STATE = Endpoint(
    "/warehouses/{id}/connection-state",
    "connectionState",
    paged=False,
    per_minute=200,
    optional=True,
)
WAREHOUSE_SYNCS = Endpoint("/warehouses/{id}/syncs", "reports", per_minute=2, optional=True)
SELECTIVE_SYNCS = Endpoint(
    "/warehouses/{id}/connected-sources/{id}/selective-syncs",
    "items",
    per_minute=2,
    feature="Selective Sync",
    optional=True,
)
MTU_DAILY = Endpoint("/usage/mtu/daily", "dailyWorkspaceMTUUsage", optional=True)
MTU_OF_SOURCES = Endpoint("/usage/mtu/sources/daily", "dailyPerSourceMTUUsage", optional=True)
API_CALLS_DAILY = Endpoint("/usage/api-calls/daily", "dailyWorkspaceAPICallsUsage", optional=True)
API_CALLS_OF_SOURCES = Endpoint(
    "/usage/api-calls/sources/daily", "dailyPerSourceAPICallsUsage", optional=True
)
USER_GROUPS = Endpoint("/groups", "userGroups", optional=True)
USERS = Endpoint("/users", "users", optional=True)
DELIVERY_METRICS = Endpoint(
    "/destinations/{id}/delivery-metrics",
    "deliveryMetricsSummary",
    "v1beta",
    paged=False,
    optional=True,
)
AT_SOURCE = tuple(
    Endpoint(f"/delivery-overview/{step}", "dataset", "v1beta", owner_in="sourceId", optional=True)
    for step in ("successfully-received", "failed-on-ingest", "filtered-at-source")
)
AT_DESTINATION = tuple(
    Endpoint(
        f"/delivery-overview/{step}",
        "dataset",
        "v1beta",
        owner_in="destinationConfigId",
        optional=True,
    )
    for step in ("filtered-at-destination", "failed-delivery", "successful-delivery")
)
"""What becomes of a source's calls, and of those for one of its destinations, step by step."""
