"""Where the documentation of a destination is, and which of them store files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

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
    folder = _folders().get(catalog.id, catalog.slug)
    return f"/connections/destinations/catalog/{folder}" if folder else ""


@cache
def _folders() -> Mapping[str, str]:
    path = files("segkit.knowledge") / "pages.toml"
    return cast("Mapping[str, str]", tomllib.loads(path.read_text("utf-8"))["folders"])
