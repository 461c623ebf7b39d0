"""Behaviour of the searchable views: traits, destinations, considerations, planned calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from segkit.considerations.consideration import WRONG_NOW, Consideration
from segkit.model.derived import Connection
from segkit.model.plan import Field, Rule
from segkit.model.workspace import Destination, DestinationMapping, Source
from segkit.render.view import View
from segkit.rows.plan.calls import planned_calls
from segkit.rows.plan.identify import TraitRow, identify_tab, identify_traits
from segkit.rows.workshop.considerations import considerations
from segkit.rows.workshop.said import QuietPair
from segkit.rows.workspace.destinations import DestinationRow, destinations
from segkit.rows.workspace.mode_counts import modes_summary


def trait(*names: str, **more: Any) -> TraitRow:  # noqa: ANN401 - whatever Field takes
    """A trait of type string."""
    return TraitRow(Field(("traits", *names), ("string",), **more))


def event(name: str, version: int = 1, *fields: Field) -> Rule:
    """A planned event."""
    return Rule("track", name, version, fields=fields)


def test_every_trait_has_its_row_its_anchor_and_everything_the_plan_says(
    parse: Callable[..., Any],
) -> None:
    """Columns that find no room are in the details, and so are the plan's own columns."""
    row = TraitRow(
        Field(
            ("traits", "address", "city"),
            ("string", "null"),
            required=True,
            description="Where they live.",
            example="Leeds",
            origin="Identify!A9",
            labels={"Why?": "Store events"},
        ),
        read_from="CRM",
        pii="address",
        destinations=("Amplitude", "Braze"),
    )

    view = identify_traits([row])

    text = parse(view.html).text
    for expected in (
        "address.city",
        "string or null",
        "Where they live.",
        "Leeds",
        "Identify!A9",
        "Why?",
        "Store events",
        "CRM",
        "Braze",
    ):
        assert expected in text
    assert 'id="trait-address.city"' in view.html
    assert view.searchable is not None
    assert view.rows[0][:3] == ("address.city", "string or null", True)


def test_two_traits_of_one_name_keep_different_anchors(parse: Callable[..., Any]) -> None:
    """A plan with two identify rules may name a trait twice."""
    view = identify_traits([trait("email"), trait("email"), trait("Email")])

    assert parse(view.html).ids() == ["trait-email", "trait-email-2", "trait-Email"]


def test_long_lists_of_values_are_cut_in_the_row_and_whole_in_the_details() -> None:
    """Nothing is dropped."""
    view = identify_traits([trait("tier", enum=tuple(f"tier{n}" for n in range(20)))])

    assert "+ 15 more" in view.html
    assert "tier19" in view.html


def test_a_live_notebook_embeds_the_sheet_and_an_export_does_not(
    parse: Callable[..., Any],
) -> None:
    """An exported page makes no request."""
    url = "https://docs.google.com/spreadsheets/d/x/edit#gid=5"

    live = parse(identify_tab(url=url, live=True).html)
    static = parse(identify_tab(url=url).html)

    assert live.all("iframe")[0]["src"] == url
    assert not static.all("iframe")
    assert static.all("a")[0]["href"] == url


def test_a_plan_without_an_address_says_how_to_give_one() -> None:
    """Never a link to nowhere."""
    view = identify_tab(url="javascript:alert(1)")

    assert "<a" not in view.html
    assert "engagement.toml" in view.text


def test_a_destination_shows_mode_state_and_its_mappings(
    source: Callable[..., Source], destination: Callable[..., Destination]
) -> None:
    """Mappings that could not be read are told from those that do not exist."""
    web = source()
    unread = destination("Braze", 2)
    known = Destination(
        "d1",
        "GA4",
        "s1",
        unread.catalog,
        enabled=False,
        mappings=(DestinationMapping("m", "Purchases", "a", "a", "d1", trigger='event = "Buy"'),),
        filters=None,
    )
    rows = [
        DestinationRow(
            Connection("s1", "d1", ("cloud",), "cloud", "why", enabled=False), web, known
        )
    ]

    view = destinations(rows)

    assert [row[:7] for row in view.rows] == [
        ("GA4", "Braze", "Web shop", "Cloud mode", "Off", "not used", "not available")
    ]
    assert [row[9:] for row in view.rows] == [("not pulled",) * 4]
    assert "Purchases" in view.html
    assert "event = &#34;Buy&#34;" in view.html


def test_connections_are_counted_by_mode() -> None:
    """A mode that does not occur is not mentioned."""
    connections = [
        Connection("s", "1", ("cloud",), "cloud", ""),
        Connection("s", "2", ("cloud",), "cloud", ""),
        Connection("s", "3", (), "none", ""),
    ]

    view = modes_summary(connections)

    assert view.rows == (("Cloud mode", 2), ("Nothing arrives", 1))


def test_what_delivers_nothing_is_counted_by_what_stands_in_its_way() -> None:
    """Only what is passed on counts as cloud mode or device mode."""
    cloud = Connection("s", "d", ("cloud",), "cloud", "")
    connections = [
        cloud,
        replace(cloud, mapped=False),
        replace(cloud, enabled=False),
        replace(cloud, mapped=None),
    ]

    view = modes_summary(connections)

    assert view.rows == (
        ("Cloud mode", 1),
        ("Mappings not known", 1),
        ("No mapping on", 1),
        ("Off", 1),
    )


def test_the_state_of_a_destination_says_when_no_mapping_is_on(
    source: Callable[..., Source], destination: Callable[..., Destination]
) -> None:
    """Switched on is not the same as sending."""
    connection = Connection("s1", "d1", ("cloud",), "cloud", "", mapped=False)

    [row] = destinations([DestinationRow(connection, source(), destination())]).rows

    assert row[4] == "No mapping on"


def test_the_details_of_a_trait_repeat_nothing() -> None:
    """A column of the plan that says what the row says already is left out."""
    row = replace(
        trait("plan", labels={"Source of truth": "CRM", "Why?": "Offers"}),
        read_from="CRM",
        said=("Source of truth",),
    )

    html = identify_traits([row]).html

    assert "Source of truth" not in html
    assert "Offers" in html


def test_a_label_that_asks_has_no_colon_behind_it() -> None:
    """`Why?` and `Owner:`."""
    planned = Field(("properties", "sku"), labels={"Why?": "Stock", "Owner": "Shop"})

    html = planned_calls([event("Viewed", 1, planned)], call="track").html

    assert "Why?</bdi> Stock" in html
    assert "Owner:</bdi> Shop" in html


def test_considerations_are_grouped_by_type_and_what_is_wrong_comes_first() -> None:
    """A fact about several instances of one kind of destination is one row that names them."""
    names = {"s1": "Web", "s2": "App", "d1": "Braze - web", "d2": "Amplitude", "d3": "Braze - app"}
    items = [
        Consideration("a", "s1", "d1", "low", "Low thing", target_type="Braze"),
        Consideration(
            *("b", "s1", "d1", "blocker", "Bad thing", "", "seen in web"),
            target_type="Braze",
            class_=WRONG_NOW,
        ),
        Consideration(
            *("b", "s2", "d3", "blocker", "Bad thing", "", "seen in app"),
            target_type="Braze",
            class_=WRONG_NOW,
        ),
        Consideration("c", "s1", "d2", "high", "Other thing", target_type="Amplitude"),
        Consideration("d", "s1", "", "high", "About the source"),
        Consideration("e", "", "", "low", "About everything"),
    ]

    view = considerations(items, names=names)

    assert view.rows[0][:5] == (
        ("Braze",),
        ("Braze - web", "Braze - app"),
        ("Web", "App"),
        "blocker",
        "Bad thing",
    )
    assert [row[4] for row in view.rows[1:]] == [
        "Other thing",
        "Low thing",
        "About the source",
        "About everything",
    ]
    assert view.rows[-1][:3] == (("All destinations",), (), ("All sources",))
    assert view.html.count('class="sk-item"') == 5
    assert "App → Braze - app" in view.html


def test_a_minor_fact_about_several_types_is_said_once() -> None:
    """It can be found under each of them, and comes after what is about one of them."""
    names = {"s": "Web", "d1": "My Braze", "d2": "My Amplitude"}
    items = [
        Consideration("x", "s", "d1", "low", "No group calls", "", "b", target_type="Braze"),
        Consideration("x", "s", "d2", "low", "No group calls", "", "a", target_type="Amplitude"),
        Consideration("y", "s", "d1", "high", "No ids", "", "", target_type="Braze"),
        Consideration("y", "s", "d2", "high", "No ids", "", "", target_type="Amplitude"),
    ]

    view = considerations(items, names=names)

    assert [row[0] for row in view.rows] == [
        ("Amplitude",),
        ("Braze",),
        ("Braze", "Amplitude"),
    ]
    assert '<bdi class="sk-v">Amplitude</bdi>' in view.html
    assert "Seen: Web → My Braze: b<br>Web → My Amplitude: a" in view.html


def test_a_reason_that_names_its_source_is_not_introduced_by_it() -> None:
    """The same reason is given once, and each of several begins with what it is about."""
    names = {"s": "Web", "t": "App", "d": "Braze", "e": "Braze (test)"}
    items = [
        Consideration("x", "s", "d", "low", "Ids", "", "Web (web) sends to Braze."),
        Consideration("x", "t", "e", "low", "Ids", "", "App (mobile) sends to Braze."),
        Consideration("y", "s", "d", "low", "Names", "", "It is documented."),
        Consideration("y", "t", "e", "low", "Names", "", "It is documented."),
    ]
    items = [replace(item, target_type="Braze") for item in items]

    html = considerations(items, names=names).html

    assert "Seen: Braze: Web (web) sends to Braze.<br>Braze (test): App (mobile) sends" in html
    assert "Seen: It is documented.</small>" in html


def test_pairs_without_considerations_are_named_with_the_reason() -> None:
    """Silence never passes for an all-clear."""
    quiet = [QuietPair("Web", "Slack", "not known to segkit")]

    view = considerations([], names={}, quiet=quiet)

    assert "Not known to segkit" in view.html
    assert "Not known to segkit\nWeb → Slack" in view.text


def test_each_version_of_an_event_has_its_own_section(parse: Callable[..., Any]) -> None:
    """Anchors tell versions apart, and a deprecated event says so."""
    old = Rule("track", "Order Completed", deprecated=True)
    view = planned_calls([old, event("Order Completed", 2), event("Order-Completed")], call="track")

    ids = parse(view.html).ids()

    assert ids[:2] == ["track-Order-Completed", "track-Order-Completed.v2"]
    assert len(set(ids)) == 3
    assert "Deprecated" in view.html
    assert "Version 2" in view.html


def test_a_call_with_an_empty_name_is_called_what_it_is() -> None:
    """The Public API gives group and identify rules an empty key."""
    view = planned_calls([Rule("group", "")], call="group")

    assert "<b><bdi>group</bdi></b>" in view.html
    assert 'id="group-group"' in view.html


def test_ids_of_a_call_are_listed_and_not_counted_as_traits(parse: Callable[..., Any]) -> None:
    """`groupId` says which group, its traits say what it is like."""
    fields = (Field(("groupId",)), Field(("traits", "name")), Field(("traits", "plan")))

    text = parse(planned_calls([Rule("group", None, fields=fields)], call="group").html).text

    assert "2 traits" in text
    assert "groupId" in text


def test_pages_and_screens_of_one_list_are_told_apart(parse: Callable[..., Any]) -> None:
    """An app's Home is no website's Home, and a list of pages alone need not say so."""
    pages = [Rule("page", "Home"), Rule("page", "Cart")]

    mixed = parse(planned_calls([*pages, Rule("screen", "Home")], call="page").html).text
    alone = parse(planned_calls(pages, call="page").html).text

    assert "Home page · 0 properties" in mixed
    assert "Home screen · 0 properties" in mixed
    assert "Home 0 properties" in alone


def test_every_property_of_a_call_is_shown_with_what_the_plan_says() -> None:
    """Labels and schema keywords of a property are not dropped."""
    planned = Field(
        ("properties", "products", "[]", "sku"),
        ("string",),
        required=True,
        description="Stock number",
        example="QM-1",
        labels={"Owner": "Shop"},
        schema={"minLength": 3},
    )

    view = planned_calls([event("Viewed", 1, planned)], call="track")

    for expected in ("products[].sku", "required", "Stock number", "QM-1", "Owner", "minLength"):
        assert expected in view.html
    assert view.rows[0][7:10] == ("products[].sku", "string", True)


def test_a_large_plan_stays_small_enough_to_mail() -> None:
    """2,000 calls with 20,000 properties stay below 6 MB."""
    fields = tuple(
        Field(
            ("properties", f"property_{n}"), ("string",), description="What it costs.", example="1"
        )
        for n in range(10)
    )

    view = planned_calls([event(f"Event {n}", 1, *fields) for n in range(2000)], call="track")

    assert len(view.html) < 6_000_000
    assert len(view.rows) == 20_000


def test_empty_inputs_give_a_sentence_and_no_table() -> None:
    """An empty table helps nobody."""
    views: list[View] = [
        identify_traits([]),
        destinations([]),
        considerations([], names={}),
        planned_calls([], call="group"),
        modes_summary([]),
    ]

    for view in views:
        assert "<table" not in view.html
        assert view.text.endswith(".")
        assert view.searchable is None
