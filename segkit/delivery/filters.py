"""Destination filters: those that match the call, and what they do to it.

Facts: segment.com/docs/connections/destinations/destination-filters. They work in the order
Sample, Drop, Drop Properties, Allow Properties. An invalid condition lets nothing through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from segkit.delivery import edits
from segkit.delivery.planned import Cut, Planned
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.errors import FqlError
from segkit.knowledge.destinations import S3
from segkit.model.workspace import Destination, DestinationFilter, Json
from segkit.routing.fql import evaluate, parse

_STEP = "filters"
_KNOWN = ("SAMPLE", "DROP", "DROP_PROPERTIES", "ALLOW_PROPERTIES")
_Action = tuple[DestinationFilter, Json]


def judge_filters(walk: Walk, destination: Destination, source_kind: str, *, refused: bool) -> None:
    """Let the call through, change it, or stop it.

    Args:
        walk: The call on its way.
        destination: Whose filters they are.
        source_kind: On the device, what filters need depends on it.
        refused: The API did not let us read the filters.
    """
    if destination.catalog.slug in S3:
        walk.passes(_STEP, "Destination filters do not work for AWS S3.", "documentation")
    elif destination.filters is None and refused:
        walk.unknown(
            _STEP, "Its filters could not be read.", "the destination's filters", "Segment's API"
        )
    elif destination.filters is None:
        walk.assumes(_STEP, "No filters are in the workspace file.", "that it has no filters")
    elif not any(one.enabled for one in destination.filters):
        walk.passes(_STEP, "No destination filter is switched on.", "workspace")
    else:
        matching = list(_matching(walk, destination.filters))
        if walk.stopped_by:
            return
        if not matching:
            walk.passes(_STEP, "No destination filter matches the call.", "workspace")
        elif walk.mode == "device":
            _on_device(walk, matching, source_kind)
        else:
            _apply(walk, matching)


def foresee_filters(planned: Planned, destination: Destination, *, refused: bool) -> None:
    """The same for a planned call, as far as its type and name decide what filters match."""
    if destination.catalog.slug in S3:
        return
    if destination.filters is None and refused:
        planned.depends_on(Unknown("the destination's filters"))
    for one in destination.filters or ():
        if not one.enabled or planned.stopped_by:
            continue
        try:
            matches = planned.holds(one.condition)
        except FqlError:
            if planned.mode != "device":
                planned.stops(_STEP)
            continue
        if matches is not False:
            _foresee(planned, one, tuple(_what_decides(planned, one, matches=matches)))


def _what_decides(
    planned: Planned, one: DestinationFilter, *, matches: bool | None
) -> Iterator[Unknown]:
    if matches is None:
        yield Unknown(f"whether the filter {_name(one)} matches", of_call=True)
    elif planned.mode == "device":
        yield Unknown("whether filters work on the device")


def _foresee(planned: Planned, one: DestinationFilter, depends: Unknowns) -> None:
    for action in one.actions:
        kind = action.get("type")
        if kind == "DROP" or (kind == "SAMPLE" and _share(action) == 0):
            planned.stops(_STEP, depends)
        elif kind == "SAMPLE" and _share(action) != 1:
            planned.depends_on(Unknown("whether the call is in the sample", of_call=True))
        elif kind in {"DROP_PROPERTIES", "ALLOW_PROPERTIES"}:
            keeps = kind == "ALLOW_PROPERTIES"
            planned.changes += [
                Cut(container, frozenset(names), keeps, depends)
                for container, names in _fields(action)
            ]
        elif kind not in _KNOWN:
            planned.depends_on(Unknown("what that filter does"))


def _share(action: Json) -> float | None:
    """How many calls of one a sample keeps, from 0 to 1; None when it does not say."""
    percent = action.get("percent")
    if not isinstance(percent, int | float) or isinstance(percent, bool):
        return None
    return min(max(percent, 0), 1)


def _matching(walk: Walk, filters: Iterable[DestinationFilter]) -> Iterator[DestinationFilter]:
    for one in filters:
        if not one.enabled:
            continue
        try:
            if evaluate(parse(one.condition), walk.call):
                yield one
        except FqlError as error:
            if walk.mode == "device":
                continue
            words = f"The filter {_name(one)} is invalid, and then nothing is sent: {error.problem}"
            walk.stops(_STEP, words, _evidence(one), certain=error.kind == "syntax")
            return


def _on_device(walk: Walk, matching: list[DestinationFilter], source_kind: str) -> None:
    """Whether filters work on the device at all depends on what the API does not tell."""
    if source_kind == "mobile":
        needed = "whether the app has the plugin for device-mode filters"
    else:
        needed = "whether device-mode filters are switched on below Settings > Analytics.js"
    names = ", ".join(map(_name, matching))
    walk.unknown(_STEP, f"The filter {names} matches, if filters work on the device.", needed)


def _apply(walk: Walk, matching: list[DestinationFilter]) -> None:
    actions = [(one, action) for one in matching for action in one.actions]
    unknown = [pair for pair in actions if pair[1].get("type") not in _KNOWN]
    for kind, does in (
        ("SAMPLE", _sample),
        ("DROP", _drop),
        ("DROP_PROPERTIES", _drop_properties),
        ("ALLOW_PROPERTIES", _allow_properties),
    ):
        for pair in actions:
            if pair[1].get("type") == kind:
                does(walk, pair)
            if walk.stopped_by:
                return
    for one, action in unknown:
        words = f"The filter {_name(one)} does {action.get('type')!r}, which segkit does not know."
        walk.unknown(_STEP, words, "what that filter does", _evidence(one))


def _sample(walk: Walk, pair: _Action) -> None:
    one, action = pair
    share, path = _share(action), action.get("path")
    by = f" by {path}" if path else ""
    if share is None:
        words = f"The filter {_name(one)} samples calls{by}, but does not say how many."
        walk.unknown(_STEP, words, "how many calls it keeps", _evidence(one))
    elif share == 0:
        walk.stops(_STEP, f"The filter {_name(one)} keeps no call at all.", _evidence(one))
    elif share == 1:
        walk.passes(_STEP, f"The filter {_name(one)} samples, but keeps all.", _evidence(one))
    else:
        words = f"The filter {_name(one)} keeps {share:.4g} of 1 of these calls, chosen{by or ' at random'}."
        walk.unknown(_STEP, words, "whether this call is in the sample", _evidence(one))


def _drop(walk: Walk, pair: _Action) -> None:
    one, _ = pair
    walk.stops(_STEP, f"The filter {_name(one)} drops the call.", _evidence(one))


def _drop_properties(walk: Walk, pair: _Action) -> None:
    one, action = pair
    gone = []
    for container, fields in _fields(action):
        for field in fields:
            inner = walk.call.get(container)
            if isinstance(inner, Mapping) and (keys := edits.find(inner, field)):
                walk.remove((container, *keys), f"The filter {_name(one)} takes it out.")
                gone.append(f"{container}.{field}")
    _say(walk, one, gone)


def _allow_properties(walk: Walk, pair: _Action) -> None:
    one, action = pair
    gone: list[str] = []
    for container, fields in _fields(action):
        reason = f"The filter {_name(one)} allows only {', '.join(fields) or 'nothing'}."
        gone += walk.keep_only(container, fields, reason)
    _say(walk, one, gone)


def _fields(action: Json) -> Iterator[tuple[str, list[str]]]:
    """`{"properties": {"fields": ["a"]}}` as its containers with their names."""
    given = action.get("fields")
    for container, inner in given.items() if isinstance(given, Mapping) else ():
        names = inner.get("fields") if isinstance(inner, Mapping) else inner
        if isinstance(names, list | tuple):
            yield str(container), [str(name) for name in names]


def _say(walk: Walk, one: DestinationFilter, gone: list[str]) -> None:
    if gone:
        walk.changes(_STEP, f"The filter {_name(one)} takes out {', '.join(gone)}.", _evidence(one))
    else:
        walk.passes(_STEP, f"The filter {_name(one)} matches and changes nothing.", _evidence(one))


def _name(one: DestinationFilter) -> str:
    return repr(one.title or one.id)


def _evidence(one: DestinationFilter) -> str:
    return f"filter {one.id}: {one.condition}"
