"""How to start in each of the customer's libraries (row S8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segkit.render.html import DOCS_BASE, doc_url, render
from segkit.render.missing import nothing
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
        load: The initialisation with the right source's key, masked.
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


def quickstarts(items: Sequence[QuickStart], *, docs_base: str = DOCS_BASE) -> View:
    """One block for each library: which sources use it, code to start with, links."""
    if not items:
        return nothing("No source needs code: none of them uses a Segment library.")
    blocks = [
        (
            item,
            [
                (title, render("code", code=code.strip("\n"), language=item.language, caption=""))
                for title, code in _steps(item)
            ],
            [
                (words, doc_url(path, docs_base))
                for words, path in (("Quick start", item.quickstart), ("Documentation", item.docs))
                if doc_url(path, docs_base)
            ],
        )
        for item in items
    ]
    return View(
        html=render("quickstarts", blocks=blocks, tiers=_TIERS),
        text="\n\n".join(_as_text(item) for item in items),
        columns=("Library", "Sources", "Tier", "Out of support", "Successor"),
        rows=tuple(
            (i.library, ", ".join(i.sources), i.tier, i.out_of_support, i.successor) for i in items
        ),
    )


def _steps(item: QuickStart) -> list[tuple[str, str]]:
    steps = (("Install", item.install), ("Load", item.load), ("First call", item.track))
    return [(title, code) for title, code in steps if code.strip()]


def _as_text(item: QuickStart) -> str:
    lines = [f"{item.library} ({', '.join(item.sources)})"]
    if item.out_of_support:
        lines.append(f"Out of support: {item.out_of_support} Use {item.successor}.")
    lines += [f"{title}:\n{code}" for title, code in _steps(item)]
    return "\n".join(lines)
