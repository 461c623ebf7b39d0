"""How views make HTML: one template environment, safe links, stable ids.

Everything that a template prints is escaped, and `render` cleans the whole of characters that
no HTML file may hold. What is already HTML is `Markup`; only templates and `_parts` make that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from segkit.knowledge.links import Links
from segkit.render.marks import sa_mark

DOCS_BASE = Links().docs_base
"""Where links to Segment's documentation begin unless the engagement says otherwise."""

_BREAK, _ISOLATED, _ISOLATED_END = Markup("<br>"), Markup("<bdi>"), Markup("</bdi>")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_MOST_IN_ID = 300  # names may be longer, though Segment allows none
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
    """Escaped text that keeps its line breaks."""
    lines = str(text)
    if "\r" in lines:
        lines = lines.replace("\r\n", "\n").replace("\r", "\n")
    escaped = escape(lines.strip("\n"))
    return escaped.replace("\n", _BREAK) if "\n" in escaped else escaped


def joined(*pieces: Markup) -> Markup:
    """Pieces of HTML as one; many times faster than adding or formatting `Markup`."""
    return Markup("".join(pieces))  # noqa: S704 (each of them is HTML already)


def own(text: object) -> Markup:
    """The customer's words, isolated so that right-to-left text disturbs no neighbour."""
    return joined(_ISOLATED, multiline(text), _ISOLATED_END)


def sentence(text: object) -> Markup:
    """A sentence of ours that holds the customer's names; it runs from left to right throughout.

    `own` takes the direction of the first name, which would turn the whole sentence around.
    """
    words = multiline(text)
    return words if words.isascii() else Markup("<bdi dir=ltr>{}</bdi>").format(words)


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
    joined = ".".join(parts)
    plain = len(joined) <= _MOST_IN_ID and all(
        _PLAIN_ID.fullmatch(part) and (single or "." not in part) for part in parts
    )
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
        "own": own,
        "multiline": multiline,
        "sentence": sentence,
        "safe_url": safe_url,
        "plural": plural,
        "sa_mark": sa_mark,
    }
    made.filters.update(filters)
    return made


def plural(count: int, one: str, many: str = "") -> str:
    """`1 trait`, `27 traits`, `1,204 traits`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
