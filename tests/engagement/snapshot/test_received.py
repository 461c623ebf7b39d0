"""What sources received, by the exports of their schemas: beside the plan in the guide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segkit.engagement.settings import Engagement, read_engagement
from segkit.engagement.snapshot import read_snapshot, take_snapshot
from segkit.engagement.snapshot.inputs import with_received
from segkit.errors import InputFileError, UsageError
from segkit.facts.known import Facts
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import is_source_schema, plan_from_tabs, received

SCHEMA = """Event Name,Last Seen at (UTC),Property Name,Allowed,Blocked,Total
Order Completed,2026-09-01,,"1,200",0,"1,200"
Order Completed,2026-09-01,order_id,1200,0,1200
Lamp Lit,2026-09-02,,7,0,7
"""
WORKSPACE = {
    "workspace": {"id": "w1", "name": "Quillmoor", "slug": "quillmoor"},
    "sources": [
        {
            "id": "s1", "slug": "web_prod", "name": "Web prod", "enabled": True,
            "metadata": {"id": "m1", "name": "Javascript", "slug": "javascript", "categories": ["Website"]},
        }
    ],
}  # fmt: skip
PLAN = "Event,Property,Type\nOrder Completed,order_id,string\nCart Viewed,cart_id,string\n"


def engagement_in(folder: Path, more: str) -> Engagement:
    """An engagement with a plan, a workspace, and what a source received."""
    (folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    (folder / "schema.csv").write_text(SCHEMA, encoding="utf-8")
    (folder / "workspace.json").write_text(json.dumps(WORKSPACE), encoding="utf-8")
    (folder / "engagement.toml").write_text(
        f'customer = "Quillmoor Supply"\n[plan]\nfile = "plan.csv"\n{more}', encoding="utf-8"
    )
    return read_engagement(folder)


def test_the_plan_is_compared_with_what_the_file_counts(tmp_path: Path) -> None:
    """Never received, not planned, as planned; the file is named among the inputs."""
    more = '[workspace]\nfile = "workspace.json"\n[received]\nweb_prod = "schema.csv"\n'
    engagement = engagement_in(tmp_path, more)

    take_snapshot(engagement)
    found = Facts(engagement).volumes

    assert found is not None
    assert [(one.event, one.state, one.total) for one in found.events] == [
        ("Cart Viewed", "never", 0),
        ("Lamp Lit", "unplanned", 7),
        ("Order Completed", "received", 1200),
    ]
    inputs = [(one.role, one.name) for one in read_snapshot(engagement).inputs]
    assert ("received", "schema.csv") in inputs


def test_what_a_pull_counted_for_a_source_stays(tmp_path: Path) -> None:
    """The API counts by days; a file adds sources of which it says nothing."""
    file = tmp_path / "schema.csv"
    file.write_text(SCHEMA, encoding="utf-8")
    pulled = {"eventName": "A", "source": {"slug": "web"}, "total": 1}

    document = with_received({"eventVolumes": {"items": [pulled]}}, {"web": file, "app": file})

    [items] = document["eventVolumes"].values()  # type: ignore[attr-defined]
    assert [(one["source"]["slug"], one["eventName"]) for one in items] == [
        ("web", "A"), ("app", "Order Completed"), ("app", "Lamp Lit"),
    ]  # fmt: skip


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A plan says nothing of what was received."""
    file = tmp_path / "plan.csv"
    file.write_text(PLAN, encoding="utf-8")

    with pytest.raises(InputFileError, match="no export of a source's schema"):
        with_received({}, {"web": file})


def test_without_a_workspace_there_is_no_source(tmp_path: Path) -> None:
    """The file alone compares nothing."""
    engagement = engagement_in(tmp_path, '[received]\nweb_prod = "schema.csv"\n')

    with pytest.raises(UsageError, match="names no workspace"):
        take_snapshot(engagement)


def test_as_a_plan_such_a_file_is_doubted() -> None:
    """It can be read, but says what was received, and its counts are no allowed values."""
    rows = tuple(tuple(line.split(",")) for line in SCHEMA.replace('"1,200"', "1200").splitlines())
    tab = Tab("schema", rows, titled=False)

    plan = plan_from_tabs((tab,), name="x")

    assert is_source_schema(tab)
    assert [(one.event, one.total) for one in received(tab)] == [
        ("Order Completed", 1200),
        ("Lamp Lit", 7),
    ]
    assert [rule.key for rule in plan.rules] == ["Order Completed", "Lamp Lit"]
    assert "what was received, not what is planned" in plan.report.doubts[0].what
    assert not is_source_schema(Tab("plan", tuple(tuple(r.split(",")) for r in PLAN.splitlines())))
