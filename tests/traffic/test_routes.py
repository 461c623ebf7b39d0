"""Where a call of each event and source goes, and what the call says otherwise."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from segkit.cli import cli
from segkit.engagement.settings import find_engagement
from segkit.facts.known import Facts
from segkit.facts.seen import Sightings
from segkit.listings.traffic.forms import write_forms
from segkit.listings.traffic.text import as_text
from segkit.rows.plan.seen import seen
from segkit.traffic.results.evidence import Evidence, evidence_bytes, evidence_of
from segkit.traffic.results.verified import Arrival, Followed, Verified
from segkit.traffic.verifying import verify

Call = dict[str, object]
Look = Callable[..., Verified]


@pytest.fixture
def look(demo: Path, tmp_path: Path) -> Look:
    """What comes of some calls beside the demo."""
    against = Facts(find_engagement(demo)).against

    def of(*calls: Call) -> Verified:
        file = tmp_path / "calls.jsonl"
        file.write_text("".join(json.dumps(call) + "\n" for call in calls), encoding="utf-8")
        return verify([file], against, jobs=1)

    return of


@pytest.fixture
def home(demo: Path) -> Callable[..., Call]:
    """A valid page call of the demo's website, with more where it is given."""
    lines = (demo / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    first: Call = json.loads(lines[0])

    def make(**more: object) -> Call:
        return {**first, **more}

    return make


def only(found: Verified) -> Followed:
    """The one way that was followed."""
    ((way,),) = [event.routes for event in found.events]
    return way


def at(way: Followed, name: str) -> Arrival:
    """What is said of one destination."""
    return next(one for one in way.outcomes if one.name == name)


def test_it_says_what_route_says(demo: Path, look: Look, home: Callable[..., Call]) -> None:
    """Destination by destination, with the step that stops the call."""
    way = only(look(home()))
    route = Facts(find_engagement(demo)).route(home(), way.source)

    assert [(one.name, one.result, one.mode, one.stopped_by) for one in way.outcomes] == [
        (one.name, one.result, one.mode, one.stopped_by) for one in route.outcomes
    ]
    assert {one.result for one in way.outcomes} == {"delivered", "not delivered"}
    assert {one.differs for one in way.outcomes} == {""}


def test_what_the_call_turns_off_does_not_arrive(look: Look, home: Callable[..., Call]) -> None:
    """The step is the call's own integrations object."""
    name = "GA4 - staging property"
    before = at(only(look(home())), name)
    after = at(only(look(home(integrations={"All": False}))), name)

    assert (before.result, after.result) == ("delivered", "not delivered")
    assert (before.stopped_by, after.stopped_by) == ("", "integrations")


def test_what_a_library_lists_is_held_against_the_mode(
    demo: Path, look: Look, home: Callable[..., Call]
) -> None:
    """Lists that agree, and destinations in none of them, are no difference."""
    facts = Facts(find_engagement(demo))
    (web,) = [one for one in facts.sources.values() if one.slug == "quillmoor_web_prod"]
    lists = {
        "bundled": ["Segment.io", "Intercom", "Mixpanel"],
        "unbundled": ["Hotjar", "HubSpot", "Snap"],
        "failedInitializations": ["Google Tag Manager"],
        "bundledIds": ["secret-value"],
    }
    found = look(home(projectId=web.id, _metadata=lists, properties={"promotion_id": "private-7"}))
    way = only(found)

    assert {
        one.name: (one.says, one.differs) for one in way.outcomes if one.says or one.differs
    } == {
        "Intercom (help desk chat)": ("device", ""),
        "HubSpot - trade customers": ("cloud", ""),
        "Mixpanel (merchandising team)": (
            "device",
            "The call says device mode (_metadata.bundled); by the workspace it is in cloud mode.",
        ),
        "Hotjar": (
            "cloud",
            "The call says cloud mode (_metadata.unbundled); by the workspace it is in device mode.",
        ),
        "Google Tag Manager": (
            "",
            "The call says that its code did not start (_metadata.failedInitializations).",
        ),
    }
    assert way.unmatched == ["Snap"]
    text = as_text(found)
    assert "≠ Hotjar: The call says cloud mode" in text
    assert "Intercom" not in text
    assert "private-7" not in text + str(found)
    assert "secret-value" not in text + str(found)


@pytest.fixture
def differing(demo: Path, look: Look, home: Callable[..., Call]) -> Verified:
    """A call whose library has one destination on the device, and one more than the workspace."""
    sources = Facts(find_engagement(demo)).sources.values()
    (web,) = [one for one in sources if one.slug == "quillmoor_web_prod"]
    lists = {"bundled": ["Mixpanel", "Snap"], "unbundled": []}
    return look(home(projectId=web.id, _metadata=lists))


def test_ci_hears_where_calls_go(demo: Path, differing: Verified, tmp_path: Path) -> None:
    """In each form, and nothing fails by it: it is a prediction."""
    plan = Facts(find_engagement(demo)).against.plan
    junit, sarif, markdown = write_forms(differing, ["junit", "sarif", "markdown"], tmp_path, plan)
    says = "Mixpanel (merchandising team): The call says device mode"

    suite = ET.parse(junit).getroot()  # noqa: S314 (made here)
    assert f"≠ {says}" in suite.findtext("system-out", "")
    assert (suite.get("failures"), suite.get("tests")) == ("0", str(len(suite.findall("testcase"))))
    results = json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"]
    about = {(one["ruleId"], one["level"]) for one in results if one["ruleId"] != "not-seen"}
    assert about == {("route-differs", "warning"), ("not-delivered", "note")}
    assert "- ≠ Mixpanel (merchandising team): The call says device mode" in markdown.read_text(
        encoding="utf-8"
    )


def test_the_chapter_says_what_calls_say_otherwise(demo: Path, differing: Verified) -> None:
    """What is kept has the counts and the differences, and what was kept of old opens without."""
    facts = Facts(find_engagement(demo))
    assert facts.plan is not None
    evidence = evidence_of(differing, facts.plan, dt.datetime(2026, 11, 30, tzinfo=dt.UTC))
    kept = msgspec.json.decode(evidence_bytes(evidence), type=Evidence)

    def text(found: Evidence) -> str:
        sightings = Sightings(found, facts.plan, facts.workspace, ())  # type: ignore[arg-type]  # looked at above
        return seen(sightings, sightings.all).text

    (event,) = kept.events
    (way,) = event.ways
    assert way.unmatched == ("Snap",)
    assert set(way.differs) == {"Mixpanel (merchandising team)"}
    assert "one call of each goes like this: delivered " in text(kept)
    assert "Mixpanel (merchandising team): The call says device mode" in text(kept)
    assert "(Home from quillmoor_web_prod)" in text(kept)
    old = replace(kept, events=tuple(replace(one, ways=()) for one in kept.events))
    assert "say otherwise" not in text(old)


def test_what_could_not_be_followed_is_said(look: Look, home: Callable[..., Call]) -> None:
    """Calls of nobody's source, and those that break the plan, have no way that is known."""
    stranger = look(home(projectId="elsewhere"))
    broken = look(home(properties={"promotion_id": 5}))

    assert only(stranger).why == "It is not known which source sent it."
    assert only(broken).why == "No call of it keeps the plan."
    assert "Not followed. No call of it keeps the plan." in as_text(broken)


def test_the_command_has_it_in_text_and_json(demo: Path) -> None:
    """A summary, and a line for what stops; without a workspace there is neither."""
    names = ["verify", str(demo), str(demo / "calls.jsonl"), "--jobs=1"]
    text = CliRunner().invoke(cli, names).output
    found = json.loads(CliRunner().invoke(cli, [*names, "--json"]).output)

    ways = {
        (event["event"], way["source"]): {one["name"]: one for one in way["outcomes"]}
        for event in found["events"]
        for way in event["routes"]
    }
    stopped = ways["Order Completed", "shop_api_staging"]["Braze - test workspace"]
    assert (stopped["result"], stopped["stoppedBy"]) == ("not delivered", "call")
    assert "– Braze - test workspace: It has no enabled mapping" in text
    assert all(len(line) <= 80 for line in text.splitlines())
    assert all(not event["routes"] for event in found["events"] if not event["planned"])
    assert any("predicted" in limit for limit in found["limits"])
