"""Behaviour of cover, code, quick starts, methods, to-dos, findings and provenance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from segkit.derive.identify import IdentifyFacts
from segkit.model.derived import CallScope, TrackingChoice
from segkit.model.finding import Finding, OpenItem
from segkit.model.plan import Explained, Report
from segkit.render.code import CodeTab, code_tabs, snippet
from segkit.render.tree import html_of
from segkit.rows.about.cover import cover
from segkit.rows.about.provenance import Input, provenance
from segkit.rows.findings import findings
from segkit.rows.plan.identify import identify_facts
from segkit.rows.plan.methods import calls_in_scope, tracking_methods
from segkit.rows.plan.quickstarts import QuickStart, quickstarts
from segkit.rows.workshop.todos import todos


def test_the_cover_links_plan_and_workspace() -> None:
    """Lines without a value are left out."""
    view = cover(
        customer="Quillmoor Supply",
        plan_name="Plan",
        plan_url="https://docs.example/plan",
        workspace_name="quillmoor",
        workspace_url="javascript:alert(1)",
    )

    assert '<a href="https://docs.example/plan">' in view.html
    assert "javascript" not in view.html
    assert "Prepared by" not in view.html


def test_code_is_shown_exactly() -> None:
    """Blank lines, quotes and markup inside survive; only the outer line breaks go."""
    html = html_of(*snippet('a = "<b>"\n\n\tb', "python"))

    assert "a = &#34;&lt;b&gt;&#34;\n\n\tb</code>" in html


def test_languages_stand_below_each_other_until_a_script_makes_tabs(
    parse: Callable[..., Any],
) -> None:
    """All panels are visible in the static page, each with its name."""
    tabs = [CodeTab("javascript", "JavaScript", "1"), CodeTab("python", "Python", "2")]

    fragment = parse(code_tabs(tabs, label="identify()", name="identify").html)

    assert [a for _, a in fragment.tags if "hidden" in a] == []
    assert "JavaScript 1 Python 2" in fragment.text


def test_a_library_out_of_support_is_called_out_with_its_successor() -> None:
    """The badge has a word, not only a colour."""
    item = QuickStart(
        "Analytics-iOS", ("App",), out_of_support="Ended.", successor="Analytics-Swift"
    )

    view = quickstarts([item])

    assert "Out of support" in view.html
    assert "instead:</strong> what follows is for it." in view.html
    assert "Analytics-Swift" in view.html


def test_a_tier_is_explained_where_it_is_named() -> None:
    """Flagship is Segment's word, and says nothing to a newcomer."""
    known, new = QuickStart("Go", ("API",), tier="maintenance"), QuickStart("X", ("Y",), tier="new")

    view = quickstarts([known, new])

    assert "Maintenance: critical fixes only" in view.html
    assert ">new<" in view.html


def test_documentation_links_follow_the_configured_base() -> None:
    """One setting moves all of them."""
    item = QuickStart("Go", ("API",), docs="connections/go", quickstart="connections/go/quickstart")

    view = quickstarts([item], docs_base="https://docs.example")

    assert 'href="https://docs.example/connections/go/quickstart"' in view.html


def test_the_chosen_tracking_method_names_its_sources() -> None:
    """A choice that cannot be told is said to be open."""
    known = tracking_methods(
        TrackingChoice("client", "Web only."), customer="Quillmoor Supply", client_sources=["Web"]
    )
    unknown = tracking_methods(TrackingChoice("", ""), customer="Quillmoor Supply")

    assert known.text.startswith("Quillmoor Supply uses client-side tracking.\nWeb only.\n")
    assert known.rows == (("Client-side", "Web"),)
    assert "cannot be told yet" in unknown.text
    assert "No source on this side." in unknown.text
    unread = tracking_methods(TrackingChoice("both", ""), customer="Q", was_read=False)
    assert "No source" not in unread.text


def test_calls_are_split_by_scope_with_reasons() -> None:
    """Both lists come with the reason for each call."""
    view = calls_in_scope(
        [
            CallScope("identify", True, "3 traits"),
            CallScope("alias", False, "nothing planned"),
            CallScope("group", False, "no plan", known=False),
        ]
    )

    assert view.text.split("\n") == [
        *("In scope", "Identify", "3 traits"),
        *("Out of scope for now", "Alias", "nothing planned"),
        *("Not known", "Group", "no plan"),
    ]
    assert view.rows == (
        ("identify", True, "3 traits"),
        ("alias", False, "nothing planned"),
        ("group", "not known", "no plan"),
    )


def test_an_email_as_user_id_is_pointed_out() -> None:
    """The statement has a word beside its colour."""
    found = IdentifyFacts(user_id="the e-mail", user_id_is_email=True)

    view = identify_facts(found, customer="Quillmoor Supply")

    assert "Mind" in view.html
    assert "It is an e-mail address" in view.text


def test_todos_count_what_is_settled() -> None:
    """Progress is given in words as well as in a bar."""
    open_item = OpenItem("todo", "objectives", "guide.ipynb cell 3", "Agree on objectives.", "")

    assert todos([open_item], {"plan": "given"}).text.startswith("1 of 2 items settled, 1 open.")
    assert todos([], {}).text == "Everything is settled (0 items)."


def test_findings_come_with_the_most_serious_first() -> None:
    """A severity that segkit does not know comes last."""
    items = [Finding("c", severity, severity) for severity in ("odd", "low", "blocker", "high")]

    assert [row[0] for row in findings(items).rows] == ["blocker", "high", "low", "odd"]
    assert "every check passed" in findings([]).text


def test_provenance_lists_hashes_gaps_and_unused_rows() -> None:
    """Whoever doubts the guide can check it."""
    view = provenance(
        [Input("Tracking plan", "plan.xlsx", "ab" * 32)],
        pulled_at="2026-11-23 09:14 UTC",
        not_available={"filters": "the token may not read them"},
        report=Report(9, 6, tuple(Explained(f"Track!A{n}", "It is a heading.") for n in (1, 3, 5))),
    )

    for expected in (
        "ab" * 32,
        "2026-11-23 09:14 UTC",
        "filters",
        "<dt>Track",
        "3 rows: It is a heading.",
        "9 rows read, 6 used",
    ):
        assert expected in view.html
    assert view.rows == (
        ("Tracking plan", "plan.xlsx", "ab" * 32, ""),
        ("Snapshot taken", "2026-11-23 09:14 UTC", "", ""),
        ("The tracking plan's rows", "9 rows read, 6 used", "", ""),
        ("Not used: Track", "3 rows: It is a heading.", "", ""),
        ("Not available: filters", "the token may not read them", "", ""),
    )


def test_provenance_says_when_no_workspace_or_plan_was_read() -> None:
    """That everything was available would be no lie, but no truth either."""
    without = provenance([], not_available=None)
    complete = provenance([], not_available={}, report=Report(1, 1))

    assert "No workspace was read" in without.html
    assert "No tracking plan was read" in without.html
    assert "was available" not in without.html
    assert "was available" in complete.html
    assert "No tracking plan" not in complete.html


def test_what_was_set_by_hand_is_said_once() -> None:
    """The reason says it, so nothing repeats it behind it."""
    by_hand = "Set by the solutions architect."

    scopes = calls_in_scope([CallScope("alias", in_scope=False, reason=by_hand, overridden=True)])
    method = tracking_methods(TrackingChoice("both", by_hand, overridden=True), customer="Q")

    assert scopes.html.lower().count("solutions architect") == 1
    assert method.html.lower().count("solutions architect") == 1
