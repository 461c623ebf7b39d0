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
from segkit.delivery.directives import Path, Reads, reads
from segkit.delivery.planned import Change, places_after
from segkit.delivery.receipts import Receiving, touches
from segkit.delivery.ways import action_of, mappings_of, settings_of
from segkit.model.plan import CONTAINERS, ELEMENT, Rule
from segkit.model.workspace import Destination, DestinationMapping, Json

_PLANNED = frozenset(CONTAINERS.values())

FED, OPTIONAL, CALL, FIXED, EMPTY = "fed", "optional", "call", "fixed", "empty"
STATES: Mapping[str, str] = {
    FED: "fed by a required field of the plan",
    OPTIONAL: "fed by a field that the plan does not require",
    CALL: "fed by another part of the call",
    FIXED: "a fixed value",
    EMPTY: "empty",
}
"""What a required field is made of, from best to worst."""


@dataclass(frozen=True, slots=True)
class RequiredField:
    """One required field of an action, for one planned call.

    Attributes:
        key: The field's key, e.g. `transaction_id`.
        state: One of `STATES`.
        sources: The planned fields, or the paths in the call, that feed it.
        unplanned: Paths that it reads and that the plan does not have.
        certain: False when it holds a directive that segkit does not know.
    """

    key: str
    label: str
    state: str
    sources: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class MappingCoverage:
    """One mapping and one planned call that may trigger it.

    Attributes:
        mapping: Its name.
        assumed: What had to be assumed, in words; empty when the mapping is known.
        fields: Its required fields, in the catalog's order; empty when it has none.
    """

    source_id: str
    destination_id: str
    mapping: str
    action: str
    rule: Rule
    fields: tuple[RequiredField, ...]
    assumed: str = ""

    @property
    def empty(self) -> tuple[RequiredField, ...]:
        """The required fields that nothing feeds."""
        return tuple(one for one in self.fields if one.state == EMPTY)


def mapping_coverage(
    coverage: Coverage, destinations: Mapping[str, Destination]
) -> Iterator[MappingCoverage]:
    """Each mapping with each planned call that may trigger it, destination by destination."""
    by_destination: defaultdict[str, list[tuple[Rule, Receiving]]] = defaultdict(list)
    for rule in coverage.rules():
        for destination_id, receiving in coverage.receivings(rule).items():
            by_destination[destination_id].append((rule, receiving))
    for destination_id, received in by_destination.items():
        destination = destinations[destination_id]
        if destination.catalog.is_actions:
            for mapping in mappings_of(destination):
                yield from _of_mapping(destination, mapping, received)


def _of_mapping(
    destination: Destination, mapping: DestinationMapping, received: list[tuple[Rule, Receiving]]
) -> Iterator[MappingCoverage]:
    action = action_of(destination, mapping.action_id)
    settings, defaulted = settings_of(mapping, action)
    needed = [one for one in (action.fields if action else ()) if one.get("required") is True]
    values = [(one, reads(settings.get(str(one.get("fieldKey"))))) for one in needed]
    for rule, receiving in received:
        arrivals = [one for one in receiving.arrives if one.takes(mapping)]
        if arrivals:
            planned = _Planned(rule, [one.changes for one in arrivals])
            yield MappingCoverage(
                source_id=destination.source_id,
                destination_id=destination.id,
                mapping=mapping.name,
                action=action.name if action else mapping.action_slug,
                rule=rule,
                fields=tuple(planned.judged(one, value) for one, value in values),
                assumed=_assumed(destination, defaulted=defaulted),
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

    def __init__(self, rule: Rule, changes: Sequence[tuple[Change, ...]]) -> None:
        self._rule = rule
        self.changes = changes

    @cached_property
    def _fields(self) -> dict[Path, bool]:
        found: dict[Path, bool] = {}
        for field in self._rule.fields:
            for changes in self.changes:
                for place, depends in places_after(field.path, changes).items():
                    found[place] = found.get(place, False) or (field.required and not depends)
        return found

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
        fed, unplanned, own = [], [], []
        required = False
        for path in value.paths:
            if path and path[0] not in _PLANNED:
                own.append(_dotted(path))
            elif any(touches(path, one) for one in self._fields):
                fed.append(_dotted(path))
                required = required or self._is_required(path)
            elif path in {(), (self._rule.container,)}:
                own.append(_dotted(path) or "the whole call")
            else:
                unplanned.append(_dotted(path))
        state = _state(bool(fed), bool(own), required=required, fixed=value.fixed)
        return RequiredField(
            key=str(field.get("fieldKey", "")),
            label=str(field.get("label", "")),
            state=state,
            sources=tuple(fed or own),
            unplanned=tuple(unplanned),
            certain=value.known,
        )


def _state(fed: bool, own: bool, *, required: bool, fixed: bool) -> str:  # noqa: FBT001
    if fed and required:
        return FED
    if own:
        return CALL
    if fixed:
        return FIXED
    return OPTIONAL if fed else EMPTY


def _dotted(path: Path) -> str:
    text = "".join(one if one == "[]" else f".{one}" for one in path)
    return text.removeprefix(".")
