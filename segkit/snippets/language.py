"""What segkit knows about one of Segment's libraries and the language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.snippets.calls import Method, Note, Parts
from segkit.snippets.literals import Literals

WRITE_KEY = "<<write key>>"
"""Stands in `Language.loads` where the write key's literal belongs."""

PLACEHOLDER = "YOUR_WRITE_KEY"
"""What is shown in the key's place where the key itself is not."""

EU_SERVER = "https://events.eu1.segmentapis.com"
"""For libraries that add `/v1/...` themselves (Node, Python, Java, Go)."""

EU_HOST = "events.eu1.segmentapis.com"
"""For libraries that add scheme and `/v1/...` themselves (Ruby, PHP)."""

EU_HOST_V1 = "events.eu1.segmentapis.com/v1"
"""For libraries that add the scheme only (Swift, Kotlin, Flutter, C#)."""

REMEMBERED = ("userId", "anonymousId", "previousId")
"""Keys that libraries in browsers and apps add themselves, after one identify call."""


def previous_id(library_sends: str) -> Note:
    """The note of an alias call that does not say the previous id."""

    def note(call: Parts) -> str:
        return "" if "previousId" in call else f"The library sends {library_sends} as previousId."

    return note


def by_region(us: str, change: tuple[str, str]) -> Mapping[str, str]:
    """Initialisation by region: in the EU with one text in place of another."""
    return {"us": us, "eu": us.replace(*change)}


NO_PAGE: Mapping[str, str] = {"page": "apps record what they show with screen()."}


@dataclass(frozen=True, slots=True)
class Language:
    """A library of Segment, as snippets are written for it.

    Attributes:
        id: Stable, e.g. `javascript`.
        name: For people, e.g. `JavaScript`.
        library: The library's name, and the package's when it differs.
        fence: The language's name for highlighters and Markdown fences.
        comment: What starts a comment line.
        install: One or two lines; empty when there is nothing to install.
        loads: Initialisation by region (`us`, `eu`), with `WRITE_KEY` for the literal.
        literals: How values are written.
        methods: How each call is sent; calls that the library lacks are missing.
        instead: For calls that the library lacks: a sentence on what to use.
        remembers: Parts of a call that the library adds by itself.
        typed: It takes an id, a name or a text only as a text.
        switches: An integration is switched on or off or given options, and takes nothing else.
        time_needs: What has to stand above a call that holds a time.
    """

    id: str
    name: str
    library: str
    fence: str
    comment: str
    install: str
    loads: Mapping[str, str]
    literals: Literals
    methods: Mapping[str, Method]
    instead: Mapping[str, str]
    remembers: tuple[str, ...] = ()
    typed: bool = False
    switches: bool = False
    time_needs: str = ""
