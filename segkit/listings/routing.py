"""Connections, routes and coverage as JSON for scripts and as text for a terminal.

The JSON's shapes are contracts: they only ever grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.delivery.outcome import STEPS, Route
from segkit.model.derived import Connection
from segkit.terminal import one_line

_MODES = {"device": "device", "cloud": "cloud", "unknown": "device or cloud", "none": "–"}
_SIGNS = {
    "passes": "ok  ",
    "changes": "edit",
    "stops": "STOP",
    "unknown": "?   ",
    "not modelled": "-   ",
}
_STATES = {
    "": "on",
    "none": "nothing can arrive",
    "off": "off",
    "unmapped": "no mapping on",
    "unread": "mappings not known",
    "unsure": "not known whether anything can arrive",
}


def matrix_as_json(
    connections: Sequence[Connection], names: Mapping[str, str]
) -> list[dict[str, object]]:
    """One object for each source and destination that are connected, with the API's ids.

    `possible` is empty where nothing can arrive; `mode` is then `none`, and `unknown` where
    both modes are possible and nobody said which one was chosen.
    """
    return [
        {
            "source": one.source_id,
            "destination": one.destination_id,
            "possible": list(one.possible),
            "mode": one.mode,
            "reason": one.reason,
            "basis": one.basis,
            "certain": one.certain,
            "enabled": one.enabled,
            "mapped": one.mapped,
            "delivers": one.delivers,
            "sourceName": names.get(one.source_id, one.source_id),
            "destinationName": names.get(one.destination_id, one.destination_id),
        }
        for one in connections
    ]


def matrix_as_text(connections: Sequence[Connection], names: Mapping[str, str]) -> str:
    """The connections source by source, each with its mode, its state and the reason."""
    if not connections:
        return "No destination is connected to a source of this workspace."
    return "\n".join(_matrix_lines(connections, names))


def _matrix_lines(connections: Sequence[Connection], names: Mapping[str, str]) -> Iterator[str]:
    shown = [one_line(names.get(one.destination_id, one.destination_id)) for one in connections]
    width = min(40, max(map(len, shown)))
    by_source: dict[str, list[tuple[str, Connection]]] = {}
    for name, one in zip(shown, connections, strict=True):
        by_source.setdefault(one.source_id, []).append((name, one))
    for source, rows in by_source.items():
        yield f"{one_line(names.get(source, source))} ({source})"
        for name, one in rows:
            sure = "" if one.certain else " (inferred)"
            mode, state = _MODES.get(one.mode, one.mode), _STATES[one.obstacle]
            yield f"  {name:<{width}}  {mode:<15}  {state:<18}  {one.destination_id}"
            yield f"  {'':<{width}}  {one_line(one.reason)}{sure}"


def route_as_text(route: Route) -> str:
    """Each destination and warehouse with its outcome and the steps that led there."""
    return "\n".join(_route_lines(route))


def _route_lines(route: Route) -> Iterator[str]:
    yield f"{one_line(route.title)} from {one_line(route.source_name)} ({route.source_slug})"
    for warning in route.warnings:
        yield f"  note: {one_line(warning)}"
    for outcome in route.outcomes:
        sure = "" if outcome.certain else " (partly inferred)"
        yield ""
        yield f"{one_line(outcome.name)}: {outcome.result.upper()}{sure}"
        yield f"  {one_line(outcome.reason)}"
        for change in outcome.changed:
            yield f"  changed {one_line(change.field)}: {one_line(change.reason)}"
        for table in outcome.tables:
            yield f"  table {table.table}: {', '.join(table.columns)}"
        several = len({step.mode for step in outcome.steps}) > 1
        for step in outcome.steps:
            way = f"{step.mode}: " if several else ""
            yield f"    {_SIGNS[step.verdict]} {way}{STEPS[step.step]}: {one_line(step.words)}"
    yield ""
    yield "Not looked at:"
    for words in route.not_modelled:
        yield f"  {words}"
