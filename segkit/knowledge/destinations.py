"""Where the documentation of a destination is, and which of them store files."""

from __future__ import annotations

from segkit.model.workspace import DestinationCatalog

_FOLDERS = {
    "reddit-conversions-api": "actions-reddit-conversions-api",
    "clay": "actions-clay",
    "sendgrid": "actions-sendgrid",
    "extensible-webhook": "actions-webhook-extensible",
    "reflag": "bucket",
}
"""Destinations whose page is not below their API slug; for 472 of 503 it is (catalog of
segmentio/segment-docs, 2025-11-06)."""

_WITHOUT_PAGE = {"1flow", "eagle-eye", "wootric-by-inmoment"}

S3 = frozenset({"aws-s3", "amazon-s3"})
"""Slugs of Amazon S3, which honours neither destination filters nor the `integrations` object."""

FILES_ONLY = S3 | {"google-cloud-storage", "azure-storage", "data-lakes"}
"""Slugs of storage that keeps files, not tables; the API has it among warehouses or destinations."""


def destination_docs(catalog: DestinationCatalog) -> str:
    """Path of the destination's page below the documentation base; empty when it has none."""
    if not catalog.slug or catalog.slug in _WITHOUT_PAGE:
        return ""
    return f"/connections/destinations/catalog/{_FOLDERS.get(catalog.slug, catalog.slug)}"
