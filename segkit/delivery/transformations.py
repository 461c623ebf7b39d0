"""Transformations: what Protocols changes in a call in cloud mode.

Facts: segment.com/docs/protocols/transform and the model `TransformationV1`. Those of a source
come before its destinations and its warehouses, those for a destination at its very end.
What a hash becomes is not computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segkit.delivery import edits
from segkit.delivery.planned import Change, Cut, Path, Planned, Put, Rename
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.errors import FqlError
from segkit.knowledge.destinations import S3
from segkit.model.plan import CONTAINERS
from segkit.model.workspace import DestinationCatalog, Json, Source, Transformation, Workspace
from segkit.routing.fql import computed, evaluate, parse

SOURCE, DESTINATION = "source-transformations", "destination-transformations"
_CONTAINERS = ("properties", "traits", "context")
_OTHERS = "properties"
_MOST_LEVELS = 4
_UNSUPPORTED = "whether it renames what is no property or trait, or more than four levels deep"
_TOP = "whether it sets fields at the top of the call, which its documentation says and denies"
_KNOWN = frozenset(
    {
        *("drop", "newEventName", "propertyRenames", "propertyValueTransformations"),
        *("fqlDefinedProperties", "allowProperties", "hashPropertiesConfiguration"),
    }
)


def transformations_for(
    workspace: Workspace, source: Source, step: str, catalog: DestinationCatalog
) -> Sequence[Transformation]:
    """Those of the source, or those for one of its destinations, which AWS S3 does not support."""
    if step == SOURCE:
        return workspace.transformations_of(source)
    return () if catalog.slug in S3 else workspace.transformations_of(source, catalog.id)


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
    before = walk.call
    if refused and not transformations and walk.mode != "device":
        walk.unknown(step, "The transformations could not be read.", "the transformations")
    elif not enabled:
        walk.passes(step, "There is none.", "workspace")
    elif walk.mode == "device":
        walk.passes(step, "Transformations do not reach device mode.", "documentation")
    for one in enabled if walk.mode != "device" else ():
        if not walk.stopped_by:
            _judge(walk, step, one, before)


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
    planned.changes += _changes(one.body, planned.container or _OTHERS, depends)


def _judge(walk: Walk, step: str, one: Transformation, before: Json) -> None:
    evidence = f"transformation {one.id}: {one.condition}"
    try:
        condition = parse(one.condition)
        fires = evaluate(condition, walk.call)
        in_any_order = fires is evaluate(condition, before)
    except FqlError as error:
        words = f"The transformation {one.name!r} has an invalid condition: {error.problem}"
        walk.unknown(step, words, f"what the transformation {one.name!r} does", evidence)
        return
    why = f"The transformation {one.name!r}"
    # in which order several of them work is not documented
    if not fires:
        words = f"{why} does not match the call."
        walk.passes(step, words, evidence, certain=in_any_order)
    elif one.body.get("drop") is True:
        walk.stops(step, f"{why} drops the call.", evidence, certain=in_any_order)
    else:
        _apply(walk, step, one, evidence, certain=in_any_order)


def _apply(walk: Walk, step: str, one: Transformation, evidence: str, *, certain: bool) -> None:
    why = f"The transformation {one.name!r}"
    done: list[str] = []
    _rename_event(walk, one.body, why, done)
    doubts = [_rename(walk, one.body, why, done), _set_values(walk, one.body, why, done)]
    _define(walk, one.body, why, done)
    _allow(walk, one.body, why, done)
    _hash(walk, one.body, why, done)
    words = f"{', '.join(done)}" if done else "matches and finds nothing to change"
    say = walk.changes if done else walk.passes
    doubt = "".join(f" Not known: {words}." for words in doubts if words)
    say(step, f"{why} {words}.{doubt}", evidence, certain=certain and not doubt)
    for key in sorted(set(one.body) - _KNOWN):
        if one.body[key] and key not in {"createdAt", "updatedAt", "description"}:
            walk.not_modelled(step, f"{why} also has {key!r}.", evidence)


def _changes(body: Json, container: str, depends: Unknowns) -> Iterator[Change]:
    """What it does to the fields of a planned call, in its order."""
    for old, new in _renames(body, container):
        doubt = () if _is_supported(old) else (Unknown(_UNSUPPORTED),)
        yield Rename(old, new, (*depends, *doubt))
    for keys, _ in _values(body, container):
        yield Put(keys, depends if len(keys) > 1 else (*depends, Unknown(_TOP)))
    for keys, _ in _defined(body, container):
        yield Put(keys, depends)
    if names := _allowed(body, container):
        yield Cut((container,), names, keeps=True, depends=depends)


def _rename_event(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    name = body.get("newEventName")
    if isinstance(name, str) and name and walk.call["type"] == "track":
        walk.put(("event",), name, f"{why} renames the event.")
        done.append(f"names the event {name!r}")


def _rename(walk: Walk, body: Json, why: str, done: list[str]) -> str:
    """Rename properties and traits; says what of it is not known."""
    doubt = ""
    for old, new in _renames(body, _own(walk.call)):
        if not _is_supported(old):
            doubt = _UNSUPPORTED
        elif edits.has(walk.call, old):
            value = edits.value_at(walk.call, old)
            walk.call = edits.without(walk.call, old)
            walk.put(new, value, f"{why} renames {edits.dotted(old)}.")
            done.append(f"renames {edits.dotted(old)} to {edits.dotted(new)}")
    return doubt


def _renames(body: Json, container: str) -> Iterator[tuple[Path, Path]]:
    """Old and new keys of properties or traits."""
    for one in _objects(body.get("propertyRenames")):
        old, new = str(one.get("oldName", "")), str(one.get("newName", ""))
        if old and new:
            yield _place(old, container), _place(new, container)


def _is_supported(old: Path) -> bool:
    """Renames reach properties and traits, four levels deep, by their documentation."""
    return old[0] in CONTAINERS.values() and len(old) <= 1 + _MOST_LEVELS


def _set_values(walk: Walk, body: Json, why: str, done: list[str]) -> str:
    """Put fixed values; says what of it is not known."""
    doubt = ""
    for keys, value in _values(body, _own(walk.call)):
        around = [edits.value_at(walk.call, keys[:end]) for end in range(1, len(keys))]
        if not all(one is None or isinstance(one, Mapping) for one in around):
            doubt = f"what it sets below {edits.dotted(keys[:-1])}, which is no object"
        elif keys == ("type",):
            doubt = "whether it sets the call's type"
        else:
            doubt = doubt or (_TOP if len(keys) == 1 else "")
            walk.put(keys, value, f"{why} sets its value.")
            done.append(f"sets {edits.dotted(keys)}")
    return doubt


def _values(body: Json, container: str) -> Iterator[tuple[Path, object]]:
    """Where fixed values are put, whether something stands there or not."""
    for one in _objects(body.get("propertyValueTransformations")):
        for path in _texts(one.get("propertyPaths")):
            keys = edits.keys_of(path)
            yield keys if len(keys) == 1 else _place(path, container), one.get("propertyValue")


def sets(one: Transformation, container: str) -> Iterator[tuple[Path, object]]:
    """The fixed values of a transformation, and where it puts them."""
    return _values(one.body, container)


def _define(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    for keys, fql in _defined(body, _own(walk.call)):
        try:
            value = computed(parse(fql), walk.call)
        except FqlError:
            value = None
        reason = f"{why} computes it as {fql}"
        if value is None:
            reason, value = f"{reason}; the value is not worked out here", f"(computed: {fql})"
        walk.put(keys, value, f"{reason}.")
        done.append(f"computes {edits.dotted(keys)}")


def _defined(body: Json, container: str) -> Iterator[tuple[Path, str]]:
    """Where computed values are put, and the FQL that computes them."""
    for one in _objects(body.get("fqlDefinedProperties")):
        if name := str(one.get("propertyName", "")):
            yield _place(name, container), str(one.get("fql", ""))


def _allow(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    container = _own(walk.call)
    if names := _allowed(body, container):
        listed = ", ".join(sorted(map(edits.dotted, names)))
        gone = walk.cut((container,), names, f"{why} allows only {listed}.", keeps=True)
        if gone:
            done.append(f"takes out {', '.join(gone)}")


def _allowed(body: Json, container: str) -> frozenset[Path]:
    """The only names that are left in the container; none where nothing is said."""
    paths = (_place(path, container) for path in _texts(body.get("allowProperties")))
    return frozenset(keys[1:] if keys[0] == container else keys for keys in paths)


def _hash(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    configuration = body.get("hashPropertiesConfiguration")
    if not isinstance(configuration, Mapping):
        return
    algorithm = configuration.get("algorithm", "a hash")
    for path in _texts(configuration.get("paths")):
        keys = _place(path, _own(walk.call))
        if edits.has(walk.call, keys):
            walk.put(keys, f"(hashed with {algorithm})", f"{why} hashes it with {algorithm}.")
            done.append(f"hashes {edits.dotted(keys)}")


def _place(path: str, container: str) -> Path:
    """The keys that a path of a transformation stands for, with or without its container."""
    keys = edits.keys_of(path)
    return keys if keys[0] in _CONTAINERS and len(keys) > 1 else (container, *keys)


def _own(call: Json) -> str:
    return CONTAINERS.get(str(call["type"]), _OTHERS)


def _objects(value: object) -> list[Json]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, Mapping)]


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, str)]
