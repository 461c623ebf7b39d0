"""What is asked in one pull, and what is learnt of what cannot be had.

A refusal is an answer: it is kept with its reason, and the pull goes on. Everything else that
goes wrong ends the pull, because half a workspace must not look like a whole one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from segkit.errors import ApiRefusalError
from segkit.model.workspace import Json
from segkit.segment_api.background import Tell, together
from segkit.segment_api.client import Session
from segkit.segment_api.endpoints import Endpoint, Owner
from segkit.segment_api.pages import read_all
from segkit.segment_api.paging import Query
from segkit.segment_api.progress import Progress

T = TypeVar("T")
OwnerT = TypeVar("OwnerT", bound=Owner)

_TRIALS = 3
"""Refusals in a row, and nothing else, after which the door is taken as closed for all."""


class Gathering:
    """The questions of one pull.

    Attributes:
        reasons: Why something is not available, by resource.
        statuses: Of all refusals.
    """

    def __init__(self, session: Session, tell: Tell) -> None:
        self.session = session
        self._tell = tell
        self.reasons: dict[str, str] = {}
        self.statuses: set[int] = set()

    def note(self, resource: str, reason: str) -> None:
        """Keep why a resource is missing, or a part of it; two reasons stand side by side."""
        known = self.reasons.get(resource)
        self.reasons[resource] = reason if known in {None, reason} else f"{known} {reason}"

    def refused(self, refusal: ApiRefusalError, *resources: str, share: str = "") -> None:
        """Keep a refusal as the reason why these resources are missing."""
        self.statuses.add(refusal.status)
        for resource in resources:
            self.note(resource, share + refusal.problem)

    async def all_of(
        self, resource: str, endpoint: Endpoint, query: Query | None = None
    ) -> list[Json]:
        """A whole list, with progress; raises `ApiRefusalError`."""
        last: list[tuple[int, int | None]] = []

        def told(done: int, total: int | None) -> None:
            last[:] = [(done, total)]
            self._tell(Progress(resource, done, total))

        found = await read_all(self.session, endpoint, query=query, told=told)
        whole = len(found.objects)
        if last != [(whole, whole)]:  # the API did not count, or counted wrong
            self._tell(Progress(resource, whole, whole))
        if found.lack:
            self.note(resource, f"Some may be missing: {found.lack}.")
        return list(found.objects)

    async def of_kinds(self, resource: str, kinds: Sequence[Endpoint]) -> list[Json] | None:
        """Lists of several kinds as one; None when every kind is refused."""
        found: dict[Endpoint, list[Json]] = {}
        refusals: list[ApiRefusalError] = []

        async def ask(kind: Endpoint) -> None:
            try:
                listed = await read_all(self.session, kind)
            except ApiRefusalError as refusal:
                refusals.append(refusal)
                return
            found[kind] = list(listed.objects)
            if listed.lack:
                self.note(resource, f"Some may be missing: {listed.lack}.")

        await together(*map(ask, kinds))
        everything = [one for kind in kinds for one in found.get(kind, [])]
        if refusals:
            self.refused(refusals[0], resource, share="Some kinds: " if found else "")
        if found:
            self._tell(Progress(resource, len(everything), len(everything)))
        return everything if found else None

    async def if_open(self, resource: str, endpoint: Endpoint, *more: str) -> list[Json] | None:
        """A whole list; None when it is refused, and then `more` is missing for the same reason."""
        try:
            return await self.all_of(resource, endpoint)
        except ApiRefusalError as refusal:
            self.refused(refusal, resource, *more)
            return None

    async def lists_of(
        self, resource: str, endpoint: Endpoint, owners: Sequence[OwnerT]
    ) -> dict[OwnerT, list[Json]]:
        """The list that belongs to each owner; without those that are refused."""

        async def ask(owner: OwnerT) -> list[Json]:
            found = await read_all(self.session, endpoint, owner)
            if found.lack:
                self.note(resource, f"Some of {owner} may be missing: {found.lack}.")
            return list(found.objects)

        return await self.of_each(resource, owners, ask)

    async def of_each(
        self, resource: str, owners: Sequence[OwnerT], ask: Callable[[OwnerT], Awaitable[T]]
    ) -> dict[OwnerT, T]:
        """What `ask` finds for each owner, in their order; without those that are refused."""
        found: dict[OwnerT, T] = {}
        refusals: list[ApiRefusalError] = []

        async def one(owner: OwnerT) -> None:
            try:
                found[owner] = await ask(owner)
            except ApiRefusalError as refusal:
                refusals.append(refusal)
            self._tell(Progress(resource, len(found) + len(refusals), len(owners)))

        trials = 0
        while trials < min(_TRIALS, len(owners)) and not found:
            await one(owners[trials])
            trials += 1
        if found:
            await together(*map(one, owners[trials:]))
        if refusals:
            missing = len(owners) - len(found)
            share = f"{missing} of {len(owners)}: " if found else ""
            self.refused(refusals[0], resource, share=share)
        return {owner: found[owner] for owner in owners if owner in found}

    async def grouped(
        self,
        resource: str,
        groups: Sequence[str],
        ask: Callable[[Query], Awaitable[list[Json]]],
    ) -> list[Json]:
        """Counts by these groups, asked for in the form of a list that the API takes."""
        first: ApiRefusalError | None = None
        for way in self.session.paging.for_arrays():
            try:
                found = await ask(way.array("groupBy", groups))
            except ApiRefusalError as refusal:
                if refusal.status not in {400, 422}:
                    raise
                first = first or refusal
                continue
            if not found or any(one.keys() & set(groups) for one in found):
                return found
        if first is not None:
            raise first
        self.note(resource, "The API counted all events together, not by name and source.")
        return []
