"""A notebook's Markdown as HTML for the guide: safe, self-contained, with anchors.

The text is a person's, but names from sheets may have been pasted into it: raw HTML goes
through an allow-list (nh3). Pictures travel inside the page, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from segkit.export.page.callouts import make_callouts
from segkit.export.page.ids import ids_in
from segkit.export.pictures import attached_picture, is_on_the_web, is_picture, picture_in
from segkit.files import file_name
from segkit.knowledge.links import Links
from segkit.render.escaping import clean
from segkit.render.html import safe_url
from segkit.texts import ENGLISH

_TAGS = nh3.ALLOWED_TAGS | {"input", "section", "aside", "figure", "figcaption"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "div": {"tabindex", "data-language"},
    "pre": {"tabindex"},
    "*": {"class", "id", "title", "lang", "dir", "role"},
    "a": {"href", "hreflang", "aria-label"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}


_OWN_CLASSES = ("sk-callout", "sk-scroll", "sk-code", "sk-permalink", "sk-drawing")
"""What this module makes; other names of segkit's would make its script take text for a view."""

_SWALLOWERS = "iframe|math|noembed|noframes|script|select|style|svg|template|textarea|title|xmp"
_SWALLOWING = re.compile(rf"<(?:(!--)|(plaintext|{_SWALLOWERS})(?=[\s/>]))", re.IGNORECASE)
_COMMENT_END = "-->"
_CLOSING = re.compile(rf"({_COMMENT_END})|</({_SWALLOWERS})(?=[\s/>])", re.IGNORECASE)

RESERVED = frozenset({"content", "contents", "cover", "search"})
"""Ids of the page itself, which no heading may take."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the guide, as the table of contents needs it.

    Attributes:
        level: 2 to 6; the page's title is the only heading of level 1.
        text: Without markup.
        anchor: Its id in the page; stable while the text is.
    """

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a cell: a heading and what follows, or what stands before the first one.

    Attributes:
        source: The Markdown it was made from.
    """

    heading: Heading | None
    html: str
    source: str


@dataclass(slots=True)
class MarkdownPage:
    """Renders the Markdown cells of one guide, in order, and collects its headings.

    Attributes:
        media: Folders in which pictures are looked up, first hit wins.
        links: Where links to Segment's documentation lead; the text has the usual base.
        language: Of the titles of callouts.
        headings: Found so far.
    """

    media: Sequence[Path]
    links: Links = field(default_factory=Links)
    language: str = ENGLISH
    headings: list[Heading] = field(default_factory=list)
    _taken: set[str] = field(default_factory=lambda: set(RESERVED))

    def render(
        self, source: str, attachments: Mapping[str, Mapping[str, object]] | None = None
    ) -> str:
        """The cell's HTML; `attachments` are its pasted pictures by name."""
        return "".join(part.html for part in self.parts(source, attachments))

    def parts(
        self, source: str, attachments: Mapping[str, Mapping[str, object]] | None = None
    ) -> list[Part]:
        """The cell as one part for each heading; a part before the first has no heading."""
        source = clean(source)
        parser = _parser()
        tokens = parser.parse(source)
        before = len(self.headings)
        starts = self.find_headings(tokens)
        make_callouts(tokens, self.language)
        for token in [child for outer in tokens for child in outer.children or []]:
            if token.type == "image":
                self._inline_picture(token, attachments or {})
            elif token.type == "link_open":
                self._lead_to_documentation(token)
        if any(token.type == "html_block" and token.map for token in tokens):
            # markup may begin above a heading and end below it
            starts = [(0, self.headings[before])] if len(self.headings) > before else []
        lines = source.splitlines(keepends=True)
        made = []
        for (start, heading), (end, _) in pairwise([(0, None), *starts, (len(tokens), None)]):
            if start == end:
                continue
            html = parser.renderer.render(tokens[start:end], parser.options, {})
            text = "".join(lines[_line(tokens, start, lines) : _line(tokens, end, lines)])
            html = _clean(html, self.embedded, _is_text_class)
            # markup around a heading may have left nothing of it: then no section begins here
            is_there = heading is not None and heading.anchor in ids_in(html)
            made.append(Part(heading if is_there else None, html, text))
        return made

    def find_headings(self, tokens: list[Token]) -> list[tuple[int, Heading]]:
        """Put each one level down (the page has its own title), with an id and a link to itself.

        They are added to `headings`; the result is where those are that stand in no quote or
        list.
        """
        starts = []
        for index, token in enumerate(tokens):
            if token.type != "heading_open":
                continue
            inline, closing = tokens[index + 1], tokens[index + 2]
            above = self.headings[-1].level if self.headings else 1
            level = min(6, int(token.tag[1]) + 1, above + 1)
            text = _plain(inline)
            heading = Heading(level, text, self._anchor(text, level))
            token.tag = closing.tag = f"h{level}"
            token.attrSet("id", heading.anchor)
            inline.children = [*(inline.children or []), _permalink(heading)]
            self.headings.append(heading)
            if token.level == 0:
                starts.append((index, heading))
        return starts

    def _anchor(self, text: str, level: int) -> str:
        """Made of the heading's words; the second of a name has those above it as well."""
        anchor = file_name(text, fallback="section")
        if anchor in self._taken:
            above = (h.anchor for h in reversed(self.headings) if h.level < level)
            anchor = "-".join([*[next(above, "")], anchor]).lstrip("-")
        unique, number = anchor, 1
        while unique in self._taken:
            number += 1
            unique = f"{anchor}-{number}"
        self._taken.add(unique)
        return unique

    def _lead_to_documentation(self, token: Token) -> None:
        address, usual = str(token.attrGet("href") or ""), Links().docs_base
        if self.links.docs_base != usual and address.startswith(f"{usual}/"):
            token.attrSet("href", self.links.docs(address.removeprefix(usual)))

    def _inline_picture(
        self, token: Token, attachments: Mapping[str, Mapping[str, object]]
    ) -> None:
        """The picture's bytes in its address; a picture from the web becomes a link."""
        address = str(token.attrGet("src") or "")
        alt = token.content or "picture"
        if is_picture(address):
            return
        found = attached_picture(address, attachments) or self.embedded(address)
        if found is not None:
            token.attrSet("src", found)
            return
        token.type, token.tag, token.children = "html_inline", "", None
        shown = escape(alt)
        if is_on_the_web(address):
            token.content = f'<a href="{escape(address)}">{shown}</a>'
        else:
            token.content = f"<em>{shown}</em>"

    def embedded(self, address: str) -> str | None:
        """The picture at `address` as a `data:` address; None when there is none."""
        return picture_in(self.media, address)


def markdown_tokens(source: str) -> list[Token]:
    """The text's parts as the guide's own parser sees them."""
    return _parser().parse(source)


def clean_output(html: str) -> str:
    """HTML that somebody's own cell produced, reduced to what may stand in a guide."""
    return _clean(html, lambda _address: None, lambda name: name not in {"sk-tabs", "sk-tab"})


class _Parser(MarkdownIt):
    """Lets `data:` pictures through here; `_clean` checks every address by its kind."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the library's name)
        return True


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": True, "typographer": False})
    parser.enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(tasklists_plugin)
    parser.add_render_rule("table_open", lambda *_: '<div class="sk-scroll" tabindex="0"><table>')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)
    return parser


def _code(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """A block like those of the views, so that it can be copied the same way."""
    words = tokens[index].info.split()
    language = f' data-language="{escape(words[0].lower())}"' if words else ""
    code = escape(tokens[index].content)
    return f'<div class="sk-code"{language}><pre tabindex="0"><code>{code}</code></pre></div>\n'


def _permalink(heading: Heading) -> Token:
    link = Token("html_inline", "", 0)
    label = escape(f"Link to {heading.text or 'this section'}")
    link.content = f'<a class="sk-permalink" href="#{heading.anchor}" aria-label="{label}"></a>'
    return link


def _line(tokens: Sequence[Token], index: int, lines: Sequence[str]) -> int:
    """The line of the source where the token at `index` begins."""
    placed = tokens[index].map if index < len(tokens) else None
    return placed[0] if placed else (len(lines) if index else 0)


def _plain(token: Token) -> str:
    parts = [
        child.content
        for child in token.children or []
        if child.type in {"text", "code_inline", "image"}
    ]
    return "".join(parts).strip()


def _clean(
    html: str, embedded: Callable[[str], str | None], may_be_named: Callable[[str], bool]
) -> str:
    """Only tags and attributes that cannot act; pictures only when they are in the page."""

    def allowed(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if is_picture(value) else embedded(value)
        if attribute == "href":
            return safe_url(value) or None  # the file is alone: an address beside it leads nowhere
        if attribute == "id" and value.startswith("sk-"):
            return None  # the page's script gives such ids itself
        if attribute == "class":
            return " ".join(filter(may_be_named, value.split())) or None
        return value

    cleaned = nh3.clean(
        _without_swallowing(clean(html)),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )
    return clean(cleaned)  # once more: `&#1;` is a character by now


def _without_swallowing(html: str) -> str:
    """Tags behind which everything is something else, and comments, only where they are closed.

    Somebody may write of `<title>`, and what follows shall stay a heading and a table.
    """
    closed = {(found[1] or found[2]).lower(): found.start() for found in _CLOSING.finditer(html)}

    def kept(found: re.Match[str]) -> str:
        name = _COMMENT_END if found[1] else found[2].lower()
        return found[0] if closed.get(name, -1) > found.start() else f"&lt;{found[0][1:]}"

    return _SWALLOWING.sub(kept, html)


def _is_text_class(name: str) -> bool:
    return not name.startswith("sk-") or name.startswith(_OWN_CLASSES)
