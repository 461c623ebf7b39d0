"""Planned calls beside the evidence, in to-dos and in the guide."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.errors import ConfigError
from segkit.export.notebook_file import Cell
from segkit.export.prepared import prepare
from segkit.facts.known import Facts
from segkit.facts.seen import BROKEN, CHANGED, NOT_SEEN, VALID
from segkit.facts.todos import open_todos
from segkit.guide import Guide, Shown


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo, in which a session was recorded."""
    return create_demo(tmp_path_factory.mktemp("seen") / "demo")


def chapter(engagement: Engagement) -> list[str]:
    """The headings of a guide that has this chapter only."""
    cells = [
        Cell("code", "import segkit\n\nguide = segkit.open_guide()"),
        Cell("markdown", "## What was seen\n\nCaptured calls."),
        Cell("code", "guide.seen()"),
    ]
    found = prepare(cells, engagement, draft=True, listen=lambda _: None)
    return [section.heading.text for section in found.content.sections]


def required(engagement: Engagement, *environments: str) -> list[str]:
    """What is open when these environments are asked for."""
    before = engagement.file.read_text()
    engagement.file.write_text(f"{before}\n[verify]\nrequired = {json.dumps(environments)}\n")
    try:
        return [one.text for one in open_todos(Facts(read_engagement(engagement.folder)))]
    finally:
        engagement.file.write_text(before)


def test_each_planned_call_has_a_state(engagement: Engagement) -> None:
    """As the demo's session shows them; a rule that is not to be sent any more has none."""
    facts = Facts(engagement)
    assert facts.seen is not None
    assert facts.plan is not None
    states = {one.title: one.state for one in facts.seen.all}

    assert states["track Product Viewed"] == VALID
    assert states["track Order Completed"] == BROKEN
    assert states["group"] == NOT_SEEN
    assert "track Boot Fitting Booked" not in states
    retired = next(rule for rule in facts.plan.rules if rule.deprecated)
    assert facts.seen.of(retired) is None
    order = next(rule for rule in facts.plan.rules if rule.key == "Order Completed")
    sighting = facts.seen.of(order)
    assert sighting is not None
    assert sighting.kept is not None
    assert facts.seen.environments_of(sighting) == ("staging",)
    assert facts.seen.state_in(sighting, "staging") == BROKEN
    assert facts.seen.state_in(sighting, "prod") == NOT_SEEN


def test_verify_keeps_what_it_found(engagement: Engagement) -> None:
    """The demo's evidence is what the command leaves of its session, whatever the exit status."""
    file = engagement.folder / "seen.json"
    before = json.loads(file.read_text())
    session = str(engagement.folder / "calls.jsonl")

    done = CliRunner().invoke(cli, ["verify", str(engagement.folder), session, "--keep"])

    after = json.loads(file.read_text())
    assert done.exit_code == 1
    assert after.pop("keptAt") > before.pop("keptAt")
    assert after == before


def test_a_plan_that_changed_since_is_not_called_kept(engagement: Engagement) -> None:
    """What was valid by another rule says nothing about this one."""
    file = engagement.folder / "seen.json"
    before = file.read_text()
    kept = json.loads(before)
    for event in kept["events"]:
        if event["event"] == "Product Viewed":
            event["rule"] = "of before"
    file.write_text(json.dumps(kept))
    try:
        seen = Facts(engagement).seen
    finally:
        file.write_text(before)

    assert seen is not None
    changed = [one.title for one in seen.all if one.state == CHANGED]
    assert changed == ["track Product Viewed"]
    assert CHANGED in {seen.state_in(one, "staging") for one in seen.all}


def test_the_checklists_say_what_was_seen_of_each_application(engagement: Engagement) -> None:
    """As far as its own sources sent it; without evidence they say nothing of the kind."""
    guide = Guide(engagement)
    rollout = {str(one["Application"]): str(one["6 Calls tried"]) for one in table(guide.rollout())}
    tests = {(one["Send from"], one["Planned call"]): one["Seen"] for one in table(guide.testing())}

    assert rollout["Shop API"].endswith("; 1 seen and valid, 2 broken")
    assert rollout["Billing service"].endswith("; 0 seen and valid")
    assert tests["Quillmoor web", "Product Viewed"] == "Seen and valid"
    assert tests["Shop API", "Order Completed"] == "Seen and broken"
    assert tests["Quillmoor web", "Signed Up"] == "Not seen in this window"
    kept = engagement.folder / "seen.json"
    content = kept.read_text()
    kept.unlink()
    try:
        without = Guide(engagement)
        assert "seen" not in without.rollout().view.text
        assert {one["Seen"] for one in table(without.testing())} == {""}
    finally:
        kept.write_text(content)


def test_a_card_says_what_was_seen_of_its_call(engagement: Engagement) -> None:
    """With the field that breaks, and the way to the chapter that has the window."""
    html = Guide(engagement).track().view.html

    line = r'<p class="sk-quiet">(?:<span[^>]*>([^<]*)</span>)?([^<]*)<a [^>]*#what-was-seen'
    said = re.findall(line, html)
    assert ("Seen and valid", " 3 of 3 calls valid. ") in said
    assert ("Seen and broken", " 1 of 2 calls valid: properties.step (type, 1×). ") in said
    assert ("", "Not seen in this window. ") in said


def table(shown: Shown) -> list[dict[str, object]]:
    """The rows of the table behind a view, by the titles of its columns."""
    view = shown.view
    return [dict(zip(view.columns, row, strict=True)) for row in view.rows]


def test_check_asks_for_the_environments_that_are_required(engagement: Engagement) -> None:
    """Every planned call seen and valid there; a call of staging is none of production."""
    assert required(engagement) == []
    (staging,) = required(engagement, "staging")
    (prod,) = required(engagement, "prod")
    (unknown,) = required(engagement, "prdo")

    assert "seen and broken: 3" in staging
    assert "not seen there in this window: 29" in staging
    assert "not seen there in this window: 48" in prod
    assert "staging" in unknown
    with pytest.raises(ConfigError, match=r"verify\.required"):
        required(engagement, "")


def test_the_chapter_is_there_with_evidence_only(engagement: Engagement) -> None:
    """Window and files are named, every planned call too, and none is said to be not sent."""
    with_it = chapter(engagement)
    view = Guide(engagement).seen().view
    file = engagement.folder / "seen.json"
    kept = file.read_text()
    file.unlink()
    try:
        without = chapter(engagement)
        live = Guide(engagement, live=True).seen().view
    finally:
        file.write_text(kept)

    assert (with_it, without) == (["What was seen"], [])
    assert "segkit verify" in live.text
    assert "calls.jsonl, 39 calls" in view.text
    assert "23 Nov 2026 14:02 to 14:26 UTC" in view.text
    assert "properties.membership_tier (enum, 1×)" in view.text
    assert "planned is Order Completed" in view.text
    assert "not sent" not in view.text
    seen = Facts(engagement).seen
    assert seen is not None
    titles = [one.title for one in seen.all]
    assert all(title in view.text for title in titles)
    assert len(view.rows) == len(titles)


def test_the_demos_session_is_what_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded session and its evidence are up to date with plan, workspace and segkit."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    import build_demo

    for file, content in build_demo.session_files().items():
        assert file.read_bytes() == content, f"run: python scripts/build_demo.py ({file.name})"
