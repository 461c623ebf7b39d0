"""Behaviour of the guide's code: which event is shown, and for which library."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from segkit.facts.known import Facts
from segkit.knowledge.libraries import library
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Source, SourceCatalog
from segkit.rows.plan.quickstarts import QuickStart
from segkit.rows.plan.snippets import quickstart_items


def quickstart(slug: str, *rules: Rule) -> QuickStart:
    """The only quick start of an engagement with one source of this library."""
    catalog = SourceCatalog(slug, slug, slug)
    source = Source("s", slug, "Shop", catalog, write_keys=("....1a2B",))
    facts = SimpleNamespace(
        plan=TrackingPlan("Quillmoor plan", rules),
        sources={"s": source},
        libraries={"s": library(slug)},
        write_keys={},
        region="us",
    )
    [item] = quickstart_items(cast("Facts", facts))
    return item


def event(name: str, platform: str, *properties: str) -> Rule:
    """A planned event for one platform."""
    fields = tuple(Field(("properties", p), ("string",), required=True) for p in properties)
    return Rule("track", name, fields=fields, labels={"Platform": platform} if platform else {})


@pytest.mark.parametrize(
    ("slug", "shown"), [("javascript", "Signed Up"), ("node-js", "Order Packed")]
)
def test_the_first_call_is_one_that_the_source_may_send(slug: str, shown: str) -> None:
    """A server is not told to send what the plan means for the website only."""
    item = quickstart(
        slug, event("Signed Up", "Web", "method"), event("Order Packed", "Server", "id", "by")
    )

    assert f'"{shown}"' in item.track


def test_an_event_of_other_platforms_is_better_than_none() -> None:
    """How a call is written is worth showing in any case."""
    assert '"Signed Up"' in quickstart("node-js", event("Signed Up", "Web", "method")).track


def test_code_of_servers_has_what_the_plan_asks_of_every_call() -> None:
    """Libraries on a device add an anonymousId themselves; on a server your code does."""
    common = Rule("common", None, fields=(Field(("anonymousId",), ("string",), required=True),))
    rules = (event("Signed Up", "", "method"), common)

    assert "anonymousId" in quickstart("node-js", *rules).track
    assert "anonymousId" not in quickstart("javascript", *rules).track


def test_code_says_whose_write_key_belongs_there() -> None:
    """The source by its name and the end of its key; no dots that somebody might copy."""
    load = quickstart("node-js", event("Signed Up", "", "method")).load

    assert 'writeKey: "YOUR_WRITE_KEY"' in load
    assert '// YOUR_WRITE_KEY: the write key of the source "Shop", which ends in "1a2B".' in load
    assert "...." not in load


def test_a_library_out_of_support_leads_to_its_successor() -> None:
    """Links go where the code goes: to the library to use."""
    item = quickstart("ios", event("Signed Up", "", "method"))

    assert item.successor == "Analytics-Swift"
    assert item.docs.endswith("/mobile/apple")
    assert item.quickstart.endswith("/mobile/apple/implementation")
