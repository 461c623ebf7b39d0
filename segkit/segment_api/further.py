"""What a pull can do without: each group of it is had, or named with the reason.

Asked at once is what costs a few requests. What would take one for each audience or destination,
or is limited to two a minute, or is about people, is asked for by name (`ON_REQUEST`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from segkit.errors import ApiRefusalError
from segkit.model.workspace import Json
from segkit.segment_api import endpoints as at
from segkit.segment_api.background import together
from segkit.segment_api.client import Session
from segkit.segment_api.endpoints import Endpoint
from segkit.segment_api.gathering import Gathering
from segkit.segment_api.objects import mapping, objects, text, texts
from segkit.segment_api.pages import read_all
from segkit.segment_api.paging import Query

DELIVERY_DAYS = 7
"""What is counted of deliveries; the API keeps 30 days of one kind of figures, 14 of the other."""

FEW_AUDIENCES = 25
"""So many audiences are asked where they go by every pull."""

MOST_PAIRS = 20
"""Of warehouse and source, whose Selective Sync is asked for: at two a minute, ten minutes."""

_STEP = ("step", "sourceId", "destinationId")
_BY_NAME = ("eventType", "eventName")  # only track calls always have a name
_BY_REASON = (*_BY_NAME, "discardReason")
_WITHOUT_REASON = ("received", "delivered")
_AT_SOURCE = dict(
    zip(("received", "failedOnIngest", "filteredAtSource"), at.AT_SOURCE, strict=True)
)
_AT_DESTINATION = dict(zip(("filtered", "failed", "delivered"), at.AT_DESTINATION, strict=True))


class Further:
    """The questions of one pull that it can do without; what they bring is in `found`."""

    def __init__(self, session: Session, gathering: Gathering, also: Collection[str]) -> None:
        self._session, self._gathering, self._also = session, gathering, also
        self.found: dict[str, object] = {}

    async def at_once(self, sources: Sequence[Json]) -> None:
        """What needs no other list than that of the sources."""
        await together(
            self._live_plugins([text(one.get("id")) for one in sources if _is_mobile(one)]),
            self._list("sourceFunctions", at.SOURCE_FUNCTIONS),
            self._list("destinationFunctions", at.DESTINATION_FUNCTIONS),
            self._spaces(),
            self._usage("mtuUsage", at.MTU_DAILY, at.MTU_OF_SOURCES),
            self._usage("apiUsage", at.API_CALLS_DAILY, at.API_CALLS_OF_SOURCES),
            *([self._owners()] if "owners" in self._also else []),
        )

    async def of_lists(self, document: Json) -> None:
        """What is asked for each object of the other lists."""
        warehouses = _on(document, "warehouses")
        work = [self._model_syncs(document), self._warehouse_states(warehouses)]
        if "delivery" in self._also:
            work.append(self._delivery(document))
        await together(*work)
        if "syncs" in self._also:  # last: what waits for two a minute would keep others waiting
            await together(self._warehouse_syncs(warehouses), self._selective(document, warehouses))

    async def _list(self, resource: str, endpoint: Endpoint) -> None:
        found = await self._gathering.if_open(resource, endpoint)
        if found is not None:
            self.found[resource] = found

    async def _spaces(self) -> None:
        of_each = {
            "audiences": at.AUDIENCES,
            "computedTraits": at.COMPUTED_TRAITS,
            "spaceFilters": at.SPACE_FILTERS,
            "profilesWarehouses": at.PROFILES_WAREHOUSES,
        }
        found = await self._gathering.if_open("spaces", at.SPACES, *of_each, "audienceDestinations")
        if found is None:
            return
        self.found["spaces"] = found
        spaces = [text(one.get("id")) for one in found]
        await together(*(self._of_spaces(key, one, spaces) for key, one in of_each.items()))
        await self._audience_destinations()

    async def _of_spaces(self, resource: str, endpoint: Endpoint, spaces: list[str]) -> None:
        by_space = await self._gathering.lists_of(resource, endpoint, spaces)
        if by_space or not spaces:
            self.found[resource] = [
                {"spaceId": space, **one} for space, some in by_space.items() for one in some
            ]

    async def _audience_destinations(self) -> None:
        audiences = objects(self.found.get("audiences"))
        owners = [(text(one.get("spaceId")), text(one.get("id"))) for one in audiences]
        asked = owners if "audiences" in self._also else owners[:FEW_AUDIENCES]
        resource = "audienceDestinations"
        if len(asked) < len(owners):
            self._gathering.note(
                resource,
                f"Only those of {len(asked)} of {len(owners)} audiences were asked for: "
                "`segkit pull --also audiences` asks for all.",
            )
        found = await self._gathering.lists_of(resource, at.AUDIENCE_DESTINATIONS, asked)
        if found or not asked:
            self.found[resource] = [
                {"audienceId": audience, "destinations": some}
                for (_, audience), some in found.items()
            ]

    async def _usage(self, resource: str, daily: Endpoint, of_sources: Endpoint) -> None:
        period = self._session.api.clock.today().strftime("%Y-%m-01")
        found: dict[str, object] = {"period": period}

        async def ask(key: str, endpoint: Endpoint) -> None:
            try:
                listed = await read_all(self._session, endpoint, query={"period": period})
            except ApiRefusalError as refusal:
                self._gathering.refused(refusal, resource)
                return
            found[key] = list(listed.objects)

        await together(ask("daily", daily), ask("bySource", of_sources))
        if len(found) > 1:
            self.found[resource] = found

    async def _owners(self) -> None:
        await together(self._list("userGroups", at.USER_GROUPS), self._list("users", at.USERS))

    async def _live_plugins(self, sources: list[str]) -> None:
        async def ask(source: str) -> Json:
            try:
                answer = await self._session.get(at.LIVE_PLUGIN, source)
            except ApiRefusalError as refusal:
                if refusal.status == 404:  # most apps have none
                    return {}
                raise
            return mapping(answer.get(at.LIVE_PLUGIN.answer))

        found = await self._gathering.of_each("livePlugins", sources, ask)
        if found or not sources:
            self.found["livePlugins"] = [
                {"sourceId": source, **one} for source, one in found.items() if one
            ]

    async def _model_syncs(self, document: Json) -> None:
        pairs = [
            (text(one.get("modelId")), text(one.get("id")))
            for one in objects(document.get("subscriptions"))
            if one.get("modelId")
        ]

        async def ask(pair: tuple[str, ...]) -> list[Json]:
            answer = await self._session.get(at.MODEL_SYNCS, pair)
            return list(objects(answer.get(at.MODEL_SYNCS.answer)))[:1]

        found = await self._gathering.of_each("modelSyncs", pairs, ask)
        if found or not pairs:
            self.found["modelSyncs"] = [
                {"subscriptionId": mapping_id, "syncs": syncs}
                for (_, mapping_id), syncs in found.items()
            ]

    async def _warehouse_states(self, warehouses: list[str]) -> None:
        async def ask(warehouse: str) -> str:
            answer = await self._session.get(at.WAREHOUSE_STATE, warehouse)
            return text(answer.get(at.WAREHOUSE_STATE.answer))

        found = await self._gathering.of_each("warehouseStates", warehouses, ask)
        if found or not warehouses:
            self.found["warehouseStates"] = [
                {"warehouseId": warehouse, "connectionState": state}
                for warehouse, state in found.items()
            ]

    async def _warehouse_syncs(self, warehouses: list[str]) -> None:
        """The newest report of each source in the first page; the reports are its history."""

        async def ask(warehouse: str) -> list[Json]:
            query = self._session.paging.way.query("")
            answer = await self._session.get(at.WAREHOUSE_SYNCS, warehouse, query)
            newest: dict[str, Json] = {}
            for one in objects(answer.get(at.WAREHOUSE_SYNCS.answer)):
                known = newest.setdefault(text(one.get("sourceId")), one)
                if text(one.get("start")) > text(known.get("start")):
                    newest[text(one.get("sourceId"))] = one
            return list(newest.values())

        found = await self._gathering.of_each("warehouseSyncs", warehouses, ask)
        if found or not warehouses:
            self.found["warehouseSyncs"] = [
                {"warehouseId": warehouse, "reports": reports}
                for warehouse, reports in found.items()
            ]

    async def _selective(self, document: Json, warehouses: list[str]) -> None:
        connected = mapping(document.get("connectedSources"))
        on = set(_on(document, "sources"))
        pairs = [
            (warehouse, source)
            for warehouse in warehouses
            for source in texts(connected.get(warehouse))
            if source in on
        ]
        resource = "selectiveSyncs"
        if len(pairs) > MOST_PAIRS:
            self._gathering.note(
                resource,
                f"Only {MOST_PAIRS} of {len(pairs)} pairs of warehouse and source were asked for: "
                "the API answers two such questions a minute.",
            )
        found = await self._gathering.lists_of(resource, at.SELECTIVE_SYNCS, pairs[:MOST_PAIRS])
        if found or not pairs:
            self.found[resource] = [
                {"warehouseId": warehouse, "sourceId": source, "items": items}
                for (warehouse, source), items in found.items()
            ]

    async def _delivery(self, document: Json) -> None:
        # the API counts late: the last five minutes are not whole yet
        end = self._session.api.clock.today().replace(microsecond=0) - dt.timedelta(minutes=5)
        window = {
            "granularity": "DAY",
            "startTime": _iso(end - dt.timedelta(days=DELIVERY_DAYS)),
            "endTime": _iso(end),
        }
        sources = _on(document, "sources")
        pairs = [
            (text(one.get("sourceId")), text(one.get("id")))
            for one in objects(document.get("destinations"))
            if one.get("enabled") is not False and text(one.get("sourceId")) in sources
        ]
        steps = [
            *((step, source) for source in sources for step in _AT_SOURCE),
            *((step, *pair) for pair in pairs for step in _AT_DESTINATION),
        ]
        await together(self._metrics(pairs, window), self._overview(steps, window))

    async def _metrics(self, pairs: Sequence[tuple[str, ...]], window: dict[str, str]) -> None:
        async def ask(pair: tuple[str, ...]) -> Json:
            source, destination = pair
            query = {**window, "sourceId": source}
            answer = await self._session.get(at.DELIVERY_METRICS, destination, query)
            return mapping(answer.get(at.DELIVERY_METRICS.answer))

        found = await self._gathering.of_each("deliveryMetrics", pairs, ask)
        if found or not pairs:
            items = [{"destinationId": pair[1], **one} for pair, one in found.items()]
            self.found["deliveryMetrics"] = {**window, "items": items}

    async def _overview(self, steps: Sequence[tuple[str, ...]], window: dict[str, str]) -> None:
        """Each step of each source and pair, as `(step, source)` or with the destination."""

        async def ask(asked: tuple[str, ...]) -> list[Json]:
            step, source = asked[:2]
            endpoint = (_AT_SOURCE | _AT_DESTINATION)[step]
            query = {**window, "sourceId": source}

            async def counted(grouping: Query) -> list[Json]:
                whole = {**query, **grouping}
                return list(
                    (await read_all(self._session, endpoint, asked[-1], query=whole)).objects
                )

            groups = _BY_NAME if step in _WITHOUT_REASON else _BY_REASON
            return await self._gathering.grouped("deliveryOverview", groups, counted)

        found = await self._gathering.of_each("deliveryOverview", steps, ask)
        if found or not steps:
            listed = [
                {**dict(zip(_STEP, asked, strict=False)), "items": items}
                for asked, items in found.items()
            ]
            self.found["deliveryOverview"] = {**window, "steps": listed}


def _is_mobile(source: Json) -> bool:
    categories = texts(mapping(source.get("metadata")).get("categories"))
    return any(one.lower() == "mobile" for one in categories)


def _on(document: Json, resource: str) -> list[str]:
    """Ids of what is not switched off."""
    listed = objects(document.get(resource))
    return [text(one.get("id")) for one in listed if one.get("enabled") is not False]


def _iso(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
