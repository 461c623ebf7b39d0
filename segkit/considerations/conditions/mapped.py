"""Conditions on mappings: an action is in use, and its fields are filled, fixed or fed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from segkit.considerations.checks.check import listed
from segkit.considerations.conditions.asked import NOT_TOLD, Answer, Asked, Path
from segkit.delivery.receipts import dotted
from segkit.delivery.steps.edits import value_at
from segkit.delivery.ways import action_of, settings_of
from segkit.knowledge.conditions import Condition
from segkit.mappings.directives import Reads, path_of, reads
from segkit.model.plan import Rule
from segkit.model.workspace import DestinationMapping
from segkit.routing.fql import may_fire
from segkit.segment_api.secret_smells import MASK

_ALWAYS = frozenset({"messageId", "timestamp", "originalTimestamp", "type", "event", "name"})
"""What every call carries, or every call that has a name."""

_FILLED_IN: Mapping[str, frozenset[str]] = {
    "web": frozenset({"page", "userAgent", "ip", "locale", "library"}),
    "mobile": frozenset({"device", "os", "app", "ip", "locale", "library", "timezone"}),
}
"""What of the context the libraries of websites and apps fill in by themselves (spec/common)."""


def _mapping(asked: Asked, condition: Condition) -> Answer:
    """An enabled mapping of one of these actions, which a call of this type can trigger."""
    if asked.pair is None or asked.pair.destination.mappings is None:
        return NOT_TOLD
    actions, call = condition.listed("mapping"), str(condition.given.get("takes", ""))
    found = [one.name for one in _of(asked, actions) if not call or may_fire(one.trigger, call)]
    what = f"of the action {' or '.join(actions)}"
    for_calls = f" for {call} calls" if call else ""
    said = f"Mapping {listed(found)} is on." if found else f"No mapping {what} is on{for_calls}."
    return Answer(bool(found) is not condition.lacks, said)


_EMPTY = "empty"


class _Seen(NamedTuple):
    """One field of one mapping, as it is."""

    holds: bool | None
    mapping: str
    field: str
    words: str


def _fields(asked: Asked, condition: Condition) -> Answer:
    """In every enabled mapping of these actions: one of the fields, or each, is as it should be."""
    if asked.pair is None or asked.pair.destination.mappings is None:
        return NOT_TOLD
    each = condition.given.get("enough") == "all"
    found = []
    for mapping in _of(asked, condition.listed("of") or ("*",)):
        if condition.given.get("sure") and asked.rules is not None and not _calls(asked, mapping):
            continue  # no planned call triggers it
        names = _known_to(asked, mapping, condition.listed("fields"))
        found.append(_in_one([_seen(asked, condition, mapping, name) for name in names], each=each))
    if refuted := [one for holds, seen in found if holds is False for one in seen]:
        is_empty = any(
            holds is False and all(one.words == _EMPTY for one in seen) for holds, seen in found
        )
        otherwise = str(condition.given.get("empty", "")) if is_empty else ""
        return Answer(False, _in_words(refuted), otherwise)
    if not found or any(holds is None for holds, _ in found):
        return NOT_TOLD
    return Answer(True, _in_words(one for _, seen in found for one in seen))


def _in_one(seen: list[_Seen], *, each: bool) -> tuple[bool | None, list[_Seen]]:
    """What holds for one mapping, and the fields that say so."""
    decisive = not each
    if decided := [one for one in seen if one.holds is decisive]:
        return decisive, decided
    return (None, []) if any(one.holds is None for one in seen) else (not decisive, seen)


def _known_to(asked: Asked, mapping: DestinationMapping, names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that the mapping's action has, where the catalog tells them."""
    action = action_of(asked.pair.destination, mapping.action_id) if asked.pair else None
    has = {str(one.get("fieldKey")) for one in (action.fields if action else ())}
    has |= set(mapping.settings)
    return tuple(name for name in names if name.split(".")[0] in has) or names


def _in_words(seen: Iterable[_Seen]) -> str:
    """Sentences, in which what is the same of several fields or mappings is said once."""
    mappings: dict[tuple[str, str], list[str]] = {}
    for one in seen:
        mappings.setdefault((one.field, one.words), []).append(one.mapping)
    fields: dict[tuple[str, str], list[str]] = {}
    for (field, words), names in mappings.items():
        fields.setdefault((listed(names), words), []).append(field)
    return " ".join(
        f"Mapping {names}: {listed(some)} {words}." for (names, words), some in fields.items()
    )


def _of(asked: Asked, actions: tuple[str, ...]) -> list[DestinationMapping]:
    mappings = asked.pair.enabled_mappings if asked.pair else ()
    return [one for one in mappings if any(fnmatchcase(one.action_slug, a) for a in actions)]


def _seen(asked: Asked, condition: Condition, mapping: DestinationMapping, name: str) -> _Seen:
    """Whether the field is as the condition wants it."""
    pair, given = asked.pair, condition.given
    action = action_of(pair.destination, mapping.action_id) if pair else None
    value = value_at(settings_of(mapping, action)[0], name.split("."))
    words = f"= {_shown(value)}"
    holds: bool | None
    found = reads(value)
    if value in (None, "", [], {}):
        holds, words = condition.lacks, _EMPTY
    elif condition.lacks and "reads" not in given:
        holds = False
    elif found.unknown or value == MASK:
        holds = None
    elif "is" in given:
        wanted = given["is"]
        fits = value in (wanted if isinstance(wanted, list) else [wanted])
        holds = None if isinstance(value, Mapping | list) else fits
    elif "reads" in given:
        same = set(found.paths) == {path_of(text) for text in condition.listed("reads")}
        holds = same is not condition.lacks
    elif given.get("sure"):
        holds, words = _sure(asked, mapping, found)
    else:
        holds = True
    return _Seen(holds, mapping.name, name, words)


def _sure(asked: Asked, mapping: DestinationMapping, found: Reads) -> tuple[bool | None, str]:
    """Every planned call that triggers the mapping carries something that the field reads."""
    if found.fixed or any(part.path == () for part in found.parts):
        return True, "has a value of its own"
    rules = _calls(asked, mapping)
    if not rules:
        return None, ""
    there = {path: [_is_there(asked, rule, path) for rule in rules] for path in found.paths}
    for path, all_of in there.items():
        if all(all_of):
            return True, f"reads {dotted(path)}, and every call has it"
    if all(any(one) for one in zip(*there.values(), strict=True)):
        return True, f"reads {listed(map(dotted, there))}, and every call has one of them"
    lacking = {dotted(path): None if None in all_of else False for path, all_of in there.items()}
    return False, " and ".join(_lacking(lacking))


def _calls(asked: Asked, mapping: DestinationMapping) -> list[Rule]:
    """The planned calls that trigger the mapping."""
    return [rule for rule in asked.rules or () if _takes(asked, mapping, rule)]


def _takes(asked: Asked, mapping: DestinationMapping, rule: Rule) -> bool:
    there = asked.pair.destination.id if asked.pair else ""
    receiving = asked.case.received(rule).get(there)
    return receiving is not None and any(one.takes(mapping) for one in receiving.arrives)


def _is_there(asked: Asked, rule: Rule, path: Path) -> bool | None:
    filled_in = _FILLED_IN.get(asked.kind, frozenset())
    if path[0] in _ALWAYS or (path[0] == "anonymousId" and filled_in):
        return True
    if path[0] == "context" and not filled_in.isdisjoint(path[1:2]):
        return True
    return asked.is_required(rule, path)


def _lacking(states: Mapping[str, bool | None]) -> Iterator[str]:
    for words, wanted in (("the plan does not require it", False), ("it is not in the plan", None)):
        if names := [name for name, there in states.items() if there is wanted]:
            yield f"reads {listed(names)}: {words}"


def _shown(value: object) -> str:
    if isinstance(value, Mapping) and set(value) == {"@path"}:
        return str(value["@path"])
    if isinstance(value, bool):
        return "on" if value else "off"
    return "mapped" if isinstance(value, Mapping | list) else f'"{value}"'


JUDGES: Mapping[str, Callable[[Asked, Condition], Answer]] = {
    "mapping": _mapping,
    "fields": _fields,
}
