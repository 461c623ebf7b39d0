"""Which fields look like personal data, by their names, formats and the plan's own marks."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from segkit.model.plan import Field

MARKED = "marked as PII by the plan"

_COLUMNS = {"pii", "ispii", "containspii", "personaldata", "personal", "sensitive", "gdpr"}
_YES = {"yes", "y", "true", "1", "x", "pii", "✓", "✔", "personal", "sensitive"}
_NO = {"no", "n", "false", "0", "none", "n/a", "na", "-", "–"}
_FORMATS = {"email": "e-mail address", "ipv4": "ip address", "ipv6": "ip address"}
_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[\W_]+")
_HINTS = tuple(
    (hint, re.compile(rf"(?:^| )(?:{pattern})$"))
    for hint, pattern in (
        ("e-mail address", r"e ?mails?(?: address(?:es)?)?"),
        ("ip address", r"ip(?: addr(?:ess)?)?"),
        ("", r"(?:mac|web|site|page|url|wallet) address"),
        ("phone", r"(?:tele|mobile ?|cell ?)?phone(?: (?:number|no))?|mobile number|msisdn"),
        ("date of birth", r"(?:date of birth|birth ?(?:day|date)|dob)"),
        ("name", r"(?:first|last|full|given|family|middle|sur|maiden) ?name|user ?name"),
        ("postal address", r"address(?: line)?(?: \d)?|street(?: (?:address|name|number))?"),
        ("postal address", r"(?:post(?:al)?|zip) ?code|zip"),
        ("location", r"lat(?:itude)?|lon(?:g|gitude)?|lng|geo ?location|coordinates|gps"),
        ("gender", r"gender"),
        ("identity number", r"ssn|social security(?: number)?|passport(?: number)?|national id"),
        ("payment data", r"(?:credit )?card number|iban"),
        ("advertising id", r"advertising id|idfa|gaid|aaid"),
    )
)


# the same names come back in event after event
@lru_cache(maxsize=20_000)
def words_of(name: str) -> str:
    """`first name` for `firstName`, `first_name` or `First-Name`."""
    return " ".join(_BOUNDARY.sub(" ", name).split()).casefold()


def pii_hint(field: Field) -> str:
    """What kind of personal data a field looks like; empty when it looks like none.

    The plan's own mark (a column such as `PII?`) outweighs every guess.
    """
    marked = mark_of(field)
    if marked is not None:
        return MARKED if marked else ""
    if field.types and set(field.types) <= {"boolean", "null"}:
        return ""
    return _FORMATS.get(field.format or "") or _by_name(field)


def pii_columns(field: Field) -> tuple[str, ...]:
    """The plan's own columns that say nothing but that the field is personal data (`PII?`: yes)."""
    return tuple(
        header
        for header, value in field.labels.items()
        if is_mark(header) and str(value).strip().casefold() in _YES
    )


def is_mark(header: str) -> bool:
    """A column of this name says whether a field is personal data."""
    return re.sub(r"[^a-z]", "", header.casefold()) in _COLUMNS


def mark_of(field: Field) -> bool | None:
    """What the plan itself says of it; None where it says nothing."""
    for header, value in field.labels.items():
        if not is_mark(header):
            continue
        words = re.split(r"[\s,;:(]+", str(value).strip().casefold())
        if words[0] in _YES | _NO:
            return words[0] in _YES
    return None


def marked_as(field: Field, *, personal: bool) -> Field:
    """The field with another mark in the plan's own column, or in one called `PII?`."""
    header = next((one for one in field.labels if is_mark(one)), "PII?")
    labels = {**field.labels, header: "Yes" if personal else "No"}
    return replace(field, labels=labels)


def _by_name(field: Field) -> str:
    # a bare `name` may be a product's or a company's; as a trait of its own it is a person's
    if field.path == ("traits", "name"):
        return "name"
    words = words_of(field.name)
    known = _hint_of(words)
    if known is not None:
        return known
    in_address = any(words_of(segment).endswith("address") for segment in field.path[:-1])
    return "postal address" if in_address and words != "country" else ""


@lru_cache(maxsize=20_000)
def _hint_of(words: str) -> str | None:
    """What the words tell, which may be that it is nothing personal; None when nothing."""
    return next((hint for hint, pattern in _HINTS if pattern.search(words)), None)
