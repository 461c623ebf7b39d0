"""The Public API token, and the environment that may hold it: found, carried, used, never shown."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NoReturn

from segkit.errors import TokenError
from segkit.segment_api.secret_smells import MASK

VARIABLES = ("SEGMENT_TOKEN", "PUBLIC_API_TOKEN")
"""Environment variables that may hold it; the second is that of Segment's Terraform provider."""

_SHORTEST = 8  # what is shorter is no token, and too common a word to be masked in messages


class Token:
    """A token of one workspace; printing, formatting or pickling it shows nothing.

    Raises `TokenError` for what cannot be a token, naming `where` it was found.
    """

    __slots__ = ("_secret", "where")

    def __init__(self, secret: str, *, where: str = "the token given") -> None:
        self.where = where
        plain = secret.strip()
        is_token = (
            len(plain) >= _SHORTEST and plain.isascii() and plain.isprintable() and " " not in plain
        )
        if not is_token:
            # a whole token with one blank too many is still a secret: no local variable keeps
            # it, because some tracebacks print those
            del secret, plain
            raise TokenError(
                f"{where} is no token of Segment's Public API: it is too short, or holds spaces or "
                "characters that no token has.",
                "copy the token again, alone and whole.",
            )
        self._secret = plain

    def reveal(self) -> str:
        """The token itself, for the `Authorization` header alone."""
        return self._secret

    def hide_in(self, content: bytes) -> bytes:
        """The content with the token masked, for what others sent."""
        return content.replace(self._secret.encode(), MASK.encode())

    def __repr__(self) -> str:
        return f"Token({MASK!r}, where={self.where!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token is not written anywhere")


def find_token(environment: Mapping[str, str]) -> Token | None:
    """The token in `SEGMENT_TOKEN` or `PUBLIC_API_TOKEN`; None when neither is set.

    Raises `TokenError` when the first one that is set cannot be a token.
    """
    where = next((name for name in VARIABLES if environment.get(name, "").strip()), "")
    if not where:
        return None
    try:
        return Token(environment[where], where=where)
    except TokenError as error:
        del environment  # for tracebacks that print local variables
        raise TokenError(error.problem, error.fix) from None


class HiddenEnvironment(Mapping[str, str]):
    """`os.environ` as it is at each look, whose representation holds no value.

    Tracebacks that show local variables (rich, IPython's `%xmode Verbose`, error trackers) would
    print `os.environ` wherever it was handed on, and with it every token in it.
    """

    __slots__ = ()

    def __getitem__(self, name: str) -> str:
        return os.environ[name]

    def __iter__(self) -> Iterator[str]:
        return iter(os.environ)

    def __len__(self) -> int:
        return len(os.environ)

    def __repr__(self) -> str:
        return "<the environment>"
