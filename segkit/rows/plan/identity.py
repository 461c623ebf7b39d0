"""Identity: one person's ids from call to call, and how each tool knows the person (S10, S12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from segkit.facts.identity import Step, Story, applications
from segkit.facts.known import Facts
from segkit.model.workspace import Destination
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    Drawing,
    Node,
    div,
    element,
    html_of,
    joined,
    li,
    ol,
    own,
    p,
    span,
    strong,
    together,
)
from segkit.render.view import View
from segkit.rows.edition import Edition
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_LANES = {"web": "Website", "mobile": "App", "server": "Server"}
_ID = re.compile(r"(?:\$\.|\{\{\s*)(userId|anonymousId)\b")
_PERSON, _BEFORE = "userId", "anonymousId"
_WHOLE = "the whole call, with both ids"

_STEPS = (
    Column[Step]("scene", "Scene", lambda one: one.scene),
    Column[Step]("lane", "From", lambda one: _LANES[one.lane]),
    Column[Step]("call", "Call", lambda one: one.call),
    Column[Step]("name", "Name", lambda one: one.name),
    Column[Step]("ids", "Ids", lambda one: one.ids),
    Column[Step]("why", "Why", lambda one: one.why),
)


@dataclass(frozen=True, slots=True)
class Known:
    """How tools of one kind know a person.

    Attributes:
        names: The destinations.
        person: What holds the userId there.
        before: What holds the anonymousId.
    """

    names: tuple[str, ...]
    person: str
    before: str


_KNOWN = (
    Column[Known]("tool", "Tool", lambda one: one.names),
    Column[Known]("person", "Person", lambda one: one.person),
    Column[Known]("before", "Before sign-in", lambda one: one.before),
)


@row(
    "identity",
    title="Identity",
    place=12.5,
    what="Your identity sequence",
    needs=("plan",),
    origins=(PLAN, WORKSPACE),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Which call carries which id, step by step, and how each tool knows the person."""
    facts, edition = showing.facts, showing.edition
    story = Story(facts)
    lanes = [one for one in story.lanes if _is_in(edition, one)]
    steps = [one for one in story.steps if one.lane in lanes]
    if not steps:
        return nothing("No source of this guide has a call that carries an id.")
    columns = {lane: _names(facts, edition, lane) for lane in lanes}
    drawn = Drawing(html_of(_drawn(steps, columns)))
    known = list(known_by(facts, edition))
    tools = Table(_KNOWN, known, label="How each tool knows the person", plain=True)
    below = [p(strong("How each tool knows the person"), cls="sk-subhead"), tools] if known else []
    return View(
        div(_alias(facts), drawn, _in_words(steps), *below, cls="sk sk-stack"),
        data=Table(_STEPS, steps),
    )


def known_by(facts: Facts, edition: Edition) -> Iterator[Known]:
    """How each tool of production knows the person; those that do so alike as one."""
    if facts.case is None:
        return
    sources = {one.id for one in applications(facts) if edition.has_source(facts, one)}
    alike: dict[tuple[str, str, str], list[str]] = {}
    for pair in facts.case.pairs:
        if pair.source.id in sources and pair.connection.delivers is not False:
            held = _held(pair.destination)
            key = ("" if _WHOLE in held else pair.destination.catalog.name, *held)
            alike.setdefault(key, []).append(pair.destination.name)
    for (_, person, before), names in sorted(alike.items(), key=lambda one: one[1][0].casefold()):
        yield Known(tuple(names), person, before)
    stored = [one.name for one in edition.warehouses(facts) if one.enabled]
    if stored:
        yield Known(tuple(stored), "user_id", "anonymous_id")


def _held(destination: Destination) -> tuple[str, str]:
    """Which of its fields hold the two ids."""
    if not destination.catalog.is_actions:
        return _WHOLE, _WHOLE
    if destination.mappings is None:
        return "not known: its mappings could not be read", "not known"
    held: dict[str, dict[str, None]] = {_PERSON: {}, _BEFORE: {}}
    for mapping in destination.mappings:
        if mapping.enabled:
            for name, value in mapping.settings.items():
                for id_ in set(_ID.findall(repr(value))):
                    held[id_][name] = None
    person, before = (", ".join(held[one]) or "no field" for one in (_PERSON, _BEFORE))
    return person, before


def _is_in(edition: Edition, lane: str) -> bool:
    platform = "mobile" if edition.platform in {"ios", "android"} else edition.platform
    return not platform or platform == lane


def _names(facts: Facts, edition: Edition, lane: str) -> tuple[str, ...]:
    """The applications in a lane."""
    return tuple(
        one.name
        for one in applications(facts)
        if facts.kinds[one.id] == lane and edition.has_source(facts, one)
    )


def _alias(facts: Facts) -> Child:
    """Whether somebody has to tie two ids with alias."""
    scope = next((one for one in facts.call_scopes if one.call == "alias"), None)
    if scope is None:
        return together()
    said = "in scope" if scope.in_scope else "out of scope"
    return p(strong("alias"), f" is {said}. ", own(scope.reason), cls="sk-note")


def _drawn(steps: Sequence[Step], lanes: Mapping[str, tuple[str, ...]]) -> Node:
    """A row for each step, with its call in the lane of who sends it."""
    head = Node("tr", (Node("th", (span("Step", cls="sk-sr"),)), *(_lane(one, names) for one, names in lanes.items()),
                       Node("th", ("Segment receives",)), Node("th", ("Why",))))  # fmt: skip
    width, number, bodies = str(len(lanes) + 3), 0, []
    for scene, some in groupby(steps, key=lambda one: one.scene):
        rows = [Node("tr", (Node("th", (scene,), {"colspan": width}),))]
        for step in some:
            number += 1
            cells = (Node("td", (_call(step),) if step.lane == one else ()) for one in lanes)
            rows.append(Node("tr", (Node("td", (str(number),)), *cells, Node("td", (_ids(step),)),
                                    Node("td", (step.why,)))))  # fmt: skip
        bodies.append(Node("tbody", tuple(rows)))
    return element("table", Node("thead", (head,)), *bodies, cls="sk-seq sk-drawn")


def _lane(lane: str, names: Sequence[str]) -> Node:
    listed = (element("small", joined(", ", *map(own, names))),) if names else ()
    return Node("th", (_LANES[lane], *listed))


def _call(step: Step) -> Child:
    name = (element("small", own(step.name)),) if step.name else ()
    return element("b", step.call, *name, cls=f"sk-on-{step.call}")


def _ids(step: Step) -> Child:
    if not step.ids:
        return element("i", "A new id")
    return joined(" ", *(element("i", "userId" if one == "U" else one) for one in step.ids))


def _in_words(steps: Sequence[Step]) -> Node:
    """The same as numbered steps, which a phone shows in its place."""
    return ol(
        *(
            li(
                f"{step.scene}, {_LANES[step.lane].lower()}: ",
                strong(step.call),
                *((" ", own(step.name)) if step.name else ()),
                f" ({', '.join('userId' if one == 'U' else one for one in step.ids)})"
                if step.ids
                else "",
                f". {step.why}",
            )
            for step in steps
        ),
        cls="sk-seq-words",
    )
