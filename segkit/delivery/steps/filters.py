"""Destination filters: those that match the call, and what they do to it.

Facts: segment.com/docs/connections/destinations/destination-filters, and Segment's own code for
filters on the device (`@segment/tsub`). They work in the order Sample, Drop, Drop Properties,
Allow Properties. An invalid condition lets nothing through. An action names fields by the path of
the object around them, or of a list of objects; an empty path is the top of the call.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from segkit.delivery.planned import Cut, Planned
from segkit.delivery.steps.edits import keys_of
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.errors import FqlError
from segkit.knowledge.destinations import S3
from segkit.model.workspace import Destination, DestinationFilter, Json
from segkit.routing.fql import evaluate, parse

_STEP = "filters"
_SPACED = "whether filters reach names with spaces"
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
        words, missing = "Its filters could not be read.", "the destination's filters"
        walk.unknown(_STEP, words, missing, "Segment's API", also=walk.edited)
    elif destination.filters is None:
        words = "No filters are in the workspace file."
        walk.assumes(_STEP, words, "that it has no filters", also=walk.edited)
    elif not any(one.enabled for one in destination.filters):
        walk.passes(_STEP, "No destination filter is switched on.", "workspace")
    else:
        before = len(walk.steps)
        matching = list(_matching(walk, destination.filters))
        if walk.stopped_by:
            return
        if not matching and len(walk.steps) == before:
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
        except FqlError as error:
            what = (Unknown(f"what the filter {_name(one)} does"),) * (error.kind != "syntax")
            if planned.mode != "device":
                planned.stops(_STEP, what)
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
            for fields in _fields(action):
                _foresee_cut(planned, fields, depends, keeps=kind == "ALLOW_PROPERTIES")
        elif kind not in _KNOWN:
            planned.depends_on(Unknown("what that filter does", remakes=True))


def _foresee_cut(planned: Planned, fields: _Fields, depends: Unknowns, *, keeps: bool) -> None:
    if missing := fields.missing(keeps=keeps):
        planned.depends_on(Unknown(missing, remakes=True))
        return
    planned.changes.append(Cut(fields.at, fields.sure(keeps=keeps), keeps, depends))
    if fields.spaced:
        open_ = (*depends, Unknown(_SPACED))
        planned.changes.append(Cut(fields.at, fields.spaced, depends=open_))


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
            doubt = "" if error.kind == "syntax" else f"what the filter {_name(one)} does"
            walk.stops(_STEP, words, _evidence(one), doubt=doubt)
            if walk.stopped_by:
                return


def _on_device(walk: Walk, matching: list[DestinationFilter], source_kind: str) -> None:
    """Whether filters work on the device at all depends on what the API does not tell."""
    if source_kind == "mobile":
        needed = "whether the app has the plugin for device-mode filters"
    else:
        needed = "whether device-mode filters are switched on below Settings > Analytics.js"
    names = ", ".join(map(_name, matching))
    words = f"The filter {names} matches, if filters work on the device."
    walk.unknown(_STEP, words, needed, also=walk.edited)


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
        walk.unknown(_STEP, words, "what that filter does", _evidence(one), also=walk.remade)


def _sample(walk: Walk, pair: _Action) -> None:
    one, action = pair
    share, path = _share(action), action.get("path")
    by = f" by {path}" if path else ""
    if share is None:
        words = f"The filter {_name(one)} samples calls{by}, but does not say how many."
        walk.unknown(_STEP, words, "how many calls it keeps", _evidence(one))
    elif share == 0:
        words, of_fields = (
            f"The filter {_name(one)} keeps no call at all.",
            walk.asks_fields(one.condition),
        )
        walk.stops(_STEP, words, _evidence(one), of_fields=of_fields)
    elif share == 1:
        walk.passes(_STEP, f"The filter {_name(one)} samples, but keeps all.", _evidence(one))
    else:
        words = f"The filter {_name(one)} keeps {share:.4g} of 1 of these calls, chosen{by or ' at random'}."
        walk.unknown(_STEP, words, "whether this call is in the sample", _evidence(one))


def _drop(walk: Walk, pair: _Action) -> None:
    one, _ = pair
    words, of_fields = f"The filter {_name(one)} drops the call.", walk.asks_fields(one.condition)
    walk.stops(_STEP, words, _evidence(one), of_fields=of_fields)


def _drop_properties(walk: Walk, pair: _Action) -> None:
    _cut(walk, pair, "The filter {} takes it out.", keeps=False)


def _allow_properties(walk: Walk, pair: _Action) -> None:
    _cut(walk, pair, "The filter {} allows only {}.", keeps=True)


def _cut(walk: Walk, pair: _Action, reason: str, *, keeps: bool) -> None:
    one, action = pair
    gone: list[str] = []
    every = list(_fields(action))
    for fields in every:
        if missing := fields.missing(keeps=keeps):
            words = f"What the filter {_name(one)} does to the top of the call cannot be told."
            walk.unknown(_STEP, words, missing, _evidence(one), also=walk.remade)
            return
        names = fields.sure(keeps=keeps)
        listed = ", ".join(sorted(name for (name,) in names)) or "nothing"
        gone += walk.cut(fields.at, names, reason.format(_name(one), listed), keeps=keeps)
    spaced = any(fields.spaced for fields in every)
    words = f"takes out {', '.join(gone)}" if gone else "matches and changes nothing"
    said = f"The filter {_name(one)} {words}."
    if spaced:
        said = f"{said} By their documentation, filters cannot target names with spaces."
        walk.edited.append(_SPACED)
    say = walk.changes if gone else walk.passes
    say(_STEP, said, _evidence(one), certain=not spaced)


class _Fields(NamedTuple):
    """Some of the fields that an action is about.

    Attributes:
        at: Where the object around them stands; empty for the top of the call.
        names: Their own names, dots and all.
        spaced: Those with spaces, which the documentation says have no effect.
    """

    at: tuple[str, ...]
    names: frozenset[tuple[str]]
    spaced: frozenset[tuple[str]]

    def sure(self, *, keeps: bool) -> frozenset[tuple[str]]:
        """The names to take out, or to keep, as far as that is known."""
        return self.names | self.spaced if keeps else self.names

    def missing(self, *, keeps: bool) -> str:
        """What would have to be known to tell what becomes of the call; empty when all is."""
        if any(" " in key for key in self.at):
            return f"whether filters reach {'.'.join(self.at)!r}, a name with spaces"
        if self.at:
            return ""
        if keeps:
            return "what an allow-list for the top of a call leaves of the call itself"
        return "what becomes of a call without its type" if ("type",) in self.names else ""


def _fields(action: Json) -> Iterator[_Fields]:
    """The fields of `{"properties": {"fields": ["a"]}}`, or of `{"properties": ["a"]}`."""
    given = action.get("fields")
    for at, inner in given.items() if isinstance(given, Mapping) else ():
        names = inner.get("fields") if isinstance(inner, Mapping) else inner
        if isinstance(names, list | tuple):
            every = frozenset((str(name),) for name in names)
            spaced = frozenset(one for one in every if " " in one[0])
            yield _Fields(keys_of(str(at)), every - spaced, spaced)


def named_places(one: DestinationFilter) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where a filter's actions look in a call, and what each does there."""
    does = {"DROP_PROPERTIES": "takes it out", "ALLOW_PROPERTIES": "lets only such fields through"}
    for action in one.actions:
        kind, path = str(action.get("type")), action.get("path")
        if isinstance(path, str) and path:
            yield keys_of(path), "chooses its sample by it"
        for fields in _fields(action):
            for name in sorted(fields.names | fields.spaced):
                yield (*fields.at, *name), does.get(kind, "names it")


def _name(one: DestinationFilter) -> str:
    return repr(one.title or one.id)


def _evidence(one: DestinationFilter) -> str:
    return f"filter {one.id}: {one.condition}"
