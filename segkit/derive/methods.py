"""How the customer tracks: on which side, and with which of the six calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from segkit.derive.identify import events_next_to_identify
from segkit.knowledge.libraries import kind_of
from segkit.model.derived import CallScope, TrackingChoice
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import Workspace

_ORDER = ("identify", "page", "screen", "track", "group", "alias")
_CLIENT = ("web", "mobile")
_SERVER = ("server", "function")
_AS_EVENTS = {"page": "Page Viewed", "screen": "Screen Viewed"}
"""Segment's advice is to plan pages and screens as events of these names (protocols/faq)."""

_SENT_BY = {"page": ("web", "website"), "screen": ("mobile", "mobile app")}
_SET = "Set by the solutions architect."
_NONE: Mapping[str, bool] = MappingProxyType({})


def tracking_choice(workspace: Workspace | None, override: str = "") -> TrackingChoice:
    """Client-side, server-side or both, told by the enabled sources that code feeds.

    `override` is the SA's word: `client`, `server` or `both`.
    """
    if override:
        return TrackingChoice(override, _SET, overridden=True)
    if workspace is None:
        return TrackingChoice("", "There is no workspace whose sources would tell.")
    client, server = _names(workspace, *_CLIENT), _names(workspace, *_SERVER)
    if not client and not server:
        return TrackingChoice(
            "", "The workspace has no enabled source for a website, an app or a server."
        )
    told = [_counted(names, side) for names, side in ((client, "client"), (server, "server"))]
    value = "both" if client and server else "client" if client else "server"
    reason = "; ".join(told)
    return TrackingChoice(value, f"{reason[0].upper()}{reason[1:]}.")


def _names(workspace: Workspace, *kinds: str) -> list[str]:
    return [s.name for s in workspace.sources if s.enabled and kind_of(s) in kinds]


def _counted(names: Sequence[str], side: str) -> str:
    if not names:
        return f"no source on the {side}"
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{_number(len(names), 'source')} on the {side} ({', '.join(names[:3])}{more})"


def call_scopes(
    plan: TrackingPlan | None,
    workspace: Workspace | None,
    overrides: Mapping[str, bool] = _NONE,
) -> tuple[CallScope, ...]:
    """Which of the six calls are in scope, in the order of the guide.

    `overrides` is the SA's word by call. Without plan and workspace nothing else is told.
    """
    known = plan is not None or workspace is not None
    return tuple(
        CallScope(call, overrides[call], _SET, overridden=True)
        if call in overrides
        else _scope(call, plan, workspace)
        for call in _ORDER
        if known or call in overrides
    )


def _scope(call: str, plan: TrackingPlan | None, workspace: Workspace | None) -> CallScope:
    planned = _planned(call, plan) if plan else ""
    if planned:
        return CallScope(call, True, planned)
    sent = _sent(call, plan, workspace)
    if sent and plan:
        return CallScope(call, True, f"{sent}, although the plan has no {call} call.")
    if sent:
        return CallScope(call, True, f"{sent}. No tracking plan was read.")
    # without a plan nobody knows; what was not read is not called "no"
    reason = (
        f"The plan has no {call} call."
        if plan
        else f"No tracking plan was read that could ask for {call} calls."
    )
    if call == "alias" and workspace and (named := _wants_alias(workspace)):
        reason = f"{reason} {named} needs one only for projects without ID Merge."
    return CallScope(call, False, reason, known=plan is not None)


def _wants_alias(workspace: Workspace) -> str:
    """The destination that may need alias calls: Mixpanel's classic one; the API tells no more."""
    return next(
        (d.name for d in workspace.destinations if d.enabled and d.catalog.slug == "mixpanel"), ""
    )


def _planned(call: str, plan: TrackingPlan) -> str:
    """What the plan holds for this call, in a sentence; empty when nothing."""
    rules = [rule for rule in plan.of(call) if not rule.deprecated]
    if call in {"identify", "group"} and (count := _listed_traits(call, plan)):
        return f"The plan has {call} calls with {_number(count, 'trait')}."
    if rules and call in {"identify", "group", "alias"}:
        return f"The plan has {call} calls."
    if rules:
        what = {"track": "event"}.get(call, call)
        return f"The plan has {_number(len({rule.key for rule in rules}), what)}."
    named = {rule.title.strip() for rule in plan.of("track") if not rule.deprecated}
    event = _AS_EVENTS.get(call)
    return f"The plan has the event {event}." if event in named else ""


def _listed_traits(call: str, plan: TrackingPlan) -> int:
    """How many traits the guide lists; ids such as `groupId` are none."""
    if call == "identify":
        return sum(1 for _ in plan.traits())
    return sum(planned.path[0] == "traits" for rule in plan.of(call) for planned in rule.fields)


def _sent(call: str, plan: TrackingPlan | None, workspace: Workspace | None) -> str:
    """Why the call is made without being planned; empty when nothing says so."""
    if call == "identify" and plan and (events := events_next_to_identify(plan)):
        return f"{events[0]} comes with a known user"
    # a planned app may do without screens; a page with Analytics.js has its page call anyway
    if workspace and call in _SENT_BY and (call == "page" or plan is None):
        kind, words = _SENT_BY[call]
        if names := _names(workspace, kind):
            return f"The workspace has {_number(len(names), f'{words} source')}"
    senders = _names(workspace, *_CLIENT, *_SERVER) if workspace and plan is None else []
    if senders and call in {"identify", "track"}:
        return f"The workspace has {_number(len(senders), 'source')} that can send it"
    return ""


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
