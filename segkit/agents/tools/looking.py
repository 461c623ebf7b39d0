"""What the engagement has, and what to watch out for in it."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.agents.answering import Found
from segkit.agents.asking import destinations_asked, source_asked, text_of
from segkit.agents.boundary import visible
from segkit.agents.knowing import Known
from segkit.considerations.consideration import DISMISSED, OPEN, Considered, seriousness
from segkit.delivery.unknowns import KNOWN
from segkit.model.workspace import Source


def overview(known: Known, _: Mapping[str, object]) -> Found:
    """Counts, and every source."""
    facts = known.facts
    standing = [one for one in facts.considered.items if one.state != DISMISSED]
    counts = {
        "sources": len(facts.sources),
        "destinations": len(facts.destinations),
        "warehouses": len(facts.workspace.warehouses) if facts.workspace else 0,
        "rules": len(known.rules),
        "fields": sum(len(rule.fields) for rule in known.rules),
        "considerations": len(standing),
        "open": sum(one.state == OPEN for one in standing),
    }
    return Found({"counts": counts}, [_source(known, one) for one in facts.sources.values()])


def _source(known: Known, source: Source) -> dict[str, object]:
    facts = known.facts
    library = facts.libraries.get(source.id)
    plan_id = facts.plan.id if facts.plan else ""
    connected = source.tracking_plan_id
    there = facts.workspace.destinations_of(source) if facts.workspace else ()
    return {
        "slug": source.slug,
        "name": source.name,
        "id": source.id,
        "kind": facts.kinds[source.id],
        "library": library.name if library else "",
        "environment": facts.case.environment(source.id) if facts.case else "",
        "enabled": source.enabled,
        "planned": bool(connected) and (not plan_id or connected == plan_id),
        "destinations": [one.name for one in there],
        "origin": source.id,
    }


def considerations(known: Known, arguments: Mapping[str, object]) -> Found:
    """The considerations that are asked for, the most serious first."""
    facts, found = known.facts, list(known.facts.considered.items)
    state, severity = text_of(arguments, "state"), text_of(arguments, "severity")
    found = [one for one in found if (one.state == state if state else one.state != DISMISSED)]
    if severity:
        found = [one for one in found if one.item.severity == severity]
    if source := text_of(arguments, "source"):
        source_id = source_asked(known, source).id
        found = [one for one in found if one.item.source_id == source_id]
    if destination := text_of(arguments, "destination"):
        warehouses = facts.workspace.warehouses if facts.workspace else ()
        ids = {w.id for w in warehouses if destination in {w.id, w.name, visible(w.name)}}
        ids |= set() if ids else {one.id for one in destinations_asked(known, destination)}
        found = [one for one in found if one.item.target_id in ids]
    found.sort(key=lambda one: (seriousness(one.item), one.key))
    return Found({}, [_consideration(known, one) for one in found])


def _consideration(known: Known, one: Considered) -> dict[str, object]:
    facts, item = known.facts, one.item
    source = facts.sources.get(item.source_id)
    said = f"{item.text} {item.action}".strip()
    return {
        "key": one.key,
        "severity": item.severity,
        "state": one.state,
        "class": item.class_,
        "text": f"{item.question} {said}".strip(),
        "source": source.slug if source else "",
        "destination": facts.names.get(item.target_id, ""),
        "evidence": item.evidence,
        "link": facts.links.docs(item.docs) if item.docs else "",
        "certain": item.certainty == KNOWN,
        "because": item.doubt,
        "origin": one.decided_by or item.basis,
    }
