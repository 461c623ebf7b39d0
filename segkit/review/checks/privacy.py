"""Personal data: secrets, what Segment restricts, what people type, and who in examples is real."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from segkit.review.check import EXAMPLES, PROPERTIES, check
from segkit.review.checks.proposing import name_hit
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import snake
from segkit.review.subject import Subject, Use, types_of
from segkit.review.tables import table

_PORTAL = "/privacy/portal"
_FAILURE = re.compile(r"error|fail|exception|crash|warning|notification")
_TRUTH = re.compile(r"^(?:has|is|was|can|should|with|needs|requires)_")


@cache
def _matchers(section: str) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(text) for name, text in table("privacy")[section].items()}


def _could_be(subject: Subject, use: Use) -> bool:
    """A value of its own that is more than yes or no: an object is judged by what is in it."""
    is_truth = types_of(use.field) == {"boolean"} or _TRUTH.match(snake(use.field.name))
    return not is_truth and not subject.has_children(use)


def _is_number(use: Use) -> bool:
    types = types_of(use.field)
    return bool(types) and types <= {"number", "integer"}


@lru_cache(maxsize=20_000)
def secret_in(name: str) -> bool:
    """A name that says that it holds a secret."""
    known = _matchers("secret")
    return bool(known["name"].match(name)) and not known["but"].search(name)


@lru_cache(maxsize=20_000)
def restricted_in(name: str) -> str:
    """What Segment restricts, by a name; empty for nothing."""
    but = _matchers("restricted_but")
    return next(
        (
            what
            for what, matcher in _matchers("restricted").items()
            if matcher.match(name) and not (what in but and but[what].search(name))
        ),
        "",
    )


@lru_cache(maxsize=20_000)
def personal_in(name: str) -> str:
    """What kind of personal data a name tells of; empty for none."""
    return next((what for what, one in _matchers("personal").items() if one.match(name)), "")


@lru_cache(maxsize=20_000)
def special_in(name: str) -> bool:
    """A name that tells of a special category of personal data."""
    return bool(_matchers("special")["name"].match(name))


def kind_of(subject: Subject, use: Use) -> str:
    """`secret`, `restricted`, `special`, `personal`, or empty: the gravest that a field is."""
    if not _could_be(subject, use):
        return ""
    name = snake(use.field.name)
    if secret_in(name) and not _is_number(use):
        return "secret"
    if restricted_in(name) and not _is_number(use):
        return "restricted"
    if special_in(name):
        return "special"
    return "personal" if personal_in(name) else ""


def _of_kind(subject: Subject, kind: str) -> Iterator[tuple[str, list[Use]]]:
    for name, uses in subject.names.items():
        plain = snake(name)
        if not (
            secret_in(plain) or restricted_in(plain) or special_in(plain) or personal_in(plain)
        ):
            continue
        found = [use for use in uses if kind_of(subject, use) == kind]
        if found:
            yield name, found


@check("privacy-secret", ERROR, of=PROPERTIES, docs=_PORTAL)
def secret(subject: Subject) -> Iterator[Hit]:
    """No secret is planned.

    Why: What is sent is in every tool, every log and every export: it has to be changed everywhere.

    Mend: Take it out of the plan and of the code; where it was sent already, change the secret.

    Evidence: The last words are password, secret, an API key, a token of a session, cvv and their
    like. Numbers and booleans are none, nor `show_password`, `password_length` or
    `password_changed_at`.
    """
    for name, uses in _of_kind(subject, "secret"):
        yield name_hit(f"{name!r} holds a secret.", uses)


@check("privacy-restricted", ERROR, of=PROPERTIES, docs=_PORTAL)
def restricted(subject: Subject) -> Iterator[Hit]:
    """Nothing is planned that Segment counts as restricted.

    Why: Segment's Privacy Portal has it on its red list: it identifies people for life, or opens
    doors.

    Mend: Take it out, or hash it before it is sent.

    Evidence: The last words are those of the portal's list. Push, device, page and CSRF tokens are
    none, and neither are numbers and booleans.
    """
    for name, uses in _of_kind(subject, "restricted"):
        what = restricted_in(snake(name))
        yield name_hit(f"{name!r} is on Segment's red list ({what}).", uses)


@check("privacy-special-category", WARNING, of=PROPERTIES, docs=_PORTAL)
def special_category(subject: Subject) -> Iterator[Hit]:
    """Nothing is planned that the law protects most.

    Why: Origin, religion, health and sexual orientation are special categories of personal data
    (GDPR, article 9); without a legal basis of their own they may not be processed.

    Mend: Take it out, or write down the legal basis and who may receive it.

    Evidence: Whole words of a closed list: `item_condition` and `race_track` are none.
    """
    for name, uses in _of_kind(subject, "special"):
        yield name_hit(f"{name!r} is a special category of personal data.", uses)


@check("privacy-personal", NOTE, of=PROPERTIES, docs=_PORTAL)
def personal(subject: Subject) -> Iterator[Hit]:
    """Personal data is known as such.

    Why: Only what is classified can be found, masked and deleted when somebody asks for it.

    Mend: Classify it in the Privacy Portal, and mark it in the plan.

    Evidence: Whole names after Segment's yellow list; `name`, `address`, `city` and `ip` only where
    they are a person's. One line for each name.
    """
    for name, uses in _of_kind(subject, "personal"):
        yield name_hit(f"{name!r} is personal data ({personal_in(snake(name))}).", uses)


@check("privacy-free-text", NOTE, of=PROPERTIES, docs=_PORTAL)
def free_text(subject: Subject) -> Iterator[Hit]:
    """What people type is not planned as it is.

    Why: People type names, numbers and illnesses, and nobody sees them go.

    Mend: Send whether there is a text, or how long it is.

    Evidence: Text in events with a name such as comment, feedback, notes, message or bio. Not
    where values are listed, and not messages of errors, states or campaigns.
    """
    known = _matchers("free_text")
    for name, uses in subject.properties.items():
        plain = snake(name)
        if not known["name"].match(plain) or known["but"].search(plain):
            continue
        typed = [
            use
            for use in uses
            if use.rule.call == "track"
            and types_of(use.field) == {"string"}
            and use.field.enum is None
            and not subject.has_children(use)
            and not _FAILURE.search(snake(use.rule.key or ""))
        ]
        if typed:
            yield name_hit(f"{name!r} holds what people type.", typed)


@check("privacy-example-real", WARNING, of=EXAMPLES, docs=_PORTAL)
def example_real(subject: Subject) -> Iterator[Hit]:
    """Nobody in an example is real.

    Why: The plan is shared, and the person never agreed to be in it.

    Mend: Write an invented example, such as `jane@example.com`.

    Evidence: An e-mail address outside of `example.com` and its like, with a name that is no
    placeholder. It is never shown in full.
    """
    known = _matchers("example")
    for use in subject.declared:
        text = use.field.example
        if not isinstance(text, str) or not known["email"].match(text.strip().lower()):
            continue
        person, _, domain = text.strip().lower().partition("@")
        if known["invented_domain"].search(domain) or known["invented_person"].match(person):
            continue
        said = (
            f"The example of {use.field.dotted!r} is an address that may be real ({person[:1]}…@…)."
        )
        yield name_hit(said, [use])
