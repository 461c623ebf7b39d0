"""What may reach a terminal: text, and nothing that drives it.

Names of sources, plans and folders are a stranger's. A control character among them could
move the cursor, hide what was printed or speak for segkit.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from segkit.errors import ExportError

if TYPE_CHECKING:
    from rich.console import Console

_DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls but tab and line feed, what turns the direction of text around, halves of letters."""

_COLUMN = re.compile(r"\S {2,}(?=\S)")
_NARROWEST = 40
"""Columns: no terminal is taken to be narrower."""


def printable(text: str) -> str:
    """The text with `\N{REPLACEMENT CHARACTER}` for each character that would drive a terminal."""
    return _DRIVING.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The same in one line, with one space where there are several, tabs or line feeds."""
    return printable(" ".join(text.split()))


@contextmanager
def guarded(for_people: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Whatever is printed meanwhile, by whomever, is printable.

    Where it is for people, and not for a program, it is fitted to the terminal, if there is one.
    Only a `canvas` may do more.
    """
    before = {name: getattr(sys, name) for name in ("stdout", "stderr")}
    guards = {name: _Guarded(each, for_people) for name, each in before.items() if each}
    for name, guard in guards.items():
        setattr(sys, name, guard)
    try:
        yield
    finally:
        for name, guard in guards.items():
            if getattr(sys, name) is guard:  # click puts another one there for a broken pipe
                setattr(sys, name, before[name])
            guard.leave()


def canvas(*, stderr: bool = False) -> Console:
    """What rich draws on, with control characters; what it is given must be `printable`."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    behind = getattr(stream, "rich_proxied_file", stream)
    return Console(file=behind, markup=False, highlight=False)


def fitted(text: str, width: int) -> str:
    """The text in lines that a terminal of that width shows whole, broken between words.

    What a line goes on with stands below its last column, or a little to the right of where it
    begins.
    """
    return "\n".join(
        line if len(line) <= width else _broken(line, width) for line in text.split("\n")
    )


def _broken(line: str, width: int) -> str:
    begins = len(line) - len(line.lstrip())
    columns = [m.end() for m in _COLUMN.finditer(line) if begins < m.end() <= width // 2]
    below = columns[-1] if columns else min(begins + 4, width // 2)
    wrapped = textwrap.wrap(
        line[begins:], width, initial_indent=line[:begins], subsequent_indent=" " * below,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return "\n".join(wrapped)


class _Guarded:
    """A stream that is like another one but for what it lets through, fitted to a terminal."""

    def __init__(self, stream: TextIO, for_people: Callable[[], bool]) -> None:
        self._stream = stream
        self._for_people = for_people
        self._is_broken = False
        self.rich_proxied_file = stream  # rich's own name for what is behind a stream

    def write(self, text: str) -> int:
        shown = printable(text)
        if len(shown) > _NARROWEST and self._stream.isatty() and self._for_people():
            shown = fitted(shown, max(shutil.get_terminal_size().columns, _NARROWEST))
        try:
            return self._stream.write(shown)
        except UnicodeEncodeError:  # a terminal of one country's letters
            fits = shown.encode(self._stream.encoding, "replace").decode(self._stream.encoding)
            return self._stream.write(fits)
        except OSError as error:
            raise self._failed(error) from error

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> Exception:
        """What is said of a stream that takes nothing; of a pipe that was closed, the error itself."""
        if error.errno == errno.EPIPE:
            return error
        self._is_broken = True
        return ExportError(
            f"What is printed could not be written: {error.strerror}.",
            "print it to another place, or make room there, then run the same command again.",
        )

    def leave(self) -> None:
        """Let what could not be written go: Python would try once more when it ends, and fail."""
        if self._is_broken:
            with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), self._stream.fileno())

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)
