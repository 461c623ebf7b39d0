"""Which of the old things is which of the new: by key first, then by likeness.

Likeness is only asked for what has no counterpart by key, and only between names that share
a word or are spelled alike, so that two plans of thousands of events stay quick.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[a-z0-9]+|[^\W\d_]+", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """The old things beside the new ones.

    Attributes:
        same: Old and new, in the order of the new ones.
        removed: Old ones without a counterpart.
        added: New ones without a counterpart.
    """

    same: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def paired(old: Sequence[T], new: Sequence[T], *keys: Callable[[T], Hashable]) -> Pairs[T]:
    """Pairs by the first of `keys` that fits; a key of None fits nothing."""
    left, counterpart = list(old), dict[int, T]()
    for key in keys:
        by_key: dict[Hashable, list[T]] = defaultdict(list)
        for one in left:
            by_key[key(one)].append(one)
        by_key.pop(None, None)
        for index, one in enumerate(new):
            if index not in counterpart and (found := by_key.get(key(one))):
                counterpart[index] = found.pop(0)
        taken = {id(one) for one in counterpart.values()}
        left = [one for one in left if id(one) not in taken]
    return Pairs(
        same=tuple((counterpart[i], one) for i, one in enumerate(new) if i in counterpart),
        removed=tuple(left),
        added=tuple(one for i, one in enumerate(new) if i not in counterpart),
    )


def renamed(
    pairs: Pairs[T], name: Callable[[T], str], likeness: Callable[[T, T], tuple[float, str]]
) -> tuple[Pairs[T], tuple[tuple[T, T, str], ...]]:
    """What of the removed and added is the same thing under another name, with the evidence.

    `likeness` gives 0 to 1 and says in words why; below 0.7 two things are different ones.
    """
    found: list[tuple[float, int, int, str]] = []
    for before, after in _candidates(
        [name(one) for one in pairs.removed], [name(one) for one in pairs.added]
    ):
        score, evidence = likeness(pairs.removed[before], pairs.added[after])
        if score >= 0.7:
            found.append((-score, before, after, evidence))
    olds, news = set[int](), set[int]()
    matches: list[tuple[T, T, str]] = []
    for _, before, after, evidence in sorted(found):
        if before not in olds and after not in news:
            olds.add(before)
            news.add(after)
            matches.append((pairs.removed[before], pairs.added[after], evidence))
    rest = Pairs(
        pairs.same,
        tuple(one for index, one in enumerate(pairs.removed) if index not in olds),
        tuple(one for index, one in enumerate(pairs.added) if index not in news),
    )
    return rest, tuple(matches)


def _candidates(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every pair where that is little work; else those whose names share a word."""
    if len(old) * len(new) <= 2_500:
        yield from ((before, after) for before in range(len(old)) for after in range(len(new)))
        return
    by_word: dict[str, list[int]] = defaultdict(list)
    for after, text in enumerate(new):
        for word in {*words(text), "".join(words(text))}:
            by_word[word].append(after)
    for before, text in enumerate(old):
        near: set[int] = set()
        for word in {*words(text), "".join(words(text))}:
            if len(by_word[word]) <= 50:  # a word of every name tells nothing
                near.update(by_word[word])
        yield from ((before, after) for after in sorted(near))


def words(name: str) -> tuple[str, ...]:
    """`orderCompleted`, `Order Completed` and `order_completed` are the same words."""
    return tuple(word.casefold() for word in _WORD.findall(_HUMP.sub(" ", name)))


def names_alike(old: str, new: str) -> float:
    """From 0, nothing in common, to 1, the same but for spelling."""
    return SequenceMatcher(None, " ".join(words(old)), " ".join(words(new)), autojunk=False).ratio()
