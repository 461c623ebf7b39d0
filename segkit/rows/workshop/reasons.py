"""Why a statement is made and where more of it stands, in the words of the guide."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.considerations.consideration import GOOD_TO_KNOW
from segkit.render import parts
from segkit.render.html import doc_url
from segkit.render.tree import BREAK, Child, joined
from segkit.rows.workshop.said import TO, Said


def why(fact: Said) -> Child:
    """What makes it apply: each statement once, with the connections that it is about.

    What a statement begins with itself is not said before it; what would have to be known to
    be sure is said last.
    """
    about: dict[str, list[str]] = {}
    general = fact.first.basis == "knowledge" and fact.first.class_ == GOOD_TO_KNOW
    # why a general fact applies repeats the names beside it
    for name, text in () if general and (fact.sources or fact.instances) else fact.evidence:
        source, _, target = name.partition(TO)
        about.setdefault(text, []).append(target if text.startswith(source) else name)
    lines = [
        f"{', '.join(names)}: {text}" if len(about) > 1 and all(names) else text
        for text, names in about.items()
    ]
    if doubts := dict.fromkeys(item.doubt for item in fact.items if item.doubt):
        lines.append(f"Not certain: {' '.join(doubts)}")
    return joined(BREAK, *lines)


def capital(text: str) -> str:
    """Its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def doc_links(paths: Sequence[str], docs_base: str) -> Child:
    """The pages of Segment's documentation that say more, each once."""
    found = list(dict.fromkeys(doc_url(path, docs_base) for path in paths if path))
    return joined(
        ", ", *(parts.link(url, _page(url) if len(found) > 1 else "Read more") for url in found)
    )


def _page(url: str) -> str:
    """`destination filters`: the page's name, as its address has it."""
    return url.rstrip("/").rpartition("/")[2].replace("-", " ")
