"""The plan as a whole: rules that stand twice, depth and width, and what all events share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from segkit.derive.columns import stored_fields
from segkit.model.plan import ELEMENT, Rule
from segkit.review.check import CALLS, EVENTS, FIELDS, PLAN, check
from segkit.review.checks.proposing import event_hit, name_hit, places
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import tidy
from segkit.review.subject import Subject, Use

_CREATE = "/protocols/tracking-plan/create"
_BEST = "/protocols/tracking-plan/best-practices"


@check("plan-duplicate-rule", ERROR, of=CALLS, docs=_CREATE)
def duplicate_rule(subject: Subject) -> Iterator[Hit]:
    """Every call is planned once.

    Why: Which of the two holds is chance.

    Mend: Merge them, or give the second one another version.

    Evidence: The same call, name and version in one tab or list; another tab may be another app.
    """
    found: defaultdict[tuple[str, str | None, int, str], list[Rule]] = defaultdict(list)
    for rule in subject.rules:
        found[rule.call, rule.key, rule.version, _list_of(rule)].append(rule)
    for rules in found.values():
        if len(rules) > 1:
            said = (
                f"{rules[0].title!r} is planned {len(rules)} times in version {rules[0].version}."
            )
            at = tuple(rule.origin for rule in rules)
            yield Hit(said, rules[1], None, (at[1], at[0], *at[2:]), count=len(rules) - 1)


def _list_of(rule: Rule) -> str:
    """The tab, or the list of a document, that the rule stands in."""
    tab, mark, _ = rule.origin.rpartition("!")
    return tab if mark else rule.origin.rpartition("[")[0]


@check("plan-versions", NOTE, of=EVENTS, docs=_CREATE)
def versions(subject: Subject) -> Iterator[Hit]:
    """Where an event has several versions, calls say which one they are.

    Why: A call that does not say it is judged by the oldest version.

    Mend: Send `context.protocols.event_version` with the newer ones.

    Evidence: Two versions of an event or more.
    """
    for name, rules in subject.events.items():
        found = sorted({rule.version for rule in rules})
        if len(found) > 1:
            yield event_hit(f"{name!r} has the versions {', '.join(map(str, found))}.", rules)


@check("plan-deep-nesting", WARNING, of=FIELDS, docs=_CREATE)
def deep_nesting(subject: Subject) -> Iterator[Hit]:
    """Fields are nested seldom, and never deep.

    Why: Most tools take no nested values, and columns get names that nobody can read.

    Mend: Lift the value up to the top, under a name that says where it comes from.

    Evidence: More than three names below the properties; steps into lists do not count. One line
    for each event and field at the top.
    """
    most = int(subject.thresholds["names below properties"])
    found: defaultdict[tuple[int, str], list[Use]] = defaultdict(list)
    for use in subject.named:
        names = [one for one in use.field.path[1:] if one != ELEMENT]
        if len(names) > most:
            found[id(use.rule), names[0]].append(use)
    for uses in found.values():
        said = (
            f"{uses[0].field.dotted!r} of {uses[0].rule.title!r} is nested {_deepest(uses)} deep."
        )
        yield Hit(said, *uses[0], places(uses), count=len(uses))


def _deepest(uses: list[Use]) -> int:
    return max(len([one for one in use.field.path[1:] if one != ELEMENT]) for use in uses)


@check("plan-too-wide", NOTE, of=EVENTS, docs=_BEST)
def too_wide(subject: Subject) -> Iterator[Hit]:
    """An event carries what is asked of it, not everything.

    Why: Nobody can read it, and tools keep the first of it: Google Analytics 4 keeps 25
    properties, HubSpot 50.

    Mend: Split the event, or drop what no report asks for.

    Evidence: More than 50 properties, or more than 300 columns.
    """
    properties = int(subject.thresholds["properties of one event"])
    columns = int(subject.thresholds["columns of one event"])
    for name, rules in subject.events.items():
        wide = [
            (rule, tops, stored)
            for rule in rules
            for tops in (sum(len(o.path) == 2 and o.path[0] == "properties" for o in rule.fields),)
            for stored in (sum(1 for _ in stored_fields(rule)),)
            if tops > properties or stored > columns
        ]
        if wide:
            _, tops, stored = max(wide, key=lambda one: one[2])
            said = f"{name!r} carries {tops} properties, {stored} columns."
            yield event_hit(said, [rule for rule, _, _ in wide])


@check("plan-flattened-copy", WARNING, of=FIELDS, docs=_CREATE)
def flattened_copy(subject: Subject) -> Iterator[Hit]:
    """Nested fields are planned where they stand.

    Why: A key with a dot in it is another key: what is planned is never sent, and what is sent is
    not planned.

    Mend: Plan the elements of the list, or the keys of the object.

    Evidence: `.$` in a name, or a dot behind the name of a field that the plan has.
    """
    tops: dict[int, set[str]] = {}
    for use in subject.named:
        name = use.field.path[-1]
        if "." not in name:
            continue
        key = id(use.rule)
        if key not in tops:
            tops[key] = {one.path[-1] for one in use.rule.fields if "." not in one.path[-1]}
        first = name.partition(".")[0]
        if ".$" in name or first in tops[key]:
            said = f"{name!r} of {use.rule.title!r} is a key with a dot, not a field inside of {first!r}."
            yield name_hit(said, [use])


@check("plan-common-too-strict", WARNING, of=PLAN, docs=_CREATE)
def common_too_strict(subject: Subject) -> Iterator[Hit]:
    """What all calls must carry is what all calls have.

    Why: Visitors have no user id, and no call has both traits and properties: each call without it
    is a violation.

    Mend: Make it optional for all calls, and require it where it is always there.

    Evidence: The common rule requires userId, groupId, event, traits or properties.
    """
    strict = {"userId", "groupId", "event", "traits", "properties"}
    for rule in subject.of("common"):
        for one in rule.fields:
            if one.path[0] in strict and len(one.path) == 1 and one.required:
                yield name_hit(
                    f"Every call is required to carry {one.path[0]!r}.", [Use(rule, one)]
                )
        named = {one.path[0] for one in rule.fields if len(one.path) == 1}
        for name in sorted({*rule.required} & strict - named):
            yield event_hit(f"Every call is required to carry {name!r}.", [rule])


@check("plan-shared-properties", NOTE, of=PLAN, docs="/protocols/tracking-plan/libraries")
def shared_properties(subject: Subject) -> Iterator[Hit]:
    """What nearly all events carry is kept in one place.

    Why: In a property library it stays alike; written out in each event it drifts apart.

    Mend: Make a property library of them, and import that into each event.

    Evidence: Three properties or more, each in 80 % of six events or more.
    """
    names = subject.tidy_events
    if len(names) < 6:
        return
    counted = Counter(
        top
        for rules in subject.events.values()
        for top in {one.path[1] for rule in rules for one in rule.fields if _is_top(one.path)}
    )
    shared = [name for name, count in counted.items() if count >= 0.8 * len(names) and tidy(name)]
    if len(shared) >= 3:
        shown = ", ".join(map(repr, shared[:3])) + (
            f" and {len(shared) - 3} more" if len(shared) > 3 else ""
        )
        yield Hit(f"{len(shared)} properties stand in nearly all of {len(names)} events: {shown}.")


def _is_top(path: tuple[str, ...]) -> bool:
    return path[0] == "properties" and len(path) == 2


@check("plan-without-source", WARNING, of=PLAN, docs="/protocols/validate/connect-sources")
def without_source(subject: Subject) -> Iterator[Hit]:
    """The plan is connected to the sources that it is for.

    Why: A plan without a source validates nothing.

    Mend: Connect it to its sources, best to those of development first.

    Evidence: The plan has an id in Segment, and no source of the workspace names it. Not for
    plans that are read from a sheet.
    """
    case, plan = subject.case, subject.plan
    if case is None or not plan.id.startswith("tp_") or case.workspace.refused("sources"):
        return
    told = [source.tracking_plan_id for source in case.workspace.sources]
    if case.workspace.sources and plan.id not in told and not case.workspace.refused("tracking"):
        yield Hit("The plan is connected to no source of the workspace.")
