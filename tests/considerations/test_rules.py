"""What all rules of the special considerations have in common; each has its cases in `rules/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.considerations.rules import RULES
from segkit.considerations.rules.reach import insert_function_in_device_mode
from segkit.model.finding import SEVERITIES

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def test_doubt_is_told_apart_from_certainty(build: Build) -> None:
    """The same find is certain where the mode is known, and says what is missing where not."""
    rule = insert_function_in_device_mode
    functions = (build.insert_function("web-Beacon"),)

    [sure] = rule(build.case(build.link("web", "device"), insert_functions=functions))
    [unsure] = rule(build.case(build.link("web", "device", "cloud"), insert_functions=functions))

    assert sure.doubt == ""
    assert "Beacon" in unsure.doubt


def test_rules_are_well_formed() -> None:
    """Ids are unique, severities known, and every rule says what to do and where to read on."""
    assert len({rule.id for rule in RULES}) == len(RULES) >= 40
    for rule in RULES:
        assert rule.severity in SEVERITIES
        assert rule.basis in {"workspace", "catalog", "plan"}
        assert rule.docs.startswith("/")
        assert not rule.docs.endswith("/")
        assert rule.looks_at
        assert rule.action.endswith(".")


def test_no_rule_speaks_about_an_empty_workspace(build: Build) -> None:
    """Nothing given, nothing found, nothing broken."""
    assert [item for rule in RULES for item in rule(build.case())] == []
