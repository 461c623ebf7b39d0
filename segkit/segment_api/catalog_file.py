"""Segment's catalog of destinations from a file: the API's own answer, or a workspace's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from segkit.errors import InputFileError
from segkit.files import read_bytes
from segkit.malformed import parse_json
from segkit.model.workspace import DestinationCatalog
from segkit.segment_api import objects as api

_MOST_BYTES = 200_000_000
_WHOLE = "destinationsCatalog"


def read_catalog_file(file: Path) -> tuple[list[DestinationCatalog], bool]:
    """The entries, and whether they are the whole catalog.

    Raises `InputFileError` when the file holds none.
    """
    text = read_bytes(file, limit=_MOST_BYTES).decode("utf-8-sig", "replace")
    try:
        document = parse_json(text)
    except ValueError as error:
        raise _not_one(file) from error
    whole = [one for found in _lists(document, _WHOLE) for one in api.objects(found)]
    own = [
        api.mapping(one.get("metadata"))
        for found in _lists(document, "destinations")
        for one in api.objects(found)
    ]
    entries = [api.destination_catalog(one) for one in whole or own if one.get("id")]
    if not entries:
        raise _not_one(file)
    return entries, bool(whole) and _is_complete(document, len(whole))


def _lists(value: object, key: str, depth: int = 4) -> Iterator[object]:
    """What stands under this key, in an answer, pages of answers, or a snapshot."""
    if isinstance(value, Mapping) and depth:
        for name, one in value.items():
            if name == key:
                yield one
            else:
                yield from _lists(one, key, depth - 1)
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _lists(one, key, depth - 1)


def _is_complete(document: object, count: int) -> bool:
    """No page of the answer speaks of entries that are not there."""
    pages = [api.mapping(one) for one in _lists(document, "pagination")]
    totals = [total for one in pages if isinstance(total := one.get("totalEntries"), int)]
    return max(totals, default=0) <= count and not (len(pages) == 1 and pages[0].get("next"))


def _not_one(file: Path) -> InputFileError:
    return InputFileError(
        f"{file} holds no catalog of destinations.",
        "give what GET /catalog/destinations returns, or a snapshot's file.",
    )
