"""Special considerations for each source and destination (row S16)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from segkit.considerations.consideration import (
    DISMISSED,
    GOOD_TO_KNOW,
    OPEN_CLASSES,
    SATISFIED,
    Consideration,
    Considerations,
    LostNote,
    Statement,
)
from segkit.facts.standing import classes
from segkit.render import parts
from segkit.render.html import DOCS_BASE, doc_url
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    code,
    details,
    div,
    li,
    own,
    p,
    summary,
    ul,
)
from segkit.render.view import View
from segkit.rows.moments import day
from segkit.rows.row import Showing, row
from segkit.rows.workshop.reasons import capital
from segkit.rows.workshop.said import (
    ALL_SOURCES,
    BADGES,
    QuietPair,
    Said,
    about,
    by_words,
    class_words,
    counted,
    groups,
    origin,
    quiet_pairs,
    statements,
)
from segkit.rows.workshop.told import Telling, notes, open_table, question_of, satisfied

_DATA = (
    Column[Said]("target", "Destination", lambda one: one.targets),
    Column[Said]("instances", "Instances", lambda one: one.instances),
    Column[Said]("source", "Source", lambda one: one.sources or (ALL_SOURCES,)),
    Column[Said]("severity", "Severity", lambda one: one.first.severity),
    Column[Said]("text", "What to consider", lambda one: one.first.text),
    Column[Said]("action", "What to do", lambda one: one.first.action),
    Column[Said]("class", "Class", lambda one: class_words(one.first.class_)),
    Column[Said]("question", "Question", lambda one: question_of(one.first)),
    Column[Said]("evidence", "Seen", lambda one: tuple(text for _, text in one.evidence)),
    Column[Said]("docs", "Documentation", lambda one: doc_url(one.first.docs), link=True),
)
"""One row for each statement."""

_RESOURCES = (
    *("subscriptions", "filters", "transformations", "functions", "instances", "models"),
    *("trackingPlans", "trackingPlanSources", "sourceSettings"),
    *("destinations", "warehouses", "connectedSources"),
)


@row(
    "considerations",
    title="Considerations",
    place=16.1,
    what="Your special considerations",
    needs=("workspace",),
    without=("destinations", "warehouses"),
    more=_RESOURCES,
)
def _row(showing: Showing, *, editable: bool = True) -> View:
    """What to watch out for with each source and destination (S16).

    In a notebook it is the place for the SA's word; with `editable=False` it is the
    customer's table there too.
    """
    del editable  # a document shows the same either way
    facts, edition = showing.facts, showing.edition
    return considerations(
        edition.considerations(facts),
        names=facts.names,
        quiet=() if edition.filters else quiet_pairs(facts),
        docs_base=facts.links.docs_base,
        considered=facts.considered if showing.draft else None,
        on=day(facts.snapshot.taken_at),
    )


def considerations(  # noqa: PLR0913 - all but the items keyword-only
    items: Sequence[Consideration],
    *,
    names: Mapping[str, str],
    quiet: Sequence[QuietPair] = (),
    docs_base: str = DOCS_BASE,
    considered: Considerations | None = None,
    on: dt.date | None = None,
) -> View:
    """What to watch out for: wrong now, to be checked; folded what is good to know or satisfied.

    `names` gives the names of sources, destinations and warehouses by id; `quiet` are the
    pairs for which there is nothing to say, and why. With `considered`, what the SA said
    is marked, and what was dismissed and what is about nothing any more is listed: that is
    for the SA alone. `on` is the day of the guide, for the age of what is known.
    """
    shown = considered or Considerations()
    if not items and not quiet and not shown.items and not shown.lost:
        return nothing("There is nothing to consider: no source is connected to a destination.")
    facts = statements(items, names, shown)
    dismissed = [s for s in shown.statements if s.first.state == DISMISSED]
    told = (
        _sections(facts, docs_base, on)
        if facts
        else [p("Nothing special is known.", cls="sk-empty")]
    )
    return View(
        div(
            *told,
            *_quiet(quiet),
            *parts.titled(
                "Dismissed, so not in the customer's guide",
                [_dismissed(s, names) for s in dismissed],
                "sk-list",
            ),
            *parts.titled(
                "Notes that have lost their object, so not in the customer's guide",
                [_lost(note) for note in shown.lost],
                "sk-list",
            ),
            cls="sk",
        ),
        data=Table(_DATA, facts),
    )


def _sections(facts: Sequence[Said], docs_base: str, on: dt.date | None) -> Sequence[Child]:
    """A table of what somebody has to do or to answer; below it, folded, what nobody has to."""
    shown = groups(facts)
    every_class = classes(item for one in facts for item in one.items)
    found: list[Child] = [p(capital(counted(every_class)), ".", cls="sk-title")]
    for title, meant, told in (
        ("", OPEN_CLASSES, open_table),
        (class_words(GOOD_TO_KNOW), {GOOD_TO_KNOW}, notes),
        (class_words(SATISFIED), {SATISFIED}, satisfied),
    ):
        some = [group for group in shown if group.class_ in meant]
        if not some:
            continue
        every = [one for group in some for one in group.said]
        usual = Counter(origin(one.first, on) for one in every).most_common(1)[0][0]
        known = p(f"Known from {usual}, where nothing else is said.", cls="sk-note")
        content = (known, told(some, Telling(docs_base, on, usual)))
        if title:
            found.append(
                details(summary(f"{title} ({len(every)})"), *content, cls="sk-quiet-class")
            )
        else:
            found += content
    return found


def _quiet(quiet: Sequence[QuietPair]) -> list[Child]:
    found: list[Child] = []
    for words, pairs in by_words(quiet):
        listed = (li(own(pair.source), " → ", own(pair.target)) for pair in pairs)
        found += [p(words.capitalize(), cls="sk-subhead"), ul(*listed, cls="sk-plain sk-columns")]
    return found


def _dismissed(statement: Statement, names: Mapping[str, str]) -> Child:
    one = statement.first
    note = p(own(about(statement, names)), " · Reason: ", own(one.reason), cls="sk-note")
    badge = parts.badge("off", one.item.severity.capitalize())
    return li(badge, div(p(own(one.item.text)), note), cls="sk-todo")


def _lost(note: LostNote) -> Child:
    why: list[Child] = [own(note.why), " · key ", code(note.key)]
    if note.reason:
        why += [" · Reason: ", own(note.reason)]
    badge = parts.badge(BADGES[note.state][0], note.state.capitalize())
    return li(badge, div(p(own(note.text)), p(*why, cls="sk-note")), cls="sk-todo")
