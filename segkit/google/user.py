"""The user's own Google account: signing in once, and keeping the sign-in.

Only what renews access is kept (the refresh token), readable for the user alone.
"""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segkit.errors import ExportError, GoogleAccessError
from segkit.files import read_bytes, write_atomically
from segkit.malformed import MalformedError, parse_json

if TYPE_CHECKING:
    from google.oauth2.credentials import Credentials

SCOPES = ("https://www.googleapis.com/auth/spreadsheets.readonly",)
TOKEN_FILE = "google-token.json"  # noqa: S105 a file's name
CLIENT_FILE = "google-client.json"
_MAX_BYTES = 100_000
_PATIENCE = 300


def load_token(path: Path) -> Credentials | None:
    """The saved sign-in; None when there is none.

    A file that others may read is closed to them. Raises `GoogleAccessError` when it is
    damaged.
    """
    from google.oauth2.credentials import Credentials as UserCredentials

    if not path.is_file() or path.stat().st_size == 0:
        return None
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    try:
        saved: Credentials = UserCredentials.from_authorized_user_info(  # type: ignore[no-untyped-call]
            parse_json(read_bytes(path, limit=_MAX_BYTES)), scopes=SCOPES
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise GoogleAccessError(
            f"The sign-in saved in {path} is damaged.", f"delete {path} and sign in again."
        ) from error
    return saved


def save_token(path: Path, credentials: Credentials) -> None:
    """Keep what renews access, mode 600 from the first byte on; raises `GoogleAccessError`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # the atomic write keeps the mode of the file that it replaces
        path.touch(mode=0o600)
        path.chmod(0o600)
        kept = credentials.to_json(strip=["token", "expiry"])  # type: ignore[no-untyped-call]
        write_atomically(path, kept)
    except (OSError, ExportError) as error:
        raise GoogleAccessError(
            f"The sign-in worked, but could not be kept in {path}.",
            f"make {path.parent} writable for you, then sign in again.",
        ) from error


def browser_flow(client: Mapping[str, object]) -> Credentials:
    """Google's own page in the browser, answered on a port of this computer."""
    from google_auth_oauthlib.flow import (  # type: ignore[import-untyped]
        InstalledAppFlow,
    )

    flow = InstalledAppFlow.from_client_config(client, SCOPES)
    with redirect_stdout(sys.stderr):  # its line with the address is no result
        signed_in: Credentials = flow.run_local_server(port=0, timeout_seconds=_PATIENCE)
    return signed_in


def _somebody_is_there() -> bool:
    """A terminal or a notebook, and a browser."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return "ipykernel" in sys.modules or (sys.stdin is not None and sys.stdin.isatty())


@dataclass(frozen=True, slots=True)
class UserSignIn:
    """Signs the user in with an OAuth client file, and keeps the sign-in.

    Attributes:
        flow: From the client's configuration to credentials; by default in the browser.
        is_possible: Whether somebody is there to sign in.
    """

    flow: Callable[[Mapping[str, object]], Credentials] = browser_flow
    is_possible: Callable[[], bool] = _somebody_is_there

    def __call__(self, client_file: Path, token_file: Path) -> Credentials:
        """Sign in; raises `GoogleAccessError` when that cannot be done or was refused."""
        from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

        client = _read_client(client_file)
        if not self.is_possible():
            raise GoogleAccessError(
                "Signing in to Google needs a browser and somebody at the terminal or notebook.",
                "sign in once on a computer with a browser, or use a service account "
                "(GOOGLE_APPLICATION_CREDENTIALS).",
            )
        try:
            credentials = self.flow(client)
        # oauthlib raises a bare Warning when the user unticks the access on Google's page, and
        # the flow an AttributeError when nobody came back from it in time
        except (OAuth2Error, Warning, AttributeError, OSError, ValueError, KeyError) as error:
            raise GoogleAccessError(
                "The sign-in to Google was not finished: it was refused or nobody answered.",
                "sign in again and tick the access to Google Sheets on Google's page.",
            ) from error
        save_token(token_file, credentials)
        return credentials


def _read_client(path: Path) -> dict[str, object]:
    try:
        client = parse_json(read_bytes(path, limit=_MAX_BYTES))
    except MalformedError:
        client = None
    if isinstance(client, dict) and isinstance(client.get("installed"), dict):
        return client
    raise GoogleAccessError(
        f"{path} is no OAuth client file of the kind Desktop app.",
        "make one: Google Cloud > APIs & Services > Credentials > Create > OAuth client ID > "
        "Desktop app > Download JSON.",
    )
