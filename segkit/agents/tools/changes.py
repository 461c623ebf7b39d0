"""What a change of the plan would touch."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.agents.answering import Found
from segkit.agents.asking import text_of
from segkit.agents.boundary import visible
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError
from segkit.errors import UsageError
from segkit.impact import Concern, asked
from segkit.impact import impact_of as touched_by

_LISTED = frozenset(
    {"rule", "mapping", "filter", "transformation", "setting", "passes", "warehouse"}
)
_ALSO = 10


def impact_of(known: Known, arguments: Mapping[str, object]) -> Found:
    """Everything that names the event or field, what breaks first."""
    facts = known.facts
    if facts.plan is None:
        raise AskedWrongError("The engagement has no tracking plan, so nothing can change.")
    event = text_of(arguments, "event")
    raw = next((rule.key for rule in known.rules if rule.key and visible(rule.key) == event), event)
    version = arguments.get("version")
    try:
        changes = asked(
            facts.plan,
            text_of(arguments, "change"),
            field=text_of(arguments, "field"),
            event=raw,
            call=text_of(arguments, "call"),
            version=version if isinstance(version, int) else None,
            to=text_of(arguments, "to"),
        )
    except UsageError as error:
        raise AskedWrongError(f"{visible(error.problem)} {visible(error.fix)}") from error
    found = touched_by(changes, facts.plan, facts.case, facts.notes)
    listed = [one for one in found.concerns if one.kind in _LISTED]
    others = [one for one in found.concerns if one.kind not in _LISTED]
    head = {
        "breaking": sum(one.breaks for one in listed),
        "notModelled": list(found.not_modelled),
        "alsoNamedIn": [
            {"kind": one.kind, "name": one.name, "source": one.source, "origin": one.origin}
            for one in others[:_ALSO]
        ],
    }
    listed.sort(key=lambda one: not one.breaks)
    return Found(head, [_item(one) for one in listed])


def _item(one: Concern) -> dict[str, object]:
    return {
        "kind": one.kind,
        "name": one.name,
        "id": one.id,
        "source": one.source,
        "destination": one.destination,
        "enabled": one.enabled,
        "breaks": one.breaks,
        "where": one.where,
        "reason": one.reason,
        "certain": one.certain,
        "origin": one.origin,
    }
