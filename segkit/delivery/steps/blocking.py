"""What Protocols does with a call before it leaves the source: blocking and omitting.

Facts: segment.com/docs/protocols/enforce/schema-configuration. Blocking of unplanned events
reaches every destination of Analytics.js and the cloud mode of everything else; all other
controls reach cloud mode only. The settings are those of `GET /sources/{id}/settings`.

Not modelled: omitting below the first level of properties and traits, and page and screen
calls, for which the API has no settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from segkit.delivery.walk import Walk
from segkit.model.plan import Rule, TrackingPlan
from segkit.model.workspace import Json, Source
from segkit.validation import PlanCheck, Violation, violations

_STEP = "blocking"
_DOCS = "schema settings of the source"


@dataclass(frozen=True, slots=True)
class _Controls:
    """The words of the API for one kind of call.

    Attributes:
        key: In the settings.
        unplanned: The control for unplanned properties or traits.
        on_violations: The control for those that violate the plan.
        omit: The value of `commonEventOnViolations` that takes them out.
    """

    key: str
    container: str
    unplanned: str
    on_violations: str
    omit: str


_CONTROLS: Mapping[str, _Controls] = {
    "track": _Controls(
        "track",
        "properties",
        "allowUnplannedEventProperties",
        "allowPropertiesOnViolations",
        "OMIT_PROPERTIES",
    ),
    "identify": _Controls(
        "identify", "traits", "allowUnplannedTraits", "allowTraitsOnViolations", "OMIT_TRAITS"
    ),
    "group": _Controls(
        "group", "traits", "allowUnplannedTraits", "allowTraitsOnViolations", "OMIT_TRAITS"
    ),
}


def judge_blocking(walk: Walk, source: Source, plan: TrackingPlan | None, kind: str) -> None:
    """Let the call through, take fields out of it, or stop it.

    Args:
        walk: The call on its way.
        source: Its settings are those of the API.
        plan: The plan that is connected to the source; None when it was not read.
        kind: The source's kind.
    """
    controls = _CONTROLS.get(str(walk.call["type"]))
    if not source.tracking_plan_id:
        walk.passes(_STEP, "No tracking plan is connected to the source.", "workspace")
    elif controls is None:
        words = f"Protocols has no control for {walk.call['type']} calls among its settings."
        walk.passes(_STEP, words, "documentation", certain=False)
    elif not source.schema_settings:
        walk.assumes(
            _STEP,
            "The source's schema settings are not in the workspace.",
            "that the source blocks nothing",
            also=walk.edited,
        )
    else:
        _judge(walk, source, plan, kind, controls)


def _judge(
    walk: Walk, source: Source, plan: TrackingPlan | None, kind: str, controls: _Controls
) -> None:
    found = source.schema_settings.get(controls.key)
    settings = found if isinstance(found, Mapping) else {}
    if not _restricts(settings):
        walk.passes(_STEP, "The source's schema settings let everything through.", _DOCS)
    elif plan is None:
        words = "The source blocks or omits what is not planned, and its plan was not read."
        walk.unknown(_STEP, words, "the source's tracking plan", _DOCS, also=walk.edited)
    else:
        before = len(walk.steps)
        _unplanned_event(walk, source, plan, settings, kind)
        if not walk.stopped_by:
            _fields(walk, plan, settings, controls)
        if len(walk.steps) == before:
            words = "The call keeps to the plan, as far as the schema settings ask for it."
            walk.passes(_STEP, words, _DOCS, certain=not _doubt(plan))


def _doubt(plan: TrackingPlan) -> str:
    """What is missing where the plan is only taken to be the one connected to the source."""
    return "" if plan.id else "whether the plan at hand is the one connected to the source"


def _restricts(settings: Json) -> bool:
    return any(
        value is False or (isinstance(value, str) and value != "ALLOW")
        for value in settings.values()
    )


def _unplanned_event(
    walk: Walk, source: Source, plan: TrackingPlan, settings: Json, kind: str
) -> None:
    if walk.call["type"] != "track" or settings.get("allowUnplannedEvents") is not False:
        return
    if any(rule.key == walk.call["event"] for rule in plan.of("track")):
        return
    name = f"The event {walk.call['event']!r} is not planned (names match exactly)"
    if walk.mode == "device" and kind != "web":
        words = f"{name}, but blocking does not reach device mode in an app."
        walk.passes(_STEP, words, "documentation")
        return
    forwarded = source.schema_settings.get("forwardingBlockedEventsTo")
    more = f" It is forwarded to the source {forwarded}." if forwarded else ""
    words = f"{name}, and the source blocks unplanned events.{more}"
    walk.stops(_STEP, words, _DOCS, doubt=_doubt(plan))


def _fields(walk: Walk, plan: TrackingPlan, settings: Json, controls: _Controls) -> None:
    found = _restrictions(walk.call, plan, settings, controls)
    if walk.mode == "device":
        if any(found):
            words = "The source omits or blocks what breaks the plan, but not in device mode."
            walk.passes(_STEP, words, "documentation")
        return
    for blocks, names, reason in found:
        if blocks:
            words = f"{reason} The source blocks such calls."
            walk.stops(_STEP, words, _DOCS, doubt=_doubt(plan))
            return
        gone = [name for name in names if _remove(walk, controls.container, name, reason)]
        if gone:
            words, doubt = f"{reason} Taken out: {', '.join(gone)}.", _doubt(plan)
            walk.changes(_STEP, words, _DOCS, certain=not doubt)
            walk.edited += [doubt] * bool(doubt)


def _restrictions(
    call: Json, plan: TrackingPlan, settings: Json, controls: _Controls
) -> list[tuple[bool, tuple[str, ...], str]]:
    """Whether each thing that breaks the plan blocks the call, else the fields it costs."""
    found: list[tuple[bool, tuple[str, ...], str]] = []
    verdict = PlanCheck(plan).check(call)
    inner = call.get(controls.container)
    sent = inner if isinstance(inner, Mapping) else {}
    # what an unplanned event carries is not compared with anything
    compared = verdict.rule is not None or controls.key != "track"
    if settings.get(controls.unplanned) is False and compared:
        names = _unplanned(verdict.rule, controls.container, sent)
        found.append((False, names, f"Not planned: {', '.join(names)}."))
    broken = violations(verdict.rule, call) if verdict.rule is not None else ()
    if broken and settings.get("allowEventOnViolations") is False:
        found.append((True, (), _said(broken)))
    elif broken and settings.get(controls.on_violations) is False:
        found.append((False, _names(broken, controls, sent), _said(broken)))
    common = [violation for violation in verdict.violations if violation not in broken]
    then = settings.get("commonEventOnViolations")
    if common and then == "BLOCK":
        found.append((True, (), _said(common)))
    elif common and then == controls.omit:
        found.append((False, _names(common, controls, sent), _said(common)))
    return [one for one in found if one[0] or one[1]]


def _unplanned(rule: Rule | None, container: str, sent: Json) -> tuple[str, ...]:
    planned = {field.path[:2] for field in rule.fields} if rule else set()
    return tuple(name for name in sent if (container, name) not in planned)


def _names(broken: Iterable[Violation], controls: _Controls, sent: Json) -> tuple[str, ...]:
    """The call's own fields that violate the plan: what is missing cannot be taken out."""
    names = (v.path[1] for v in broken if len(v.path) > 1 and v.path[0] == controls.container)
    return tuple(dict.fromkeys(name for name in names if name in sent))


def _said(broken: Iterable[Violation]) -> str:
    return " ".join(_words(broken))


def _words(broken: Iterable[Violation]) -> Iterator[str]:
    for n, violation in enumerate(broken):
        if n == 3:
            yield "And more."
            return
        yield violation.message


def _remove(walk: Walk, container: str, name: str, reason: str) -> bool:
    inner = walk.call.get(container)
    if not isinstance(inner, Mapping) or name not in inner:
        return False
    walk.remove((container, name), f"The source omits it. {reason}")
    return True
