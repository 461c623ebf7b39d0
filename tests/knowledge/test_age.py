"""How old the knowledge is, and what a fresh catalog does not have any more."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.errors import InputFileError
from segkit.knowledge.age import age_of_knowledge, every_entry, gone_from, is_old
from segkit.knowledge.destinations import destination_docs
from segkit.knowledge.entries import targets
from segkit.model.workspace import Action, DestinationCatalog
from segkit.segment_api.catalog_file import read_catalog_file

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def catalog() -> list[DestinationCatalog]:
    """A catalog in which everything is that facts speak of."""
    return [_entry(target.slug) for target in targets("destinations")]


def _entry(slug: str) -> DestinationCatalog:
    target = next(one for one in targets("destinations") if one.slug == slug)
    conditions = [one for entry in target.entries for one in entry.conditions]
    named = [n for c in conditions for n in (*c.listed("mapping"), *c.listed("of"))]
    named += [limit.unless_mapping for entry in target.entries for limit in entry.limits]
    keys = [n for c in conditions if c.kind == "fields" for n in c.listed("fields")]
    fields = tuple({"fieldKey": key.split(".")[0]} for key in keys)
    settings = [n for c in conditions if c.kind == "setting" for n in c.listed("setting")]
    return DestinationCatalog(
        id=target.catalog_id or slug,
        name=target.name,
        slug=slug,
        actions=tuple(Action(n, n.replace("*", "2"), n, fields=fields) for n in named if n),
        options=tuple({"name": name} for name in settings),
    )


def test_the_age_counts_every_fact_and_says_who_says_so() -> None:
    """Oldest and newest, how many are older than a year, and from where they are."""
    age = age_of_knowledge(dt.date(2026, 11, 30))

    known = [entry.known for entry in every_entry()]
    assert (age.count, age.oldest, age.newest) == (len(known), min(known), max(known))
    assert age.old == known.count("2025-11-06")
    assert age.old < age.count == sum(age.said_by.values())
    assert "older than a year" in age.words
    assert age_of_knowledge(dt.date(2025, 12, 1)).old == 0


@pytest.mark.parametrize(("on", "old"), [("2026-11-06", False), ("2026-11-07", True)])
def test_a_fact_is_old_after_a_year(on: str, *, old: bool) -> None:
    """Not on the day itself."""
    assert is_old("2025-11-06", dt.date.fromisoformat(on)) is old


def test_a_catalog_that_has_everything_is_missing_nothing() -> None:
    """Whether it is whole or a part."""
    assert gone_from(catalog(), is_whole=True) == []
    assert gone_from(catalog()[:3], is_whole=False) == []


def test_a_destination_that_is_gone_is_named_once_and_only_by_a_whole_catalog() -> None:
    """A workspace's own destinations are never all."""
    rest = [one for one in catalog() if one.slug != "heap"]

    [gone] = gone_from(rest, is_whole=True)

    assert (gone.what, gone.name, gone.entry) == ("destination", "heap", "heap-01, heap-02")
    assert gone_from(rest, is_whole=False) == []


@pytest.mark.parametrize(
    ("slug", "without", "what", "name"),
    [
        ("actions-braze-web", {"actions": ()}, "action", "trackPurchase"),
        ("actions-braze-web", {"options": ()}, "setting", "sdkVersion"),
        (
            "actions-facebook-conversions-api",
            {"actions": (Action("a", "purchase", "Purchase", fields=({"fieldKey": "value"},)),)},
            "field",
            "action_source",
        ),
    ],
)
def test_an_action_field_or_setting_that_is_gone_is_named(
    slug: str, without: dict[str, tuple[object, ...]], what: str, name: str
) -> None:
    """By the entry that speaks of it."""
    entry = replace(_entry(slug), **without)  # type: ignore[arg-type]

    assert (what, name) in {(one.what, one.name) for one in gone_from([entry], is_whole=False)}


def test_the_command_reads_what_the_api_gives(tmp_path: Path) -> None:
    """A whole catalog, a page of one, a workspace's file; the status says that something is gone."""
    heap = {"id": "x", "slug": "heap", "name": "Heap"}
    whole = {"data": {"destinationsCatalog": [heap], "pagination": {"totalEntries": 1}}}
    page = {"data": {"destinationsCatalog": [heap], "pagination": {"totalEntries": 503}}}
    workspace = {"destinations": [{"id": "d", "metadata": heap}]}
    results = {}
    for name, document in (("whole", whole), ("page", page), ("workspace", workspace)):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(document), encoding="utf-8-sig")
        results[name] = CliRunner().invoke(cli, ["knowledge", "--check", str(file), "--json"])

    said = {name: json.loads(result.output) for name, result in results.items()}
    assert {name: result.exit_code for name, result in results.items()} == {
        "whole": 1,
        "page": 0,
        "workspace": 0,
    }
    assert len(said["whole"]["gone"]) == len(targets("destinations")) - 1
    assert said["page"]["gone"] == said["workspace"]["gone"] == []
    assert said["page"]["facts"] == age_of_knowledge(dt.date(2026, 1, 1)).count


@pytest.mark.parametrize("text", ["{", "{}", '{"destinationsCatalog": []}', "[1]"])
def test_a_file_without_a_catalog_is_refused(tmp_path: Path, text: str) -> None:
    """With a word on what to give."""
    file = tmp_path / "catalog.json"
    file.write_text(text)

    with pytest.raises(InputFileError, match="no catalog of destinations"):
        read_catalog_file(file)


# --- pages -----------------------------------------------------------------------------------

PAGES = tomllib.loads((files("segkit.knowledge") / "pages.toml").read_text("utf-8"))["folders"]


def test_every_destination_of_the_catalog_has_its_page() -> None:
    """503 of them, each by its id; three have none."""
    assert len(PAGES) == 503
    assert Counter(map(bool, PAGES.values())) == {True: 500, False: 3}
    for catalog_id, folder in PAGES.items():
        assert re.fullmatch(r"[0-9a-f]{24}", catalog_id)
        assert re.fullmatch(r"[a-z0-9_.-]*", folder)
    folders = [folder for folder in PAGES.values() if folder]
    assert len(set(folders)) == len(folders)


@pytest.mark.parametrize(
    ("catalog_id", "slug", "folder"),
    [
        ("63ed446fe60a1b56c5e6f130", "renamed-since", "actions-google-analytics-4-web"),
        ("unknown", "brand-new", "brand-new"),
        ("637e8d185e2dec264895ea89", "1flow", ""),
        ("", "", ""),
    ],
)
def test_a_page_is_found_by_id_and_else_by_slug(
    build: Build, catalog_id: str, slug: str, folder: str
) -> None:
    """Slugs have changed in the API, and folders in the documentation; ids have not."""
    path = destination_docs(build.catalog(id=catalog_id, slug=slug))

    assert path == (f"/connections/destinations/catalog/{folder}" if folder else "")


def test_pages_of_known_destinations_are_those_of_their_entries() -> None:
    """The table and the entries were read from the same documentation."""
    base = "/connections/destinations/catalog/"
    named = {
        target.slug: {
            e.docs.split("#")[0].removeprefix(base) for e in target.entries if base in e.docs
        }
        for target in targets("destinations")
        if target.catalog_id in PAGES
    }
    folders = {t.slug: PAGES.get(t.catalog_id) for t in targets("destinations")}

    assert {slug: found for slug, found in named.items() if found - {folders[slug]}} == {}
    assert len(named) > 70
