"""A destination on its source, asked how it receives planned calls.

Told by the steps that a call at hand goes through as well, as far as type and name of the
planned call decide them. Protocols' blocking is not among them: a planned call keeps to the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from segkit.delivery.pair import Pair
from segkit.delivery.planned import Planned
from segkit.delivery.premises import Premises
from segkit.delivery.receipts import (
    MAPPINGS,
    WHOLE,
    Arrival,
    Part,
    Receipt,
    Receiving,
    receipt_of,
)
from segkit.delivery.steps.consent import foresee_consent
from segkit.delivery.steps.filters import foresee_filters
from segkit.delivery.steps.limits import foresee_limits, leaves_out, limits_for
from segkit.delivery.steps.transformations import (
    DESTINATION,
    SOURCE,
    foresee_transformations,
    transformations_for,
)
from segkit.delivery.unknowns import Unknown, Unknowns, all_of, any_of
from segkit.delivery.ways import (
    REACHABLE,
    action_of,
    are_together,
    mappings_on,
    settings_of,
    unsure_action,
    unsure_insert,
    unsure_sdk,
    ways,
)
from segkit.knowledge.limits import CALL, Limit
from segkit.mappings.directives import Path as Keys
from segkit.mappings.directives import mapping_reads
from segkit.model.plan import CONTAINERS
from segkit.routing.calls import accepts


class Receiver:
    """A destination on its source, asked how it receives planned calls."""

    def __init__(self, case: Premises, pair: Pair) -> None:
        self._case = case
        self._pair = pair
        closed = pair.connection.delivers is False or not pair.connection.possible
        self._ways = () if closed else ways(pair)
        self._together = are_together(pair, len(self._ways))
        self._static = {way: self._always(way) for way in self._ways}
        self._parts = {way: self._parts_on(way) for way in self._ways}
        workspace, catalog = case.workspace, pair.destination.catalog
        self._of_source, self._of_destination = (
            transformations_for(workspace, pair.source, step, catalog)
            for step in (SOURCE, DESTINATION)
        )
        self._refused = {what: workspace.refused(what) for what in ("transformation", "filter")}
        self._limits: dict[tuple[str, str], list[Limit]] = {}
        assumed = catalog.is_actions and pair.destination.mappings is None
        self._blank = Receipt(pair.destination.id, "as part of the whole call", assumed=assumed)

    def receives(self, call: str, name: str | None) -> Receiving | None:
        """How it receives such calls; None when it does not, or sends nothing at all."""
        arrivals = tuple(self._arrival(way, call, name) for way in self._ways)
        there = [one for one in arrivals if one is not None]
        if not there:
            return None
        container = (CONTAINERS.get(call, ""),)
        whole = [_taking(one, container) for one in arrivals]
        takes_all = None not in whole and all(one.keeps_all for one in there)
        found = whole if takes_all else [_taking(one) for one in arrivals]
        receipt = receipt_of(self._blank, found, together=self._together) or self._blank
        plan = self._case.planned_fields(call)
        return Receiving(receipt, arrivals, self._together, takes_all, plan)

    def stopped_by(self, call: str, name: str | None) -> str:
        """What keeps such a call from it: an obstacle of the connection, or one of `STEPS`.

        Only of a call that `receives` and `open` say nothing of.
        """
        if obstacle := self._pair.connection.obstacle:
            return obstacle
        found = [self._on_the_way(way, call, name)[0].stopped_by for way in self._ways]
        if found and all(found):
            return found[0]
        return "mappings" if self._pair.destination.catalog.is_actions else "call"

    def open(self, call: str, name: str | None) -> Unknowns:
        """Why it is not known that it lacks such a call, or any part of it, that nothing gives it.

        Empty when that is sure.
        """
        if self._pair.connection.obstacle == "unsure":
            return (Unknown(REACHABLE),)
        on_their_way = [self._on_the_way(way, call, name)[0] for way in self._ways]
        arriving = [one for one in on_their_way if not one.stopped_by]
        remade = (what for one in arriving for what in one.remade)
        return tuple(dict.fromkeys((*self._may_lack(call), *remade))) if arriving else ()

    def may_be_open(self, call: str) -> bool:
        """Of calls of this type, whatever their name, something like that may not be known."""
        obstacle = self._pair.connection.obstacle
        if obstacle not in {"", "unread"}:
            return obstacle == "unsure"
        return bool(self._may_lack(call)) or self._is_remade(call)

    def _is_remade(self, call: str) -> bool:
        return any(self._on_the_way(way, call, None)[0].remade for way in self._ways)

    def may_hold(self, call: str, path: Keys, types: tuple[str, ...]) -> bool:
        """Nothing that is known of it leaves this field out of all such calls."""
        if self._is_remade(call) or not self._ways:
            return True
        limits = (limits_for(self._pair, call, way) for way in self._ways)
        return any(
            leaves_out([one for one in some if CALL not in one.leaves_out], path, types) is not None
            for some in limits
        )

    def _may_lack(self, call: str) -> Unknowns:
        """What is not known of the destination itself: its mappings, or what a flag denies."""
        if self._blank.assumed:
            return (Unknown(MAPPINGS),)
        found = accepts(self._pair.destination, call)
        is_flag = not self._pair.destination.catalog.is_actions and found.taken is False
        return (Unknown(found.missing),) * is_flag

    def _arrival(self, way: str, call: str, name: str | None) -> Arrival | None:
        planned, limits = self._on_the_way(way, call, name)
        parts = () if planned.stopped_by else tuple(self._triggered(way, planned))
        if not parts:
            return None
        return Arrival(parts, tuple(planned.changes), tuple(limits), tuple(planned.depends))

    def _on_the_way(self, way: str, call: str, name: str | None) -> tuple[Planned, list[Limit]]:
        """The planned call after every step, and what the destination leaves out of it."""
        planned = Planned(call, name, CONTAINERS.get(call, ""), way)
        planned.depends_on(*self._static[way])
        carried = self._case.carries_consent
        foresee_consent(planned, self._pair, self._case.consents, carried=carried)
        refused = self._refused["transformation"]
        foresee_transformations(planned, SOURCE, self._of_source, refused=refused)
        foresee_filters(planned, self._pair.destination, refused=self._refused["filter"])
        if insert := unsure_insert(self._pair, way, self._case.workspace):
            planned.depends_on(Unknown(insert, remakes=True))
        foresee_transformations(planned, DESTINATION, self._of_destination, refused=refused)
        if (way, call) not in self._limits:
            self._limits[way, call] = limits_for(self._pair, call, way)
        return planned, foresee_limits(planned, self._limits[way, call])

    def _triggered(self, way: str, planned: Planned) -> Iterator[Part]:
        """What takes the call: the mappings that it triggers, or the destination as a whole."""
        if not self._pair.destination.catalog.is_actions:
            found = accepts(self._pair.destination, planned.call)
            if found.taken is not False:
                missing = found.missing or f"whether it takes {planned.call} calls"
                sure = found.taken and found.certain
                yield Part("", (WHOLE,), () if sure else (Unknown(missing),))
        elif self._blank.assumed and not self._pair.destination.catalog.presets:
            yield Part("", (WHOLE,))
        plan = self._case.planned_fields(planned.call)
        for part in (one.under(plan) for one in self._parts[way]):
            taken = planned.takes(part.mapping.trigger) if part.mapping else False
            if taken:
                yield part
            elif taken is None:
                fires = Unknown(f"whether the call triggers {part.name!r}", of_call=True)
                yield replace(part, depends=(*part.depends, fires))

    def _parts_on(self, way: str) -> list[Part]:
        found = []
        for one in mappings_on(self._pair, way):
            action = action_of(self._pair.destination, one.action_id)
            settings, _ = settings_of(one, action)
            platform = action.platform if action else ""
            read = tuple(mapping_reads(settings, platform).values())
            depends: list[Unknown] = []
            if not settings and (action is None or not action.fields):
                read = (WHOLE,)  # nothing is known of it, so it may read anything
                depends = [Unknown(f"what the mapping {one.name!r} reads")]
            found.append(Part(one.name, read, tuple(depends), one))
        return found

    def _always(self, way: str) -> list[Unknown]:
        """What it depends on whatever the call."""
        pair, found = self._pair, []
        if not self._case.is_sure_to_send(pair.source.id):
            found.append("what kind of source it is")
        if way == "device":
            found += filter(None, [unsure_action(pair), unsure_sdk(pair)])
        return [Unknown(words) for words in found]


def _taking(
    arrival: Arrival | None, container: Keys | None = None
) -> tuple[tuple[str, ...], Unknowns] | None:
    """The parts that take something of the call, or all of its container; None when none does."""
    every = arrival.parts if arrival else ()
    parts = [
        part
        for part in every
        if container is None or any(one.takes_all_of(container) for one in part.reads)
    ]
    if arrival is None or not parts:
        return None
    depends = all_of([arrival.depends, any_of([part.depends for part in parts])])
    return tuple(dict.fromkeys(part.name for part in parts)), depends
