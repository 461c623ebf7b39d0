"""Special considerations of one engagement: what its checks find, and what is known besides.

Whom a consideration is about:

- source and target: this pair;
- source alone: the source, whatever its destinations;
- target alone: the warehouse, whatever its sources (facts about a warehouse are the same
  for each of them, so they are said once);
- neither: the whole workspace.

General knowledge steps back where something here says the same and more: an entry that a
check can judge on this customer's own facts is left to that check (`Check.replaces`),
an entry that says less than what a check found gives way to it (`Check.covers`), and a
pair where nothing can arrive shows the reason and nothing else. A disabled destination keeps its entries,
since it is there to be enabled; a disabled source loses what is known of its library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from segkit.considerations.checks import CHECKS
from segkit.considerations.checks.check import listed, mode_doubt
from segkit.considerations.checks.connections import device_only_off_device, nothing_can_arrive
from segkit.considerations.classes import class_of
from segkit.considerations.conditions import MET, judged
from segkit.considerations.conditions.asked import Asked
from segkit.considerations.consideration import (
    GOOD_TO_KNOW,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    seriousness,
    severity_said,
)
from segkit.delivery.case import Case
from segkit.delivery.pair import Pair
from segkit.delivery.ways import unsure_sdk
from segkit.knowledge.conditions import CHECK, NOTE, WRONG
from segkit.knowledge.entries import (
    ANY,
    Entry,
    entries_for_destination,
    entries_for_source,
    entries_for_warehouse,
    global_entries,
    target_of_destination,
)
from segkit.model.derived import EVENT_STREAMS
from segkit.model.plan import CALLS

CHECKED = "checked, nothing known"
NOT_KNOWN = "not known to segkit"
WAREHOUSES = "Warehouses"
"""The type of every warehouse: most of what is known holds for all of them."""

LEFT_TO_CHECKS: Mapping[str, str] = {
    entry_id: check.id for check in CHECKS for entry_id in check.replaces
}
"""General entries that a check judges on the customer's own facts instead.

Its silence then means that the entry does not matter here. A check that needs a
plan replaces its entry only where there is one.
"""

_SENDERS: Mapping[str, str] = {
    "web": "A website",
    "mobile": "An app",
    "server": "A server",
    "function": "A source function",
    "cloud-event": "A cloud app",
    "reverse-etl": "Reverse ETL",
    "engage": "Engage",
}
"""Kinds of source as the subject of a sentence; which ones they are, their consideration says."""

_WHY_NOTHING_ARRIVES = {device_only_off_device.id, nothing_can_arrive.id}
_COVERED_BY: Mapping[str, str] = {
    entry_id: check.id for check in CHECKS for entry_id in check.covers
}
_NEEDS_PLAN = {check.id: check.needs_plan for check in CHECKS}


def considerations(case: Case) -> tuple[Consideration, ...]:
    """Everything to watch out for, each once.

    Sorted by the target's name (what has no target first), severity and id; then in the
    workspace's order of sources.
    """
    found = [*_from_rules(case), *_from_knowledge(case)]
    said = {item.identity for item in found}
    found = [
        item
        for item in found
        if (_COVERED_BY.get(item.id, ""), item.source_id, item.target_id) not in said
    ]
    once = {item.identity: item for item in reversed(found)}
    return in_order(once.values(), case)


def in_order(items: Iterable[Consideration], case: Case) -> tuple[Consideration, ...]:
    """The considerations in the order of `considerations`, each with the type of its target."""
    names = {w.id: w.name for w in case.workspace.warehouses}
    names |= {d.id: d.name for d in case.workspace.destinations}
    types = {w.id: WAREHOUSES for w in case.workspace.warehouses}
    types |= {d.id: d.catalog.name or d.name for d in case.workspace.destinations}
    position = {source_id: index for index, source_id in enumerate(case.sources)}
    return tuple(
        sorted(
            (replace(i, target_type=types.get(i.target_id, "")) for i in items),
            key=lambda item: (
                names.get(item.target_id, "").casefold(),
                seriousness(item),
                item.id,
                position.get(item.source_id, -1),
                item.target_id,
            ),
        )
    )


def quiet(case: Case, said: Iterable[Consideration]) -> Mapping[tuple[str, str], str]:
    """For each connected pair of which nothing is `said`, why there is nothing.

    Returns:
        `CHECKED` or `NOT_KNOWN` by source id and target id. `NOT_KNOWN` means that the
        knowledge base has no entry for this kind of destination; checks looked at the
        pair nevertheless.
    """
    pairs = {(item.source_id, item.target_id) for item in said}
    warehouses = {target for source, target in pairs if not source}
    why = {
        (pair.source.id, pair.destination.id): CHECKED
        if target_of_destination(pair.destination.catalog)
        else NOT_KNOWN
        for pair in case.pairs
    }
    why |= {(source.id, warehouse.id): CHECKED for source, warehouse in case.warehouse_pairs()}
    return {
        pair: words
        for pair, words in why.items()
        if pair not in pairs and pair[1] not in warehouses
    }


def _from_rules(case: Case) -> Iterator[Consideration]:
    closed = {(p.source.id, p.destination.id) for p in case.pairs if not p.is_reached}
    for check in CHECKS:
        for found in check(case):
            if check.id in _WHY_NOTHING_ARRIVES or (found.source_id, found.target_id) not in closed:
                yield found


def _from_knowledge(case: Case) -> Iterator[Consideration]:
    yield from _about_workspace(case)
    yield from _about_sources(case)
    yield from _about_pairs(case)
    yield from _about_warehouses(case)


def _about_workspace(case: Case) -> Iterator[Consideration]:
    for entry in _still_general(case, global_entries()):
        if evidence := why_it_matters(entry.id, case):
            yield _known(entry, evidence, Asked(case))


def _about_sources(case: Case) -> Iterator[Consideration]:
    for source in case.workspace.sources:
        library = case.libraries.get(source.id)
        if library is None or not source.enabled:
            continue
        pairs = case.pairs_of.get(source.id, ())
        modes = frozenset(mode for pair in pairs for mode in pair.modes_to_expect)
        asked = Asked(case, source.id)
        for entry in _still_general(case, entries_for_source(library.slug)):
            if entry.concerns(case.kind(source.id), case.calls(source.id), modes):
                evidence = f"The library is {library.name}."
                yield _known(entry, _with_calls(evidence, entry), asked)


def _about_pairs(case: Case) -> Iterator[Consideration]:
    for pair in case.pairs:
        if not pair.is_reached:
            continue
        catalog, source, modes = pair.destination.catalog, pair.source, pair.modes_to_expect
        asked = Asked(case, source.id, pair)
        for entry in _still_general(case, entries_for_destination(catalog)):
            if entry.concerns(pair.kind, case.calls(source.id), modes):
                evidence = f"{_SENDERS.get(pair.kind, 'A source')} sends to {catalog.name}"
                evidence += f" in {entry.modes[0]} mode." if entry.modes else "."
                doubt = _doubt(entry, case, pair)
                yield _known(entry, _with_calls(evidence, entry), asked, doubt=doubt)


def _doubt(entry: Entry, case: Case, pair: Pair) -> str:
    """What would have to be known to be sure that the entry matters for this pair."""
    if entry.modes and (doubt := mode_doubt(pair)):
        return doubt
    if missing := unsure_sdk(pair):
        return f"Not known: {missing}."
    # of what is serious only: nearly every other entry is about some calls as well
    counts = entry.severity == "blocker" and ANY not in entry.calls
    if counts and not case.plan_covers(pair.source.id):
        return "No tracking plan says which calls this source sends."
    return ""


def _about_warehouses(case: Case) -> Iterator[Consideration]:
    for warehouse in case.workspace.warehouses:
        for entry in _still_general(case, entries_for_warehouse(warehouse.kind)):
            evidence = (
                "It holds for every warehouse."
                if entry in entries_for_warehouse("all")
                else f"The warehouse runs on {warehouse.kind_name}."
            )
            yield _known(entry, evidence, Asked(case), target_id=warehouse.id)


def _still_general(case: Case, entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        rule_id = LEFT_TO_CHECKS.get(entry.id)
        if rule_id is None or (_NEEDS_PLAN[rule_id] and case.plan is None):
            yield entry


def _with_calls(evidence: str, entry: Entry) -> str:
    if ANY in entry.calls:
        return evidence
    calls = ", ".join(call for call in CALLS if call in entry.calls)
    return f"{evidence} Concerns {calls} calls."


_CLASSES = {MET: SATISFIED, WRONG: WRONG_NOW, CHECK: TO_CHECK, NOTE: GOOD_TO_KNOW}


def _known(
    entry: Entry, evidence: str, asked: Asked, *, target_id: str = "", doubt: str = ""
) -> Consideration:
    """The entry with its class; what was seen of the customer's own outweighs why it applies."""
    found, case, source_id = judged(entry, asked), asked.case, asked.source_id
    target_id = asked.pair.destination.id if asked.pair else target_id
    if found.result == MET:
        doubt = ""
    always_open = entry.asks and not entry.conditions
    says = _CLASSES.get(found.result, TO_CHECK if always_open else GOOD_TO_KNOW)
    class_ = class_of(case, says, source_id, target_id, doubt)
    return Consideration(
        id=entry.id,
        source_id=source_id,
        target_id=target_id,
        severity=severity_said(entry.severity, class_),
        text=entry.text,
        action=entry.action,
        evidence=found.evidence or evidence,
        basis="knowledge",
        docs=entry.docs,
        known=entry.known,
        doubt=doubt,
        class_=class_,
        question=entry.asks,
        trouble=entry.trouble,
    )


def why_it_matters(entry_id: str, case: Case) -> str:
    """What makes this global entry apply, in words; empty where it does not."""
    judged = _MATTERS.get(entry_id)
    return judged(case) if judged else ""


def _sdk_in_an_app(case: Case) -> str:
    return _named(
        "Apps with destinations in device mode",
        (p.source.name for p in case.pairs if p.kind == "mobile" and p.may_run_on_device),
    )


def _sent_by_servers(case: Case) -> str:
    return _named(
        "Destinations in cloud mode",
        (p.destination.name for p in case.pairs if p.connection.mode == "cloud"),
    )


def _sends_calls(case: Case) -> str:
    return _named(
        "Sources that send calls",
        (s.name for s in case.workspace.sources if case.kind(s.id) in EVENT_STREAMS),
    )


def _streams_to_destinations(case: Case) -> str:
    return _named(
        "Sources that send calls to destinations",
        (p.source.name for p in case.pairs if case.kind(p.source.id) in EVENT_STREAMS),
    )


def _brings_records(case: Case) -> str:
    return _named(
        "Sources that bring records",
        (s.name for s in case.workspace.sources if case.kind(s.id) == "cloud-object"),
    )


_MATTERS: Mapping[str, Callable[[Case], str]] = {
    "global-03": _sdk_in_an_app,
    "global-12": _sent_by_servers,
    "global-13": _sends_calls,
    "global-14": _streams_to_destinations,
    "global-15": _brings_records,
}
"""The global entries that no check replaces; a test holds the two lists together."""


def _named(what: str, names: Iterable[str]) -> str:
    found = listed(names, 3)
    return f"{what}: {found}." if found else ""
