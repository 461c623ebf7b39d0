"""How each of Segment's libraries is pointed at `segkit listen`, and back (`redirects.toml`)."""

from __future__ import annotations

from dataclasses import dataclass

from segkit.knowledge import table

WRITE_KEY = "WRITE_KEY"
"""Stands in `Redirect.set` for the key as the code has it."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """What to write so that a library sends to this computer.

    Attributes:
        libraries: Slugs of the libraries that it is for; one may have several ways.
        title: What people call the library.
        by: `configuration`; `code` where configuration is not enough; `file` where the library
            cannot send here at all, and writes a file instead.
        set: The code, with `WRITE_KEY` and where to send.
        undo: How to send to Segment again.
        note: What else to know; may be empty.
        seen: The version that was run; empty where the library's source was read.
    """

    libraries: tuple[str, ...]
    title: str
    by: str
    set: str
    undo: str
    note: str = ""
    seen: str = ""

    def code(self, port: int) -> str:
        """The code for a receiver on this port of the loopback."""
        address = f"127.0.0.1:{port}"
        return self.set.strip().replace("ADDRESS", address).replace("PORT", str(port))


@dataclass(frozen=True, slots=True)
class Hint:
    """Where to look when nothing arrives.

    Attributes:
        text: A sentence or two; `PORT` stands for the receiver's.
        kinds: Kinds of sources that it is about; empty for all.
    """

    text: str
    kinds: tuple[str, ...] = ()


REDIRECTS = tuple(
    Redirect(**{**raw, "libraries": tuple(raw["libraries"])})
    for raw in table("redirects")["redirect"]
)
"""In the order in which they are shown: websites, servers, apps."""


HINTS = tuple(Hint(raw["text"], tuple(raw.get("kinds", ()))) for raw in table("redirects")["hint"])
"""In the order in which they are said."""


def redirects_for(library: str) -> tuple[Redirect, ...]:
    """The ways for a library, by its slug; empty when none is known."""
    return tuple(one for one in REDIRECTS if library in one.libraries)
