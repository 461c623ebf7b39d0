"""Behaviour of `segkit.google.access` and `segkit.google.user`."""

from __future__ import annotations

import json
import os
import stat
import webbrowser
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.oauth2.credentials import Credentials as UserCredentials

from segkit.errors import ConfigError, GoogleAccessError, SheetNotSharedError
from segkit.google.access import API_URL, Access, find_access
from segkit.google.sheets import read_sheet
from segkit.google.user import SCOPES, UserSignIn, load_token, save_token
from segkit.trust import config_folder

if TYPE_CHECKING:
    from tests.doubles.google_sheets import GoogleSheets

KEY = "1QuillmoorPlan0000000000000000000000000000Ab"
EMAIL = "segkit@quillmoor-docs.iam.gserviceaccount.example"
REFRESH = "1//invented-refresh-token"
SECRET = "GOCSPX-invented-client-secret"
BAD_KEY = {"private_key": "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"}
CLIENT = {"installed": {"client_id": "invented.apps", "client_secret": SECRET}}


@cache
def private_key() -> str:
    """An RSA key made for these tests."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def key_file(folder: Path, google: GoogleSheets) -> Path:
    """A service account's key file that asks the stand-in for its tokens."""
    path = folder / "service-account.json"
    content = {
        "type": "service_account",
        "client_email": EMAIL,
        "private_key": private_key(),
        "token_uri": f"{google.url}/token",
    }
    path.write_text(json.dumps(content))
    return path


def user(google: GoogleSheets) -> UserCredentials:
    """Somebody who signed in, with a token that has to be renewed at the stand-in."""
    return UserCredentials(  # type: ignore[no-untyped-call]
        None, REFRESH, token_uri=f"{google.url}/token", client_id="invented.apps",
        client_secret=SECRET, scopes=SCOPES,
    )  # fmt: skip


def put_book(google: GoogleSheets, doubles: ModuleType, *readers: str) -> None:
    """A sheet that these may read."""
    google.books[KEY] = doubles.Book("P", [doubles.TabOf("T", [["x"]])], frozenset(readers))


def test_a_service_account_reads_in_three_requests(
    google: GoogleSheets, doubles: ModuleType, tmp_path: Path
) -> None:
    """One for the token, two for the sheet; only reading is asked for."""
    put_book(google, doubles, EMAIL)
    file = key_file(tmp_path, google)
    access = find_access(
        {"GOOGLE_APPLICATION_CREDENTIALS": str(file), "SEGKIT_GOOGLE_API_URL": google.url}, tmp_path
    )

    sheet = read_sheet(KEY, access)

    assert [tab.rows for tab in sheet.tabs] == [(("x",),)]
    assert [one.path.rpartition("/")[2] for one in google.asked] == [
        "token", KEY, "values:batchGet",
    ]  # fmt: skip
    assert SCOPES == ("https://www.googleapis.com/auth/spreadsheets.readonly",)


def test_a_sheet_that_is_not_shared_names_the_address_to_share_with(
    google: GoogleSheets, doubles: ModuleType, tmp_path: Path
) -> None:
    """The SA copies the address from the error into the sheet's share box."""
    put_book(google, doubles, "owner@quillmoor.example")
    access = find_access(
        {"SEGKIT_GOOGLE_API_URL": google.url}, tmp_path, service_account=key_file(tmp_path, google)
    )

    with pytest.raises(SheetNotSharedError) as caught:
        read_sheet(KEY, access)

    assert f"share the sheet with {EMAIL} as Viewer" in caught.value.fix
    assert doubles.TOKEN not in str(caught.value)


def test_a_user_who_may_not_read_asks_the_owner(google: GoogleSheets, doubles: ModuleType) -> None:
    """OAuth tells no e-mail address, so the text speaks of the account."""
    put_book(google, doubles, "owner@quillmoor.example")
    access = Access("user", user(google), source="token.json", api_url=google.url)

    with pytest.raises(SheetNotSharedError, match="ask its owner to share it"):
        read_sheet(KEY, access)


@pytest.mark.parametrize("kind", ["user", "service account"])
def test_revoked_access_says_how_to_renew_it(
    google: GoogleSheets, doubles: ModuleType, tmp_path: Path, kind: str
) -> None:
    """An expired sign-in and a deleted key are different things to do."""
    put_book(google, doubles, "anyone")
    google.revoked = True
    access = (
        Access("user", user(google), source="token.json", api_url=google.url)
        if kind == "user"
        else find_access(
            {"SEGKIT_GOOGLE_API_URL": google.url},
            tmp_path,
            service_account=key_file(tmp_path, google),
        )
    )

    with pytest.raises(GoogleAccessError) as caught:
        read_sheet(KEY, access)

    wanted = "delete token.json and sign in again" if kind == "user" else "download a new key file"
    assert wanted in caught.value.fix
    for secret in (REFRESH, SECRET, private_key()[40:80]):
        assert secret not in str(caught.value) + repr(caught.value) + repr(access)


def test_without_anything_the_three_ways_are_named(tmp_path: Path) -> None:
    """And the fourth, which needs no access at all."""
    with pytest.raises(GoogleAccessError) as caught:
        find_access({}, tmp_path)

    for words in (
        "GOOGLE_APPLICATION_CREDENTIALS",
        "google-client.json",
        "GOOGLE_API_KEY",
        ".xlsx",
    ):
        assert words in caught.value.fix


def test_what_is_given_goes_before_what_lies_around(google: GoogleSheets, tmp_path: Path) -> None:
    """Key file given, then the variable, then the saved sign-in, then the API key."""
    file = key_file(tmp_path, google)
    environment = {"GOOGLE_API_KEY": "AIza", "GOOGLE_APPLICATION_CREDENTIALS": str(file)}
    only_key = {"GOOGLE_API_KEY": "AIza"}

    before = find_access(only_key, tmp_path)
    save_token(tmp_path / "google-token.json", user(google))

    assert before.kind == "api key"
    assert find_access(only_key, tmp_path).kind == "user"
    assert find_access(environment, tmp_path).kind == "service account"
    assert find_access(only_key, tmp_path, service_account=file).email == EMAIL


def test_the_sign_in_is_kept_for_the_user_alone(google: GoogleSheets, tmp_path: Path) -> None:
    """Mode 600, only what renews access, and the next run needs no browser."""
    client = tmp_path / "client.json"
    client.write_text(json.dumps(CLIENT))
    folder = tmp_path / "config" / "segkit"
    credentials = user(google)
    credentials.token = "ya29.short-lived"
    sign_in = UserSignIn(flow=lambda _: credentials, is_possible=lambda: True)

    first = find_access({}, folder, client_file=client, sign_in=sign_in)
    again = find_access({}, folder)

    token = folder / "google-token.json"
    assert first.kind == again.kind == "user"
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert REFRESH in token.read_text()
    assert "ya29" not in token.read_text()
    assert sorted(path.name for path in folder.iterdir()) == ["google-token.json"]


def test_a_saved_sign_in_that_others_may_read_is_closed(
    google: GoogleSheets, tmp_path: Path
) -> None:
    """As gspread itself would have left it: mode 644."""
    token = tmp_path / "google-token.json"
    save_token(token, user(google))
    token.chmod(0o644)

    assert load_token(token) is not None

    assert stat.S_IMODE(token.stat().st_mode) == 0o600


def test_signing_in_again_closes_the_file_first(google: GoogleSheets, tmp_path: Path) -> None:
    """A file that was open to others is not written to as it is."""
    token = tmp_path / "google-token.json"
    token.touch()
    token.chmod(0o644)

    save_token(token, user(google))

    assert stat.S_IMODE(token.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["{", "[]", "7", '{"refresh_token": "x"}'])
def test_a_damaged_sign_in_is_not_used(tmp_path: Path, content: str) -> None:
    """It says which file to delete."""
    token = tmp_path / "google-token.json"
    token.write_text(content)

    with pytest.raises(GoogleAccessError, match="is damaged") as caught:
        find_access({}, tmp_path)

    assert str(token) in caught.value.fix


def test_signing_in_asks_for_reading_only(
    google: GoogleSheets, doubles: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: Google's page in a browser, back to this computer, and the sheet is read."""
    put_book(google, doubles, "person@quillmoor.example")
    pages: list[dict[str, list[str]]] = []

    class Browser:
        def open(self, url: str, **_: object) -> bool:
            pages.append(parse_qs(urlsplit(url).query))
            back = f"{pages[0]['redirect_uri'][0]}?code=c&state={pages[0]['state'][0]}"
            Thread(target=requests.get, args=(back,), kwargs={"timeout": 5}).start()
            return True

    monkeypatch.setattr(webbrowser, "get", lambda _=None: Browser())
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the stand-in speaks plain http
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    client = tmp_path / "google-client.json"
    addresses = {"auth_uri": f"{google.url}/auth", "token_uri": f"{google.url}/token"}
    client.write_text(json.dumps({"installed": CLIENT["installed"] | addresses}))

    access = find_access(
        {"SEGKIT_GOOGLE_API_URL": google.url},
        tmp_path,
        sign_in=UserSignIn(is_possible=lambda: True),
    )

    assert read_sheet(KEY, access).title == "P"
    assert pages[0]["scope"] == list(SCOPES)
    assert doubles.REFRESH in (tmp_path / "google-token.json").read_text()


def test_nobody_is_asked_to_sign_in_where_nobody_is(tmp_path: Path) -> None:
    """A job at night gets an error, not a browser window that waits."""
    client = tmp_path / "google-client.json"
    client.write_text(json.dumps(CLIENT))
    sign_in = UserSignIn(flow=lambda _: pytest.fail("asked"), is_possible=lambda: False)

    with pytest.raises(GoogleAccessError, match="needs a browser"):
        find_access({}, tmp_path, sign_in=sign_in)


@pytest.mark.parametrize(
    "error", [Warning("Scope has changed"), AttributeError("no answer"), OSError()]
)
def test_a_sign_in_that_was_not_finished_leaves_nothing(tmp_path: Path, error: Exception) -> None:
    """Refused on Google's page, or nobody came back from it."""
    client = tmp_path / "client.json"
    client.write_text(json.dumps(CLIENT))

    def refuse(_: Mapping[str, object]) -> UserCredentials:
        raise error

    with pytest.raises(GoogleAccessError, match="was not finished") as caught:
        UserSignIn(refuse, lambda: True)(client, tmp_path / "google-token.json")

    assert not (tmp_path / "google-token.json").exists()
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("not json", "it is something else"),
        ("[1]", "it is something else"),
        (json.dumps(CLIENT), "OAuth client"),
        ('{"type": "authorized_user"}', "'authorized_user'"),
        ('{"type": "service_account"}', "is damaged"),
        (
            json.dumps(
                {"type": "service_account", "client_email": "a@b", "token_uri": "x"} | BAD_KEY
            ),
            "is damaged",
        ),
    ],
)
def test_a_wrong_key_file_says_what_it_is(tmp_path: Path, content: str, words: str) -> None:
    """Its content is not repeated."""
    file = tmp_path / "key.json"
    file.write_text(content)

    with pytest.raises(GoogleAccessError) as caught:
        find_access({}, tmp_path, service_account=file)

    assert words in caught.value.problem
    assert str(file) in caught.value.problem
    assert "c2VjcmV0" not in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("key", ["AIza secret", "AIza\nsecret", "AIzä"])
def test_a_key_that_cannot_be_one_is_not_repeated(tmp_path: Path, key: str) -> None:
    """The HTTP library would print it in its own complaint."""
    with pytest.raises(GoogleAccessError) as caught:
        find_access({"GOOGLE_API_KEY": key}, tmp_path)

    assert "AIz" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://sheets.evil.example",
        "http://127.0.0.1.evil.example:80",
        "http://127.0.0.1@evil.example",
        "ftp://127.0.0.1",
        "http://[",
        "127.0.0.1:8080",
    ],
)
def test_the_api_is_google_or_this_computer(tmp_path: Path, url: str) -> None:
    """No variable sends credentials elsewhere."""
    with pytest.raises(ConfigError, match="not on this computer"):
        find_access({"GOOGLE_API_KEY": "AIza", "SEGKIT_GOOGLE_API_URL": url}, tmp_path)


def test_the_api_is_googles_by_default(tmp_path: Path) -> None:
    """And a stand-in's when it is on this computer."""
    environment = {"GOOGLE_API_KEY": "AIza"}
    here = environment | {"SEGKIT_GOOGLE_API_URL": "http://localhost:8080/"}

    assert find_access(environment, tmp_path).api_url == API_URL
    assert find_access(here, tmp_path).api_url == "http://localhost:8080"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps settings elsewhere")
def test_settings_lie_where_the_system_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The XDG folder when it is set, else `.config` at home."""
    monkeypatch.setattr(Path, "home", lambda: Path("/h"))

    assert config_folder({"XDG_CONFIG_HOME": "/x"}) == Path("/x/segkit")
    assert config_folder({}) == Path("/h/.config/segkit")


def test_access_shows_no_secret() -> None:
    """Neither when printed nor in a traceback's locals."""
    access = find_access({"GOOGLE_API_KEY": "AIzaSecret"}, Path("nowhere"))

    assert "AIzaSecret" not in repr(access)
