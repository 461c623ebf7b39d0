"""Marks for the solutions architect: seen live and in drafts, never by the customer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segkit.render.tree import Child, Node, span, together

_CLASS = "sk-badge-sa"
_MARK = re.compile(rf' ?<span class="sk-badge {_CLASS}">[^<]*</span>')


def sa_mark(text: object) -> Node:
    """A word about a statement that is for the SA only: that they set it themselves."""
    return together(" ", span(str(text), cls=f"sk-badge {_CLASS}"))


def without_sa_marks(html: str) -> str:
    """A view's HTML as the customer gets it; names are escaped, so none is taken for a mark."""
    return _MARK.sub("", html) if _CLASS in html else html


def unmarked(tree: Iterable[Child]) -> tuple[Child, ...]:
    """A view's tree as the customer gets it."""
    return tuple(_unmarked(child) for child in tree if not _is_mark(child))


def _is_mark(child: Child) -> bool:
    return isinstance(child, Node) and _CLASS in child.classes


def _unmarked(child: Child) -> Child:
    if isinstance(child, Node):
        return Node(child.tag, unmarked(child.children), child.attributes)
    return child if isinstance(child, str) else child.mapped(unmarked)
