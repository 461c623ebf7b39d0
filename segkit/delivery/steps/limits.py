"""What the destination itself leaves out of a call, by its own documentation.

The facts are `segkit.knowledge.limits`; their own words say why, here as among the
considerations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.delivery.pair import Pair
from segkit.delivery.planned import Planned
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.knowledge.entries import limits_of
from segkit.knowledge.limits import CALL, Limit
from segkit.model.plan import CONTAINERS
from segkit.model.workspace import Json

_STEP = "limits"
_SETTING = "the destination's settings, which may change what it leaves out"


def limits_for(pair: Pair, call: str, mode: str) -> list[Limit]:
    """The limits of the destination that hold for such a call from this source."""
    return [
        limit
        for limit in limits_of(pair.destination.catalog)
        if limit.concerns(pair.kind, call, mode) and not _is_lifted(limit, pair)
    ]


def lacking_mappings(pair: Pair) -> list[Limit]:
    """The limits that an enabled mapping of some kind would lift, and that none of them does."""
    return [
        limit
        for limit in limits_of(pair.destination.catalog)
        if limit.unless_mapping and not _is_lifted(limit, pair)
    ]


def _is_lifted(limit: Limit, pair: Pair) -> bool:
    """An enabled mapping lifts it, or may, where the mappings are not known."""
    slug = limit.unless_mapping
    return bool(slug) and (
        pair.destination.mappings is None
        or any(one.action_slug in {slug, ""} for one in pair.enabled_mappings)
    )


def judge_limits(walk: Walk, pair: Pair) -> None:
    """Take out of the call what the destination leaves out, or stop it."""
    before = len(walk.steps)
    for limit in limits_for(pair, str(walk.call["type"]), walk.mode):
        if not walk.stopped_by:
            _judge(walk, limit)
    if len(walk.steps) == before:
        walk.passes(_STEP, "segkit knows of nothing that it leaves out of such a call.")


def _judge(walk: Walk, limit: Limit) -> None:
    certain = not limit.may_change
    if CALL in limit.leaves_out:
        if certain:
            walk.stops(_STEP, limit.text, limit.docs)
        else:
            walk.unknown(_STEP, limit.text, _SETTING, limit.docs)
        return
    container = CONTAINERS.get(str(walk.call["type"]), "")
    sent = walk.call.get(container)
    gone = list(_left_out(limit, (container,), sent)) if isinstance(sent, Mapping) else []
    for keys in gone:
        walk.remove(keys, limit.text)
    if gone:
        names = ", ".join(".".join(keys) for keys in gone)
        words = f"Left out: {names}. {limit.text}"
        walk.changes(_STEP, words, limit.docs, certain=certain)


def _left_out(limit: Limit, at: tuple[str, ...], sent: Json) -> Iterator[tuple[str, ...]]:
    for name, value in sent.items():
        keys = (*at, str(name))
        if limit.drops(keys, _types(value)):
            yield keys
        elif isinstance(value, Mapping):
            yield from _left_out(limit, keys, value)


def _types(value: object) -> tuple[str, ...]:
    if isinstance(value, Mapping):
        return ("object",)
    return ("array",) if isinstance(value, list | tuple) else ("string",)


def foresee_limits(planned: Planned, limits: Sequence[Limit]) -> list[Limit]:
    """Stop the planned call, or give the limits that leave out some of its fields."""
    for limit in limits:
        if CALL in limit.leaves_out and not planned.stopped_by:
            planned.stops(_STEP, (Unknown(_SETTING),) if limit.may_change else ())
    return [limit for limit in limits if CALL not in limit.leaves_out]


def leaves_out(
    limits: Sequence[Limit], path: tuple[str, ...], types: tuple[str, ...]
) -> Unknowns | None:
    """What it depends on whether limits let this planned field in; None when one leaves it out."""
    found: list[Unknown] = []
    for limit in limits:
        dropped = limit.drops(path, types)
        if dropped and not limit.may_change:
            return None
        if dropped:
            found.append(Unknown(_SETTING))
        elif dropped is None:
            found.append(Unknown("what kind of value the field holds", of_call=True))
    return tuple(found)
