"""Lists of values that a document names apart from its events, in any of their forms."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.plans.shapes.keys import Part, Said, named, part_of, said_of_field
from segkit.plans.words.looks import is_key_like


def value_lists(section: object) -> dict[str, list[object]]:
    """The lists of values in a section, by their names; none where something else stands in it.

    A list called `events` holds those.

    `{plan: [free, pro]}`, `{plan: {values: [free, pro]}}`, `{PLAN: {FREE: free, PRO: pro}}`,
    `{plan: {free: For all, pro: For some}}` and `[{name: plan, values: [free, pro]}]`.
    """
    if isinstance(section, list):
        told = [(_name(one), _values(one)) for one in section if isinstance(one, Mapping)]
    elif isinstance(section, Mapping):
        told = [(str(name), _values(one)) for name, one in section.items()]
    else:
        return {}
    found = {
        name: values
        for name, values in told
        if name and values and part_of(name) is not Part.EVENTS
    }
    return found if len(found) == len(section) else {}


def plain_lists(section: object) -> dict[str, list[object]]:
    """The same where every entry is a list of plain values, whatever the section is called."""
    are_lists = isinstance(section, Mapping) and all(isinstance(x, list) for x in section.values())
    return value_lists(section) if are_lists else {}


def _name(entry: Mapping[str, object]) -> str:
    found = named(entry, ("name", "key", "id", "enum", "title"))
    return found[1] if found is not None else ""


def _values(told: object) -> list[object]:
    """The values in a list, below a word for them, or by their names; none in other things."""
    if isinstance(told, list):
        return _plain(told)
    if not isinstance(told, Mapping):
        return []
    for key, one in told.items():
        if said_of_field(key) is Said.ENUM and isinstance(one, list | Mapping):
            return _values(one)
    if any(said_of_field(key) is not Said.LABEL for key in told):
        return []
    texts = _plain(list(told.values()))
    are_values = all(is_key_like(str(one)) for one in texts)
    return (texts if are_values else list(told)) if texts else []


def _plain(several: list[object]) -> list[object]:
    """The values of a list that holds nothing else; of `{value, label}` the values."""
    values = [
        one.get("value", one.get("id")) if isinstance(one, Mapping) else one for one in several
    ]
    is_open = any(one is None or isinstance(one, Mapping | list) for one in values)
    return [] if is_open else values
