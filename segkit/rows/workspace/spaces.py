"""Profile spaces: audiences, computed traits, filters, Profiles Sync, and where they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.derive.spaces import AUDIENCE, TRAIT, SpaceItem, space_items
from segkit.facts.known import Facts
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child
from segkit.render.view import View
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_NOT_TOLD = "the API does not tell"


@dataclass(frozen=True, slots=True)
class _Item:
    """A thing of a space with those of its events that no rule plans; None without a plan."""

    item: SpaceItem
    unplanned: tuple[str, ...] | None

    @property
    def goes_to(self) -> object:
        """Names of destinations, or why there are none."""
        if self.item.goes_to is not None:
            return self.item.goes_to or "nowhere"
        return {AUDIENCE: "not known", TRAIT: _NOT_TOLD}.get(self.item.kind, "")


_COLUMNS = (
    Column[_Item]("name", "Name", lambda one: one.item.name, width="l"),
    Column[_Item]("kind", "Kind", lambda one: one.item.kind, filter=True, width="s"),
    Column[_Item]("space", "Space", lambda one: one.item.space, page=False),
    Column[_Item]("key", "Key", lambda one: one.item.key, page=False),
    Column[_Item](
        "state",
        "State",
        lambda one: "On" if one.item.enabled else "Off",
        lambda one: parts.on_or_off(is_on=one.item.enabled),
        filter=True,
        width="xs",
    ),
    Column[_Item](
        "size",
        "Members",
        lambda one: one.item.size,
        lambda one: parts.NOTHING if one.item.size is None else f"{one.item.size:,}",
        sort=lambda one: f"{one.item.size or 0:015d}",
        width="s",
    ),
    Column[_Item]("events", "Events it needs", lambda one: one.item.events, code=True, limit=3),
    Column[_Item](
        "unplanned",
        "Not planned",
        lambda one: "no plan" if one.unplanned is None else one.unplanned,
        page=False,
    ),
    Column[_Item]("goes_to", "Goes to", lambda one: one.goes_to),
    Column[_Item]("condition", "Query or condition", lambda one: one.item.condition, page=False),
)


@row(
    "spaces",
    title="Spaces and audiences",
    place=15.47,
    what="Your profile spaces",
    needs=("workspace",),
    without=("spaces",),
    more=(
        *("audiences", "audienceDestinations", "computedTraits", "spaceFilters"),
        "profilesWarehouses",
    ),
    origins=(WORKSPACE, PLAN),
    readers=("analyst",),
)
def _row(showing: Showing) -> View:
    """Audiences and computed traits of each space, the events they need, and where they go."""
    facts = showing.facts
    found = space_items(facts.workspace) if facts.workspace else None
    return NOTHING_TO_SHOW if found is None else spaces(found, _planned(facts))


def spaces(items: Sequence[SpaceItem], planned: frozenset[str] | None = None) -> View:
    """Everything of all spaces as one table; `planned` are the plan's events, None without one."""
    if not items:
        return nothing("The workspace has no profile space, or nothing in one.")
    return View(
        Table(
            _COLUMNS,
            [_Item(one, _unplanned(one, planned)) for one in items],
            label="Spaces and audiences",
            noun=("audience, trait, filter or sync", "audiences, traits, filters and syncs"),
            name="spaces",
            id_of=lambda one: slug_id("space", f"{one.item.space} {one.item.kind} {one.item.name}"),
            details=_details,
        )
    )


def _planned(facts: Facts) -> frozenset[str] | None:
    if facts.plan is None:
        return None
    return frozenset(rule.key for rule in facts.plan.of("track") if rule.key)


def _unplanned(one: SpaceItem, planned: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if planned is None else tuple(name for name in one.events if name not in planned)


def _details(one: _Item) -> Sequence[Child]:
    return [
        parts.facts(
            [
                ("Space", parts.words(one.item.space)),
                ("Key", parts.code(one.item.key) if one.item.key else ""),
                (
                    "Query or condition",
                    parts.code(one.item.condition) if one.item.condition else "",
                ),
                (
                    "Events that the plan does not have",
                    parts.values(one.unplanned) if one.unplanned else "",
                ),
            ]
        )
    ]
