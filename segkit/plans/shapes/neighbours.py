"""What files of a folder say about each other: the shape of their events, and newer versions."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from segkit.model.plan import Explained
from segkit.plans.documents.page import Page
from segkit.plans.shapes.drafts import Draft
from segkit.plans.shapes.event_reading import EventReader
from segkit.plans.shapes.keys import EVENT_NAMES, named

_VERSION = re.compile(r"v?(\d+(?:[.\-_]\d+)*)|current|latest", re.IGNORECASE)


def older_versions(items: Iterable[tuple[Page, object]]) -> tuple[set[int], list[Explained]]:
    """The drafts (by identity) that a file beside theirs, called like a version, has newer."""
    several: dict[tuple[object, ...], list[tuple[Page, Draft]]] = {}
    for page, one in items:
        if isinstance(one, Draft) and page.path is not None and _VERSION.fullmatch(page.stem):
            several.setdefault((page.path.parent, one.call, one.key), []).append((page, one))
    older: set[int] = set()
    explained: list[Explained] = []
    for found in several.values():
        newest = max(found, key=lambda one: _order(one[0].stem))
        for page, draft in found:
            if draft is not newest[1]:
                older.add(id(draft))
                reason = f"{newest[0].stem} of it is newer, or the same in another language."
                explained.append(Explained(page.origin.removesuffix(": "), reason))
    return older, explained


def _order(stem: str) -> tuple[float, ...]:
    """`1-0-2` as numbers; `current` is the newest."""
    found = _VERSION.fullmatch(stem)
    digits = found[1] if found is not None else None
    return tuple(map(float, re.split(r"[.\-_]", digits))) if digits else (float("inf"),)


def referred_page(address: str, page: Page, pages: Iterable[Page]) -> Page | None:
    """The page that an address in another one names: by its place, its `$id`, or its name alone.

    A file that was referred to names others from where it stands itself.
    """
    near = None if page.path is None else _real(page.path.parent / address)
    tail = re.sub(r"^(?:\.{1,2}/)+", "/", address)
    alike: list[Page] = []
    for other in pages:
        known = other.document if isinstance(other.document, Mapping) else {}
        is_near = near is not None and other.path is not None and _real(other.path) == near
        if is_near or address in {known.get("$id"), known.get("id")}:
            return other
        if tail[:1] == "/" and other.path is not None and other.path.as_posix().endswith(tail):
            alike.append(other)
    return alike[0] if len(alike) == 1 else None


def _real(path: Path) -> str:
    """The path behind all links; empty when it can be none."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return ""


class Alike:
    """Remembers the keys of files that are one event each, and files that hold none.

    Attributes:
        silent: Files without an event, with the number of items that stood before them.
    """

    def __init__(self) -> None:
        """No file was looked at yet."""
        self._keys: list[frozenset[str]] = []
        self.silent: list[tuple[int, Page, EventReader]] = []

    def learn(self, page: Page, drafts: list[Draft]) -> None:
        """A file that is about one event says how such files look."""
        places = {page.origin, page.stem, page.origin.removesuffix(": ")}
        if len(drafts) == 1 and drafts[0].where in places and isinstance(page.document, Mapping):
            self._keys.append(frozenset(page.document))

    def draft(self, page: Page, reader: EventReader) -> Draft | None:
        """The event of a file with most of its keys in common with another that is one."""
        document = page.document
        if not isinstance(document, Mapping) or "$schema" in document:
            return None
        if named(document, EVENT_NAMES) is None:
            return None
        own = frozenset(document)
        is_alike = any(len(own & keys) * 2 > len(own | keys) for keys in self._keys)
        return reader.read(document, page.origin, None, "track") if is_alike else None
