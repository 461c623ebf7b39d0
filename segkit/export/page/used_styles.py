"""A style sheet without the rules that nothing on a page can meet.

A guide carries the style sheet of all views, also of those that it does not have.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_CLASS = re.compile(r"\bsk-[\w-]+")
_RULE = re.compile(r"([^{};]+)(\{[^{}]*\})")
"""Innermost rules; what stands around them stays."""

_IN_BRACKETS = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_CHOICE = re.compile(rf":(?:is|not|has|where){_IN_BRACKETS}")
_SELECTOR = re.compile(rf"(?:[^,()]|{_IN_BRACKETS})+")
_NEEDED = re.compile(r"\.(sk-[\w-]+)")


def classes_in(texts: Iterable[str]) -> frozenset[str]:
    """Every class of ours that a page's HTML has, or that its script may give to something."""
    return frozenset(name for text in texts for name in _CLASS.findall(text))


def used_styles(style: str, classes: Collection[str]) -> str:
    """The lean style sheet for a page with these classes."""

    def kept(found: re.Match[str]) -> str:
        selectors = [one for one in _SELECTOR.findall(found[1]) if _can_meet(one, classes)]
        return f"{','.join(selectors)}{found[2]}" if selectors else ""

    return _RULE.sub(kept, style)


def _can_meet(selector: str, classes: Collection[str]) -> bool:
    return all(name in classes for name in _NEEDED.findall(_CHOICE.sub("", selector)))
