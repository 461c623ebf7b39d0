"""What may reach a terminal: text, and nothing that drives it.

Names of sources, plans and folders are a stranger's. A control character among them could
move the cursor, hide what was printed or speak for segkit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but tab and line feed, what turns the direction of text around, halves of letters."""


def printable(text: str) -> str:
    """The text with `\N{REPLACEMENT CHARACTER}` for each character that would drive a terminal."""
    return _DRIVING.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same in one line, with one space where there are several, tabs or line feeds."""
    return printable(" ".join(text.split()))


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever is printed meanwhile, by whomever, is printable.

    Only a `canvas` may do more.
    """
    before = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    guards = {name: _Guarded(stream) for name, stream in before.items()}
    for name, guard in guards.items():
        setattr(sys, name, guard)
    try:
        yield
    finally:
        for name, guard in guards.items():
            if getattr(sys, name) is guard:  # click puts another one there for a broken pipe
                setattr(sys, name, before[name])


def canvas(*, stderr: bool = False) -> Console:
    """What rich draws on, with control characters; what it is given must be `printable`."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    behind = getattr(stream, "rich_proxied_file", stream)
    return Console(file=behind, markup=False, highlight=False)


class _Guarded:
    """A stream that is like another one but for what it lets through."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.rich_proxied_file = stream  # rich's own name for what is behind a stream

    def write(self, text: str) -> int:
        return self._stream.write(printable(text))

    def writelines(self, lines: Iterable[str]) -> None:
        self._stream.writelines(map(printable, lines))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
