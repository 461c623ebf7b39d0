"""Which filters, transformations and settings a change concerns, and who gets the whole call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from segkit.delivery.case import Case
from segkit.delivery.receipts import receipt_at
from segkit.delivery.steps.filters import named_places as of_filter
from segkit.delivery.steps.transformations import named_places as of_transformation
from segkit.errors import FqlError
from segkit.impact.concern import Concern
from segkit.impact.subject import GONE, Subject
from segkit.model.change import REQUIRE, RETYPE
from segkit.model.plan import CONTAINERS, dotted
from segkit.model.workspace import Destination, Transformation
from segkit.routing.fql import condition_paths, holds, tells_apart

_MAY_NAME = re.compile(r"(?i)event|propert|trait|identifier|dimension|metric|mapping|goal")
_HOLDS_NAMES = frozenset({"map", "mixed", "array", "text-map", "object"})


def filters_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """Each destination filter that names what changes."""
    for destination in case.workspace.destinations:
        source = case.sources.get(destination.source_id)
        for one in destination.filters or ():
            places = list(of_filter(one))
            if found := _judged(subject, one.condition, places):
                breaks, where, reason, certain = found
                name = one.title or one.condition
                slug = source.slug if source else ""
                yield Concern(
                    "filter", name, breaks, reason, certain, where, one.id, slug,
                    destination.name, one.enabled, one.id,
                )  # fmt: skip


def transformations_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """Each transformation that names what changes, or gives other calls its name."""
    for one in case.workspace.transformations:
        source = case.sources.get(one.source_id)
        containers = {CONTAINERS.get(call, "properties") for call, _ in subject.calls}
        places = [place for name in sorted(containers) for place in of_transformation(one, name)]
        found = _judged(subject, one.condition, places) or _gives_name(subject, one)
        if found and source is not None:
            breaks, where, reason, certain = found
            names = [
                other.name
                for other in case.workspace.destinations_of(source)
                if other.catalog.id == one.destination_catalog_id
            ]
            yield Concern(
                "transformation", one.name, breaks, reason, certain, where, one.id, source.slug,
                ", ".join(names), one.enabled, one.id,
            )  # fmt: skip


_Judged = tuple[bool, str, str, bool]
"""Whether it breaks, where, why, and how sure that is."""


def _judged(
    subject: Subject, condition: str, places: list[tuple[tuple[str, ...], str]]
) -> _Judged | None:
    for call, old, new in subject.of_events:
        apart = tells_apart(condition, call, old, new)
        if apart is not False:
            return _of_name(condition, (call, old, new), sure=apart is True)
    if not subject.paths or not _may_hold(subject, condition):
        return None
    breaks, then = _then(subject)
    if place := subject.named_by(condition_paths(condition)):
        return breaks, "condition", f"Its condition looks at {'.'.join(place)}. {then}", True
    for where, does in places:
        if subject.named_by([where]):
            return breaks, dotted(where), f"It {does}. {then}", subject.moves
    return None


def _of_name(condition: str, names: tuple[str, str, str], *, sure: bool) -> _Judged:
    call, old, new = names
    try:
        held = holds(condition, call, old)
    except FqlError:
        held = None
    if new == GONE:
        reason = f"Its condition names {old!r}, which is sent no more."
        return held is not False, "condition", reason, sure
    return True, "condition", f"Its condition judges {new!r} otherwise than {old!r}.", sure


def _may_hold(subject: Subject, condition: str) -> bool:
    """It may match one of the calls that carry the field."""
    for call, name in subject.calls:
        try:
            if holds(condition, call, name) is not False:
                return True
        except FqlError as error:
            if error.kind != "syntax":
                return True
    return False


def _then(subject: Subject) -> tuple[bool, str]:
    if subject.kind == REQUIRE:
        return False, "It is there more often."
    if subject.kind == RETYPE:
        return True, "It gets values of another type."
    return subject.moves, "It finds nothing there any more." if subject.moves else ""


def _gives_name(subject: Subject, one: Transformation) -> _Judged | None:
    name = one.body.get("newEventName")
    for _, old, new in subject.of_events:
        if name == old:
            return False, "newEventName", f"It gives other calls the name {old!r}.", False
        if name == new:
            return False, "newEventName", f"It gives other calls the name {new!r} too.", False
    return None


def settings_concerned(subject: Subject, case: Case) -> Iterator[Concern]:
    """Each setting of a destination that holds the name, where the snapshot keeps it."""
    names = {old for _, old, _ in subject.of_events}
    whole = {dotted(path) for path in subject.paths}
    short = {dotted(path[1:]) for path in subject.paths if len(path) > 1}
    for destination in case.workspace.destinations:
        source = case.sources.get(destination.source_id)
        for where, text in _texts(destination.settings):
            if text not in names | whole | short:
                continue
            slug = source.slug if source else ""
            certain = text not in short
            yield Concern(
                "setting", where.partition(".")[0], subject.moves or subject.kind == RETYPE,
                f"It holds {text!r}; what that does is the destination's own affair.",
                certain, where, destination.id, slug, destination.name, destination.enabled,
                destination.id,
            )  # fmt: skip


def _texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a setting, keys too, with the way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            here = f"{where}.{key}".removeprefix(".")
            if where:  # the names of the settings themselves are the destination's
                yield where, str(key)
            yield from _texts(inner, here)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, where)


def whole_calls(subject: Subject, case: Case) -> Iterator[Concern]:
    """Destinations without mappings that get the call, and so what changes, as it is sent."""
    if not subject.moves:
        return
    for destination in case.workspace.destinations:
        if destination.catalog.is_actions:
            continue
        found = [
            receipt
            for one in subject.touched
            if one.rule.container
            and (receiving := case.received(one.rule).get(destination.id))
            and (
                receipt := receipt_at(receiving, one.path, one.field.types)
                if one.field
                else receiving.receipt
            )
        ]
        if not found:
            continue
        source = case.sources[destination.source_id]
        then = "without it" if subject.is_gone else "with the new name"
        yield Concern(
            "passes", destination.name, breaks=False,
            reason=f"It gets the whole call, from then on {then}.",
            certain=any(one.certain for one in found), where="the whole call", id=destination.id,
            source=source.slug, destination=destination.name, enabled=destination.enabled,
            origin=destination.id,
        )  # fmt: skip


def not_seen(case: Case) -> Iterator[str]:
    """What of destinations the snapshot does not have, although it may name events or fields."""
    every = case.workspace.destinations
    for destination in every:
        for name in destination.dropped_settings:
            if _may_map(destination, name):
                where = f"{destination.name} ({destination.id})"
                yield f"The setting {name!r} of {where} was left out of the snapshot."
    unread = [one.name for one in every if one.mappings is None and one.catalog.is_actions]
    yield from _unread("mappings", unread)
    yield from _unread("filters", [one.name for one in every if one.filters is None])
    if case.workspace.refused("transformation"):
        yield "The transformations were not read."
    for one in case.workspace.insert_functions:
        yield f"What the insert function {one.name!r} does is not known."


def _unread(what: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        yield f"The {what} of {', '.join(names[:5])}{more} were not read."


def _may_map(destination: Destination, name: str) -> bool:
    kinds = [str(one.get("type")) for one in destination.catalog.options if one.get("name") == name]
    return any(kind in _HOLDS_NAMES for kind in kinds) or bool(_MAY_NAME.search(name))
