"""The process environment, without a way to print it.

Tracebacks that show local variables (rich, IPython's `%xmode Verbose`, error trackers) would
print `os.environ` wherever it was handed on, and with it every token in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping


class HiddenEnvironment(Mapping[str, str]):
    """`os.environ` as it is at each look, whose representation holds no value."""

    __slots__ = ()

    def __getitem__(self, name: str) -> str:
        return os.environ[name]

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)

    def __repr__(self) -> str:
        return "<the environment>"
