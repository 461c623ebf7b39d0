"""Who it is: Identify and Group, what a user id is, and the traits that tools know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from segkit.model.plan import Field, Rule
from segkit.review.check import PLAN, TRAITS, check
from segkit.review.checks.proposing import name_hit
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import folded, snake
from segkit.review.spec import spec
from segkit.review.subject import Subject, Use, types_of
from segkit.review.tables import table

_IDENTIFY = "/connections/spec/identify"
_GROUP = "/connections/spec/group"
_BEST = "/connections/spec/best-practices-identify"
_ACCOUNT_ID = re.compile(r"^(?:account|company|organi[sz]ation|org|tenant|workspace)_id$")


@check("identity-no-identify", WARNING, of=PLAN, docs=_BEST)
def no_identify(subject: Subject) -> Iterator[Hit]:
    """The plan says who its users are.

    Why: Events without Identify are events of nobody: no profile, no audience, no e-mail.

    Mend: Plan Identify, with the traits that tools need.

    Evidence: Three events or more, and no Identify, or one without traits; not where another plan
    of the workspace has it.
    """
    if len(subject.events) < 3 or _is_elsewhere(subject):
        return
    found = subject.of("identify")
    if not found:
        yield Hit(f"The plan has {len(subject.events)} events and no Identify.")
    elif not any(
        one.path[0] == "traits" and len(one.path) > 1 for rule in found for one in rule.fields
    ):
        yield Hit("Identify is planned without a single trait.", found[0], None, (found[0].origin,))


def _is_elsewhere(subject: Subject) -> bool:
    """Another plan of the workspace has Identify."""
    plans = subject.case.workspace.extra.get("trackingPlanRules") if subject.case else None
    return isinstance(plans, Mapping) and any(
        isinstance(rule, Mapping) and rule.get("type") == "IDENTIFY"
        for name, rules in plans.items()
        if name != subject.plan.id and isinstance(rules, list)
        for rule in rules
    )


@check("identity-user-id-is-email", ERROR, of=PLAN, docs=_BEST)
def user_id_is_email(subject: Subject) -> Iterator[Hit]:
    """The user id is an id of the database, not an e-mail address.

    Why: People change their address, and become somebody else in every tool. The address is
    personal data besides, and an id goes everywhere.

    Mend: Send the id that the database gives, and the address as the trait `email`.

    Evidence: The format email, a pattern or an example with an @, or a description that says
    e-mail without a not, never or instead.
    """
    for rule in subject.rules:
        for one in rule.fields:
            if _is_user_id(rule, one) and _is_address(one):
                said = f"{one.dotted!r} of {rule.title!r} is an e-mail address."
                yield name_hit(said, [Use(rule, one)])


def _is_user_id(rule: Rule, one: Field) -> bool:
    if one.path == ("userId",):
        return True
    return len(one.path) == 2 and one.path[0] == rule.container and snake(one.name) == "user_id"


def _is_address(one: Field) -> bool:
    if one.format in {"email", "idn-email"} or (one.pattern and "@" in one.pattern):
        return True
    if isinstance(one.example, str) and re.fullmatch(r"\S+@\S+\.\w+", one.example.strip()):
        return True
    says = re.search(r"\be-?mails?\b", one.description, re.IGNORECASE)
    deny: str = table("words")["descriptions"]["user_id_not"]
    other = r"\bid\b.*\b(?:of|from|in)\b|\bhash|\bif\b|\bmatch|\bdomain\b|\blinked\b|\bdelivered|\bused\b"
    return bool(
        says
        and not re.search(deny, one.description, re.IGNORECASE)
        and not re.search(other, one.description, re.IGNORECASE)
    )


@check("identity-reserved-trait-type", WARNING, of=TRAITS, docs=_IDENTIFY)
def reserved_trait_type(subject: Subject) -> Iterator[Hit]:
    """Reserved traits have the type of the spec.

    Why: Destinations map them by name and expect that type; of another one they take nothing.

    Mend: Send the type that the spec has, or give the trait another name.

    Evidence: A reserved trait of Identify or Group whose types have none in common with the
    spec's. A date is text, and an object may be something else too.
    """
    for use in subject.named:
        known = spec().traits.get(use.rule.call, {})
        path = ".".join(use.field.path[1:])
        wanted = known.get(path) or known.get(_camel(path))
        types = types_of(use.field)
        if not wanted or not types or use.rule.container != use.field.path[0]:
            continue
        if not {"number" if one == "integer" else one for one in types} & wanted:
            said = (
                f"The trait {use.field.dotted!r} is {' or '.join(sorted(types))}, and "
                f"{' or '.join(sorted(wanted))} in Segment's spec."
            )
            yield name_hit(said, [use])


def _camel(path: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), path)


@check("identity-trait-near-miss", WARNING, of=TRAITS, docs=_IDENTIFY)
def trait_near_miss(subject: Subject) -> Iterator[Hit]:
    """Traits that Segment reserves bear the reserved name.

    Why: `fname` never becomes a first name in any tool.

    Mend: Send the reserved name, as well or instead.

    Evidence: The same letters in another casing than camelCase or snake_case, or a name of a
    closed list (`emailaddress`, `dob`, `fullname`), where the reserved trait is not planned.
    """
    present = {folded(use.field.path[1]) for use in subject.named if use.rule.call == "identify"}
    found: dict[tuple[str, str], list[Use]] = {}
    for use in subject.named:
        if use.rule.call != "identify" or len(use.field.path) != 2:
            continue
        name = use.field.name
        if right := _reserved_for(name, present):
            found.setdefault((name, right), []).append(use)
    for (name, right), uses in found.items():
        yield name_hit(
            f"The trait {name!r} is not read as {right!r}, which Segment reserves.", uses
        )


def _reserved_for(name: str, present: set[str]) -> str:
    key = folded(name)
    if right := spec().folded_traits.get(key):
        return "" if name in {right, snake(right)} else right
    right = spec().trait_aliases.get(key, "")
    first = folded(right.partition(".")[0])
    return right if right and first not in present else ""


@check("identity-no-group", NOTE, of=PLAN, docs=_GROUP)
def no_group(subject: Subject) -> Iterator[Hit]:
    """Where events belong to an account, the account is planned.

    Why: Tools that work by account need Group to know what an account is.

    Mend: Plan Group with the traits of an account, or say that none of the tools needs it.

    Evidence: The id of an account in five events or more, and no Group.
    """
    if subject.of("group"):
        return
    found: dict[str, set[str]] = {}
    for use in subject.named:
        if use.rule.call == "track" and _ACCOUNT_ID.match(snake(use.field.name)):
            found.setdefault(use.field.name, set()).add(use.rule.key or "")
    name = max(found, key=lambda one: len(found[one]), default="")
    if name and len(found[name]) >= 5:
        yield Hit(f"{name!r} stands in {len(found[name])} events, and the plan has no Group.")
