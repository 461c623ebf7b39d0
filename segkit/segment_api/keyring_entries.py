"""Tokens in the system's keyring, an entry for each engagement; one in the environment goes first.

A keyring may be missing, locked, waiting for somebody to unlock it, or broken in ways of its
own system. None of that is let through: it is asked in a thread of its own with a time limit,
and its errors, whose frames hold the token, end there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import TypeVar

from segkit.errors import KeyringError, TokenError
from segkit.segment_api.token import Token, find_token

SERVICE = "segkit"
"""Under which name the entries stand in the keyring."""

PATIENCE = 30.0
"""Seconds; a desktop may ask for its password first."""

_INSTEAD = "set SEGMENT_TOKEN in the environment for this session instead."
_WHY = {
    "NoKeyringError": ("This system has no keyring that segkit can use.", _INSTEAD),
    "KeyringLocked": (
        "The system's keyring is locked.",
        "unlock it and run the same command again; or set SEGMENT_TOKEN in the environment.",
    ),
    "InitError": (
        "The system's keyring could not be opened.",
        "unlock it and run the same command again; or set SEGMENT_TOKEN in the environment.",
    ),
    "PasswordSetError": ("The system's keyring did not take the token.", _INSTEAD),
}

T = TypeVar("T")


def read_entry(accounts: Sequence[str], *, seconds: float = PATIENCE) -> Token | None:
    """The token of the first account that has one; None when none has.

    Raises `KeyringError` when the keyring cannot be asked, and `TokenError` when the entry is
    no token.
    """

    def read(keyring: ModuleType) -> Token | TokenError | None:
        for account in accounts:
            if secret := keyring.get_password(SERVICE, account):
                where = f"the keyring's entry {account!r}"
                try:
                    return Token(secret, where=where)
                except TokenError as error:
                    return TokenError(error.problem, "run `segkit connect` again.")
        return None

    found = _ask(read, seconds)
    if isinstance(found, TokenError):
        raise found
    return found


def write_entry(account: str, token: Token, *, seconds: float = PATIENCE) -> str:
    """Keep the token under `account`; what the keyring is called. Raises `KeyringError`."""

    def write(keyring: ModuleType) -> str:
        keyring.set_password(SERVICE, account, token.reveal())
        # keyring's own `null` backend takes everything and keeps nothing
        kept = keyring.get_password(SERVICE, account) == token.reveal()
        return str(keyring.get_keyring().name) if kept else ""

    if name := _ask(write, seconds):
        return name
    raise KeyringError("The system's keyring took the token and does not have it.", _INSTEAD)


def delete_entries(accounts: Sequence[str], *, seconds: float = PATIENCE) -> tuple[str, ...]:
    """Take the tokens of these accounts away; the accounts that had one.

    Raises `KeyringError`.
    """

    def delete(keyring: ModuleType) -> tuple[str, ...]:
        found = tuple(one for one in accounts if keyring.get_password(SERVICE, one) is not None)
        for account in found:
            keyring.delete_password(SERVICE, account)
        return found

    return _ask(delete, seconds)


def _ask(question: Callable[[ModuleType], T], seconds: float) -> T:
    """What the keyring answers, within the time."""
    answers: list[T] = []
    problems: list[str] = []

    def work() -> None:
        try:
            import keyring

            answers.append(question(keyring))
        # every backend raises what its system raises; only its kind may leave this thread
        except Exception as error:  # noqa: BLE001
            problems.append(type(error).__name__)

    thread = threading.Thread(target=work, daemon=True, name="segkit keyring")
    thread.start()
    thread.join(seconds)
    if answers:
        return answers[0]
    if not problems:
        raise KeyringError(
            f"The system's keyring did not answer within {seconds:g} s.",
            "look for a window in which it asks for its password, and run the same command again; "
            "or set SEGMENT_TOKEN in the environment.",
        )
    raise KeyringError(
        *_WHY.get(problems[0], (f"The system's keyring failed ({problems[0]}).", _INSTEAD))
    )


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
