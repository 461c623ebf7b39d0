"""Calls as they would be sent: what the plan says of them, and where they arrive."""

from __future__ import annotations

import json
from collections.abc import Mapping

from segkit.agents.answering import Found
from segkit.agents.asking import destinations_asked, near, rule_asked, source_asked, text_of
from segkit.agents.boundary import quoted, visible
from segkit.agents.call_schema import sample_call
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError
from segkit.delivery.outcome import Outcome, route_as_json
from segkit.errors import SegkitError
from segkit.model.plan import CALLS
from segkit.snippets.common import put

Json = Mapping[str, object]
_CONTEXT = ("context", "protocols", "event_version")


def validate_call(known: Known, arguments: Json) -> Found:
    """The plan's word on a call."""
    if not known.rules:
        raise AskedWrongError("The engagement has no tracking plan to check against.")
    call = _sent(arguments)
    if "version" in arguments:
        call = json.loads(json.dumps(call))
        put(call, _CONTEXT, arguments["version"])
    verdict = known.check.check(call)
    rule = verdict.rule
    head = {
        "valid": verdict.is_valid,
        "rule": None
        if rule is None
        else {
            "call": rule.call, "name": rule.key or "", "version": rule.version,
            "origin": rule.origin,
        },
        "because": verdict.because,
        "unplanned": list(verdict.unplanned),
        "near": list(verdict.near),
    }  # fmt: skip
    items = [
        {"path": one.field, "kind": one.kind, "message": one.message} for one in verdict.violations
    ]
    return Found(head, items)


def route_call(known: Known, arguments: Json) -> Found:
    """What becomes of a call at each destination and warehouse."""
    source = source_asked(known, text_of(arguments, "source"))
    is_given = "call" in arguments
    if is_given == ("event" in arguments):
        raise AskedWrongError("call: give either a call as sent, or the name of an event.")
    if is_given:
        call = _sent(arguments)
    else:
        call = sample_call(
            rule_asked(known, arguments, "track", text_of(arguments, "event")), known.rules
        )
    try:
        route = known.facts.route(call, source.id)
    except SegkitError as error:
        raise AskedWrongError(f"call: {visible(error.problem)} {visible(error.fix)}") from error
    outcomes, wanted = route.outcomes, text_of(arguments, "destination")
    if wanted:
        outcomes = _only(known, route.outcomes, wanted)
    said = route_as_json(route)
    made = said["outcomes"]
    assert isinstance(made, list)  # noqa: S101 (its contract)
    by_id = {one["id"]: one for one in made}
    sent = {"type": str(call["type"]), "name": call.get("event", call.get("name", ""))}
    head = {
        "source": {
            "id": source.id, "slug": source.slug, "name": source.name, "kind": route.source_kind,
        },
        "call": {**sent, "version": _version(known, call)},
        "sample": not is_given,
        "warnings": list(route.warnings),
        "notModelled": list(route.not_modelled),
    }  # fmt: skip
    return Found(head, [_outcome(by_id[one.id], whole=bool(wanted)) for one in outcomes])


def _sent(arguments: Json) -> dict[str, object]:
    call = arguments["call"]
    assert isinstance(call, dict)  # noqa: S101 (its schema says so)
    if call.get("type") not in CALLS:
        said = quoted(str(call.get("type"))) if "type" in call else "missing"
        raise AskedWrongError(f"call: its type is {said}. Use one of: {', '.join(CALLS)}.")
    return call


def _version(known: Known, call: Json) -> int | None:
    rule = known.check.rule(call) if known.rules else None
    return rule.version if rule else None


def _only(known: Known, outcomes: tuple[Outcome, ...], wanted: str) -> tuple[Outcome, ...]:
    found = tuple(one for one in outcomes if wanted in {one.id, one.name, visible(one.name)})
    if not found:
        if known.destinations(wanted):
            destinations_asked(known, wanted)
            raise AskedWrongError(f"destination: {quoted(wanted)} is not on this source.")
        names = [one.name for one in outcomes]
        raise AskedWrongError(f"destination: there is no {quoted(wanted)}.{near(wanted, names)}")
    return found


def _outcome(made: dict[str, object], *, whole: bool) -> dict[str, object]:
    mappings = made["mappings"]
    assert isinstance(mappings, list)  # noqa: S101 (its contract)
    keys = (
        "kind",
        "name",
        "id",
        "catalog",
        "result",
        "mode",
        "reason",
        "certain",
        "stoppedBy",
        "missing",
    )
    found: dict[str, object] = {key: made[key] for key in keys}
    found["mappings"] = [
        {"name": one["name"], "action": one["action"], "id": one["id"]} for one in mappings
    ]
    found |= {"changed": made["changed"], "removed": made["removed"]}
    if whole:
        found |= {key: made[key] for key in ("tables", "steps", "payload")}
    return found | {"origin": made["id"]}
