"""Whether the required fields of an Actions destination's mappings are fed by the plan.

For each enabled mapping and each planned call that may trigger it: what each field that the
catalog calls required is made of. Where the customer's own mappings are not known the presets
are assumed, and for a mapping without settings the default values; both are said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segkit.delivery.coverage import Coverage
from segkit.delivery.planned import Change, Put, places_after
from segkit.delivery.receipts import Receiving, dotted
from segkit.delivery.ways import action_of, mappings_of, settings_of
from segkit.mappings.directives import Part, Path, Plan, Reads, mapping_reads, shows
from segkit.mappings.sending import NOTHING_SAID, Sending, sending_of
from segkit.model.plan import CONTAINERS, ELEMENT, Rule
from segkit.model.workspace import Destination, DestinationMapping, Json

_PLANNED = frozenset(CONTAINERS.values())

FED, OPTIONAL, CALL, FIXED, EMPTY = "fed", "optional", "call", "fixed", "empty"
UNKNOWN = "unknown"
STATES: Mapping[str, str] = {
    FED: "fed by a required field of the plan",
    OPTIONAL: "fed by a field that the plan does not require",
    CALL: "fed by another part of the call",
    FIXED: "a fixed value",
    EMPTY: "empty",
    UNKNOWN: "not known",
}
"""What a required field is made of, from best to worst, and where that cannot be told."""


@dataclass(frozen=True, slots=True)
class RequiredField:
    """One required field of an action, for one planned call.

    Attributes:
        key: The field's key, e.g. `transaction_id`.
        state: One of `STATES`.
        sources: The planned fields, or the paths in the call, that feed it.
        unplanned: Paths that it reads and that the plan does not have.
        certain: False when something is not known, or only values tell what is sent.
        decides: The paths that decide between values, and may not be sent themselves.
        unknown: What is not known, or what Segment refuses, in words.
    """

    key: str
    label: str
    state: str
    sources: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    certain: bool = True
    decides: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MappingCoverage:
    """One mapping and one planned call that may trigger it.

    Attributes:
        mapping: Its name.
        assumed: What had to be assumed, in words; empty when the mapping is known.
        fields: Its required fields, in the catalog's order; empty when it has none.
        sending: How it sends what it makes.
    """

    source_id: str
    destination_id: str
    mapping: str
    action: str
    rule: Rule
    fields: tuple[RequiredField, ...]
    assumed: str = ""
    sending: Sending = NOTHING_SAID

    @property
    def empty(self) -> tuple[RequiredField, ...]:
        """The required fields that nothing feeds."""
        return tuple(one for one in self.fields if one.state == EMPTY)


def mapping_coverage(
    coverage: Coverage, destinations: Mapping[str, Destination]
) -> Iterator[MappingCoverage]:
    """Each mapping of these destinations with each planned call that may trigger it."""
    by_destination: defaultdict[str, list[tuple[Rule, Receiving]]] = defaultdict(list)
    for rule in coverage.rules():
        for destination_id, receiving in coverage.receivings(rule).items():
            by_destination[destination_id].append((rule, receiving))
    for destination_id, received in by_destination.items():
        destination = destinations.get(destination_id)
        if destination is not None and destination.catalog.is_actions:
            for mapping in mappings_of(destination):
                yield from _of_mapping(destination, mapping, received)


def _of_mapping(
    destination: Destination, mapping: DestinationMapping, received: list[tuple[Rule, Receiving]]
) -> Iterator[MappingCoverage]:
    action = action_of(destination, mapping.action_id)
    settings, defaulted = settings_of(mapping, action)
    needed = [one for one in (action.fields if action else ()) if one.get("required") is True]
    read = mapping_reads(settings, action.platform if action else "")
    # what Segment refuses in one field it refuses in the whole mapping
    unmapped = Reads(unknown=next((one.unknown for one in read.values()), ()))
    values = [(one, read.get(str(one.get("fieldKey")), unmapped)) for one in needed]
    sending = sending_of(settings)
    for rule, receiving in received:
        arrivals = [one for one in receiving.arrives if one.takes(mapping)]
        if arrivals:
            planned = _Planned(rule, [one.changes for one in arrivals], receiving.plan)
            yield MappingCoverage(
                source_id=destination.source_id,
                destination_id=destination.id,
                mapping=mapping.name,
                action=action.name if action else mapping.action_slug,
                rule=rule,
                fields=tuple(planned.judged(one, value) for one, value in values),
                assumed=_assumed(destination, defaulted=defaulted),
                sending=sending,
            )


def _assumed(destination: Destination, *, defaulted: bool) -> str:
    if destination.mappings is None:
        return "Its mappings are not known; the catalog's preset was assumed."
    if defaulted:
        return "The mapping has no settings; the action's default values were assumed."
    return ""


class _Planned:
    """The paths that a planned call has when it arrives, and whether it must carry them.

    Attributes:
        changes: What happens to its fields on each way on which it arrives.
    """

    def __init__(
        self, rule: Rule, changes: Sequence[tuple[Change, ...]], plan: Plan | None
    ) -> None:
        self._rule = rule
        self._plan = plan
        self.changes = changes

    @cached_property
    def _fields(self) -> dict[Path, bool]:
        found: dict[Path, bool] = {}
        for field in self._rule.fields:
            for changes in self.changes:
                for place, depends in places_after(field.path, changes).items():
                    found[place] = found.get(place, False) or (field.required and not depends)
                    self._types[place] = field.types
        return found

    @cached_property
    def _put(self) -> frozenset[Path]:
        """Where a transformation puts a value of its own, that nothing takes out again."""
        return frozenset(
            place
            for changes in self.changes
            for n, change in enumerate(changes)
            if isinstance(change, Put)
            for place in places_after(change.at, changes[n + 1 :])
        )

    @cached_property
    def _types(self) -> dict[Path, tuple[str, ...]]:
        return {}

    def _is_required(self, path: Path) -> bool:
        """The plan asks for the field itself, or for the nearest one around it, and all above."""
        around = [
            asked
            for one, asked in self._fields.items()
            if one == path[: len(one)] and one[-1] != ELEMENT
        ]
        return bool(around) and all(around)

    def judged(self, field: Json, value: Reads) -> RequiredField:
        """What a required field is made of."""
        fed: dict[str, bool] = {}
        unplanned: dict[str, None] = {}
        own: dict[str, None] = {}
        required, fixed = False, value.fixed
        for part in value.parts:
            name = dotted(part.path)
            if part.path and part.path[0] not in _PLANNED:
                own[name] = None
            elif self._feeds(part):
                # where something else is there, that is sent in its place
                always = all(part.path in one for one in part.given)
                fed[name] = fed.get(name, False) or part.sure
                required = required or (part.sure and always and self._is_required(part.path))
            elif part.path in {(), (self._rule.container,)}:
                own[name or "the whole call"] = None
            elif any(self._shows(part, one) for one in self._put):
                fixed = True
            else:
                unplanned[name] = None
        # a list of the call is read as an object too, in case it is one
        planned = {name.replace("[]", "") for name in fed}
        state = _state(bool(fed), bool(own), required=required, fixed=fixed)
        unknown = value.not_known(self._plan)
        state = UNKNOWN if state == EMPTY and unknown else state
        return RequiredField(
            key=str(field.get("fieldKey", "")),
            label=str(field.get("label", "")),
            state=state,
            sources=tuple(fed or own),
            unplanned=tuple(n for n in unplanned if n.replace("[]", "") not in planned),
            certain=not unknown and (not fed or any(fed.values()) or bool(own)),
            decides=tuple(map(dotted, value.decides)),
            unknown=unknown,
        )

    def _feeds(self, part: Part) -> bool:
        """Some planned field may show there, whatever has to be missing for that."""
        return any(self._shows(part, path) for path in self._fields)

    def _shows(self, part: Part, path: Path) -> bool:
        bare = Part(part.path, part.shown, part.without)
        return shows(bare, path, self._types.get(path, ())) is not False


def _state(fed: bool, own: bool, *, required: bool, fixed: bool) -> str:  # noqa: FBT001
    if fed and required:
        return FED
    if own:
        return CALL
    if fixed:
        return FIXED
    return OPTIONAL if fed else EMPTY
