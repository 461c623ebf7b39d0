"""The id, its traits and the events next to identify are read from the plan."""

from __future__ import annotations

import pytest

from segkit.derive.identify import IdentifyFacts, events_next_to_identify, identify_facts
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Destination, DestinationCatalog, DestinationMapping, Workspace


def plan_of(*rules: Rule) -> TrackingPlan:
    """A plan of these rules."""
    return TrackingPlan("Quillmoor plan", rules)


def identify_of(*fields: Field) -> TrackingPlan:
    """A plan that has one identify call with these fields."""
    return plan_of(Rule("identify", fields=fields))


def mapped(**settings: object) -> Workspace:
    """A workspace with one mapping of these settings."""
    mapping = DestinationMapping("m", "Profiles", "a", "a", "d", settings=settings)
    catalog = DestinationCatalog("c", "Beacon", "beacon")
    return Workspace(destinations=(Destination("d", "Beacon", "s", catalog, mappings=(mapping,)),))


def test_the_id_is_described_in_the_plans_words() -> None:
    """Description first, then the example."""
    field = Field(("userId",), description="Account\nnumber.", example="u_1")

    facts = identify_facts(identify_of(field), None)

    assert facts.user_id == "described as “Account number”, shown as u_1"


def test_an_id_of_the_common_rule_counts() -> None:
    """Some plans define it once for all calls."""
    plan = plan_of(Rule("common", fields=(Field(("userId",), description="Account"),)))

    assert identify_facts(plan, None).user_id == "described as “Account”"


def test_an_id_listed_among_the_traits_counts() -> None:
    """Sheets rarely tell the two apart."""
    plan = identify_of(Field(("traits", "user_id"), example="u_1"))

    assert identify_facts(plan, None).user_id == "shown as u_1"


@pytest.mark.parametrize(
    ("field", "is_email"),
    [
        (Field(("userId",), format="email"), True),
        (Field(("userId",), format="uuid"), False),
        (Field(("userId",), pattern=r".+@.+"), True),
        (Field(("userId",), example="ada@quillmoor.example"), True),
        (Field(("userId",), example="u_1", description="e-mail"), False),
        (Field(("userId",), description="The customer's email"), True),
        (Field(("userId",), description="Number, never the e-mail address"), False),
        (Field(("userId",), description="Hashed email"), False),
        (Field(("userId",), description="Who it is"), None),
    ],
)
def test_whether_the_id_is_an_address(field: Field, is_email: bool | None) -> None:
    """An example outweighs a description, and silence stays silence."""
    assert identify_facts(identify_of(field), None).user_id_is_email is is_email


@pytest.mark.parametrize(
    ("settings", "is_email"),
    [
        ({"email": {"@path": "$.userId"}}, True),
        ({"email": {"@path": "$.traits.email"}}, None),
        ({"external_id": {"@path": "$.userId"}}, None),
    ],
)
def test_a_mapping_may_give_the_id_away(
    settings: dict[str, object],
    is_email: bool | None,
) -> None:
    """A mapping that sends the id as an address says what the id is."""
    facts = identify_facts(identify_of(), mapped(**settings))

    assert facts.user_id_is_email is is_email


def test_traits_are_told_apart_by_whom_they_are_about() -> None:
    """An object stands for what is in it; group traits are about the company as well."""
    plan = plan_of(
        Rule(
            "identify",
            fields=(
                Field(("traits", "email"), required=True),
                Field(("traits", "jobTitle")),
                Field(("traits", "address")),
                Field(("traits", "address", "city"), required=True),
                Field(("traits", "company")),
                Field(("traits", "company", "name")),
                Field(("traits", "loyalty_points")),
                Field(("traits", "birth_year")),
            ),
        ),
        Rule("group", fields=(Field(("groupId",)), Field(("traits", "industry")))),
    )

    facts = identify_facts(plan, None)

    assert facts == IdentifyFacts(
        required=("email",),
        profile_traits=("jobTitle", "address.city", "birth_year"),
        company_traits=("company.name", "industry (group)"),
    )


def test_events_next_to_identify_are_found_by_their_words() -> None:
    """What failed, or was only clicked, makes nobody known."""
    names = (
        "Signed Up", "signed_in", "userLoggedIn", "Registration Completed", "Profile Updated",
        "Create Account", "Signed Out", "Login Failed", "Sign Up Clicked", "Designed Invoice",
    )  # fmt: skip

    found = events_next_to_identify(plan_of(*(Rule("track", name) for name in names)))

    assert found == names[:6]


def test_a_deprecated_event_is_no_companion() -> None:
    """It is not to be sent any more."""
    plan = plan_of(Rule("track", "Signed Up", deprecated=True))

    assert events_next_to_identify(plan) == ()
