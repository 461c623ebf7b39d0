"""Addresses of Google Sheets: which texts are one, and the key in them. Nothing is opened."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from segkit.errors import UsageError

_HOSTS = frozenset({"docs.google.com", "sheets.google.com", "spreadsheets.google.com"})
_DRIVE = "drive.google.com"
_PATH = re.compile(r"/d/(?!e/)([A-Za-z0-9_-]{10,})(?:/|$)")
_PUBLISHED = re.compile(r"/d/e/|/pub(?:html)?$")
_KEY = re.compile(r"(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9_-]{30,100}")
_EXAMPLE = "https://docs.google.com/spreadsheets/d/…/edit"


def is_sheet(text: str) -> bool:
    """`text` is a Google Sheet's address in any spelling, or a bare key.

    Published copies count too, so that `sheet_key` can say why they cannot be read. A file
    of the same name goes first: ask for it before asking this.
    """
    host, path, query = _parts(text)
    if host in _HOSTS:
        return "spreadsheet" in path or "spreadsheet" in host or "key" in query
    if host == _DRIVE:
        return _PATH.search(path) is not None or "id" in query
    return _KEY.fullmatch(text.strip()) is not None


def sheet_key(text: str) -> str:
    """The spreadsheet's key in `text`.

    Raises `UsageError` when there is none, and for copies that are published to the web,
    which have a key of their own that the Sheets API does not know.
    """
    host, path, query = _parts(text)
    if host in _HOSTS or host == _DRIVE:
        found = _PATH.search(path)
        key = found[1] if found else (query.get("key") or query.get("id") or [""])[0]
        if key:
            return key
        if _PUBLISHED.search(path):
            raise UsageError(
                f"{text.strip()} is a copy published to the web, which the Sheets API cannot read.",
                f"open the sheet itself and copy the address that begins like {_EXAMPLE}.",
            )
    if not host and _KEY.fullmatch(text.strip()):
        return text.strip()
    raise UsageError(
        f"{text.strip()!r} is no address of a Google Sheet.",
        f"copy the address from the browser; it looks like {_EXAMPLE}.",
    )


def sheet_url(key: str) -> str:
    """Where people open the spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{key}/edit"


def tab_url(key: str, tab: int) -> str:
    """Where people open one of its tabs, given the tab's id."""
    return f"{sheet_url(key)}#gid={tab}"


def _parts(text: str) -> tuple[str, str, dict[str, list[str]]]:
    """Host, path and query; without a host when `text` is no web address."""
    text = text.strip()
    if not re.match(r"https?://", text, re.IGNORECASE):
        if not re.match(r"[a-z]+\.google\.com/", text, re.IGNORECASE):
            return "", "", {}
        text = f"https://{text}"
    try:
        url = urlsplit(text)
        host = (url.hostname or "").lower()
    except ValueError:
        return "", "", {}
    query = parse_qs(url.query)
    # Gmail and Docs wrap links in a redirect: https://www.google.com/url?q=…
    if host == "www.google.com" and url.path == "/url" and "q" in query:
        return _parts(query["q"][0]) if "google.com/url" not in query["q"][0] else ("", "", {})
    return host, url.path, query
