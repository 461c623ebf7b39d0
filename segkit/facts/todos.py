"""What the data of an engagement cannot answer, so that the SA has to.

Each to-do has a stable id. It closes by itself once the fact is known, or the SA settles
it with a word on how (`segkit tick`, kept in `notes.toml`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from segkit.considerations.consideration import CLASSES
from segkit.derive.identify import identify_facts
from segkit.engagement.notes import DONE, TICKS, tick
from segkit.engagement.settings import Engagement
from segkit.errors import UsageError
from segkit.facts.checklist import Checklist
from segkit.facts.known import Facts
from segkit.facts.seen import BROKEN, CHANGED, NOT_SEEN
from segkit.facts.standing import classes
from segkit.model.finding import OpenItem

UNSETTLED = frozenset({"tracking-method"})
"""To-dos that words cannot settle: the guide needs the fact itself."""


def todos(facts: Facts) -> tuple[OpenItem, ...]:
    """The to-dos of this engagement, in the order of the guide."""
    found = (_cover(facts), _inputs(facts), _tracking(facts), _destinations(facts), _seen(facts))
    return tuple(item for some in found for item in some)


def open_todos(facts: Facts) -> tuple[OpenItem, ...]:
    """The to-dos that nobody has settled yet."""
    return tuple(
        item for item in todos(facts) if item.id in UNSETTLED or item.id not in facts.notes.done
    )


def settled_by_word(facts: Facts) -> tuple[OpenItem, ...]:
    """The to-dos that the SA's word settles while the data says what it said before."""
    still_open = {item.id for item in open_todos(facts)}
    return tuple(item for item in todos(facts) if item.id not in still_open)


def _cover(facts: Facts) -> Iterator[OpenItem]:
    engagement = facts.engagement
    if not engagement.sa:
        yield _todo("sa-name", "The guide does not say who made it.", 'set sa = "…"')
    if not engagement.date:
        yield _todo("date", "The guide has no date of the workshop.", "set date = 2026-11-24")
    if facts.plan is not None and not facts.plan_url:
        yield _todo(
            "plan-link",
            "The tracking plan has no address for readers to open it.",
            'set url = "https://…" below [plan]',
        )
    if facts.workspace is not None and not facts.workspace_slug:
        yield _todo(
            "workspace-link",
            "The workspace's address is not known: its data gives no slug.",
            'set slug = "…" below [workspace]',
        )


def _inputs(facts: Facts) -> Iterator[OpenItem]:
    if facts.plan is None:
        yield _todo(
            "plan", "There is no tracking plan.", f"{_plan_line(facts)} below [plan], and pull"
        )
    elif not facts.plan.of("identify"):
        yield _todo(
            "identify-traits",
            "The tracking plan has no identify traits.",
            "plan them with the customer and pull again, or agree that there are none",
        )
    if facts.workspace is None:
        yield _todo(
            "workspace",
            "There is no workspace: sources, destinations and considerations are missing.",
            'set file = "…" below [workspace], and pull',
        )


def _plan_line(facts: Facts) -> str:
    """What names a plan in the engagement; the workspace's own plans when it has several."""
    plans = facts.workspace.tracking_plans if facts.workspace else ()
    live = [one for one in plans if one.get("type", "LIVE") == "LIVE"]
    named = ", ".join(f"{one.get('id')} ({one.get('name') or 'no name'})" for one in live)
    return f'set id = "…" (one of {named}) or file = "…"' if live else 'set file = "…"'


def _tracking(facts: Facts) -> Iterator[OpenItem]:
    if not facts.tracking_choice.value:
        yield OpenItem(
            kind="todo",
            id="tracking-method",
            place="engagement.toml",
            text="Client-side or server-side tracking: it cannot be told from the sources.",
            fix='set method = "client", "server" or "both" below [tracking].',
        )
    if facts.plan is None:
        return
    found = identify_facts(facts.plan, facts.workspace)
    if not found.user_id:
        yield _todo(
            "user-id",
            "The plan does not say what is sent as userId.",
            "add it to the plan's identify traits and pull",
        )
    if not found.track_calls:
        yield _todo(
            "identify-event",
            "No planned event says what made a user known (a sign-up, a login).",
            "plan one with the customer and pull",
        )


def _destinations(facts: Facts) -> Iterator[OpenItem]:
    unknown = [c for c in facts.connections if c.mode == "unknown" and c.enabled]
    if unknown:
        names = ", ".join(
            f"{facts.destinations[c.destination_id].name} on {facts.sources[c.source_id].name}"
            for c in unknown[:3]
        )
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        yield _todo(
            "connection-modes",
            f"Device mode or cloud mode: Segment does not tell for {names}{more}.",
            'set DESTINATION_ID = "device" or "cloud" below [modes]',
        )
    if facts.case is not None and facts.case.carries_consent and facts.engagement.consent is None:
        yield _todo(
            "consent-categories",
            "The planned calls carry consent, and Segment's API does not tell which destinations "
            "are in which consent category.",
            "record them with guide.consent() in a notebook or with segkit consent, or set "
            'CATEGORY = ["destination"] below [consent]',
        )
    if facts.workspace is not None:
        yield from _considerations(facts)


def _considerations(facts: Facts) -> Iterator[OpenItem]:
    """Open while something that matters has neither been accepted, edited nor dismissed."""
    statements = facts.considered.statements
    unread = classes(one.item for s in statements if s.needs_word for one in s.items)
    if not any(unread.values()):
        return
    counts = ", ".join(f"{unread[name]} {name}" for name in CLASSES if unread[name])
    yield _todo(
        "considerations",
        f"{sum(unread.values())} special considerations have not been read by the SA: {counts}.",
        "accept, edit or dismiss them with the customer, in the notebook or with "
        "`segkit consider` (what is good to know or satisfied needs no word)",
        place="guide.ipynb, Special considerations",
    )


def _seen(facts: Facts) -> Iterator[OpenItem]:
    """Environments that `[verify]` names, while not every planned call was seen valid in them."""
    for environment in facts.engagement.verify_required:
        problem = _unseen(facts, environment)
        if problem:
            yield _todo(
                f"seen-{environment}",
                problem,
                "send the calls, capture them, and keep what `segkit verify FILES --keep` finds",
            )


def _unseen(facts: Facts, environment: str) -> str:
    """Why the evidence is not enough for an environment; empty when it is."""
    wanted = f"[verify] asks for every planned call in {environment!r}"
    if facts.plan is None or facts.seen is None:
        return f"{wanted}, and nothing is kept of what was seen."
    if environment not in facts.seen.environments:
        known = ", ".join(sorted(facts.seen.environments)) or "none"
        return f"{wanted}, and no source is in that environment; known are: {known}."
    missing = list(facts.seen.missing_in(environment))
    if not missing:
        return ""
    counts = Counter(one.state for one in missing)
    said = "; ".join(f"{_STATES[state]}: {count}" for state, count in counts.items())
    names = ", ".join(one.title for one in missing[:8])
    more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""
    return f"{wanted}. Of {len(facts.seen.all)}, {said} ({names}{more})."


_STATES = {
    NOT_SEEN: "not seen there in this window",
    BROKEN: "seen and broken",
    CHANGED: "planned otherwise since they were seen",
}


def _todo(name: str, text: str, what: str, place: str = "engagement.toml") -> OpenItem:
    return OpenItem(
        kind="todo",
        id=name,
        place=place,
        text=text,
        fix=f'{what}; or settle it with `segkit tick {name} "how"`.',
    )


def settle(engagement: Engagement, todo: str, how: str) -> None:
    """Record in the engagement's notes that a to-do is settled.

    An item of a checklist (`quillmoor-web/live`) is done likewise. Raises `UsageError` when the
    engagement has no such to-do, or when `how` is empty.
    """
    facts = Facts(engagement)
    known = [item.id for item in todos(facts) if item.id not in UNSETTLED]
    items = Checklist(facts).keys if "/" in todo else ()
    if todo not in known and todo not in items:
        raise UsageError(
            f"There is no to-do {todo!r} in {engagement.folder}.",
            f"use one of: {', '.join(get_close_matches(todo, items) or known) or 'none is left'}.",
        )
    if not how.strip():
        raise UsageError("How it was settled is empty.", "say it in a few words.")
    tick(engagement.notes_file, todo, how, TICKS if todo in items else DONE)
