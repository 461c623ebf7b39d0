"""Transformations: what Protocols changes in a call in cloud mode.

Facts: segment.com/docs/protocols/transform and the model `TransformationV1`. Those of a source
come before its destinations and its warehouses, those for a destination at its very end.
What a hash or an FQL-defined property becomes is not computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.delivery import edits
from segkit.delivery.planned import Cut, Planned, Rename
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.errors import FqlError
from segkit.model.workspace import Json, Transformation
from segkit.routing.fql import evaluate, parse

SOURCE, DESTINATION = "source-transformations", "destination-transformations"
_CONTAINERS = ("properties", "traits", "context")
_KNOWN = frozenset(
    {
        *("drop", "newEventName", "propertyRenames", "propertyValueTransformations"),
        *("fqlDefinedProperties", "allowProperties", "hashPropertiesConfiguration"),
    }
)


def judge_transformations(
    walk: Walk, step: str, transformations: Sequence[Transformation], *, refused: bool
) -> None:
    """Change the call, drop it, or let it through.

    Args:
        walk: The call on its way.
        step: `SOURCE` or `DESTINATION`.
        transformations: Those of this scope; ones that are off are passed over.
        refused: The API did not let us read the transformations.
    """
    enabled = [one for one in transformations if one.enabled]
    if refused and not transformations and walk.mode != "device":
        walk.unknown(step, "The transformations could not be read.", "the transformations")
    elif not enabled:
        walk.passes(step, "There is none.", "workspace")
    elif walk.mode == "device":
        walk.passes(step, "Transformations do not reach device mode.", "documentation")
    for one in enabled if walk.mode != "device" else ():
        if not walk.stopped_by:
            _judge(walk, step, one)


def foresee_transformations(
    planned: Planned, step: str, transformations: Sequence[Transformation], *, refused: bool
) -> None:
    """The same for a planned call, as far as its type and name decide which of them match."""
    if refused and not transformations and planned.mode != "device":
        planned.depends_on(Unknown("the transformations"))
    for one in transformations if planned.mode != "device" else ():
        if not one.enabled or planned.stopped_by:
            continue
        try:
            matches = planned.holds(one.condition)
        except FqlError:
            planned.depends_on(Unknown(f"what the transformation {one.name!r} does"))
            continue
        if matches is not False:
            open_ = Unknown(f"whether the transformation {one.name!r} matches", of_call=True)
            _foresee(planned, step, one, () if matches else (open_,))


def _foresee(planned: Planned, step: str, one: Transformation, depends: Unknowns) -> None:
    if one.body.get("drop") is True:
        planned.stops(step, depends)
        return
    name = one.body.get("newEventName")
    if isinstance(name, str) and name and planned.call == "track":
        planned.becomes(name, certain=not depends)
    for old, new in _renames(one.body):
        planned.changes.append(Rename(old, _place(new, planned.container), depends))
    if inner := _allowed(one.body, planned.container):
        cut = Cut(planned.container, frozenset(inner), keeps=True, depends=depends)
        planned.changes.append(cut)


def _judge(walk: Walk, step: str, one: Transformation) -> None:
    evidence = f"transformation {one.id}: {one.condition}"
    try:
        fires = evaluate(parse(one.condition), walk.call)
    except FqlError as error:
        words = f"The transformation {one.name!r} has an invalid condition: {error.problem}"
        walk.unknown(step, words, f"what the transformation {one.name!r} does", evidence)
        return
    if not fires:
        walk.passes(step, f"The transformation {one.name!r} does not match the call.", evidence)
    elif one.body.get("drop") is True:
        walk.stops(step, f"The transformation {one.name!r} drops the call.", evidence)
    else:
        _apply(walk, step, one, evidence)


def _apply(walk: Walk, step: str, one: Transformation, evidence: str) -> None:
    done: list[str] = []
    why = f"The transformation {one.name!r}"
    _rename_event(walk, one.body, why, done)
    _rename(walk, one.body, why, done)
    _set_values(walk, one.body, why, done)
    _define(walk, one.body, why, done)
    _allow(walk, one.body, why, done)
    _hash(walk, one.body, why, done)
    if done:
        walk.changes(step, f"{why} {', '.join(done)}.", evidence)
    else:
        walk.passes(step, f"{why} matches and finds nothing to change.", evidence)
    for key in sorted(set(one.body) - _KNOWN):
        if one.body[key] and key not in {"createdAt", "updatedAt", "description"}:
            walk.not_modelled(step, f"{why} also has {key!r}.", evidence)


def _rename_event(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    name = body.get("newEventName")
    if isinstance(name, str) and name and walk.call["type"] == "track":
        walk.put(("event",), name, f"{why} renames the event.")
        done.append(f"names the event {name!r}")


def _rename(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    for old, new in _renames(body):
        keys = _find(walk.call, old)
        if keys is None:
            continue
        value = edits.value_at(walk.call, keys)
        walk.call = edits.without(walk.call, keys)
        walk.put(_place(new, keys[0]), value, f"{why} renames {old}.")
        done.append(f"renames {old} to {new}")


def _renames(body: Json) -> list[tuple[str, str]]:
    """Old and new names of properties, as they are written."""
    found = [
        (str(one.get("oldName", "")), str(one.get("newName", "")))
        for one in _objects(body.get("propertyRenames"))
    ]
    return [(old, new) for old, new in found if new]


def _set_values(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    for one in _objects(body.get("propertyValueTransformations")):
        for path in _texts(one.get("propertyPaths")):
            if keys := _find(walk.call, path):
                walk.put(keys, one.get("propertyValue"), f"{why} sets its value.")
                done.append(f"sets {path}")


def _define(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    for one in _objects(body.get("fqlDefinedProperties")):
        name = str(one.get("propertyName", ""))
        if name:
            reason = f"{why} computes it as {one.get('fql')}; the value is not worked out here."
            walk.put(_place(name, _own(walk.call)), f"(computed: {one.get('fql')})", reason)
            done.append(f"computes {name}")


def _allow(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    container = _own(walk.call)
    inner = _allowed(body, container)
    if not inner:
        return
    gone = walk.keep_only(container, inner, f"{why} allows only {', '.join(inner)}.")
    if gone:
        done.append(f"takes out {', '.join(gone)}")


def _allowed(body: Json, container: str) -> list[str]:
    """The only names that are left in the container; none where nothing is said."""
    return [path.removeprefix(f"{container}.") for path in _texts(body.get("allowProperties"))]


def _hash(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    configuration = body.get("hashPropertiesConfiguration")
    if not isinstance(configuration, Mapping):
        return
    algorithm = configuration.get("algorithm", "a hash")
    for path in _texts(configuration.get("paths")):
        if keys := _find(walk.call, path):
            walk.put(keys, f"(hashed with {algorithm})", f"{why} hashes it with {algorithm}.")
            done.append(f"hashes {path}")


def _find(call: Json, path: str) -> tuple[str, ...] | None:
    """Where a path of a transformation leads, with or without its container."""
    return edits.find(call, path) or edits.find(call, f"{_own(call)}.{path}")


def _place(path: str, container: str) -> tuple[str, ...]:
    head, _, rest = path.partition(".")
    return (head, *rest.split(".")) if rest and head in _CONTAINERS else (container, path)


def _own(call: Json) -> str:
    return "traits" if call["type"] in {"identify", "group"} else "properties"


def _objects(value: object) -> list[Json]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, Mapping)]


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, str)]
