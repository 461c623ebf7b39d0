"""What a name is made of: its words, its casing, and what it is without both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from segkit.review.tables import words_at

_SEPARATORS = re.compile(r"[\s_.\-:/|>,;&+()\[\]{}'\"’!?#*]+")
_PREFIX = re.compile(r"^\s*\[[^\]]*\]\s*")
_PARTS = re.compile(r"\s+[-–—|>:]+\s+|:\s*|\s*[/|>]\s*|\.")
_ODD = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_JOINER = "\u200d"
_BLANKS = re.compile(r"\s+")

_NO_NAME = re.compile(r"[,+*=←→…;]|\s\(.*\)|\)$| (?:is|are|was|were|when|if|should|must|will) ")

TITLE, SENTENCE, LOWER = "Title Case", "Sentence case", "lower case"
SNAKE, CAMEL, PASCAL, KEBAB = "snake_case", "camelCase", "PascalCase", "kebab-case"
UPPER_SNAKE, TITLE_SNAKE = "UPPER_SNAKE_CASE", "Title_Snake_Case"


@lru_cache(maxsize=20_000)
def tidy(name: str) -> str:
    """The name without characters that nobody sees, and with single blanks inside only."""
    if name.isascii():
        return name.strip() if "  " not in name and name.isprintable() else _blanks(name)
    return _blanks(visible(name))


def _blanks(name: str) -> str:
    return _BLANKS.sub(" ", name).strip()


def visible(name: str) -> str:
    """The name without characters that nobody sees; a no-break space becomes a blank.

    A joiner between two pictographs makes one of them, and stays.
    """
    kept = _ODD.sub("", name.replace("\u00a0", " ").replace("\u202f", " "))
    if _JOINER not in kept:
        return kept
    return "".join(
        char
        for at, char in enumerate(kept)
        if char != _JOINER or (0 < at < len(kept) - 1 and _is_pictograph(kept[at + 1]))
    )


def _is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So"


@lru_cache(maxsize=20_000)
def words(name: str) -> tuple[str, ...]:
    """`("order", "completed")` for any spelling of it; a number is a word of its own."""
    spaced = _SEPARATORS.sub(" ", tidy(name))
    return tuple(word.lower() for part in spaced.split() for word in _camel(part))


def _camel(part: str) -> list[str]:
    if part.islower() or (part.isupper() and len(part) > 1):
        return [part]
    return [
        word
        for word in re.split(
            r"(?<=[a-zß-öø-ÿ0-9])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})",
            part,
        )
        if word
    ]


@lru_cache(maxsize=20_000)
def snake(name: str) -> str:
    """The words joined with `_`, by which names are looked up in tables."""
    return "_".join(words(name))


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """The name without case and separators; accents stay, they tell words apart."""
    return "".join(char for char in tidy(name).casefold() if char.isalnum())


def is_remark(name: str) -> bool:
    """More than a name: several of them, a remark in brackets, or a whole sentence."""
    plain = tidy(name)
    return (
        bool(_NO_NAME.search(plain))
        or len(plain.split()) > 8
        or plain.lower().startswith(("no ", "none ", "all ", "same ", "see "))
    )


def is_prose(name: str) -> bool:
    """Three words or more, and no capital but the first: `list of items`."""
    return len(tidy(name).split()) > 2 and bool({SENTENCE, LOWER} & casings(name))


def has_case(name: str) -> bool:
    """It is written in letters that have small and capital ones."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and all(char.lower() != char.upper() for char in letters)


def without_prefix(name: str) -> str:
    """The name without a product in brackets in front of it: `[Checkout] Paid`."""
    return _PREFIX.sub("", name)


@lru_cache(maxsize=20_000)
def casings(name: str) -> frozenset[str]:
    """Every casing that the name fits; one word fits several.

    Each part of a name with a prefix (`[App] …`, `Cart: …`, `a/b`) has to fit by itself.
    """
    parts = [part for part in _PARTS.split(without_prefix(tidy(name))) if part.strip()]
    found = [_fits(part.strip()) for part in parts]
    return frozenset.intersection(*found) if found else frozenset()


def _fits(text: str) -> frozenset[str]:
    text = text.strip("()'\"’")
    found = set()
    if " " in text:
        found = _with_blanks([word for word in text.split(" ") if word])
    elif "_" in text.strip("_"):
        found = _joined(text.strip("_").split("_"), (SNAKE, UPPER_SNAKE, TITLE_SNAKE))
    elif "-" in text:
        found = _joined(text.split("-"), (KEBAB, "", ""))
    else:
        found = _single(text.strip("_"))
    return frozenset(found - {""})


def _with_blanks(parts: Sequence[str]) -> set[str]:
    small = words_at("names", "small")
    found = set()
    first, *rest = parts
    capital = [_is_capital(word) or word in small for word in rest]
    lower = [not _is_capital(word) or _is_acronym(word) for word in rest]
    if _is_capital(first) and all(capital):
        found.add(TITLE)
    if _is_capital(first) and all(lower):
        found.add(SENTENCE)
    if not any(char.isupper() for char in "".join(parts)):
        found.add(LOWER)
    return found


def _joined(parts: Sequence[str], kinds: tuple[str, str, str]) -> set[str]:
    lower, upper, title = kinds
    text = "".join(parts)
    found = set()
    if text == text.lower():
        found.add(lower)
    if text == text.upper():
        found.add(upper)
    if all(not part or _is_capital(part) for part in parts):
        found.add(title)
    return found


def _single(text: str) -> set[str]:
    if not any(char.isalpha() for char in text):
        return {TITLE, SENTENCE, LOWER, SNAKE, CAMEL, PASCAL, KEBAB, UPPER_SNAKE, TITLE_SNAKE}
    if text == text.lower():
        return {LOWER, SNAKE, CAMEL, KEBAB}
    if text == text.upper():
        return {TITLE, SENTENCE, PASCAL, UPPER_SNAKE, TITLE_SNAKE}
    inner = any(char.isupper() for char in text[1:])
    if text[0].isupper() or text[0].isdigit():
        known = {PASCAL} if inner else {TITLE, SENTENCE, PASCAL, TITLE_SNAKE}
        # a mark such as iOS or JavaScript is a word of a title too
        return known | ({TITLE, SENTENCE} if len(words(text)) <= 2 and _is_acronym(text) else set())
    return {CAMEL}


def _is_capital(word: str) -> bool:
    core = word.lstrip("(\"'’")
    return not core or not core[0].isalpha() or core[0].isupper() or _is_acronym(core)


def _is_acronym(word: str) -> bool:
    """`URL`, `2FA`, `iOS`, `eBook`: written as it is in every casing."""
    letters = [char for char in word if char.isalpha()]
    return (
        not letters
        or sum(char.isupper() for char in letters) * 2 > len(letters)
        or (word[:1].islower() and word[1:2].isupper())
    )


def recased(name: str, casing: str) -> str:
    """The name in another casing; empty when that would lose something of it."""
    prefix = _PREFIX.match(name)
    if prefix or not re.fullmatch(r"[A-Za-z0-9 _\-]+", name):
        return ""
    parts = [word for part in re.split(r"[ _\-]+", name) for word in _camel(part)]
    made = _written(parts, casing)
    return made if folded(made) == folded(name) and casing in casings(made) else ""


def _written(parts: Sequence[str], casing: str) -> str:
    small = words_at("names", "small")
    low = [word.lower() for word in parts]
    capital = [word if _is_mark(word) else word[:1].upper() + word[1:].lower() for word in parts]
    if casing == TITLE:
        return " ".join(
            plain if at and plain in small else big
            for at, (plain, big) in enumerate(zip(low, capital, strict=True))
        )
    if casing == SENTENCE:
        return " ".join([capital[0], *(w if _is_mark(w) else w.lower() for w in parts[1:])])
    forms = {
        LOWER: " ".join(low),
        SNAKE: "_".join(low),
        KEBAB: "-".join(low),
        UPPER_SNAKE: "_".join(low).upper(),
        TITLE_SNAKE: "_".join(capital),
        PASCAL: "".join(word[:1].upper() + word[1:] for word in low),
        CAMEL: low[0] + "".join(word[:1].upper() + word[1:] for word in low[1:]),
    }
    return forms[casing]


def _is_mark(word: str) -> bool:
    return len(word) <= 4 and word.isupper() and len(word) > 1
