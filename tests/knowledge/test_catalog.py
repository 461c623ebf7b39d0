"""Entries about destinations, held against Segment's public catalog and action definitions."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from segkit.knowledge.age import gone_from
from segkit.knowledge.entries import Entry, targets
from segkit.model.workspace import Action, DestinationCatalog

CATALOG = json.loads(Path(__file__).with_name("catalog.json").read_text("utf-8"))["destinations"]
"""Made by `scripts/catalog_names.py`."""

STARTS_EMPTY = [
    (target.slug, entry)
    for target in targets("destinations")
    for entry in target.entries
    if re.search(r"\bstarts? empty\b", entry.text)
]


def catalog() -> list[DestinationCatalog]:
    """What the public catalog has of the destinations that are known."""
    return [
        DestinationCatalog(
            id=one["id"],
            name=slug,
            slug=slug,
            actions=tuple(
                Action(key, key, key, fields=tuple({"fieldKey": name} for name in fields))
                for key, fields in one["actions"].items()
            ),
            options=tuple({"name": name} for name in one["settings"]),
        )
        for slug, one in CATALOG.items()
    ]


def test_every_destination_is_one_of_the_catalog() -> None:
    """With its id, where the knowledge base has one."""
    known = {target.slug: target.catalog_id for target in targets("destinations")}

    assert set(CATALOG) == set(known)
    assert {s: i for s, i in known.items() if i and CATALOG[s]["id"] != i} == {}


def test_every_action_field_and_setting_of_a_condition_is_there() -> None:
    """A misspelt one would never be met."""
    assert gone_from(catalog(), is_whole=True) == []


@pytest.mark.parametrize(("slug", "entry"), STARTS_EMPTY, ids=[e.id for _, e in STARTS_EMPTY])
def test_what_is_said_to_start_empty_is_required_and_has_no_default(
    slug: str, entry: Entry
) -> None:
    """By the definition of the action."""
    flags = {
        (action, name): fields[name]
        for one in entry.conditions
        for action, fields in CATALOG[slug]["actions"].items()
        if any(fnmatchcase(action, pattern) for pattern in one.listed("of") or ("*",))
        for name in one.listed("fields")
        if name in fields
    }

    assert flags
    assert set(flags.values()) == {"r"}
