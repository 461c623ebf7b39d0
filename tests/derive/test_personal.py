"""Personal data is recognised by mark, format and name."""

from __future__ import annotations

import pytest

from segkit.derive.personal import MARKED, pii_hint
from segkit.model.plan import Field


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("traits.email", "e-mail address"),
        ("traits.contactEmailAddress", "e-mail address"),
        ("traits.firstName", "name"),
        ("traits.last_name", "name"),
        ("traits.name", "name"),
        ("traits.mobilePhone", "phone"),
        ("traits.phone_number", "phone"),
        ("traits.birthday", "date of birth"),
        ("traits.address", "postal address"),
        ("traits.address.city", "postal address"),
        ("traits.address.country", ""),
        ("properties.zipCode", "postal address"),
        ("properties.lat", "location"),
        ("context.ip", "ip address"),
        ("traits.ip_address", "ip address"),
        ("traits.web_address", ""),
        ("traits.company.name", ""),
        ("properties.products.[].name", ""),
        ("properties.email_count", ""),
        ("properties.shipping", ""),
        ("properties.template", ""),
    ],
)
def test_a_name_gives_a_hint(path: str, hint: str) -> None:
    """Whole words at the end of the name: a product's name is nobody's."""
    assert pii_hint(Field(tuple(path.split(".")))) == hint


def test_a_format_gives_a_hint() -> None:
    """Whatever the field is called."""
    assert pii_hint(Field(("traits", "contact"), format="email")) == "e-mail address"


def test_a_yes_or_no_is_not_personal() -> None:
    """`phone: true` says that there is one, not which."""
    assert pii_hint(Field(("traits", "phone"), types=("boolean",))) == ""


@pytest.mark.parametrize(
    ("header", "value", "name", "hint"),
    [
        ("PII?", "Yes", "shoe_size", MARKED),
        ("pii", "yes (hashed)", "email", MARKED),
        ("Contains PII", True, "shoe_size", MARKED),
        ("PII?", "No", "email", ""),
        ("PII?", "", "email", "e-mail address"),
        ("PII?", "ask Maud", "email", "e-mail address"),
        ("Why?", "yes", "shoe_size", ""),
    ],
)
def test_the_plans_own_mark_wins(header: str, value: object, name: str, hint: str) -> None:
    """Guesses come in only where the plan gives no answer."""
    field = Field(("traits", name), labels={header: value})

    assert pii_hint(field) == hint
