"""Editions of the guide: whose copy has which calls, sources and considerations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segkit.derive.platforms import platforms_of
from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement
from segkit.facts.checklist import Checklist
from segkit.facts.identity import Story
from segkit.facts.known import Facts
from segkit.facts.owners import owners, without_owner
from segkit.facts.personal import ADVERTISING, NO_CATEGORY, PersonalData
from segkit.facts.todos import settle
from segkit.guide import Guide
from segkit.rows.edition import BY_PLATFORM, Edition


@pytest.fixture(scope="module")
def engagement(tmp_path_factory: pytest.TempPathFactory) -> Engagement:
    """The demo, whose notes the last test changes."""
    return create_demo(tmp_path_factory.mktemp("editions") / "demo")


@pytest.fixture(scope="module")
def facts(engagement: Engagement) -> Facts:
    """What is known of it."""
    return Facts(engagement)


def titles(guide: Guide, row: str) -> list[object]:
    """The second column of a row's table."""
    return [values[1] for values in guide.show(row).view.rows]


@pytest.mark.parametrize(
    ("kind", "language", "platforms"),
    [
        ("web", "JavaScript", {"web"}),
        ("mobile", "Swift", {"ios"}),
        ("mobile", "Java", {"android"}),
        ("mobile", "Dart", {"ios", "android"}),
        ("mobile", "BrightScript", set()),
        ("function", "", {"server"}),
        ("cloud-event", "", set()),
    ],
)
def test_a_source_has_its_platforms(kind: str, language: str, platforms: set[str]) -> None:
    """By its kind, and an app by its library's language."""
    assert platforms_of(kind, language) == platforms


def test_an_edition_has_what_its_platform_sends(engagement: Engagement) -> None:
    """Every event is in some of them, in the same words; an app's screens are in no website's."""
    whole = Guide(engagement)
    copies = {name: Guide(engagement, edition=Edition.named(name)) for name in BY_PLATFORM}

    events = {name: set(titles(guide, "track")) for name, guide in copies.items()}
    assert set().union(*events.values()) == set(titles(whole, "track"))
    assert "Trail Planned" in events["developer-ios"]
    assert "Trail Planned" not in events["developer-web"]
    assert "Order Refunded" in events["developer-server"] - events["developer-web"]
    web = copies["developer-web"]
    assert {row[0] for row in web.show("pages").view.rows} == {"page"}
    assert set(web.show("track").view.rows) <= set(whole.show("track").view.rows)
    names = {row[1] for row in web.show("sources").view.rows}
    assert names == {
        "Quillmoor web (production)", "Quillmoor web (staging)", "Quillmoor web (development)",
        "Trail Journal blog (retired)",
    }  # fmt: skip


def test_an_apps_calls_go_where_the_app_sends_them(engagement: Engagement) -> None:
    """No card, trait, test or tool of another source: each is about this app's own way."""
    ios = Guide(engagement, edition=Edition.named("developer-ios"))
    everyone = Guide(engagement)
    cards, tests, tools = (ios.show(row).view.text for row in ("track", "testing", "identity"))

    assert "From Trail app iOS" in cards
    for other in ("Quillmoor web", "Trail app Android", "GA4", "Hotjar", "Braze"):
        assert other not in cards, other
        assert other not in tests, other
        assert other in everyone.show("track").view.text
    assert "its Source Debugger" in cards
    assert "send it from Trail app iOS (dev)" in cards
    assert "GA4" not in tools.partition("How each tool")[2]
    [email] = [row for row in ios.show("identify").view.rows if row[0] == "email"]
    assert "Hotjar" not in str(email[-1])
    assert "AppsFlyer" in str(email[-1])
    seen = {row[0] for row in ios.show("seen").view.rows}
    assert "track Trail Planned" in seen
    assert "track Order Refunded" not in seen


def test_an_app_reads_of_its_own_work_and_data(engagement: Engagement) -> None:
    """Actions, owners, functions, modes and personal data are those of its sources."""
    ios, web, everyone = (
        Guide(engagement, edition=Edition.named(name))
        for name in ("developer-ios", "developer-web", "everyone")
    )
    todo = {row[0] for row in ios.show("actions").view.rows}

    assert "Connect the webhook for loyalty points to both apps." in todo  # the app's team owns it
    assert "Map Membership Started to GA4 on the server that sends it." in todo  # of no source
    assert "Create one billing source for each environment." not in todo
    assert [row[0] for row in ios.show("owners").view.rows] == [
        "Shop", "App", "Stores", "Trail Club",
    ]  # fmt: skip
    assert "The workspace has 3 functions; none works for iOS." in ios.show("functions").view.text
    assert ios.show("modes").view.rows == (("Cloud mode", 1), ("Device mode", 3))
    assert {name for _, name in ios.show("tracking_methods").view.rows} == {
        "Trail app iOS", "Trail app iOS (dev)", "Trail app iOS (classic, before 4.0)",
    }  # fmt: skip
    personal = ios.show("personal_data").view
    assert "9 of 10 personal fields" in personal.text
    for other in ("Facebook", "Hotjar", "Marketing sandbox", "HubSpot"):
        assert other not in personal.text
        assert other in everyone.show("personal_data").view.text
    assert "Trail Planned" not in web.show("personal_data").view.text


def test_a_warehouse_is_named_where_a_source_fills_it(engagement: Engagement) -> None:
    """The sandbox is filled by the website alone; no card, test or picture of the app names it."""
    ios, web = (
        Guide(engagement, edition=Edition.named(name))
        for name in ("developer-ios", "developer-web")
    )
    for row in ("track", "testing", "identify", "identity", "overview", "matrix", "flow"):
        assert "Marketing sandbox" not in ios.show(row).view.text, row
        assert "Marketing sandbox" in web.show(row).view.text, row
    tested = {row[2]: str(row[4]) for row in Guide(engagement).show("testing").view.rows}
    assert "Marketing sandbox" in tested["Quillmoor web"]
    assert "Marketing sandbox" not in tested["Trail app iOS"]


def test_a_developer_reads_no_notes_about_warehouses(facts: Facts) -> None:
    """What asks somebody to do something stays; a copy with their chapter has all of them."""
    developer, everyone = Edition.named("developer"), Edition.named("everyone")

    left_out = {one.class_ for one in developer.unsaid(facts)}
    assert left_out == {"good to know", "satisfied"} & left_out
    assert left_out
    assert developer.unsaid(facts).isdisjoint(developer.considerations(facts))
    assert list(facts.considerations) == everyone.considerations(facts)


def test_code_is_that_of_the_edition(engagement: Engagement) -> None:
    """An app's developer reads Swift alone, an analyst no code."""
    ios = Guide(engagement, edition=Edition.named("developer-ios"))
    analyst = Guide(engagement, edition=Edition.named("analyst"))

    assert {row[0] for row in ios.show("identify_snippets").view.rows} == {"Swift", "JSON"}
    assert "sk-code" in ios.show("track").view.html
    assert "sk-code" not in analyst.show("track").view.html


def test_considerations_are_those_of_the_reader(engagement: Engagement) -> None:
    """An executive reads what is wrong now, an analyst also what is to be checked."""
    classes = {
        name: {row[6] for row in Guide(engagement, edition=Edition.named(name)).show(
            "considerations").view.rows}
        for name in ("executive", "analyst", "everyone")
    }  # fmt: skip

    assert classes["executive"] == {"Wrong now"}
    assert classes["analyst"] == {"Wrong now", "Check"}
    assert len(classes["everyone"]) == 4


def test_identity_is_one_persons_way(facts: Facts) -> None:
    """Website, sign-in, server, app, sign-out, by the plan's own calls; ids grow and are left."""
    steps = Story(facts).steps

    assert [(one.lane, one.call, one.name) for one in steps if one.call != "identify"] == [
        ("web", "page", "Home"),
        ("web", "track", "Products Searched"),
        ("web", "track", "Signed In"),
        ("server", "track", "Order Completed"),
        ("mobile", "screen", "Home"),
        ("mobile", "track", "Products Searched"),
        ("web", "track", "Signed Out"),
        ("web", "reset", ""),
    ]
    assert [one.ids for one in steps if one.call == "identify"] == [("A1", "U"), ("A2", "U")]
    assert steps[-1].ids == ()
    assert "newsletter_opt_in" in next(one.name for one in steps if one.call == "identify")


def test_tools_know_the_person_by_their_mappings(engagement: Engagement) -> None:
    """The field that each fills from the ids; a warehouse has its columns."""
    html = Guide(engagement).show("identity").view.text

    assert "Braze on the page | external_id | no field" in html
    assert "Quillmoor analytics, Marketing sandbox | user_id | anonymous_id" in html


def test_personal_data_names_each_tool_below_its_category(facts: Facts) -> None:
    """As proposed from the catalog; tests' tools are left out, parts of a field told with it."""
    found = PersonalData(facts)

    count, tools = found.reaching(ADVERTISING)
    assert not found.is_confirmed
    assert (found.count, count) == (10, 9)
    assert tools == ("Facebook Pixel", "Firebase", "AppsFlyer")
    names = {one.name for some in found.fields for one in some.receivers}
    assert "Amplitude - test project" not in names
    assert "Quillmoor analytics" in names
    assert not [
        name for some in found.fields for name in some.fields if name.startswith("address.")
    ]


def test_entered_consent_categories_are_the_columns(engagement: Engagement) -> None:
    """And what is in none says so."""
    entered = replace(engagement, consent={"Marketing": ("Facebook Pixel",)})

    found = PersonalData(Facts(entered))

    assert found.is_confirmed
    assert found.categories[:2] == ("Marketing", NO_CATEGORY)


def test_owners_come_from_plan_workspace_and_notes(facts: Facts) -> None:
    """A team of the plan and a label of the workspace are one, whatever the case."""
    rules = facts.plan.rules if facts.plan else ()
    named = {one.name: one for one in owners(facts, rules, facts.sources.values())}

    assert "Order Completed" in {call for one in named.values() for call in one.calls}
    assert {"Quillmoor web (production)", "Shop API (production)"} <= set(named["Shop"].sources)
    assert named["Idris Vane"].notes[0].startswith("Decision: The old iOS app")
    assert "identify" in without_owner(rules)


def test_what_is_done_is_ticked(engagement: Engagement) -> None:
    """By `segkit tick`, for a step and for a planned call of an application; kept in the notes."""
    settle(engagement, "quillmoor-web/live", "on 1 Dec")
    settle(engagement, "quillmoor-web/order-completed", "seen in Amplitude")
    guide = Guide(engagement)

    rollout = {row[0]: row for row in guide.show("rollout").view.rows}
    assert str(rollout["Quillmoor web"][-1]).startswith("☑ ")
    assert str(rollout["Trail app iOS"][-1]).startswith("☐ ")
    assert Checklist(guide.facts).tried(Checklist(guide.facts).applications[0]) == 1
    assert [row[2] for row in guide.show("testing").view.rows if row[3]] == ["Quillmoor web"]
    assert "[ticks]" in engagement.notes_file.read_text(encoding="utf-8")
