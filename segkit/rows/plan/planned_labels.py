"""What a plan's own columns say of a call: its status, and the platforms that it is for."""

from __future__ import annotations

import re

from segkit.derive.lifecycle import DEPRECATED, LIVE, NOT_SAID, PLANNED, status_of
from segkit.derive.platforms import platform_cells
from segkit.model.plan import Rule
from segkit.render.parts import as_text

_STATUS = re.compile(r"status|state|lifecycle|stage", re.IGNORECASE)
_PLATFORMS = re.compile(r"platforms?", re.IGNORECASE)
_BADGES = {LIVE: "on", PLANNED: "low", DEPRECATED: "deprecated"}


def status_words(rule: Rule) -> str:
    """`Live`, `Planned` or `Deprecated`; empty where the plan does not say."""
    return status_of(rule).capitalize()


def status_badge(rule: Rule) -> str:
    """Which badge that has."""
    return _BADGES.get(status_of(rule), "")


def platforms_words(rule: Rule) -> str:
    """The platforms as the plan has them."""
    return ", ".join(platform_cells(rule))


def other_labels(rule: Rule) -> dict[str, str]:
    """The columns that say neither; one with a status that is not known stays among them."""
    known = status_of(rule) != NOT_SAID
    return {
        name: _words(value)
        for name, value in rule.labels.items()
        if not (known and _STATUS.fullmatch(name.strip()))
        and not _PLATFORMS.fullmatch(name.strip())
    }


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else as_text(value).strip()
