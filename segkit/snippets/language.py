"""What segkit knows about one of Segment's libraries and the language it is written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.snippets.calls import Method
from segkit.snippets.literals import Literals

WRITE_KEY = "<<write key>>"
"""Stands in `Language.loads` where the write key's literal belongs."""

EU_SERVER = "https://events.eu1.segmentapis.com"
"""For libraries that add `/v1/...` themselves (Node, Python, Java, Go)."""

EU_HOST = "events.eu1.segmentapis.com"
"""For libraries that add scheme and `/v1/...` themselves (Ruby, PHP)."""

EU_HOST_V1 = "events.eu1.segmentapis.com/v1"
"""For libraries that add the scheme only (Swift, Kotlin, Flutter, C#)."""

REMEMBERED = ("userId", "anonymousId", "previousId")
"""Keys that libraries in browsers and apps add themselves, after one identify call."""

ALIAS_NOTE = "The library sends the id that it has so far as previousId."

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
        remembers: Payload keys that the library adds to later calls by itself.
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
