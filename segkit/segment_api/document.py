"""Parsed JSON with the Public API's own objects → one document → `Workspace`.

The document's keys are the keys of the API's answers (`sources`, `destinations`, ...), plus
maps for what the API gives per object: `connectedSources` by warehouse, `connectedWarehouses`
by source, `trackingPlanSources` and `trackingPlanRules` by plan, `sourceSettings` by source.
`eventVolumes` is what
`GET /events/volume` counted: `startTime`, `endTime`, `granularity` and `items`. What a pull can
do without is in `FURTHER`, as `further` reads it. All but `sources` may be missing, and missing
is not the same as empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.errors import InputFileError
from segkit.model.workspace import Destination, Json, Source, Warehouse, Workspace
from segkit.segment_api import objects as api

LISTS = (
    *("sources", "destinations", "warehouses", "filters", "subscriptions"),
    *("transformations", "functions", "instances", "trackingPlans", "models"),
)
"""Resources whose objects have an id."""

MAPS = ("connectedSources", "connectedWarehouses", "trackingPlanSources")
"""Connections: lists of ids or objects, by the id of the object they belong to."""

FURTHER = (
    *("sourceFunctions", "destinationFunctions", "livePlugins", "modelSyncs"),
    *("spaces", "audiences", "audienceDestinations", "computedTraits", "spaceFilters"),
    *("profilesWarehouses", "warehouseStates", "warehouseSyncs", "selectiveSyncs"),
    *("mtuUsage", "apiUsage", "deliveryOverview", "deliveryMetrics", "userGroups", "users"),
)
"""What a pull can do without; read from `Workspace.extra` where it is shown."""

RESOURCES = (
    *(*LISTS, *MAPS, *FURTHER),
    *("workspace", "labels", "sourceSettings", "trackingPlanRules", "eventVolumes"),
    "notAvailable",
)
"""Every key of the document that segkit knows."""

_SINGLE = {
    "source": "sources",
    "destination": "destinations",
    "warehouse": "warehouses",
    "transformation": "transformations",
}
"""What the API calls the only object of an answer (`GET /sources/{id}`)."""

_READ = {*RESOURCES} - {"labels", "functions", "models", "eventVolumes", *FURTHER}
_FIX = 'give the API\'s answers as one JSON object: {"workspace": …, "sources": […], …}.'


def workspace_document(document: object, place: str) -> dict[str, object]:
    """One object with the API's own keys, out of an answer, a bare object or a list of pages.

    Lists of several pages are joined. Of two objects with one id the first stays, and takes
    from the other what it lacks: `trackingPlanId` is told only where one source is asked for.

    Args:
        document: Parsed JSON.
        place: What people call it, for messages.

    Raises:
        InputFileError: It is no workspace, its sources are not in it, or an object has no id.
    """
    pages = [_page(page, place) for page in _as_list(document)]
    merged: dict[str, object] = {}
    for page in pages:
        _merge(merged, page)
    if not any(key in merged for key in RESOURCES):
        raise InputFileError(f"{place} is no workspace: no resource of the API is in it.", _FIX)
    if not _is_complete(_as_list(document)):
        reasons = api.mapping(merged.get("notAvailable"))
        merged["notAvailable"] = {**reasons, "further pages": "the file ends before the last page"}
    for key in LISTS:
        if isinstance(merged.get(key), list):
            merged[key] = api.unique(merged[key], f"{place}: {key}")
    explained = "sources" in api.mapping(merged.get("notAvailable"))
    # a list without an entry is an answer: nothing was made in this workspace yet
    if not isinstance(merged.get("sources"), list) and not explained:
        raise InputFileError(
            f"{place} has no sources.", 'put what GET /sources returns under "sources".'
        )
    return merged


def read_workspace(document: object) -> Workspace:
    """The workspace that the API's objects describe.

    Raises `InputFileError` like `workspace_document`.
    """
    found = workspace_document(document, "the workspace")
    about = api.mapping(found.get("workspace"))
    return Workspace(
        id=api.text(about.get("id")),
        name=api.text(about.get("name")),
        slug=api.text(about.get("slug")),
        region=api.text(about.get("region")),
        sources=_sources(found),
        destinations=_destinations(found),
        warehouses=_warehouses(found),
        transformations=tuple(map(api.transformation, api.objects(found.get("transformations")))),
        insert_functions=tuple(map(api.insert_function, api.objects(found.get("instances")))),
        tracking_plans=api.objects(found.get("trackingPlans")),
        not_available={
            key: api.text(reason) for key, reason in api.mapping(found.get("notAvailable")).items()
        },
        extra=_extra(found, about),
    )


def _as_list(document: object) -> list[object]:
    return document if isinstance(document, list) and document else [document]


def _page(page: object, place: str) -> Json:
    if not isinstance(page, Mapping):
        raise InputFileError(f"{place} is no workspace: it holds no object of the API.", _FIX)
    inner = page.get("data")
    page = inner if isinstance(inner, Mapping) and "sources" not in page else page
    if "sources" not in page and ("rules" in page or "trackingPlan" in page):
        raise InputFileError(
            f"{place} is a tracking plan, not a workspace.",
            "name it as the plan, and give the API's answers (GET /sources, …) as the workspace.",
        )
    return _as_lists(page)


def _as_lists(page: Json) -> Json:
    """An answer about one object in the shape of an answer about many."""
    lists = dict(page)
    for single, many in _SINGLE.items():
        one = page.get(single)
        if isinstance(one, Mapping):
            del lists[single]
            if single == "source" and "trackingPlanId" in page:
                one = {**one, "trackingPlanId": lists.pop("trackingPlanId")}
            lists[many] = [one, *api.objects(page.get(many))]
    if "sourceId" in page and "settings" in page:
        lists["sourceSettings"] = [{key: lists.pop(key) for key in ("sourceId", "settings")}]
    return lists


def _is_complete(pages: Sequence[object]) -> bool:
    """No page names a next one that is not there."""
    found = [
        api.mapping(api.mapping(inner).get("pagination"))
        for page in pages
        for inner in (page, api.mapping(page).get("data"))
    ]
    there = {one.get("current") for one in found}
    return all(one.get("next") in there for one in found if one.get("next"))


def _merge(merged: dict[str, object], page: Json) -> None:
    """Lists grow and maps by id too; of everything else the first stays."""
    for key, value in page.items():
        known = merged.get(key)
        if key == "pagination":
            continue
        if known is None:
            merged[key] = value
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = [*known, *value]
        elif isinstance(known, Mapping) and isinstance(value, Mapping) and key != "workspace":
            inner = dict(known)
            _merge(inner, value)
            merged[key] = inner


def _sources(found: Json) -> tuple[Source, ...]:
    plans: dict[str, str] = {}
    for plan, sources in api.mapping(found.get("trackingPlanSources")).items():
        for source in api.ids(sources):
            plans.setdefault(source, plan)
    settings = _settings_by_source(found.get("sourceSettings"))
    return tuple(
        api.source(one, plans.get(api.text(one["id"]), ""), settings.get(api.text(one["id"]), {}))
        for one in api.objects(found.get("sources"))
    )


def _settings_by_source(value: object) -> dict[str, Json]:
    if isinstance(value, Mapping):
        return {key: api.mapping(one) for key, one in value.items()}
    settings: dict[str, Json] = {}
    for one in api.objects(value):
        settings.setdefault(api.text(one.get("sourceId")), api.mapping(one.get("settings")))
    return settings


def _destinations(found: Json) -> tuple[Destination, ...]:
    subscriptions, filters = (
        _by_destination(found.get(key)) for key in ("subscriptions", "filters")
    )
    return tuple(
        api.destination(
            one,
            _belonging(one, "subscriptions", subscriptions, f"the workspace: destinations[{n}]"),
            _belonging(one, "filters", filters, f"the workspace: destinations[{n}]"),
        )
        for n, one in enumerate(api.objects(found.get("destinations")))
    )


def _by_destination(listed: object) -> dict[str, list[Json]] | None:
    if not isinstance(listed, list):
        return None
    found: dict[str, list[Json]] = {}
    for one in api.objects(listed):
        found.setdefault(api.text(one.get("destinationId")), []).append(one)
    return found


def _belonging(
    owner: Json, key: str, listed: Mapping[str, list[Json]] | None, place: str
) -> tuple[Json, ...] | None:
    """The destination's own mappings or filters; None when neither place tells of any."""
    nested = owner.get(key)
    if not isinstance(nested, list) and listed is None:
        return None
    owned = {"destinationId": api.text(owner["id"]), "sourceId": api.text(owner.get("sourceId"))}
    own = [
        {**owned, **one} if isinstance(one, Mapping) else one
        for one in (nested if isinstance(nested, list) else [])
    ]
    others = (listed or {}).get(owned["destinationId"], [])
    return api.objects(api.unique([*own, *others], f"{place}.{key}"))


def _warehouses(found: Json) -> tuple[Warehouse, ...]:
    return tuple(
        api.warehouse(one, _connected(found, api.text(one["id"])))
        for one in api.objects(found.get("warehouses"))
    )


def _connected(found: Json, warehouse: str) -> tuple[str, ...] | None:
    """Ids of the warehouse's sources; None when the document cannot know them all."""
    told = api.mapping(found.get("connectedSources")).get(warehouse)
    by_source = api.mapping(found.get("connectedWarehouses"))
    sources = api.ids(told)
    sources += tuple(key for key, value in by_source.items() if warehouse in api.ids(value))
    everything = all(
        isinstance(by_source.get(api.text(one["id"])), list)
        for one in api.objects(found.get("sources"))
    )
    return tuple(dict.fromkeys(sources)) if sources or everything or told == [] else None


def _extra(found: Json, about: Json) -> Json:
    extra = {key: value for key, value in found.items() if key not in _READ}
    more = {key: about[key] for key in about if key not in {"id", "name", "slug", "region"}}
    return extra | ({"workspace": more} if more else {})
