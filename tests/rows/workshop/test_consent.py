"""Behaviour of `segkit.rows.workshop.consent`: what was entered, what was not, and where it is enforced."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segkit.delivery.case import Case
from segkit.engagement.demo import create_demo
from segkit.facts.known import Facts
from segkit.facts.todos import open_todos
from segkit.rows.workshop.consent import consent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from segkit.render.view import View
    from tests.doubles.cases import Build


def shown(case: Case, entered: Mapping[str, tuple[str, ...]] | None, **options: bool) -> View:
    """The row for this table."""
    given = replace(case, consent=entered)
    return consent(given.pairs, given.consents, carried=given.carries_consent, **options)


def a_case(build: Build) -> Case:
    """Three types of destination."""
    return build.case(
        build.link(catalog=build.catalog(id="1", name="Lantern"), name="One"),
        build.link(catalog=build.catalog(id="1", name="Lantern"), name="Two"),
        build.link("web", "device", catalog=build.catalog(id="2", name="Hat stand"), name="H"),
        build.link(catalog=build.catalog(id="3", name="S3", slug="aws-s3"), name="S"),
    )


def test_each_type_of_destination_has_its_categories(build: Build) -> None:
    """All instances share them; where none was entered, that is said."""
    view = shown(a_case(build), {"ad": ("One",), "analytics": ("Lantern",)})

    assert [tuple(row) for row in view.to_frame().itertuples(index=False)] == [
        (
            "Hat stand",
            ("none that was entered",),
            ("on the device, with a consent wrapper or plugin",),
        ),
        ("Lantern", ("ad", "analytics"), ("on Segment's servers",)),
        ("S3", ("none that was entered",), ("not enforced",)),
    ]


def test_what_names_no_destination_is_said(build: Build) -> None:
    """Nothing that was entered is dropped."""
    assert "Lattern (ad)" in shown(a_case(build), {"ad": ("Lattern",)}).html


def test_what_nobody_entered_is_not_known(build: Build) -> None:
    """Never that all is safe; the SA sees how to enter it, and nobody else."""
    case = a_case(build)
    plan = build.plan(build.event("Segment Consent Preference Updated"))

    assert "is not known" in shown(case, None).text
    assert "who receives them is not known either" in shown(replace(case, plan=plan), None).text
    assert "segkit consent" in shown(case, None, for_sa=True).html
    assert "segkit consent" not in shown(case, None).html
    assert "has no consent categories" in shown(case, {}).text


def test_planned_consent_without_categories_is_a_to_do(build: Build, tmp_path: Path) -> None:
    """Only the SA can tell which destinations are in which category."""
    facts = Facts(create_demo(tmp_path / "demo"))
    plan = build.plan(build.event("Segment Consent Preference Updated"))
    assert facts.case is not None
    before = {one.id for one in open_todos(facts)}

    facts.__dict__["case"] = replace(facts.case, plan=plan)
    after = {one.id for one in open_todos(facts)}

    assert after - before == {"consent-categories"}
