"""Builders of small workspaces, as one fixture because test folders are no packages."""

from __future__ import annotations

import pytest

from segkit.model.workspace import Label, Source, SourceCatalog, Workspace


class Build:
    """Small model objects with sensible rest."""

    def source(
        self, name: str, *labels: str, slug: str = "", library: str = "javascript", on: bool = True
    ) -> Source:
        """A source; labels are given as `key:value`, `library` is the catalog's slug."""
        pairs = (label.split(":") for label in labels)
        slug = slug or name.casefold().replace(" ", "_")
        return Source(
            id=f"id-{slug}",
            slug=slug,
            name=name,
            catalog=SourceCatalog(f"c-{library}", library, library),
            enabled=on,
            labels=tuple(Label(key, value) for key, value in pairs),
        )

    def workspace(self, *sources: Source) -> Workspace:
        """A workspace of these sources."""
        return Workspace(name="Quillmoor Supply", sources=sources)


@pytest.fixture
def build() -> Build:
    """Makes small sources and workspaces."""
    return Build()
