"""The plan's review as the guide shows it."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.review.baseline import Baseline, compared
from segkit.review.finding import Waiver
from segkit.review.reviewing import review
from segkit.review.rules import Rules
from segkit.rows.edition import Edition
from segkit.rows.plan.review import plan_review
from segkit.rows.row import Showing, row_named


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The demo engagement."""
    return Facts(create_demo(tmp_path_factory.mktemp("demo") / "quillmoor"))


def shown(facts: Facts, reader: str = "") -> str:
    """The row's HTML in the copy of a reader."""
    row = row_named("review")
    assert row is not None
    return row.draw(Showing(facts, edition=Edition(reader))).html


def test_the_ten_that_matter_stand_open_and_all_others_are_folded(facts: Facts) -> None:
    """Ten causes with their first finding, the rest by cause; few words on the demo's page."""
    html = shown(facts)
    found = facts.review
    assert found is not None
    opened, _, folded = html.partition("<details")

    assert opened.count("sk-finding") == min(10, len({one.rule for one in found.review.findings}))
    assert f"{found.review.score} of 100" in opened
    assert "Track!C215" in opened
    for one in found.review.findings:
        assert one.rule in html
    assert "How the score comes about" in folded
    assert len(html) <= 15_000


def test_executives_get_the_score_and_three_sentences(facts: Facts) -> None:
    """Nothing else; the table behind it is the same."""
    html = shown(facts, "executive")

    assert html.count(". ") + html.count(".</p>") == 3
    assert "of 100" in html
    assert "sk-finding" not in html
    assert "details" not in html


def test_a_large_plan_is_folded_to_a_page() -> None:
    """Three hundred findings of one cause are ten lines and a number."""
    rules = tuple(
        Rule("track", f"Tent {n} Pitched", fields=(Field(("properties", f"peg {n}")),))
        for n in range(300)
    )
    plan = TrackingPlan("boots", rules)

    view = plan_review(compared(review(plan), Baseline(), Rules().checks))

    assert len(view.html) < 40_000
    assert "And 289 more" in view.text
    assert view.data is not None
    assert len(view.rows) > 600


def test_a_plan_without_findings_says_so() -> None:
    """The score is a hundred, and nothing is promised that is there already."""
    plan = TrackingPlan("boots", (Rule("track", "Tent Pitched", description="A tent stands"),))

    view = plan_review(compared(review(plan), Baseline(), Rules().checks))

    assert "100 of 100 (too small for a grade): nothing was found in 1 planned call" in view.text
    assert "It is at 90 or above." in view.text


def test_what_is_waived_costs_nothing_and_is_named_with_who_why_and_when() -> None:
    """Folded below what stands, so that the score says what it leaves out."""
    plan = TrackingPlan("boots", (Rule("track", "Tent Pitched"),))
    found = review(plan)
    word = Waiver("It is free by intent", "Robin Ashdown", "2026-11-30")
    known = Baseline({one.key: word for one in found.findings})

    view = plan_review(compared(found, known, Rules().checks))

    assert view.rows == ()
    assert "100 of 100" in view.text
    assert "1 finding waived: the score leaves out what they would cost" in view.text
    assert "docs-event-missing: It is free by intent (Robin Ashdown, 2026-11-30)" in view.text
    assert found.findings[0].message in view.text
    assert "sk-finding" not in view.html
