"""How each class of special considerations is shown: what is open as a table, what is not folded (S16)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from segkit.considerations.consideration import (
    ACCEPTED,
    CLASSES,
    DISMISSED,
    EDITED,
    TO_CHECK,
    Consideration,
    Considered,
)
from segkit.render import parts
from segkit.render.html import slug_id
from segkit.render.parts import Fact
from segkit.render.table import Column, Table
from segkit.render.tree import (
    Child,
    div,
    element,
    joined,
    li,
    own,
    p,
    plain,
    small,
    span,
    together,
    ul,
)
from segkit.rows.workshop.reasons import capital, doc_links, why
from segkit.rows.workshop.said import (
    ALL_SOURCES,
    BADGES,
    Group,
    Said,
    class_badge,
    class_words,
    origin,
)

_DECIDED = {ACCEPTED: "accepted", EDITED: "worded", DISMISSED: "dismissed"}


def question_of(item: Consideration) -> str:
    """What is asked, where a person or the code holds the answer."""
    return item.question if item.class_ == TO_CHECK else ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a statement is told with.

    Attributes:
        usual: Where most of those around it come from, which is said once for all.
    """

    docs_base: str
    on: dt.date | None = None
    usual: str = ""

    def origin(self, one: Said) -> Child:
        """Where it is from, where that is not the usual."""
        found = origin(one.first, self.on)
        return small(capital(found), ".") if found != self.usual else ""

    def links(self, said: Iterable[Said]) -> Child:
        """The pages that say all of this, each once."""
        return doc_links([one.first.docs for one in said], self.docs_base)

    def docs(self, said: Iterable[Said]) -> Sequence[Child]:
        """The same as a line."""
        links = self.links(said)
        return [p("Documentation: ", links, cls="sk-note")] if plain(links) else []


def _words(one: Said, telling: Telling) -> Sequence[Child]:
    """A statement with its evidence, and what to do about it; for the SA what they said of it."""
    item, badges = one.first, _badges(one)
    asked, text = (item.question, item.text) if question_of(item) else _headline(item.text)
    reason = why(one)
    said: list[Child] = [element("b", asked), *filter(None, [text]), *badges]
    if plain(reason):
        said.append(small("Seen: ", reason))
    if plain(telling.origin(one)):
        said.append(telling.origin(one))
    # what is done already is not asked for
    todo = [p(f"→ {item.action}", cls="sk-then")] if item.action else []
    return [p(joined(" ", *said)), *todo]


def _badges(one: Said) -> Sequence[Child]:
    """For the SA: what they said of it."""
    return [parts.badge(*BADGES[one.word.state])] if one.word is not None else []


def _headline(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    first, *rest = re.split(r"(?<=[.?!])\s+(?=[A-Z])", text.strip(), maxsplit=1)
    return first, rest[0] if rest else ""


def _note(one: Said, telling: Telling, anchor: str) -> Child:
    """What is good to know: the fact, for which source, what to do about it, and where it stands."""
    item = one.first
    reason = why(one)
    said: list[Child] = [item.text, *_badges(one)]
    if item.action:
        said.append(span(f"→ {item.action}"))
    if plain(reason):
        said.append(span(reason, cls="sk-quiet"))
    return li(
        joined(" ", *said, *filter(plain, [telling.origin(one)])),
        **({"id": anchor} if anchor else {}),
    )


def satisfied(some: Sequence[Group], telling: Telling) -> Child:
    """What is documented, and is met: each with its proof."""
    lines = []
    for group in some:
        for number, one in enumerate(group.said):
            about = ", ".join(one.instances or one.targets)
            proof = why(one)
            said: list[Child] = [element("b", own(about)), one.first.text, *_badges(one)]
            if plain(proof):
                said.append(span("Seen: ", proof, cls="sk-quiet"))
            anchor = {} if number else {"id": group.anchor}
            lines.append(li(joined(" ", *said, *filter(plain, [telling.origin(one)])), **anchor))
    every = [one for group in some for one in group.said]
    return together(ul(*lines, cls="sk-satisfied"), *telling.docs(every))


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


def _details(group: Group, telling: Telling) -> Sequence[Child]:
    one = group.said[0]
    return [
        parts.facts(
            [
                Fact("Destinations", _all_of(one.instances, 3 if len(one.targets) == 1 else 0)),
                Fact("Sources", _all_of(one.sources, 4), "source"),
                *(fact for each in group.said for fact in _word_facts(each.word)),
            ]
        ),
        *telling.docs(group.said),
    ]


def _all_of(names: Sequence[str], shown: int) -> Child:
    """A list that the row itself cuts short."""
    return parts.values(names, as_code=False) if len(names) > shown else ""


def _columns(telling: Telling) -> tuple[Column[Group], ...]:
    return (
        Column[Group](
            "target",
            "Destination",
            lambda group: group.said[0].targets,
            lambda group: _named_target(group.said[0]),
            filter=True,
        ),
        Column[Group](
            "source",
            "Source",
            lambda group: group.said[0].sources or (ALL_SOURCES,),
            limit=4,
            filter=True,
        ),
        Column[Group](
            "class",
            "Class",
            lambda group: class_words(group.class_),
            lambda group: class_badge(group.class_),
            sort=lambda group: str(CLASSES.index(group.class_)),
            filter=True,
            width="xs",
        ),
        Column[Group](
            "text",
            "What to consider, and what to do",
            lambda group: tuple(
                f"{question_of(one.first)} {one.first.text} {one.first.action}".strip()
                for one in group.said
            ),
            lambda group: div(
                *(part for one in group.said for part in _words(one, telling)), cls="sk-told"
            ),
            width="xl",
        ),
    )


def open_table(some: Sequence[Group], telling: Telling) -> Table[Group]:
    """One row for what is said about the same destinations and sources in one class."""
    return Table(
        _columns(telling),
        some,
        label="Special considerations",
        noun=("entry", "entries"),
        name="considerations",
        id_of=lambda group: group.anchor,
        details=lambda group: _details(group, telling),
    )


def notes(some: Sequence[Group], telling: Telling) -> Table[Sequence[Group]]:
    """By tool, each with its notes folded away."""
    tools: dict[tuple[str, ...], list[Group]] = {}
    for group in some:
        tools.setdefault(group.said[0].targets, []).append(group)

    def listed(of_tool: Sequence[Group]) -> Sequence[Child]:
        told = [
            _note(one, telling, "" if number else group.anchor)
            for group in of_tool
            for number, one in enumerate(group.said)
        ]
        said = [one for group in of_tool for one in group.said]
        return [ul(*told, cls="sk-notes"), *telling.docs(said)]

    return Table(
        (
            Column[Sequence[Group]](
                "target",
                "Destination",
                lambda of_tool: of_tool[0].said[0].targets,
                lambda of_tool: parts.values(
                    of_tool[0].said[0].targets, as_code=False, limit=6, filterable=True
                ),
                filter=True,
                width="l",
            ),
            Column[Sequence[Group]](
                "source",
                "Source",
                _sources,
                limit=4,
                filter=True,
                width="l",
            ),
            Column[Sequence[Group]](
                "notes",
                "Notes",
                lambda of_tool: sum(len(group.said) for group in of_tool),
                width="xs",
                data=False,
            ),
            Column[Sequence[Group]](
                "texts",
                "What to know",
                lambda of_tool: tuple(
                    f"{one.first.text} {one.first.action}".strip()
                    for group in of_tool
                    for one in group.said
                ),
                page=False,
            ),
        ),
        list(tools.values()),
        label="Good to know",
        noun=("tool", "tools"),
        name="notes-by-tool",
        id_of=lambda of_tool: slug_id("notes", *of_tool[0].said[0].targets),
        details=lambda of_tool: [*_whole(of_tool), *listed(of_tool)],
    )


def _sources(of_tool: Sequence[Group]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for group in of_tool for name in group.said[0].sources or (ALL_SOURCES,))
    )


def _whole(of_tool: Sequence[Group]) -> Sequence[Child]:
    """The lists that the row cuts short."""
    targets, sources = of_tool[0].said[0].targets, _sources(of_tool)
    facts = [
        Fact("Destinations", _all_of(targets, 7)),
        Fact("Sources", _all_of(sources, 5), "source"),
    ]
    return [parts.facts(facts)]
