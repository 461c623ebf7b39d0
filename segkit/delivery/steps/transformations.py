"""Transformations: what Protocols changes in a call in cloud mode.

Facts: segment.com/docs/protocols/transform and the model `TransformationV1`. Those of a source
come before its destinations and its warehouses, those for a destination at its very end.
What a hash becomes is not computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from segkit.delivery.planned import Change, Cut, Path, Planned, Put, Rename
from segkit.delivery.steps import edits
from segkit.delivery.unknowns import Unknown, Unknowns
from segkit.delivery.walk import Walk
from segkit.errors import FqlError
from segkit.knowledge.destinations import S3
from segkit.model.plan import CONTAINERS, dotted
from segkit.model.workspace import DestinationCatalog, Json, Source, Transformation, Workspace
from segkit.routing.fql import computed, condition_paths, evaluate, parse

SOURCE, DESTINATION = "source-transformations", "destination-transformations"
_CONTAINERS = ("properties", "traits", "context")
_OTHERS = "properties"
_MOST_LEVELS = 4
_UNSUPPORTED = "whether it renames what is no property or trait, or more than four levels deep"
_TOP = "whether it sets fields at the top of the call, which its documentation says and denies"
_ORDER = "in which order transformations work, which is not documented"
_DOUBLED = "which of several transformations that change the same is at work"
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
        words = "The transformations could not be read."
        walk.unknown(step, words, "the transformations", also=walk.remade)
    elif not enabled:
        walk.passes(step, "There is none.", "workspace")
    elif walk.mode == "device":
        walk.passes(step, "Transformations do not reach device mode.", "documentation")
    doubled = _doubled(enabled)
    for one in enabled if walk.mode != "device" else ():
        if walk.stopped_by:
            continue
        if one.id in doubled:
            words = f"Another transformation changes the same as {one.name!r}, for the same calls."
            walk.unknown(step, words, _DOUBLED, _evidence(one), also=walk.remade)
        else:
            _judge(walk, step, one, before)


def foresee_transformations(
    planned: Planned, step: str, transformations: Sequence[Transformation], *, refused: bool
) -> None:
    """The same for a planned call, as far as its type and name decide which of them match."""
    if refused and not transformations and planned.mode != "device":
        planned.depends_on(Unknown("the transformations", remakes=True))
    enabled = [one for one in transformations if one.enabled]
    doubled = _doubled(enabled)
    for one in enabled if planned.mode != "device" else ():
        if planned.stopped_by:
            continue
        if one.id in doubled:
            planned.depends_on(Unknown(_DOUBLED, remakes=True))
            continue
        try:
            matches = planned.holds(one.condition)
        except FqlError:
            what = f"what the transformation {one.name!r} does"
            planned.depends_on(Unknown(what, remakes=True))
            continue
        if matches is not False:
            open_ = Unknown(f"whether the transformation {one.name!r} matches", of_call=True)
            _foresee(planned, step, one, () if matches else (open_,))


def _doubled(several: Iterable[Transformation]) -> frozenset[str]:
    """Ids of those beside which another one changes the same thing under the same condition.

    By their documentation there cannot be two, so nobody knows which of them is at work.
    """
    found = [(one.condition.strip(), what, one.id) for one in several for what in _touched(one)]
    alike = Counter(each[:2] for each in found)
    return frozenset(each[2] for each in found if alike[each[:2]] > 1)


def _touched(one: Transformation) -> set[Path]:
    """What it changes: the event's name, or where a property stands."""
    if one.body.get("drop") is True:
        return set()
    places = {
        *(old for old, _ in _renames(one.body, _OTHERS)),
        *(keys for keys, _ in (*_values(one.body, _OTHERS), *_defined(one.body, _OTHERS))),
    }
    return places | ({("event",)} if one.body.get("newEventName") else set())


def _foresee(planned: Planned, step: str, one: Transformation, depends: Unknowns) -> None:
    if one.body.get("drop") is True:
        planned.stops(step, depends)
        return
    name = one.body.get("newEventName")
    if isinstance(name, str) and name and planned.call == "track":
        planned.becomes(name, certain=not depends)
    planned.changes += _changes(one.body, planned.container or _OTHERS, depends)
    if any(len(keys) == 1 for keys, _ in _values(one.body, _OTHERS)):
        planned.depends_on(Unknown(_TOP, remakes=True))
    planned.depends_on(*(Unknown(what, remakes=True) for _, what in _not_known(one)))


def _judge(walk: Walk, step: str, one: Transformation, before: Json) -> None:
    evidence = _evidence(one)
    try:
        condition = parse(one.condition)
        fires = evaluate(condition, walk.call)
        in_any_order = fires is evaluate(condition, before)
    except FqlError as error:
        words = f"The transformation {one.name!r} has an invalid condition: {error.problem}"
        what = f"what the transformation {one.name!r} does"
        walk.unknown(step, words, what, evidence, also=walk.remade)
        return
    why = f"The transformation {one.name!r}"
    if not fires:
        words = f"{why} does not match the call."
        walk.passes(step, words, evidence, certain=in_any_order)
    elif one.body.get("drop") is True:
        doubt, of_fields = "" if in_any_order else _ORDER, walk.asks_fields(one.condition)
        walk.stops(step, f"{why} drops the call.", evidence, doubt=doubt, of_fields=of_fields)
    else:
        _apply(walk, step, one, evidence, certain=in_any_order)
    walk.remade += [_ORDER] * (not in_any_order)


def _apply(walk: Walk, step: str, one: Transformation, evidence: str, *, certain: bool) -> None:
    why = f"The transformation {one.name!r}"
    done: list[str] = []
    _rename_event(walk, one.body, why, done)
    renames, values = _rename(walk, one.body, why, done), _set_values(walk, one.body, why, done)
    _define(walk, one.body, why, done)
    _allow(walk, one.body, why, done)
    _hash(walk, one.body, why, done)
    words = f"{', '.join(done)}" if done else "matches and finds nothing to change"
    say = walk.changes if done else walk.passes
    walk.edited += [renames] * bool(renames)
    walk.remade += [values] * bool(values)
    doubt = "".join(f" Not known: {words}." for words in (renames, values) if words)
    say(step, f"{why} {words}.{doubt}", evidence, certain=certain and not doubt)
    for key, what in _not_known(one):
        walk.unknown(step, f"{why} also has {key!r}.", what, evidence, also=walk.remade)


def _not_known(one: Transformation) -> Iterator[tuple[str, str]]:
    """What it has besides, with what would have to be known of it."""
    for key in sorted(set(one.body) - _KNOWN):
        if one.body[key] and key not in {"createdAt", "updatedAt", "description"}:
            yield key, f"what {key!r} of the transformation {one.name!r} does"


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
            walk.put(new, value, f"{why} renames {dotted(old)}.")
            done.append(f"renames {dotted(old)} to {dotted(new)}")
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
            doubt = f"what it sets below {dotted(keys[:-1])}, which is no object"
        elif keys == ("type",):
            doubt = "whether it sets the call's type"
        else:
            doubt = doubt or (_TOP if len(keys) == 1 else "")
            walk.put(keys, value, f"{why} sets its value.")
            done.append(f"sets {dotted(keys)}")
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


def named_places(one: Transformation, container: str) -> Iterator[tuple[Path, str]]:
    """Where a transformation finds or leaves something in a call, and what it does there."""
    for old, new in _renames(one.body, container):
        yield old, "renames it"
        yield new, f"gives {dotted(old)} this name"
    for keys, _ in _values(one.body, container):
        yield keys, "sets its value"
    for keys, fql in _defined(one.body, container):
        yield keys, "computes its value"
        yield from ((path, "computes another value of it") for path in condition_paths(fql))
    for keys in sorted(_allowed(one.body, container)):
        yield (container, *keys), "lets only such fields through"
    hashed = one.body.get("hashPropertiesConfiguration")
    for path in _texts(hashed.get("paths")) if isinstance(hashed, Mapping) else ():
        yield _place(path, container), "hashes it"


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
        done.append(f"computes {dotted(keys)}")


def _defined(body: Json, container: str) -> Iterator[tuple[Path, str]]:
    """Where computed values are put, and the FQL that computes them."""
    for one in _objects(body.get("fqlDefinedProperties")):
        if name := str(one.get("propertyName", "")):
            yield _place(name, container), str(one.get("fql", ""))


def _allow(walk: Walk, body: Json, why: str, done: list[str]) -> None:
    container = _own(walk.call)
    if names := _allowed(body, container):
        listed = ", ".join(sorted(map(dotted, names)))
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
            done.append(f"hashes {dotted(keys)}")


def _place(path: str, container: str) -> Path:
    """The keys that a path of a transformation stands for, with or without its container."""
    keys = edits.keys_of(path)
    return keys if keys[0] in _CONTAINERS and len(keys) > 1 else (container, *keys)


def _evidence(one: Transformation) -> str:
    return f"transformation {one.id}: {one.condition}"


def _own(call: Json) -> str:
    return CONTAINERS.get(str(call["type"]), _OTHERS)


def _objects(value: object) -> list[Json]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, Mapping)]


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else ()
    return [one for one in items if isinstance(one, str)]
