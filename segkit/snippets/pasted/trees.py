"""Syntax trees of pasted code, and where in it something went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segkit.errors import UsageError

if TYPE_CHECKING:
    from tree_sitter import Node


def tree(text: str, language: object) -> Node:
    """The root of the text's tree; mistakes are inside it."""
    from tree_sitter import Language, Parser

    return Parser(Language(language)).parse(text.encode("utf-8", "replace")).root_node


def source_of(node: Node) -> str:
    """The node's own text."""
    return (node.text or b"").decode("utf-8", "replace")


def calls_below(root: Node, kind: str) -> Iterator[Node]:
    """The nodes of a kind in the order of the text, outer ones before those in them.

    Raises `UsageError` for one that holds a mistake, with its line and column, and at the end
    for a mistake elsewhere: a call that was cut off is no node of its kind.
    """
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == kind:
            if node.has_error:
                raise _mistake(node)
            yield node
        waiting.extend(reversed(node.children))
    if root.has_error:
        raise _mistake(root)


def _mistake(node: Node) -> UsageError:
    while not (node.is_error or node.is_missing):
        inside = next((one for one in node.children if one.has_error or one.is_missing), None)
        if inside is None:
            break
        node = inside
    row, column = node.start_point
    return UsageError(
        f"The code cannot be read at line {row + 1}, column {column + 1}.",
        "check the brackets and quotes there, and paste the whole call.",
    )
