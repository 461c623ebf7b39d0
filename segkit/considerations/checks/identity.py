"""Checks on who a person is: ids and traits."""

from __future__ import annotations

from collections.abc import Iterator

from segkit.considerations.checks.check import Check, Found, check, listed
from segkit.considerations.consideration import GOOD_TO_KNOW, WRONG_NOW
from segkit.delivery.case import Case
from segkit.derive.identify import id_is_email
from segkit.model.plan import Field

_IDENTIFY = "/connections/spec/best-practices-identify"
_DESCRIBED = "its description speaks of an e-mail address"
_USER_ID = {("userId",), ("traits", "userId"), ("traits", "user_id")}


@check(
    "email-as-user-id",
    "high",
    says=WRONG_NOW,
    asks="Is the userId an e-mail address?",
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


@check(
    "required-identify-traits",
    "medium",
    asks="Do all identify calls carry the required traits?",
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


@check(
    "reserved-id-trait",
    "low",
    says=GOOD_TO_KNOW,
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


def _looks_like_email(planned: Field) -> str:
    if planned.format == "email":
        return "its format is email"
    if "@" in str(planned.example or ""):
        return "its example holds an @"
    if planned.pattern and "@" in planned.pattern:
        return "its pattern holds an @"
    return _DESCRIBED if id_is_email(planned) else ""


CHECKS: tuple[Check, ...] = (
    email_as_user_id,
    required_identify_traits,
    reserved_id_trait,
)
