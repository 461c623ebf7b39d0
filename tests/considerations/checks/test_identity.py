"""Checks on who a person is: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, identity
from segkit.doors import declared_in
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "email-as-user-id",
        lambda b: b.case(
            plan=b.plan(
                Rule("identify", fields=(b.field("userId", example="a@quillmoor.example"),))
            )
        ),
        lambda b: b.case(
            plan=b.plan(
                Rule(
                    "identify",
                    fields=(
                        b.field("userId", example="8c1f", description="Never the e-mail address"),
                        b.field("traits", "email", format="email"),
                    ),
                )
            )
        ),
    ),
    (
        "email-as-user-id",
        lambda b: b.case(
            plan=b.plan(
                Rule("identify", fields=(b.field("userId", description="The user's e-mail"),))
            )
        ),
        lambda b: b.case(
            plan=b.plan(Rule("identify", fields=(b.field("userId", description="Database id"),)))
        ),
    ),
    (
        "required-identify-traits",
        lambda b: b.case(
            plan=b.plan(Rule("identify", fields=(b.field("traits", "email", required=True),)))
        ),
        lambda b: b.case(
            plan=b.plan(
                Rule(
                    "identify",
                    fields=(
                        b.field("userId", required=True),
                        b.field("traits", "address", types=("object",)),
                        b.field("traits", "address", "city", required=True),
                    ),
                )
            )
        ),
    ),
    (
        "reserved-id-trait",
        lambda b: b.case(plan=b.plan(Rule("identify", fields=(b.field("traits", "userId"),)))),
        lambda b: b.case(plan=b.plan(Rule("identify", fields=(b.field("userId"),)))),
    ),
)


@pytest.mark.parametrize(("check_id", "fires"), [(i, fires) for i, fires, _ in CASES])
def test_check_fires(build: Build, speaks: Asserts, check_id: str, fires: Make) -> None:
    """A check speaks where its fact holds, names what it saw, and says each thing once."""
    speaks(check_id, fires(build))


@pytest.mark.parametrize(("check_id", "silent"), [(i, silent) for i, _, silent in CASES])
def test_check_stays_silent(
    build: Build, keeps_silent: Asserts, check_id: str, silent: Make
) -> None:
    """A check says nothing where its fact does not hold."""
    keeps_silent(check_id, silent(build))


@pytest.mark.parametrize(
    ("library", "said"),
    [("javascript", None), ("flutter", None), ("node-js", "Quillmoor web"), ("", "")],
)
def test_required_traits_matter_where_a_library_repeats_none(
    build: Build, library: str, said: str | None
) -> None:
    """Some libraries send the traits of earlier calls again; where none is known, it is asked."""
    traits = Rule("identify", fields=(build.field("traits", "email", required=True),))
    libraries = {"web": build.library(library)} if library else {}
    case = build.case(sources=(build.source(),), plan=build.plan(traits), libraries=libraries)

    found = list(identity.required_identify_traits(case))

    assert len(found) == (said is not None)
    assert not said or found[0].evidence == f"Required: email. Sent as the call holds them: {said}"


def test_every_rule_has_its_cases() -> None:
    """No check is added without a case that makes it speak and one that keeps it silent."""
    assert {check_id for check_id, _, _ in CASES} == {
        check.id for check in declared_in([identity], Check)
    }
