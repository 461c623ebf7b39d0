"""Who segkit is to Google: a service account, the user, or an API key; always read-only.

Nothing here reads a sheet. Secrets stay inside google-auth's credentials: they are in no
representation and no message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from segkit.errors import ConfigError, GoogleAccessError
from segkit.files import read_bytes
from segkit.google.user import CLIENT_FILE, SCOPES, TOKEN_FILE, UserSignIn, load_token
from segkit.malformed import MalformedError, parse_json

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

API_URL = "https://sheets.googleapis.com"
API_URL_VARIABLE = "SEGKIT_GOOGLE_API_URL"
_KEY_FILE_BYTES = 100_000
_TOKEN_SERVERS = frozenset({
    "oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"
})  # fmt: skip
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRETS = ("token", "refresh_token", "client_secret", "_client_secret", "_refresh_token")


@dataclass(frozen=True, slots=True)
class Access:
    """A way into Google Sheets.

    Attributes:
        kind: `service account`, `user` or `api key`.
        credentials: google-auth's own object; it holds the secrets.
        email: Of the service account: the address to share sheets with. Else empty.
        source: The file or variable that it came from, for messages.
        api_url: Google's, or that of a stand-in on this computer.
    """

    kind: Literal["service account", "user", "api key"]
    credentials: Credentials = field(repr=False)
    email: str = ""
    source: str = ""
    api_url: str = API_URL

    def without_secrets(self, text: str) -> str:
        """`text` from outside, with this access's own secrets taken out."""
        for name in _SECRETS:
            secret = getattr(self.credentials, name, None)
            if isinstance(secret, str) and secret:
                text = text.replace(secret, "…")
        return text


def find_access(
    environment: Mapping[str, str],
    folder: Path,
    *,
    service_account: Path | None = None,
    client_file: Path | None = None,
    sign_in: Callable[[Path, Path], Credentials] | None = None,
) -> Access:
    """The first way into Google Sheets that is there.

    In this order: the service account's key file given, the one that
    `GOOGLE_APPLICATION_CREDENTIALS` names, the sign-in saved in `folder`, a new sign-in
    with the OAuth client file given or kept in `folder`, and `GOOGLE_API_KEY`.

    Args:
        environment: Usually `os.environ`.
        folder: Usually `config_folder(environment)`; the user's sign-in is kept there.
        service_account: Key file of a service account.
        client_file: OAuth client of the kind "Desktop app", downloaded from Google Cloud;
            giving one asks for a new sign-in.
        sign_in: Replaces the sign-in in the browser.

    Raises `GoogleAccessError` when there is none of them or when one is not usable, and
    `ConfigError` when `SEGKIT_GOOGLE_API_URL` leaves this computer.
    """
    api_url = _api_url(environment)
    named = environment.get("GOOGLE_APPLICATION_CREDENTIALS", "").strip()
    if service_account is not None:
        return _from_key_file(service_account, api_url)
    if client_file is None and named:
        return _from_key_file(Path(named).expanduser(), api_url)
    token, kept_client = folder / TOKEN_FILE, folder / CLIENT_FILE
    if client_file is None and (saved := load_token(token)) is not None:
        return Access("user", saved, source=str(token), api_url=api_url)
    if client_file is not None or kept_client.is_file():
        credentials = (sign_in or UserSignIn())(client_file or kept_client, token)
        return Access("user", credentials, source=str(token), api_url=api_url)
    if environment.get("GOOGLE_API_KEY", "").strip():
        return _from_api_key(environment["GOOGLE_API_KEY"].strip(), api_url)
    raise GoogleAccessError(
        "segkit has no access to Google Sheets: there is no service account, no saved sign-in "
        "and no API key.",
        "do one of three things: set GOOGLE_APPLICATION_CREDENTIALS to a service account's key "
        "file and share the sheet with its address; or sign in yourself with an OAuth client file "
        f"(kind: Desktop app) kept as {kept_client}; or, for a sheet that anyone with the link may "
        "view, set GOOGLE_API_KEY. Without any: File > Download > .xlsx, and give that file.",
    )


def _from_key_file(path: Path, api_url: str) -> Access:
    """Access by a service account's key file."""
    from google.oauth2.service_account import Credentials as ServiceAccount

    content = _read_json(path)
    if content.get("type") != "service_account":
        raise _not_a_key_file(path, content)
    try:
        credentials = ServiceAccount.from_service_account_info(  # type: ignore[no-untyped-call]
            content, scopes=SCOPES
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoogleAccessError(
            f"{path} is damaged: its private key or a field beside it cannot be used.",
            "download a new key file: Google Cloud > IAM > Service accounts > Keys > Add key.",
        ) from error
    email = str(credentials.service_account_email)
    return Access("service account", credentials, email, str(path), api_url)


def refuse_other_token_server(path: Path, environment: Mapping[str, str]) -> None:
    """A key file says itself where access is asked for; one that a stranger names may say anywhere.

    Raises `GoogleAccessError` unless that is Google, or the stand-in on this computer.
    """
    address = str(_read_json(path).get("token_uri", ""))
    try:
        url = urlsplit(address)
        is_google = url.scheme == "https" and url.hostname in _TOKEN_SERVERS
        is_stand_in = _api_url(environment) != API_URL and url.hostname in _LOOPBACK
    except ValueError:
        is_google = is_stand_in = False
    if not (is_google or is_stand_in):
        raise GoogleAccessError(
            f"{path} asks for access at {address!r}, which is not Google's.",
            "download a new key file: Google Cloud > IAM > Service accounts > Keys > Add key.",
        )


def _read_json(path: Path) -> dict[str, object]:
    content: object = None
    try:
        content = parse_json(read_bytes(path, limit=_KEY_FILE_BYTES))
    except MalformedError as error:
        raise _not_a_key_file(path, {}) from error
    return content if isinstance(content, dict) else {}


def _not_a_key_file(path: Path, content: Mapping[str, object]) -> GoogleAccessError:
    if "installed" in content or "web" in content:
        what = "the file of an OAuth client, which signs in a person"
        fix = "give it as the OAuth client file, or download a service account's key."
    else:
        kind = content.get("type")
        what = f"a file of the type {kind!r}" if isinstance(kind, str) else "something else"
        fix = (
            'give the JSON file with "type": "service_account" '
            "(Google Cloud > IAM > Service accounts > Keys > Add key)."
        )
    return GoogleAccessError(f"{path} is no service account's key file; it is {what}.", fix)


def _from_api_key(key: str, api_url: str) -> Access:
    from google.auth.api_key import Credentials as ApiKey

    # requests would name the whole header, key included, in its own complaint
    if not re.fullmatch(r"[\w-]+", key, re.ASCII):
        raise GoogleAccessError(
            "GOOGLE_API_KEY is no API key: it has blanks or signs in it that keys never have.",
            "copy it again from Google Cloud > APIs & Services > Credentials.",
        )
    credentials = ApiKey(key)  # type: ignore[no-untyped-call]
    return Access("api key", credentials, source="GOOGLE_API_KEY", api_url=api_url)


def _api_url(environment: Mapping[str, str]) -> str:
    """Google's address, or a stand-in on this computer, which is all that may be named."""
    text = environment.get(API_URL_VARIABLE, "").strip().rstrip("/")
    if not text:
        return API_URL
    try:
        url = urlsplit(text)
        is_here = url.scheme in {"http", "https"} and url.hostname in _LOOPBACK
    except ValueError:
        is_here = False
    if is_here and not url.username and not url.query:
        return text
    raise ConfigError(
        f"{API_URL_VARIABLE} names an address that is not on this computer.",
        f"unset {API_URL_VARIABLE}; only addresses such as http://127.0.0.1:8080 are taken.",
    )
