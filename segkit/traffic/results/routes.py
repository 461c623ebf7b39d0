"""Where calls go: one call of each event and source, followed through the workspace.

Only that call is followed, so nothing here speaks of the others. Beside what is predicted stands
what the call itself says: libraries list in `_metadata` which destinations they load on the device
(`bundled`), leave to Segment's servers (`unbundled`), or could not start (`failedInitializations`).
That a destination is in none of these lists says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from msgspec.structs import replace

from segkit.delivery.outcome import DELIVERED, Outcome
from segkit.delivery.route import route
from segkit.delivery.steps.integrations import SEGMENT, names_of
from segkit.errors import InputFileError, UsageError
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace
from segkit.routing.categories import Entered
from segkit.traffic.captures.calls import Call
from segkit.traffic.counting.senders import UNKNOWN
from segkit.traffic.results.verified import Arrival, Followed, Seen

_LISTS = {"bundled": "device", "unbundled": "cloud", "failedInitializations": ""}
"""The lists of `_metadata`, and the connection mode that each of them tells."""

Samples = Mapping[tuple[str, str | None, str], Call]


@dataclass(frozen=True, slots=True)
class Following:
    """What calls are followed through.

    Attributes:
        modes: What the SA recorded, by destination id; so is `consent`.
    """

    workspace: Workspace
    plan: TrackingPlan
    modes: Mapping[str, str]
    consent: Entered | None

    def of(self, call: Call, slug: str) -> Followed:
        """The way of one call from a source."""
        try:
            found = route(
                call, slug, self.workspace,
                plan=self.plan, modes=self.modes, consent=self.consent,
            )  # fmt: skip
        except (InputFileError, UsageError) as error:
            return Followed(source=slug, why=error.problem)
        said, names = _said(call), self._names([one.id for one in found.outcomes])
        # a name that two destinations of the source share tells neither's mode
        shared = {name for name, count in Counter(chain(*names.values())).items() if count > 1}
        return Followed(
            source=slug,
            outcomes=[
                _arrival(one, {w for w, some in said.items() if some & names[one.id] - shared})
                for one in found.outcomes
            ],
            unmatched=sorted(set(chain(*said.values())) - {SEGMENT, *chain(*names.values())}),
        )

    def _names(self, ids: Sequence[str]) -> dict[str, set[str]]:
        """What calls name each destination by; nothing for warehouses."""
        of_all = {one.id: set(names_of(one.catalog)) for one in self.workspace.destinations}
        return {one: of_all.get(one, set()) for one in ids}


def with_routes(
    events: Sequence[Seen], samples: Samples, following: Following | None
) -> list[Seen]:
    """Each planned event with the way of one call from each of its sources."""
    if following is None:
        return list(events)
    return [
        replace(one, routes=list(_routes(one, samples, following))) if one.planned else one
        for one in events
    ]


def _routes(event: Seen, samples: Samples, following: Following) -> Iterator[Followed]:
    for slug in event.sources:
        call = samples.get((event.type, event.event, slug))
        if slug == UNKNOWN:
            yield Followed(source=slug, why="It is not known which source sent it.")
        elif call is None:
            yield Followed(source=slug, why="No call of it keeps the plan.")
        else:
            yield following.of(call, slug)


def _said(call: Call) -> dict[str, frozenset[str]]:
    """The names in each list of `_metadata`."""
    metadata = call.get("_metadata")
    lists = metadata if isinstance(metadata, Mapping) else {}
    return {what: frozenset(_texts(lists.get(what))) for what in _LISTS}


def _texts(value: object) -> Iterator[str]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, str))


def _arrival(outcome: Outcome, listed: set[str]) -> Arrival:
    modes = {mode for what in listed if (mode := _LISTS[what])}
    says = modes.pop() if len(modes) == 1 else ""
    return Arrival(
        id=outcome.id,
        name=outcome.name,
        kind=outcome.kind,
        result=outcome.result,
        certainty=outcome.certainty,
        mode=outcome.mode,
        stopped_by=outcome.stopped_by,
        reason="" if outcome.result == DELIVERED else outcome.reason,
        missing=list(outcome.missing),
        says=says,
        differs=" ".join(_differences(outcome.mode, says, listed)),
    )


def _differences(mode: str, says: str, listed: set[str]) -> Iterator[str]:
    if says and mode not in {says, "both"}:
        known = {
            "unknown": "the workspace does not say which",
            "none": "by the workspace nothing reaches it",
        }.get(mode, f"by the workspace it is in {mode} mode")
        name = "bundled" if says == "device" else "unbundled"
        yield f"The call says {says} mode (_metadata.{name}); {known}."
    if "failedInitializations" in listed:
        yield "The call says that its code did not start (_metadata.failedInitializations)."
