"""The workspace's document as it may be written to disk: what is not known as harmless is out.

Write keys keep their last four characters, settings only what is on the list below, and what
was left out is named (`droppedSettings`, `droppedKeys`) so that nobody takes it for missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.model.workspace import Json
from segkit.segment_api.document import MAPS, RESOURCES
from segkit.segment_api.kept import KEPT, kept
from segkit.segment_api.secret_smells import (
    MASK,
    masked_key,
    smells_by_name,
    smells_by_value,
    unless_random,
    without_embedded,
)

_HARMLESS = frozenset(
    {
        *("name",),  # what people call the object; a warehouse has no other name
        *("region", "awsregion", "location", "dataregion", "datacenter", "datacenterlocation"),
        *("endpoint", "endpointregion", "regionendpoint"),  # which of a vendor's regions gets data
        *("timezone", "sdkversion"),  # how to read times, which library is loaded
        *("websiteurl",),  # the source's public address
        *("pixelid", "measurementid"),  # stands in the source of every page of the website
    }
)
"""Settings whose text or number may be kept: names in small letters and digits."""

_EVENTS = frozenset(
    {
        *("events", "eventsv2", "customevents", "standardevents", "legacyevents"),
        *("pageloadconversions", "clickconversions", "mappedstreams", "mappedtopics"),
        *("whitelistedtraits", "evars", "props"),
    }
)
"""Settings that act as mappings: they say which event or trait becomes what."""

_NEVER = frozenset({"encryptedSettings", "contacts", "logos", "previewWebhookUrl"})
_DEFINITION = ("name", "label", "description", "type", "required", "sensitive")
_FORWARDS = ("forwardingViolationsTo", "forwardingBlockedEventsTo")
_NOT_SECRET = frozenset({"fieldKey", "writeKeys"})  # the API's names; write keys are masked
_NOT_SECRET_IN = frozenset(
    (within, "key")  # likewise
    for within in ("labels", "hashPropertiesConfiguration", "audiences", "computedTraits")
)
_PUBLIC = frozenset({"metadata", "labels"})
_PRESET_FIELDS = ("presets", "fields")
_PATH = re.compile(
    r"\$(?:\.[\w$ -]+|\[[^\]]*\])*"
)  # names data wherever it stands: `@path`, `@arrayPath`
_LONGEST = 200
_TEXTS = frozenset(
    {
        *("id", "name", "slug", "title", "description", "if", "trigger", "fql", "query"),
        *("queryIdentifierColumn", "fields", "path", "paths", "propertyPaths", "allowProperties"),
        *("collection", "propertiesOff", "key"),
    }
)
"""Keys of the API whose text may look random and is none: names, expressions, paths."""

_TEXT_ENDINGS = ("Id", "Name", "Slug", "At", "By")  # of the API's other keys of that kind


def without_secrets(document: Json) -> dict[str, object]:
    """The document, safe for a snapshot; a new one, and the same again for its own result.

    Args:
        document: What `workspace_document` gives.
    """
    safe: dict[str, object] = {}
    sources = _source_ids(document)
    for key, value in document.items():
        if key in MAPS:
            safe[key] = _connections(value)
        elif key == "sourceSettings":
            safe[key] = _source_settings(value, sources)
        elif key == "notAvailable":
            safe[key] = _reasons(value)
        elif key == "trackingPlanRules":
            safe[key] = _words(value)
        elif key in KEPT:
            safe[key] = _clean(kept(value, key), key)
        elif key in RESOURCES:
            safe[key] = _clean(value, key, public=key in _PUBLIC)
    dropped = {key for key in document if key not in RESOURCES and key != "droppedKeys"}
    if dropped := dropped | _names(document.get("droppedKeys")):
        safe["droppedKeys"] = _shown(dropped)
    return safe


def _clean(value: object, within: str, *, public: bool = False) -> object:
    """Any part of the document outside the settings; `within` is the key that holds it.

    `public` parts are Segment's own catalog and labels: their texts stay.
    """
    if isinstance(value, str):
        public = public or within in _TEXTS or within.endswith(_TEXT_ENDINGS)
        return without_embedded(value) if public or not smells_by_value(value) else MASK
    if isinstance(value, list | tuple):
        return [_clean(one, within, public=public) for one in value]
    if not isinstance(value, Mapping):
        return value
    safe: dict[str, object] = {}
    for key, one in value.items():
        if key == "settings":
            safe |= _any_settings(value, within)
        elif not _is_dropped(key, within):
            safe[key] = _safe_value(key, one, value, within, public=public)
    return safe


def _safe_value(key: str, value: object, owner: Json, within: str, *, public: bool) -> object:
    if key == "writeKeys":
        return [masked_key(one) for one in _listed(value) if isinstance(one, str)]
    if key == "droppedSettings":
        return _shown(_names(value) | _names(_any_settings(owner, within).get(key)))
    if key == "defaultValue":
        return _default(value, owner)
    if isinstance(value, Mapping) and (within, key) == _PRESET_FIELDS:
        return _literal(value, "")  # directives, whose keys are the fields' own names
    if key == "key" and within == "hashPropertiesConfiguration":
        return MASK
    return _clean(value, key, public=public or key in _PUBLIC)


def _default(value: object, option: Json) -> object:
    """What an option or field holds at first: Segment's choice, or that of a function's author."""
    if value and _is_password(option):
        return MASK
    if isinstance(value, Mapping):
        return _literal(value, "")
    return unless_random(value) if isinstance(value, str) else _clean(value, "defaultValue")


def _is_dropped(key: str, within: str) -> bool:
    if key in _NEVER or (key == "code" and within == "functions"):
        return True
    return smells_by_name(key) and key not in _NOT_SECRET and (within, key) not in _NOT_SECRET_IN


def _any_settings(owner: Json, within: str) -> dict[str, object]:
    """`settings`, and `droppedSettings` where something was left out."""
    settings = owner.get("settings")
    if within == "subscriptions":
        return {"settings": _literal(settings, "")}
    if within == "functions":
        return {"settings": [_definition(one) for one in _listed(settings)]}
    if not isinstance(settings, Mapping):
        return {"settings": {}}
    passwords = _password_options(owner)
    kept = {
        key: _named(one) if _plain(key) in _EVENTS else one
        for key, one in settings.items()
        if one in ("", [], {}) or (_plain(key) not in passwords and _is_harmless(key, one))
    }
    dropped = (settings.keys() - kept.keys()) | _names(owner.get("droppedSettings"))
    return {"settings": kept} | ({"droppedSettings": _shown(dropped)} if dropped else {})


def _is_harmless(name: str, value: object) -> bool:
    if smells_by_name(name):
        return False
    if isinstance(value, bool):
        return True
    if _plain(name) in _EVENTS:
        return isinstance(value, list | Mapping)
    if _plain(name) not in _HARMLESS:
        return False
    if isinstance(value, str):
        return len(value) <= _LONGEST and not smells_by_value(value) and not _has_path(value)
    return isinstance(value, int | float)


def _named(value: object) -> object:
    """A setting that acts as a mapping: names stay, whatever looks like a secret does not."""
    if isinstance(value, Mapping):
        return {
            str(_named(key)): MASK if smells_by_name(key) and key != "key" else _named(one)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_named(one) for one in value]
    if isinstance(value, str):
        kept = len(value) <= _LONGEST and not smells_by_value(value) and not _has_path(value)
        return without_embedded(value) if kept else MASK
    return value if isinstance(value, int | float) else MASK


def _has_path(value: str) -> bool:
    """An address with more than its host: the rest is where vendors put keys."""
    return bool(re.search(r"://[^/?#]*[/?#].", value))


def _password_options(owner: Json) -> set[str]:
    catalog = owner.get("metadata")
    options = catalog.get("options") if isinstance(catalog, Mapping) else None
    return {
        _plain(str(one.get("name")))
        for one in _listed(options)
        if isinstance(one, Mapping) and _is_password(one)
    }


def _is_password(option: Json) -> bool:
    return str(option.get("type")).lower() == "password"


def _literal(value: object, name: str) -> object:
    """A mapping's settings: directives stay, literals that look like a secret are masked.

    `name` is the last name on the way that looks like a secret's; empty when there is none.
    """
    if isinstance(value, Mapping):
        return {
            key: _literal(one, name if key.startswith("@") or not smells_by_name(key) else key)
            if not _is_reference(key, one)
            else _clean(one, key)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_literal(one, name) for one in value]
    if isinstance(value, str) and _PATH.fullmatch(value):
        return without_embedded(value)
    if isinstance(value, str):
        return MASK if value and (name or smells_by_value(value)) else value
    return MASK if name and isinstance(value, int | float) and value is not True else value


def _is_reference(key: str, value: object) -> bool:
    """A `@template` with a placeholder and no secret beside it: it names data and holds none."""
    return (
        key == "@template"
        and isinstance(value, str)
        and "{{" in value
        and not smells_by_value(re.sub(r"\{\{.*?\}\}", " ", value))
    )


def _definition(value: object) -> dict[str, object]:
    """One setting of a function as it is declared; it has no value."""
    known = value if isinstance(value, Mapping) else {}
    return {key: _clean(known[key], key) for key in _DEFINITION if key in known}


def _source_settings(value: object, sources: set[str]) -> object:
    if isinstance(value, Mapping):
        return {key: _protocols(one, sources) for key, one in value.items()}
    return [
        {
            "sourceId": str(one.get("sourceId")),
            "settings": _protocols(one.get("settings"), sources),
        }
        for one in _listed(value)
        if isinstance(one, Mapping)
    ]


def _protocols(settings: object, sources: set[str]) -> dict[str, object]:
    """Switches, what happens on a violation, and that something is forwarded."""
    safe: dict[str, object] = {}
    for key, one in settings.items() if isinstance(settings, Mapping) else ():
        if key in _FORWARDS and isinstance(one, str):
            safe[key] = one if one in sources or not one else MASK
        elif isinstance(one, Mapping) and not smells_by_name(key):
            safe[key] = _protocols(one, sources)
        elif isinstance(one, bool):
            safe |= {} if smells_by_name(key) else {key: one}
        elif key == "commonEventOnViolations" and re.fullmatch(r"[A-Z_]{1,40}", str(one)):
            safe[key] = one
    return safe


def _connections(value: object) -> dict[str, object]:
    found = value if isinstance(value, Mapping) else {}
    return {key: _clean(one, "id") for key, one in found.items() if isinstance(one, list | tuple)}


def _words(value: object) -> object:
    """What the customer wrote into a plan: all of it, but for what certainly is a secret."""
    if isinstance(value, str):
        return without_embedded(value)
    if isinstance(value, list | tuple):
        return [_words(one) for one in value]
    if isinstance(value, Mapping):
        return {without_embedded(key): _words(one) for key, one in value.items()}
    return value


def _reasons(value: object) -> dict[str, object]:
    found = value if isinstance(value, Mapping) else {}
    return {key: without_embedded(one) for key, one in found.items() if isinstance(one, str)}


def _source_ids(document: Json) -> set[str]:
    sources = _listed(document.get("sources"))
    return {str(one.get("id")) for one in sources if isinstance(one, Mapping)}


def _listed(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    return [value] if isinstance(value, str) else []


def _names(value: object) -> set[str]:
    return {one for one in _listed(value) if isinstance(one, str)}


def _shown(names: set[str]) -> list[str]:
    return sorted({unless_random(name) for name in names})


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
