"""A stand-in for the system's keyring: in memory, and as broken as a test wants it."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps passwords by service and account.

    Attributes:
        problem: Raised instead of every answer; its text may hold the password.
        silence: Seconds before every answer, as of one that waits to be unlocked.
        forgets: Takes passwords and keeps none.
    """

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.problem: type[Exception] | None = None
        self.silence = 0.0
        self.forgets = False
        self.released = threading.Event()

    @property
    def name(self) -> str:
        """As messages call it."""
        return "a keyring in memory"

    def _answer(self, said: str = "") -> None:
        self.released.wait(self.silence)
        if self.problem is not None:
            raise self.problem(f"it went wrong with {said!r}")

    def get_password(self, service: str, username: str) -> str | None:
        """The password, if there is one."""
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._answer(password)
        if not self.forgets:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        self._answer()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)
