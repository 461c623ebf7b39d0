"""What holds for every rule, as fixtures because test folders are no packages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.rules import RULES
from segkit.delivery.case import Case

if TYPE_CHECKING:
    from tests.doubles.cases import Build

Make = Callable[["Build"], Case]
"""Makes the engagement that a rule is asked about."""

Check = Callable[[str, Case], None]
"""Asserts something of the rule with this id for this engagement."""

BY_ID = {rule.id: rule for rule in RULES}


@pytest.fixture
def speaks() -> Check:
    """The rule finds something, names what it saw, and says each thing once."""

    def check(rule_id: str, case: Case) -> None:
        rule = BY_ID[rule_id]
        found = list(rule(case))
        assert found
        assert len({(item.source_id, item.target_id) for item in found}) == len(found)
        for item in found:
            assert (item.id, item.severity, item.docs) == (rule.id, rule.severity, rule.docs)
            assert item.evidence.strip()
            assert 0 < len(item.text) <= 400

    return check


@pytest.fixture
def keeps_silent() -> Check:
    """The rule finds nothing."""

    def check(rule_id: str, case: Case) -> None:
        assert list(BY_ID[rule_id](case)) == []

    return check
