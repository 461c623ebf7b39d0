"""The plan's own naming rule, and the names of the plan that do not keep to it.

A rule that says a style in words that are known is compared with every current name. Any other
is shown as it is written, and not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from segkit.model.plan import ELEMENT, TrackingPlan
from segkit.plans.words.vocabulary import plain, take_apart

EVENTS, PROPERTIES, TRAITS, PAGES = "events", "properties", "traits", "pages and screens"
_SUBJECTS: Mapping[str, str] = {
    "event": EVENTS,
    "track": EVENTS,
    "field": PROPERTIES,
    "variable": PROPERTIES,
    "trait": TRAITS,
    "page": PAGES,
    "screen": PAGES,
}
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "or",
        "out",
        "per",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
    ]
)
_IRREGULAR = frozenset(
    [
        "sent",
        "built",
        "sold",
        "bought",
        "paid",
        "seen",
        "won",
        "lost",
        "put",
        "cut",
        "set",
        "read",
        "left",
        "begun",
        "began",
        "made",
        "taken",
        "given",
        "found",
        "held",
        "kept",
        "met",
        "run",
        "shown",
        "shut",
        "spent",
        "written",
        "chosen",
        "drawn",
        "driven",
        "known",
        "broken",
        "hidden",
        "reset",
        "split",
        "quit",
        "done",
        "gone",
        "felt",
        "brought",
        "caught",
        "told",
        "heard",
        "led",
        "let",
        "hit",
        "bid",
        "become",
        "come",
        "fallen",
        "fed",
        "flown",
        "frozen",
        "grown",
        "hung",
        "laid",
        "lit",
        "risen",
        "sung",
        "spoken",
        "stolen",
        "struck",
        "swept",
        "thrown",
        "understood",
        "woken",
        "worn",
    ]
)


def _is_title(name: str) -> bool:
    words = name.split()
    return all(
        w[:1].isupper() or w[:1].isdigit() or (i and w in _SMALL) for i, w in enumerate(words)
    )


def _has_past(name: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
    return len(words) > 1 and any(word.endswith("ed") or word in _IRREGULAR for word in words)


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write names.

    Attributes:
        title: How people call it.
        says: Finds it in the text of a rule.
        fits: A name is written so.
    """

    title: str
    says: re.Pattern[str]
    fits: Callable[[str], bool]


def _style(title: str, says: str, fits: str | Callable[[str], bool]) -> Style:
    pattern = re.compile(fits).fullmatch if isinstance(fits, str) else None
    # the words of styles are names themselves, so case tells them apart only where it has to
    test = (lambda name: pattern(name) is not None) if pattern else fits
    return Style(title, re.compile(says), test)  # type: ignore[arg-type] # a pattern's test above


_ACTION = r"(?i)\b(?:object|noun|thing)s?\b.{0,12}?\b(?:past[- ]?(?:tense )?)?(?:action|verb)s?\b|\bpast[- ]tense\b"
STYLES = (
    _style(
        "snake_case",
        r"(?i)\bsnake[_ -]?case\b|\bsnake\b|\b[a-z]+_[a-z]+_case\b",
        r"\$?[a-z0-9]+(?:_[a-z0-9]+)*",
    ),
    _style("kebab-case", r"(?i)\bkebab[_ -]?case\b", r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    _style(
        "PascalCase",
        r"(?i)\bpascal[_ -]?case\b|\bupper[_ -]?camel[_ -]?case\b",
        r"[A-Z][A-Za-z0-9]*",
    ),
    _style(
        "camelCase",
        r"(?i)(?<!upper )(?<!upper-)(?<!upper)\b(?:lower[_ -]?)?camel[_ -]?case\b",
        r"[a-z][A-Za-z0-9]*",
    ),
    _style("Title Case", r"(?i)\b(?:title|proper)[_ -]?case\b|\binitial capitals\b", _is_title),
    _style(
        "UPPER_CASE",
        r"(?i)\b(?:screaming[_ -]?snake|upper)[_ -]?case\b(?! camel)",
        r"[A-Z0-9]+(?:_[A-Z0-9]+)*",
    ),
    _style("lower case", r"(?i)\blower[_ -]?case\b(?! camel)", lambda name: name == name.lower()),
    _style("Object + Past Action", _ACTION, _has_past),
)
"""The styles that a rule may ask for, and what shows that a name is written so."""


@dataclass(frozen=True, slots=True)
class NamingRule:
    """What the plan says of the names of one kind of thing.

    Attributes:
        about: `EVENTS`, `PROPERTIES`, `TRAITS` or `PAGES`.
        style: The style's title.
        names: How many names it is about.
        broken: Those that are written otherwise, in plan order.
    """

    about: str
    style: str
    names: int
    broken: tuple[str, ...]


def naming_rules(plan: TrackingPlan, texts: Iterable[tuple[str, str]]) -> tuple[NamingRule, ...]:
    """What these texts ask of names, compared with the plan; each with its label.

    Nothing for what asks for no style that is known.
    """
    asked = dict.fromkeys(pair for label, text in texts for pair in _asked(label, text))
    names = {about: tuple(dict.fromkeys(_names(plan, about))) for about, _ in asked}
    return tuple(
        NamingRule(about, style.title, len(names[about]),
                   tuple(name for name in names[about] if not style.fits(name)))
        for about, style in asked
        if names[about]
    )  # fmt: skip


def _asked(label: str, text: str) -> Iterator[tuple[str, Style]]:
    """What each clause is about, and the style that it asks for."""
    about = _about(label)
    for clause in re.split(r"[;.\n]|, (?=\w+ (?:names? )?(?:are|is|in|use)\b)", text):
        about = _about(clause) or about
        for style in STYLES:
            if style.says.search(clause):
                yield from ((one, style) for one in about or (EVENTS, PROPERTIES))


def _about(text: str) -> tuple[str, ...]:
    """The kinds of things that a text names."""
    found = (
        _SUBJECTS.get(what)
        for word in re.findall(r"\w+", plain(text))
        for what in take_apart(word).about
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _names(plan: TrackingPlan, about: str) -> Iterator[str]:
    for rule in plan.rules:
        if rule.deprecated:
            continue
        if (about == EVENTS and rule.call == "track") or (
            about == PAGES and rule.call in {"page", "screen"}
        ):
            yield from filter(None, [rule.key])
        container = {PROPERTIES: "properties", TRAITS: "traits"}.get(about)
        for field in rule.fields:
            if (
                container
                and field.path[0] == container
                and field.path[-1] != ELEMENT
                and len(field.path) > 1
            ):
                yield field.name
