"""One call on its way into one warehouse, with the tables and columns that it fills.

Facts: segment.com/docs/connections/storage/warehouses/schema and guides/filtering-data.
Filters, insert functions and mappings do not apply to warehouses. Selective sync is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from segkit.delivery.destinations import Setting
from segkit.delivery.outcome import Table
from segkit.delivery.planned import Change, Planned, places_after
from segkit.delivery.premises import Premises
from segkit.delivery.steps.blocking import judge_blocking
from segkit.delivery.steps.consent import judge_consent_of_warehouse
from segkit.delivery.steps.integrations import judge_warehouse
from segkit.delivery.steps.transformations import (
    SOURCE,
    foresee_transformations,
    judge_transformations,
)
from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of
from segkit.delivery.walk import Walk
from segkit.derive.columns import snake_case
from segkit.knowledge.destinations import FILES_ONLY
from segkit.model.plan import CONTAINERS
from segkit.model.workspace import Source, Warehouse

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Store:
    """A warehouse that keeps a planned call.

    Attributes:
        files: It keeps calls as files, not in tables.
        changes: What happens to fields before, for each source that sends the call; empty when
            one of them is stored as it is.
        depends: What it depends on whether it does.
    """

    id: str
    files: bool
    changes: tuple[tuple[Change, ...], ...] = ()
    depends: Unknowns = ()

    def keeps(self, path: tuple[str, ...], column: str) -> Unknowns | None:
        """What it depends on whether it keeps this field; None when it does not.

        `column` is the field's own column; empty where tables have none for it.
        """
        if not column and not self.files:
            return None
        if not self.changes:
            return self.depends
        found = [
            any_of([*there.values()]) for one in self.changes if (there := places_after(path, one))
        ]
        if not found:  # unless another call is made of it before
            return self.depends if any(one.remakes for one in self.depends) else None
        return all_of([self.depends, any_of(found)])


_OWN = (
    *("id", "received_at", "sent_at", "timestamp", "original_timestamp"),
    *("uuid_ts", "anonymous_id", "user_id"),
)
_TABLES: Mapping[str, tuple[str, ...]] = {
    "identify": ("identifies", "users"),
    "group": ("groups", "accounts"),
    "page": ("pages",),
    "screen": ("screens",),
    "alias": ("aliases",),
}
_ADDED: Mapping[str, tuple[str, ...]] = {
    "group": ("group_id",),
    "page": ("name", "category"),
    "screen": ("name", "category"),
    "alias": ("previous_id",),
}
_ONE_ROW_EACH = frozenset({"users", "accounts"})


def walk_to(warehouse: Warehouse, call: Json, setting: Setting) -> Walk:
    """The call's way into the warehouse, walked to its end."""
    walk = Walk(call, "warehouse")
    scope = setting.workspace.transformations_of(setting.source)
    steps: tuple[Callable[[], None], ...] = (
        lambda: _enabled(walk, warehouse, setting),
        lambda: _connected(walk, warehouse, setting),
        lambda: judge_consent_of_warehouse(walk, warehouse),
        lambda: judge_warehouse(walk, warehouse, setting.kind),
        lambda: judge_blocking(walk, setting.source, setting.plan, setting.kind),
        lambda: judge_transformations(
            walk, SOURCE, scope, refused=setting.workspace.refused("transformation")
        ),
        lambda: walk.not_modelled("selective-sync", "Selective sync settings are not read."),
        lambda: _stored(walk, warehouse, setting),
    )
    for step in steps:
        if not walk.stopped_by:
            step()
    return walk


def stores(
    case: Premises, sources: Iterable[Source], call: str, name: str | None
) -> tuple[Store, ...]:
    """The warehouses that keep what one of these sources sends as calls of this type and name."""
    arriving = {one.id: _from(case, one, call, name) for one in sources}
    found = []
    for warehouse in case.workspace.warehouses:
        synced = warehouse.source_ids
        ways = [
            way
            for source, way in arriving.items()
            if way is not None and (synced is None or source in synced)
        ]
        if not ways or not warehouse.enabled:
            continue
        depends = any_of([tuple(way.depends) for way in ways])
        if synced is None:
            depends = (*depends, Unknown("which sources are connected to it"))
        changes = tuple(tuple(way.changes) for way in ways)
        kept = () if () in changes else changes
        found.append(Store(warehouse.id, warehouse.kind in FILES_ONLY, kept, depends))
    return tuple(found)


def _from(case: Premises, source: Source, call: str, name: str | None) -> Planned | None:
    """A planned call on its way from one source; None when none of it comes through."""
    planned = Planned(call, name, CONTAINERS.get(call, ""), "warehouse")
    if not case.is_sure_to_send(source.id):
        planned.depends_on(Unknown("what kind of source it is"))
    refused = case.workspace.refused("transformation")
    scope = case.workspace.transformations_of(source)
    foresee_transformations(planned, SOURCE, scope, refused=refused)
    return None if planned.stopped_by else planned


def tables_of(call: Json) -> tuple[Table, ...]:
    """The tables that the call writes to; a new event or property makes a new one or column."""
    kind = str(call["type"])
    if kind == "track":
        every = tuple(_unique(_OWN, ("event", "event_text"), _context(call)))
        name = snake_case(str(call["event"]))
        own = tuple(_unique(every, _columns(call.get("properties"))))
        return (Table("tracks", every), *([Table(name, own)] if name else []))
    fields = call.get("traits" if kind in {"identify", "group"} else "properties")
    columns = tuple(_unique(_OWN, _ADDED.get(kind, ()), _context(call), _columns(fields)))
    once = {"user_id", "anonymous_id", "sent_at", "timestamp", "original_timestamp", "group_id"}
    return tuple(
        Table(name, tuple(c for c in columns if name not in _ONE_ROW_EACH or c not in once))
        for name in _TABLES.get(kind, ())
    )


def _enabled(walk: Walk, warehouse: Warehouse, setting: Setting) -> None:
    off = [one.name for one in (setting.source, warehouse) if not one.enabled]
    if off:
        walk.stops("enabled", f"Switched off: {' and '.join(off)}.", "workspace")
    else:
        walk.passes("enabled", "Source and warehouse are switched on.", "workspace")


def _connected(walk: Walk, warehouse: Warehouse, setting: Setting) -> None:
    if warehouse.source_ids is None:
        words = "The workspace does not say which sources are synced into it."
        walk.unknown("connected", words, "which sources are connected to it")
    elif setting.source.id in warehouse.source_ids:
        walk.passes("connected", "The source is synced into it.", "workspace")
    else:
        walk.stops("connected", "The source is not connected to this warehouse.", "workspace")


def _stored(walk: Walk, warehouse: Warehouse, setting: Setting) -> None:
    if warehouse.kind in FILES_ONLY:
        walk.passes("storage", "It keeps calls as files, not in tables.", "documentation")
        return
    names = ", ".join(table.table for table in tables_of(walk.call))
    schema = snake_case(setting.source.slug)
    words = f"With its next sync it fills {names} in the schema {schema}."
    walk.passes("storage", words, "documentation")


def _columns(fields: object) -> Iterator[str]:
    """`{"address": {"city": …}}` as `address_city`; a list is one column of text."""
    for name, value in fields.items() if isinstance(fields, Mapping) else ():
        column = snake_case(str(name))
        if isinstance(value, Mapping) and value:
            yield from (f"{column}_{below}" for below in _columns(value))
        elif value is not None and column:
            yield column


def _context(call: Json) -> Iterator[str]:
    return (f"context_{column}" for column in _columns(call.get("context")))


def _unique(*several: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    return iter(dict.fromkeys(chain.from_iterable(several)))
