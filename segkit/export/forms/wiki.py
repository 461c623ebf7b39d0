"""A guide as one Markdown document, with its pictures as files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from segkit.export.content import Block
from segkit.export.forms.markdown import FINISHED, Dialect, details_of, markdown_of, table_of
from segkit.export.forms.pictures import Pictures
from segkit.export.forms.tables import Table, table_named
from segkit.export.forms.tree import Node, tree_of
from segkit.export.forms.words import words
from segkit.export.page.commonmark import Heading
from segkit.export.page.dressing import logo_address
from segkit.export.prepared import Prepared
from segkit.render.html import clean
from segkit.render.marks import without_sa_marks

_AS_ROWS = frozenset({"overview", "matrix"})
"""Views that are shown by their rows, because they are drawn."""

_TABLES = frozenset({"identify", "destinations", "coverage"})
"""Views in which the rows stand for the table; what is folded away in them follows below it."""

_SENTENCE = 3
"""Words that say the same wherever they stand."""

_DRAWN = {"flow": "matrix"}
"""Diagrams, and the table that says the same."""


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
    places = anchors(prepared.headings, docsify=docsify)
    dialect = Dialect(docsify, lambda anchor: places.get(anchor, ""), pictures.keep)
    shown = {call for block in _all(prepared) for call in block.calls}
    logo = pictures.keep(logo_address(prepared.guide.facts.engagement.look))
    parts = [f"![Logo]({logo})" if logo else "", f"# {words(prepared.title)}"]
    parts += _draft(prepared, dialect)
    parts += [_block(block, prepared, dialect, shown) for block in prepared.content.front]
    for section in prepared.content.sections:
        parts.extend(_block(block, prepared, dialect, shown) for block in section.blocks)
        parts.append(f"*{words(section.derived)}*")
    parts.append(f"---\n\n{words(prepared.footer)}")
    text = "\n\n".join(part for part in parts if part.strip())
    return Wiki(f"{clean(text)}\n", pictures.files)


def _all(prepared: Prepared) -> list[Block]:
    content = prepared.content
    return [*content.front, *(block for s in content.sections for block in s.blocks)]


def _draft(prepared: Prepared, dialect: Dialect) -> list[str]:
    if not prepared.draft:
        return []
    text = f"Draft: {prepared.open_count} open item{'' if prepared.open_count == 1 else 's'}."
    return [f"!> {text}" if dialect.docsify else f"> [!WARNING]\n> {text}"]


def _block(block: Block, prepared: Prepared, dialect: Dialect, shown: set[str]) -> str:
    name = block.calls[-1] if block.kind == "view" and block.calls else ""
    if _DRAWN.get(name) in shown:
        return ""
    html = block.html if prepared.draft else without_sa_marks(block.html)
    tree = tree_of(html)
    if name == "cover":  # the document has its title already
        for heading in tree.all("h1"):
            heading.children = []
    table = table_named(prepared.guide, name) if name in _AS_ROWS | _TABLES else None
    if table is None:
        return markdown_of(tree, dialect)
    rows = table_of(table.columns, table.rows)
    if name in _AS_ROWS:
        return rows
    _leave_out_what_is_said(tree, table)
    instead = "\n\n".join(filter(None, [rows, details_of(tree, dialect)]))
    return markdown_of(_replaced(tree, instead), dialect)


def _leave_out_what_is_said(tree: Node, table: Table) -> None:
    """Of what is folded away in a row, only what its cells do not say is left."""
    items = [body for body in tree.all("tbody") if "sk-item" in body.classes]
    if len(items) != len(table.rows):
        return
    for item, row in zip(items, table.rows, strict=True):
        said = {(title, _plain(str(cell))) for title, cell in zip(table.columns, row, strict=True)}
        # a short value (`no`) may answer another question; whole sentences do not
        said |= {("", text) for _, text in said if len(text.split()) >= _SENTENCE}
        for facts in item.all("dl"):
            terms = facts.terms
            facts.children = [
                node
                for term, fact in zip(terms[::2], terms[1::2], strict=True)
                if not said & {(title, _plain(fact.text())) for title in ("", term.text().strip())}
                for node in (term, fact)
            ]


def _plain(text: str) -> str:
    """The words, however a list of them is separated."""
    return " ".join(re.sub(r"[,;]", " ", text).split())


def _replaced(tree: Node, instead: str) -> Node:
    """The tree with finished Markdown in place of its first table."""
    first = next(tree.all("table"), None)

    def without(node: Node) -> Node:
        if node is first:
            return Node(FINISHED, {}, [instead])
        kept = [child if isinstance(child, str) else without(child) for child in node.children]
        return Node(node.tag, node.attributes, kept)

    return without(tree)


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
