"""Segment's libraries, and what kind of source an entry of its catalog is.

The table itself is `libraries.toml`. A workspace may hold sources that have left the
catalog (Analytics-iOS), so ids, slugs and names are all tried, in that order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.knowledge import table
from segkit.model.workspace import Source, SourceCatalog

_DOCS = "/connections/sources/catalog/libraries"


@dataclass(frozen=True, slots=True)
class Library:
    """A library or API that sends Segment calls.

    Attributes:
        slug: The catalog's, e.g. `kotlin-android`.
        catalog_id: Empty for libraries that have no entry in the catalog.
        name: What people call it, e.g. `Analytics-Swift`.
        kind: `web`, `mobile` or `server`.
        language: Empty when any will do.
        tier: `flagship`, `maintenance`, `community`, `beta`, `partner`; empty when Segment
            gives none.
        docs: Path of its documentation below the documentation base.
        quickstart: Path of the page to start with; empty when there is none.
        successor: Name of the library to use instead; empty when it is current.
        successor_slug: Slug of that library.
        support_ended: e.g. `March 2026`; empty when it is supported.
        note: What else to know, in a sentence or two; may be empty.
        catalog_name: What the catalog calls it, e.g. `Apple`.
        cloud_only: It cannot run a destination's own code, although it is in an app.
    """

    slug: str
    catalog_id: str
    name: str
    kind: str
    language: str
    tier: str
    docs: str
    quickstart: str
    successor: str
    successor_slug: str
    support_ended: str
    note: str
    catalog_name: str
    cloud_only: bool = False

    @property
    def to_use(self) -> Library:
        """The library to use: this one, or what replaces it."""
        return library(self.successor_slug) or self

    @property
    def docs_to_use(self) -> str:
        """Path of the page of the library to use."""
        return self.to_use.docs


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source, for somebody who reads of it the first time.

    Attributes:
        title: e.g. `Websites`.
        background: What it is and what it can feed, in one or two sentences.
    """

    title: str
    background: str


KINDS: Mapping[str, Kind] = {
    "web": Kind(
        "Websites",
        "A library in the page sends what visitors do, straight from their browser. "
        "It can feed destinations, in device mode as well as in cloud mode, and warehouses.",
    ),
    "mobile": Kind(
        "Mobile apps",
        "A library in the app sends what people do, and keeps it while they are offline. "
        "It can feed warehouses and destinations; device mode needs the destination's plugin "
        "in the app.",
    ),
    "server": Kind(
        "Servers",
        "Your own services send calls with a library or over HTTPS, out of reach of ad blockers. "
        "They can feed warehouses, and destinations in cloud mode only.",
    ),
    "cloud-event": Kind(
        "Cloud apps (events)",
        "Another company's tool reports to Segment what happens in it, such as an opened e-mail. "
        "It can feed warehouses, and destinations in cloud mode only.",
    ),
    "cloud-object": Kind(
        "Cloud apps (objects)",
        "Segment collects the records that a tool keeps, such as tickets or invoices. "
        "They go into warehouses only, not to destinations.",
    ),
    "reverse-etl": Kind(
        "Reverse ETL",
        "A query on your warehouse is turned into records on a schedule. "
        "They can feed destinations by way of mappings.",
    ),
    "function": Kind(
        "Functions",
        "Code of your own, run by Segment, turns the webhooks of any tool into Segment calls. "
        "It can feed warehouses, and destinations in cloud mode only.",
    ),
    "engage": Kind(
        "Engage",
        "Segment's own output: audiences and computed traits on their way to destinations. "
        "Nothing has to be implemented for it.",
    ),
    "unknown": Kind(
        "Other sources",
        "The workspace holds these sources too, but their catalog entry does not tell what "
        "kind they are.",
    ),
}
"""Every one of `SOURCE_KINDS`, in the order of the guide."""

_ENGAGE_IDS = {"dBg7wLNWBb", "UYaQxaZO3a"}
_ENGAGE_SLUGS = {"personas", "engage", "editable-profile-source-metadata"}
_SLUGS: Mapping[str, str] = {
    slug: kind.replace("_", "-")
    for kind in ("cloud_event", "cloud_object", "reverse_etl")
    for slug in table("libraries")[kind]
}
_CATEGORIES = {
    "website": "web",
    "mobile": "mobile",
    "ott": "mobile",
    "server": "server",
    "functions": "function",
    "reverse etl": "reverse-etl",
}
"""What the catalog files libraries under; `ott` is an app on a television."""


def _libraries() -> tuple[Library, ...]:
    raws = table("libraries")["library"]
    names = {raw["slug"]: raw["name"] for raw in raws}
    return tuple(_library(raw, names) for raw in raws)


def _library(raw: Mapping[str, str], names: Mapping[str, str]) -> Library:
    docs = f"{_DOCS}/{raw['path']}"
    successor = raw.get("successor", "")
    return Library(
        slug=raw["slug"],
        catalog_id=raw.get("catalog_id", ""),
        name=raw["name"],
        kind=raw["kind"],
        language=raw.get("language", ""),
        tier=raw.get("tier", ""),
        docs=docs,
        quickstart=f"{docs}/{raw['start']}" if "start" in raw else "",
        successor=names[successor] if successor else "",
        successor_slug=successor,
        support_ended=raw.get("support_ended", ""),
        note=raw.get("note", ""),
        catalog_name=raw.get("catalog_name", raw["name"]),
        cloud_only=bool(raw.get("cloud_only", False)),
    )


LIBRARIES = _libraries()
"""Every event-stream library, websites first."""

_BY_ID = {known.catalog_id: known for known in LIBRARIES if known.catalog_id}
_BY_SLUG = {known.slug: known for known in LIBRARIES}
_BY_NAME = {known.catalog_name.casefold(): known for known in LIBRARIES}


def library(slug: str) -> Library | None:
    """The library with this slug; None when there is none."""
    return _BY_SLUG.get(slug)


def library_of(source: Source) -> Library | None:
    """The library that feeds this source; None for cloud apps and the like."""
    catalog = source.catalog
    return (
        _BY_ID.get(catalog.id)
        or _BY_SLUG.get(catalog.slug)
        or _BY_NAME.get(catalog.name.strip().casefold())
    )


def kind_of(source: Source) -> str:
    """What this source is: one of `segkit.model.derived.SOURCE_KINDS`."""
    catalog = source.catalog
    if catalog.id in _ENGAGE_IDS or catalog.slug in _ENGAGE_SLUGS:
        return "engage"
    # before the libraries, because Littledata's app is in both
    if catalog.is_cloud_event_source:
        return "cloud-event"
    if catalog.slug in _SLUGS:
        return _SLUGS[catalog.slug]
    found = library_of(source)
    return found.kind if found else _kind_by_words(catalog)


def _kind_by_words(catalog: SourceCatalog) -> str:
    """For entries that the table does not hold: new libraries, and the customer's functions."""
    for category in catalog.categories:
        if kind := _CATEGORIES.get(category.strip().casefold()):
            return kind
    words = catalog.name.casefold()
    if catalog.id.startswith("sfn") or "function" in words.split():
        return "function"
    return "reverse-etl" if "reverse etl" in words else "unknown"
