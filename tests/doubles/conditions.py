"""Engagements made from the conditions of knowledge entries: each condition met, or one broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from segkit.considerations.conditions.asked import Asked
from segkit.delivery.case import Case
from segkit.knowledge.conditions import NOTE, Condition
from segkit.knowledge.entries import Entry
from segkit.model.derived import Connection, Placement
from segkit.model.plan import CALLS, Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationMapping,
    Source,
    SourceCatalog,
    Workspace,
)

EVENT = "Order Completed"
EVENTS = (EVENT, "Product Added", "Product Removed", "Application Installed", "Application Opened")
TRIGGER = 'type = "track" or type = "identify" or type = "page" or type = "group"'
_CONTAINERS = {"traits": "identify", "properties": "track"}

Planned = dict[tuple[str, str | None], dict[tuple[str, ...], dict[str, Any]]]
"""Fields with their attributes, by call and name of the planned call."""


@dataclass
class World:
    """An engagement while it is made.

    Attributes:
        kind: Of the source that is asked about.
        mapped: Fields of mappings, by action.
        off: Actions whose mapping is switched off.
        others: Destinations besides, each with slug, kind of source, settings and rules.
        planned: Fields with their attributes, by call and name of the planned call.
    """

    kind: str = "web"
    region: str = "us"
    settings: dict[str, object] = field(default_factory=dict)
    mapped: dict[str, dict[str, Any]] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    others: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    twins: int = 0
    planned: Planned = field(default_factory=lambda: {("track", EVENT): {}})

    def plan(self, call: str, path: tuple[str, ...] | None = None, key: str | None = None,
             **said: object) -> None:  # fmt: skip
        """The plan has the call, and the field with all that is around it."""
        fields = self.planned.setdefault((call, key), {})
        for end in range(2, len(path or ()) + 1):
            if path is not None and path[end - 1] != "[]":
                fields[path[:end]] = {"required": True}
        if path is not None:
            fields[path] = {"required": True, **said}

    def forget(self, path: tuple[str, ...]) -> None:
        """The plan does not have the field, in whatever call."""
        for fields in self.planned.values():
            fields.pop(path, None)


def world(entry: Entry, broken: Condition | None = None, *, emptied: bool = False) -> World:
    """One in which every condition of the entry is met, but for the broken one."""
    made = World(kind=_kind(entry, broken))
    conditions = [one for one in entry.conditions if not one.sources or made.kind in one.sources]
    for one in conditions:
        if one != broken:
            _BUILD[one.kind](made, one, True)
    if broken is not None:
        if emptied:
            _fields_empty(made, broken)
        else:
            _BUILD[broken.kind](made, broken, False)
    return made


def together(entries: Iterable[Entry], kind: str) -> World:
    """One destination on a source of this kind that meets what every one of the entries asks."""
    made = World(kind=kind)
    for entry in entries:
        if entry.concerns(kind, frozenset(CALLS)):
            for one in entry.conditions:
                if one.otherwise != NOTE and (not one.sources or kind in one.sources):
                    _BUILD[one.kind](made, one, True)
    made.kind = kind
    return made


def _kind(entry: Entry, broken: Condition | None) -> str:
    kinds = [one.given["source"] for one in entry.conditions if one.kind == "source"]
    if kinds:
        return str(kinds[0][0])  # type: ignore[index]
    if broken is not None and broken.sources:
        return broken.sources[0]
    if all(one.sources for one in entry.conditions):
        return entry.conditions[0].sources[0]
    sure = any(one.given.get("sure") for one in entry.conditions)
    for kind in ("server",) if sure else ("web", "mobile", "server"):
        if "any" in entry.sources or kind in entry.sources:
            return kind
    return entry.sources[0]


def case_of(made: World, **catalog: str) -> Case:
    """The engagement, whose first destination is the one that is asked about."""
    return cases_of([(made, catalog)])


def cases_of(worlds: Iterable[tuple[World, dict[str, str]]]) -> Case:
    """One engagement of all these worlds, each with sources of its own, all of them in production."""
    every = list(worlds)
    sources: list[Source] = []
    destinations: list[Destination] = []
    for number, (made, catalog) in enumerate(every):
        own = _source(f"{made.kind}:{number}")
        sources.append(own)
        destinations += [
            _destination(made, own, f"d{number}-{twin}", catalog) for twin in range(made.twins + 1)
        ]
        for at, (slug, kind, settings) in enumerate(made.others):
            other = own if kind == "same" else _source(f"{kind}:{number}-{at}")
            sources += [other] if other is not own else []
            destinations.append(_other(f"o{number}-{at}", other, slug, settings))
    kinds = {source.id: source.id.split(":")[0] for source in sources}
    return Case(
        workspace=Workspace(sources=tuple(sources), destinations=tuple(destinations)),
        plan=_plan([made for made, _ in every]),
        connections=tuple(
            Connection(one.source_id, one.id, _possible(one, kinds), _possible(one, kinds)[0], "")
            for one in destinations
        ),
        kinds=kinds,
        placements=tuple(Placement(s.id, s.name, "prod", "label") for s in sources),
        region=every[0][0].region,
    )


def _plan(worlds: list[World]) -> TrackingPlan:
    """One plan for all of them: with several, every call carries what any of its type does."""
    planned: Planned = {}
    for made in worlds:
        for key, fields in made.planned.items():
            there = planned.setdefault(key, {})
            for path, said in fields.items():
                there.setdefault(path, {}).update(said)
    for (call, _), fields in planned.items() if len(worlds) > 1 else ():
        for (other, _), more in list(planned.items()):
            if other == call:
                fields |= {path: said for path, said in more.items() if path not in fields}
    rules = (
        Rule(call, name, fields=tuple(_field(path, said) for path, said in fields.items()))
        for (call, name), fields in planned.items()
    )
    return TrackingPlan(name="Quillmoor plan", rules=tuple(rules))


def _possible(destination: Destination, kinds: dict[str, str]) -> tuple[str, ...]:
    platforms = {action.platform for action in destination.catalog.actions}
    return (
        ("device",)
        if platforms == {"WEB"} and kinds[destination.source_id] == "web"
        else ("cloud",)
    )


def asked_of(case: Case, *, about_source: bool = False) -> Asked:
    """About what the entry is asked."""
    source = case.workspace.sources[0]
    return Asked(case, source.id) if about_source else Asked(case, source.id, case.pairs[0])


def _source(source_id: str) -> Source:
    kind = source_id.split(":", maxsplit=1)[0]
    return Source(source_id, source_id, f"Quillmoor {source_id}", SourceCatalog("c", kind, kind))


def _destination(made: World, source: Source, there: str, catalog: dict[str, str]) -> Destination:
    actions = tuple(Action(slug, slug, slug, platform="CLOUD") for slug in made.mapped)
    mappings = tuple(
        DestinationMapping(slug, slug, slug, slug, there, slug not in made.off, TRIGGER, settings)
        for slug, settings in made.mapped.items()
    )
    entry = DestinationCatalog(
        catalog.get("id", "cat"),
        catalog.get("name", "Beacon"),
        catalog.get("slug", "beacon"),
        components=() if actions else ("SERVER",),
        methods=frozenset(CALLS),
        actions=actions,
    )
    return Destination(
        there, f"Beacon {there}", source.id, entry, settings=made.settings,
        mappings=mappings if actions else None,
    )  # fmt: skip


def _other(there: str, source: Source, slug: str, settings: dict[str, object]) -> Destination:
    entry = DestinationCatalog(
        f"of-{slug}", slug, slug, components=("SERVER",), methods=frozenset(CALLS)
    )
    return Destination(there, f"Lantern {there}", source.id, entry, settings=settings)


def _field(path: tuple[str, ...], said: dict[str, Any]) -> Field:
    return Field(path, **{"types": ("string",), **said})


def _actions(made: World, patterns: Iterable[str]) -> list[str]:
    slugs = [pattern.replace("*", "") or "send" for pattern in patterns] or ["send"]
    for slug in slugs:
        made.mapped.setdefault(slug, {})
    return slugs


def _put(made: World, condition: Condition, names: Iterable[str], value: object) -> None:
    for slug in _actions(made, condition.listed("of")):
        for name in names:
            *around, last = name.split(".")
            at = made.mapped[slug]
            for key in around:
                at = at.setdefault(key, {})
            at.pop(last, None) if value is None else at.update({last: value})


def _fields_empty(made: World, condition: Condition) -> None:
    _put(made, condition, condition.listed("fields"), None)


def _fields(made: World, condition: Condition, met: bool) -> None:
    names, given = condition.listed("fields"), condition.given
    some = names if given.get("enough") == "all" else names[:1]
    if "reads" in given:
        first, *rest = (str(text) for text in condition.listed("reads"))
        exact: object = {"@path": first}
        if rest:
            exact = {"@if": {"exists": exact, "then": exact, "else": {"@path": rest[0]}}}
        reads = met is not condition.lacks
        _put(made, condition, some, exact if reads else {"@path": "$.properties.lantern"})
    elif "is" in given:
        wanted = given["is"][0] if isinstance(given["is"], list) else given["is"]
        _put(made, condition, some, wanted if met else "something else")
    elif given.get("sure"):
        _put(made, condition, some, {"@path": "$.userId"})
        if met:
            made.plan("common", ("userId",))
    else:
        filled = met is not condition.lacks
        _put(made, condition, some if filled else names, {"@path": "$.event"} if filled else None)


def _mapping(made: World, condition: Condition, met: bool) -> None:
    for slug in _actions(made, condition.listed("mapping")):
        made.mapped[slug].setdefault("other", {"@path": "$.event"})
        if not met:
            made.off.add(slug)


def _setting(made: World, condition: Condition, met: bool) -> None:
    names, given = condition.listed("setting"), condition.given
    if given.get("covers") == "events":
        made.settings |= {name: dict.fromkeys(EVENTS if met else ["Other"], "x") for name in names}
        return
    good: object = given.get("is", ["x"])
    bad: object = (not good) if isinstance(good, bool) else ""
    some = names[:1] if given.get("enough") in {"one", "any"} else names
    made.settings |= dict.fromkeys(names, bad)
    if met:
        made.settings |= dict.fromkeys(some, good)


def _source_kind(made: World, condition: Condition, met: bool) -> None:
    kinds = condition.listed("source")
    made.kind = kinds[0] if met else next(k for k in ("web", "server", "mobile") if k not in kinds)


def _region(made: World, _condition: Condition, met: bool) -> None:
    made.region = "us" if met else "eu"


def _also(made: World, condition: Condition, met: bool) -> None:
    own, *rest = condition.listed("same") or ("",)
    if own:
        made.settings[own] = "1"
    if met is condition.lacks:
        return
    kind = (condition.listed("on") or (made.kind,))[0]
    settings: dict[str, object] = {(rest or [own])[0]: "1"} if own else {}
    made.others.append((condition.listed("also")[0], kind, settings))


def _instances(made: World, condition: Condition, met: bool) -> None:
    most = condition.given["instances"]
    assert isinstance(most, int)
    made.twins = 0 if met else most


def _plans(made: World, condition: Condition, met: bool) -> None:
    texts = condition.listed("plans")
    if texts[0] in CALLS:
        made.planned.pop((texts[0], None), None)
        if met:
            made.plan(texts[0])
        return
    for number, text in enumerate(texts):
        path = tuple(text.replace("[]", ".[]").split("."))
        calls = condition.listed("call") or (_CONTAINERS.get(path[0], "track"),)
        events = condition.listed("events") or (EVENT,)
        for call in calls:
            for key in events if call == "track" else (None,):
                made.plan(call, key=key)
                for one in condition.listed("beside"):
                    made.plan(call, tuple(one.split(".")), key)
                if met and not number:
                    made.plan(call, path, key, **_long(condition, good=True))
        if not met and {"least", "most"} & set(condition.given):
            made.plan("track", path, EVENT, **_long(condition, good=False))
        elif not met:
            made.forget(path)


def _long(condition: Condition, *, good: bool) -> dict[str, str]:
    least, most = condition.given.get("least"), condition.given.get("most")
    if isinstance(least, int):
        return {"example": "x" * (least if good else least - 1)}
    return {"example": "x" * (most if good else most + 1)} if isinstance(most, int) else {}


def _plain(made: World, condition: Condition, met: bool) -> None:
    [container] = condition.listed("plain")
    call = _CONTAINERS[container]
    types = ("string",) if met else ("object",)
    made.plan(call, (container, "lantern"), EVENT if call == "track" else None, types=types)


def _names(made: World, condition: Condition, met: bool) -> None:
    [what] = condition.listed("names")
    most = condition.given.get("at_most")
    odd = "x" if condition.given.get("fit") == ".{2,40}" else "Odd Name " * 6
    if what == "events":
        made.plan("track", key=EVENT if met else odd)
        return
    count = most + 1 if isinstance(most, int) and not met else 1
    for number in range(count):
        name = f"trait_{number}" if met or isinstance(most, int) else odd
        made.plan("identify", (what, name))


_BUILD = {
    "source": _source_kind,
    "region": _region,
    "setting": _setting,
    "mapping": _mapping,
    "fields": _fields,
    "also": _also,
    "instances": _instances,
    "plans": _plans,
    "plain": _plain,
    "names": _names,
}
