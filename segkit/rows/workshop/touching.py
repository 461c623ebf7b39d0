"""Which special considerations touch a planned call or a destination; each is said in its own chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from segkit.considerations.consideration import CLASSES, GOOD_TO_KNOW, TO_CHECK, Considerations
from segkit.facts.known import Facts
from segkit.model.plan import Rule
from segkit.render.tree import Child, a, joined
from segkit.rows.workshop.said import Said, class_badge, groups, statements

_LONGEST = 110
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Mention:
    """A consideration where something else is shown that it touches.

    Attributes:
        class_: Its class.
        words: Its question, or its first sentence.
        anchor: Where it is said.
    """

    class_: str
    words: str
    anchor: str


class Touching:
    """The considerations of an engagement by what they touch."""

    def __init__(self, facts: Facts) -> None:
        """Nothing is worked out before it is asked for."""
        self._facts = facts

    def call(self, rule: Rule) -> tuple[Mention, ...]:
        """Those whose words or evidence name the planned call, the most pressing first."""
        return tuple(self._by_name.get(rule.key or "", ()))

    def destination(self, id_: str) -> tuple[Mention, ...]:
        """Those about a destination, the most pressing first; of notes there may be many."""
        return tuple(self._by_destination.get(id_, ()))

    @cached_property
    def _said(self) -> list[tuple[Said, Mention]]:
        facts = self._facts
        shown = statements(facts.considerations, facts.names, Considerations())
        found = [
            (one, Mention(group.class_, _words(one), group.anchor))
            for group in groups(shown)
            for one in group.said
        ]
        return sorted(found, key=lambda pair: CLASSES.index(pair[1].class_))

    @cached_property
    def _by_name(self) -> Mapping[str, list[Mention]]:
        rules = self._facts.plan.rules if self._facts.plan else ()
        # a longer name first, so that one within it is not found there; a single word may be any
        names = sorted({r.key for r in rules if r.key and " " in r.key.strip()}, key=len)
        found: dict[str, list[Mention]] = {}
        if not names:
            return found
        either = "|".join(map(re.escape, reversed(names)))
        pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
        for said, mention in self._said:
            texts = (text for one in said.items for text in (one.text, one.evidence))
            for name in dict.fromkeys(n for text in texts for n in pattern.findall(text)):
                found.setdefault(name, []).append(mention)
        return found

    @cached_property
    def _by_destination(self) -> Mapping[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for said, mention in self._said:
            for id_ in dict.fromkeys(one.target_id for one in said.items if one.target_id):
                found.setdefault(id_, []).append(mention)
        return found


def mentioned(mentions: Iterable[Mention]) -> list[Child]:
    """A line for each, as a link to where it is said; of what is good to know only the number."""
    every = list(mentions)
    told = [one for one in every if one.class_ != GOOD_TO_KNOW]
    lines: list[Child] = [
        joined(" ", class_badge(one.class_), a(one.words, href=f"#{one.anchor}")) for one in told
    ]
    if notes := [one for one in every if one.class_ == GOOD_TO_KNOW]:
        count = f"{len(notes)} {'note' if len(notes) == 1 else 'notes'}"
        lines.append(joined(" ", class_badge(GOOD_TO_KNOW), a(count, href=f"#{notes[0].anchor}")))
    return lines


def counted_mentions(mentions: Iterable[Mention]) -> Child:
    """How many there are of each class, as links to the first of them."""
    by_class: dict[str, list[Mention]] = {}
    for one in mentions:
        by_class.setdefault(one.class_, []).append(one)
    return joined(
        " · ",
        *(
            a(f"{len(some)} {class_}", href=f"#{some[0].anchor}")
            for class_, some in by_class.items()
        ),
    )


def _words(said: Said) -> str:
    """Short: what is asked, else the first sentence."""
    item = said.first
    asked = item.question if item.class_ == TO_CHECK else ""
    words = asked or _SENTENCE.split(item.text.strip(), maxsplit=1)[0]
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
