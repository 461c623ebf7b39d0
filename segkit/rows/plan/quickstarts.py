"""How to start in each of the customer's libraries (row S8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.render import parts
from segkit.render.code import snippet
from segkit.render.html import DOCS_BASE, doc_url
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, a, div, joined, own, p, strong
from segkit.render.view import View

_TIERS = {
    "flagship": "Flagship: actively developed",
    "maintenance": "Maintenance: critical fixes only",
    "community": "Community: not maintained by Segment",
    "beta": "Beta",
    "partner": "Made by a partner",
}
"""Segment's tiers of libraries, with what they mean."""


@dataclass(frozen=True, slots=True)
class QuickStart:
    """One library that the customer has a source for.

    Attributes:
        library: Name of the library or source type.
        sources: Names of the customer's sources that use it.
        tier: How Segment maintains it (`flagship`, `maintenance`, `community`); may be empty.
        language: For styling the code.
        install: How it is added; empty when there is nothing to install.
        load: The initialisation, and which source's key belongs there.
        track: A first call.
        docs: Documentation path or address, of the successor where there is one.
        quickstart: Path or address of the quick start, likewise; may be empty.
        out_of_support: Why it may not be used any more; empty when it may.
        successor: What to use instead; the code is for it.
        note: Anything else in a sentence.
    """

    library: str
    sources: tuple[str, ...]
    tier: str = ""
    language: str = ""
    install: str = ""
    load: str = ""
    track: str = ""
    docs: str = ""
    quickstart: str = ""
    out_of_support: str = ""
    successor: str = ""
    note: str = ""


_COLUMNS = (
    Column[QuickStart]("library", "Library", lambda one: one.library),
    Column[QuickStart]("sources", "Sources", lambda one: one.sources),
    Column[QuickStart]("tier", "Tier", lambda one: one.tier),
    Column[QuickStart]("out_of_support", "Out of support", lambda one: one.out_of_support),
    Column[QuickStart]("successor", "Successor", lambda one: one.successor),
)


def quickstarts(items: Sequence[QuickStart], *, docs_base: str = DOCS_BASE) -> View:
    """One block for each library: which sources use it, code to start with, links."""
    if not items:
        return nothing("No source needs code: none of them uses a Segment library.")
    panels = div(*(_panel(item, docs_base) for item in items), cls="sk-list")
    return View(div(panels, cls="sk"), data=Table(_COLUMNS, items))


def _panel(item: QuickStart, docs_base: str) -> Child:
    head: list[Child] = [p(own(item.library), cls="sk-title")]
    if item.out_of_support:
        head.append(parts.badge("high", "Out of support"))
    elif item.tier:
        head.append(parts.badge("", _TIERS.get(item.tier, item.tier)))
    shown: list[Child] = [
        div(*head, cls="sk-head"),
        p("Used by ", parts.listed(item.sources), cls="sk-note"),
    ]
    if item.out_of_support:
        instead = strong("Use ", own(item.successor), " instead:")
        more = (" ", instead, " what follows is for it.") if item.successor else ()
        shown.append(p(own(item.out_of_support), *more))
    if item.note:
        shown.append(p(item.note))
    for title, text in _steps(item):
        shown += [p(title, cls="sk-subhead"), *snippet(text, item.language)]
    links = [
        a(words, href=url)
        for words, path in (("Quick start", item.quickstart), ("Documentation", item.docs))
        if (url := doc_url(path, docs_base))
    ]
    foot = [p(joined(" · ", *links), cls="sk-foot")] if links else []
    return div(*shown, *foot, cls="sk-panel sk-quickstart")


def _steps(item: QuickStart) -> list[tuple[str, str]]:
    steps = (("Install", item.install), ("Load", item.load), ("First call", item.track))
    return [(title, code) for title, code in steps if code.strip()]
