"""Special considerations for each source and destination (row S16)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from segkit.considerations.consideration import (
    ACCEPTED,
    CLASSES,
    DISMISSED,
    EDITED,
    GOOD_TO_KNOW,
    OPEN_CLASSES,
    SATISFIED,
    TO_CHECK,
    WRONG_NOW,
    Consideration,
    Considerations,
    Considered,
    LostNote,
    Statement,
)
from segkit.facts.standing import classes
from segkit.render import parts
from segkit.render.html import DOCS_BASE, doc_url, slug_id
from segkit.render.missing import nothing
from segkit.render.parts import Fact
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    code,
    details,
    div,
    element,
    joined,
    li,
    own,
    p,
    plain,
    small,
    strong,
    summary,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.edition import EXECUTIVE
from segkit.rows.moments import day
from segkit.rows.row import Showing, row
from segkit.rows.workshop.reasons import capital, doc_links, why
from segkit.rows.workshop.said import (
    ALL_SOURCES,
    BADGES,
    QuietPair,
    Said,
    about,
    by_words,
    class_badge,
    class_words,
    counted,
    origin,
    quiet_pairs,
    statements,
)

_DECIDED = {ACCEPTED: "accepted", EDITED: "worded", DISMISSED: "dismissed"}

_DATA = (
    Column[Said]("target", "Destination", lambda one: one.targets),
    Column[Said]("instances", "Instances", lambda one: one.instances),
    Column[Said]("source", "Source", lambda one: one.sources or (ALL_SOURCES,)),
    Column[Said]("severity", "Severity", lambda one: one.first.severity),
    Column[Said]("text", "What to consider", lambda one: one.first.text),
    Column[Said]("action", "What to do", lambda one: one.first.action),
    Column[Said]("class", "Class", lambda one: class_words(one.first.class_)),
    Column[Said]("question", "Question", lambda one: _question(one.first)),
    Column[Said]("evidence", "Seen", lambda one: tuple(text for _, text in one.evidence)),
    Column[Said]("docs", "Documentation", lambda one: doc_url(one.first.docs), link=True),
)
"""One row for each statement."""

_Together = Sequence[Said]
"""What is said about the same destinations and sources: one row of the page."""

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
    items = [
        one
        for one in edition.from_sources(facts, facts.considerations, lambda one: one.source_id)
        if edition.reader != EXECUTIVE or one.class_ == WRONG_NOW
    ]
    return considerations(
        items,
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
            *_listed(
                "Dismissed, so not in the customer's guide",
                [_dismissed(s, names) for s in dismissed],
            ),
            *_listed(
                "Notes that have lost their object, so not in the customer's guide",
                [_lost(note) for note in shown.lost],
            ),
            cls="sk",
        ),
        data=Table(_DATA, facts),
    )


def _sections(facts: Sequence[Said], docs_base: str, on: dt.date | None) -> Sequence[Child]:
    """A table of what somebody has to do or to answer; below it, folded, what nobody has to."""
    open_ = [one for one in facts if one.first.class_ in OPEN_CLASSES]
    found: list[Child] = [
        p(
            capital(counted(classes(item for one in facts for item in one.items))),
            ".",
            cls="sk-title",
        )
    ]
    if open_:
        found.append(_table(open_, docs_base, on))
    for name in (GOOD_TO_KNOW, SATISFIED):
        if some := [one for one in facts if one.first.class_ == name]:
            title = f"{class_words(name)} ({len(some)})"
            usual = Counter(origin(one.first, on) for one in some).most_common(1)[0][0]
            known = p(f"Known from {usual}, where nothing else is said.", cls="sk-note")
            table = _table(some, docs_base, on, name, usual)
            found.append(details(summary(title), known, table))
    return found


def _quiet(quiet: Sequence[QuietPair]) -> list[Child]:
    found: list[Child] = []
    for words, pairs in by_words(quiet):
        listed = (li(own(pair.source), " → ", own(pair.target)) for pair in pairs)
        found += [p(words.capitalize(), cls="sk-subhead"), ul(*listed, cls="sk-plain sk-columns")]
    return found


def _listed(title: str, items: Sequence[Child]) -> Sequence[Child]:
    return (p(title, cls="sk-subhead"), ul(*items, cls="sk-list")) if items else ()


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


def _classes(some: _Together) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.first.class_ for one in some))


def _class(some: _Together) -> Child:
    return joined(" ", *(parts.value(class_badge(name)) for name in _classes(some)))


def _question(item: Consideration) -> str:
    """What is asked, where a person or the code holds the answer."""
    return item.question if item.class_ == TO_CHECK else ""


def _numbered(statements: Sequence[Child]) -> Child:
    """One as it is, several with numbers, so that the details can go by them."""
    if len(statements) == 1:
        return statements[0]
    return element("ol", *map(li, statements), cls="sk-numbered")


def _words(one: Said, *, alone: bool) -> Child:
    """A statement and what to do about it, for the SA with what they said of it."""
    badges = [] if alone else [class_badge(one.first.class_)]
    if one.word is not None:
        badges.append(parts.badge(*BADGES[one.word.state]))
    asked = [strong(_question(one.first))] if _question(one.first) else []
    text = joined(" ", *asked, one.first.text, *badges)
    seen = why(one) if one.first.class_ != GOOD_TO_KNOW else ""
    more = [p("Seen: ", seen, cls="sk-note")] if plain(seen) else []
    # what is done already is not asked for
    todo = one.first.action if one.first.class_ != SATISFIED else ""
    more += [p(f"→ {todo}")] if todo else []
    return together(text, *more) if more else text


def _anchor(fact: Said, name: str) -> str:
    """Short, because a guide has hundreds: the digest that tells these pairs from all others.

    `name` is the class whose table it stands in, where that is one of its own.
    """
    pairs = sorted({f"{item.source_id} {item.target_id}" for item in fact.items})
    return f"consideration-{slug_id('pairs', *pairs, name, '').rpartition('-')[2]}"


def _word_facts(word: Considered | None) -> list[tuple[str, Child]]:
    """For the SA: what segkit itself says where theirs is different, and what changed since."""
    if word is None or word.derived is None:
        return []
    derived, item = word.derived, word.item
    return [
        ("segkit's own text", derived.text if derived.text != item.text else ""),
        ("segkit's own advice", derived.action if derived.action != item.action else ""),
        ("segkit's own severity", derived.severity if derived.severity != item.severity else ""),
        (f"What segkit said when you {_DECIDED.get(word.state, 'decided')} it", word.said),
    ]


def _named_target(fact: Said) -> Child:
    """The type, and below it the customer's own names of the instances concerned."""
    instances = [name for name in fact.instances if name not in fact.targets]
    if instances and len(fact.targets) == 1:
        return parts.below(
            parts.value(fact.targets[0]), parts.values(instances, as_code=False, limit=3)
        )
    return parts.values(fact.targets, as_code=False, filterable=True)


def _details(some: _Together, docs_base: str, on: dt.date | None, usual: str) -> Sequence[Child]:
    one = some[0]
    origins = dict.fromkeys(origin(fact.first, on) for fact in some)
    whys = [why(fact) if fact.first.class_ == GOOD_TO_KNOW else "" for fact in some]
    if len(origins) > 1:
        whys = [
            reason
            if origin(fact.first, on) == usual
            else together(reason, " ", small(capital(origin(fact.first, on))))
            for reason, fact in zip(whys, some, strict=True)
        ]
    if len(set(map(plain, whys))) == 1:
        del whys[1:]
    return [
        parts.facts(
            [
                Fact("Destinations", _all_of(one.instances, 3 if len(one.targets) == 1 else 0)),
                Fact("Sources", _all_of(one.sources, 4), "source"),
                *(fact for each in some for fact in _word_facts(each.word)),
                ("Why it applies", _numbered(whys) if any(map(plain, whys)) else ""),
                ("Known from", _one_of(origins, usual)),
                ("Documentation", doc_links([fact.first.docs for fact in some], docs_base)),
            ]
        )
    ]


def _one_of(origins: Iterable[str], usual: str) -> str:
    """The only origin of a row; empty where it is the usual one, or each statement has its own."""
    first, *others = origins
    return "" if others or first == usual else first


def _all_of(names: Sequence[str], shown: int) -> Child:
    """A list that the row itself cuts short."""
    return parts.values(names, as_code=False) if len(names) > shown else ""


_COLUMNS = (
    Column[_Together](
        "target",
        "Destination",
        lambda some: some[0].targets,
        lambda some: _named_target(some[0]),
        filter=True,
    ),
    Column[_Together](
        "source",
        "Source",
        lambda some: some[0].sources or (ALL_SOURCES,),
        limit=4,
        filter=True,
    ),
    Column[_Together](
        "class",
        "Class",
        lambda some: tuple(map(class_words, _classes(some))),
        _class,
        sort=lambda some: str(min(CLASSES.index(name) for name in _classes(some))),
        filter=True,
        width="xs",
    ),
    Column[_Together](
        "text",
        "What to consider, and what to do",
        lambda some: tuple(
            f"{_question(one.first)} {one.first.text} {one.first.action}".strip() for one in some
        ),
        lambda some: _numbered([_words(one, alone=len(_classes(some)) == 1) for one in some]),
        width="xl",
    ),
)


def _table(
    facts: Sequence[Said], docs_base: str, on: dt.date | None, name: str = "", usual: str = ""
) -> Table[_Together]:
    """One row for the same destinations and sources, with everything that is said about them."""
    rows: dict[tuple[tuple[str, ...], ...], list[Said]] = {}
    for fact in facts:
        rows.setdefault((fact.targets, fact.instances, fact.sources), []).append(fact)
    return Table(
        tuple(one for one in _COLUMNS if not name or one.key != "class"),
        list(rows.values()),
        label=f"Special considerations: {name}" if name else "Special considerations",
        noun=("entry", "entries"),
        name="-".join(["considerations", *name.split()]),
        id_of=lambda some: _anchor(some[0], name),
        details=lambda some: _details(some, docs_base, on, usual),
    )
