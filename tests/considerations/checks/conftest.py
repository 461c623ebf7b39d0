"""What holds for every check, as fixtures because test folders are no packages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import CHECKS
from segkit.delivery.case import Case

if TYPE_CHECKING:
    from tests.doubles.cases import Build

Make = Callable[["Build"], Case]
"""Makes the engagement that a check is asked about."""

Asserts = Callable[[str, Case], None]
"""Asserts something of the check with this id for this engagement."""

BY_ID = {check.id: check for check in CHECKS}


@pytest.fixture
def speaks() -> Asserts:
    """The check finds something, names what it saw, and says each thing once."""

    def speaks_of(check_id: str, case: Case) -> None:
        check = BY_ID[check_id]
        found = list(check(case))
        assert found
        assert len({(item.source_id, item.target_id) for item in found}) == len(found)
        for item in found:
            assert (item.id, item.severity, item.docs) == (check.id, check.severity, check.docs)
            assert item.evidence.strip()
            assert 0 < len(item.text) <= 400

    return speaks_of


@pytest.fixture
def keeps_silent() -> Asserts:
    """The check finds nothing."""

    def says_nothing(check_id: str, case: Case) -> None:
        assert list(BY_ID[check_id](case)) == []

    return says_nothing
