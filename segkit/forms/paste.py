"""Sections of a guide as plain HTML that survives being pasted into Confluence or Notion.

Only headings, paragraphs, lists, tables, code, links and pictures; no class, style or script.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from segkit.errors import UsageError
from segkit.export.content import Block, Section
from segkit.export.prepared import Prepared
from segkit.forms.tables import DRAWN, Table, table_named
from segkit.forms.tree import Node, tree_of
from segkit.views.marks import without_sa_marks

_KEPT = {
    *("a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}
_VOID = {"br", "hr", "img"}
_PARAGRAPHS = {"caption", "figcaption", "summary"}


def paste_of(prepared: Prepared, name: str = "") -> str:
    """The section called `name` with all below it, or the whole guide, as an HTML document.

    Raises `UsageError` naming the sections when there is none of that name.
    """
    sections = prepared.content.sections
    if name:
        sections = section_named(sections, name)
    blocks = [block for section in sections for block in section.blocks]
    if not name:
        blocks = [*prepared.content.front, *blocks]
    parts = [_block(block, prepared) for block in blocks]
    body = Markup("\n").join(parts)
    head = Markup('<meta charset="utf-8"><title>{}</title>').format(name or prepared.title)
    page = '<!DOCTYPE html>\n<html lang="en"><head>{}</head>\n<body>\n{}\n</body></html>\n'
    return str(Markup(page).format(head, body))  # noqa: S704 (a literal)


def _block(block: Block, prepared: Prepared) -> Markup:
    name = block.calls[-1] if block.kind == "view" and block.calls else ""
    table = table_named(prepared.guide, DRAWN[name]) if name in DRAWN else None
    if table is not None:  # a drawing would be lost on the way
        return _table(table)
    html = block.html if prepared.draft else without_sa_marks(block.html)
    return _children(tree_of(html))


def _table(table: Table) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in table.columns)
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)
        )
        for row in table.rows
    )
    whole = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return whole.format(head, rows)


def section_named(sections: Sequence[Section], name: str) -> tuple[Section, ...]:
    """The section with this heading or anchor, and those below it."""
    wanted = " ".join(name.split()).casefold()
    for index, section in enumerate(sections):
        heading = section.heading
        if wanted in {heading.text.casefold(), heading.anchor.casefold()}:
            rest = sections[index + 1 :]
            below = next(
                (n for n, other in enumerate(rest) if other.heading.level <= heading.level),
                len(rest),
            )
            return (section, *rest[:below])
    known = ", ".join(repr(section.heading.text) for section in sections)
    raise UsageError(f"The guide has no section {name!r}.", f"use one of: {known}.")


def _children(node: Node) -> Markup:
    return Markup("").join(
        escape(child) if isinstance(child, str) else _element(child) for child in node.children
    )


def _element(node: Node) -> Markup:
    tag = "p" if node.tag in _PARAGRAPHS else node.tag
    if tag == "dl":
        return Markup("<ul>{}</ul>").format(_terms(node))
    if tag == "aside":
        return Markup("<blockquote>{}</blockquote>").format(_children(node))
    if tag not in _KEPT:
        return _children(node)
    opening = Markup("<{}{}>").format(tag, _attributes(node))
    if tag in _VOID:
        return opening
    return opening + _children(node) + Markup("</{}>").format(tag)


def _terms(node: Node) -> Markup:
    """A term with what it is, as one item: wikis know no lists of definitions."""
    items = Markup("")
    for child in node.terms:
        if child.tag == "dt":
            items += Markup("<li><strong>{}:</strong> ").format(child.text().strip().rstrip(":"))
        elif child.tag == "dd":
            items += _children(child) + Markup("</li>")
    return items


def _attributes(node: Node) -> Markup:
    """Links to the web, pictures and the width of cells; everything else is the page's."""
    given = node.attributes
    made = Markup("")
    if node.tag == "a" and not given.get("href", "#").startswith(("#", "data:")):
        made += Markup(' href="{}"').format(given["href"])
    if node.tag == "img":
        made += Markup(' src="{}" alt="{}"').format(given.get("src", ""), given.get("alt", ""))
    if node.tag in {"td", "th"} and given.get("colspan", "").isdecimal():
        made += Markup(' colspan="{}"').format(given["colspan"])
    return made
