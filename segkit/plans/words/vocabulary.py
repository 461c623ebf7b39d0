"""The words of headings and cells, read from `words.toml`, and headings taken apart into them.

A word of a heading means one or several things ("key": a name, or "the most important"). Words
written as one are cut where all pieces are known ("Ereignisname", "イベント名").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.toml")
_LONGEST = 4
_SENTENCE = 8
_WORD = re.compile(r"[^\W\d_]+(?:'(?=d\b)[^\W\d_]+)?|\d+", re.UNICODE)
_HUMP = re.compile(r"(?<=[a-z][a-z])(?=[A-Z])")
ASIDE = re.compile(r"\([^)]{0,400}\)|\[[^\]]{0,400}\]|（[^）]{0,400}）|【[^】]{0,400}】")
"""What stands in brackets."""
_NUMBER = re.compile(r"(\w)\s*#\s*$")
"""`Event #`: its number."""
_KEYS = re.compile(r"\w[_.]\w+\s*[,;]|[,;]\s*\w+[_.]\w")  # a list of keys is no heading
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NEVER_CUT = 4  # a piece of a Latin word has at least so many letters
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_GA4 = re.compile(r"\bga4\b")
_MARK = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart.

    Attributes:
        about: What its words mean: the names of `[heading.*]` in `words.toml`.
        unknown: How many of its words mean nothing known.
        number: The number in it, as in `Property 2`; None when there is none.
        last: What its last word means.
    """

    about: frozenset[str]
    unknown: int = 0
    number: int | None = None
    last: frozenset[str] = frozenset()


_NOTHING = Heading(frozenset())


def plain(text: str) -> str:
    """For comparing words: one case, one width, no accents on Latin letters."""
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    if folded.isascii():
        return folded
    if max(folded) >= "\u3040":  # accents of kana and parts of Hangul belong to the letter
        return folded
    return _MARK.sub("", unicodedata.normalize("NFD", folded)).translate(_STROKES)


@cache
def cell_words(group: str) -> Mapping[str, str]:
    """Whole cells of a `[cell.*]` table by their text, `plain`, and what they mean."""
    table: dict[str, str] = {}
    for meaning, words in _document()["cell"][group].items():
        for word in words.split(";"):
            table.setdefault(plain(word.strip(" ")) or word, meaning)
            if word.endswith(" "):  # a beginning of cells: `if `
                table.setdefault(word.lstrip(), meaning)
    return table


@cache
def heading_words(meaning: str) -> frozenset[str]:
    """Every word of a heading with this meaning, in any language."""
    texts = _document()["heading"][meaning].values()
    return frozenset(plain(word.strip()) for text in texts for word in text.split(";"))


@lru_cache(maxsize=1024)
def says_every(text: str) -> bool:
    """The cell speaks of all events: `*`, `All events`, `is sent with every event`."""
    words = plain(text.strip("()[]. "))
    known = cell_words("every")
    return words in known or (
        len(words) <= 60 and any(_is_phrase(one) and one in words for one in known)
    )


def _is_phrase(words: str) -> bool:
    """Several words, or as much in a script without blanks."""
    return " " in words or (len(words) > _LONGEST - 1 and _DENSE.search(words) is not None)


@lru_cache(maxsize=8192)
def says_total(text: str) -> bool:
    """`Total`, `**Total events: 12**`: the cell stands before a sum."""
    words = _WORD.findall(plain(text))
    known = cell_words("total")
    if not words or (words[0] not in known and " ".join(words) not in known):
        return False
    rest = [word for word in words[1:] if not word.isdigit()]
    return not rest or not take_apart(" ".join(rest)).unknown


def is_dense(text: str) -> bool:
    """It holds signs of Japanese, Chinese or Korean."""
    return _DENSE.search(text) is not None


@cache
def deeds() -> re.Pattern[str]:
    """Finds a verb of what users do at the beginning of a word."""
    words = ";".join(_document()["cell"]["deed"].values()).split(";")
    stems = sorted({plain(word.strip()) for word in words if word.strip()}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(stems) + ")")


@cache
def english() -> frozenset[str]:
    """Every word of an English heading that is known."""
    texts = (languages.get("en", "") for languages in _document()["heading"].values())
    return frozenset(word for text in texts for word in _WORD.findall(plain(text)))


@cache
def _document() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _meanings() -> Mapping[tuple[str, ...], frozenset[str]]:
    """What each word, or run of words, of a heading means."""
    found: dict[tuple[str, ...], set[str]] = {}
    for meaning, languages in _document()["heading"].items():
        for words in languages.values():
            for phrase in words.split(";"):
                found.setdefault(tuple(_WORD.findall(plain(phrase))), set()).add(meaning)
    return {phrase: frozenset(meanings) for phrase, meanings in found.items() if phrase}


@lru_cache(maxsize=8192)
def take_apart(text: str) -> Heading:
    """The heading's words by what they mean; of several lines the first that says something."""
    if not text.strip() or len(text) > 120 or _KEYS.search(text):
        return _NOTHING
    bare = ASIDE.sub(" ", text)
    lines = [line for line in bare.splitlines() if line.strip()] or [text]
    if len(lines) > 1 and len(bare.split()) <= _LONGEST:
        whole = take_apart(" ".join(lines))
        if whole.about and not whole.unknown:
            return whole  # `Event` and `name` below it
    first = lines[0]
    if len(first.split()) > _SENTENCE:
        return _NOTHING
    first = _NUMBER.sub(r"\1 number", first.replace("_", " "))
    words = _WORD.findall(_GA4.sub("ga", plain(_HUMP.sub(" ", first))))
    numbers = [int(word) for word in words if word.isdigit() and len(word) < 4]
    meant = list(_readings([word for word in words if not word.isdigit()]))
    return Heading(
        frozenset().union(*meant) - {"filler"}, meant.count(frozenset()),
        numbers[0] if numbers else None, meant[-1] if meant else frozenset(),
    )  # fmt: skip


def _readings(words: list[str]) -> Iterator[frozenset[str]]:
    """What each longest known run of words means; nothing for a word that is not known."""
    known, place = _meanings(), 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            run = tuple(words[place : place + length])
            meanings = known.get(run) or known.get((*run[:-1], run[-1].removesuffix("s")))
            if meanings is not None:
                yield meanings
                place += length
                break
        else:
            yield _cut(words[place])
            place += 1


@lru_cache(maxsize=4096)
def _cut(word: str) -> frozenset[str]:
    """The meanings of a word's pieces when all of it is known pieces; none otherwise."""
    known = _meanings()
    is_dense = bool(_DENSE.search(word))
    best: list[frozenset[str] | None] = [frozenset(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            if before is None:
                continue
            meanings = known.get((piece,)) if is_dense or len(piece) >= _NEVER_CUT else None
            if meanings is None and not is_dense:
                # German and Dutch put an s or n between: Eigenschaft-s-name
                is_joint = start > 0 and end < len(word) and piece in {"s", "n", "en", "e"}
                meanings = frozenset[str]() if is_joint else None
            if meanings is not None:
                best[end] = before | meanings
                break
    if best[-1] is None and is_dense:  # `业务参数`: what the heading is about stands last
        ends = (_cut(word[-size:]) for size in range(len(word) - 1, 1, -1))
        return next((end for end in ends if "field" in end), frozenset())
    return best[-1] or frozenset()
