"""Behaviour of `segkit.rows.about.availability`: what is missing is said where it would stand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement
from segkit.engagement.snapshot import take_snapshot
from segkit.export import export_guide
from segkit.guide import Guide
from segkit.render.view import View
from segkit.rows.row import own_rows
from segkit.segment_api import endpoints
from segkit.segment_api.document import FURTHER

WHY = "Segment refused this (403): the token may not read this."


def guide_without(folder: Path, *resources: str, gone: bool = True) -> Guide:
    """The demo's guide, made from a workspace that lacks some resources."""
    engagement = create_demo(folder / "demo")
    file = engagement.folder / "workspace.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for resource in resources if gone else ():
        document.pop(resource, None)
    document["notAvailable"] = dict.fromkeys(resources, WHY)
    file.write_text(json.dumps(document), encoding="utf-8")
    take_snapshot(engagement)
    return Guide(engagement)


def plain_details(guide: Guide) -> str:
    """What is folded away below the destinations, as one text."""
    return re.sub(r"<[^>]+>", "", row(guide, "destinations").html)


def row(guide: Guide, name: str) -> View:
    """A row of the guide."""
    found = getattr(guide, name)()
    assert isinstance(found, View)
    return found


@pytest.mark.parametrize(
    ("resource", "rows", "words"),
    [
        ("subscriptions", ["destinations", "modes", "considerations"], "Mappings"),
        ("filters", ["destinations", "considerations"], "Destination filters"),
        ("transformations", ["considerations"], "Transformations"),
        ("functions", ["considerations"], "Insert functions"),
        ("connectedSources", ["warehouses", "matrix", "flow"], "Warehouse connections"),
        ("trackingPlans", ["calls_in_scope", "considerations"], "Tracking plans"),
        ("labels", ["environments"], "Labels"),
        ("writeKeys", ["load_snippet", "quickstarts"], "Write keys"),
    ],
)
def test_each_row_says_what_it_lacks_and_why(
    tmp_path: Path, resource: str, rows: list[str], words: str
) -> None:
    """Beside what is there, as HTML and as text; other rows say nothing of it."""
    guide = guide_without(tmp_path, resource)

    for name in rows:
        shown = row(guide, name)
        assert f"{words}: not available, because:" in shown.html
        assert f"{words}: not available, because: {WHY}" in shown.text
    assert "not available, because" not in row(guide, "tracking_methods").html


@pytest.mark.parametrize(
    ("resource", "name"), [("destinations", "destinations"), ("warehouses", "warehouses")]
)
def test_what_was_not_read_is_not_called_none(tmp_path: Path, resource: str, name: str) -> None:
    """A workspace without destinations is another thing than one whose may not be seen."""
    shown = row(guide_without(tmp_path, resource), name)

    assert f"Not available, because: {WHY}" in shown.text
    assert "has no" not in shown.text
    assert "segkit pull" in shown.text


def test_no_question_is_answered_by_ways_that_were_not_read(tmp_path: Path) -> None:
    """Neither connected nor a gap, and a warehouse that may be there is not called missing."""
    guide = guide_without(
        tmp_path, "subscriptions", "filters", "warehouses", "connectedSources", "selectiveSyncs"
    )

    said = row(guide, "business_questions").text
    assert "7 questions: 7 to check." in said
    assert "is not in the workspace" not in said
    personal = row(guide, "personal_data").text
    assert "nothing." not in personal
    assert re.search(r"Not known: the filters of \d+ destinations", personal)


def test_what_is_kept_out_of_warehouses_is_said_by_name(tmp_path: Path) -> None:
    """From what Selective Sync leaves out, and not known where that was not read."""
    held = row(guide_without(tmp_path / "all"), "personal_data").text
    unread = row(guide_without(tmp_path / "less", "selectiveSyncs"), "personal_data").text

    assert "Selective Sync: identifies (phone)" in held
    assert "Selective Sync: " not in unread
    assert "Not known: what Selective Sync leaves out of Quillmoor analytics" in unread


def test_transformations_that_hold_fields_back_are_said_by_name(tmp_path: Path) -> None:
    """Those that take fields out or hash them; and that they were not read, where they were not."""
    without = row(guide_without(tmp_path / "all"), "personal_data").text
    file = tmp_path / "all" / "demo" / "snapshot.json"
    snapshot = json.loads(file.read_text("utf-8"))
    for one in snapshot["workspace"]["transformations"]:
        one |= {"enabled": True, "name": "Hide e-mail"}
        one["hashPropertiesConfiguration"] = {"paths": ["traits.email"], "algorithm": "SHA-256"}
    file.write_text(json.dumps(snapshot), encoding="utf-8")
    hashed = row(Guide(read_engagement(file.parent)), "personal_data").text
    unread = row(guide_without(tmp_path / "less", "transformations"), "personal_data").text

    assert "transformation" not in without
    assert "Hide e-mail (transformation) on " in hashed
    assert "what transformations take out or hash" in unread


def test_each_environment_has_its_write_key(tmp_path: Path) -> None:
    """How it ends, source by source; the table is left out where no key was read."""
    known = row(guide_without(tmp_path / "all"), "load_snippet").text
    snapshot = tmp_path / "all" / "demo" / "snapshot.json"
    without = re.sub(r'"writeKeys":\s*\[[^\]]*\]', '"writeKeys":[]', snapshot.read_text("utf-8"))
    snapshot.write_text(without, encoding="utf-8")
    unread = Guide(read_engagement(snapshot.parent))

    assert re.search(r"Quillmoor web \(staging\)\W+Staging\W+••••\w{4}", known)
    assert "Write keys by environment" not in row(unread, "load_snippet").text


def test_what_is_only_missing_in_part_leaves_the_rest(tmp_path: Path) -> None:
    """The table stays, with the note below it."""
    shown = row(guide_without(tmp_path, "destinations", gone=False), "destinations")

    assert shown.rows
    assert "Destinations: not available, because:" in shown.text


def test_a_guide_without_a_plan_says_why_there_is_none(tmp_path: Path) -> None:
    """Protocols may be off: then no plan can be pulled."""
    engagement = guide_without(tmp_path, "trackingPlans").facts.engagement
    text = engagement.file.read_text(encoding="utf-8").replace('file = "tracking-plan', "#")
    engagement.file.write_text(text, encoding="utf-8")
    take_snapshot(read_engagement(engagement.folder))

    shown = row(Guide(read_engagement(engagement.folder)), "track")

    assert f"Tracking plans: not available, because: {WHY}" in shown.text


def test_exported_guide_says_it_too(tmp_path: Path) -> None:
    """Escaped, like all that comes from elsewhere."""
    engagement = guide_without(tmp_path, "subscriptions").facts.engagement

    page = export_guide(engagement, draft=True).read_text(encoding="utf-8")

    assert "Mappings: not available, because:" in page
    assert "<dt>Mappings<dd>" in page  # where the data comes from: its name, not the API's key


def test_every_resource_of_a_pull_has_its_place() -> None:
    """Nothing can be missing without a row that says so."""
    named = {key for row in own_rows().values() for key in (*row.without, *row.more)} | {
        "trackingPlans", "trackingPlanRules",  # of every row that needs the plan
    }  # fmt: skip

    assert named >= {
        "sources", "labels", "destinations", "subscriptions", "filters", "transformations",
        "functions", "instances", "models", "warehouses", "connectedSources", "trackingPlans",
        "trackingPlanSources", "trackingPlanRules", "sourceSettings", "eventVolumes", "writeKeys",
        *FURTHER,
    }  # fmt: skip
    assert endpoints.MODELS.answer in named


@pytest.mark.parametrize("name", ["functions", "spaces", "usage"])
def test_a_row_of_what_was_not_pulled_says_so(old: Guide, name: str) -> None:
    """An older snapshot knows nothing of it, which is not the same as that there is none."""
    shown = row(old, name)

    assert "not pulled, so nothing is known of it" in shown.text
    assert "`segkit pull`" in shown.text
    assert "has no" not in shown.text


def test_a_column_of_what_was_not_pulled_says_so(old: Guide) -> None:
    """In workbook, CSV and data frame; an empty cell would be a no."""
    for name, column in (("destinations", "Delivered"), ("destinations", "Owners"),
                         ("warehouses", "Last syncs"), ("warehouses", "Left out"),
                         ("sources", "Owners"), ("sources", "Live plugin")):  # fmt: skip
        assert set(getattr(old, name)().to_frame()[column]) == {"not pulled"}, (name, column)


def test_only_the_sa_reads_what_was_not_asked_for(old: Guide) -> None:
    """A customer has no use for it; a draft and the room do."""
    engagement = old.facts.engagement

    assert "Not pulled:" not in row(old, "warehouses").text
    draft = row(Guide(engagement, draft=True), "warehouses").text
    assert "Not pulled: connection states of warehouses, last syncs of warehouses" in draft


def test_without_counts_there_is_nothing_of_deliveries(old: Guide) -> None:
    """They are read on request only, so most guides do without."""
    assert row(old, "deliveries").html == ""


@pytest.fixture
def old(tmp_path: Path) -> Guide:
    """The demo's guide as a snapshot has it that was taken before any of this was pulled."""
    engagement = create_demo(tmp_path / "demo")
    file = engagement.folder / "workspace.json"
    document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    kept = {key: value for key, value in document.items() if key not in FURTHER}
    file.write_text(json.dumps(kept), encoding="utf-8")
    take_snapshot(engagement)
    return Guide(engagement)


@pytest.mark.parametrize(
    ("resource", "name", "words"),
    [
        ("spaces", "spaces", "Your profile spaces: not available yet"),
        ("audiences", "spaces", "Audiences: not available, because:"),
        ("deliveryOverview", "deliveries", "Delivery overview: not available, because:"),
        ("warehouseStates", "warehouses", "Connection states of warehouses: not available"),
        ("modelSyncs", "models", "Last runs of Reverse ETL models: not available, because:"),
        ("mtuUsage", "usage", "Monthly tracked users by day and source: not available"),
        ("livePlugins", "sources", "Live plugins of apps: not available, because:"),
        ("users", "destinations", "Users: not available, because:"),
    ],
)
def test_what_the_api_refuses_is_named_where_it_would_stand(
    tmp_path: Path, resource: str, name: str, words: str
) -> None:
    """With the API's reason."""
    shown = row(guide_without(tmp_path, resource), name).text

    assert words in shown
    assert WHY in shown


def test_deliveries_stand_with_their_window_in_the_demo(tmp_path: Path) -> None:
    """What is counted is known for these days, and is never said of others."""
    guide = Guide(create_demo(tmp_path / "demo"))

    shown = row(guide, "deliveries")

    assert "from 17 Nov 2026 to 24 Nov 2026" in shown.text
    assert "known for this time, and for no other" in shown.text
    frame = guide.destinations().to_frame()
    counts = {one["Destination"]: one for one in frame.to_dict("records")}
    assert counts["Slack - big orders"]["Delivered"] == 0
    assert counts["Slack - big orders"]["Kept back"] == 6_667
    assert counts["Facebook Pixel"]["Delivered"] == "nothing counted"
    assert "0 delivered, 6,667 kept back, 0 failed from 17 Nov 2026" in plain_details(guide)


def test_volumes_are_shown_when_they_were_pulled_and_only_then(tmp_path: Path) -> None:
    """Planned and never received, received and not planned, by source."""
    guide = guide_without(tmp_path)
    assert row(guide, "volumes").html == ""
    engagement = guide.facts.engagement
    file = engagement.folder / "workspace.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    web = next(one for one in document["sources"] if one["slug"] == "quillmoor_web_prod")
    document["eventVolumes"] = {
        "startTime": "2026-11-17T09:30:00Z", "endTime": "2026-11-24T09:30:00Z",
        "items": [
            {"eventName": name, "eventType": "track", "total": 12, "source": {"id": web["id"]}}
            for name in ("Order Completed", "<b>Clicked</b>")
        ],
    }  # fmt: skip
    file.write_text(json.dumps(document), encoding="utf-8")
    take_snapshot(engagement)

    shown = row(Guide(engagement), "volumes")

    mine = {event: state for event, source, state, _ in shown.rows if source == web["name"]}
    assert mine["Order Completed"] == "Received as planned"
    assert mine["<b>Clicked</b>"] == "Received, not planned"
    assert "Planned, never received" in mine.values()
    assert "<b>Clicked" not in shown.html
    assert "From 17 Nov 2026 to 24 Nov 2026: 1 planned event received" in shown.text
