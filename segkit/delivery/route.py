"""What becomes of one call from one source: one outcome for each destination and warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from segkit.delivery.call import check_call, oddities
from segkit.delivery.destinations import Setting, walks_to
from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Change, Outcome, Route
from segkit.delivery.pair import Pair
from segkit.delivery.steps.consent import lacks_consent
from segkit.delivery.storage import tables_of, walk_to
from segkit.delivery.walk import Walk
from segkit.delivery.ways import are_together
from segkit.errors import UsageError
from segkit.knowledge.destinations import FILES_ONLY
from segkit.knowledge.libraries import kind_of
from segkit.model.derived import Connection
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Source, Warehouse, Workspace
from segkit.routing.categories import Entered, consent_of
from segkit.routing.modes import NO_CHOICES, connections

Json = Mapping[str, object]

NOT_MODELLED = (
    "What a destination's own settings do (event mappings, allow lists, required ids).",
    "What insert functions and destination functions do: their code is not run.",
    "Selective sync of warehouses.",
    "Schema page: switches that keep an event from one destination (Business plan; no API).",
    "Filters of a Unify space, which keep events from profiles.",
    "What a consent tool keeps on the device by itself, whatever the call carries.",
    "Ad blockers, lost connections, retries, limits of destinations, and deduplication.",
    "Middleware and plugins in the customer's own code.",
    "Page and screen calls in Protocols' blocking, and omitting below the first level.",
    "Whether a mapping's required fields are filled (see `segkit coverage`).",
)
"""What no outcome takes into account."""

_SCHEMA_PAGE = (
    "Schema page: blocked events and omitted traits of a source without a tracking plan "
    "(Business plan; no API)."
)

_NO_CALLS = {
    "reverse-etl": "brings rows of a warehouse",
    "cloud-object": "brings records of a cloud app",
}


def route(  # noqa: PLR0913 - keyword-only, one for each thing that is known
    call: object,
    source: str,
    workspace: Workspace,
    *,
    plan: TrackingPlan | None = None,
    modes: Mapping[str, str] = NO_CHOICES,
    consent: Entered | None = None,
) -> Route:
    """What becomes of the call.

    Args:
        call: As it is sent: `{"type": "track", "event": …, "properties": {…}}`.
        source: Id or slug of the source that sends it.
        workspace: Where both belong.
        plan: The customer's tracking plan; needed where the source blocks what is unplanned.
        modes: What the SA recorded: `device` or `cloud` by destination id.
        consent: Destinations by consent category, as the SA entered them; None when nobody did.

    Raises:
        InputFileError: It is no call that Segment takes.
        UsageError: The workspace has no such source, or the source sends no calls.
    """
    found = _source(workspace, source)
    categories = consent_of(consent, workspace)
    setting = Setting(workspace, found, kind_of(found), _plan_of(found, plan), categories)
    sent = check_call(call, setting.kind)
    by_id = {one.destination_id: one for one in connections(workspace, modes)}
    pairs = [
        Pair(found, one, by_id[one.id], setting.kind) for one in workspace.destinations_of(found)
    ]
    outcomes = [_destination(pair, walks_to(pair, sent, setting)) for pair in pairs]
    outcomes += [_warehouse(one, walk_to(one, sent, setting)) for one in workspace.warehouses]
    return Route(
        source_id=found.id,
        source_slug=found.slug,
        source_name=found.name,
        source_kind=setting.kind,
        call=sent,
        outcomes=tuple(outcomes),
        warnings=(
            *oddities(sent, setting.kind),
            *_about_consent(sent, consent),
            *_about_plan(found, plan),
            *(f"Not all {one} could be read: others may get the call." for one in workspace.unread),
        ),
        not_modelled=NOT_MODELLED if found.tracking_plan_id else (*NOT_MODELLED, _SCHEMA_PAGE),
    )


def _source(workspace: Workspace, name: str) -> Source:
    found = workspace.source(name)
    if found is None:
        known = ", ".join(one.slug for one in workspace.sources)
        raise UsageError(f"There is no source {name!r}.", f"use one of: {known}.")
    kind = kind_of(found)
    if kind in _NO_CALLS:
        raise UsageError(
            f"The source {found.slug!r} sends no calls: it {_NO_CALLS[kind]}.",
            "choose a source that sends calls.",
        )
    return found


def _plan_of(source: Source, plan: TrackingPlan | None) -> TrackingPlan | None:
    """The plan when it is the source's; one from a sheet has no id and is taken to be."""
    if plan is None or not source.tracking_plan_id:
        return None
    return plan if plan.id in {"", source.tracking_plan_id} else None


def _about_consent(call: Json, consent: Entered | None) -> tuple[str, ...]:
    if not consent or not lacks_consent(call):
        return ()
    words = (
        "The call carries no consent object (context.consent.categoryPreferences), so Segment "
        "sends it to the destinations of every consent category."
    )
    return (words,)


def _about_plan(source: Source, plan: TrackingPlan | None) -> tuple[str, ...]:
    if plan is None or plan.id or not source.tracking_plan_id:
        return ()
    there = f"the one that is connected to the source ({source.tracking_plan_id})"
    return (f"The plan {plan.name!r} is taken to be {there}.",)


def _destination(pair: Pair, walks: Sequence[Walk]) -> Outcome:
    destination = pair.destination
    together = are_together(pair, len(walks))
    result = _of_all(walks) if together else _of_either(walks)
    # of the ways that are taken together, those that end count only when all of them do
    counted = [one for one in walks if one.result == result] if together else list(walks)
    choice = [] if together else ["which connection mode was chosen"]
    missing = [*(choice if result == UNKNOWN else []), *_each(one.missing for one in counted)]
    assumed = [*(choice if result != UNKNOWN else []), *_each(one.assumed for one in counted)]
    arrived = [one for one in counted if not one.stopped_by]
    modes = (" and " if together else " or ").join(one.mode for one in arrived)
    same = all(one.call == arrived[0].call for one in arrived)
    stops = {one.stopped_by for one in walks} if result == NOT_DELIVERED else set()
    return Outcome(
        id=destination.id,
        name=destination.name,
        kind="destination",
        catalog=destination.catalog.name,
        result=result,
        mode=_mode(pair.connection, counted, together=together),
        reason=_reason(result, counted, missing, f"Delivered in {modes} mode"),
        stopped_by=next((one.stopped_by for one in walks if one.stopped_by in stops), ""),
        missing=(*missing, *assumed),
        mappings=tuple(m for one in counted for m in one.mappings if not one.stopped_by),
        removed=_each_change([one.removed for one in arrived]),
        changed=_each_change([one.changed for one in arrived]),
        payload=arrived[0].call if arrived and same else None,
        steps=tuple(step for one in walks for step in one.steps),
        certain=result == NOT_DELIVERED
        or all(step.certain for one in counted for step in one.steps),
    )


def _warehouse(warehouse: Warehouse, walk: Walk) -> Outcome:
    arrives = not walk.stopped_by
    return Outcome(
        id=warehouse.id,
        name=warehouse.name,
        kind="warehouse",
        catalog=warehouse.kind_name,
        result=walk.result,
        mode="warehouse",
        reason=_reason(walk.result, [walk], walk.missing, "Stored"),
        stopped_by=walk.stopped_by,
        missing=(*walk.missing, *walk.assumed),
        removed=tuple(walk.removed) if arrives else (),
        changed=tuple(walk.changed) if arrives else (),
        payload=walk.call if arrives else None,
        tables=tables_of(walk.call) if arrives and warehouse.kind not in FILES_ONLY else (),
        steps=tuple(walk.steps),
        certain=walk.result == NOT_DELIVERED or all(step.certain for step in walk.steps),
    )


def _of_all(walks: Sequence[Walk]) -> str:
    """The result of ways that are taken at the same time: the best of them."""
    results = {one.result for one in walks}
    return next(one for one in (DELIVERED, UNKNOWN, NOT_DELIVERED) if one in results)


def _of_either(walks: Sequence[Walk]) -> str:
    """The result where only one of the ways is taken, and nobody said which."""
    results = {one.result for one in walks}
    return results.pop() if len(results) == 1 else UNKNOWN


def _mode(connection: Connection, counted: Sequence[Walk], *, together: bool) -> str:
    if not together:
        return connection.mode
    modes = [one.mode for one in counted]
    return modes[0] if len(modes) == 1 else "both"


def _reason(result: str, counted: Sequence[Walk], missing: Sequence[str], arrives: str) -> str:
    """The outcome in one or two sentences, which begin with `arrives` where it does."""
    if result == NOT_DELIVERED:
        stops = [step for walk in counted for step in walk.steps if step.verdict == "stops"]
        return " ".join(dict.fromkeys(step.words for step in stops))
    if result == UNKNOWN:
        return f"Cannot be known without: {'; '.join(missing)}."
    arrived = [one for one in counted if not one.stopped_by]
    names = list(dict.fromkeys(repr(m.name) for one in arrived for m in one.mappings))
    several = "mapping" if len(names) == 1 else "mappings"
    by = f" by the {several} {', '.join(names)}" if names else ""
    gone = dict.fromkeys(one.field for walk in arrived for one in walk.removed)
    without = f", without {', '.join(gone)}" if gone else ""
    return f"{arrives}{by}{without}."


def _each(several: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(one for each in several for one in each))


def _each_change(several: Sequence[Sequence[Change]]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys(one for each in several for one in each))
