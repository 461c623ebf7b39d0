"""What rows are given to show, from what is known about an engagement."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.model.derived import Placement
from segkit.model.finding import Finding
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Source, SourceCatalog
from segkit.rows.findings import other_findings
from segkit.rows.plan.identify import trait_rows
from segkit.rows.plan.snippets import identify_view
from segkit.rows.workspace.destinations import destination_rows
from segkit.rows.workspace.sources import source_kinds


def known(**facts: object) -> Facts:
    """An engagement of which only this is known."""
    nothing: dict[str, object] = {
        "sources": {},
        "kinds": {},
        "connections": (),
        "field_coverage": (),
        "workspace": None,
        "plan": None,
    }
    return cast("Facts", SimpleNamespace(**(nothing | facts)))


def plan(*fields: Field) -> TrackingPlan:
    """A plan with one identify call of these fields."""
    return TrackingPlan("Quillmoor plan", (Rule("identify", fields=fields),))


def test_sources_that_cannot_be_told_are_no_kind_to_be_without() -> None:
    """They are listed when there are some, and not among the kinds that are not in use."""
    odd = Source("s", "odd", "Odd", SourceCatalog("c", "Odd", "odd"))

    without = source_kinds(known())
    having = source_kinds(known(sources={"s": odd}, kinds={"s": "unknown"}))

    assert "Other sources" not in [kind.title for kind in without]
    assert having[-1].title == "Other sources"


def test_findings_shown_with_the_environments_are_not_shown_again() -> None:
    """Without a source to place there is no such table, so they stand on their own."""
    finding = Finding("c", "low", "Shop is disabled.")
    placed = Placement("s", "Shop", "prod", "")

    shown = known(source_findings=(finding,), placements=(placed,), kinds={"s": "web"})
    alone = known(source_findings=(finding,), placements=())

    assert other_findings(shown) == ()
    assert other_findings(alone) == (finding,)


def test_a_trait_names_the_columns_that_only_repeat_what_is_known() -> None:
    """`Source of truth` is where it is read from; a bare yes is the mark of personal data."""
    labels = {"Source of truth": "CRM", "PII?": "yes", "GDPR": "yes, hashed", "Why?": "Offers"}

    [row] = trait_rows(known(plan=plan(Field(("traits", "plan"), labels=labels))))

    assert row.read_from == "CRM"
    assert row.said == ("Source of truth", "PII?")


def test_no_call_is_invented_for_a_plan_without_traits() -> None:
    """The reader is told, and shown nothing that nobody planned."""
    view = identify_view(known(plan=plan(Field(("userId",)))))

    assert "no identify traits" in view.text
    assert "<pre" not in view.html


def test_a_destination_is_listed_with_what_changes_calls_on_the_way(tmp_path: Path) -> None:
    """Transformations of its source and for it, and insert functions; none in device mode."""
    facts = Facts(create_demo(tmp_path / "demo"))

    rows = {row.destination.name: row for row in destination_rows(facts)}

    facebook = rows["Facebook Conversions API"]
    assert facebook.transformations == ("Facebook: words Meta knows",)
    assert facebook.insert_functions == ("Hash contact details for Meta",)
    assert rows["Amplitude - web"].transformations == ("Old basket page: one name for orders",)
    assert rows["Facebook Pixel"].transformations == ()
    assert rows["Amplitude - shop API"].transformations == ()
