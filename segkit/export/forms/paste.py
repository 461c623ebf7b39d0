"""Sections of a guide as plain HTML that survives being pasted into Confluence or Notion.

Only headings, paragraphs, lists, tables, code, links and pictures; no class, style or script.
In place of a drawing stand the words that the page has below it. The page's own button
"Copy section" (`segkit/export/assets/sections.js`) makes the same in a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from segkit.errors import UsageError
from segkit.export.content import Block, Section
from segkit.export.forms.written_html import tree_of_block
from segkit.export.prepared import Prepared
from segkit.render.escaping import clean
from segkit.render.long_texts import shortened, shortened_text
from segkit.render.tree import Child, Node, flat, terms_of

_KEPT = {
    *("a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("i", "img", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td"),
    *("th", "thead", "tr", "ul"),
}
_LEADS_OUT = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_VOID = {"br", "hr", "img"}
_NOT_SAID = {"sk-paper"}
"""Classes of what stands elsewhere in other words."""

_APART = {"details", "div", "figure", "section"}
"""What is left out of these ends a line, so that no two words of them become one."""

_INSTEAD = {"aside": "blockquote", "summary": "p"}


def paste_of(prepared: Prepared, name: str = "") -> str:
    """The section called `name` with all below it, or the whole guide, as an HTML document.

    Raises `UsageError` naming the sections when there is none of that name.
    """
    sections = prepared.content.sections
    parts = [] if name else [_block(block, prepared) for block in prepared.content.front]
    chosen = section_named(sections, name) if name else sections
    for section in chosen:
        parts += [_block(block, prepared) for block in section.blocks]
        if section.derived and (section.ends or section is chosen[-1]):
            parts.append(Markup("<p>{}</p>").format(shortened_text(section.derived)))
    body = Markup("\n").join(parts)
    head = Markup('<meta charset="utf-8"><title>{}</title>').format(
        name or shortened_text(prepared.title)
    )
    page = '<!DOCTYPE html>\n<html lang="en"><head>{}</head>\n<body>\n{}\n</body></html>\n'
    return clean(Markup(page).format(head, body))  # noqa: S704 (a literal)


def _block(block: Block, prepared: Prepared) -> Markup:
    """With long texts cut as on the page: whoever opens it reads a page too."""
    made = _children(tree_of_block(block, draft=prepared.draft))
    return Markup(shortened(made, of_people=block.kind != "view"))  # noqa: S704 (as it was)


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


def _children(children: Iterable[Child]) -> Markup:
    made = Markup("")
    before: Child = ""
    for child in flat(children):
        if _is_piece(before) and _is_piece(child) and made:
            made += " · "  # the page sets them apart by its style
        made += _child(child)
        before = child
    return made


def _is_piece(child: Child) -> bool:
    return isinstance(child, Node) and child.tag == "span"


def _child(child: Child) -> Markup:  # noqa: PLR0911 (one for each kind of thing)
    if isinstance(child, str):
        return Markup("<br>").join(map(escape, child.split("\n")))
    if not isinstance(child, Node):
        return _children(getattr(child, "words", ()) or child.instead)
    tag = _INSTEAD.get(child.tag, child.tag)
    if tag == "caption" or "aria-hidden" in child.attributes or child.classes & _NOT_SAID:
        return Markup("")
    if child.tag == "dl":
        return Markup("<ul>{}</ul>").format(_terms(child))
    if tag == "pre":
        return Markup("<pre><code>{}</code></pre>").format(child.text())
    if tag not in _KEPT or (tag == "a" and not _LEADS_OUT.match(child.attributes.get("href", ""))):
        return _children(child.children) + ("\n" if tag in _APART else "")
    opening = Markup("<{}{}>").format(tag, _attributes(child))
    if tag in _VOID:
        return opening
    return opening + _children(child.children) + Markup("</{}>").format(tag)


def _terms(node: Node) -> Markup:
    """A term with what it is, as one item: wikis know no lists of definitions."""
    items: list[Markup] = []
    for child in terms_of(node):
        if child.tag == "dt":
            term = child.text().strip().removesuffix(":")
            shown = term if term.endswith("?") else f"{term}:"
            items.append(Markup("<strong>{}</strong> ").format(shown))
        elif child.tag == "dd" and items:
            items[-1] += _children(child.children)
    return Markup("").join(Markup("<li>{}</li>").format(item) for item in items)


def _attributes(node: Node) -> Markup:
    """Links to the web, pictures and the width of cells; everything else is the page's."""
    given = node.attributes
    made = Markup("")
    if node.tag == "a":
        made += Markup(' href="{}"').format(given["href"])
    if node.tag == "img":
        made += Markup(' src="{}" alt="{}"').format(given.get("src", ""), given.get("alt", ""))
    if node.tag in {"td", "th"} and given.get("colspan", "").isdecimal():
        made += Markup(' colspan="{}"').format(given["colspan"])
    return made
