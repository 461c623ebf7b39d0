"""Whether a call or a field arrives is said the same in every place of the demo's guide.

Each place is asked for all that it says about a destination or warehouse, a planned call and a
field: yes, no, or that it depends or is not known. A yes and a no about the same are reported.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.delivery.case import Case
from segkit.delivery.outcome import DELIVERED, UNKNOWN, Outcome
from segkit.engagement.demo import create_demo
from segkit.explore.explorer import Explorer
from segkit.explore.playground import Playground
from segkit.guide import Guide
from segkit.knowledge.entries import entries_for_destination
from segkit.knowledge.limits import CALL
from segkit.model.plan import ELEMENT, Field, Rule

NOTHING_ARRIVES = {
    *("device-only-off-device", "disabled-destination", "filter-drops-everything"),
    *("ga4-without-configuration", "no-enabled-mapping", "nothing-can-arrive"),
}
"""Considerations that say of a pair that nothing gets there at all."""


NAMES_FIELDS = {
    "personal-traits-to-advertising": ("identify", True),
    "personal-properties-to-advertising": ("track", True),
    "reserved-columns": ("track", False),
}
"""Considerations that name fields in their evidence: of which call, and whether they arrive."""

BEGINNING = re.compile(r"(Traits|Properties) that look personal: ")
ANYWHERE = ""


class About(NamedTuple):
    """What something is said about; without a field it is the call as such.

    Attributes:
        target: A destination or warehouse; `ANYWHERE` is any of them.
        rule: The planned call, by its identity.
    """

    target: str
    rule: int
    field: str = ""


Says = Iterator[tuple[About, bool | None]]
"""What is said, and whether it arrives; None where that depends or is not known."""


class Demo:
    """The demo's guide and what it is made from."""

    def __init__(self, guide: Guide) -> None:
        assert guide.facts.plan is not None
        self.guide, self.facts, self.plan = guide, guide.facts, guide.facts.plan
        self.current = [one for one in self.plan.rules if not one.deprecated]
        self.rules = [one for one in self.current if one.container]

    @cached_property
    def case(self) -> Case:
        """What considerations and delivery are asked about."""
        case = self.facts.case
        assert case is not None
        return case

    def fields(self, rule: Rule) -> list[Field]:
        """The properties or traits of a planned call."""
        return [one for one in rule.fields if one.path[0] == rule.container]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each destination is an instance of."""
        return {one.id: one.catalog.name for one in self.facts.destinations.values()}

    def by_kind(self, said: Mapping[About, bool | None]) -> Says:
        """The same of types of destinations: what one instance receives, the type does."""
        found: dict[About, set[bool | None]] = defaultdict(set)
        for about, arrives in said.items():
            if kind := self.kinds.get(about.target, self.facts.names.get(about.target)):
                found[about._replace(target=kind)].add(arrives)
        for about, each in found.items():
            yield about, True in each or (None if None in each else False)

    def frame(self, row: str) -> list[Mapping[str, object]]:
        """A table of the guide, as a notebook gets it."""
        found: list[Mapping[str, object]] = getattr(self.guide, row)().to_frame().to_dict("records")
        return found


def names(cell: object) -> list[str]:
    """The names in one cell of a table."""
    return str(cell).split(", ") if isinstance(cell, str) else [*map(str, cell)]  # type: ignore[call-overload]


# --- what each place says -------------------------------------------------------------------


def by_traits_table(demo: Demo) -> Says:
    """Types of destinations, and warehouses, in Received by; no other receives the trait."""
    [rule] = [one for one in demo.rules if one.call == "identify"]
    every = {*demo.kinds.values(), *(w.name for w in demo.case.workspace.warehouses)}
    for line in demo.frame("identify"):
        said = set(names(line["Received by"]))
        unsure = {one.removesuffix(" (not certain)") for one in said} - said
        assert unsure | said <= {*every, *(f"{one} (not certain)" for one in unsure)}
        for one in every:
            arrives = None if one in unsure else one in said
            yield About(one, id(rule), str(line["Trait"])), arrives


def by_coverage(demo: Demo) -> Says:
    """The JSON that `segkit coverage` prints."""
    ran = CliRunner().invoke(cli, ["coverage", str(demo.guide.facts.engagement.folder), "--json"])
    by_title = {(r.call, r.title, r.version): r for r in demo.current}
    for line in json.loads(ran.output)["fields"]:
        rule = by_title[line["call"], line["rule"], line["version"]]
        there = {
            one["id"]: (one["certain"] and not one.get("depends")) or None
            for one in (*line["destinations"], *line["warehouses"])
        }
        there |= {one["id"]: None for one in line["open"]}
        yield About(ANYWHERE, id(rule), line["field"]), not line["nowhere"]
        for id_ in demo.facts.names:
            if id_ not in demo.facts.sources:
                yield About(id_, id(rule), line["field"]), there.get(id_, False)
                if there.get(id_, False) is not False:
                    yield About(id_, id(rule)), there[id_]


def by_coverage_table(demo: Demo) -> Says:
    """The row of the guide: who receives the call, or something of it."""
    rules: defaultdict[tuple[object, object], list[Rule]] = defaultdict(list)
    for rule in demo.current:
        rules[rule.title, rule.call].append(rule)
    own = {name: id_ for id_, name in demo.facts.names.items() if id_ not in demo.facts.sources}
    for line in demo.frame("coverage"):
        rule = rules[line["Planned call"], line["Call"]].pop(0)
        said = names(line["Received by"])
        for name, id_ in own.items():
            unsure = f"{name} (not certain)" in said
            yield About(id_, id(rule)), None if unsure else name in said


def by_gaps(demo: Demo) -> Says:
    """Which fields go nowhere, and that all others go somewhere."""
    nowhere = {
        (line["where"], line["field"]) for line in demo.frame("gaps") if line["gap"] == "nowhere"
    }
    for rule in demo.rules:
        title = rule.title if rule.version == 1 else f"{rule.title} (version {rule.version})"
        for field in demo.fields(rule):
            lost = (title, field.dotted) in nowhere
            yield About(ANYWHERE, id(rule), field.dotted), not lost


def by_explorer(demo: Demo) -> Says:
    """What a call and a field lead to when they are looked up."""
    explorer = Explorer(demo.facts)
    for rule in demo.rules:
        call = f"call-{rule.call}-{rule.key or ''}-{rule.version}"
        if call in explorer.items:
            reached = linked(explorer, call, "Destinations that it reaches")
            yield from (
                (About(d, id(rule)), reached.get(d, False)) for d in demo.facts.destinations
            )
        for field in demo.fields(rule):
            item = "\n".join(["field", call, *field.path])
            there = linked(explorer, item, "Destinations that receive it")
            stored = linked(explorer, item, "Warehouses that store it")
            said = {*there.values(), *stored.values()}
            yield (
                About(ANYWHERE, id(rule), field.dotted),
                True if True in said else None if said else False,
            )
            for id_ in demo.facts.destinations:
                yield About(id_, id(rule), field.dotted), there.get(id_, False)
            for one in demo.case.workspace.warehouses:
                yield About(one.id, id(rule), field.dotted), stored.get(one.id, False)


def linked(explorer: Explorer, item: str, title: str) -> dict[str, bool | None]:
    """What an item leads to under one title; None where that is not certain."""
    sure = {title: True, f"{title}: not certain": None}
    return {
        id_: sure[links.title]
        for links in explorer.links(item)
        if links.title in sure
        for id_ in links.ids
    }


def by_playground(demo: Demo) -> Says:
    """What becomes of an example of each planned call, from each source that sends it."""
    playground = Playground(demo.facts)
    for rule in demo.rules:
        for source in demo.case.sources.values():
            if not demo.case.coverage._sends(source.id, rule):
                continue
            trial = playground.compose(rule, source.id)
            assert trial.route is not None
            # the row of the guide and the command follow the same call
            again = demo.facts.route(trial.call, source.id)
            assert again == trial.route
            for outcome in trial.route.outcomes:
                yield from outcome_says(demo, rule, outcome, trial.call or {})


def outcome_says(demo: Demo, rule: Rule, outcome: Outcome, call: Mapping[str, object]) -> Says:
    """An outcome speaks of the call, and where the whole call arrives of its fields."""
    arrives = {DELIVERED: True, UNKNOWN: None}.get(outcome.result, False)
    if outcome.kind == "destination":
        yield About(outcome.id, id(rule)), arrives
        if demo.facts.destinations[outcome.id].catalog.is_actions:
            return  # its mappings take from the payload what they read
    for field in demo.fields(rule):
        if value_at(call, field.path) is not None and outcome.payload is not None:
            there = value_at(outcome.payload, field.path) is not None
            nested = ELEMENT in field.path or isinstance(value_at(call, field.path), Mapping)
            if outcome.kind == "destination" or not nested:  # tables have no column for those
                yield About(outcome.id, id(rule), field.dotted), there and arrives
        elif arrives is False and outcome.kind == "destination":
            yield About(outcome.id, id(rule), field.dotted), False


def value_at(call: object, path: tuple[str, ...]) -> object:
    """What a call holds at this place; the first element stands for those of a list."""
    for name in path:
        if name == ELEMENT:
            call = call[0] if isinstance(call, list | tuple) and call else None
        else:
            call = call.get(name) if isinstance(call, Mapping) else None
    return call


def by_considerations(demo: Demo) -> Says:
    """Rules that say that nothing arrives, and those that name fields which do or do not."""
    for item in demo.facts.considerations:
        if item.id in NOTHING_ARRIVES:
            yield from ((About(item.target_id, id(rule)), False) for rule in demo.rules)
        if item.id in NAMES_FIELDS:
            call, arrives = NAMES_FIELDS[item.id]
            named = names(BEGINNING.sub("", item.evidence))
            for rule, field in ((r, f) for r in demo.rules for f in demo.fields(r)):
                told = {field.dotted} if call == "identify" else {f"{rule.title}: {field.dotted}"}
                if rule.call == call and told & {one.split(" (")[0].strip() for one in named}:
                    sure = "Not known" not in item.doubt
                    yield About(item.target_id, id(rule), field.dotted), arrives if sure else None


def by_knowledge(demo: Demo) -> Says:
    """Considerations from the knowledge base that say what a destination leaves out."""
    said = {(item.id, item.target_id) for item in demo.facts.considerations}
    for pair in demo.case.pairs:
        for entry in entries_for_destination(pair.destination.catalog):
            if (entry.id, pair.destination.id) not in said:
                continue
            for limit, rule in ((one, r) for one in entry.limits for r in demo.rules):
                for mode in pair.modes_to_expect:
                    if not limit.concerns(pair.kind, rule.call, mode) or limit.unless_mapping:
                        continue
                    gone = None if limit.may_change else False
                    if CALL in limit.leaves_out:
                        yield About(pair.destination.id, id(rule)), gone
                    for field in demo.fields(rule):
                        if limit.drops(field.path, field.types):
                            yield About(pair.destination.id, id(rule), field.dotted), gone


PLACES: Mapping[str, Callable[[Demo], Says]] = {
    "traits table": by_traits_table,
    "coverage": by_coverage,
    "coverage table": by_coverage_table,
    "gaps": by_gaps,
    "explorer": by_explorer,
    "playground and route": by_playground,
    "considerations": by_considerations,
    "knowledge": by_knowledge,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo's guide."""
    return Demo(Guide(create_demo(tmp_path_factory.mktemp("answers") / "demo")))


@pytest.fixture(scope="module")
def sayings(demo: Demo) -> dict[About, dict[str, set[bool | None]]]:
    """Everything that is said, by what it is about and by the place that says it."""
    found: dict[About, dict[str, set[bool | None]]] = defaultdict(lambda: defaultdict(set))
    for place, says in PLACES.items():
        for about, arrives in says(demo):
            found[about][place].add(arrives)
    for place in ("coverage", "explorer"):  # they speak of every instance
        own = {about: said[place] for about, said in found.items() if place in said}
        each = {
            about: True in said or (None if None in said else False) for about, said in own.items()
        }
        for about, arrives in demo.by_kind(each):
            found[about][place].add(arrives)
    return found


def contradictions(
    demo: Demo, sayings: Mapping[About, Mapping[str, set[bool | None]]]
) -> Iterator[str]:
    """Where one place says yes and another no."""
    titles = {id(rule): f"{rule.call} {rule.title}" for rule in demo.rules}
    for about, places in sayings.items():
        yes = [place for place, said in places.items() if True in said]
        no = [place for place, said in places.items() if False in said]
        if yes and no:
            what = f"{demo.facts.names.get(about.target, about.target)}, {titles[about.rule]} {about.field}"
            yield f"{what}: yes by {', '.join(yes)}; no by {', '.join(no)}"


def test_no_two_places_contradict_each_other(
    demo: Demo, sayings: dict[About, dict[str, set[bool | None]]]
) -> None:
    """About no destination, call or field."""
    assert list(contradictions(demo, sayings)) == []


@pytest.mark.parametrize("place", PLACES)
def test_each_place_is_compared_with_another(
    sayings: dict[About, dict[str, set[bool | None]]], place: str
) -> None:
    """What a place says is said about something that another place speaks of as well."""
    shared = [said for said in sayings.values() if place in said and len(said) > 1]

    assert shared


def test_a_contradiction_is_reported(
    demo: Demo, sayings: dict[About, dict[str, set[bool | None]]]
) -> None:
    """Such as the traits table's old claim that Hotjar receives the street."""
    street = [one for one in sayings if one.field == "address.street"]
    [of_type] = [one for one in street if one.target == "Hotjar"]
    [about] = [one for one in street if demo.facts.names.get(one.target) == "Hotjar"]
    assert {place for one in (about, of_type) for place in sayings[one]} == {
        *("traits table", "coverage", "explorer", "playground and route", "knowledge")
    }

    [found] = contradictions(demo, {of_type: {**sayings[of_type], "traits table": {True}}})

    assert found == (
        "Hotjar, identify identify address.street: yes by traits table; no by coverage, explorer"
    )
