"""How views make HTML: one template environment, safe links, stable ids.

Everything that a template prints is escaped, and `render` cleans the whole of characters that
no HTML file may hold. What is already HTML is `Markup`; only templates and `html_of` make that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from segkit.knowledge.links import Links
from segkit.render import tree
from segkit.render.escaping import clean, multiline
from segkit.render.marks import sa_mark

DOCS_BASE = Links().docs_base
"""Where links to Segment's documentation begin unless the engagement says otherwise."""

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_MOST_IN_ID = 300  # names may be longer, though Segment allows none
_PLAIN_ID = re.compile(r"[A-Za-z0-9_]+(?:[ .][A-Za-z0-9_]+)*")


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


def first_of(names: Sequence[str], most: int, between: str = ", ") -> str:
    """`a, b, c and 4 more`: as many of the names as one takes in."""
    more = len(names) - most
    return between.join(names[:most]) + (f" and {more} more" if more > 0 else "")
