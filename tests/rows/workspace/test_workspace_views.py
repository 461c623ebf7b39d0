"""Behaviour of the views of sources and connections: lists, grid and drawings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from segkit.model.derived import Connection, Placement
from segkit.model.finding import Finding
from segkit.model.workspace import Destination, Source, Warehouse
from segkit.render.svg import fit, text_width
from segkit.rows.workspace.environments import environments
from segkit.rows.workspace.flow import flow
from segkit.rows.workspace.matrix import matrix
from segkit.rows.workspace.overview import overview
from segkit.rows.workspace.sources import SourceKind, sources_by_kind

MakeSource = Callable[..., Source]
MakeDestination = Callable[..., Destination]


def connected(destinations: list[Destination], mode: str = "cloud") -> list[Connection]:
    """A connection for every destination."""
    return [Connection(d.source_id, d.id, ("cloud",), mode, "why") for d in destinations]


def test_sources_stand_under_their_kind_and_absent_kinds_are_named(source: MakeSource) -> None:
    """A reader learns of kinds that the customer does not use, in one line each."""
    kinds = [
        SourceKind("Website", "Code in the browser.", (source("Shop", 1),)),
        SourceKind("OTT", "Code on a television."),
    ]

    view = sources_by_kind(
        kinds,
        placements=[Placement("s1", "Shop", "prod", "")],
        workspace_url="https://app.segment.com/quillmoor/",
    )

    assert "https://app.segment.com/quillmoor/sources/source_1/overview" in view.html
    assert "Code on a television." in view.html
    known = ("Website", "Shop", "source_1", "Javascript", "prod", "on")
    assert view.rows == ((*known, "not pulled", "", "", "not pulled"),)


def test_a_product_without_a_production_or_development_source_stands_out(
    source: MakeSource,
) -> None:
    """The gap is marked with a word; a source for all environments leaves none."""
    placements = [
        Placement("s1", "Shop", "prod", "label environment:prod"),
        Placement("s2", "Billing", "all", "the name says so"),
    ]
    finding = Finding("c", "medium", "Shop has no development source.")

    view = environments(placements, [source("A", 1), source("B", 2)], [finding])

    assert view.html.count(">Missing<") == 1
    assert "Several at once" in view.html
    assert "Shop has no development source." in view.html


def test_grid_and_drawing_show_one_target_for_each_kind_of_destination(
    source: MakeSource, destination: MakeDestination
) -> None:
    """Two sources with their own Amplitude are two pairs of one target."""
    sources = [source("Web", 1), source("App", 2)]
    made = [
        destination("Amplitude - web", 1, "s1", "Amplitude"),
        destination("Amplitude - app", 2, "s2", "Amplitude"),
    ]

    view = matrix(sources, made, [], connected(made, "device"))

    assert view.rows == (
        ("Web", "Amplitude", ("Device mode",), "On", 1),
        ("App", "Amplitude", ("Device mode",), "On", 1),
    )
    assert (
        flow(sources, made, [], connected(made)).html.count('class="sk-node sk-node-target"') == 1
    )


def test_what_is_off_says_so_in_words(source: MakeSource, destination: MakeDestination) -> None:
    """Colour and dashes alone would not do."""
    made = [destination()]
    off = [Connection("s1", "d1", ("cloud",), "cloud", "", enabled=False)]

    assert "Cloud mode, off" in matrix([source()], made, [], off).html
    assert "cloud mode, off" in flow([source()], made, [], off).html


def test_a_destination_without_a_mapping_is_not_shown_as_working(
    source: MakeSource, destination: MakeDestination
) -> None:
    """Grid and drawing say it at the connection and in their legends."""
    made = [destination()]
    idle = [Connection("s1", "d1", ("cloud",), "cloud", "", mapped=False)]

    grid, drawing = matrix([source()], made, [], idle), flow([source()], made, [], idle)

    assert "Cloud mode, no mapping on" in grid.html
    assert "<strong>No mapping on</strong>" in grid.html
    assert '"sk-letter sk-letter-cloud" aria-hidden' not in grid.html
    assert grid.rows[0][3] == "No mapping on"
    assert 'class="sk-line sk-line-unmapped"' in drawing.html
    assert "sk-line-cloud" not in drawing.html
    assert "</svg> No mapping on" in drawing.html


def test_of_several_destinations_the_grid_says_how_many_work(
    source: MakeSource, destination: MakeDestination
) -> None:
    """A working one does not hide one that is not, and the row says what they are called."""
    made = [destination("One", 1, "s1", "Hooks"), destination("Two", 2, "s1", "Hooks")]
    on = Connection("s1", "d1", ("cloud",), "cloud", "")
    off = Connection("s1", "d2", ("cloud",), "cloud", "", enabled=False)

    html = matrix([source()], made, [], [on, off]).html

    assert ">1 of 2<" in html
    assert "Cloud mode, 2 destinations, 1 of them on" in html
    assert "2 destinations</bdi></span>" in html


def test_a_retired_product_lacks_no_source(source: MakeSource) -> None:
    """What is switched off needs nothing to develop with."""
    retired = source("Blog (retired)", 1, enabled=False)

    view = environments([Placement("s1", "Blog", "prod", "")], [retired])

    assert "Missing" not in view.html


def test_a_grid_that_would_be_mostly_empty_becomes_a_table(
    source: MakeSource, destination: MakeDestination, parse: Callable[..., Any]
) -> None:
    """200 × 600 stay readable and small: one row for each of the catalog's destinations."""
    sources = [source(f"Source {n}", n) for n in range(200)]
    made = [destination(f"Target {n}", n, f"s{n % 200}", f"Tool {n % 100}") for n in range(600)]
    ways = connected(made[:-1]) + connected(made[-1:], "device")

    view = matrix(sources, made, [], ways)

    fragment = parse(view.html)
    assert view.searchable is not None
    assert view.html.count('<tbody class="sk-item"') == 100
    assert "sk-letter" not in view.html
    assert all(f"Source {n}" in fragment.text for n in range(200))
    assert "Cloud mode and device mode, 3 destinations" in fragment.text
    assert len(view.html) < 250_000
    assert len(view.rows) == len(set(view.rows)) == 200


def test_a_wide_grid_is_a_list_on_paper(source: MakeSource, destination: MakeDestination) -> None:
    """A page would cut its columns off; a narrow grid is printed as it is."""
    sources = [source(f"Source {n}", n) for n in range(20)]
    made = [destination(f"Target {n}", n, f"s{n}") for n in range(20)]

    wide = matrix(sources, made, [], connected(made))
    narrow = matrix(sources[:16], made[:16], [], connected(made[:16]))

    listed = wide.html.partition('<dl class="sk-facts sk-paper">')[2]
    assert all(f"Source {n}" in listed for n in range(20))
    assert "sk-scroll sk-tall sk-screen" in wide.html
    assert "sk-paper" not in narrow.html
    assert "sk-screen" not in narrow.html


def test_the_headings_of_a_long_grid_stay_in_view(
    source: MakeSource, destination: MakeDestination
) -> None:
    """A short one is not made to scroll in itself, and both can be reached with the keyboard."""
    made = [destination(f"Target {n}", n) for n in range(13)]

    long, short = (matrix([source()], some, [], connected(some)) for some in (made, made[:12]))

    assert 'class="sk-scroll sk-tall sk-screen" tabindex="0"' in long.html
    assert 'class="sk-scroll sk-screen" tabindex="0"' in short.html


def test_too_many_lines_are_drawn_in_groups(
    source: MakeSource, destination: MakeDestination
) -> None:
    """Up to 30 × 60 each connection has its line; beyond, one line stands for many."""
    sources = [source(f"Source {n}", n) for n in range(31)]
    made = [destination(f"Target {n}", n, f"s{n % 31}") for n in range(60)]

    grouped = flow(sources, made, [], connected(made))
    drawn = flow(sources[:30], [d for d in made if d.source_id != "s30"], [], connected(made))

    assert drawn.html.count("<path") == 59 + 1
    assert "too many" not in drawn.html
    assert "sources by what they are" in grouped.html
    assert "destinations by category" not in grouped.html
    assert "Javascript (31) to Target 59: 1 connection: 1 cloud mode" in grouped.text
    assert grouped.rows[0] == ("Source 0", "Target 0", "Source 0 to Target 0: cloud mode")
    assert len(grouped.rows) == 60


def test_a_group_line_says_how_many_of_which_kind(
    source: MakeSource, destination: MakeDestination
) -> None:
    """Both sides grouped, with different modes and a warehouse that stays apart."""
    sources = [source(f"Source {n}", n) for n in range(40)]
    made = [destination(f"Target {n}", n, f"s{n % 40}") for n in range(70)]
    ways = connected(made[:50]) + connected(made[50:], "device")
    lake = Warehouse("w1", "Lake", "snowflake", "Snowflake", source_ids=("s1", "s2"))

    view = flow(sources, made, [lake], ways)

    assert view.text.splitlines() == [
        "Javascript (40) to Analytics (70): 70 connections: 50 cloud mode, 20 device mode",
        "Javascript (40) to Warehouses (1): 2 connections: 2 warehouse sync",
    ]
    assert "sk-line-mixed sk-line-many" in view.html
    assert "<title>Analytics (70): Target 0, " in view.html
    assert flow(sources, made, [lake], ways).html == view.html


def test_group_names_are_escaped(
    source: MakeSource, destination: MakeDestination, hostile: str, parse: Callable[..., Any]
) -> None:
    """They come from the catalog entries that the API sends."""
    sources = [source(f"Source {n}", n) for n in range(31)]
    odd = [replace(s, catalog=replace(s.catalog, name=hostile)) for s in sources]
    made = [destination(f"Target {n}", n, f"s{n}", hostile or "Tool") for n in range(31)]

    for view in (flow(odd, made, [], connected(made)), matrix(odd * 2, made, [], connected(made))):
        fragment = parse(view.html)
        assert not {"script", "img"} & fragment.names()
        assert not any(key.startswith("on") for _, found in fragment.tags for key in found)


def test_drawings_have_a_name_a_description_and_the_same_in_words(
    source: MakeSource, destination: MakeDestination, parse: Callable[..., Any]
) -> None:
    """A reader who cannot see them misses nothing."""
    made = [destination()]
    warehouse = Warehouse("w1", "Lake", "snowflake", "Snowflake", source_ids=("s1",))

    for view in (
        flow([source()], made, [warehouse], connected(made)),
        overview("Quillmoor Supply", [source()], {"s1": "web"}, made, [warehouse]),
    ):
        fragment = parse(view.html)
        assert fragment.all("svg")[0]["role"] == "img"
        assert {"title", "desc", "details"} <= fragment.names()
        for name in ("Web shop", "Amplitude", "Lake"):
            assert name in view.text


def test_the_overview_collapses_long_lists_but_its_text_names_everything(
    source: MakeSource, destination: MakeDestination
) -> None:
    """30 sources and 60 destinations still fit."""
    sources = [source(f"Source {n}", n) for n in range(30)]
    made = [destination(f"Target {n}", n) for n in range(60)]

    view = overview("Quillmoor Supply", sources, {}, made, [])

    assert "more</text>" in view.html.replace("<title>", "</text>")
    assert all(f"Target {n}" in view.text for n in range(60))


def test_what_is_off_is_marked_on_both_sides_of_the_overview(
    source: MakeSource, destination: MakeDestination
) -> None:
    """A destination or warehouse that gets nothing looks like one that does otherwise."""
    made = [
        destination("Amplitude", 1),
        replace(destination("Amplitude", 2), enabled=False),
        replace(destination("Braze", 3), enabled=False),
    ]
    store = Warehouse("w", "Records", "snowflake", "Snowflake", enabled=False)

    view = overview("Quillmoor Supply", [source("Shop", enabled=False)], {}, made, [store])

    names = {row[2] for row in view.rows}
    assert names == {"Shop (off)", "Amplitude", "Amplitude (off)", "Braze (off)", "Records (off)"}


def test_labels_never_become_wider_than_their_box() -> None:
    """Whatever letters they are made of."""
    for name in ("W" * 300, "\u5e97" * 80, "\U0001f600" * 60, "a b " * 90, "short"):
        shown = fit(name, 260, 13)
        assert text_width(shown, 13) <= 260
        assert shown == "short" or shown.endswith("…")


def test_views_without_connections_say_so(source: MakeSource) -> None:
    """A sentence instead of an empty grid or drawing."""
    for view in (matrix([source()], [], [], []), flow([source()], [], [], [])):
        assert view.text == "No source is connected to a destination or warehouse yet."
    assert "no sources" in overview("Quillmoor Supply", [], {}, [], []).text
    assert "no sources" in sources_by_kind([]).html


def test_without_a_workspace_nothing_is_said_of_its_sources() -> None:
    """That it has none is known of one that was read."""
    kind = SourceKind("Websites", "They send.")

    read, unread = (sources_by_kind([kind], is_read=one).text for one in (True, False))

    assert "The workspace has no sources yet." in read
    assert "not in use" in read
    assert "The workspace was not read." in unread
    assert "no sources" not in unread
    assert "not in use" not in unread
