"""A stand-in for Google on this computer: Sheets API v4 (reading) and the token endpoint.

It answers as Google documents it: field masks are applied, trailing blanks are cut, a query
that is too long is refused. What it answers is checked against the discovery document.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

TOKEN = "ya29.invented-access-token"
REFRESH = "1//invented-refresh-token"
API_KEY = "AIzaInventedKeyForTests"


@dataclass
class TabOf:
    """A tab: cells are text, numbers, booleans or None, from A1 on."""

    title: str
    rows: Sequence[Sequence[object]] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()  # top, left, bottom, right; ends included
    hidden: bool = False
    kind: str = "GRID"
    hidden_rows: frozenset[int] = frozenset()


@dataclass
class Book:
    """A spreadsheet and who may read it: e-mail addresses, or `anyone`."""

    title: str
    tabs: Sequence[TabOf]
    readers: frozenset[str] = frozenset({"anyone"})


@dataclass(frozen=True)
class Asked:
    """One request that came in; a form that stands for a GET is recorded as that GET."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    sent_as: str


@dataclass(frozen=True)
class Canned:
    """An answer to give instead of the next one."""

    status: int
    body: object = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds of silence, then nothing


@dataclass
class GoogleSheets:
    """What the stand-in holds, what it was asked, and what it shall answer next."""

    url: str = ""
    books: dict[str, Book] = field(default_factory=dict)
    canned: deque[Canned] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    answered: list[tuple[Asked, object]] = field(default_factory=list)
    revoked: bool = False
    tokens: dict[str, str] = field(default_factory=dict)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def reads(self) -> list[Asked]:
        """Requests to the Sheets API, without those for tokens."""
        return [one for one in self.asked if one.path.startswith("/v4/")]

    def answer(self, asked: Asked) -> tuple[int, object]:
        """Status and body."""
        if asked.path == "/token":
            return self._token(asked)
        found = re.fullmatch(r"/v4/spreadsheets/([\w-]+)(/values:batchGet)?", asked.path)
        book = self.books.get(found[1]) if found else None
        who = self._who(asked)
        if isinstance(who, tuple):
            return who
        if found is None or book is None:
            return refusal(404, "NOT_FOUND", "Requested entity was not found.")
        if not book.readers & {who, "anyone"}:
            return refusal(403, "PERMISSION_DENIED", "The caller does not have permission")
        if found[2]:
            return self._values(found[1], book, asked.query)
        whole = _spreadsheet(found[1], book)
        return 200, masked(whole, asked.query["fields"][0]) if "fields" in asked.query else whole

    def _who(self, asked: Asked) -> str | tuple[int, object]:
        key = asked.headers.get("x-goog-api-key")
        if key is not None:
            if key == API_KEY:
                return "nobody in particular"
            return refusal(400, "INVALID_ARGUMENT", "API key not valid.", reason="API_KEY_INVALID")
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer" and token in self.tokens:
            return self.tokens[token]
        return refusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")

    def _token(self, asked: Asked) -> tuple[int, object]:
        """Service accounts show an assertion, people a refresh token."""
        if self.revoked:
            return 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
        who = "person@quillmoor.example"
        if "assertion" in asked.query:
            claims = asked.query["assertion"][0].split(".")[1]
            who = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iss"]
        self.tokens[TOKEN] = who
        token = {"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"}
        return 200, token | ({"refresh_token": REFRESH} if "code" in asked.query else {})

    def _values(self, key: str, book: Book, query: Mapping[str, list[str]]) -> tuple[int, object]:
        by_range = {"'" + tab.title.replace("'", "''") + "'": tab for tab in book.tabs}
        ranges = []
        for name in query["ranges"]:
            tab = by_range.get(name)
            if tab is None or tab.kind != "GRID":
                return refusal(400, "INVALID_ARGUMENT", f"Unable to parse range: {name}")
            formatted = query.get("valueRenderOption", ["FORMATTED_VALUE"])[0] == "FORMATTED_VALUE"
            values = _trimmed(tab.rows, formatted=formatted)
            ranges.append(
                {"range": f"{name}!A1:Z1000", "majorDimension": "ROWS"}
                | ({"values": values} if values else {})
            )
        return 200, {"spreadsheetId": key, "valueRanges": ranges}


def refusal(
    status: int, code: str, message: str, *, reason: str = ""
) -> tuple[int, dict[str, object]]:
    """An error as Google words it."""
    details = [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": reason,
            "domain": "googleapis.com",
        }
    ]
    error = {"code": status, "message": message, "status": code}
    return status, {"error": error | ({"details": details} if reason else {})}


def _spreadsheet(key: str, book: Book) -> dict[str, object]:
    """`spreadsheets.get` with grid metadata; what is false is left out, as Google does."""
    return {
        "spreadsheetId": key,
        "properties": {"title": book.title, "locale": "de_DE", "timeZone": "Europe/Berlin"},
        "sheets": [_sheet(index, tab) for index, tab in enumerate(book.tabs)],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{key}/edit",
    }


def _sheet(index: int, tab: TabOf) -> dict[str, object]:
    number = index * 1111
    properties: dict[str, object] = {
        "sheetId": number,
        "title": tab.title,
        "index": index,
        "sheetType": tab.kind,
    }
    if tab.hidden:
        properties["hidden"] = True
    if tab.kind != "GRID":
        return {"properties": properties}
    properties["gridProperties"] = {"rowCount": 1000, "columnCount": 26}
    rows = [{"pixelSize": 21} | ({"hiddenByUser": True} if row in tab.hidden_rows else {})
            for row in range(max(len(tab.rows), 3))]  # fmt: skip
    sheet: dict[str, object] = {"properties": properties, "data": [{"rowMetadata": rows}]}
    if tab.merges:
        sheet["merges"] = [
            {
                "sheetId": number,
                "startRowIndex": top,
                "endRowIndex": bottom + 1,
                "startColumnIndex": left,
                "endColumnIndex": right + 1,
            }
            for top, left, bottom, right in tab.merges
        ]
    return sheet


def _trimmed(rows: Sequence[Sequence[object]], *, formatted: bool) -> list[list[object]]:
    """Rows without trailing blank cells, and none of the trailing blank rows."""
    cut: list[list[object]] = []
    for row in rows:
        cells = ["" if cell is None else _formatted(cell) if formatted else cell for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        cut.append(cells)
    while cut and not cut[-1]:
        cut.pop()
    return cut


def _formatted(cell: object) -> object:
    """As a German sheet shows it."""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else str(cell)


def masked(value: object, mask: str) -> object:
    """`value` as far as a field mask such as `a.b,c(d,e)` asks for it."""
    return _keep(value, parsed(mask))


def parsed(mask: str) -> dict[str, Any]:
    """The mask as a tree of names."""
    return _parsed(deque(re.findall(r"[A-Za-z]\w*|[(),./]", mask)))


def _parsed(tokens: deque[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    while tokens and tokens[0] != ")":
        if tokens[0] == ",":
            tokens.popleft()
        inner = tree.setdefault(tokens.popleft(), {})
        while tokens and tokens[0] in "./":
            tokens.popleft()
            inner = inner.setdefault(tokens.popleft(), {})
        if tokens and tokens[0] == "(":
            tokens.popleft()
            inner.update(_parsed(tokens))
            tokens.popleft()
    return tree


def _keep(value: object, tree: Mapping[str, Any]) -> object:
    if isinstance(value, list):
        return [_keep(one, tree) for one in value]
    if isinstance(value, dict) and tree:
        return {name: _keep(one, tree[name]) for name, one in value.items() if name in tree}
    return value


class _Handler(BaseHTTPRequestHandler):
    google: ClassVar[GoogleSheets]
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: no waiting for an acknowledgement

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self._answer(url.path, url.query)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self._answer(urlsplit(self.path).path, body)

    def _answer(self, path: str, query: str) -> None:
        google = self.google
        headers = {name.lower(): value for name, value in self.headers.items()}
        method = headers.get("x-http-method-override", self.command)
        asked = Asked(method, path, parse_qs(query), headers, self.command)
        google.asked.append(asked)
        if len(self.path) > 2048:
            self._send(Canned(414, b"<html>Request-URI Too Large</html>"))
        elif google.canned and path != "/token":
            self._send(google.canned.popleft())
        else:
            status, body = google.answer(asked)
            google.answered.append((asked, body))
            self._send(Canned(status, body))

    def _send(self, canned: Canned) -> None:
        if canned.delay:  # whoever asked has gone by then
            self.google.released.wait(canned.delay)
            self.close_connection = True
            return
        is_bytes = isinstance(canned.body, bytes)
        body = canned.body if isinstance(canned.body, bytes) else json.dumps(canned.body).encode()
        self.send_response(canned.status)
        self.send_header("Content-Type", "text/html" if is_bytes else "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in canned.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Say nothing."""


@contextmanager
def running() -> Iterator[GoogleSheets]:
    """The stand-in on a free port of this computer, in a thread of its own."""
    google = GoogleSheets()
    handler = type("Handler", (_Handler,), {"google": google})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    google.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield google
    finally:
        google.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
