"""Behaviour of the commands that say what reaches what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from segkit.cli import cli
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import read_engagement


def run(*arguments: str | Path, given: str | None = None) -> Result:
    """`segkit ARGUMENTS`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo engagement's folder."""
    return create_demo(tmp_path / "demo").folder


def test_the_matrix_says_where_destinations_could_not_be_read(demo: Path) -> None:
    """Then nobody knows that no destination is connected."""
    file = demo / "workspace.json"
    workspace = json.loads(file.read_text(encoding="utf-8"))
    empty = {**workspace, "destinations": []}
    file.write_text(json.dumps(empty), encoding="utf-8")
    known = run("matrix", file)
    file.write_text(
        json.dumps({**empty, "notAvailable": {"destinations": "refused"}}), encoding="utf-8"
    )
    refused = run("matrix", file)
    file.write_text(json.dumps(workspace), encoding="utf-8")

    assert "No destination is connected" in known.stdout
    assert refused.stdout == ""
    assert "Not all destinations could be read" in refused.stderr


def test_the_matrix_has_one_object_for_each_connected_pair(demo: Path) -> None:
    """Ids of the API, and the same from a bare workspace file save what the SA recorded."""
    workspace = json.loads((demo / "workspace.json").read_text(encoding="utf-8"))

    pairs = json.loads(run("matrix", demo, "--json").stdout)
    bare = json.loads(run("matrix", demo / "workspace.json", "--json").stdout)

    assert [(p["source"], p["destination"]) for p in pairs] == [
        (d["sourceId"], d["id"]) for d in workspace["destinations"]
    ]
    assert {p["mode"] for p in pairs} <= {"device", "cloud", "unknown", "none"}
    for pair in pairs:
        assert (pair["mode"] == "none") == (pair["possible"] == [])
        assert set(pair["possible"]) <= {"device", "cloud"}
        assert pair["reason"].endswith(".")
    recorded = set(read_engagement(demo).modes)
    assert [p["possible"] for p in bare if p["destination"] not in recorded] == [
        p["possible"] for p in pairs if p["destination"] not in recorded
    ]
    assert "unknown" in {p["mode"] for p in bare}


def test_a_destination_without_its_source_is_named(tmp_path: Path) -> None:
    """It has no pair, and nobody has to wonder where it is."""
    file = tmp_path / "workspace.json"
    catalog = {"id": "c", "name": "Beacon", "slug": "beacon", "components": [{"type": "SERVER"}]}
    document = {
        "sources": [{"id": "s", "slug": "web", "metadata": {"id": "x", "slug": "javascript"}}],
        "destinations": [{"id": "d", "sourceId": "gone", "metadata": catalog}],
    }
    file.write_text(json.dumps(document), encoding="utf-8")

    result = run("matrix", file, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
    assert "Beacon (d) is left out" in result.stderr


def test_a_name_cannot_command_the_terminal(demo: Path) -> None:
    """Control characters of names stay out of the text."""
    file = demo / "workspace.json"
    text = file.read_text(encoding="utf-8").replace("GA4 - shop", "GA4\\u001b[31m\\nshop")
    file.write_text(text, encoding="utf-8")

    shown = run("matrix", file).stdout

    assert "\x1b" not in shown
    assert "GA4\ufffd[31m shop" in shown


def test_the_sa_records_a_mode_once(demo: Path) -> None:
    """The matrix says so from then on."""
    result = run("mode", "Mixpanel (merchandising team)", "device", demo)

    pairs = json.loads(run("matrix", demo, "--json").stdout)
    [found] = [p for p in pairs if p["destinationName"] == "Mixpanel (merchandising team)"]
    assert result.exit_code == 0
    assert (found["mode"], found["basis"], found["certain"]) == ("device", "engagement", True)


def test_the_sa_records_consent_categories_once(demo: Path) -> None:
    """Routes follow them from then on, and know nothing again when they are taken out."""
    preferences = {"categoryPreferences": {"Advertising": False}}
    call = json.dumps(
        {"type": "track", "event": "Order Completed", "context": {"consent": preferences}}
    )

    def told() -> str:
        given = run("route", "-", demo, "--source", "quillmoor_web_prod", "--json", given=call)
        outcomes = json.loads(given.stdout)["outcomes"]
        [found] = [o for o in outcomes if o["name"] == "Mixpanel (merchandising team)"]
        return str(found["result"])

    before = told()
    entered = run("consent", "Advertising", demo, "--destination", "Mixpanel (merchandising team)")
    after = told()
    run("consent", "Advertising", demo, "--forget")

    assert entered.exit_code == 0
    assert (before, after, told()) == ("unknown", "not delivered", "unknown")


@pytest.mark.parametrize(
    "call",
    [
        {"type": "track", "event": "Order Completed"},
        {"type": "identify", "traits": {"email": "a@quillmoor.example"}},
        {"type": "page", "name": "Home"},
        {"type": "screen", "name": "Home"},
        {"type": "group", "groupId": "g"},
        {"type": "alias", "userId": "u", "previousId": "p"},
    ],
)
def test_each_of_the_six_calls_has_a_route(demo: Path, call: dict[str, object]) -> None:
    """One outcome for each destination of the source and each warehouse, read from a pipe."""
    workspace = json.loads((demo / "workspace.json").read_text(encoding="utf-8"))
    source = next(s["id"] for s in workspace["sources"] if s["slug"] == "quillmoor_web_prod")
    expected = [d["id"] for d in workspace["destinations"] if d["sourceId"] == source]
    given = json.dumps(call)

    found = run("route", "-", demo, "--source", "quillmoor_web_prod", "--json", given=given)
    text = run("route", "-", demo, "--source", source, given=given)

    outcomes = json.loads(found.stdout)["outcomes"]
    assert [one["id"] for one in outcomes] == [
        *expected,
        *(warehouse["id"] for warehouse in workspace["warehouses"]),
    ]
    assert {one["result"] for one in outcomes} <= {"delivered", "not delivered", "unknown"}
    assert all(one["steps"] and one["reason"] for one in outcomes)
    assert all(one["reason"] in text.stdout for one in outcomes)


def test_a_route_needs_no_more_than_a_workspace_file(demo: Path, tmp_path: Path) -> None:
    """The same file that `segkit new --workspace` takes."""
    call = tmp_path / "call.json"
    call.write_text('{"type": "track", "event": "Order Completed"}', encoding="utf-8")

    result = run("route", call, demo / "workspace.json", "--source", "shop_api_prod")

    assert result.exit_code == 0
    assert "Kinesis - raw events: DELIVERED" in result.stdout


@pytest.mark.parametrize(
    ("given", "source", "says"),
    [
        ("{", "shop_api_prod", "standard input is no JSON"),
        ('{"event": "x"}', "shop_api_prod", "The call has no type"),
        ('{"type": "track"}', "shop_api_prod", "The track call has no event"),
        ('{"type": "page"}', "nowhere", "There is no source 'nowhere'"),
        ('{"type": "page"}', "stripe", "sends no calls"),
        (json.dumps({"type": "page", "properties": {"a": "x" * 33_000}}), "shop_api_prod", "32 KB"),
    ],
)
def test_what_is_no_call_gets_one_clear_message(
    demo: Path, given: str, source: str, says: str
) -> None:
    """What, and what next; status 2, no traceback."""
    result = run("route", "-", demo, "--source", source, given=given)

    assert result.exit_code == 2
    assert says in result.output
    assert "To fix:" in result.output


def test_coverage_names_who_receives_each_planned_field(demo: Path) -> None:
    """HubSpot's filter lets five traits through; the purchase mapping is fed by the plan."""
    found = json.loads(run("coverage", demo, "--json").stdout)
    text = run("coverage", demo).stdout

    to_hubspot = [
        field["field"]
        for field in found["fields"]
        if field["call"] == "identify"
        and any(one["name"] == "HubSpot - trade customers" for one in field["destinations"])
    ]
    assert to_hubspot == ["email", "firstName", "lastName", "phone", "company", "company.name"]
    [purchase] = [
        one
        for one in found["mappings"]
        if one["mapping"] == "Purchases" and one["destinationName"] == "GA4 - shop"
    ]
    assert {field["field"]: field["state"] for field in purchase["required"]} == {
        "transaction_id": "fed",
        "currency": "fed",
        "items": "fed",
    }
    assert "Required fields of mappings that the plan does not feed" in text
    screens = [
        one for one in found["fields"] if (one["call"], one["rule"]) == ("screen", "Product")
    ]
    [firebase, *_] = [one for one in screens[0]["destinations"] if one["name"] == "Firebase - iOS"]
    assert not firebase["certain"]
    assert "whether its SDK is packaged in the app" in firebase["missing"]
    staff = [
        one["depends"]
        for field in found["fields"]
        for one in field["destinations"]
        if one["name"] == "Amplitude - web" and one["certain"]
    ]
    assert staff
    assert all("filter" in words for depends in staff for words in depends)
    assert {one["certain"] for field in found["fields"] for one in field["warehouses"]} == {True}
