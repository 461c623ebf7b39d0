"""Behaviour of `segkit.knowledge.destinations`: where a call is seen to arrive, as documented."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from segkit.knowledge.destinations import destination_docs, look_for, look_in
from segkit.model.workspace import DestinationCatalog

DATA = tomllib.loads(files("segkit.knowledge").joinpath("looking.toml").read_text("utf-8"))
PAGES = tomllib.loads(files("segkit.knowledge").joinpath("pages.toml").read_text("utf-8"))


@pytest.mark.parametrize("tool", DATA["tools"])
def test_each_tool_has_a_page_of_the_catalog_and_short_sentences(tool: str) -> None:
    """What is said without a page to read it on is an opinion."""
    [catalog_id] = [id_ for id_, folder in PAGES["folders"].items() if folder == tool]

    look = look_in(DestinationCatalog(catalog_id, "Any", "any"))

    assert look is not None
    assert look.docs.startswith(destination_docs(DestinationCatalog(catalog_id, "Any", "any")))
    assert all(len(one.split()) <= 20 for one in re.split(r"(?<=\.) ", look.words))


@pytest.mark.parametrize("way", ["sent", "cloud", "device"])
def test_segment_shows_a_call_where_it_is_sent_and_how_it_is_delivered(way: str) -> None:
    """Each with the page that says so."""
    look = look_for(way)

    assert look is not None
    assert look.docs.startswith("/connections/")


def test_nothing_is_made_up_for_a_tool_or_a_way_without_documentation() -> None:
    """An unknown mode, a tool that its page says nothing of, and a key that is no way."""
    assert look_for("unknown") is None
    assert look_for("tools") is None
    assert look_for("none") is None
    assert look_in(DestinationCatalog("x", "Beacon", "beacon")) is None
