"""Checks that look across plan, mappings and workspace: does what one says fit the others?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from segkit.considerations.checks.check import Found, about, check, listed
from segkit.considerations.checks.mappings import new_names
from segkit.considerations.classes import is_production
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.delivery.mentions import Named
from segkit.delivery.pair import Pair
from segkit.delivery.receipts import dotted
from segkit.delivery.steps.transformations import sets
from segkit.derive.platforms import kinds_named
from segkit.errors import FqlError
from segkit.mappings.directives import reads
from segkit.model.plan import Rule
from segkit.model.workspace import DestinationMapping, Source, Transformation
from segkit.routing.fql import holds, named_events, takes

_ACTIONS = "/connections/destinations/actions"
_NO_NAME = "\N{NULL}"
"""Stands for every name that no trigger mentions."""

_FIGURES = ("value", "revenue", "total_revenue", "order_value", "purchase_value")
"""Fields of mappings that hold what an event is worth."""

_FORWARDED = {
    "forwardingBlockedEventsTo": "blocked calls",
    "forwardingViolationsTo": "violations",
}


@check(
    "mapping-waits-in-vain",
    "high",
    says=WRONG_NOW,
    asks="Shall this destination receive these events?",
    trouble="yes",
    action="Connect the tool to a source that sends these events, or delete the mapping.",
    docs=_ACTIONS,
    basis="plan",
)
def mapping_waits_in_vain(case: Case) -> Iterator[Found]:
    """A destination has one source, and the plan says what each kind of source sends."""
    planned = _by_name(case.current.get("track", ()))
    for pair in case.pairs:
        if not planned or not pair.is_reached or not case.plan_covers(pair.source.id):
            continue
        waiting = {
            mapping.name: events
            for mapping in pair.enabled_mappings
            if (events := _in_vain(case, pair, mapping, planned))
        }
        if waiting:
            yield _lost(case, pair, waiting, planned)


def _lost(
    case: Case, pair: Pair, waiting: Mapping[str, list[str]], planned: Mapping[str, list[Rule]]
) -> Found:
    events = dict.fromkeys(event for some in waiting.values() for event in some)
    lost = [event for event in events if not _is_received(case, pair, planned[event])]
    kinds = dict.fromkeys(kind for event in events for kind in _senders(planned[event]))
    evidence = [f"Mapping {name} waits for {listed(some, 6)}." for name, some in waiting.items()]
    evidence.append(
        f"The plan sends it from {listed(kinds)}; {pair.source.name} is a {pair.kind} source."
    )
    name = pair.destination.catalog.name
    here = pair.destination.name if lost else f"This {name}"
    elsewhere = "" if lost else f" Another {name} does."
    return about(
        pair,
        f"{here} never receives {listed(lost or events, 4)}.{elsewhere}",
        " ".join(evidence),
        says="" if lost else GOOD_TO_KNOW,
    )


def _in_vain(
    case: Case, pair: Pair, mapping: DestinationMapping, planned: Mapping[str, list[Rule]]
) -> list[str]:
    """The planned events that it waits for by name, and that this source does not send."""
    if takes(mapping.trigger, "track", _NO_NAME) is not False:
        return []  # it waits for no event in particular
    made, mentioned = new_names(case, pair), Named.of([mapping.trigger])
    names = [one for one in planned if mentioned.patterned or one in mentioned.names]
    named = [name for name in names if takes(mapping.trigger, "track", name) is not False]
    missing = [
        name
        for name in named
        if name not in made and not any(case.may_send(pair.source.id, r) for r in planned[name])
    ]
    exact = set(named_events(mapping.trigger))
    # a pattern is meant for whatever fits it, a name for that event
    return missing if len(missing) == len(named) else [one for one in missing if one in exact]


def _is_received(case: Case, pair: Pair, rules: list[Rule]) -> bool:
    """Another instance of the same destination receives it."""
    catalog = pair.destination.catalog.id
    alike = {one.destination.id for one in case.pairs if one.destination.catalog.id == catalog}
    return any(not alike.isdisjoint(case.received(rule)) for rule in rules)


@check(
    "transformation-sets-constant",
    "high",
    says=WRONG_NOW,
    asks="Shall all of these calls carry this one value?",
    trouble="no",
    action="Delete the line of the transformation that sets it.",
    docs="/protocols/transform",
    basis="plan",
)
def transformation_sets_constant(case: Case) -> Iterator[Found]:
    """Whatever was sent, the tool reads the same value."""
    for source in case.workspace.sources:
        if not case.plan_covers(source.id):
            continue
        for one in case.workspace.transformations:
            said = _constants(case, source, one) if one.enabled else {}
            targets = [
                pair.destination.id
                for pair in case.pairs_of.get(source.id, ())
                if pair.destination.catalog.id == one.destination_catalog_id
            ]
            for words, evidence in said.items():
                for target in targets if one.destination_catalog_id else [""]:
                    yield Found(words, evidence, source.id, target)


def _constants(case: Case, source: Source, one: Transformation) -> dict[str, str]:
    """What it sets although the plan allows several values, and what shows that."""
    if one.source_id != source.id:
        return {}
    found: dict[str, str] = {}
    for rule in case.current.get("track", ()):
        if not case.may_send(source.id, rule) or not _applies(one, rule):
            continue
        for path, value in sets(one, rule.container or ""):
            field = next((f for f in rule.fields if f.path == path), None)
            if field and len(set(field.enum or ())) > 1:
                allowed = listed(map(str, field.enum or ()))
                words = f"Every {rule.title} carries {field.dotted} = {value}; the plan allows {allowed}."
                found[words] = f"Transformation {one.name} sets {dotted(path)} to {value}."
    return found


def _applies(one: Transformation, rule: Rule) -> bool:
    try:
        return holds(one.condition, rule.call, rule.key) is True
    except FqlError:
        return False


@check(
    "versions-at-once",
    "medium",
    asks="Is such an event counted twice?",
    trouble="yes",
    action="Compare what the tools count, and agree on one sender for each event.",
    docs="/protocols/tracking-plan/create",
    basis="plan",
)
def versions_at_once(case: Case) -> Iterator[Found]:
    """Two versions from two places are two calls of one event."""
    said = []
    for name, rules in _by_name(case.current.get("track", ())).items():
        if len({rule.version for rule in rules}) > 1:
            sent = "; ".join(f"version {r.version}: {listed(_senders([r]))}" for r in rules)
            said.append(f"{name} ({sent}).{_only_one(case, rules)}")
    if said:
        yield Found(
            "Several versions of an event are planned at once. A tool that receives both may "
            "count it twice.",
            " ".join(said),
        )


def _only_one(case: Case, rules: list[Rule]) -> str:
    """Who receives some of the versions only."""
    receiving = [set(case.received(rule)) for rule in rules]
    names = {d.id: d.name for d in case.workspace.destinations}
    some = [names[one] for one in names if 0 < sum(one in r for r in receiving) < len(rules)]
    return f" Not every version reaches {listed(some, 4)}." if some else ""


@check(
    "figure-from-different-fields",
    "medium",
    asks="Which figure do the tools report?",
    action="Map the same field everywhere, or tell the readers of each tool which figure it is.",
    docs=_ACTIONS,
    basis="workspace",
)
def figure_from_different_fields(case: Case) -> Iterator[Found]:
    """Total and revenue of one order differ, and so do the reports."""
    said = []
    reading = [
        (pair, mapping, paths)
        for pair in case.pairs
        if is_production(case, pair.source.id)
        for mapping in pair.enabled_mappings
        if (paths := _figures(mapping))
    ]
    for name, rules in _by_name(case.current.get("track", ())).items():
        fields: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for pair, mapping, paths in reading:
            received = [case.received(rule).get(pair.destination.id) for rule in rules]
            if any(way.takes(mapping) for one in received if one for way in one.arrives):
                for path in paths:
                    fields[path][pair.destination.name] = None
        if len(fields) > 1:
            said.append(f"{name}: " + "; ".join(f"{p} in {listed(d)}" for p, d in fields.items()))
    if said:
        yield Found(
            "Different tools read the value of one event from different fields, so their "
            "figures differ.",
            ". ".join(said) + ".",
        )


def _figures(mapping: DestinationMapping) -> list[str]:
    """The properties that a mapping takes as an event's worth."""
    values = [reads(mapping.settings[key]) for key in _FIGURES if key in mapping.settings]
    return [dotted(p[1:]) for value in values for p in value.paths if p[0:1] == ("properties",)]


@check(
    "forwarded-into-other-environment",
    "medium",
    asks="Shall these calls land in the other environment?",
    trouble="no",
    action="Forward them to a source of their own.",
    docs="/protocols/enforce/forward-blocked-events",
)
def forwarded_into_other_environment(case: Case) -> Iterator[Found]:
    """Real data then stands among tests, or tests among real data."""
    for source in case.workspace.sources:
        for key, what in _FORWARDED.items():
            other = case.sources.get(str(source.schema_settings.get(key, "")))
            here = case.environment(source.id)
            there = case.environment(other.id) if other else ""
            if other and here and there and here != there:
                yield Found(
                    f"This source forwards {what} into another environment.",
                    f"{source.name} ({here}) forwards to {other.name} ({there}).",
                    source.id,
                )
                break


def _by_name(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.key:
            found.setdefault(rule.key, []).append(rule)
    return found


def _senders(rules: list[Rule]) -> list[str]:
    """The kinds of source that the plan sends these from, in words."""
    kinds = frozenset().union(*map(kinds_named, rules))
    return [kind for kind in ("web", "mobile", "server") if kind in kinds] or ["any source"]
