"""The calls of the Public API that segkit makes; all of them only read.

Paths, versions, answers and limits are those of segmentio/public-api-sdk-python 73.2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One GET call.

    Attributes:
        path: `{id}` stands for the object that is asked about.
        answer: The key of `data` that holds what is wanted.
        version: The media type's version: the most stable one that there is.
        paged: Whether it is a list that comes in pages.
        per_minute: Its own limit; None when it shares the default one, which is not published.
        query: Parameters that it always has.
        owner_in: The parameter that takes the object's id when the path does not.
        feature: What has to be part of the customer's plan; empty for what everybody has.
    """

    path: str
    answer: str
    version: str = "v1"
    paged: bool = True
    per_minute: int | None = None
    query: tuple[tuple[str, str], ...] = ()
    owner_in: str = ""
    feature: str = ""

    @property
    def accept(self) -> str:
        """The `Accept` header."""
        return f"application/vnd.segment.{self.version}+json"

    def path_of(self, owner: str = "") -> str:
        """The path for one object; its id is encoded, whatever it holds."""
        return self.path.replace("{id}", quote(owner, safe=""))

    def query_of(self, owner: str = "") -> dict[str, str]:
        """The parameters for one object."""
        return dict(self.query) | ({self.owner_in: owner} if self.owner_in else {})


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
