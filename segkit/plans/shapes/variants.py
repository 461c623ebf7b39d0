"""What is written several times: once for each platform, or for each version.

`{web: {…}, ios: {…}}`, `[{platform: web, …}]`, `{v1: {…}, v2: {…}}` and `versions: [{version: 1, …}]`
are parts of one payload, or of one event, and no properties of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from segkit.plans.shapes.drafts import deeper
from segkit.plans.shapes.judging import describes_property
from segkit.plans.shapes.keys import (
    PLATFORMS,
    Said,
    are_platforms,
    said_of_event,
    squashed,
    words,
)
from segkit.plans.shapes.members import is_schema_object

_OF_ENTRIES = ("platform", "client", "target", "os", "channel", "surface", "app", "source")
_VERSION = re.compile(r"v?(\d{1,3}(?:[.\-_]\d+)*)", re.IGNORECASE)
_SEVERAL = {
    "platform", "platforms", "implementation", "implementations", "client", "clients", "target",
    "targets", "surfaces", "channels", "sources", "apps", "sdks", "variants", "versions",
    "version", "revisions", "history",
}  # fmt: skip
"""Words under which an event is written several times."""
_CURRENT = ("current", "latest", "stable", "active", "default")
_TOOLS = {
    "ga4", "ga", "googleanalytics", "firebase", "meta", "metapixel", "facebook", "tiktok", "gtm",
    "mixpanel", "amplitude", "posthog", "segment", "heap", "plausible", "klaviyo", "braze",
    "clevertap", "adjust", "appsflyer", "linkedin", "pinterest", "snapchat", "googleads",
}  # fmt: skip
"""Tools that an event is sent to, each with what it gets."""
_SURE = PLATFORMS - {"app", "apps", "server", "client", "backend", "frontend", "native"}


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several ways in which a thing is written.

    Attributes:
        name: The platform or version.
        said: What stands there.
        where: Its place.
        older: Versions of it that it takes the place of.
    """

    name: str
    said: object
    where: str
    older: tuple[str, ...] = ()


def variants(value: object, where: str) -> list[Variant]:
    """What is said for each platform, of several versions of it the newest; empty for other values."""
    found = _by_platform(value, where)
    if not found and (newest := _newest(value, where)) is not None:
        found = newest
    return [inner for one in found for inner in variants(one.said, one.where) or [one]]


def beside(node: Mapping[str, object], where: str) -> dict[str, list[Variant]]:
    """Parts of an event that stand under keys of its own: `web: {…}`, `versions: [{…}]`."""
    found: dict[str, list[Variant]] = {}
    tools = [key for key in node if squashed(key) in _TOOLS]
    for key, value in node.items():
        if not isinstance(value, Mapping | list) or said_of_event(key) is not Said.LABEL:
            continue
        place = deeper(where, key)
        if (squashed(key) in PLATFORMS or (key in tools and len(tools) > 1)) and isinstance(
            value, Mapping
        ):
            parts = variants(value, place) or [Variant(key, value, place)]
        elif isinstance(value, list) or set(words(key)[-1:]) & _SEVERAL:
            parts = variants(value, place)
        else:  # `{lamp_lit: {web: …, ios: …}}` is an event of a group
            parts = []
        if parts and all(isinstance(x.said, Mapping) and holds_fields(x.said) for x in parts):
            found[key] = parts
    return found


def are_tools(several: Sequence[Variant]) -> bool:
    """The parts are what tools get, and no platforms."""
    return any(squashed(one.name) in _TOOLS for one in several)


def holds_fields(node: Mapping[str, object]) -> bool:
    """Something in the object is called like properties, or like a schema of some."""
    return any(
        said_of_event(key) in {Said.FIELDS, Said.SCHEMA} and isinstance(one, Mapping | list)
        for key, one in node.items()
    )


def hold_objects(fields: object) -> bool:
    """Properties that are called objects stand in a map, whatever their names: `app: {type: object}`."""
    inner = fields.values() if isinstance(fields, Mapping) else ()
    return any(isinstance(one, Mapping) and "type" in one for one in inner)


def _by_platform(value: object, where: str) -> list[Variant]:
    if isinstance(value, list):
        return _listed(value, where)
    if not isinstance(value, Mapping) or not value or not are_platforms(value):
        return []
    is_open = all(map(_is_part, value.values()))
    names = {squashed(key) for key in value}
    are_sure = all(map(_is_wrapper, value.values())) or (len(value) > 1 and names & _SURE)
    if not is_open or not are_sure:
        return []
    return [Variant(key, one, deeper(where, key)) for key, one in value.items()]


def _is_wrapper(value: object) -> bool:
    """It holds properties under a word for them, or version by version; an object is a property."""
    is_object = isinstance(value, Mapping) and "type" in value
    holds = isinstance(value, Mapping) and holds_fields(value) and not is_object
    return holds or bool(_newest(value, ""))


def _listed(several: list[object], where: str) -> list[Variant]:
    """Objects that each say a platform, or a version, and what it carries."""
    found = []
    for number, one in enumerate(several):
        if not isinstance(one, Mapping) or not holds_fields(one):
            return []
        name = _said_platform(one)
        if not name:
            return _newest_of(several, where)
        rest = {key: said for key, said in one.items() if squashed(key) not in _OF_ENTRIES}
        found.append(Variant(name, rest, f"{where}[{number}]"))
    return found


def _said_platform(node: Mapping[str, object]) -> str:
    """The platform, or platforms, that an entry of a list is for."""
    for key, one in node.items():
        names = one if isinstance(one, list) else [one]
        is_word = squashed(key) in _OF_ENTRIES or squashed(key).removesuffix("s") in _OF_ENTRIES
        texts = [name for name in names if isinstance(name, str)]
        if is_word and texts and are_platforms(texts):
            return ", ".join(texts)
    return ""


def _newest_of(several: list[object], where: str) -> list[Variant]:
    """`[{version: 1, …}, {version: 2, …}]`: the newest of them."""
    told: dict[str, object] = {}
    for one in several:
        name = dict(_items(one)).get("version")
        if not isinstance(name, str | int | float) or not _VERSION.fullmatch(str(name)):
            return []
        told[str(name)] = one
    newest = max(told, key=_order)
    rest = {key: one for key, one in _items(told[newest]) if key != "version"}
    older = tuple(name for name in told if name != newest)
    return [Variant(newest, rest, f"{where}[{list(told).index(newest)}]", older)]


def _newest(value: object, where: str) -> list[Variant] | None:
    """The version that counts, behind what it takes over from another one."""
    if not isinstance(value, Mapping):
        return None
    told = {str(key): one for key, one in value.items() if isinstance(one, Mapping | list)}
    rest = {str(key): str(one) for key, one in value.items() if str(key) not in told}
    lead = all(one in told or one in rest for one in rest.values())
    name = next((word for word in _CURRENT if word in rest), "")
    are_named = bool(name) or all(map(_VERSION.fullmatch, told))
    if not told or not all(map(_is_part, told.values())) or not (lead and are_named):
        return None
    for _ in rest:  # `current: stable, stable: "1.1.0"`
        name = rest.get(name, name)
    newest = name if name in told else max(told, key=_order)
    *before, last = _with_base(newest, told, where)
    used = {newest, *(one.name for one in before)}
    return [*before, replace(last, older=tuple(one for one in told if one not in used))]


def _with_base(name: str, told: Mapping[str, object], where: str) -> list[Variant]:
    """A version, behind the one that it refers to by its name."""
    said = told[name]
    base = said.get("$ref") if isinstance(said, Mapping) else None
    others = {key: one for key, one in told.items() if key != name}
    before = _with_base(base, others, where) if isinstance(base, str) and base in others else []
    if isinstance(said, Mapping) and before:
        said = {key: one for key, one in said.items() if key != "$ref"}
    return [*before, Variant(name, said, deeper(where, name))]


def _order(version: str) -> tuple[int, ...]:
    found = _VERSION.fullmatch(version)
    return tuple(map(int, re.split(r"[.\-_]", found[1]))) if found is not None else ()


def _is_part(value: object) -> bool:
    """Names, or an object that says more than what one property is."""
    if isinstance(value, list):
        return bool(value)
    is_one = isinstance(value, Mapping) and describes_property(value)
    return isinstance(value, Mapping) and (is_schema_object(value) or not is_one)


def _items(value: object) -> Iterable[tuple[str, object]]:
    return value.items() if isinstance(value, Mapping) else ()
