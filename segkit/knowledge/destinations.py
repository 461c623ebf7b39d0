"""Where a destination's documentation is, which of them store files, where a call is seen to arrive."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.knowledge import table
from segkit.model.workspace import DestinationCatalog

S3 = frozenset({"aws-s3", "amazon-s3"})
"""Slugs of Amazon S3, which honours neither destination filters nor the `integrations` object."""

FILES_ONLY = S3 | {"google-cloud-storage", "azure-storage", "data-lakes"}
"""Slugs of storage that keeps files, not tables; the API has it among warehouses or destinations."""


def destination_docs(catalog: DestinationCatalog) -> str:
    """Path of the destination's page below the documentation base; empty when it has none.

    Slugs change, in the API and in the documentation, and ids do not: the page is the one that
    names this id; of a destination that is not known the one of its slug.
    """
    folder = table("pages")["folders"].get(catalog.id, catalog.slug)
    return f"/connections/destinations/catalog/{folder}" if folder else ""


@dataclass(frozen=True, slots=True)
class Look:
    """One place to look, and the page that says so.

    Attributes:
        words: Where to look, and what is seen there.
        docs: Path below the documentation base.
    """

    words: str
    docs: str


def look_for(way: str) -> Look | None:
    """Where Segment shows it: `sent`, or the mode `cloud` or `device`; None for any other."""
    found = table("looking").get(way)
    return Look(found["look"], found["docs"]) if way != "tools" and found else None


def look_in(catalog: DestinationCatalog) -> Look | None:
    """Where the tool itself shows it; None where its page does not say."""
    page = destination_docs(catalog)
    found = table("looking")["tools"].get(page.rpartition("/")[2])
    return Look(found["look"], page + found.get("at", "")) if found else None
