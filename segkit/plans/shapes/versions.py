"""Schemas that a folder keeps in several versions: the newest counts, the others are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segkit.model.plan import Explained
from segkit.plans.documents.page import Page
from segkit.plans.shapes.drafts import Draft

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
