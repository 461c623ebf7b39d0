"""How views make HTML: one template environment, safe links, stable ids.

Everything that a template prints is escaped, and `render` cleans the whole of characters that
no HTML file may hold. What is already HTML is `Markup`; only templates and `html_of` make that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from segkit.knowledge.links import Links
from segkit.render import tree
from segkit.render.marks import sa_mark
from segkit.render.tree import Child, Node

DOCS_BASE = Links().docs_base
"""Where links to Segment's documentation begin unless the engagement says otherwise."""

_BREAK = Markup("<br>")
_WITHOUT_END = frozenset({"br", "dd", "dt", "hr", "img", "input", "td", "th", "tr"})
"""Elements that have no end tag, or need none where segkit writes them."""

_ON_ITS_OWN = frozenset(
    {"details", "div", "dl", "figure", "li", "ol", "p", "section", "summary", "table", "ul"}
)
"""Elements behind which a line ends, so that words of two of them are never one word."""

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_PLAIN_ID = re.compile(r"[A-Za-z0-9_]+(?:[ .][A-Za-z0-9_]+)*")
# control characters and lone surrogates: the HTML standard forbids them, UTF-8 the latter
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CLEAN = re.compile("[\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]*")


def clean(text: str) -> str:
    """The text with each character that HTML may not hold replaced by `\N{REPLACEMENT CHARACTER}`."""
    # nearly every text is clean, and finding that out takes half as long as looking for faults
    return text if _CLEAN.fullmatch(text) else _FORBIDDEN.sub("\ufffd", text)


def multiline(text: object) -> Markup:
    """Escaped text that keeps its line breaks, without those around it."""
    return Markup(_lines(str(text).strip("\r\n")))  # noqa: S704 (it is escaped there)


def joined(*pieces: Markup) -> Markup:
    """Pieces of HTML as one; many times faster than adding or formatting `Markup`."""
    return Markup("".join(pieces))  # noqa: S704 (each of them is HTML already)


def html_of(*children: Child) -> Markup:
    """The HTML of a tree: every text escaped, no end tag that HTML lets one leave out."""
    pieces: list[str] = []
    for child in children:
        _write(child, pieces)
    # what is written comes from `escape`, from other HTML, or from names of ours
    return Markup(clean("".join(pieces)))  # noqa: S704


def _write(child: Child, pieces: list[str], *, as_it_is: bool = False) -> None:
    """`as_it_is` keeps line breaks, as code does."""
    if isinstance(child, str):
        pieces.append(str(escape(child)) if as_it_is else _lines(child))
        return
    if not isinstance(child, Node):
        pieces.append(child.__html__())
        return
    tag = child.tag
    if tag:
        pieces.append(f"<{tag}{_attributes(child.attributes)}>" if child.attributes else f"<{tag}>")
    for inner in child.children:
        _write(inner, pieces, as_it_is=as_it_is or tag == "pre")
    if tag and tag not in _WITHOUT_END:
        pieces.append(f"</{tag}>\n" if tag in _ON_ITS_OWN else f"</{tag}>")


def _lines(text: str) -> str:
    """Escaped text that keeps its line breaks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    escaped = escape(text)
    return escaped.replace("\n", _BREAK) if "\n" in escaped else escaped


def _attributes(named: Mapping[str, str]) -> str:
    return "".join(
        f' {name}="{escape(value)}"' if value else f" {name}"
        for name, value in named.items()
        if not name.startswith("_")
    )


def safe_url(url: str) -> str:
    """The address when it may stand in a link, otherwise an empty text.

    Allowed are http, https, mailto and places on the same page (`#...`). Everything else,
    `javascript:` and `data:` above all, is no link.
    """
    trimmed = url.strip()
    if trimmed.startswith("#"):
        return trimmed
    try:
        scheme = urlsplit(trimmed).scheme.lower()
    except ValueError:
        return ""
    # browsers ignore line breaks and tabs inside addresses, so a scheme may hide behind them
    if scheme not in _SAFE_SCHEMES or re.search(r"[\x00-\x20\x7f]", trimmed):
        return ""
    return trimmed


def doc_url(path: str, base: str = DOCS_BASE) -> str:
    """The address of a documentation page; `path` is below `base` or complete."""
    if not path:
        return ""
    if path.startswith(("http://", "https://")):
        return safe_url(path)
    return safe_url(Links(docs_base=base).docs(path))


def slug_id(kind: str, *parts: str) -> str:
    """An id that stays the same from export to export and differs for different parts.

    Plain names stay readable (`trait-address.city`, `event-Order-Completed`); any other
    name gets a short hash behind its readable letters.
    """
    single = len(parts) == 1
    plain = all(_PLAIN_ID.fullmatch(part) and (single or "." not in part) for part in parts)
    joined = ".".join(parts)
    if plain:
        return f"{kind}-{joined.replace(' ', '-')}"
    readable = re.sub(r"[^A-Za-z0-9]+", "-", joined).strip("-")[:40]
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:8]
    return "-".join(piece for piece in (kind, readable, digest) if piece)


def render(template: str, **values: object) -> Markup:
    """One template of `segkit/rows/templates` or `segkit/render/templates`, filled in; raises on a missing value."""
    text = environment().get_template(f"{template}.html.j2").render(**values)
    # autoescape is on for every template, so its output is HTML by construction
    return Markup(clean(text.strip()))  # noqa: S704


@cache
def environment() -> Environment:
    """The one Jinja environment of all views."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("segkit.render"), PackageLoader("segkit.rows")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "own": tree.own,
        "multiline": multiline,
        "sentence": tree.sentence,
        "safe_url": safe_url,
        "plural": plural,
        "sa_mark": sa_mark,
    }
    made.filters.update(filters)
    return made


def plural(count: int, one: str, many: str = "") -> str:
    """`1 trait`, `27 traits`, `1,204 traits`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
