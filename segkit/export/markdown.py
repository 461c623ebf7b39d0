"""A notebook's Markdown as HTML for the guide: safe, self-contained, with anchors.

The text is a person's, but names from sheets may have been pasted into it: raw HTML goes
through an allow-list (nh3). Pictures travel inside the page, and nothing is fetched.
"""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from segkit.export.callouts import make_callouts
from segkit.files import file_name
from segkit.knowledge.links import Links

_TAGS = nh3.ALLOWED_TAGS | {"input", "section", "aside", "figure", "figcaption"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "div": {"tabindex"},
    "*": {"class", "id", "title", "lang", "dir", "role"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}


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


@dataclass(slots=True)
class MarkdownPage:
    """Renders the Markdown cells of one guide, in order, and collects its headings.

    Attributes:
        media: Folders in which pictures are looked up, first hit wins.
        links: Where links to Segment's documentation lead; the text has the usual base.
        headings: Found so far.
    """

    media: Sequence[Path]
    links: Links = field(default_factory=Links)
    headings: list[Heading] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def render(
        self, source: str, attachments: Mapping[str, Mapping[str, str]] | None = None
    ) -> str:
        """The cell's HTML; `attachments` are its pasted pictures by name."""
        parser = _parser()
        tokens = parser.parse(source)
        self._anchor_headings(tokens)
        make_callouts(tokens)
        for token in _inline(tokens):
            if token.type == "image":
                self._inline_picture(token, attachments or {})
            elif token.type == "link_open":
                self._lead_to_documentation(token)
        html = parser.renderer.render(tokens, parser.options, {})
        return _clean(html, self.embedded)

    def _anchor_headings(self, tokens: list[Token]) -> None:
        """One level down (the page has its own title), each with an id."""
        for token, inline in pairwise(tokens):
            if token.type != "heading_open":
                continue
            level = min(6, int(token.tag[1]) + 1)
            text = _plain(inline)
            heading = Heading(level, text, self._anchor(text))
            token.tag = f"h{level}"
            token.attrSet("id", heading.anchor)
            self.headings.append(heading)
        for token in tokens:
            if token.type == "heading_close":
                token.tag = f"h{min(6, int(token.tag[1]) + 1)}"

    def _anchor(self, text: str) -> str:
        anchor = file_name(text, fallback="section")
        self._taken[anchor] = self._taken.get(anchor, 0) + 1
        count = self._taken[anchor]
        return anchor if count == 1 else f"{anchor}-{count}"

    def _lead_to_documentation(self, token: Token) -> None:
        address, usual = str(token.attrGet("href") or ""), Links().docs_base
        if self.links.docs_base != usual and address.startswith(f"{usual}/"):
            token.attrSet("href", self.links.docs(address.removeprefix(usual)))

    def _inline_picture(self, token: Token, attachments: Mapping[str, Mapping[str, str]]) -> None:
        """The picture's bytes in its address; a picture from the web becomes a link."""
        address = str(token.attrGet("src") or "")
        alt = token.content or "picture"
        if address.startswith("data:image/"):
            return
        found = _attached(address, attachments) or self.embedded(address)
        if found is not None:
            token.attrSet("src", found)
            return
        token.type, token.tag, token.children = "html_inline", "", None
        shown = escape(alt)
        if urlsplit(address).scheme in {"http", "https"}:
            token.content = f'<a href="{escape(address)}">{shown}</a>'
        else:
            token.content = f"<em>{shown}</em>"

    def embedded(self, address: str) -> str | None:
        """The picture at `address` as a `data:` address; None when there is none."""
        if urlsplit(address).scheme or not address:
            return None
        for folder in self.media:
            path = (folder / unquote(address)).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                kind = mimetypes.guess_type(path.name)[0] or ""
                if kind.startswith("image/"):
                    content = base64.b64encode(path.read_bytes()).decode("ascii")
                    return f"data:{kind};base64,{content}"
        return None


def markdown_tokens(source: str) -> list[Token]:
    """The text's parts as the guide's own parser sees them."""
    return _parser().parse(source)


def clean_output(html: str) -> str:
    """HTML that somebody's own cell produced, reduced to what may stand in a guide."""
    return _clean(html, lambda _address: None)


def _attached(address: str, attachments: Mapping[str, Mapping[str, str]]) -> str | None:
    name = unquote(address.removeprefix("attachment:"))
    if not address.startswith("attachment:") or name not in attachments:
        return None
    for kind, content in attachments[name].items():
        if kind.startswith("image/"):
            return f"data:{kind};base64,{''.join(str(content).split())}"
    return None


class _Parser(MarkdownIt):
    """Lets `data:` pictures through here; `_clean` checks every address by its kind."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the library's name)
        return True


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": True, "typographer": False})
    parser.enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(tasklists_plugin)
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    return parser


def _table_open(*_: object) -> str:
    return '<div class="sk-scroll" tabindex="0"><table>'


def _table_close(*_: object) -> str:
    return "</table></div>\n"


def _plain(token: Token) -> str:
    parts = [
        child.content
        for child in token.children or []
        if child.type in {"text", "code_inline", "image"}
    ]
    return "".join(parts).strip()


def _inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or []]


def _clean(html: str, embedded: Callable[[str], str | None]) -> str:
    """Only tags and attributes that cannot act; pictures only when they are in the page."""

    def allowed(_tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if value.startswith("data:image/") else embedded(value)
        if attribute == "href" and value.strip().lower().startswith("data:"):
            return None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )
