"""Behaviour of the destinations' details: where a mode is known from, what filters do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from segkit.model.derived import Connection
from segkit.model.workspace import Destination, DestinationFilter, DestinationMapping, Source
from segkit.rows.workspace.destinations import DestinationRow, destinations

MakeSource = Callable[..., Source]
MakeDestination = Callable[..., Destination]
BOTH = {"fields": {"traits": {"fields": ["email", "phone"]}, "context": {"fields": ["ip"]}}}


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"type": "DROP"}, "then drop the call"),
        ({"type": "SAMPLE", "percent": 0.2, "path": "anonymousId"}, "chosen by anonymousId"),
        ({"type": "SAMPLE", "percent": 0.125}, "then keep 12.5 % of the calls"),
        ({"type": "SAMPLE", "percent": 1}, "then keep 100 % of the calls"),
        ({"type": "SAMPLE", "percent": 0}, "then keep 0 % of the calls"),
        ({"type": "DROP_PROPERTIES", **BOTH}, "leave out traits email, phone and context ip"),
        ({"type": "ALLOW_PROPERTIES", **BOTH}, "keep only traits email, phone and context ip"),
        ({"type": "DROP_PROPERTIES", "fields": {"traits": 3}}, "drop properties {"),
        ({"type": "SAMPLE", "percent": "half"}, 'sample {"percent": "half"}'),
        ({"type": "HASH", "path": "traits.email"}, 'hash {"path": "traits.email"}'),
    ],
)
def test_what_a_filter_does_is_said_in_words(
    source: MakeSource,
    destination: MakeDestination,
    parse: Callable[..., Any],
    action: Mapping[str, object],
    words: str,
) -> None:
    """What the API says in a form that segkit does not know is shown as it is."""
    kept = DestinationFilter("f", "s1", "d1", 'type = "identify"', (action,), title="Ours")
    target = replace(destination(), filters=(kept,))
    row = DestinationRow(Connection("s1", "d1", ("cloud",), "cloud", "why"), source(), target)

    assert words in parse(destinations([row]).html).text


def test_a_mapping_says_how_it_sends(
    source: MakeSource, destination: MakeDestination, parse: Callable[..., Any]
) -> None:
    """Below its trigger, and nothing where its settings say nothing."""
    told = DestinationMapping("m", "Users", "a", "a", "d1", settings={
        "__segment_internal_sync_mode": "upsert", "enable_batching": True, "batch_size": 75,
    })  # fmt: skip
    silent = replace(told, name="Orders", settings={})
    target = replace(destination(), mappings=(told, silent))
    row = DestinationRow(Connection("s1", "d1", ("cloud",), "cloud", "why"), source(), target)

    text = parse(destinations([row]).html).text

    assert text.count("sync mode") == 1
    assert "sync mode upsert, batches of up to 75" in text


@pytest.mark.parametrize(
    ("basis", "certain", "words"),
    [
        ("catalog", True, "It can. (from Segment's catalog)"),
        ("catalog", False, "It can. (from Segment's catalog, not certain)"),
        ("workspace", True, "It can. (from the workspace)"),
        ("engagement", True, "Cloud mode was agreed."),
    ],
)
def test_a_mode_says_where_it_is_known_from(  # noqa: PLR0917 - fixtures and one case
    source: MakeSource,
    destination: MakeDestination,
    parse: Callable[..., Any],
    basis: str,
    certain: bool,
    words: str,
) -> None:
    """One statement about origin and certainty, not two that contradict each other."""
    found = Connection("s1", "d1", ("cloud",), "cloud", "It can.", basis, certain)
    row = DestinationRow(found, source(), destination())

    assert words in parse(destinations([row]).html).text


def test_what_changes_calls_on_the_way_stands_in_the_details(
    source: MakeSource, destination: MakeDestination, parse: Callable[..., Any]
) -> None:
    """Somebody who looks for a field that arrives otherwise finds out why."""
    found = Connection("s1", "d1", ("cloud",), "cloud", "why")
    plain = DestinationRow(found, source(), destination())
    changed = replace(plain, transformations=("Tidy names",), insert_functions=("Hash e-mail",))

    assert "Transformations Tidy names" in spaced(parse(destinations([changed]).html).texts)
    assert "Insert functions Hash e-mail" in spaced(parse(destinations([changed]).html).texts)
    assert "Transformations" not in destinations([plain]).html


def spaced(texts: list[str]) -> str:
    """The pieces of text with a blank between them."""
    return " ".join(" ".join(texts).split())
