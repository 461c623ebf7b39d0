"""Actions for a terminal and for scripts; the JSON's shape only ever grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segkit.facts.actions import ActionItem

NO_OWNER = "No owner yet"


def actions_as_json(found: Sequence[ActionItem]) -> dict[str, object]:
    """Every action, and how many are open, of them without owner, and look done."""
    still = [one for one in found if one.is_open]
    return {
        "open": len(still),
        "without_owner": sum(not one.action.owner for one in still),
        "looks_done": sum(one.looks_done for one in still),
        "actions": [_one(one) for one in found],
    }


def _one(found: ActionItem) -> dict[str, object]:
    action = found.action
    return {
        "key": found.key,
        "text": action.text,
        "repairs": [key for statement in found.repaired for key in statement.keys]
        or list(filter(None, [action.repairs])),
        "class": found.repaired[0].first.item.class_ if found.repaired else "",
        "owner": action.owner,
        "due": action.due,
        "state": action.state,
        "closed": action.closed,
        "reason": action.reason,
        "noted": found.is_noted,
        "proposal": found.proposal,
    }


def actions_as_text(found: Sequence[ActionItem]) -> str:
    """Each with its key, the open ones first."""
    still = [one for one in found if one.is_open]
    unowned = sum(not one.action.owner for one in still)
    head = f"{len(still)} open, {unowned} without an owner, {len(found) - len(still)} closed."
    return "\n".join([head if found else "No actions.", *(s for one in found for s in _lines(one))])


def _lines(found: ActionItem) -> Iterator[str]:
    action = found.action
    until = f", until {action.due}" if action.due else ""
    closed = f" {action.closed}".rstrip()
    state = action.state if found.is_open else f"{action.state}{closed}"
    yield f"  {state}: {' '.join(action.text.split())}"
    yield f"      {action.owner or NO_OWNER}{until}"
    for said in filter(None, [action.reason and f"Reason: {action.reason}", found.proposal]):
        yield f"      {said}"
    yield f"      {found.key}"
