"""A guide that is ready to take a form: its content, and what every form says about it."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.export.content import Content
from segkit.export.page.commonmark import Heading
from segkit.guide import Guide


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a form of a guide is made from.

    Attributes:
        guide: Where rows of tables come from.
        content: The sections that this guide has.
        headings: Every heading of it, also those within a quote or a fold.
        title: Of the document; plain text.
        footer: Where the document comes from; plain text.
        open_count: How many items are open; 0 in a final guide.
        draft: It may have open items, and says so.
    """

    guide: Guide
    content: Content
    headings: tuple[Heading, ...]
    title: str
    footer: str
    open_count: int
    draft: bool
