"""What a plan says of an event beside its fields: whether it is sent today, and who keeps it."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.model.plan import Rule
from segkit.plans.words.vocabulary import cell_words, plain, take_apart

LIVE, PLANNED, DEPRECATED, NOT_SAID = "live", "planned", "deprecated", ""
LIFECYCLE = (LIVE, PLANNED, DEPRECATED, NOT_SAID)
"""What the plan's own words for the status of an event mean; nothing where it says none."""


def status_of(rule: Rule) -> str:
    """One of `LIFECYCLE`: what the plan says of the event's own life."""
    if rule.deprecated:
        return DEPRECATED
    return next((meant for text in _said(rule, "status") if (meant := _state(text))), NOT_SAID)


def owner_of(rule: Rule) -> str:
    """Who keeps the event, as the plan writes it; empty where it does not say."""
    return next((text for text in _said(rule, "owner") if text), "")


def _said(rule: Rule, about: str) -> Iterable[str]:
    """What stands below headings of this kind, the exact ones first."""
    found = []
    for name, value in rule.labels.items():
        heading = take_apart(name)
        if about in heading.about and isinstance(value, str):
            found.append((heading.unknown + len(name.split()), value.strip()))
    return [text for _, text in sorted(found, key=lambda one: one[0])]


def _state(text: str) -> str:
    words = plain(text).strip(" .!")
    known = cell_words("state")
    if words in known:
        return known[words]
    return next((meant for begin, meant in known.items()
                 if begin.endswith(" ") and f"{words} ".startswith(begin)), NOT_SAID)  # fmt: skip
