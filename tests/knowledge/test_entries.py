"""The knowledge base: its data files are whole, and entries are found by the right key."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from segkit.knowledge.entries import (
    Entry,
    entries_for_destination,
    entries_for_source,
    entries_for_warehouse,
    global_entries,
    targets,
)
from segkit.model.derived import SOURCE_KINDS
from segkit.model.finding import SEVERITIES
from segkit.model.plan import CALLS

if TYPE_CHECKING:
    from tests.doubles.cases import Build

FILES = ("destinations", "warehouses", "sources", "global")
TARGETS = [target for file in FILES for target in targets(file)]
ENTRIES = [entry for target in TARGETS for entry in target.entries]


def test_nothing_has_been_lost() -> None:
    """As many facts about as many destinations as were collected, and at most more."""
    assert len(targets("destinations")) >= 176
    assert len(ENTRIES) >= 361


def test_ids_and_keys_are_unique() -> None:
    """Notes refer to entries by id, pairs find them by slug or catalog id."""
    for file in FILES:
        slugs = Counter(target.slug for target in targets(file))
        catalog_ids = Counter(t.catalog_id for t in targets(file) if t.catalog_id)
        assert not [key for key, n in (slugs + catalog_ids).items() if n > 1]
    assert max(Counter(entry.id for entry in ENTRIES).values()) == 1


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_entry_is_well_formed(entry: Entry) -> None:
    """Known words where words are chosen, plain and short text where people read."""
    assert entry.severity in SEVERITIES
    assert entry.sources
    assert set(entry.sources) <= {*SOURCE_KINDS, "any"}
    assert entry.calls
    assert set(entry.calls) <= {*CALLS, "any"}
    assert set(entry.modes) in (set(), {"device"}, {"cloud"})
    assert re.fullmatch(r"(/[a-z0-9._-]+)+(#[a-z0-9-]+)?", entry.docs)
    assert date.fromisoformat(entry.known)
    for text in (entry.text, entry.action):
        assert text == text.strip()
        assert 0 < len(text) <= 400
        assert not re.search(r"<[a-zA-Z/!]", text)


def test_catalog_id_wins_over_slug(build: Build) -> None:
    """Slugs have changed in the API; catalog ids have not."""
    first, second = targets("destinations")[:2]

    found = entries_for_destination(build.catalog(id=first.catalog_id, slug=second.slug))

    assert found == first.entries


def test_slug_is_the_second_key(build: Build) -> None:
    """An entry is found when the catalog id is another one."""
    first = targets("destinations")[0]

    found = entries_for_destination(build.catalog(id="other", slug=first.slug))

    assert found == first.entries


def test_unknown_destination_has_no_entries(build: Build) -> None:
    """A name alone is no key."""
    catalog = build.catalog(id="", slug="", name=targets("destinations")[0].name)

    assert entries_for_destination(catalog) == ()


def test_the_demo_has_the_catalog_ids_that_are_known() -> None:
    """An id of another destination would hide what is known by id, such as corrected modes."""
    document = json.loads(
        (files("segkit.engagement.demo") / "workspace.json").read_text(encoding="utf-8")
    )
    known = {target.slug: target.catalog_id for target in targets("destinations")}
    entries = [one["metadata"] for one in document["destinations"]]

    assert [e["slug"] for e in entries if known.get(e["slug"], e["id"]) != e["id"]] == []


def test_a_warehouse_has_its_own_entries_and_those_of_all() -> None:
    """What holds for every warehouse holds for one that segkit does not know."""
    unknown = entries_for_warehouse("clickhouse")
    snowflake = entries_for_warehouse("snowflake")

    assert unknown
    assert snowflake[-len(unknown) :] == unknown
    assert len(snowflake) > len(unknown)
    assert entries_for_warehouse("all") == unknown


def test_storage_of_files_has_nothing_of_tables() -> None:
    """S3 has no columns, and what is known of it stands with the destinations."""
    assert [entry.id for entry in entries_for_warehouse("aws-s3")] == ["aws-s3-01"]
    assert entries_for_warehouse("google-cloud-storage") == ()


def test_a_library_has_its_own_entries_and_those_of_all() -> None:
    """What holds on every server holds for a library that segkit does not know."""
    unknown = entries_for_source("cobol")
    javascript = entries_for_source("javascript")

    assert [entry.sources for entry in unknown] == [("server",)]
    assert javascript[-len(unknown) :] == unknown
    assert len(javascript) > len(unknown)
    assert entries_for_source("all") == unknown


def test_global_entries_are_found() -> None:
    """Facts about every workspace have no key."""
    assert global_entries()


@pytest.mark.parametrize(
    ("sources", "calls", "kind", "sent", "holds"),
    [
        (("web",), ("any",), "web", {"track"}, True),
        (("web",), ("any",), "server", {"track"}, False),
        (("any",), ("page", "track"), "unknown", {"track"}, True),
        (("any",), ("page",), "web", {"track"}, False),
        (("server",), ("any",), "function", {"track"}, True),
    ],
)
def test_entry_concerns_kinds_and_calls(
    sources: tuple[str, ...], calls: tuple[str, ...], kind: str, sent: set[str], *, holds: bool
) -> None:
    """Both the kind of source and a call in use have to match."""
    entry = Entry("x-01", sources, calls, "low", "Text", "Do.", "/spec", "2025-11-06")

    assert entry.concerns(kind, frozenset(sent)) is holds
