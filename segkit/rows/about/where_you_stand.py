"""Page one: what is wrong now, what comes next, and what was asked, decided and is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from segkit.considerations.answers import NOT_KNOWN, Question
from segkit.considerations.consideration import TO_CHECK, WRONG_NOW
from segkit.engagement.notes.workshop import DECISIONS, OBJECTIVES, QUESTIONS
from segkit.facts.known import Facts
from segkit.facts.page_one import Step, Trouble, next_steps, troubles
from segkit.facts.standing import Standing, standing
from segkit.knowledge.entries import known_since
from segkit.render import parts
from segkit.render.days import named_day
from segkit.render.html import slug_id
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    Drawing,
    div,
    element,
    html_of,
    li,
    own,
    p,
    small,
    span,
    strong,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.about.standing_parts import (
    bar,
    elsewhere,
    in_short,
    state_sentences,
    wrong_table,
)
from segkit.rows.moments import day, moment_words
from segkit.rows.row import EVERYTHING, NOTES, Showing, row
from segkit.rows.workshop.actions import NO_OWNER
from segkit.rows.workshop.business_questions import STATE_WORDS, why
from segkit.rows.workshop.business_questions import counted as counted_questions
from segkit.rows.workspace.small_flow import small_flow
from segkit.version import __version__

_MOST_WRONG, _MOST_QUESTIONS, _MOST = 12, 8, 4
"""So many stand on page one; the others are counted, and one link away."""
_CHECKS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that page one says, for workbook and data frame."""

    part: str
    what: str
    where: str = ""
    fix: str = ""
    owner: str = ""
    due: str = ""
    state: str = ""


_COLUMNS = tuple(
    Column[Line](key, title, attrgetter(key))
    for key, title in (
        ("part", "Part"),
        ("what", "What"),
        ("where", "Where"),
        ("fix", "What to do"),
        ("owner", "Owner"),
        ("due", "Until"),
        ("state", "State"),
    )
)


@row("where_you_stand", title="Where you stand", place=2.2, origins=(*EVERYTHING, NOTES))
def _row(showing: Showing) -> View:
    """Page one: what is wrong now, the next steps, and how each question stands."""
    facts = showing.facts
    return where_you_stand(facts, standing(facts))


def where_you_stand(facts: Facts, now: Standing) -> View:
    """What of this engagement matters first, in the customer's own names."""
    wrong = troubles(facts, WRONG_NOW)
    checks = troubles(facts, TO_CHECK)
    steps = next_steps(facts)
    answer, *more = state_sentences(facts, now)
    left = [*_questions(facts, now), *_decided(facts)]
    right = [*_flow(facts, now), *_objectives(facts), *_open(facts)]
    columns = [div(*part) for part in (left, right) if part]
    shown: list[Child] = [
        p(own(answer), cls="sk-answer"),
        *([p(" ".join(more), cls="sk-lead")] if more else []),
        *([bar(now)] if now.considerations else []),
        *_next(steps, _year(facts)),
        *_wrong(wrong, facts, now),
        *_checks(checks, now),
        *([div(*columns, cls="sk-two")] if columns else []),
        p(_provenance(facts), cls="sk-note sk-origins"),
    ]
    lines = _lines(facts, (answer, *more), wrong, steps)
    return View(div(*shown, cls="sk sk-standing"), data=Table(_COLUMNS, tuple(lines)))


def _titled(title: str, aside: str, *content: Child) -> Child:
    note = [" ", small(aside)] if aside else []
    return div(p(strong(title), *note, cls="sk-title"), *content, cls="sk-part")


def _next(steps: Sequence[Step], year: int) -> Iterator[Child]:
    if not steps:
        return
    listed = (
        li(
            strong(
                named_day(one.due, year=year) or "No date yet", cls="" if one.due else "sk-unowned"
            ),
            p(own(in_short(one.what))),
            p(_by(one), cls="sk-note"),
        )
        for one in steps
    )
    yield _titled("Next steps", "", element("ol", *listed, cls="sk-steps"))


def _by(one: Step) -> Child:
    who = own(one.owner) if one.owner else span(NO_OWNER, cls="sk-unowned")
    return together(who, " · open question") if one.is_question else who


def _wrong(wrong: Sequence[Trouble], facts: Facts, now: Standing) -> Iterator[Child]:
    if not wrong:
        return
    more = now.classes[WRONG_NOW] - _MOST_WRONG
    rest = (
        [p(elsewhere("special-considerations", f"{more} more are wrong now."))] if more > 0 else []
    )
    aside = "proved by your plan and workspace, in the order of harm"
    yield _titled(
        "Wrong now", aside, wrong_table(wrong[:_MOST_WRONG], facts.names, _year(facts)), *rest
    )


def _checks(checks: Sequence[Trouble], now: Standing) -> Iterator[Child]:
    """How many there are to check, and what the first of them ask."""
    if not checks:
        return
    asked = dict.fromkeys(one.first.question or one.first.text for one in checks)
    shown = [in_short(one) for one in asked][:_CHECKS]
    link = elsewhere("special-considerations", f"{now.classes[TO_CHECK]} to check")
    yield p(link, ", first: ", own(" ".join(shown)), cls="sk-checks")


def _questions(facts: Facts, now: Standing) -> Iterator[Child]:
    found = facts.questions
    if not found:
        return
    rows = (
        element(
            "tr",
            element("td", strong(own(one.text)), small(*_answered(one))),
            element("td", parts.badge(*STATE_WORDS[one.state])),
        )
        for one in found[:_MOST_QUESTIONS]
    )
    more = len(found) - _MOST_QUESTIONS
    rest = [p(elsewhere("Objectives", f"{more} more questions."))] if more > 0 else []
    table = element("table", element("tbody", *rows), cls="sk-grid sk-wanted")
    yield _titled("Your questions", counted_questions(now.questions), table, *rest)


def _answered(one: Question) -> Iterator[Child]:
    """`Order Completed in Snowflake`, each event a link to its card, and what is amiss with it."""
    for at, event in enumerate(one.events):
        yield ", " * bool(at)
        yield elsewhere(slug_id("track", event), event)
    yield own(f" in {', '.join(one.tools)}" if one.events and one.tools else "")
    unread = one.state == NOT_KNOWN and one.events and one.tools  # said above, of all of them
    if not unread and (said := why(one)):
        yield own(f"{' · ' if one.events else ''}{said}")


def _decided(facts: Facts) -> Iterator[Child]:
    found = [one for one in facts.notes.of(DECISIONS).values() if one.text]
    last = sorted(found, key=lambda one: one.date, reverse=True)[:_MOST]
    if last:
        said = (
            (one.text, ", ".join(filter(None, [one.owner, named_day(one.date, year=_year(facts))])))
            for one in last
        )
        yield _titled("Decided", _more(found), _said(said))


def _objectives(facts: Facts) -> Iterator[Child]:
    found = [one for one in facts.notes.of(OBJECTIVES).values() if one.text]
    if found:
        said = ((one.text, one.measure) for one in found[:_MOST])
        yield _titled("Objectives", _more(found), _said(said))


def _open(facts: Facts) -> Iterator[Child]:
    found = [q for q in facts.notes.of(QUESTIONS).values() if q.text and not q.answer.strip()]
    if found:
        said = (
            (
                one.text,
                ", ".join(
                    [
                        one.owner or NO_OWNER,
                        *([f"by {named_day(one.due, year=_year(facts))}"] * bool(one.due)),
                    ]
                ),
            )
            for one in found[:_MOST]
        )
        yield _titled("Open questions", _more(found), _said(said))


def _said(pairs: Iterable[tuple[str, str]]) -> Child:
    listed = (li(own(in_short(text)), " ", small(own(note))) for text, note in pairs)
    return ul(*listed, cls="sk-plain sk-said")


def _year(facts: Facts) -> int:
    """Of the guide: days of another one say theirs."""
    return day(facts.snapshot.taken_at).year


def _more(found: Sequence[object]) -> str:
    return f"{_MOST} of {len(found)}" if len(found) > _MOST else ""


def _flow(facts: Facts, now: Standing) -> Iterator[Child]:
    drawn = small_flow(facts, now.connections)
    if drawn is not None:
        silent = "; dashed ones deliver nothing" if now.connections.silent else ""
        told = _titled("Data flow", f"width: number of connections{silent}", drawn)
        # elsewhere the chapter about destinations says it in words
        yield Drawing(html_of(div(told, cls="sk-drawn")))


def _provenance(facts: Facts) -> str:
    """One line: from what, when, with what knowledge."""
    names = ", ".join(" ".join(item.name.split()) for item in facts.snapshot.inputs)
    notes = [facts.engagement.notes_file.name] if facts.notes.digest else []
    read = ", ".join(filter(None, [names, *notes]))
    when = moment_words(facts.snapshot.taken_at)
    return f"Made by segkit {__version__} from {read or 'the snapshot'}, read {when}. Knowledge of Segment as of {named_day(known_since())}."


def _lines(
    facts: Facts, sentences: Sequence[str], wrong: Sequence[Trouble], steps: Sequence[Step]
) -> Iterator[Line]:
    for sentence in sentences:
        yield Line("State", sentence)
    for step in steps:
        yield Line("Next step", step.what, owner=step.owner or NO_OWNER, due=step.due)
    for one in wrong:
        item = one.first
        yield Line(
            "Wrong now", item.text, item.evidence, item.action, one.owner or NO_OWNER, one.due
        )
    for question in facts.questions:
        where = ", ".join(question.tools)
        state = STATE_WORDS[question.state][1]
        yield Line("Question", question.text, where, why(question), question.who, "", state)
    for decision in facts.notes.of(DECISIONS).values():
        yield Line("Decided", decision.text, owner=decision.owner, due=decision.date)
    for objective in facts.notes.of(OBJECTIVES).values():
        yield Line("Objective", objective.text, objective.measure)
    for asked in facts.notes.of(QUESTIONS).values():
        state = "answered" if asked.answer.strip() else "open"
        yield Line("Open question", asked.text, owner=asked.owner, due=asked.due, state=state)
