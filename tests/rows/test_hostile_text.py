"""Customer text in every view: whatever it is, it stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from segkit.considerations.consideration import (
    WRONG_NOW,
    Consideration,
    Considerations,
    Considered,
    LostNote,
)
from segkit.derive.identify import IdentifyFacts
from segkit.model.derived import CallScope, Connection, Placement, TrackingChoice
from segkit.model.finding import Finding, OpenItem
from segkit.model.plan import Explained, Field, Report, Rule
from segkit.model.workspace import (
    Destination,
    DestinationFilter,
    DestinationMapping,
    Source,
    Warehouse,
)
from segkit.render.code import CodeTab, code_tabs
from segkit.render.missing import missing
from segkit.render.tree import Drawing
from segkit.render.view import View
from segkit.rows.about.cover import cover
from segkit.rows.about.provenance import Input, provenance
from segkit.rows.findings import findings
from segkit.rows.forms.consideration_form import Form, Group, Offered, considerations_form
from segkit.rows.plan.calls import planned_calls
from segkit.rows.plan.identify import TraitRow, identify_facts, identify_tab, identify_traits
from segkit.rows.plan.methods import calls_in_scope, tracking_methods
from segkit.rows.plan.quickstarts import QuickStart, quickstarts
from segkit.rows.workshop.considerations import considerations
from segkit.rows.workshop.said import QuietPair
from segkit.rows.workshop.todos import todos
from segkit.rows.workspace.destinations import DestinationRow, destinations
from segkit.rows.workspace.environments import environments
from segkit.rows.workspace.flow import flow
from segkit.rows.workspace.matrix import matrix
from segkit.rows.workspace.overview import overview
from segkit.rows.workspace.sources import SourceKind, sources_by_kind
from segkit.rows.workspace.warehouses import warehouses

FORBIDDEN_TAGS = {"script", "img", "style", "iframe", "object", "embed", "link", "meta", "base"}


def workspace_views(name: str, source: Source, destination: Destination) -> Iterator[View]:
    """Every view of sources and destinations, with `name` wherever a customer may write."""
    mapped = Destination(
        "d9",
        name,
        source.id,
        destination.catalog,
        settings={name: name},
        dropped_settings=(name,),
        mappings=(DestinationMapping("m", name, "a", "a", "d9", trigger=name),),
        filters=(DestinationFilter("f", source.id, "d9", name, ({"type": name},), name, name),),
    )
    connection = Connection(source.id, "d9", ("cloud",), name, name, name)
    warehouse = Warehouse("w1", name, "snowflake", name, source_ids=(source.id,))
    both = ((source,), (mapped,), (warehouse,), (connection,))
    yield destinations([DestinationRow(connection, source, mapped, name)])
    yield matrix(*both)
    yield flow(*both)
    yield overview(name, (source,), {source.id: name}, (mapped,), (warehouse,))
    yield warehouses([warehouse], [source])
    yield sources_by_kind([SourceKind(name, name, (source,))], workspace_url="https://x.example/y")
    placement = Placement(source.id, name, name, name)
    yield environments([placement], [source], [Finding("c", name, name, name, name, name)])
    item = Consideration(name, source.id, "d9", "high", name, name, name, name, name, name)
    quiet = [QuietPair(name, name, name)]
    names = {source.id: name, "d9": name}
    yield considerations([item], names=names, quiet=quiet)
    states = ("open", "edited", "dismissed", "added")
    every = tuple(
        Considered(
            replace(item, id=f"{name}{state}"),
            f"{name}{state}",
            name,
            state,
            name,
            name,
            item,
            name,
        )
        for state in states
    )
    considered = Considerations(every, (LostNote(name, "edited", name, name, name),))
    yield considerations([one.item for one in every], names=names, considered=considered)
    offered = Offered(((name, name),), ((name, name),))
    form = Form((name, name), names, offered=offered)
    group = Group(WRONG_NOW, considered.statements)
    html = considerations_form([group], considered.lost, form)
    yield View(Drawing(html))


def plan_views(name: str) -> Iterator[View]:
    """Every view of the tracking plan and of segkit's own lists."""
    planned = Field(
        ("traits", name),
        (name,),
        description=name,
        enum=(name,),
        pattern=name,
        format=name,
        example=name,
        origin=name,
        labels={name: name},
        schema={name: name},
    )
    yield identify_traits([TraitRow(planned, name, name, (name,))])
    yield identify_tab(url="https://x.example/#gid=1", tab=name, plan_name=name, taken=name)
    yield identify_facts(IdentifyFacts(name, None, (name,), (name,)), customer=name)
    yield planned_calls(
        [Rule("track", name, 2, name, {name: [name]}, fields=(planned,))], call="track"
    )
    yield cover(customer=name, sa=name, plan_name=name, plan_url=name, inputs=[name])
    tabs = [CodeTab(name, name, name, name), CodeTab("other", name, name)]
    yield code_tabs(tabs, label=name, name=name)
    yield quickstarts([QuickStart(name, (name,), name, name, name, name, name, name, name)])
    yield tracking_methods(TrackingChoice("both", name), customer=name, client_sources=[name])
    yield calls_in_scope([CallScope(name, in_scope=True, reason=name)])
    item = OpenItem("todo", name, name, name, name)
    yield todos([item], {name: name}, [item])
    yield findings([Finding("c", "high", name, name, name)])
    report = Report(1, 0, (Explained(name, name),), (name,))
    yield provenance([Input(name, name, name, name)], not_available={name: name}, report=report)
    yield missing(name, name, name)


def test_no_view_makes_a_tag_an_attribute_or_a_link_of_customer_text(
    hostile: str,
    source: Callable[..., Source],
    destination: Callable[..., Destination],
    parse: Callable[..., Any],
) -> None:
    """Only segkit's own elements appear, without handlers, inline styles or unsafe links."""
    views = [*workspace_views(hostile, source(hostile), destination(hostile)), *plan_views(hostile)]

    for view in views:
        fragment = parse(view.html)
        assert not fragment.names() & FORBIDDEN_TAGS
        for _, attributes in fragment.tags:
            assert not [key for key in attributes if key.startswith("on") or key == "style"]
            href = attributes.get("href") or ""
            assert href.startswith(("https://", "#")) or not href
        view.html.encode("utf-8")


def test_the_text_itself_is_not_lost(
    source: Callable[..., Source],
    destination: Callable[..., Destination],
    parse: Callable[..., Any],
) -> None:
    """Escaping shows the name as it was written."""
    name = '<b>Tom & "Jerry"</b>'

    for view in [*workspace_views(name, source(name), destination(name)), *plan_views(name)]:
        assert name in parse(view.html).text


def test_the_same_input_gives_the_same_html(
    source: Callable[..., Source], destination: Callable[..., Destination]
) -> None:
    """Byte for byte, so that two exports are equal."""
    first = [*workspace_views("a", source(), destination()), *plan_views("a")]
    second = [*workspace_views("a", source(), destination()), *plan_views("a")]

    assert [view.html for view in first] == [view.html for view in second]


def test_every_id_is_unique_and_every_link_within_the_view_resolves(
    source: Callable[..., Source],
    destination: Callable[..., Destination],
    parse: Callable[..., Any],
) -> None:
    """Permalinks lead somewhere, and to one place only."""
    for view in [*workspace_views("a b", source(), destination()), *plan_views("a b")]:
        fragment = parse(view.html)
        ids = fragment.ids()
        links = [a["href"] for a in fragment.all("a") if a["href"].startswith("#")]

        assert len(ids) == len(set(ids))
        assert {link[1:] for link in links} <= set(ids)
