"""The tree of each block of a guide, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.export.content import Block
from segkit.export.forms.written_html import tree_of
from segkit.render.marks import unmarked
from segkit.render.tree import Child


def tree_of_block(block: Block, *, draft: bool) -> Sequence[Child]:
    """What the block consists of; marks for the SA are in a draft only.

    A view is a tree; what a person wrote, or their own code made, is read from its HTML.
    """
    if block.view is None:
        return (tree_of(block.html),)
    return block.view.tree if draft else unmarked(block.view.tree)
