"""Where Segment's documentation says something else than its own catalog.

The data is `documented.toml`: modes that were corrected by hand, calls that a destination's own
page documents, and actions in the browser that only add to calls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from segkit.knowledge import table

_LIKE = {"function": "server", "cloud-event": "server"}
"""Kinds of source that the documentation's corrections do not name, and whose modes they share."""

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Modes:
    """The modes that the documentation lists for one kind of source.

    Attributes:
        doubt: What speaks against it, in one sentence; empty when nothing does.
    """

    modes: tuple[str, ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that a destination's page documents.

    Attributes:
        docs: Path of the page.
        needs: What must be known besides to tell whether it takes such a call; empty when
            nothing must.
        note: What becomes of the call, in one sentence; may be empty.
    """

    docs: str
    needs: str = ""
    note: str = ""


def documented_modes(catalog_id: str, kind: str) -> Modes | None:
    """What the documentation says of this kind of source; None where it corrects nothing."""
    for raw in _by_id("modes").get(catalog_id, ()):
        found = raw.get(_LIKE.get(kind, kind))
        if isinstance(found, list):
            return Modes(tuple(found), "" if found else str(raw.get("doubt", "")))
    return None


def documented_call(catalog_id: str, call: str) -> Call | None:
    """What the destination's page says of this call; None where it does not contradict."""
    for raw in _by_id("calls").get(catalog_id, ()):
        if call in raw["calls"]:
            page = f"/connections/destinations/catalog/{raw['page']}"
            return Call(page, str(raw.get("needs", "")), str(raw.get("note", "")))
    return None


def documented_names(catalog_id: str) -> tuple[str, ...]:
    """Earlier names that the `integrations` object takes too."""
    return tuple(str(raw["name"]) for raw in _by_id("earlier_names").get(catalog_id, ()))


def only_adds(catalog_id: str, action_slug: str) -> bool:
    """The action runs in the browser and only adds to calls that go through Segment's servers."""
    found = _by_id("enrichments").get(catalog_id, ())
    return any(action_slug in raw["actions"] for raw in found)


def reaches_from_apps(catalog_id: str) -> bool:
    """The destination's page tells how apps reach it in cloud mode."""
    return catalog_id in table("documented")["apps_in_cloud_mode"]


@cache
def _by_id(key: str) -> Mapping[str, tuple[Raw, ...]]:
    found: defaultdict[str, list[Raw]] = defaultdict(list)
    for raw in table("documented")[key]:
        found[str(raw["id"])].append(raw)
    return {catalog_id: tuple(every) for catalog_id, every in found.items()}
