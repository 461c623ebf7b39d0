"""gspread's HTTP client, made patient within bounds and speaking segkit's errors.

Imports gspread: import this module inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gspread
from google.auth.exceptions import GoogleAuthError, RefreshError
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Request, Response
from requests.exceptions import ConnectionError as NoConnectionError
from requests.exceptions import RequestException, Timeout

from segkit.google.access import API_URL, Access
from segkit.google.refusals import (
    Refusal,
    gave_up,
    no_answer,
    not_accepted,
    not_as_documented,
    refused,
)
from segkit.patience import LONGEST, TURNS, Pause, Wait, seconds_to_wait

TIMEOUT = (10.0, 90.0)
"""Seconds to connect, and to wait for the next byte."""

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_URL = 2000


class SheetsClient(HTTPClient):
    """The client for one spreadsheet; `open_client` makes it.

    Attributes:
        access: Whose credentials it uses.
        url: The spreadsheet's, for messages.
        wait: Called for each wait.
    """

    access: Access
    url: str
    wait: Wait

    def request(  # noqa: PLR0913, PLR0917 gspread's signature
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,  # noqa: ANN401 gspread's signature
    ) -> Response:
        """One request, repeated while Google is busy; raises `PullError` for any failure."""
        if method != "get" or data or json or files:
            raise NotImplementedError("segkit only reads sheets")  # a bug, not the user's
        endpoint = endpoint.replace(API_URL, self.access.api_url, 1)
        waited = 0.0
        for turn in range(1, TURNS + 2):
            response = self._send(endpoint, params or {}, dict(headers or {}))
            if response.ok:
                return response
            refusal = Refusal.of(response)
            if refusal.status not in _PASSING:
                raise refused(refusal, self.url, self.access)
            seconds = seconds_to_wait(response.headers, turn)
            if turn > TURNS or seconds > LONGEST:
                break
            self.wait(Pause("Google", refusal.status, seconds, turn))
            waited += seconds
        raise gave_up(refusal, self.url, waited, seconds)

    def _send(self, endpoint: str, params: ParamsType, headers: dict[str, str]) -> Response:
        """Ask once. A query too long for an address goes as a form, as Google's own client does."""
        method, body, query = "GET", None, params
        if len(Request("GET", endpoint, params=params).prepare().url or "") > _LONGEST_URL:
            method, body, query = "POST", params, {}
            headers["X-HTTP-Method-Override"] = "GET"
        try:
            return self.session.request(
                method, endpoint, params=query, data=body, headers=headers, timeout=self.timeout
            )
        except RefreshError as error:
            if error.retryable:  # the token's server has a problem, not the credentials
                raise no_answer(self.url, timeout=False) from error
            raise not_accepted(self.access) from error
        except Timeout as error:
            raise no_answer(self.url, timeout=True) from error
        except (NoConnectionError, GoogleAuthError) as error:
            raise no_answer(self.url, timeout=False) from error
        except RequestException as error:
            raise not_as_documented(self.url, type(error).__name__) from error


def open_client(access: Access, url: str, wait: Wait) -> SheetsClient:
    """A client of gspread for the spreadsheet at `url`."""
    client = gspread.authorize(access.credentials, http_client=SheetsClient)
    client.set_timeout(TIMEOUT)
    http = client.http_client
    assert isinstance(http, SheetsClient)  # noqa: S101 asked for one line above
    http.access, http.url, http.wait = access, url, wait
    # Google never redirects the API; whoever does is not to get the key in the headers
    http.session.max_redirects = 0
    return http
