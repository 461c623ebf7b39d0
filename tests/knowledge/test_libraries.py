"""What kind of source a catalog entry is, and which library feeds it."""

from __future__ import annotations

import pytest

from segkit.knowledge.libraries import KINDS, LIBRARIES, kind_of, library, library_of
from segkit.model.derived import SOURCE_KINDS
from segkit.model.workspace import Source, SourceCatalog


def source_of(
    slug: str = "",
    *,
    catalog_id: str = "x",
    name: str = "",
    categories: tuple[str, ...] = (),
    event: bool = False,
) -> Source:
    """A source with this catalog entry."""
    catalog = SourceCatalog(catalog_id, name, slug, categories, is_cloud_event_source=event)
    return Source(id="s1", slug="quillmoor", name="Quillmoor", catalog=catalog)


def test_the_catalog_id_outweighs_slug_and_name() -> None:
    """Slugs and names have changed, ids have not."""
    source = source_of("go", catalog_id="U9mT0bPcI6", name="Ruby")

    found = library_of(source)

    assert found is not None
    assert found.slug == "node-js"


@pytest.mark.parametrize(
    ("name", "successor"), [("iOS", "Analytics-Swift"), ("Android", "Analytics-Kotlin (Android)")]
)
def test_a_classic_library_is_known_by_its_name(name: str, successor: str) -> None:
    """The catalog lists iOS and Android no more, but workspaces still hold them."""
    found = library_of(source_of("", name=name))

    assert found is not None
    assert (found.support_ended, found.successor) == ("March 2026", successor)


def test_a_cloud_app_has_no_library() -> None:
    """Nobody writes code for a cloud app."""
    assert library_of(source_of("zendesk", name="Zendesk")) is None


def test_an_unknown_slug_has_no_library() -> None:
    """None, so that the caller decides."""
    assert library("quill") is None


def test_every_successor_is_a_supported_library() -> None:
    """Nobody is sent from one ended library to another."""
    for known in LIBRARIES:
        successor = library(known.successor_slug)
        assert bool(successor) == bool(known.successor)
        assert successor is None or not successor.support_ended


def test_ids_and_slugs_are_unique() -> None:
    """One entry of the catalog is one library."""
    slugs = [known.slug for known in LIBRARIES]
    ids = [known.catalog_id for known in LIBRARIES if known.catalog_id]

    assert len(set(slugs)) == len(slugs)
    assert len(set(ids)) == len(ids)


def test_documentation_paths_are_below_the_base() -> None:
    """No trailing slash: the documentation's addresses have none."""
    javascript = library("javascript")

    assert javascript is not None
    assert javascript.docs == "/connections/sources/catalog/libraries/website/javascript"
    assert javascript.quickstart == f"{javascript.docs}/quickstart"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (source_of("javascript"), "web"),
        (source_of("", name="Apple"), "mobile"),
        (source_of("http-api"), "server"),
        (source_of("snowflake"), "reverse-etl"),
        (source_of("stripe"), "cloud-object"),
        (source_of("iterable"), "cloud-event"),
        (source_of("brand-new", event=True), "cloud-event"),
        (source_of("shopify-littledata", event=True), "cloud-event"),
        (source_of("anything", catalog_id="dBg7wLNWBb"), "engage"),
        (source_of("anything", catalog_id="UYaQxaZO3a"), "engage"),
        (source_of("a-brand-new-library", categories=("Server",)), "server"),
        (source_of("x", name="Tills function"), "function"),
        (source_of("x", catalog_id="sfnc_1"), "function"),
        (source_of("x", name="Oracle (Reverse ETL)"), "reverse-etl"),
        (source_of("x", categories=("Email Marketing",)), "unknown"),
    ],
)
def test_kind_follows_from_the_catalog_entry(source: Source, kind: str) -> None:
    """Each kind has its own way to be told."""
    assert kind_of(source) == kind


def test_every_kind_has_a_background() -> None:
    """The guide has a word on each kind of source."""
    assert set(KINDS) == set(SOURCE_KINDS)
    assert all(kind.title and kind.background.endswith(".") for kind in KINDS.values())
