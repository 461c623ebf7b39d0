"""What a token opens: each kind of question of a pull, asked once.

Nothing is kept. A door that stays closed is a result here, never an error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.errors import ApiError, SegkitError
from segkit.model.workspace import Json
from segkit.patience import Pause
from segkit.segment_api import endpoints
from segkit.segment_api.background import Tell, run, together
from segkit.segment_api.client import PublicApi, Session
from segkit.segment_api.endpoints import Endpoint
from segkit.segment_api.objects import mapping, objects, text
from segkit.segment_api.paging import PAGE
from segkit.segment_api.progress import Progress, unheard

SECONDS = 10.0
"""For each question."""

_DOORS: Mapping[str, Endpoint] = {
    "trackingPlans": endpoints.TRACKING_PLANS,
    "warehouses": endpoints.WAREHOUSES,
    "functions": endpoints.INSERT_FUNCTIONS[0],
    "transformations": endpoints.TRANSFORMATIONS,
    "labels": endpoints.LABELS,
}


@dataclass(frozen=True, slots=True)
class Rights:
    """What was found.

    Attributes:
        problem: Why nothing could be asked; None when the token was accepted.
        workspace: The API's object.
        region: `US` or `EU`; empty at an address of one's own.
        closed: Why something is not open, by the key of the workspace's document
            (`trackingPlans`, …); `plan` is the tracking plan that was asked about.
        counts: How many there are of what is open, as far as the API says.
        has_write_keys: Whether sources came with their write keys, which takes Source Admin;
            None when there are no sources to tell by.
    """

    problem: SegkitError | None = None
    workspace: Json = field(default_factory=dict)
    region: str = ""
    closed: Mapping[str, SegkitError] = field(default_factory=dict)
    counts: Mapping[str, int | None] = field(default_factory=dict)
    has_write_keys: bool | None = None

    @property
    def name(self) -> str:
        """Of the workspace."""
        return text(self.workspace.get("name")) or self.slug

    @property
    def slug(self) -> str:
        """Of the workspace."""
        return text(self.workspace.get("slug"))


def find_rights(api: PublicApi, *, plan_id: str = "", seconds: float = SECONDS) -> Rights:
    """Ask everything that a pull asks, once; `plan_id` is a plan that has to be there."""

    async def work(tell: Tell) -> Rights:
        del tell  # waits are told in the results
        return await _Asking(api, seconds).everything(plan_id)

    return run(work, unheard)


class _Asking:
    def __init__(self, api: PublicApi, seconds: float) -> None:
        self._api, self._seconds = api, seconds
        self._pause: Pause | None = None
        self._closed: dict[str, SegkitError] = {}
        self._counts: dict[str, int | None] = {}
        self._has_write_keys: bool | None = None

    async def everything(self, plan_id: str) -> Rights:
        async with self._api.session(self._hear) as session:
            try:
                async with asyncio.timeout(self._seconds):
                    workspace = await session.workspace()
            except TimeoutError:
                return Rights(self._silent("/"))
            except SegkitError as error:
                return Rights(error)
            doors = [self._try(session, name, endpoint) for name, endpoint in _DOORS.items()]
            await together(
                self._sources(session),
                self._destinations(session),
                self._plan(session, plan_id),
                *doors,
            )
        return Rights(
            None,
            workspace,
            self._api.region,
            dict(sorted(self._closed.items())),
            dict(sorted(self._counts.items())),
            self._has_write_keys,
        )

    def _hear(self, news: Progress | Pause) -> None:
        if isinstance(news, Pause):
            self._pause = news

    def _silent(self, path: str) -> ApiError:
        why = f": {self._pause}" if self._pause else ""
        return ApiError(
            f"GET {path} brought no answer within {self._seconds:g} s{why}.",
            "check the connection (VPN, proxy, log-in page of the Wi-Fi) and "
            "https://status.segment.com, then try again.",
        )

    async def _door(
        self, session: Session, name: str, endpoint: Endpoint, owner: str = "", count: int = 1
    ) -> Json | None:
        """The answer's data, counted under `name`; None when it is closed."""
        query = {"pagination.count": str(count)} if endpoint.paged else {}
        try:
            async with asyncio.timeout(self._seconds):
                found = await session.get(endpoint, owner, query)
        except TimeoutError:
            self._closed[name] = self._silent(endpoint.path_of(owner))
            return None
        except SegkitError as error:
            self._closed[name] = error
            return None
        total = mapping(found.get("pagination")).get("totalEntries")
        is_known = isinstance(total, int) and not isinstance(total, bool)
        self._counts[name] = int(text(total)) if is_known else None
        return found

    async def _try(self, session: Session, name: str, endpoint: Endpoint) -> None:
        await self._door(session, name, endpoint)

    async def _sources(self, session: Session) -> None:
        found = await self._door(session, "sources", endpoints.SOURCES, count=PAGE)
        sources = objects((found or {}).get("sources"))
        if sources:
            self._has_write_keys = any(source.get("writeKeys") for source in sources)

    async def _destinations(self, session: Session) -> None:
        found = await self._door(session, "destinations", endpoints.DESTINATIONS, count=PAGE)
        every = objects((found or {}).get("destinations"))
        # only destinations on Actions have mappings
        owners = [one for one in every if mapping(one.get("metadata")).get("actions") != []]
        for name, endpoint, some in (
            ("subscriptions", endpoints.SUBSCRIPTIONS, owners),
            ("filters", endpoints.FILTERS, every),
        ):
            if some:
                await self._door(session, name, endpoint, text(some[0].get("id")))

    async def _plan(self, session: Session, plan_id: str) -> None:
        if plan_id:
            await self._door(session, "plan", endpoints.TRACKING_PLAN, plan_id)
