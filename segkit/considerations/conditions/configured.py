"""Conditions on the workspace: kind of source, library, region, settings, other destinations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from segkit.considerations.checks.check import listed
from segkit.considerations.conditions.asked import NOT_TOLD, Answer, Asked, every, some
from segkit.delivery.pair import Pair
from segkit.knowledge.conditions import Condition
from segkit.knowledge.entries import targets
from segkit.model.workspace import Destination
from segkit.segment_api.secret_smells import MASK

_UNSET: tuple[object, ...] = (None, "", [], {}, ())
_TOLD = object()
"""A value that is there and was not kept."""


def _source(asked: Asked, condition: Condition) -> Answer:
    source = asked.case.sources.get(asked.source_id)
    if source is None or asked.kind == "unknown":
        return NOT_TOLD
    kinds = condition.listed("source")
    return Answer(
        (asked.kind in kinds) is not condition.lacks, f"{source.name} is a {asked.kind} source."
    )


def _region(asked: Asked, condition: Condition) -> Answer:
    region = asked.case.region.lower()[:2]
    if not region:
        return NOT_TOLD
    said = f"The workspace is in Segment's {region.upper()} region."
    return Answer(region in condition.listed("region"), said)


def _setting(asked: Asked, condition: Condition) -> Answer:
    """Settings are filled in, have a value, or name every planned event that arrives."""
    if asked.pair is None:
        return NOT_TOLD
    destination = asked.pair.destination
    answers = [
        _one_setting(asked, destination, name, condition) for name in condition.listed("setting")
    ]
    if condition.given.get("enough") == "one":
        on = [one.holds for one in answers]
        said = " ".join(one.says for one in answers)
        return NOT_TOLD if None in on else Answer(sum(map(bool, on)) == 1, said)
    return (some if condition.given.get("enough") == "any" else every)(answers)


def _one_setting(asked: Asked, destination: Destination, name: str, condition: Condition) -> Answer:
    value = setting_of(destination, name)
    if value is None:
        return NOT_TOLD
    if "is" in condition.given:
        if value is _TOLD or value == MASK:
            return NOT_TOLD
        return Answer(value in _values(condition), f"Setting {name} is {_shown(value)}.")
    if condition.given.get("covers") == "events" and value not in _UNSET:
        return _names_events(asked, name, value)
    filled = value not in _UNSET
    return Answer(
        filled is not condition.lacks, f"Setting {name} is {'filled in' if filled else 'empty'}."
    )


def _names_events(asked: Asked, name: str, value: object) -> Answer:
    if asked.rules is None or value is _TOLD:
        return NOT_TOLD
    named = set(_texts(value))
    planned = dict.fromkeys(rule.key for rule in asked.rules if rule.call == "track" and rule.key)
    without = [event for event in planned if event not in named]
    if without:
        return Answer(False, f"Setting {name} does not name {listed(without, 6)}.")
    return Answer(True, f"Setting {name} names every planned event.") if planned else NOT_TOLD


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def setting_of(destination: Destination, name: str) -> object:
    """The value of a setting, or the catalog's default; None where neither was read."""
    if name in destination.settings:
        value = destination.settings[name]
        return "" if value is None else value
    if name in destination.dropped_settings:
        return _TOLD
    options = [one for one in destination.catalog.options if one.get("name") == name]
    default = options[0].get("defaultValue") if options else None
    return "" if options and default is None else default


def _values(condition: Condition) -> list[object]:
    value = condition.given["is"]
    return list(value) if isinstance(value, list) else [value]


def _shown(value: object) -> str:
    return (
        {True: "on", False: "off"}.get(value, repr(value))
        if isinstance(value, bool)
        else f'"{value}"'
    )


def _also(asked: Asked, condition: Condition) -> Answer:
    """Another destination is connected and on, or none is."""
    slugs, kinds = condition.listed("also"), condition.listed("on")
    pairs = [
        one
        for one in asked.case.pairs
        if one.destination.catalog.slug in slugs
        and one.destination.enabled
        and one.source.enabled
        and (asked.pair is None or one.destination.id != asked.pair.destination.id)
        and (
            not kinds
            or one.kind in kinds
            or (kinds == ("same",) and one.source.id == asked.source_id)
        )
    ]
    same = [_is_like(asked, one, condition) for one in pairs]
    if not any(same) and None in same:
        return NOT_TOLD
    found = [one.destination.name for one, like in zip(pairs, same, strict=True) if like]
    events = [event for like in same if like for event in like]
    what = " or ".join(target.name for target in targets("destinations") if target.slug in slugs)
    if condition.given.get("shares") == "events":
        others = f"{listed(found)} receives the same: {listed(events, 6)}."
        said = others if found else f"No {what} receives the same event."
    else:
        said = f"{listed(found)} is connected." if found else f"No {what} is connected."
    return Answer(bool(found) is not condition.lacks, said)


def _is_like(asked: Asked, other: Pair, condition: Condition) -> tuple[str, ...] | None:
    """In what it is like the one asked about; empty when it is not, None when nobody knows."""
    names = condition.listed("same")
    if names and asked.pair is not None:
        values = [
            setting_of(pair.destination, name)
            for pair, name in ((asked.pair, names[0]), (other, names[-1]))
        ]
        if any(value in (None, _TOLD, MASK, "") for value in values):
            return None
        if values[0] != values[1]:
            return ()
    if condition.given.get("shares") != "events":
        return (other.destination.name,)
    there = Asked(asked.case, other.source.id, other).rules
    if there is None or asked.rules is None:
        return None
    events = {rule.key for rule in there if rule.call == "track" and rule.key}
    return tuple(rule.key for rule in asked.rules if rule.call == "track" and rule.key in events)


def _instances(asked: Asked, condition: Condition) -> Answer:
    """At most so many enabled instances of this destination on one source, or in all."""
    if asked.pair is None:
        return NOT_TOLD
    in_all = condition.given.get("scope") == "workspace"
    pairs = asked.case.pairs if in_all else asked.case.pairs_of.get(asked.source_id, ())
    most, catalog = condition.given["instances"], asked.pair.destination.catalog
    alike = [
        one.destination.name
        for one in pairs
        if one.destination.catalog.id == catalog.id and one.destination.enabled
    ]
    where = "The workspace" if in_all else asked.pair.source.name
    said = f"{where} has {len(alike)} of {catalog.name}: {listed(alike)}."
    return Answer(isinstance(most, int) and len(alike) <= most, said)


JUDGES: Mapping[str, Callable[[Asked, Condition], Answer]] = {
    "source": _source,
    "region": _region,
    "setting": _setting,
    "also": _also,
    "instances": _instances,
}
