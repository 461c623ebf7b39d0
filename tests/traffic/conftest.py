"""A small plan, and calls of the invented shop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Source, SourceCatalog, Workspace
from segkit.traffic.counting.counter import Counting
from segkit.traffic.counting.senders import Senders
from segkit.traffic.judge import Judge
from segkit.traffic.verifying import Against

Call = dict[str, object]

ORDER = Rule(
    "track",
    "Order Completed",
    fields=(
        Field(("properties", "order_id"), ("string",), required=True),
        Field(("properties", "total"), ("number",), schema={"minimum": 0}),
        Field(("properties", "currency"), ("string",), enum=("EUR", "GBP")),
        Field(("properties", "products"), ("array",)),
        Field(("properties", "products", "[]"), ("object",)),
        Field(("properties", "products", "[]", "sku"), ("string",), required=True),
    ),
)
PLAN = TrackingPlan(
    "Quillmoor plan",
    (
        ORDER,
        Rule("track", "Lamp Lit", fields=(Field(("properties", "room"), ("string",)),)),
        Rule("track", "Lamp Sold", deprecated=True),
        Rule("identify", fields=(Field(("traits", "email"), ("string",), required=True),)),
        Rule("page", "Home"),
    ),
)


@pytest.fixture
def judge() -> Judge:
    """Judges by the small plan."""
    return Judge(PLAN)


@pytest.fixture
def counting(judge: Judge) -> Counting:
    """Counts calls of sources that nobody knows."""
    return Counting(judge, Senders(None))


@pytest.fixture
def order() -> Callable[..., Call]:
    """A call that keeps the plan, with other properties where they are given."""

    def make(number: int = 1, **properties: object) -> Call:
        return {
            "type": "track", "event": "Order Completed", "messageId": f"m-{number}",
            "userId": "u-1", "anonymousId": "a-1",
            "timestamp": f"2026-11-20T10:{number % 60:02}:00.000Z",
            "properties": {"order_id": f"o-{number}", **properties},
            "context": {"library": {"name": "analytics.js", "version": "next-1.84.3"}},
        }  # fmt: skip

    return make


@pytest.fixture
def against() -> Against:
    """The small plan, and a workspace with a website and a server whose key ends are alike."""
    catalog = SourceCatalog("c", "Javascript", "javascript")
    sources = (
        Source("id_web", "shop_web_prod", "Shop web (prod)", catalog, write_keys=("••••a206",)),
        Source("id_one", "shop_api_prod", "Shop API (prod)", catalog, write_keys=("••••bbbb",)),
        Source("id_two", "shop_api_dev", "Shop API (dev)", catalog, write_keys=("••••bbbb",)),
    )
    workspace = Workspace(id="w", slug="quillmoor", name="Quillmoor", sources=sources)
    return Against(PLAN, workspace, environments={"shop_web_prod": "prod"})


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo engagement."""
    from segkit.engagement.demo import create_demo

    return create_demo(tmp_path_factory.mktemp("engagements") / "quillmoor").folder
