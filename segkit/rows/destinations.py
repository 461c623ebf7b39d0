"""The customer's destinations and warehouses, one by one (rows S14 and S15)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationFilter, Json, Source, Warehouse
from segkit.render import parts
from segkit.render.html import DOCS_BASE, doc_url, plural, render, slug_id
from segkit.render.marks import sa_mark
from segkit.render.missing import nothing
from segkit.render.table import Column, Item, render_table
from segkit.render.view import View
from segkit.rows.modes import (
    MODES,
    STATES,
    Mode,
    State,
    filter_words,
    mapping_words,
    mode_of,
    state_of,
    state_words,
)

_COLUMNS = (
    Column("destination", "Destination", width="l"),
    Column("type", "Type", filter=True, width="m"),
    Column("source", "Source", filter=True, width="m"),
    Column("mode", "Mode", filter=True, width="m"),
    Column("state", "State", filter=True, width="xs"),
    Column("mappings", "Mappings", width="s"),
    Column("filters", "Filters", width="s"),
)

_ORIGINS = {"catalog": "Segment's catalog", "workspace": "the workspace"}
"""Where a statement about a mode comes from, in words."""


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """One connected destination with how data gets there.

    Attributes:
        docs: Documentation path or address of the destination; may be empty.
        transformations: Names of those that change what Segment's servers send to it.
        insert_functions: Names of those in front of it.
    """

    connection: Connection
    source: Source
    destination: Destination
    docs: str = ""
    transformations: tuple[str, ...] = ()
    insert_functions: tuple[str, ...] = ()


def destinations(rows: Sequence[DestinationRow], *, docs_base: str = DOCS_BASE) -> View:
    """Every connected destination as a searchable table; mappings and filters in the details."""
    if not rows:
        return nothing("The workspace has no destinations connected to its sources.")
    return View(
        html=render_table(
            "Destinations",
            _COLUMNS,
            [_item(row, docs_base) for row in rows],
            noun=("destination", "destinations"),
            name="destinations",
        ),
        text="\n".join(
            f"{r.source.name} -> {r.destination.name}: {mode_of(r.connection).title}, "
            f"{state_words(r.connection, r.source, r.destination)}"
            for r in rows
        ),
        columns=tuple(column.title for column in _COLUMNS),
        rows=tuple(_values(row) for row in rows),
        widget="table",
    )


def modes_summary(connections: Sequence[Connection]) -> View:
    """How many connections deliver in which mode, and how many deliver nothing, and why (S14)."""
    if not connections:
        return nothing("There are no connections between sources and destinations yet.")
    counted = Counter(connection.obstacle or mode_of(connection).key for connection in connections)
    kinds: tuple[Mode | State, ...] = (*MODES[:-1], *STATES[1:])
    shown = [(kind, counted[kind.key]) for kind in kinds if counted[kind.key]]
    return View(
        html=render("modes_summary", shown=shown),
        text="\n".join(f"{mode.title}: {plural(count, 'connection')}" for mode, count in shown),
        columns=("Mode", "Connections"),
        rows=tuple((mode.title, count) for mode, count in shown),
    )


def warehouses(items: Sequence[Warehouse], sources: Sequence[Source]) -> View:
    """The warehouses with the sources that are synced into them."""
    if not items:
        return nothing("The workspace has no warehouse.")
    names = {source.id: source.name for source in sources}
    shown = [
        (
            warehouse,
            None
            if warehouse.source_ids is None
            else [names.get(source_id, source_id) for source_id in warehouse.source_ids],
        )
        for warehouse in items
    ]
    return View(
        html=render("warehouses", shown=shown),
        text="\n".join(
            f"{w.name} ({w.kind_name}): "
            + ("sources not available" if some is None else ", ".join(some) or "no sources")
            for w, some in shown
        ),
        columns=("Warehouse", "Kind", "State", "Sources"),
        rows=tuple(
            (w.name, w.kind_name, "On" if w.enabled else "Off", ", ".join(some or ()))
            for w, some in shown
        ),
    )


def _item(row: DestinationRow, docs_base: str) -> Item:
    destination = row.destination
    mode, state = mode_of(row.connection), state_words(row.connection, row.source, destination)
    off = not row.connection.enabled
    return Item(
        id=slug_id("destination", destination.id),
        cells=(
            parts.words(destination.name),
            parts.words(destination.catalog.name),
            parts.words(row.source.name),
            parts.badge(mode.key, mode.title),
            parts.badge("off" if off else state_of(row.connection).badge, state),
            _count(mapping_words(destination), destination.catalog.is_actions),
            _count(filter_words(destination)),
        ),
        details=_details(row, docs_base),
    )


def _count(words: str, applies: bool = True) -> Markup:  # noqa: FBT001, FBT002 - private
    return parts.words(words) if applies and words != "none" else parts.NOTHING


def _details(row: DestinationRow, docs_base: str) -> Markup:
    destination, catalog = row.destination, row.destination.catalog
    docs = doc_url(row.docs, docs_base)
    head = parts.facts(
        [
            ("How data gets there", _how(row)),
            ("Possible modes", _possible(row.connection)),
            ("Kind", "Actions" if catalog.is_actions else "Classic"),
            ("Calls it supports", "" if catalog.is_actions else ", ".join(sorted(catalog.methods))),
            ("Categories", ", ".join(catalog.categories)),
            ("Settings", _settings(destination.settings)),
            (
                "Settings not shown",
                parts.values(destination.dropped_settings) if destination.dropped_settings else "",
            ),
            ("Mappings", "" if destination.mappings else _why_no_mappings(destination)),
            ("Destination filters", "not available" if destination.filters is None else ""),
            ("Transformations", _each(row.transformations)),
            ("Insert functions", _each(row.insert_functions)),
            (
                "Documentation",
                parts.link(docs, "Segment's documentation") if docs else "",
            ),
        ]
    )
    return render("destination_details", head=head, destination=destination, actions=_actions)


def _each(names: Sequence[str]) -> Markup | str:
    return parts.values(names, as_code=False) if names else ""


def _possible(connection: Connection) -> str:
    """The modes that it could be in, unless that is the one that it is in."""
    if connection.possible == (connection.mode,):
        return ""
    return ", ".join(connection.possible) or "none"


def _is_set(row: DestinationRow) -> bool:
    return row.connection.basis == "engagement"


def _how(row: DestinationRow) -> Markup | str:
    """The reason, from where and how sure; where the SA is the reason, only the SA is told."""
    if not _is_set(row):
        found = row.connection
        origin = _ORIGINS.get(found.basis, found.basis)
        return f"{found.reason} (from {origin}{'' if found.certain else ', not certain'})"
    return Markup("{} was agreed.{}").format(
        mode_of(row.connection).title, sa_mark("Set by the solutions architect")
    )


def _why_no_mappings(destination: Destination) -> str:
    if not destination.catalog.is_actions:
        return ""
    if destination.mappings is None:
        return "not available: the API did not let us read them"
    return "none: an Actions destination sends nothing without a mapping"


def _settings(settings: Mapping[str, object]) -> Markup | str:
    pairs = [Markup("{} = {}").format(parts.code(k), parts.code(v)) for k, v in settings.items()]
    return Markup("<br>").join(pairs) if pairs else ""


def _actions(one: DestinationFilter) -> list[str]:
    """A filter's actions in words; as the API has them where segkit has no words."""
    return [_in_words(action) or _as_it_is(action) for action in one.actions]


def _in_words(action: Json) -> str:
    match action.get("type"):
        case "DROP":
            return "drop the call"
        case "SAMPLE":
            return _sampled(action.get("percent"), action.get("path"))
        case "DROP_PROPERTIES" if names := _names(action.get("fields")):
            return f"leave out {names}"
        case "ALLOW_PROPERTIES" if names := _names(action.get("fields")):
            return f"keep only {names}"
    return ""


def _sampled(share: object, path: object) -> str:
    if not isinstance(share, int | float) or isinstance(share, bool):
        return ""
    return f"keep {share:.4%}".rstrip("%").rstrip("0").rstrip(".") + (
        f" % of the calls, chosen by {path}" if path else " % of the calls"
    )


def _names(fields: object) -> str:
    """`traits email, phone`; empty where the API says it in another form."""
    if not isinstance(fields, Mapping):
        return ""
    found = []
    for container, inner in fields.items():
        names = inner.get("fields") if isinstance(inner, Mapping) else None
        if not isinstance(names, list | tuple) or not names:
            return ""
        found.append(f"{container} {', '.join(map(str, names))}")
    return " and ".join(found)


def _as_it_is(action: Json) -> str:
    rest = {key: value for key, value in action.items() if key != "type" and value is not None}
    kind = str(action.get("type", "")).replace("_", " ").lower()
    return f"{kind} {json.dumps(rest, ensure_ascii=False, default=str)}" if rest else kind


def _values(row: DestinationRow) -> tuple[object, ...]:
    return (
        row.destination.name,
        row.destination.catalog.name,
        row.source.name,
        mode_of(row.connection).title,
        state_words(row.connection, row.source, row.destination),
        mapping_words(row.destination),
        filter_words(row.destination),
    )
