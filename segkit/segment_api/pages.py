"""All pages of a list, each exactly once, or an error: half a list is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from segkit.errors import ApiRefusalError
from segkit.model.workspace import Json
from segkit.segment_api import refusals
from segkit.segment_api.client import Session
from segkit.segment_api.endpoints import Endpoint, Owner
from segkit.segment_api.objects import mapping, text
from segkit.segment_api.paging import PAGE, Query, Way

_MOST_PAGES = 10_000
_STILL = 3  # pages in a row without anything new: the list turns in a circle


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list.

    Attributes:
        objects: In the API's order, each once.
        total: How many there are by the API's count; None when it gave none.
        repeats: A page came again, where another one may have been meant.
    """

    objects: tuple[Json, ...]
    total: int | None = None
    repeats: bool = False

    @property
    def lack(self) -> str:
        """What is missing by the API's own count, as a sentence; empty when nothing is."""
        if self.total is None or len(self.objects) >= self.total:
            return ""
        return f"the API counts {self.total}, and its pages hold {len(self.objects)}"


async def read_all(
    session: Session,
    endpoint: Endpoint,
    owner: Owner = "",
    *,
    query: Query | None = None,
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
    with refusals.if_optional(endpoint):
        found = await listing.read()
        if found.lack:
            found = await listing.read()
        if found.lack and found.repeats:
            what = f"a page came again in the place of another: {found.lack}"
            raise refusals.malformed(endpoint.path_of(owner), what)
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """One page, and the way that it was asked for."""

    objects: list[Json]
    pagination: Json
    way: Way

    @property
    def keys(self) -> list[object]:
        return [_key(one) for one in self.objects]


@dataclass(frozen=True, slots=True)
class _Listing:
    session: Session
    endpoint: Endpoint
    owner: Owner
    query: Query
    told: Callable[[int, int | None], None] | None

    async def read(self) -> Listed:
        found: dict[object, Json] = {}
        seen: set[str] = set()
        cursor, still, total, repeats = "", 0, None, False
        while True:
            page = await self._page(cursor)
            if cursor and self._is_again(page, cursor, found):
                page = await self._page_again(page, cursor, found)
            before = len(found)
            for key, one in zip(page.keys, page.objects, strict=True):
                found.setdefault(key, one)
            is_new = len(found) > before
            repeats |= bool(page.objects) and not is_new
            if cursor and is_new:
                self.session.paging.brought_more(page.way)
            total = _count(page.pagination.get("totalEntries"), total)
            if self.told is not None:
                self.told(len(found), None if total is None else max(total, len(found)))
            if not (cursor := self._next(page)):
                return Listed(tuple(found.values()), total, repeats)
            still = 0 if is_new else still + 1
            if cursor in seen or still == _STILL or len(seen) == _MOST_PAGES:
                raise self._wrong("its pages lead in a circle: a cursor or a page came again")
            seen.add(cursor)

    async def _page(self, cursor: str) -> _Page:
        """The page at a cursor, in the first way of asking that is not refused."""
        paging = self.session.paging
        way, tried = paging.way, list[Way]()
        while True:
            try:
                page = await self._ask(way, cursor)
            except ApiRefusalError as refusal:
                tried.append(way)
                other = paging.after(way, refusal, tried) if self.endpoint.paged else None
                if other is None:
                    raise
                way = other
                continue
            if self.endpoint.paged:
                paging.took(way)
            return page

    async def _page_again(self, page: _Page, cursor: str, found: dict[object, Json]) -> _Page:
        """The page at a cursor that was not understood, asked for in other ways."""
        for way in self.session.paging.instead_of(page.way):
            try:
                other = await self._ask(way, cursor)
            except ApiRefusalError:
                continue
            if not self._is_again(other, cursor, found):
                return other
        return page

    def _is_again(self, page: _Page, cursor: str, found: dict[object, Json]) -> bool:
        """The page before came again, and names this one as the next."""
        known = bool(page.objects) and all(key in found for key in page.keys)
        return known and text(page.pagination.get("next")) == cursor

    async def _ask(self, way: Way, cursor: str) -> _Page:
        query = {**self.query, **(way.query(cursor) if self.endpoint.paged else {})}
        data = await self.session.get(self.endpoint, self.owner, query)
        page = data.get(self.endpoint.answer, [] if self.endpoint.optional else None)
        if not isinstance(page, list) or not all(isinstance(one, dict) for one in page):
            raise self._wrong(f"it holds no list {self.endpoint.answer!r} of objects")
        return _Page(page, mapping(data.get("pagination")), way)

    def _next(self, page: _Page) -> str:
        following = page.pagination.get("next")
        if isinstance(following, int) and self.endpoint.optional:
            following = text(following)  # space filters count their pages
        if following is not None and not isinstance(following, str):
            raise self._wrong("the cursor of its next page is no text")
        size = len(page.objects)
        # a page that holds more than was asked for is no page: the API gave everything
        if self.endpoint.paged and not page.pagination and size in {PAGE, page.way.size}:
            raise self._wrong("it fills a page and does not say whether another follows")
        return following or ""

    def _wrong(self, what: str) -> Exception:
        return refusals.malformed(self.endpoint.path_of(self.owner), what)


def _key(one: Json) -> object:
    """What tells an object from others: its id, or all that it says."""
    found = one.get("id")
    return found if isinstance(found, str | int) and found != "" else msgspec.json.encode(one)


def _count(value: object, known: int | None) -> int | None:
    """The total, when the page tells it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    return known
