"""Two names for one thing: the same but for their spelling, or one letter apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from segkit.derive.columns import snake_case
from segkit.review.check import EVENTS, PROPERTIES, check
from segkit.review.checks.dynamics import holds_value
from segkit.review.checks.proposing import event_hit, name_hit
from segkit.review.checks.wording import tense
from segkit.review.finding import ERROR, NOTE, WARNING, Hit
from segkit.review.names import folded, snake, tidy, words
from segkit.review.spec import stem
from segkit.review.subject import Subject

_PAGE = "/protocols/tracking-plan/best-practices"
_OPPOSITES = ({"enable", "disable"}, {"open", "close"}, {"opt", "out"})


@check("naming-same-event", ERROR, of=EVENTS, docs=_PAGE)
def same_event(subject: Subject) -> Iterator[Hit]:
    """No two events are the same but for case and separators.

    Why: They are two events in every tool, each with a part of what happened, and funnels lose the
    other part.

    Mend: Keep one of them, and send that from everywhere.

    Evidence: Equal without case and separators; accents count. Where both would share a table of
    the warehouse, `warehouse-table-collision` says so instead.
    """
    for some in _same(subject.events):
        if len({snake_case(name) for name in some}) > 1:
            rules = [rule for name in some for rule in subject.events[name]]
            yield event_hit(f"{_and(some)} are the same event but for their spelling.", rules)


@check("naming-same-property", WARNING, of=PROPERTIES, docs=_PAGE)
def same_property(subject: Subject) -> Iterator[Hit]:
    """No two properties are the same but for case and separators.

    Why: They are two columns and two filters for one thing.

    Mend: Keep the one that most events have, and send that from everywhere.

    Evidence: Equal without case and separators. Names with a dot, `$` or `@` are left out, and
    traits are not compared with properties.
    """
    plain = [name for name in subject.properties if not {".", "$", "@"} & set(name)]
    for some in _same(plain):
        seldom = sorted(some, key=lambda name: len(subject.properties[name]))
        uses = subject.properties[seldom[0]]
        kept = seldom[-1]
        said = f"{_and(some)} are the same property but for their spelling."
        yield name_hit(
            said, uses, mend=f"Keep {kept!r}, which {_times(len(subject.properties[kept]))}."
        )


def _times(count: int) -> str:
    return f"stands in {count} place{'' if count == 1 else 's'}"


def _same(names: Iterable[str]) -> Iterator[list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if key := folded(name):
            found[key].append(name)
    for some in found.values():
        # with a blank that is stray it is one and the same name
        if len({tidy(name) for name in some}) > 1:
            yield some


@check("naming-similar-event", WARNING, of=EVENTS, docs=_PAGE)
def similar_event(subject: Subject) -> Iterator[Hit]:
    """No two events are one letter, or one tense, apart.

    Why: A slip of the pen becomes an event, and takes a part of the data with it.

    Mend: Keep one of them, or tell them apart by a word.

    Evidence: Eight letters or more and one letter apart, or the same words in another tense. Not
    where only a number, a plural or a word of four letters or fewer differs.
    """
    names = [name for name in subject.tidy_events if len(name) >= 8 and not holds_value(name)]
    for one, other in sorted(
        {*_near(names), *_tenses(names)}, key=lambda pair: names.index(pair[0])
    ):
        if folded(one) != folded(other) and _tells_little(one, other):
            rules = [subject.tidy_events[name] for name in (one, other)]
            yield event_hit(f"{one!r} and {other!r} are nearly the same name.", rules)


def _tenses(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names of two words or more whose verb stands in another tense."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        some = words(name)
        if len(some) > 1:
            found[
                tuple(stem(word) if tense(word) or word.endswith("ed") else word for word in some)
            ].append(name)
    for alike in found.values():
        yield from combinations(alike, 2)


def _tells_little(one: str, other: str) -> bool:
    """What differs is no word that means something of its own."""
    ours, theirs = words(one), words(other)
    if len(ours) != len(theirs):
        return True
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return bool(pairs) and not any(_is_meant(a, b) for a, b in pairs)


def _is_meant(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    digits = any(char.isdigit() for char in one + other)
    plural = long in {short + "s", short + "es"}
    opposite = any({stem(one), stem(other)} <= pair for pair in _OPPOSITES)
    return digits or plural or opposite or len(long) <= 4


@check("naming-similar-property", NOTE, of=PROPERTIES, docs=_PAGE)
def similar_property(subject: Subject) -> Iterator[Hit]:
    """No two properties are one letter apart.

    Why: `utm_campaing` collects a part of the data, and nobody looks for it there.

    Mend: Keep the right spelling, and send that from everywhere.

    Evidence: Eight letters or more and one letter apart: left out, added, or swapped with its
    neighbour. Another letter in its place counts where one name is three times as frequent.
    Plurals, endings and words of four letters or fewer are left out.
    """
    uses = subject.names
    names = [name for name in uses if len(name) >= 8 and not holds_value(name)]
    for one, other in _near(names):
        if folded(one) == folded(other) or not _tells_little(one, other) or _is_ending(one, other):
            continue
        few, many = sorted((one, other), key=lambda name: len(uses[name]))
        replaced = len(one) == len(other) and sorted(one) != sorted(other)
        if replaced and len(uses[many]) < 3 * len(uses[few]):
            continue
        yield name_hit(f"{few!r} is nearly the same name as {many!r}.", uses[few])


def _is_ending(one: str, other: str) -> bool:
    """A word and its form: `manage` and `managed`, `session__c` and `session`."""
    pairs = [(a, b) for a, b in zip(words(one), words(other), strict=False) if a != b]
    return len(words(one)) != len(words(other)) or any(
        a.startswith(b) or b.startswith(a) or a[:-1] == b[:-1] for a, b in pairs
    )


def _near(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs one edit apart, found by what is left of each without one of its letters."""
    spelled = {name: text for name in names if len(text := snake(name)) >= 8}
    without: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in spelled.items():
        for rest in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
            without[rest].append(name)
    found: dict[tuple[str, str], None] = {}
    for some in without.values():
        if len(some) > 1:
            for pair in combinations(some, 2):
                if is_one_edit(spelled[pair[0]], spelled[pair[1]]):
                    found[pair] = None
    yield from found


def is_one_edit(one: str, other: str) -> bool:
    """One letter is left out, added, replaced, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
        return len(long) - len(short) == 1 and short[at:] == long[at + 1 :]
    odd = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(odd) != 2 or odd[1] != odd[0] + 1:
        return len(odd) == 1
    first, second = odd
    return one[first] == other[second] and one[second] == other[first]


def _and(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:4]]
    return (
        " and ".join(shown) if len(names) <= 4 else f"{', '.join(shown)} and {len(names) - 4} more"
    )
