"""A whole workspace from the Public API → the document that `read_workspace` reads.

Nothing is asked per object that a list has told: mappings only of destinations that have any,
schema settings only of sources that follow a plan. The sources come first and alone: without
them there is no pull, and from their list the way to ask for pages is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from segkit.errors import ApiRefusalError, TokenError, UsageError
from segkit.model.workspace import Json
from segkit.segment_api import endpoints
from segkit.segment_api.background import Tell, run, together
from segkit.segment_api.client import PublicApi, Session
from segkit.segment_api.document import FURTHER
from segkit.segment_api.further import Further
from segkit.segment_api.gathering import Gathering
from segkit.segment_api.objects import mapping, objects, text
from segkit.segment_api.paging import Query
from segkit.segment_api.progress import Listener, unheard
from segkit.segment_api.titles import checked

_ORDER = (
    *("workspace", "labels", "sources", "sourceSettings", "destinations", "subscriptions"),
    *("filters", "transformations", "functions", "instances", "models", "warehouses"),
    *("connectedSources", "trackingPlans", "trackingPlanSources", "trackingPlanRules"),
    *("eventVolumes", *FURTHER),
)
_GROUPS = ("eventName", "eventType", "source")
_MOST_VOLUMES = 5_000  # in one answer, by the API's documentation


def pull_workspace(
    api: PublicApi,
    *,
    volumes_days: int | None = None,
    also: Collection[str] = (),
    progress: Listener = unheard,
) -> dict[str, object]:
    """The workspace of the token, as `segkit.segment_api.document` describes the document.

    It still holds secrets: `without_secrets` comes before anything is written. What the token
    or the customer's plan does not open is under `notAvailable`, with the reason.

    Args:
        api: Whom to ask.
        volumes_days: Also read which events were received in so many days, by name, type and
            source (`eventVolumes`).
        also: What is read besides because it was asked for (`titles.ON_REQUEST`).
        progress: Told how far each resource is, and of every wait.

    Raises:
        TokenError: The token is not accepted, or may not list sources.
        ApiError: A page could not be had; nothing is returned then.
        UsageError: `volumes_days` is not positive, or nothing is called as in `also`.
    """
    checked(also)
    if volumes_days is not None and volumes_days < 1:
        raise UsageError(
            f"Volumes of {volumes_days} days cannot be read.", "ask for 1 day or more."
        )

    async def work(tell: Tell) -> dict[str, object]:
        async with api.session(tell) as session:
            return await _Pull(session, tell, also).everything(volumes_days)

    return run(work, progress)


class _Pull:
    def __init__(self, session: Session, tell: Tell, also: Collection[str]) -> None:
        self._session = session
        self._gathering = Gathering(session, tell)
        self._further = Further(session, self._gathering, also)
        self._document: dict[str, object] = {}

    async def everything(self, volumes_days: int | None) -> dict[str, object]:
        about = await self._session.workspace()
        region = self._session.api.region
        self._document["workspace"] = {**about, "region": region} if region else about
        await self._sources()
        await together(
            self._destinations(),
            self._warehouses(),
            self._plans(),
            self._functions(),
            self._list("labels", endpoints.LABELS),
            self._list("transformations", endpoints.TRANSFORMATIONS),
            self._list("models", endpoints.MODELS),
            self._further.at_once(objects(self._document["sources"])),
            *([self._volumes(volumes_days)] if volumes_days else []),
        )
        await self._further.of_lists(self._document)
        self._document |= self._further.found
        if 401 in self._gathering.statuses:
            # a token that was taken away meanwhile looks like one with few rights
            await self._session.workspace()
        found = {key: self._document[key] for key in _ORDER if key in self._document}
        reasons = dict(sorted(self._gathering.reasons.items()))
        return found | ({"notAvailable": reasons} if reasons else {})

    async def _list(self, resource: str, endpoint: endpoints.Endpoint) -> None:
        found = await self._gathering.if_open(resource, endpoint)
        if found is not None:
            self._document[resource] = found

    async def _sources(self) -> None:
        try:
            sources = await self._gathering.all_of("sources", endpoints.SOURCES)
        except ApiRefusalError as refusal:
            if refusal.status in {401, 403}:
                raise TokenError(refusal.problem, refusal.fix) from refusal
            raise
        if not sources:
            reason = "The API lists none: the workspace is empty, or the token may not see any."
            self._gathering.note("sources", reason)
        elif not any(source.get("writeKeys") for source in sources):
            reason = "The API gave no write key: the token lacks the role Source Admin."
            self._gathering.note("writeKeys", reason)
        self._document["sources"] = sources

    async def _destinations(self) -> None:
        found = await self._gathering.if_open(
            "destinations", endpoints.DESTINATIONS, "filters", "subscriptions"
        )
        if found is None:
            return
        self._document["destinations"] = found
        owners = _ids(found)
        with_mappings = _ids([one for one in found if _may_have_mappings(one)])
        await together(
            self._belonging("filters", endpoints.FILTERS, owners),
            self._belonging("subscriptions", endpoints.SUBSCRIPTIONS, with_mappings),
        )

    async def _belonging(
        self, resource: str, endpoint: endpoints.Endpoint, owners: list[str]
    ) -> None:
        """What belongs to destinations: one list, or each at its destination if some are refused.

        Only so can a reader tell a destination that has none from one that was not read.
        """
        by_owner = await self._gathering.lists_of(resource, endpoint, owners)
        if len(by_owner) == len(owners):
            self._document[resource] = [
                {"destinationId": owner, **one} for owner, some in by_owner.items() for one in some
            ]
            return
        for destination in _objects(self._document["destinations"]):
            owner = text(destination.get("id"))
            if owner in by_owner or owner not in owners:
                destination[resource] = by_owner.get(owner, [])

    async def _warehouses(self) -> None:
        found = await self._gathering.if_open(
            "warehouses", endpoints.WAREHOUSES, "connectedSources"
        )
        if found is None:
            return
        self._document["warehouses"] = found
        connected = await self._gathering.lists_of(
            "connectedSources", endpoints.CONNECTED_SOURCES, _ids(found)
        )
        self._document["connectedSources"] = {key: _ids(some) for key, some in connected.items()}

    async def _plans(self) -> None:
        more = ("trackingPlanRules", "trackingPlanSources", "sourceSettings")
        found = await self._gathering.if_open("trackingPlans", endpoints.TRACKING_PLANS, *more)
        if found is None:
            return
        self._document["trackingPlans"] = found
        live = _ids([one for one in found if one.get("type", "LIVE") == "LIVE"])
        await together(self._plan_rules(live), self._plan_sources(live))

    async def _plan_rules(self, plans: list[str]) -> None:
        found = await self._gathering.lists_of("trackingPlanRules", endpoints.RULES, plans)
        if found or not plans:
            self._document["trackingPlanRules"] = found

    async def _plan_sources(self, plans: list[str]) -> None:
        by_plan = await self._gathering.lists_of(
            "trackingPlanSources", endpoints.PLAN_SOURCES, plans
        )
        sources = {plan: _ids(some) for plan, some in by_plan.items()}
        self._document["trackingPlanSources"] = sources
        if len(by_plan) < len(plans):
            reason = "Which sources follow a plan is not known of every plan."
            self._gathering.note("sourceSettings", reason)
        owners = list(dict.fromkeys(source for some in sources.values() for source in some))
        await self._source_settings(owners)

    async def _source_settings(self, owners: list[str]) -> None:
        async def ask(source: str) -> Json:
            answer = await self._session.get(endpoints.SOURCE_SETTINGS, source)
            return mapping(answer.get(endpoints.SOURCE_SETTINGS.answer))

        found = await self._gathering.of_each("sourceSettings", owners, ask)
        if found or not owners:
            self._document["sourceSettings"] = [
                {"sourceId": source, "settings": settings} for source, settings in found.items()
            ]

    async def _functions(self) -> None:
        found = await self._gathering.of_kinds("functions", endpoints.INSERT_FUNCTIONS)
        if "functions" in self._gathering.reasons:
            self._gathering.note("instances", self._gathering.reasons["functions"])
        if found is None:
            return
        functions: dict[str, Json] = {}
        for one in found:
            functions.setdefault(text(one.get("id")), one)
        self._document["functions"] = list(functions.values())
        instances = await self._gathering.lists_of(
            "instances", endpoints.INSTANCES, list(functions)
        )
        if instances or not functions:
            self._document["instances"] = [one for some in instances.values() for one in some]

    async def _volumes(self, days: int) -> None:
        # the API advises to stay a minute behind, where its counts are complete
        end = self._session.api.clock.today().replace(microsecond=0) - dt.timedelta(minutes=1)
        query = {
            "granularity": "DAY",
            "startTime": _iso(end - dt.timedelta(days=days)),
            "endTime": _iso(end),
        }

        async def counted(grouping: Query) -> list[Json]:
            return await self._gathering.all_of(
                "eventVolumes", endpoints.EVENTS_VOLUME, {**query, **grouping}
            )

        try:
            found = await self._gathering.grouped("eventVolumes", _GROUPS, counted)
        except ApiRefusalError as refusal:
            self._gathering.refused(refusal, "eventVolumes")
            return
        if len(found) == _MOST_VOLUMES:
            reason = f"Some may be missing: the API gives at most {_MOST_VOLUMES:,} in an answer."
            self._gathering.note("eventVolumes", reason)
        self._document["eventVolumes"] = {**query, "items": found}


def _may_have_mappings(destination: Json) -> bool:
    """Only destinations on Actions have mappings; a catalog that is silent on it may be one."""
    return mapping(destination.get("metadata")).get("actions") != []


def _objects(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _ids(found: list[Json]) -> list[str]:
    return list(dict.fromkeys(filter(None, (text(one.get("id")) for one in found))))


def _iso(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
