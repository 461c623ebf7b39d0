"""Rules on who a person is: ids, traits, and personal data on its way to advertisers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from segkit.considerations.rules.mappings import takes
from segkit.considerations.rules.rule import AdviceRule, Found, about, listed, rule
from segkit.delivery.case import Case, Pair
from segkit.derive.identify import id_is_email
from segkit.derive.personal import MARKED, pii_hint
from segkit.model.plan import Field
from segkit.model.workspace import Json
from segkit.routing.fql import holds_for_all

_IDENTIFY = "/connections/spec/best-practices-identify"
_ADVERTISING = "Advertising"
_DESCRIBED = "its description speaks of an e-mail address"
_PATHS = re.compile(r"\$\.[\w$.-]+|(?<=\{\{)[^{}]+(?=\}\})")
_USER_ID = {("userId",), ("traits", "userId"), ("traits", "user_id")}


@rule(
    "email-as-user-id",
    "high",
    looks_at="the planned userId: its format, pattern and example",
    action="Use the permanent id of your database, and send the e-mail address as a trait.",
    docs=_IDENTIFY,
    basis="plan",
)
def email_as_user_id(case: Case) -> Iterator[Found]:
    """An e-mail address changes; a userId must not."""
    rules = case.plan.of("identify", "common") if case.plan else ()
    for planned in (f for r in rules for f in r.fields if f.path in _USER_ID):
        if evidence := _looks_like_email(planned):
            yield Found(
                "The userId looks like an e-mail address. When somebody's address changes, "
                "Segment and your tools see a new person.",
                f"{planned.origin or 'userId'}: {evidence}",
                doubt="The description is the only sign of it." if evidence == _DESCRIBED else "",
            )
            return


@rule(
    "required-identify-traits",
    "medium",
    looks_at="identify traits that the plan requires",
    action="Make these traits optional, or make sure that every identify call carries them.",
    docs="/protocols/tracking-plan/create",
    basis="plan",
)
def required_identify_traits(case: Case) -> Iterator[Found]:
    """Client libraries send only the traits that changed."""
    traits = case.plan.traits() if case.plan else ()
    # a required field of an optional object is no burden on a call without that object
    names = [p.dotted for _, p in traits if p.required and len(p.path) == 2]
    if names:
        yield Found(
            "The plan requires identify traits. Calls that carry only the traits that changed, "
            "as client libraries send them, then count as violations.",
            f"Required: {listed(names)}",
        )


@rule(
    "reserved-id-trait",
    "low",
    looks_at="traits of the plan that repeat the id of the call",
    action="Send the id as the userId of the call, and leave the trait out.",
    docs=_IDENTIFY,
    basis="plan",
)
def reserved_id_trait(case: Case) -> Iterator[Found]:
    """A userId among the traits is no userId."""
    traits = case.plan.traits() if case.plan else ()
    names = [p.dotted for _, p in traits if p.path in _USER_ID]
    if names:
        yield Found(
            "The plan lists the user's id among the traits. Segment takes the id from the "
            "call's own userId and not from its traits.",
            f"Planned as a trait: {listed(names)}",
        )


@rule(
    "personal-traits-to-advertising",
    "high",
    looks_at="identify traits with personal data, and advertising destinations that take "
    "identify calls",
    action="Check the consent that this needs, and keep back with a filter what the "
    "destination does not need.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_traits_to_advertising(case: Case) -> Iterator[Found]:
    """Advertisers get every trait that nobody holds back."""
    pairs = _advertisers(case, "identify")
    traits = case.plan.traits() if case.plan and pairs else ()
    personal = _personal(planned for _, planned in traits)
    for pair in pairs:
        if not _is_dropped(pair, "identify") and (sent := _arriving(pair, personal)):
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it takes identify "
                "calls of this source. The plan puts personal data into their traits.",
                f"Traits that look personal: {listed(f.dotted for f in sent)}",
                _guessed(sent),
            )


@rule(
    "personal-properties-to-advertising",
    "high",
    looks_at="event properties with personal data, and advertising destinations that take "
    "track calls",
    action="Take personal data out of events, or keep it back with a filter.",
    docs="/connections/destinations/destination-filters",
    basis="plan",
)
def personal_properties_to_advertising(case: Case) -> Iterator[Found]:
    """The same for events, where personal data is easily overlooked."""
    pairs = _advertisers(case, "track")
    personal = [
        (event, fields)
        for event in (case.plan.of("track") if case.plan and pairs else ())
        if not event.deprecated
        and (fields := _personal(f for f in event.fields if f.path[0] == "properties"))
    ]
    for pair in pairs:
        sent = [
            (event, field)
            for event, fields in personal
            if case.may_send(pair.source.id, event)
            and takes(pair, "track", event.key)
            and not _is_dropped(pair, "track", event.key)
            for field in _arriving(pair, fields)
        ]
        if sent:
            yield about(
                pair,
                "Segment's catalog lists this destination under Advertising, and it takes track "
                "calls of this source. The plan puts personal data into event properties.",
                "Properties that look personal: "
                + listed(f"{event.title}: {field.dotted}" for event, field in sent),
                _guessed(field for _, field in sent),
            )


def _looks_like_email(planned: Field) -> str:
    if planned.format == "email":
        return "its format is email"
    if "@" in str(planned.example or ""):
        return "its example holds an @"
    if planned.pattern and "@" in planned.pattern:
        return "its pattern holds an @"
    return _DESCRIBED if id_is_email(planned) else ""


def _personal(fields: Iterable[Field]) -> list[Field]:
    """The fields that look personal; what is inside such a field is not named again."""
    found: dict[tuple[str, ...], Field] = {}
    for planned in fields:
        if pii_hint(planned) and planned.path[:-1] not in found:
            found[planned.path] = planned
    return list(found.values())


def _guessed(fields: Iterable[Field]) -> str:
    """Which of them the plan does not mark, in words."""
    names = [field.dotted for field in fields if pii_hint(field) != MARKED]
    return f"Told from the name or format alone: {listed(names)}." if names else ""


def _arriving(pair: Pair, fields: Iterable[Field]) -> list[Field]:
    return [field for field in _not_held_back(pair, fields) if _is_mapped(pair, field)]


def _is_mapped(pair: Pair, planned: Field) -> bool:
    """An Actions destination gets only what an enabled mapping takes from the call.

    A mapping whose fields are not known may take anything.
    """
    if not pair.destination.catalog.is_actions or pair.destination.mappings is None:
        return True
    path = ".".join(planned.path)
    return any(
        not mapping.settings or any(_takes(read, path) for read in _paths_read(mapping.settings))
        for mapping in pair.enabled_mappings
    )


def _takes(read: str, path: str) -> bool:
    """`traits` and `context.traits.email` both take the trait `email`."""
    read = read.removeprefix("context.") if read.startswith("context.traits") else read
    return f"{path}.".startswith(f"{read}.") or read.startswith(f"{path}.")


def _paths_read(value: object) -> Iterator[str]:
    """Every path of the call that a mapping's fields name, without `$.`."""
    if isinstance(value, str):
        yield from (name.removeprefix("$.") for name in _PATHS.findall(value))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _paths_read(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _paths_read(inner)


def _is_dropped(pair: Pair, call: str, event: str | None = None) -> bool:
    """A filter drops every such call; device mode may go past it."""
    return not pair.may_run_on_device and any(
        action.get("type") == "DROP" and holds_for_all(f.condition, call, event)
        for f in pair.destination.filters or ()
        if f.enabled
        for action in f.actions
    )


def _not_held_back(pair: Pair, fields: Iterable[Field]) -> list[Field]:
    """The fields that no filter names for removal; device mode may go past every filter.

    Whether a filter's condition holds is not judged: where one may hold a field back,
    nothing is claimed.
    """
    if pair.may_run_on_device:
        return list(fields)
    actions = [a for f in pair.destination.filters or () if f.enabled for a in f.actions]
    return [planned for planned in fields if not any(_removes(a, planned) for a in actions)]


def _removes(action: Json, planned: Field) -> bool:
    fields = action.get("fields")
    listed_for = fields.get(planned.path[0]) if isinstance(fields, Mapping) else None
    names = listed_for.get("fields") if isinstance(listed_for, Mapping) else None
    if not isinstance(names, list | tuple):
        return False
    is_named = any(planned.dotted == n or planned.dotted.startswith(f"{n}.") for n in names)
    return {"DROP_PROPERTIES": is_named, "ALLOW_PROPERTIES": not is_named}.get(
        str(action.get("type")), False
    )


def _advertisers(case: Case, call: str) -> list[Pair]:
    """The pairs through which planned calls of this kind reach an advertising destination."""
    return [
        pair
        for pair in case.pairs
        if _ADVERTISING in pair.destination.catalog.categories
        and pair.is_reached
        and case.plan_covers(pair.source.id)
        and call in case.calls(pair.source.id)
        and takes(pair, call)
    ]


RULES: tuple[AdviceRule, ...] = (
    email_as_user_id,
    required_identify_traits,
    reserved_id_trait,
    personal_traits_to_advertising,
    personal_properties_to_advertising,
)
