"""Checks on who a person is: ids and traits."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.derive.identify import id_is_email
from segkit.model.plan import Field, Rule

_IDENTIFY = "/connections/spec/best-practices-identify"
_DESCRIBED = "its description speaks of an e-mail address"
_REPEATS = frozenset({"javascript", "react-native", "flutter"})
"""Libraries whose identify calls carry the traits of earlier ones too."""

_USER_ID = {("userId",), ("traits", "userId"), ("traits", "user_id")}


@check(
    "email-as-user-id",
    "high",
    says=WRONG_NOW,
    asks="Is the userId an e-mail address?",
    trouble="yes",
    action="Use the permanent id of your database, and send the e-mail address as a trait.",
    docs=_IDENTIFY,
    basis="plan",
)
def email_as_user_id(case: Case) -> Iterator[Found]:
    """An e-mail address changes; a userId must not."""
    rules = [*case.current.get("identify", ()), *case.current.get("common", ())]
    for planned in (f for r in rules for f in r.fields if f.path in _USER_ID):
        if evidence := _looks_like_email(planned):
            yield Found(
                "The userId looks like an e-mail address. When somebody's address changes, "
                "Segment and your tools see a new person.",
                f"{planned.origin or 'userId'}: {evidence}",
                doubt="The description is the only sign of it." if evidence == _DESCRIBED else "",
            )
            return


@check(
    "required-identify-traits",
    "medium",
    asks="Do all identify calls carry the required traits?",
    trouble="no",
    action="Make these traits optional, or make sure that every identify call carries them.",
    docs="/protocols/tracking-plan/create",
    basis="plan",
)
def required_identify_traits(case: Case) -> Iterator[Found]:
    """Some libraries repeat what earlier calls held, the others send what the call holds."""
    traits = _current_traits(case)
    senders = _sending_alone(case)
    if senders == []:
        return
    # a required field of an optional object is no burden on a call without that object
    names = [p.dotted for _, p in traits if p.required and len(p.path) == 2]
    if names:
        yield Found(
            "The plan requires identify traits. Only Analytics.js, React Native and Flutter "
            "repeat traits of earlier calls; elsewhere a call without them is a violation.",
            f"Required: {listed(names)}"
            + (f". Sent as the call holds them: {listed(senders, 4)}" if senders else ""),
        )


def _sending_alone(case: Case) -> list[str] | None:
    """Sources of the plan that send what a call holds and no more; None where none is known."""
    known = [
        (case.sources[one].name, library.slug)
        for one, library in case.libraries.items()
        if one in case.sources and case.plan_covers(one) and "identify" in case.calls(one)
    ]
    return [name for name, slug in known if slug not in _REPEATS] if known else None


def _current_traits(case: Case) -> list[tuple[Rule, Field]]:
    return [
        (rule, field)
        for rule, field in (case.plan.traits() if case.plan else ())
        if not rule.deprecated
    ]


@check(
    "reserved-id-trait",
    "low",
    says=GOOD_TO_KNOW,
    action="Send the id as the userId of the call, and leave the trait out.",
    docs=_IDENTIFY,
    basis="plan",
)
def reserved_id_trait(case: Case) -> Iterator[Found]:
    """A userId among the traits is no userId."""
    traits = _current_traits(case)
    names = [p.dotted for _, p in traits if p.path in _USER_ID]
    if names:
        yield Found(
            "The plan lists the user's id among the traits. Segment takes the id from the "
            "call's own userId and not from its traits.",
            f"Planned as a trait: {listed(names)}",
        )


def _looks_like_email(planned: Field) -> str:
    if planned.format == "email":
        return "its format is email"
    if "@" in str(planned.example or ""):
        return "its example holds an @"
    if planned.pattern and "@" in planned.pattern:
        return "its pattern holds an @"
    return _DESCRIBED if id_is_email(planned) else ""
