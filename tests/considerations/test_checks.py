"""What all checks of the special considerations have in common; each has its cases in `checks/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.considerations.checks import CHECKS
from segkit.considerations.checks.reach import insert_function_in_device_mode
from segkit.model.finding import SEVERITIES

if TYPE_CHECKING:
    from tests.doubles.cases import Build


def test_doubt_is_told_apart_from_certainty(build: Build) -> None:
    """The same find is certain where the mode is known, and says what is missing where not."""
    check = insert_function_in_device_mode
    functions = (build.insert_function("web-Beacon"),)

    [sure] = check(build.case(build.link("web", "device"), insert_functions=functions))
    [unsure] = check(build.case(build.link("web", "device", "cloud"), insert_functions=functions))

    assert sure.doubt == ""
    assert "Beacon" in unsure.doubt


def test_rules_are_well_formed() -> None:
    """Ids are unique, severities known, and every check says what to do and where to read on."""
    assert len({check.id for check in CHECKS}) == len(CHECKS) >= 40
    for check in CHECKS:
        assert check.severity in SEVERITIES
        assert check.basis in {"workspace", "catalog", "plan"}
        assert check.docs.startswith("/")
        assert not check.docs.endswith("/")
        assert check.action.endswith(".")


def test_no_rule_speaks_about_an_empty_workspace(build: Build) -> None:
    """Nothing given, nothing found, nothing broken."""
    assert [item for check in CHECKS for item in check(build.case())] == []
