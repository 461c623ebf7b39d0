"""What a mapping calls the event that it makes of a planned call."""

from __future__ import annotations

import re
from collections.abc import Mapping

from segkit.mappings.directives import path_of
from segkit.model.workspace import Action, DestinationMapping

_NAMES = ("event_name", "eventName", "event_type", "eventType", "event", "name")
"""Fields in which actions hold an event's name; the first that a mapping fills counts."""

_ANY_NAME = frozenset({("event",), ("name",)})
_TAG = re.compile(r"\{\{\s*([^{}|]+?)\s*\}\}")


def name_there(mapping: DestinationMapping, action: Action | None, name: str | None) -> str:
    """The name of the event at the destination; empty where only the call itself tells it.

    An action without a field for the name makes one kind of thing (`action Purchase`).
    """
    for key in _NAMES:
        if key in mapping.settings:
            return _said(mapping.settings[key], name or "")
    if action is not None and any(field.get("fieldKey") in _NAMES for field in action.fields):
        return ""
    return f"action {action.name}" if action else ""


def _said(value: object, name: str) -> str:
    if isinstance(value, str):
        return _filled(value, name)
    if not isinstance(value, Mapping) or len(value) != 1:
        return ""
    [(directive, said)] = value.items()
    if directive == "@path" and isinstance(said, str):
        return name if path_of(said) in _ANY_NAME else ""
    return _filled(said, name) if directive == "@template" and isinstance(said, str) else ""


def _filled(template: str, name: str) -> str:
    """Empty when something else than the name would have to be known."""
    if any(path_of(found) not in _ANY_NAME for found in _TAG.findall(template)):
        return ""
    filled = _TAG.sub(lambda _: name, template)
    return "" if "{{" in filled or "{%" in filled else filled
