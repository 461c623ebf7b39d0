"""A dictionary of properties that says of each to which events it applies → these events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.plans.shapes.judging import is_property
from segkit.plans.shapes.keys import named_field, squashed

_APPLIES = {"events", "event", "eventnames", "appliesto", "appliestoevents", "usedin", "usedby",
            "sentwith", "onevents"}  # fmt: skip
_ALL = {"all", "*", "every event", "all events"}


def events_of_properties(document: object) -> dict[str, dict[str, object]]:
    """Events by name, each with its properties; empty where no dictionary says so.

    What applies to all events is in each of them.
    """
    for section in (document, *_values(document)):
        told = [(name, spec, _applies(spec)) for name, spec in _specs(section)]
        if len(told) > 1 and all(names for _, _, names in told):
            return _turned(told)
    return {}


def _turned(
    told: list[tuple[str, Mapping[str, object], list[str]]],
) -> dict[str, dict[str, object]]:
    every = dict.fromkeys(
        one for _, _, names in told for one in names if one.casefold() not in _ALL
    )
    fields: dict[str, dict[str, object]] = {name: {} for name in every}
    for name, spec, names in told:
        own = {key: one for key, one in spec.items() if squashed(key) not in _APPLIES}
        is_all = any(one.casefold() in _ALL for one in names)
        for event in every if is_all else names:
            fields[event][name] = own
    return {name: {"properties": one} for name, one in fields.items()}


def _specs(section: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The properties of a list or a map, by their names."""
    entries = section.items() if isinstance(section, Mapping) else ()
    for key, one in entries:
        if isinstance(one, Mapping):
            yield str(key), one
    for one in section if isinstance(section, list) else ():
        if isinstance(one, Mapping) and is_property(one) and (found := named_field(one)):
            yield found[1], {key: value for key, value in one.items() if key != found[0]}


def _applies(spec: Mapping[str, object]) -> list[str]:
    """The events that a property says it applies to."""
    for key, one in spec.items():
        if squashed(key) in _APPLIES:
            several = one if isinstance(one, list) else [one]
            names = [name for name in several if isinstance(name, str) and name.strip()]
            return names if len(names) == len(several) else []
    return []


def _values(document: object) -> list[object]:
    return list(document.values()) if isinstance(document, Mapping) else []
