"""Whole readings: `readings.txt` holds sheets and all that is made of each of them.

A section whose reading is new, or says something else, fails with the lines to write once they
are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.plans.tables import plan_from_tabs
from tests.plans.tables.kinds import tab_of

READINGS = Path(__file__).with_name("readings.txt")


def sections() -> Iterator[tuple[str, str, str]]:
    """The title of each tab, its lines, and what they mean."""
    for part in READINGS.read_text(encoding="utf-8").split("\n# ")[1:]:
        title, _, text = part.partition("\n")
        sheet, _, reading = text.partition("=>\n")
        yield title, sheet, reading.rstrip("\n")


SECTIONS = {title: (sheet, reading) for title, sheet, reading in sections()}


def told(plan: TrackingPlan) -> Iterator[str]:
    """The plan and its report as lines of text."""
    for rule in plan.rules:
        yield _rule(rule)
        yield from (f"  {_field(one)}" for one in rule.fields)
    yield f"{plan.report.used} of {plan.report.rows} rows"
    yield from (f"not used {one.origin}: {one.reason}" for one in plan.report.explained)
    for doubt in plan.report.doubts:
        yield f"doubt {doubt.where}: {doubt.what} {' '.join(map(repr, doubt.examples))}"


def _rule(rule: Rule) -> str:
    name = "" if rule.key is None else f" {rule.key!r}"
    version = "" if rule.version == 1 else f" v{rule.version}"
    return f"{rule.call}{name}{version} {rule.origin} {rule.description!r} {_said(rule.labels)}"


def _field(field: Field) -> str:
    star, kind = "*" if field.required else "", "|".join(field.types) or "any"
    values = "" if field.enum is None else f" {field.enum}"
    more = f"{field.origin} {field.description!r} {_said(field.labels)}"
    return f"{field.dotted}{star} {kind}{values} {more}"


def _said(labels: Mapping[str, object]) -> str:
    return " ".join(f"{name}={text!r}" for name, text in labels.items())


@pytest.mark.parametrize("name", SECTIONS)
def test_a_sheet_is_read_as_it_was_read_by_a_person(name: str) -> None:
    """Rules with their places, fields, what is said of them, and each row that is left out."""
    sheet, reading = SECTIONS[name]
    title = name.partition(": ")[0]

    plan = plan_from_tabs([tab_of(title, sheet)], name="Quillmoor")

    assert [line.rstrip() for line in told(plan)] == reading.split("\n")
