"""What was seen: each planned call beside the traffic that `segkit verify --keep` looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from segkit.facts.seen import BROKEN, CHANGED, NOT_SEEN, VALID, Sighting, Sightings
from segkit.model.plan import ELEMENT
from segkit.render import parts
from segkit.render.days import days_in_words
from segkit.render.html import first_of, plural, slug_id
from segkit.render.missing import NOTHING_TO_SHOW, nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, joined, li, p, ul
from segkit.render.view import View
from segkit.rows.row import PLAN, SEEN, WORKSPACE, Showing, row
from segkit.traffic.results.evidence import Evidence, KeptBreach, KeptUnplanned, KeptWay

WORDS = {
    VALID: ("on", "Seen and valid"),
    BROKEN: ("high", "Seen and broken"),
    NOT_SEEN: ("unknown", "Not seen in this window"),
    CHANGED: ("open", "Planned otherwise since"),
}
"""Badge and words of each state, for whatever shows one."""

_NONE = (
    "Nothing is kept of what was seen, so this chapter is not in the guide. `segkit listen` records "
    "calls, and `segkit verify FILES --keep` keeps what it finds in them."
)
_WORST_FIRST = (BROKEN, CHANGED, NOT_SEEN, VALID)
_MOST_SAID = 3
_MOST_UNPLANNED = 12


@row(
    "seen",
    title="What was seen",
    place=17.93,
    origins=(PLAN, WORKSPACE, SEEN),
    readers=("developer", "analyst"),
)
def _row(showing: Showing) -> View:
    """Each planned call with what was seen of it; empty while nothing is kept."""
    found = showing.facts.seen
    if found is None:
        return nothing(_NONE) if showing.live else NOTHING_TO_SHOW
    return seen(found, _mine(showing, found))


def _mine(showing: Showing, found: Sightings) -> Sequence[Sighting]:
    """The planned calls that the edition's sources may send."""
    plan = showing.facts.plan
    rules = showing.edition.rules(showing.facts, plan.rules if plan else ())
    named = {(rule.call, rule.key) for rule in rules}
    return [one for one in found.all if (one.call, one.key) in named]


def seen(found: Sightings, shown: Sequence[Sighting]) -> View:
    """The window, each planned call with its state, the worst first, and calls without a plan."""

    def environments(one: Sighting) -> str:
        return ", ".join(name or "unknown" for name in found.environments_of(one))

    columns = (
        Column[Sighting]("call", "Call", lambda one: one.title, _call, width="l"),
        Column[Sighting](
            "state",
            "State",
            lambda one: WORDS[one.state][1],
            lambda one: parts.badge(*WORDS[one.state]),
            sort=lambda one: f"{_WORST_FIRST.index(one.state)}",
            filter=True,
        ),
        Column[Sighting]("seen", "Seen", lambda one: one.kept.seen if one.kept else 0, width="s"),
        Column[Sighting](
            "valid", "Valid", lambda one: one.kept.valid if one.kept else 0, width="s"
        ),
        Column[Sighting]("breaches", "What breaks", _breaches, width="l"),
        Column[Sighting]("environments", "Environment", environments, filter=True),
    )
    by_state = sorted(shown, key=lambda one: _WORST_FIRST.index(one.state))

    def table(lines: list[Sighting]) -> Table[Sighting]:
        return Table(
            columns,
            lines,
            label="What was seen",
            noun=("planned call", "planned calls"),
            name="seen",
            id_of=lambda one: slug_id("seen", one.title),
        )

    said = div(p(_counted(shown)), p(window(found.evidence)), cls="sk")
    on_page = table([one for one in by_state if one.kept])
    rest = (*_not_seen(shown), *_ways(found.evidence), *_without_plan(found.evidence))
    return View(said, on_page, *rest, data=table(by_state))


def _not_seen(shown: Sequence[Sighting]) -> Iterator[Child]:
    """Every planned call that was not seen; a line each would say no more."""
    names = [parts.code(one.title) for one in shown if one.state == NOT_SEEN]
    if names:
        listed = joined(", ", *names)
        yield div(p(f"{WORDS[NOT_SEEN][1]}: ", listed, ".", cls="sk-note"), cls="sk")


def _ways(evidence: Evidence) -> Iterator[Child]:
    """Where the calls go by the workspace, and what they say otherwise."""
    counts: Counter[str] = Counter()
    lines: dict[str, dict[str, None]] = {}
    for event in evidence.events:
        for way in event.ways:
            counts.update(way.results)
            for words in _differences(way):
                lines.setdefault(words, {})[f"{event.event or event.type} from {way.source}"] = None
    if counts:
        said = ", ".join(f"{result} {counts[result]}×" for result in sorted(counts))
        yield div(
            p(f"By the workspace, one call of each goes like this: {said}.", cls="sk-note"),
            cls="sk",
        )
    if lines:
        listed = (
            li(f"{words} ({first_of(list(names), _MOST_SAID)})") for words, names in lines.items()
        )
        yield div(
            p("What the calls say otherwise than the workspace:", cls="sk-subhead"),
            ul(*listed),
            cls="sk",
        )


def _differences(way: KeptWay) -> Iterator[str]:
    yield from (f"{name}: {words}" for name, words in way.differs.items())
    for name in way.unmatched:
        yield f"{name}: the call's library has it, the source in the workspace does not."


def sighted(one: Sighting) -> Iterator[Child]:
    """What was seen of one planned call, for its card; the chapter has the window."""
    if one.state != NOT_SEEN:
        yield parts.badge(*WORDS[one.state])
    if one.kept is None or one.state == CHANGED:
        yield " " if one.kept else WORDS[one.state][1]
    else:
        yield f" {one.kept.valid} of {plural(one.kept.seen, 'call')} valid"
    breaks = _breaches(one)
    yield f": {breaks}. " if breaks else ". "
    yield parts.chapter("What was seen")


def window(evidence: Evidence) -> str:
    """In which files and between which moments was looked, in sentences."""
    names = [one.file for one in evidence.files]
    more = f" and {evidence.more_files} more" if evidence.more_files else ""
    rest = "" if evidence.complete else " They were not read to their end."
    unread = ""
    if evidence.unreadable:
        unread = f" {plural(evidence.unreadable, 'part')} of them could not be read."
    return (
        f"Looked at: {', '.join(names) or 'no file'}{more}, {plural(evidence.calls, 'call')}."
        f"{rest}{unread} {days_in_words(' '.join(evidence.limits))}"
    )


def _counted(shown: Sequence[Sighting]) -> str:
    states = [one.state for one in shown]
    counts = [
        f"{WORDS[state][1].lower()}: {states.count(state)}"
        for state in (VALID, BROKEN, CHANGED, NOT_SEEN)
        if state in states
    ]
    return f"Of {plural(len(shown), 'planned call')}: {'; '.join(counts)}."


def _call(one: Sighting) -> Child:
    return parts.below(parts.code(one.key or one.call), one.call if one.key else "")


def _breaches(one: Sighting) -> str:
    found = one.kept.breaches if one.kept and one.state == BROKEN else ()
    said = [f"{_field(one)} ({one.keyword}, {one.count}×)" for one in found]
    return first_of(said, _MOST_SAID, "; ")


def _field(breach: KeptBreach) -> str:
    steps = (ELEMENT if step == "*" else f".{step}" for step in breach.path)
    return "".join(steps).removeprefix(".") or "the call"


def _without_plan(evidence: Evidence) -> Iterator[Child]:
    """Calls that no rule speaks of."""
    if not evidence.unplanned:
        return
    shown = evidence.unplanned[:_MOST_UNPLANNED]
    rest = len(evidence.unplanned) - len(shown)
    more = f" {plural(rest, 'other name')} like that were seen too." if rest else ""
    yield div(
        p(f"Seen, and not planned.{more}", cls="sk-subhead"),
        ul(*(li(*_unplanned(one)) for one in shown)),
        cls="sk",
    )


def _unplanned(one: KeptUnplanned) -> Iterator[Child]:
    yield f"{one.type} "
    yield parts.code(one.event or "without a name")
    yield f", {plural(one.seen, 'call')}"
    if one.near:
        yield "; planned is "
        yield parts.code(one.near[0])
