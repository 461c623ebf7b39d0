"""mParticle's data plans → `TrackingPlan`.

Shape: `{data_plan_name, data_plan_versions: [{version, version_document: {data_points: [{match,
description, validator}]}}]}`, or one version of it. An event's own properties stand deep in its
validator, at `data.custom_attributes`. Source: docs.mparticle.com, "Data Planning API", and the
public types in @mparticle/data-planning-models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CONTAINERS, Explained, Report, TrackingPlan
from segkit.plans.documents.doubting import Doubts
from segkit.plans.documents.merging import required_of
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.documents.schema import wrapped
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

_CALLS = {
    "custom_event": ("TRACK", "event_name"),
    "screen_view": ("SCREEN", "screen_name"),
    "product_action": ("TRACK", "action"),
    "promotion_action": ("TRACK", "action"),
    "product_impression": ("TRACK", ""),
    "user_attributes": ("IDENTIFY", ""),
    "user_identities": ("IDENTIFY", ""),
}
"""What a data point is about: Segment's call, and the criterion that names the event."""

_WRAPPED = 3
_PATH = ("data", "custom_attributes")
_NAMING = {"data", "event_name", "custom_event_type", "screen_name", "activity_name"}
_BESIDE = (
    "{count} names beside an event's own attributes, of products or flags, are not read as "
    "properties."
)


def looks_like_mparticle(document: object) -> bool:
    """True for a data plan, one of its versions, or a version's document."""
    return _version(document) is not None


def read_mparticle(document: object, *, name: str) -> TrackingPlan:
    """The newest version of a data plan. Session and application states are explained.

    Raises:
        NotATrackingPlanError: It is no data plan, or one without a usable data point.
    """
    version = _version(document)
    points = _points(version)
    if version is None or points is None or not isinstance(document, Mapping):
        raise NotATrackingPlanError(
            "This is no data plan of mParticle: looked for 'version_document.data_points'.",
            "export the data plan again as JSON.",
        )
    entries: list[tuple[str, object]] = []
    explained: list[Explained] = []
    doubts = Doubts()
    for number, point in enumerate(points):
        kind = _text(_mapping(_mapping(point).get("match")), "type")
        if kind and kind not in _CALLS:
            reason = f"Segment has no call for a data point of the kind {kind!r}."
            explained.append(Explained(f"data_points[{number}]", reason))
        else:
            entry = _entry(point)
            entries.append((f"data_points[{number}]", entry))
            left = list(dict.fromkeys(_described(_mapping(entry).get("definition"))))
            doubts.add(f"data_points[{number}]", _BESIDE, *left) if left else None
    record = {
        "id": document.get("data_plan_id"),
        "name": document.get("data_plan_name"),
        "description": document.get("data_plan_description"),
        "version": version.get("version"),
    }
    plan = {key: value for key, value in record.items() if value is not None}
    so_far = Report(explained=tuple(explained), notes=_notes(document, version))
    entries = _one_identify(entries)
    return plan_from_entries(entries, plan=plan, name=name, so_far=so_far, doubts=doubts)


def _version(document: object) -> Mapping[str, object] | None:
    """The newest version in the document, or the document when it is one itself."""
    if not isinstance(document, Mapping):
        return None
    versions = document.get("data_plan_versions")
    if isinstance(versions, list):
        usable = [one for one in versions if _points(one) is not None]
        return max(usable, key=_number, default=None)
    if _points(document) is not None:
        return document
    # as programs of mParticle are given one: a version in an object with little else
    inside = document.values() if len(document) <= _WRAPPED else ()
    return next(filter(None, map(_version, inside)), None)


def _one_identify(entries: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Attributes and identities of users are traits of one call."""
    of_users = [one for _, one in entries if _mapping(one).get("type") == "IDENTIFY"]
    if len(of_users) < 2:
        return entries
    first, *others = [_mapping(one) for one in of_users]
    traits = [_traits(one) for one in (first, *others)]
    names: dict[str, object] = {}
    for said in traits:
        names |= {name: one for name, one in _named(said).items() if name not in names}
    required = list(dict.fromkeys(name for said in traits for name in required_of({**said})))
    joined = {**traits[0], "properties": names, "required": required}
    whole = {**first, "jsonSchema": wrapped(joined, "traits")}
    dropped = set(map(id, of_users[1:]))
    return [
        (where, whole if one is of_users[0] else one)
        for where, one in entries
        if id(one) not in dropped
    ]


def _traits(entry: Mapping[str, object]) -> Mapping[str, object]:
    """The schema of the traits in an entry."""
    return _mapping(_named(_mapping(entry.get("jsonSchema"))).get("traits"))


def _named(schema: Mapping[str, object]) -> Mapping[str, object]:
    return _mapping(schema.get("properties"))


def _described(schema: object) -> Iterator[str]:
    """Names of what a schema describes, and of what is inside them."""
    for name, one in _named(_mapping(schema)).items():
        if name not in _NAMING:
            yield name
        yield from _described(one)
    if items := _mapping(_mapping(schema).get("items")):
        yield from _described(items)


def _number(version: object) -> float:
    number = _mapping(version).get("version")
    return number if isinstance(number, int | float) else 0


def _points(version: object) -> list[object] | None:
    """The data points of a version, or of a version's document alone."""
    version = _mapping(version)
    points = _mapping(version.get("version_document", version)).get("data_points")
    is_plan = isinstance(points, list) and any("match" in _mapping(one) for one in points)
    return points if is_plan and isinstance(points, list) else None


def _notes(document: Mapping[str, object], version: Mapping[str, object]) -> tuple[str, ...]:
    versions = document.get("data_plan_versions")
    if not isinstance(versions, list) or len(versions) < 2:
        return ()
    number = version.get("version")
    return (f"The data plan has {len(versions)} versions; this is version {number}.",)


def _entry(point: object) -> object:
    match = _mapping(_mapping(point).get("match"))
    kind = _text(match, "type")
    if not isinstance(point, Mapping) or kind not in _CALLS:
        return point
    call, criterion = _CALLS[kind]
    criteria = _mapping(match.get("criteria"))
    definition = _mapping(_mapping(point.get("validator")).get("definition"))
    own, rest = (definition, {}) if call == "IDENTIFY" else _inner(definition, _PATH)
    entry: dict[str, object] = {
        "type": call,
        "key": None if call == "IDENTIFY" else criteria.get(criterion, kind),
        "description": point.get("description"),
        "jsonSchema": wrapped(own, CONTAINERS[call.lower()]),
        "match": match,
    }
    return entry | ({"definition": rest} if rest else {})


def _inner(
    schema: Mapping[str, object], path: tuple[str, ...]
) -> tuple[Mapping[str, object], dict[str, object]]:
    """The schema at `path` below, and what else the outer one says."""
    if not path:
        return schema, {}
    names = dict(_mapping(schema.get("properties")))
    own, rest = _inner(_mapping(names.pop(path[0], {})), path[1:])
    said = {
        key: value
        for key, value in schema.items()
        if key not in {"properties", "type"} and value and value is not True
    }
    names |= {path[0]: rest} if rest else {}
    return own, said | ({"properties": names} if names else {})


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _recognises(given: PlanInput) -> bool:
    return looks_like_mparticle(given.told)


def _read(given: PlanInput) -> TrackingPlan:
    return read_mparticle(given.told, name=given.name)


MPARTICLE = PlanFormat("mParticle", _recognises, read=_read)
