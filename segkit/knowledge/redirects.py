"""How each of Segment's libraries is pointed at `segkit listen`, and back (`redirects.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

WRITE_KEY = "WRITE_KEY"
"""Stands in `Redirect.set` for the key as the code has it."""

_TABLE = tomllib.loads((files("segkit.knowledge") / "redirects.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Redirect:
    """What to write so that a library sends to this computer.

    Attributes:
        language: Of segkit's snippets; one may have several.
        title: What people call the library.
        by: `configuration`; `code` where configuration is not enough; `file` where the library
            cannot send here at all, and writes a file instead.
        set: The code, with `WRITE_KEY` and where to send.
        undo: How to send to Segment again.
        note: What else to know; may be empty.
        seen: The version that was run; empty where the library's source was read.
    """

    language: str
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


REDIRECTS = tuple(Redirect(**raw) for raw in cast("list[dict[str, str]]", _TABLE["redirect"]))
"""In the order in which they are shown: websites, servers, apps."""


def redirects_for(language: str) -> tuple[Redirect, ...]:
    """The redirects of a language's libraries; empty when none is known."""
    return tuple(one for one in REDIRECTS if one.language == language)
