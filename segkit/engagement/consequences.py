"""What an answer to a doubt of the reading would change, found by reading the plan with it."""

from __future__ import annotations

from segkit.engagement.corrections import Outcome, understand, with_yes
from segkit.model.plan import Rule
from segkit.plans.tables import TabDoubt


def what_yes_changes(outcome: Outcome, title: str, doubt: TabDoubt) -> str:
    """In one or two sentences; a no never changes what was read."""
    profile = with_yes(outcome.profile, title, doubt)
    after = understand(outcome.name, outcome.tabs, profile)
    if after.plan is None:
        return "The plan would not be read any more."
    before = _rules(outcome)
    now = _rules(after)
    new, gone = len(set(now) - set(before)), len(set(before) - set(now))
    both = set(before) & set(now)
    changed = [name for name in both if before[name] != now[name]]
    parts = [
        _said(new, "planned call is new", "planned calls are new"),
        _said(gone, "planned call goes", "planned calls go"),
        _said(len(changed), "planned call changes", "planned calls change"),
        _fields(outcome, after),
    ]
    said = " ".join(part for part in parts if part)
    return said or "Nothing in the plan changes; it is not asked again."


def _rules(outcome: Outcome) -> dict[tuple[str, str | None, int], Rule]:
    rules = outcome.plan.rules if outcome.plan else ()
    return {(rule.call, rule.key, rule.version): rule for rule in rules}


def _fields(before: Outcome, after: Outcome) -> str:
    more = after.counts.get("fields", 0) - before.counts.get("fields", 0)
    if not more:
        return ""
    return f"{abs(more):,} field{'' if abs(more) == 1 else 's'} {'more' if more > 0 else 'fewer'}."


def _said(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}." if count else ""
