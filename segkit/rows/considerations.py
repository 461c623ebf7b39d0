"""Special considerations for each source and destination (row S16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from segkit.considerations.consideration import (
    ACCEPTED,
    ADDED,
    DISMISSED,
    EDITED,
    OPEN,
    Consideration,
    Considerations,
    Considered,
    LostNote,
    Statement,
)
from segkit.facts.known import Facts
from segkit.render import parts
from segkit.render.html import DOCS_BASE, doc_url, slug_id
from segkit.render.missing import nothing
from segkit.render.parts import Fact
from segkit.render.table import Column, Table
from segkit.render.tree import (
    BREAK,
    Child,
    code,
    div,
    element,
    joined,
    li,
    own,
    p,
    plain,
    small,
    together,
    ul,
)
from segkit.render.view import View
from segkit.rows.findings import severity_rank
from segkit.rows.row import Showing, row

_BASIS = {
    "workspace": "the workspace",
    "catalog": "Segment's catalog",
    "knowledge": "segkit's knowledge base",
    "plan": "the tracking plan",
    "sa": "your solutions architect",
}
BADGES = {
    ACCEPTED: ("on", "accepted"),
    EDITED: ("in", "your wording"),
    ADDED: ("in", "your own"),
    DISMISSED: ("off", "dismissed"),
    OPEN: ("open", "not read yet"),
}
"""How the SA's word is shown to the SA: kind of badge, and what it says."""


_DECIDED = {ACCEPTED: "accepted", EDITED: "worded", DISMISSED: "dismissed"}
_TO = " → "
_ALL_SOURCES = "All sources"
_MINOR = {"medium", "low"}


@dataclass(frozen=True, slots=True)
class QuietPair:
    """A source and a destination without any consideration.

    Attributes:
        words: Which of the two it is: `checked, nothing known` or `not known to segkit`.
    """

    source: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement with everything that it is about.

    Attributes:
        items: What became this one row, in their order.
        word: What the SA said of it; None where that is nobody's business.
    """

    items: tuple[Consideration, ...]
    names: Mapping[str, str]
    word: Considered | None = None

    @property
    def first(self) -> Consideration:
        """One for all: they differ in source, target and evidence only."""
        return self.items[0]

    @property
    def targets(self) -> tuple[str, ...]:
        """Types of destination, `Warehouses`, or `All destinations`."""
        return tuple(dict.fromkeys(_target(item, self.names) for item in self.items))

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sources concerned; empty when it is all of them."""
        return self._named(item.source_id for item in self.items)

    @property
    def instances(self) -> tuple[str, ...]:
        """The customer's names of the destinations or warehouses concerned."""
        return self._named(item.target_id for item in self.items)

    @property
    def evidence(self) -> tuple[tuple[str, str], ...]:
        """For each connection what makes it apply, without repetitions."""
        several = len(self.instances) > 1
        return tuple(
            dict.fromkeys(
                (_TO.join(self._named((i.source_id, i.target_id if several else ""))), i.evidence)
                for i in self.items
                if i.evidence
            )
        )

    def _named(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names.get(id_, id_) for id_ in ids if id_))


_DATA = (
    Column[_Said]("target", "Destination", lambda one: one.targets),
    Column[_Said]("instances", "Instances", lambda one: one.instances),
    Column[_Said]("source", "Source", lambda one: one.sources or (_ALL_SOURCES,)),
    Column[_Said]("severity", "Severity", lambda one: one.first.severity),
    Column[_Said]("text", "What to consider", lambda one: one.first.text),
    Column[_Said]("action", "What to do", lambda one: one.first.action),
)
"""One row for each statement."""

_Together = Sequence[_Said]
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
    readers=("developer", "analyst"),
)
def _row(showing: Showing, *, editable: bool = True) -> View:
    """What to watch out for with each source and destination (S16).

    In a notebook it is the place for the SA's word; with `editable=False` it is the
    customer's table there too.
    """
    del editable  # a document shows the same either way
    facts = showing.facts
    return considerations(
        facts.considerations,
        names=facts.names,
        quiet=quiet_pairs(facts),
        docs_base=facts.links.docs_base,
        considered=facts.considered if showing.draft else None,
    )


def quiet_pairs(facts: Facts) -> list[QuietPair]:
    """Pairs about which nothing is said, and whether segkit knows the destination."""
    return [
        QuietPair(facts.names.get(source, source), facts.names.get(target, target), words)
        for (source, target), words in facts.quiet_pairs.items()
    ]


def considerations(
    items: Sequence[Consideration],
    *,
    names: Mapping[str, str],
    quiet: Sequence[QuietPair] = (),
    docs_base: str = DOCS_BASE,
    considered: Considerations | None = None,
) -> View:
    """What to watch out for, by type of destination, the most serious first.

    `names` gives the names of sources, destinations and warehouses by id; `quiet` are the
    pairs for which there is nothing to say, and why. With `considered`, what the SA said
    is marked, and what was dismissed and what is about nothing any more is listed: that is
    for the SA alone.
    """
    shown = considered or Considerations()
    if not items and not quiet and not shown.items and not shown.lost:
        return nothing("There is nothing to consider: no source is connected to a destination.")
    facts = _facts(items, names, shown)
    dismissed = [s for s in shown.statements if s.first.state == DISMISSED]
    table = _table(facts, docs_base) if facts else p("Nothing special is known.", cls="sk-empty")
    return View(
        div(
            table,
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
    about = p(own(_about(statement, names)), " · Reason: ", own(one.reason), cls="sk-note")
    badge = parts.badge("off", one.item.severity.capitalize())
    return li(badge, div(p(own(one.item.text)), about), cls="sk-todo")


def _lost(note: LostNote) -> Child:
    why: list[Child] = [own(note.why), " · key ", code(note.key)]
    if note.reason:
        why += [" · Reason: ", own(note.reason)]
    badge = parts.badge(BADGES[note.state][0], note.state.capitalize())
    return li(badge, div(p(own(note.text)), p(*why, cls="sk-note")), cls="sk-todo")


def _facts(
    items: Sequence[Consideration], names: Mapping[str, str], considered: Considerations
) -> list[_Said]:
    """The same statement about several sources and instances becomes one fact.

    What is minor is one fact for destinations of several types as well; what is serious
    stays with the rest that is said about its type.
    """
    words = {_identity(one.item): one for one in considered.items}
    same: dict[tuple[str, ...], list[Consideration]] = {}
    for item in items:
        word = words.get(_identity(item))
        apart = "" if item.severity in _MINOR and item.target_id else _target(item, names)
        told = (word.state, word.said) if word else ()
        key = (apart, item.id, item.severity, item.text, item.action, *told)
        same.setdefault(key, []).append(item)
    facts = [_Said(tuple(g), names, words.get(_identity(g[0]))) for g in same.values()]
    blocked = {fact.targets for fact in facts if fact.first.severity == "blocker"}

    def order(fact: _Said) -> tuple[bool, bool, bool, str, int, str]:
        # what concerns no destination in particular comes after everything about one
        return (
            not fact.first.target_id,
            len(fact.targets) > 1,
            fact.targets not in blocked,
            ", ".join(fact.targets).casefold(),
            severity_rank(fact.first.severity),
            fact.first.id,
        )

    return sorted(facts, key=order)


def _identity(item: Consideration) -> tuple[str, str, str]:
    return item.id, item.source_id, item.target_id


def _about(statement: Statement, names: Mapping[str, str]) -> str:
    """`Firebase: Trail app iOS, Trail app Android`."""
    fact = _Said(tuple(one.item for one in statement.items), names)
    return f"{', '.join(fact.targets)}: {', '.join(fact.sources) or _ALL_SOURCES}"


def _target(item: Consideration, names: Mapping[str, str]) -> str:
    if not item.target_id:
        return "All destinations"
    return item.target_type or names.get(item.target_id, item.target_id)


def _severities(some: _Together) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.first.severity for one in some))


def _severity(some: _Together) -> Child:
    names = _severities(some)
    if len(names) == 1:
        return parts.severity(names[0])
    return joined(" ", *(parts.value(parts.severity(name)) for name in names))


def _numbered(statements: Sequence[Child]) -> Child:
    """One as it is, several with numbers, so that the details can go by them."""
    if len(statements) == 1:
        return statements[0]
    return element("ol", *map(li, statements), cls="sk-numbered")


def _words(one: _Said, *, alone: bool) -> Child:
    """A statement and what to do about it, for the SA with what they said of it."""
    badges = [] if alone else [parts.severity(one.first.severity)]
    if one.word is not None:
        badges.append(parts.badge(*BADGES[one.word.state]))
    text = joined(" ", one.first.text, *badges)
    return together(text, p(f"→ {one.first.action}")) if one.first.action else text


def _anchor(fact: _Said) -> str:
    """Short, because a guide has hundreds: the digest that tells these pairs from all others."""
    pairs = sorted({f"{item.source_id} {item.target_id}" for item in fact.items})
    return f"consideration-{slug_id('pairs', *pairs, '').rpartition('-')[2]}"


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


def _named_target(fact: _Said) -> Child:
    """The type, and below it the customer's own names of the instances concerned."""
    instances = [name for name in fact.instances if name not in fact.targets]
    if instances and len(fact.targets) == 1:
        return parts.below(
            parts.value(fact.targets[0]), parts.values(instances, as_code=False, limit=3)
        )
    return parts.values(fact.targets, as_code=False, filterable=True)


def _details(some: _Together, docs_base: str) -> Sequence[Child]:
    one = some[0]
    origins = dict.fromkeys(origin(fact.first) for fact in some)
    whys = [_why(fact) for fact in some]
    if len(origins) > 1:
        whys = [
            together(why, " ", small(_capital(origin(fact.first))))
            for why, fact in zip(whys, some, strict=True)
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
                ("Known from", next(iter(origins)) if len(origins) == 1 else ""),
                ("Documentation", _doc_links([fact.first.docs for fact in some], docs_base)),
            ]
        )
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _doc_links(paths: Sequence[str], docs_base: str) -> Child:
    """The pages of Segment's documentation that say more, each once."""
    found = list(dict.fromkeys(doc_url(path, docs_base) for path in paths if path))
    return joined(
        ", ", *(parts.link(url, _page(url) if len(found) > 1 else "Read more") for url in found)
    )


def _page(url: str) -> str:
    """`destination filters`: the page's name, as its address has it."""
    return url.rstrip("/").rpartition("/")[2].replace("-", " ")


def _why(fact: _Said) -> Child:
    """What makes it apply: each statement once, with the connections that it is about.

    What a statement begins with itself is not said before it; what would have to be known to
    be sure is said last.
    """
    about: dict[str, list[str]] = {}
    for name, text in fact.evidence:
        source, _, target = name.partition(_TO)
        about.setdefault(text, []).append(target if text.startswith(source) else name)
    lines = [
        f"{', '.join(names)}: {text}" if len(about) > 1 and all(names) else text
        for text, names in about.items()
    ]
    if doubts := dict.fromkeys(item.doubt for item in fact.items if item.doubt):
        lines.append(f"Not certain: {' '.join(doubts)}")
    return joined(BREAK, *lines)


def origin(item: Consideration) -> str:
    """Where a statement comes from, and of which day the knowledge is."""
    known = f", as of {item.known}" if item.known else ""
    return f"{_BASIS.get(item.basis, item.basis)}{known}"


def docs_link(item: Consideration, docs_base: str) -> Child:
    """The page of Segment's documentation that says more; empty when there is none."""
    docs = doc_url(item.docs, docs_base)
    return parts.link(docs, "Read more in Segment's documentation") if docs else ""


def _all_of(names: Sequence[str], shown: int) -> Child:
    """A list that the row itself cuts short."""
    return parts.values(names, as_code=False) if len(names) > shown else ""


def by_words(quiet: Sequence[QuietPair]) -> list[tuple[str, list[QuietPair]]]:
    """The pairs without considerations by the reason why they have none."""
    grouped: dict[str, list[QuietPair]] = {}
    for pair in quiet:
        grouped.setdefault(pair.words, []).append(pair)
    return list(grouped.items())


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
        lambda some: some[0].sources or (_ALL_SOURCES,),
        limit=4,
        filter=True,
    ),
    Column[_Together](
        "severity",
        "Severity",
        _severities,
        _severity,
        sort=lambda some: str(min(map(severity_rank, _severities(some)))),
        filter=True,
        width="xs",
    ),
    Column[_Together](
        "text",
        "What to consider, and what to do",
        lambda some: tuple(f"{one.first.text} {one.first.action}".rstrip() for one in some),
        lambda some: _numbered([_words(one, alone=len(_severities(some)) == 1) for one in some]),
        width="xl",
    ),
)


def _table(facts: Sequence[_Said], docs_base: str) -> Table[_Together]:
    """One row for the same destinations and sources, with everything that is said about them."""
    rows: dict[tuple[tuple[str, ...], ...], list[_Said]] = {}
    for fact in facts:
        rows.setdefault((fact.targets, fact.instances, fact.sources), []).append(fact)
    return Table(
        _COLUMNS,
        list(rows.values()),
        label="Special considerations",
        noun=("entry", "entries"),
        name="considerations",
        id_of=lambda some: _anchor(some[0]),
        details=lambda some: _details(some, docs_base),
    )
