"""The work of each application: a row for each, and a row for each planned call to be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from segkit.derive.platforms import PLATFORMS
from segkit.facts.checklist import Application, Checklist
from segkit.facts.known import Facts
from segkit.facts.seen import BROKEN, VALID
from segkit.model.plan import Rule
from segkit.render.html import plural
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import div
from segkit.render.view import View
from segkit.rows.edition import TITLES, Edition
from segkit.rows.plan.seen import WORDS
from segkit.rows.row import NOTES, PLAN, SEEN, WORKSPACE, Showing, row

_BOXES = {True: "☑", False: "☐"}
_ENVIRONMENTS = {"prod": "production", "dev": "development", "": "no environment"}
_NONE = "No source of this guide sends planned calls."


@dataclass(frozen=True, slots=True)
class _Tried:
    """One planned call to be tried from one application.

    Attributes:
        look_in: The tools that have to show it.
        seen: What the evidence says of it, in words; empty without evidence.
    """

    rule: Rule
    application: str
    done: bool
    look_in: tuple[str, ...]
    seen: str = ""


_DATA = (
    Column[_Tried]("name", "Planned call", lambda one: one.rule.title),
    Column[_Tried]("call", "Call", lambda one: one.rule.call),
    Column[_Tried]("from", "Send from", lambda one: one.application),
    Column[_Tried]("done", "Tried", lambda one: one.done),
    Column[_Tried]("look_in", "Then look in", lambda one: one.look_in, width="xl"),
    Column[_Tried]("seen", "Seen", lambda one: one.seen),
)
"""One row for each planned call of each application."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Planned calls that the same applications send and the same tools receive.

    Attributes:
        calls: Each with the applications that it was tried from.
    """

    calls: tuple[tuple[str, tuple[str, ...]], ...]
    senders: tuple[str, ...]
    look_in: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """Each call behind its box; tried from some of its applications, these are named."""
        return tuple(
            f"{_BOXES[set(done) == set(self.senders)]} {name}"
            + (f" (only from {', '.join(done)})" if done and set(done) < set(self.senders) else "")
            for name, done in self.calls
        )


_TESTS = (
    Column[_Alike]("calls", "Planned calls", lambda one: one.shown, width="xl"),
    Column[_Alike]("from", "Send from", lambda one: one.senders, width="s"),
    Column[_Alike]("look_in", "Then look in", lambda one: one.look_in),
)


@row(
    "testing",
    title="Test plan",
    place=17.92,
    what="Your test plan",
    needs=("plan", "workspace"),
    origins=(PLAN, WORKSPACE, NOTES, SEEN),
    readers=("developer",),
)
def _testing(showing: Showing) -> View:
    """Each planned call: where it is sent from, and which tools have to show it."""
    found = Checklist(showing.facts)
    tried = [
        _Tried(
            rule,
            one.name,
            found.is_done(one, rule.title),
            found.receivers(one, rule) or ("the source's Debugger",),
            WORDS[state][1] if (state := found.seen(one, rule)) else "",
        )
        for one in _mine(showing.facts, showing.edition, found)
        for rule in one.rules
    ]
    if not tried:
        return nothing(_NONE)
    table = Table(_TESTS, list(_alike(tried)), label="Test plan", plain=True)
    return View(div(table, cls="sk sk-stack"), data=Table(_DATA, tried))


def _alike(tried: Iterable[_Tried]) -> Iterator[_Alike]:
    """The calls, those with the same senders and receivers together."""
    of: dict[int, list[_Tried]] = {}
    for one in tried:
        of.setdefault(id(one.rule), []).append(one)
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[str, tuple[str, ...]]]] = {}
    for some in of.values():
        tools = tuple(dict.fromkeys(tool for one in some for tool in one.look_in))
        key = tuple(one.application for one in some), tools
        done = tuple(one.application for one in some if one.done)
        groups.setdefault(key, []).append((some[0].rule.title, done))
    for (senders, look_in), calls in groups.items():
        yield _Alike(tuple(calls), senders, look_in)


@row(
    "rollout",
    title="Go-live checklist",
    place=17.94,
    what="Your go-live checklist",
    needs=("workspace",),
    origins=(PLAN, WORKSPACE, NOTES, SEEN),
    readers=("developer",),
)
def _rollout(showing: Showing) -> View:
    """Each application with its steps until it is live; what is done is ticked."""
    facts, found = showing.facts, Checklist(showing.facts)
    mine = _mine(facts, showing.edition, found)
    if not mine:
        return nothing("No source of this guide runs code of the customer's own.")
    columns = tuple(_column(facts, found, *one) for one in _STEPS)
    first = Column[Application]("application", "Application", lambda one: one.name)
    platform = Column[Application]("platform", "Platform", _platforms, filter=True, width="xs")
    table = Table((first, platform, *columns), mine, label="Go-live checklist", plain=True)
    return View(div(table, cls="sk sk-stack"), data=table)


def _mine(facts: Facts, edition: Edition, found: Checklist) -> list[Application]:
    return [one for one in found.applications if edition.has_source(facts, one.source)]


def _platforms(one: Application) -> tuple[str, ...]:
    return tuple(TITLES[name] for name in PLATFORMS if name in one.platforms)


def _column(facts: Facts, found: Checklist, key: str, title: str) -> Column[Application]:
    def said(one: Application) -> str:
        if key == "tried":
            return f"{found.tried(one)} of {len(one.rules)}{_seen(facts, found, one)}"
        words = _WORDS[key](facts, one)
        return f"{_BOXES[found.is_done(one, key)]} {words}".strip() if words else ""

    return Column(key, title, said, width="s")


def _seen(facts: Facts, found: Checklist, one: Application) -> str:
    """How many of an application's calls were seen, where evidence is kept."""
    if facts.seen is None:
        return ""
    states = [found.seen(one, rule) for rule in one.rules]
    broken = f", {states.count(BROKEN)} broken" if BROKEN in states else ""
    return f"; {states.count(VALID)} seen and valid{broken}"


_STEPS = (
    ("keys", "1 Write keys"),
    ("library", "2 Library"),
    ("identify", "3 Identify"),
    ("calls", "4 Calls"),
    ("consent", "5 Consent"),
    ("tried", "6 Calls tried"),
    ("live", "7 Live"),
)


def _keys(_facts: Facts, one: Application) -> str:
    return ", ".join(dict.fromkeys(_ENVIRONMENTS.get(env, env) for env, _ in one.environments))


def _calls(_facts: Facts, one: Application) -> str:
    events = _count(one.rules, "track")
    pages, screens = _count(one.rules, "page"), _count(one.rules, "screen")
    said = [
        plural(n, what)
        for n, what in ((events, "event"), (pages, "page"), (screens, "screen"))
        if n
    ]
    return ", ".join(said)


def _count(rules: Iterable[Rule], call: str) -> int:
    return sum(rule.call == call for rule in rules)


def _identify(_facts: Facts, one: Application) -> str:
    needed = [f.dotted for r in one.rules if r.call == "identify" for f in r.fields
              if f.required and len(f.path) == 2 and f.path[0] == "traits"]  # fmt: skip
    is_sent = any(rule.call == "identify" for rule in one.rules)
    return ", ".join(["userId", *needed]) if is_sent else ""


def _consent(facts: Facts, one: Application) -> str:
    consents = facts.case.consents if facts.case else None
    if consents is None:
        return "categories are not entered yet"
    if not consents.categories:
        return ""
    return "pass preferences on" if one.platforms == {"server"} else "consent tool before load"


_WORDS: Mapping[str, Callable[[Facts, Application], str]] = {
    "keys": _keys,
    "library": lambda _facts, one: one.library,
    "identify": _identify,
    "calls": _calls,
    "consent": _consent,
    "live": lambda _facts, one: one.source.name,
}
