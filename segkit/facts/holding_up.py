"""What the final guide waits for, and what is open besides, each with how it is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from segkit.considerations.consideration import OPEN_CLASSES, WRONG_NOW
from segkit.engagement.notes.workshop import DECISIONS, QUESTIONS, lacks_owner
from segkit.engagement.profile import read_profile
from segkit.engagement.snapshot.kept_reading import outcome_of
from segkit.errors import SegkitError
from segkit.facts.known import Facts
from segkit.facts.standing import outcomes
from segkit.facts.todos import UNSETTLED, open_todos, settled_by_word

CONSIDERATIONS, OUTCOMES, PLAN, CONSENT = "considerations", "outcomes", "plan", "consent"
"""Where something is settled: what the form there is called."""
_PLACES = {"considerations": CONSIDERATIONS, "consent-categories": CONSENT}
_BY_COMMAND = "; or settle it with `segkit tick"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that is still open.

    Attributes:
        key: Names it; the id of a to-do where it is one.
        what: In a few words.
        about: Which things, or where.
        fix: How it is settled.
        place: The form in which it is settled; empty where there is none.
        holds_up: The final guide waits for it.
        is_wrong: Something is wrong, or missing in the guide; else it is to be looked at.
        by_word: A word on how settles it.
        said: The word that settles it already, while the data says what it said before.
    """

    key: str
    what: str
    about: str = ""
    fix: str = ""
    place: str = ""
    holds_up: bool = False
    is_wrong: bool = False
    by_word: bool = False
    said: str = ""


def waiting(facts: Facts) -> tuple[Waiting, ...]:
    """What holds the final guide up, then what is open besides, the worst first."""
    held = tuple(_todos(facts))
    besides = [*_unread(facts, held), *_unowned(facts), *_doubts(facts), *_asked(facts)]
    return (*held, *sorted(besides, key=lambda one: not one.is_wrong), *_settled(facts))


def _todos(facts: Facts) -> Iterator[Waiting]:
    for item in open_todos(facts):
        place = _PLACES.get(item.id, "")
        fix = f"{item.fix.partition(_BY_COMMAND)[0].rstrip('.')}."  # here a word settles it
        yield Waiting(
            item.id, item.text, item.place, fix, place,
            holds_up=True, is_wrong=True, by_word=item.id not in UNSETTLED,
        )  # fmt: skip


def _unread(facts: Facts, held: tuple[Waiting, ...]) -> Iterator[Waiting]:
    """Considerations without a word, where one word settled all of them."""
    if any(one.key == "considerations" for one in held):
        return
    unread = [one.first.item for one in facts.considered.statements if one.needs_word]
    counts = Counter(item.class_ for item in unread)
    for class_ in sorted(OPEN_CLASSES, key=lambda name: name != WRONG_NOW):
        if counts[class_]:
            types = dict.fromkeys(i.target_type for i in unread if i.class_ == class_)
            what = (
                "wrong now without a word" if class_ == WRONG_NOW else "to check without an answer"
            )
            yield Waiting(
                f"unread-{class_}", f"{counts[class_]} {what}", _named(filter(None, types)),
                "give your word on each among the special considerations.", CONSIDERATIONS,
                is_wrong=class_ == WRONG_NOW,
            )  # fmt: skip


def _unowned(facts: Facts) -> Iterator[Waiting]:
    counts = outcomes(facts, facts.notes).unowned
    found = {
        "decision": [o.text for o in facts.notes.of(DECISIONS).values() if lacks_owner(o)],
        "action": [o.action.text for o in facts.actions if lacks_owner(o.action)],
        "question": [o.text for o in facts.notes.of(QUESTIONS).values() if lacks_owner(o)],
    }
    for noun, texts in found.items():
        if count := counts[f"{noun}s"]:
            what = f"{count} {noun}{'' if count == 1 else 's'} without an owner"
            yield Waiting(
                f"unowned-{noun}", what, _named(texts), "name somebody for each.", OUTCOMES
            )


def _asked(facts: Facts) -> Iterator[Waiting]:
    count = outcomes(facts, facts.notes).open_questions
    if count:
        texts = [q.text for q in facts.notes.of(QUESTIONS).values() if not q.answer.strip()]
        said = f"{count} open question{'' if count == 1 else 's'}"
        yield Waiting("asked", said, _named(texts), "write the answer down.", OUTCOMES)


def _doubts(facts: Facts) -> Iterator[Waiting]:
    """Doubts of the reading that nobody has answered since."""
    try:
        outcome = outcome_of(facts.snapshot.plan_reading, facts.snapshot.plan)
    except SegkitError:  # no table was read, or nothing is kept of how
        return
    try:
        profile = read_profile(facts.engagement.profile_file)
    except SegkitError as error:  # which doubts are answered is not known then
        about = facts.engagement.profile_file.name
        yield Waiting("doubts", error.problem, about, error.fix, PLAN, is_wrong=True)
        return
    open_ = [
        doubt.doubt.where
        for tab in outcome.readings
        for doubt in tab.doubts
        if doubt.key not in profile.of(tab.title).settled
        and doubt.header not in profile.of(tab.title).roles
    ]
    if open_:
        said = f"{len(open_)} doubt{'' if len(open_) == 1 else 's'} of the reading"
        yield Waiting("doubts", said, _named(open_), "answer each with yes or no.", PLAN)


def _settled(facts: Facts) -> Iterator[Waiting]:
    for item in settled_by_word(facts):
        yield Waiting(
            item.id, item.text, item.place, item.fix, _PLACES.get(item.id, ""),
            said=facts.notes.done[item.id],
        )  # fmt: skip


def _named(texts: Iterable[str]) -> str:
    every = list(dict.fromkeys(texts))
    more = len(every) - _MOST_NAMED
    return "; ".join(every[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
