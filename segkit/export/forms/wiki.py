"""A guide as one Markdown document, with its pictures as files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from segkit.export.content import Block
from segkit.export.forms.pictures import Pictures
from segkit.export.forms.written_html import tree_of_block
from segkit.export.page.commonmark import Heading
from segkit.export.page.dressing import logo_address
from segkit.export.prepared import Prepared
from segkit.render.escaping import clean
from segkit.render.markdown import Dialect, markdown_of
from segkit.render.markdown_text import words
from segkit.render.tree import flat
from segkit.rows.row import row_named
from segkit.terminal import printable

_CALL = 4
"""The level of a planned call's heading."""


@dataclass(frozen=True, slots=True)
class Wiki:
    """A Markdown document.

    Attributes:
        text: The document.
        pictures: Files beside it, by relative name.
    """

    text: str
    pictures: dict[str, bytes]


def wiki_of(prepared: Prepared, *, docsify: bool = False) -> Wiki:
    """The guide as Markdown: GitHub's, which most wikis read, or docsify's."""
    pictures = Pictures()
    places = anchors(headings_of(prepared), docsify=docsify)
    dialect = Dialect(docsify, lambda anchor: places.get(anchor, ""), pictures.keep)
    shown = {call for block in prepared.content.blocks for call in block.calls}
    logo = pictures.keep(logo_address(prepared.guide.facts.engagement.look))
    parts = [f"![Logo]({logo})" if logo else "", f"# {words(prepared.title)}"]
    parts += _draft(prepared, dialect)
    parts += [
        block_as_markdown(block, prepared, dialect, shown) for block in prepared.content.front
    ]
    for section in prepared.content.sections:
        parts.extend(block_as_markdown(block, prepared, dialect, shown) for block in section.blocks)
        parts.append(f"*{words(section.derived)}*" if section.ends and section.derived else "")
    parts.append(f"---\n\n{words(prepared.footer)}")
    text = "\n\n".join(part for part in parts if part.strip())
    return Wiki(f"{printable(clean(text))}\n", pictures.files)


def headings_of(prepared: Prepared) -> tuple[Heading, ...]:
    """Every heading, and those that planned calls get here in the place of cards."""
    below = {s.heading.anchor: s.blocks for s in prepared.content.sections}
    found: list[Heading] = []
    for heading in prepared.headings:
        found.append(heading)
        for block in below.get(heading.anchor, ()):
            for part in flat(block.view.tree if block.view else ()):
                places = getattr(part, "places", ())
                found += [Heading(_CALL, name, anchor) for anchor, name in places]
    return tuple(found)


def _draft(prepared: Prepared, dialect: Dialect) -> list[str]:
    if not prepared.draft:
        return []
    text = f"Draft: {prepared.open_count} open item{'' if prepared.open_count == 1 else 's'}."
    return [f"!> {text}" if dialect.docsify else f"> [!WARNING]\n> {text}"]


def block_as_markdown(block: Block, prepared: Prepared, dialect: Dialect, shown: set[str]) -> str:
    """One piece of the guide; nothing for a row that another one shows already."""
    row = row_named(block.calls[-1]) if block.view and block.calls else None
    if row and row.same_as in shown:
        return ""
    return markdown_of(tree_of_block(block, draft=prepared.draft), dialect)


def anchors(headings: tuple[Heading, ...], *, docsify: bool) -> dict[str, str]:
    """Where a link to each heading leads, in a document with these headings."""
    taken: dict[str, int] = {}
    found = {}
    slug: Callable[[str], str] = github_slug
    for heading in headings:
        own = slug(heading.text)
        count = taken[own] = taken.get(own, -1) + 1
        plain = f"#{own}-{count}" if count else f"#{own}"
        has_id = docsify and heading.anchor.isascii()
        found[heading.anchor] = (
            f"?id={heading.anchor}" if has_id else plain.replace("#", "?id=" if docsify else "#")
        )
    return found


def github_slug(text: str) -> str:
    """The anchor that GitHub and those who follow it give a heading."""
    kept = "".join(
        char for char in text.lower() if char in "-_ " or unicodedata.category(char)[0] in "LMN"
    )
    return re.sub(r"\s", "-", kept.strip())
