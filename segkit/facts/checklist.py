"""What every application has to do before it is live, and which planned calls were tried from it.

Each item has a key that never changes (`quillmoor-web/live`, `quillmoor-web/order-completed`).
What is done is kept in the notes: the room's forms and `segkit tick` put it there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.covered import CallCoverage
from segkit.delivery.unknowns import NOT_KNOWN
from segkit.derive.platforms import platforms_of
from segkit.engagement.notes import TICKS
from segkit.facts.identity import LANES, TESTS
from segkit.facts.known import Facts
from segkit.model.plan import CALLS, Rule
from segkit.model.workspace import Source

STEPS = ("keys", "library", "identify", "calls", "consent", "live")
"""What every application has to do, in order; its planned calls are tried before the last."""


@dataclass(frozen=True, slots=True)
class Application:
    """One product of the customer that sends calls.

    Attributes:
        name: The product's.
        environments: Each source's environment and name.
        source: That of production, or the first.
        library: Name of its library; empty when there is none.
        platforms: What it runs on.
        rules: The planned calls that it may send.
    """

    name: str
    environments: tuple[tuple[str, str], ...]
    source: Source
    library: str
    platforms: frozenset[str]
    rules: tuple[Rule, ...]

    def key(self, what: str) -> str:
        """That of one of its steps or planned calls."""
        return f"{_slug(self.name)}/{_slug(what)}"


class Checklist:
    """The applications of an engagement with what of their work is done."""

    def __init__(self, facts: Facts) -> None:
        """Nothing is worked out before it is asked for."""
        self._facts = facts
        self._done = facts.notes.of(TICKS)

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """Every product that the customer's code feeds, in the workspace's order."""
        of: dict[str, list[tuple[str, Source]]] = {}
        for place in self._facts.placements:
            source = self._facts.sources[place.source_id]
            if self._is_current(source):
                of.setdefault(place.product, []).append((place.environment, source))
        return tuple(self._application(name, some) for name, some in of.items())

    def is_done(self, application: Application, what: str) -> bool:
        """Somebody ticked it."""
        return application.key(what) in self._done

    def tried(self, application: Application) -> int:
        """How many of its planned calls were tried."""
        return sum(self.is_done(application, one.title) for one in application.rules)

    def seen(self, application: Application, rule: Rule) -> str:
        """The state of one of its planned calls by the evidence; empty where none was kept.

        One of `segkit.facts.seen`'s, as far as the application's own sources sent it.
        """
        found = self._facts.seen
        sighting = found.of(rule) if found else None
        if found is None or sighting is None:
            return ""
        sources = self._facts.sources
        places = self._facts.placements
        mine = {sources[p.source_id].slug for p in places if p.product == application.name}
        return found.state_from(sighting, mine)

    @property
    def keys(self) -> tuple[str, ...]:
        """Of every item."""
        return tuple(
            one.key(what)
            for one in self.applications
            for what in (*STEPS, *(rule.title for rule in one.rules))
        )

    def receivers(self, application: Application, rule: Rule) -> tuple[str, ...]:
        """Names of the tools of production that receive one of its calls from it."""
        call = self._coverage.get(id(rule))
        if call is None:
            return ()
        mine = {
            place.source_id
            for place in self._facts.placements
            if place.product == application.name and place.environment not in TESTS
        }
        there = (self._facts.destinations[r.destination_id] for r in call.receipts
                 if r.certainty != NOT_KNOWN)  # fmt: skip
        tools = [d.catalog.name or d.name for d in there if d.source_id in mine]
        stored = [
            self._facts.names.get(id_, id_)
            for id_ in call.warehouses
            if mine & {*(feeding(self._facts, id_) or mine)}
        ]
        return tuple(dict.fromkeys((*tools, *stored)))

    @cached_property
    def _coverage(self) -> Mapping[int, CallCoverage]:
        return {id(one.rule): one for one in self._facts.call_coverage}

    def _is_current(self, source: Source) -> bool:
        library = self._facts.libraries.get(source.id)
        return (
            source.enabled
            and self._facts.kinds[source.id] in LANES
            and not (library and library.support_ended)
        )

    def _application(self, name: str, some: Sequence[tuple[str, Source]]) -> Application:
        source = next((one for env, one in some if env not in TESTS), some[0][1])
        library = self._facts.libraries.get(source.id)
        kind = self._facts.kinds[source.id]
        return Application(
            name,
            tuple((env, one.name) for env, one in some),
            source,
            library.name if library else "",
            platforms_of(kind, library.language if library else ""),
            self._rules(source),
        )

    def _rules(self, source: Source) -> tuple[Rule, ...]:
        case = self._facts.case
        if case is None or case.plan is None or not case.plan_covers(source.id):
            return ()
        calls = case.calls(source.id)
        rules = (rule for call in CALLS if call in calls for rule in case.current.get(call, ()))
        newest: dict[tuple[str, str], Rule] = {}
        for rule in rules:
            if case.may_send(source.id, rule):
                newest[rule.call, rule.title] = rule
        return tuple(newest.values())


def _slug(text: str) -> str:
    """Small letters and hyphens, in every script."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or "x"


def feeding(facts: Facts, id_: str) -> tuple[str, ...]:
    """Ids of the sources whose calls it receives; none where that is not known."""
    found = facts.destinations.get(id_)
    if found is not None:
        return (found.source_id,)
    warehouses = facts.workspace.warehouses if facts.workspace else ()
    return next((one.source_ids or () for one in warehouses if one.id == id_), ())
