"""What a plan's own columns say of a call: its status, and the platforms that it is for."""

from __future__ import annotations

import re

from segkit.model.plan import Rule
from segkit.render.parts import as_text

_STATUS = re.compile(r"status|state|lifecycle|stage", re.IGNORECASE)
_PLATFORMS = re.compile(r"platforms?", re.IGNORECASE)
_BADGES = {"live": "on", "implemented": "on", "planned": "low", "draft": "low"}


def status_words(rule: Rule) -> str:
    """Its status as the plan has it; `Deprecated` where the plan says that elsewhere."""
    return _said(rule, _STATUS) or ("Deprecated" if rule.deprecated else "")


def status_badge(rule: Rule) -> str:
    """Which badge that has."""
    return "deprecated" if rule.deprecated else _BADGES.get(status_words(rule).casefold(), "")


def platforms_of(rule: Rule) -> str:
    """The platforms as the plan has them."""
    return _said(rule, _PLATFORMS)


def other_labels(rule: Rule) -> dict[str, str]:
    """The columns that say neither."""
    return {
        name: _words(value)
        for name, value in rule.labels.items()
        if not _STATUS.fullmatch(name.strip()) and not _PLATFORMS.fullmatch(name.strip())
    }


def _said(rule: Rule, column: re.Pattern[str]) -> str:
    found = (_words(v) for name, v in rule.labels.items() if column.fullmatch(name.strip()))
    return next(filter(None, found), "")


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else as_text(value).strip()
