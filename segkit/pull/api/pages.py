"""All pages of a list, each exactly once, or an error: half a list is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from segkit.model.workspace import Json
from segkit.pull.api import refusals
from segkit.pull.api.client import Session
from segkit.pull.api.endpoints import Endpoint
from segkit.pull.api_objects import mapping

PAGE = 200
"""Objects per page: the official CLI's and the Terraform provider's size, also in older limits."""

_MOST_PAGES = 10_000
_STILL = 3  # pages in a row without anything new: the list turns in a circle


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list.

    Attributes:
        objects: In the API's order, each once.
        total: How many there are by the API's count; None when it gave none.
    """

    objects: tuple[Json, ...]
    total: int | None = None

    @property
    def lack(self) -> str:
        """What is missing by the API's own count, as a sentence; empty when nothing is."""
        if self.total is None or len(self.objects) >= self.total:
            return ""
        return f"the API counts {self.total}, and its pages hold {len(self.objects)}"


async def read_all(
    session: Session,
    endpoint: Endpoint,
    owner: str = "",
    *,
    query: Mapping[str, str] | None = None,
    told: Callable[[int, int | None], None] | None = None,
) -> Listed:
    """Every object of a list; asked for once more when the API counted more than it gave.

    Args:
        session: Whom to ask.
        endpoint: The list.
        owner: Id of the object that the list belongs to.
        query: More parameters.
        told: Called after each page with the number of objects so far, and the total.

    Raises:
        ApiRefusalError: The API said no.
        ApiError: A page cannot be had, the pages lead in a circle, or are no list.
    """
    listing = _Listing(session, endpoint, owner, dict(query or {}), told)
    found = await listing.read()
    return await listing.read() if found.lack else found


@dataclass(frozen=True, slots=True)
class _Listing:
    session: Session
    endpoint: Endpoint
    owner: str
    query: dict[str, str]
    told: Callable[[int, int | None], None] | None

    async def read(self) -> Listed:
        found: dict[object, Json] = {}
        seen: set[str] = set()
        cursor, still, total = "", 0, None
        while True:
            page, pagination = await self._page(cursor)
            before = len(found)
            for one in page:
                found.setdefault(one.get("id") or msgspec.json.encode(one), one)
            total = _count(pagination.get("totalEntries"), total)
            if self.told is not None:
                self.told(len(found), total)
            if not (cursor := self._next(pagination, len(page))):
                return Listed(tuple(found.values()), total)
            still = still + 1 if len(found) == before else 0
            if cursor in seen or still == _STILL or len(seen) == _MOST_PAGES:
                raise self._wrong("its pages lead in a circle: a cursor or a page came again")
            seen.add(cursor)

    async def _page(self, cursor: str) -> tuple[list[Json], Json]:
        query = dict(self.query)
        if self.endpoint.paged:
            query["pagination.count"] = str(PAGE)
        if cursor:
            query["pagination.cursor"] = cursor
        data = await self.session.get(self.endpoint, self.owner, query)
        page = data.get(self.endpoint.answer)
        if not isinstance(page, list) or not all(isinstance(one, dict) for one in page):
            raise self._wrong(f"it holds no list {self.endpoint.answer!r} of objects")
        return page, mapping(data.get("pagination"))

    def _next(self, pagination: Json, size: int) -> str:
        following = pagination.get("next")
        if following is not None and not isinstance(following, str):
            raise self._wrong("the cursor of its next page is no text")
        if self.endpoint.paged and not pagination and size >= PAGE:
            raise self._wrong("it fills a page and does not say whether another follows")
        return following or ""

    def _wrong(self, what: str) -> Exception:
        return refusals.malformed(self.endpoint.path_of(self.owner), what)


def _count(value: object, known: int | None) -> int | None:
    """The total, when the page tells it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    return known
