"""What sources received, from the exports of their schemas (CSV) that `[received]` names.

They say of each event how often it came, as the API's volumes do; a pull with `--volumes` counts
by days, so what it brought for a source is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from segkit.errors import InputFileError
from segkit.plans.grids.delimited import read_delimited
from segkit.plans.tables import received
from segkit.segment_api.objects import mapping, objects, text


def with_received(document: dict[str, object], files: Mapping[str, Path]) -> dict[str, object]:
    """The workspace's document with the events that these files count, by slug of the source.

    Raises `InputFileError` for a file that is no such export, or cannot be read.
    """
    volumes = mapping(document.get("eventVolumes"))
    items = list(objects(volumes.get("items")))
    counted = {_slug_of(item) for item in items}
    for slug, file in files.items():
        events = _events(slug, file)
        items += events if slug not in counted else ()
    return {**document, "eventVolumes": {**volumes, "items": items}} if files else document


def _events(slug: str, file: Path) -> list[dict[str, object]]:
    found = [
        {"eventName": one.event, "eventType": "track", "source": {"slug": slug}, "total": one.total}
        for tab in read_delimited(file)
        for one in received(tab)
    ]
    if not found:
        raise InputFileError(
            f"{file} counts no events of a source: it is no export of a source's schema.",
            "download it in Segment: the source, Schema, Download CSV; or take it out of [received].",
        )
    return found


def _slug_of(item: Mapping[str, object]) -> str:
    return text(mapping(item.get("source")).get("slug"))
