"""Where the token of a workspace comes from: the environment first, then the keyring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.errors import KeyringError, TokenError
from segkit.segment_api.keyring_entries import PATIENCE, read_entry
from segkit.segment_api.token import Token, find_token

HOW = (
    "run `segkit connect`, which asks for a token once and keeps it in the system's keyring; or "
    "set SEGMENT_TOKEN to a token of the workspace (Settings > Workspace settings > Access "
    "Management > Tokens). A token that is kept already is given to this folder by `segkit trust`."
)
"""How to give segkit a token."""


def token_for(
    what: str,
    environment: Mapping[str, str],
    accounts: Sequence[str],
    *,
    seconds: float = PATIENCE,
) -> Token:
    """The token in the environment, else that of the first of these keyring accounts.

    Raises `TokenError` when there is none or it is damaged; `what` needs it.
    """
    if (token := find_token(environment)) is not None:
        return token
    missing = "there is no token to read it with"
    try:
        token = read_entry(accounts, seconds=seconds)
    except KeyringError as error:
        # without SEGMENT_TOKEN, and on most servers without a keyring
        raise TokenError(
            f"{what} is in Segment, and {missing}: SEGMENT_TOKEN is not set. {error.problem}",
            error.fix,
        ) from error
    if token is None:
        raise TokenError(f"{what} is in Segment, and {missing}.", HOW)
    return token
